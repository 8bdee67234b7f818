"""Gaps as they would be if both groups had the same ages and sexes, here and elsewhere, and Kitagawa's split."""

from collections.abc import Iterable, Sequence

import polars as pl
import scipy

from liim.figures.benchmarks import Benchmarks, benchmark_without
from liim.figures.declared import checked, series_key
from liim.figures.gaps import Gap
from liim.model import HAS_A_COUNT, TOTAL, Indicator, Status
from liim.observations import BREAKDOWNS

_KEY = ("area", "geography", "period")
_NUMBERS = ("difference", "adjusted", "lower", "upper", "composition", "rates")
_SAME = 1e-9  # percentage points


def adjusted_gaps(
    figures: pl.DataFrame, indicators: Iterable[Indicator], gap: Gap, *, strata: Sequence[str], level: float = 0.95
) -> pl.DataFrame:
    """One row per area, geography and period: the gap if both groups had the same ages (and sexes), and its split.

    `figures` are those of `gap.of` by `gap.breakdown` and all `strata`. Columns: gap, area, geography, period,
    difference (group minus reference, percentage points, from the strata), adjusted with lower and upper (standard:
    both groups together), composition and rates (Kitagawa 1955; they add up to the difference), and reason
    (stratum_withheld, stratum_missing, stratum_empty or ""). A stratum that is empty on both sides is left out.
    """
    table = _levels(figures, indicators, gap, strata)
    return _adjusted(_both_sides(table, gap, list(_KEY), strata), gap, list(_KEY), level)


def _levels(figures: pl.DataFrame, indicators: Iterable[Indicator], gap: Gap, strata: Sequence[str]) -> pl.DataFrame:
    """The rows of one level that are split by all strata, and by nothing else."""
    table = checked(figures, indicators)
    split = [pl.col(s) != TOTAL for s in strata]
    rest = [c for c in series_key(figures) if c not in ("indicator", gap.breakdown, *strata)]
    others = [pl.col(c) == TOTAL for c in rest if c not in ("area", "geography")]
    return table.filter(pl.col("indicator") == gap.of, *split, *others)


def _both_sides(levels: pl.DataFrame, gap: Gap, key: list[str], strata: Sequence[str]) -> pl.DataFrame:
    """Per stratum the counts of both groups, next to each other; strata in which there is nobody are left out."""
    strata = [s for s in strata if s != gap.breakdown]
    known = pl.col("status").is_in(HAS_A_COUNT) | (pl.col("denominator") == 0)  # nobody there: known, and no share
    side = {
        name: levels.filter(pl.col(gap.breakdown) == code).select(
            *key,
            *strata,
            pl.when(known).then("numerator").alias(f"x_{name}"),
            pl.when(known).then("denominator").alias(f"n_{name}"),
            (pl.col("status") == "withheld").alias(f"withheld_{name}"),
        )
        for name, code in (("g", gap.group), ("r", gap.reference))
    }
    both = side["g"].join(side["r"], on=[*key, *strata], how="full", coalesce=True)
    return both.filter(~((pl.col("n_g") == 0) & (pl.col("n_r") == 0)).fill_null(value=False))


def _adjusted(both: pl.DataFrame, gap: Gap, key: list[str], level: float) -> pl.DataFrame:
    """Per key the gap, what is left of it at equal ages and sexes, and its split, in percentage points."""
    summed = _split(both, key)
    half = float(scipy.stats.norm.isf((1 - level) / 2)) * pl.col("variance").sqrt()
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


def with_adjusted_elsewhere(
    compared: pl.DataFrame,
    strata: pl.DataFrame,
    indicators: Iterable[Indicator],
    declared: Iterable[Gap],
    benchmarks: Benchmarks,
) -> pl.DataFrame:
    """The rows of `compare_gaps`, each with benchmark_adjusted: the others' gap at equal ages and sexes.

    It is made from the others' counts added up per stratum, the area itself left out, in percentage points (group
    minus reference). Null where a stratum of theirs is withheld, missing or empty on one side, where it does not make
    their gap, and for gaps that are broken down further.
    """
    chosen, split = tuple(indicators), _strata_of(strata)
    periods = compared.select("gap", "period").unique()
    found = [
        _adjusted_elsewhere(
            strata.join(periods.filter(gap=gap.id), on="period", how="semi"), chosen, gap, split[gap.of], benchmarks
        )
        for gap in declared
        if gap.of in split
    ]
    key = ["gap", "area", "geography", "period", "benchmark", "group"]
    none = pl.DataFrame(schema=dict.fromkeys(key, pl.String) | dict.fromkeys(("of_strata", "_adjusted"), pl.Float64))
    apart = (pl.col("of_strata") - pl.col("benchmark_difference")).abs() > _SAME
    whole = pl.all_horizontal(pl.col(b) == TOTAL for b in BREAKDOWNS if b in compared.columns)
    return (
        compared.join(pl.concat([none, *found]), on=key, how="left", maintain_order="left")
        .with_columns(benchmark_adjusted=pl.when(whole & ~apart).then("_adjusted"))
        .select(*compared.columns, "benchmark_adjusted")
    )


def _adjusted_elsewhere(
    strata: pl.DataFrame, indicators: Iterable[Indicator], gap: Gap, split: Sequence[str], benchmarks: Benchmarks
) -> pl.DataFrame:
    """Per area and benchmark: the gap of the others from their strata, and what is left of it."""
    sides = pl.col(gap.breakdown).is_in([gap.group, gap.reference])
    levels = _levels(strata.filter(sides), indicators, gap, split)
    empty = pl.col("denominator") == 0  # nobody there adds nothing, and hides nothing
    levels = levels.with_columns(
        numerator=pl.when(empty).then(0.0).otherwise("numerator"),
        status=pl.when(empty).then(pl.lit(Status.OK.value)).otherwise("status"),
    )
    cell = ["period", *split]
    cells = levels.select(cell).unique(maintain_order=True).with_row_index("cell")
    counts = levels.join(cells, on=cell).select("geography", "area", "cell", "numerator", "denominator", "status")
    hidden = pl.col("benchmark_reason").is_in(["benchmark_withheld", "own_unknown"])
    others = (
        benchmark_without(counts, benchmarks)
        .join(cells, on="cell")
        .with_columns(
            numerator=pl.col("benchmark_numerator"),
            denominator=pl.col("benchmark_denominator"),
            status=pl.when(hidden)
            .then(pl.lit(Status.WITHHELD.value))
            .when(pl.col("benchmark_reason") == "")
            .then(pl.lit(Status.OK.value))
            .otherwise(pl.lit(Status.MISSING.value)),
        )
    )
    key = [*_KEY, "benchmark", "group"]
    made = _adjusted(_both_sides(others, gap, key, split), gap, key, 0.95)
    return made.select(
        "gap", "area", "geography", "period", "benchmark", "group",
        pl.col("difference").alias("of_strata"), pl.col("adjusted").alias("_adjusted"),
    )  # fmt: skip


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
