"""Segregation inside municipalities, from the protected counts of their sectors.

Sectors of which a count is withheld are taken together to one unit: what is left when the others are subtracted from
the municipality, which anybody may do. Where too many people live in it, nothing is said.
"""

from collections.abc import Iterable

import polars as pl

from liim import geography
from liim.catalogue.statistics import is_told_by_sector
from liim.figures.segregation import SCHEMA, segregation
from liim.model import TOTAL, Indicator

SMALLEST = 30  # people of the group: how fewer are spread says nothing about a municipality
MOST_TOGETHER = 0.25  # of the group, in sectors that are withheld
FEWEST_SHOWN = 2  # sectors: one beside all others together is no picture of neighbourhoods
TODAY = geography.GEOGRAPHIES[-1]
NOT_LOCATED = "ZZZZ"

_KEY = ("indicator", "area", "geography", "period")
COLUMNS = {**dict.fromkeys(_KEY, pl.String), "sectors": pl.Int64, "together": pl.Int64, **SCHEMA}


def segregation_inside(sectors: pl.DataFrame, indicators: Iterable[Indicator]) -> pl.DataFrame:
    """One row per share, municipality and period: how unevenly those whom the share counts live over the sectors.

    `sectors` is what `liim.disclosure.inside` gives. Columns: those of `liim.figures.segregation`, before them
    indicator, area, geography, period, sectors (with people, as far as published) and together (how many are taken
    together since a count of theirs is withheld). `reason` may be total_withheld, group_too_small, too_much_withheld
    or one_shown too.
    """
    found = [_of_share(sectors, one) for one in _shares(indicators, set(sectors["quantity"]))]
    return pl.concat([pl.DataFrame(schema=COLUMNS), *found]).sort(_KEY)


def _shares(indicators: Iterable[Indicator], told: set[str]) -> list[Indicator]:
    """The undivided shares whose two counts are told by sector."""
    return [
        one for one in indicators if is_told_by_sector(one) and {count.quantity for count in one.formula.counts} <= told
    ]


def _of_share(sectors: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    (part,), whole = indicator.formula.plus, indicator.formula.within
    where = ["area", "period", "sector"]
    counts = (
        sectors.filter(quantity=part.quantity)
        .select(*where, pl.col("count").alias("group"))
        .join(
            sectors.filter(quantity=whole.quantity if whole else "").select(*where, pl.col("count").alias("total")),
            on=where,
        )
    )
    units = _together(counts)
    judged = units.group_by("area", "period", maintain_order=True).agg(
        pl.col("sectors", "together").first(), _why_not().alias("reason")
    )
    told = judged.filter(reason="")
    found = segregation(units.join(told, on=["area", "period"], how="semi"), ["area", "period"])
    nothing = judged.filter(pl.col("reason") != "").with_columns(
        verdict=pl.lit(""), **{name: pl.lit(None, dtype) for name, dtype in SCHEMA.items() if dtype != pl.String}
    )
    made = told.drop("reason").join(found, on=["area", "period"])
    return pl.concat([made, nothing.select(made.columns)]).select(
        pl.lit(indicator.id).alias("indicator"), "area", pl.lit(TODAY).alias("geography"), *list(COLUMNS)[3:]
    )


def _together(counts: pl.DataFrame) -> pl.DataFrame:
    """One row per sector that is published, and one, named "", for all that are not; group_whole beside each."""
    of_town = ["area", "period"]
    known = pl.col("group").is_not_null() & pl.col("total").is_not_null()
    whole = counts.filter(pl.col("sector") == TOTAL).select(
        *of_town, pl.col("group").alias("group_whole"), pl.col("total").alias("total_whole")
    )
    parts = counts.filter(pl.col("sector") != TOTAL)
    rest = (
        parts.group_by(of_town, maintain_order=True)
        .agg(
            (~known).sum().cast(pl.Int64).alias("together"),
            (known & (pl.col("total") > 0)).sum().cast(pl.Int64).alias("sectors"),
            *(pl.col(one).filter(known).sum().alias(f"known_{one}") for one in ("group", "total")),
        )
        .join(whole, on=of_town)
    )
    located = parts.filter(known, ~pl.col("sector").str.ends_with(NOT_LOCATED))
    beside = [*of_town, "sectors", "together", "group_whole"]
    return pl.concat(
        [
            located.join(rest.select(beside), on=of_town).select(
                *beside, pl.col("sector").alias("unit"), "group", "total"
            ),
            rest.filter(pl.col("together") > 0).select(
                *beside,
                pl.lit("").alias("unit"),
                *((pl.col(f"{one}_whole") - pl.col(f"known_{one}")).alias(one) for one in ("group", "total")),
            ),
        ]
    )


def _why_not() -> pl.Expr:
    """Why there is no index of a municipality, from its units; "" where there may be one."""
    whole = pl.col("group_whole").first()
    together = pl.col("group").filter(pl.col("unit") == "").sum()
    return (
        pl.when(whole.is_null() | pl.col("total").is_null().any())
        .then(pl.lit("total_withheld"))
        .when(whole < SMALLEST)
        .then(pl.lit("group_too_small"))
        .when(together > MOST_TOGETHER * whole)
        .then(pl.lit("too_much_withheld"))
        .when((pl.col("sectors").first() < FEWEST_SHOWN) & (pl.col("together").first() > 0))
        .then(pl.lit("one_shown"))
        .otherwise(pl.lit(""))
    )
