"""Figures and gaps as they would be if people had the same ages and sexes: standardisation, and Kitagawa's split."""

from collections.abc import Iterable, Sequence

import polars as pl
from scipy import stats

from liim.figures.declared import checked, series_key
from liim.figures.gaps import Gap
from liim.figures.intervals import EXACT_BELOW, byar
from liim.model import HAS_A_COUNT, TOTAL, Indicator
from liim.observations import BREAKDOWNS

_KEY = ("area", "geography", "period")
_NUMBERS = ("difference", "adjusted", "lower", "upper", "composition", "rates")
_SAME = 1e-9  # percentage points

# European Standard Population 2013 (Eurostat), per 100 000, by five years of age.
ESP2013 = {
    "0-4": 5000, "5-9": 5500, "10-14": 5500, "15-19": 5500, "20-24": 6000, "25-29": 6000, "30-34": 6500,
    "35-39": 7000, "40-44": 7000, "45-49": 7000, "50-54": 7000, "55-59": 6500, "60-64": 6000, "65-69": 5500,
    "70-74": 5000, "75-79": 4000, "80-84": 2500, "85-89": 1500, "90+": 1000,
}  # fmt: skip


def age_standardised(
    ages: pl.DataFrame, by: Sequence[str], *, per: float = 1000, level: float = 0.95, weights: dict[str, int] = ESP2013
) -> pl.DataFrame:
    """One row per `by`: the directly standardised rate per `per` heads, with Dobson's limits (Byar on the events).

    `ages` has one row per `by` and age band of `weights`: numerator and denominator, null where not known. Columns out:
    numerator, denominator, value, lower, upper, reason (age_missing, age_empty, fewer_than_ten_events or ""). Without
    every band, with an empty one, or with fewer than ten events there is no value.
    Raises ValueError for an age band that the standard does not have, or that stands there twice.
    """
    strange = set(ages["age"]) - set(weights)
    if strange:
        raise ValueError(f"Age bands {sorted(strange)} are not those of the standard population: {', '.join(weights)}.")
    if ages.select(pl.struct(*by, "age").is_duplicated().any()).item():
        raise ValueError("An age band stands there twice for one area. Add up the rows first.")
    x, n = pl.col("numerator"), pl.col("denominator")
    w = pl.col("age").replace_strict(weights, return_dtype=pl.Float64) / sum(weights.values())
    summed = ages.group_by(*by, maintain_order=True).agg(
        x.sum(),
        n.sum(),
        (w * x / n).sum().alias("rate"),
        (w**2 * x / n**2).sum().alias("variance"),
        ((x.is_not_null() & n.is_not_null()).sum() < len(weights)).alias("incomplete"),
        (n == 0).any().alias("empty"),
    )
    low, high = byar(summed["numerator"], level)
    events = pl.col("numerator")
    scale = (pl.col("variance") / events).sqrt()
    reason = (
        pl.when("incomplete")
        .then(pl.lit("age_missing"))
        .when("empty")
        .then(pl.lit("age_empty"))
        .when(events < EXACT_BELOW)
        .then(pl.lit("fewer_than_ten_events"))
        .otherwise(pl.lit(""))
    )
    there = pl.col("reason") == ""
    return summed.with_columns(pl.Series("_low", low), pl.Series("_high", high), reason=reason).select(
        *by,
        *(pl.when(pl.col("reason") != "age_missing").then(pl.col(c)).alias(c) for c in ("numerator", "denominator")),
        pl.when(there).then(per * pl.col("rate")).alias("value"),
        pl.when(there).then(per * (pl.col("rate") + scale * (pl.col("_low") - events))).alias("lower"),
        pl.when(there).then(per * (pl.col("rate") + scale * (pl.col("_high") - events))).alias("upper"),
        "reason",
    )


def adjusted_gaps(
    figures: pl.DataFrame, indicators: Iterable[Indicator], gap: Gap, *, strata: Sequence[str], level: float = 0.95
) -> pl.DataFrame:
    """One row per area, geography and period: the gap if both groups had the same ages (and sexes), and its split.

    `figures` are those of `gap.of` by `gap.breakdown` and all `strata`. Columns: gap, area, geography, period,
    difference (group minus reference, percentage points, from the strata), adjusted with lower and upper (standard:
    both groups together), composition and rates (Kitagawa 1955; they add up to the difference), and reason
    (stratum_withheld, stratum_missing, stratum_empty or ""). A stratum that is empty on both sides is left out.
    """
    table = checked(figures, indicators)
    strata = [s for s in strata if s != gap.breakdown]
    split = [pl.col(s) != TOTAL for s in strata]
    rest = [c for c in series_key(figures) if c not in ("indicator", gap.breakdown, *strata)]
    others = [pl.col(c) == TOTAL for c in rest if c not in ("area", "geography")]
    key = list(_KEY)
    mine = table.filter(pl.col("indicator") == gap.of, *split, *others)
    known = pl.col("status").is_in(HAS_A_COUNT) | (pl.col("denominator") == 0)  # nobody there: known, and no share
    side = {
        name: mine.filter(pl.col(gap.breakdown) == code).select(
            *key,
            *strata,
            pl.when(known).then("numerator").alias(f"x_{name}"),
            pl.when(known).then("denominator").alias(f"n_{name}"),
            (pl.col("status") == "withheld").alias(f"withheld_{name}"),
        )
        for name, code in (("g", gap.group), ("r", gap.reference))
    }
    both = side["g"].join(side["r"], on=[*key, *strata], how="full", coalesce=True)
    both = both.filter(~((pl.col("n_g") == 0) & (pl.col("n_r") == 0)).fill_null(value=False))
    summed = _split(both, key)
    z = float(stats.norm.isf((1 - level) / 2))
    half = z * pl.col("variance").sqrt()
    there = pl.col("reason") == ""
    numbers = {
        "difference": pl.col("gap"),
        "adjusted": pl.col("same"),
        "lower": pl.max_horizontal(pl.col("same") - half, pl.lit(-1.0)),
        "upper": pl.min_horizontal(pl.col("same") + half, pl.lit(1.0)),
        "composition": pl.col("composition"),
        "rates": pl.col("rates"),
    }
    return summed.select(
        pl.lit(gap.id).alias("gap"),
        *key,
        *(pl.when(there).then(100 * number).alias(name) for name, number in numbers.items()),
        "reason",
    ).sort(key)


ADJUSTED = ("adjusted", "adjusted_lower", "adjusted_upper", "composition", "rates")


def with_adjusted(
    gaps: pl.DataFrame, strata: pl.DataFrame, indicators: Iterable[Indicator], declared: Iterable[Gap]
) -> pl.DataFrame:
    """The rows of `gaps`, each with what is left of it when both groups have the same ages and sexes, and its split.

    `strata` are the levels by the breakdown of their gap and everything that it is adjusted for. Added: ADJUSTED (see
    `adjusted_gaps`), adjusted_direction (lower, higher, no_difference or ""), and adjusted_reason: that of the gap
    itself, stratum_withheld, stratum_missing, stratum_empty, strata_not_delivered, or strata_do_not_add_up where they
    do not make the gap; "" where there is an adjusted gap.
    """
    chosen, split = tuple(indicators), _strata_of(strata)
    found = [adjusted_gaps(strata, chosen, gap, strata=split[gap.of]) for gap in declared if gap.of in split]
    none = pl.DataFrame(schema=dict.fromkeys(("gap", *_KEY, *_NUMBERS, "reason"), pl.String))
    none = none.cast(dict.fromkeys(_NUMBERS, pl.Float64))
    by_strata = pl.concat([none, *found]).rename(
        {"difference": "of_strata", "lower": "adjusted_lower", "upper": "adjusted_upper", "reason": "of_split"}
    )
    broken_down = pl.any_horizontal(pl.col(b) != TOTAL for b in BREAKDOWNS if b in gaps.columns)
    apart = (pl.col("of_strata") - pl.col("difference")).abs() > _SAME
    reason = (
        pl.when(pl.col("reason") != "")
        .then("reason")
        .when(pl.col("of_split").is_null() | broken_down)
        .then(pl.lit("strata_not_delivered"))
        .when(apart)
        .then(pl.lit("strata_do_not_add_up"))
        .otherwise("of_split")
    )
    there = pl.col("adjusted_reason") == ""
    return (
        gaps.join(by_strata, on=["gap", *_KEY], how="left", maintain_order="left")
        .with_columns(adjusted_reason=reason)
        .with_columns(pl.when(there).then(pl.col(one)).alias(one) for one in ADJUSTED)
        .with_columns(
            adjusted_direction=pl.when(~there)
            .then(pl.lit(""))
            .when(pl.col("adjusted_upper") < 0)
            .then(pl.lit("lower"))
            .when(pl.col("adjusted_lower") > 0)
            .then(pl.lit("higher"))
            .otherwise(pl.lit("no_difference"))
        )
        .select(*gaps.columns, *ADJUSTED, "adjusted_direction", "adjusted_reason")
    )


def _strata_of(strata: pl.DataFrame) -> dict[str, list[str]]:
    """By which breakdowns each level is split, origin and the like included."""
    split: dict[str, list[str]] = {}
    for (id_,), rows in strata.partition_by("indicator", as_dict=True).items():
        split[str(id_)] = [b for b in BREAKDOWNS if b in rows.columns and (rows[b] != TOTAL).any()]
    return split


def _split(both: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """Per key the gap, the gap in the standard population, and the parts due to composition and to rates."""
    p_g, p_r = pl.col("x_g") / pl.col("n_g"), pl.col("x_r") / pl.col("n_r")
    c_g, c_r = (pl.col(f"n_{s}") / pl.col(f"n_{s}").sum().over(key) for s in "gr")
    standard = (pl.col("n_g") + pl.col("n_r")) / (pl.col("n_g") + pl.col("n_r")).sum().over(key)
    counts = [pl.col(c) for c in ("x_g", "n_g", "x_r", "n_r")]
    return (
        both.with_columns(p_g=p_g, p_r=p_r, c_g=c_g, c_r=c_r, s=standard)
        .with_columns(_shrunk(side) for side in "gr")
        .group_by(key, maintain_order=True)
        .agg(
            (pl.col("c_g") * pl.col("p_g") - pl.col("c_r") * pl.col("p_r")).sum().alias("gap"),
            (pl.col("s") * (pl.col("p_g") - pl.col("p_r"))).sum().alias("same"),
            (pl.col("s") ** 2 * (pl.col("v_g") + pl.col("v_r"))).sum().alias("variance"),
            ((pl.col("c_g") - pl.col("c_r")) * (pl.col("p_g") + pl.col("p_r")) / 2).sum().alias("composition"),
            ((pl.col("p_g") - pl.col("p_r")) * (pl.col("c_g") + pl.col("c_r")) / 2).sum().alias("rates"),
            pl.any_horizontal("withheld_g", "withheld_r").any().alias("withheld"),
            pl.any_horizontal(c.is_null() for c in counts).any().alias("missing"),
            pl.any_horizontal(pl.col("n_g") == 0, pl.col("n_r") == 0).any().alias("empty"),
        )
        .with_columns(
            reason=pl.when("withheld")
            .then(pl.lit("stratum_withheld"))
            .when("missing")
            .then(pl.lit("stratum_missing"))
            .when("empty")
            .then(pl.lit("stratum_empty"))
            .otherwise(pl.lit(""))
        )
    )


def _shrunk(side: str) -> pl.Expr:
    """Variance of a share in one stratum; one success and one failure are added, so that 0 and all have one too."""
    p = (pl.col(f"x_{side}") + 1) / (pl.col(f"n_{side}") + 2)
    return (p * (1 - p) / (pl.col(f"n_{side}") + 2)).alias(f"v_{side}")
