"""Which municipalities are alike in what they are: size, urbanity, households and income, in one edition.

The variables are declared here, made from protected cells alone, and never an outcome of the monitor. What no source
delivers is switched off for everybody, and the table says so.
"""

from collections.abc import Mapping

import polars as pl

from liim import geography
from liim.figures.similar import BRUSSELS as K_BRUSSELS
from liim.figures.similar import FLANDERS as K_FLANDERS
from liim.figures.similar import Variable, contributions, similar, stability
from liim.model import BRUSSELS, FLANDERS, HAS_A_COUNT

TODAY = geography.GEOGRAPHIES[-1]

VARIABLES = (
    Variable(id="inhabitants", domain="urbanity", log=True),
    Variable(id="growth", domain="urbanity"),
    Variable(id="density", domain="urbanity", log=True),
    Variable(id="cars_per_household", domain="urbanity"),
    Variable(id="under_18", domain="households"),
    Variable(id="over_65", domain="households"),
    Variable(id="household_size", domain="households"),
    Variable(id="income_per_declaration", domain="income"),
    Variable(id="income_per_inhabitant", domain="income"),
)
POOLS = {FLANDERS: K_FLANDERS, BRUSSELS: K_BRUSSELS}  # nobody is compared over the border of a region
MOST_MISSING = 0.1  # of a pool: with more, a variable is left out for all rather than some towns for all variables

GROWTH_OVER = 5  # years; the nearest that is delivered is taken
_SHORTEST, _LONGEST = 3, 10  # years of growth

COLUMNS = {
    "area": pl.String,
    "geography": pl.String,
    "neighbour": pl.String,
    "rank": pl.Int64,
    "distance": pl.Float64,
    "variable": pl.String,
    "domain": pl.String,
    "period": pl.String,
    "own": pl.Float64,
    "theirs": pl.Float64,
    "contribution": pl.Float64,
    "reason": pl.String,
}


STABILITY = {"area": pl.String, "variable": pl.String, "kept": pl.Float64, "neighbours": pl.Int64}


def structure(traits: pl.DataFrame, surfaces: Mapping[str, float]) -> pl.DataFrame:
    """What each municipality of today is like: area, variable, period, value; no row where it is not known.

    `traits` are the figures of `liim.catalogue.structure`, each taken in its last period; `surfaces` the km² of areas.
    """
    towns = geography.areas_of(TODAY, "municipality").select(area="code")
    known = traits.filter(
        pl.col("geography") == TODAY, pl.col("status").is_in(HAS_A_COUNT), pl.col("value").is_not_null()
    ).join(towns, on="area", how="semi")
    last = known.filter(pl.col("period") == pl.col("period").max().over("indicator")).select(
        "area", pl.col("indicator").alias("variable"), "period", "value"
    )
    size = last.filter(variable="inhabitants")
    km2 = pl.DataFrame(list(surfaces.items()), schema={"area": pl.String, "km2": pl.Float64}, orient="row")
    density = size.join(km2, on="area").with_columns(variable=pl.lit("density"), value=pl.col("value") / pl.col("km2"))
    return pl.concat([last, _growth(known, size), density.drop("km2")]).sort("variable", "area")


def _growth(known: pl.DataFrame, size: pl.DataFrame) -> pl.DataFrame:
    """Per cent a year since about five years before: area, variable, period, value."""
    sizes = known.filter(pl.col("indicator") == "inhabitants")
    ends = sorted({int(period) for period in sizes["period"]})
    starts = [one for one in ends if _SHORTEST <= ends[-1] - one <= _LONGEST]
    if not starts:
        return size.clear()
    start = min(starts, key=lambda one: abs(ends[-1] - one - GROWTH_OVER))
    before = sizes.filter(pl.col("period") == str(start), pl.col("value") > 0).select("area", before="value")
    return size.join(before, on="area").select(
        "area",
        pl.lit("growth").alias("variable"),
        pl.format("{}-{}", pl.lit(start), pl.col("period")).alias("period"),
        value=100 * ((pl.col("value") / pl.col("before")) ** (1 / (ends[-1] - start)) - 1),
    )


def similar_municipalities(towns: pl.DataFrame) -> pl.DataFrame:
    """One row per municipality, similar one and variable, in the order of likeness: COLUMNS.

    `towns` is what `structure` gives. `own` and `theirs` are the values, in the unit of the variable;
    `contribution` adds up to `distance` over variables. A variable that is switched off has no contribution but a
    `reason`: not_delivered, delivered_in_part or same_everywhere. A municipality that has no similar ones has one row
    without `neighbour`, and the reason: value_missing, or pool_too_small.
    """
    return pl.concat([_in_pool(towns, region, k) for region, k in POOLS.items()])


def stability_of(towns: pl.DataFrame) -> pl.DataFrame:
    """How much likeness hangs on one variable: area (the region of the pool), variable, kept, neighbours.

    `kept` is how many of its `neighbours` a municipality keeps, on average, when the variable is left out.
    """
    told = [pl.DataFrame(schema=STABILITY)]
    for region, k in POOLS.items():
        features, used = _features(towns, region)
        if len(used) > 1 and features.drop_nulls().height > k:
            found = stability(features, used, k=k)
            told.append(
                found.select(pl.lit(region).alias("area"), "variable", "kept", pl.lit(k, pl.Int64).alias("neighbours"))
            )
    return pl.concat(told)


def _features(towns: pl.DataFrame, region: str) -> tuple[pl.DataFrame, list[Variable]]:
    """What is known of the municipalities of a pool, a column per variable, and the variables that can be used."""
    pool = geography.unions(TODAY).filter(pl.col("union") == region).select("area").sort("area")
    here = towns.join(pool, on="area", how="semi")
    off = _switched_off(here, pool.height)
    used = [one for one in VARIABLES if one.id not in off]
    wide = here.filter(pl.col("variable").is_in([one.id for one in used])).pivot(
        "variable", index="area", values="value"
    )
    return pool.join(wide, on="area", how="left", maintain_order="left"), used


def _in_pool(towns: pl.DataFrame, region: str, k: int) -> pl.DataFrame:
    pool = geography.unions(TODAY).filter(pl.col("union") == region).select("area").sort("area")
    here = towns.join(pool, on="area", how="semi")
    off = _switched_off(here, pool.height)
    features, used = _features(towns, region)
    if not used or features.drop_nulls().height <= k:
        return _table(pool.with_columns(reason=pl.lit("pool_too_small")))
    pairs = similar(features, used, k=k)
    parts = contributions(features, used, pairs)
    periods = here.group_by("variable").agg(pl.col("period").first())
    found = pairs.drop_nulls("neighbour")
    left_out = found.join(
        pl.DataFrame(
            [(one.id, one.domain, off[one.id]) for one in VARIABLES if one.id in off],
            schema={"variable": pl.String, "domain": pl.String, "off": pl.String},
            orient="row",
        ),
        how="cross",
    ).with_columns(reason="off")
    return pl.concat(
        [
            _table(found.join(parts, on=["area", "neighbour"]).join(periods, on="variable", how="left")),
            _table(left_out),
            _table(pairs.filter(pl.col("neighbour").is_null())),
        ]
    )


def _switched_off(here: pl.DataFrame, size: int) -> dict[str, str]:
    """The variables that cannot be used in a pool, and why."""
    off = {}
    for one in VARIABLES:
        values = here.filter(pl.col("variable") == one.id)["value"]
        if values.is_empty():
            off[one.id] = "not_delivered"
        elif values.len() < (1 - MOST_MISSING) * size:
            off[one.id] = "delivered_in_part"
        elif values.n_unique() == 1:
            off[one.id] = "same_everywhere"
    return off


def _table(rows: pl.DataFrame) -> pl.DataFrame:
    """Any rows, with all columns."""
    given = rows.with_columns(geography=pl.lit(TODAY))
    return given.select(
        (pl.col(name) if name in given.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in COLUMNS.items()
    )
