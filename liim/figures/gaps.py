"""The gap between two groups (herkomstkloof) as a figure of its own: both levels, their difference, their ratio.

Every gap is shown the same way: the group minus its reference, in percentage points, with a word for the direction.
The official sign, which differs from one indicator to the next, is kept beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import polars as pl

from liim.catalogue import groupings_of
from liim.figures.declared import PARTS_OF_A_WHOLE, checked, series_key
from liim.figures.intervals import newcombe, ratio
from liim.formulas import Formula
from liim.model import HAS_A_COUNT, Indicator

SMALLEST = 30  # people on each side: with fewer, a gap is not known to within 18 points


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Two classes of one share: `group` is looked at, `reference` is what it is held against.

    `official` tells in which direction the official indicator subtracts.
    """

    id: str
    of: str
    breakdown: str
    group: str
    reference: str
    official: Literal["group_minus_reference", "reference_minus_group"]


SIDES = ("group", "reference")


def gaps_of(indicators: Iterable[Indicator]) -> tuple[Gap, ...]:
    """The gaps that the catalogue declares, each in the share whose classes it compares.

    Who is worse off where the official figure is above zero is the group: the official gap of a share of which more is
    better takes the group from its reference, any other the reference from the group.
    Raises ValueError where no share of the catalogue shows both levels, or the two differ in more than one class.
    """
    chosen = tuple(indicators)
    return tuple(_gap_of(one, chosen) for one in chosen if one.formula.kind == "gap")


def _gap_of(indicator: Indicator, indicators: Iterable[Indicator]) -> Gap:
    level, less = indicator.formula, indicator.formula.less
    first, second = dict(level.plus[0].classes), dict(less.plus[0].classes) if less else {}
    differing = [one for one in first.keys() | second.keys() if first.get(one) != second.get(one)]
    if len(differing) != 1:
        raise ValueError(f"{indicator.id} subtracts levels that differ in {len(differing)} breakdowns. Pin one.")
    (breakdown,) = differing
    pinned = {one: code for one, code in first.items() if one != breakdown}
    for shown in indicators:
        if _shows(shown, level, breakdown, pinned, {first[breakdown], second[breakdown]}):
            minuend, subtrahend = first[breakdown], second[breakdown]
            swapped = shown.polarity == "higher_is_better"
            return Gap(
                id=indicator.id,
                of=shown.id,
                breakdown=breakdown,
                group=subtrahend if swapped else minuend,
                reference=minuend if swapped else subtrahend,
                official="reference_minus_group" if swapped else "group_minus_reference",
            )
    raise ValueError(f"{indicator.id}: no share of the catalogue shows both of its levels. Declare one by {breakdown}.")


def _shows(shown: Indicator, level: Formula, breakdown: str, pinned: dict[str, str], codes: set[str]) -> bool:
    """Whether an indicator is the share whose two classes a gap compares, and nothing narrower."""
    if shown.formula.kind != "share" or not level.within or not shown.formula.within:
        return False
    by = {one.breakdown: {each.code for each in one.classes} for one in groupings_of(shown)}
    return (
        shown.formula.plus[0].quantity == level.plus[0].quantity
        and shown.formula.within.quantity == level.within.quantity
        and dict(shown.formula.plus[0].classes) == pinned
        and set(by) == {breakdown}
        and codes <= by[breakdown]
    )


def gaps(
    figures: pl.DataFrame, indicators: Iterable[Indicator], declared: Iterable[Gap], *, level: float = 0.95
) -> pl.DataFrame:
    """One row per gap, area, geography, period and other breakdowns, `gap` standing for the gap's id.

    Per side: group_ and reference_ numerator, denominator, value (%), status. Then difference (group minus reference,
    percentage points) with lower and upper (Newcombe), ratio with ratio_lower and ratio_upper, direction (lower,
    higher, no_difference or ""), value (the official sign), disadvantage (positive where the group is worse off; null
    where the polarity is neutral), method, and reason: why there is no gap (group_withheld, reference_missing,
    group_too_small …).
    Raises ValueError for a gap of something that is not a share, and for counts that cannot be.
    """
    chosen = tuple(declared)
    if not chosen:
        raise ValueError("No gap is declared: ask for none, or declare one.")
    by_id = {i.id: i for i in indicators}
    table = checked(figures, by_id.values())
    return pl.concat([_with_intervals(_sides(table, gap, by_id), gap, by_id[gap.of], level) for gap in chosen])


def _sides(table: pl.DataFrame, gap: Gap, indicators: dict[str, Indicator]) -> pl.DataFrame:
    """Both sides of one gap, next to each other."""
    if gap.of not in indicators or indicators[gap.of].formula.kind not in PARTS_OF_A_WHOLE:
        raise ValueError(f"{gap.id} is the gap in {gap.of}, which is no share in the catalogue. Is the id misspelt?")
    key = [c for c in (*series_key(table), "period") if c not in ("indicator", gap.breakdown)]
    known = pl.col("status").is_in(HAS_A_COUNT)
    side = {
        name: table.filter((pl.col("indicator") == gap.of) & (pl.col(gap.breakdown) == code)).select(
            *key,
            *(pl.when(known).then(pl.col(c)).alias(f"{name}_{c}") for c in ("numerator", "denominator")),
            pl.col("status").alias(f"{name}_status"),
        )
        for name, code in zip(SIDES, (gap.group, gap.reference), strict=True)
    }
    both = side["group"].join(side["reference"], on=key, how="full", coalesce=True, maintain_order="left_right")
    return both.select(
        pl.lit(gap.id).alias("gap"),
        pl.lit(gap.of).alias("indicator"),
        *key,
        pl.lit("total").alias(gap.breakdown),
        *(
            pl.col(f"{name}_{c}").fill_null("missing") if c == "status" else pl.col(f"{name}_{c}")
            for name in SIDES
            for c in ("numerator", "denominator", "status")
        ),
    ).with_columns(reason=_reason())


def _reason() -> pl.Expr:
    """Why there is no gap; empty where there is one."""
    reason = pl.lit("")
    for name in reversed(SIDES):
        status, n = pl.col(f"{name}_status"), pl.col(f"{name}_denominator")
        reason = (
            pl.when(~status.is_in(HAS_A_COUNT))
            .then(pl.lit(f"{name}_") + status)
            .when(pl.col(f"{name}_numerator").is_null() | n.is_null())
            .then(pl.lit(f"{name}_without_counts"))
            .when(n < SMALLEST)
            .then(pl.lit(f"{name}_too_small"))
            .otherwise(reason)
        )
    return reason


def _with_intervals(sides: pl.DataFrame, gap: Gap, indicator: Indicator, level: float) -> pl.DataFrame:
    """Difference and ratio with their intervals, the official sign, and the direction in a word."""
    there = pl.col("reason") == ""
    x1, n1, x2, n2 = (
        sides.select(pl.when(there).then(pl.col(f"{name}_{c}"))).to_series().to_numpy()
        for name in SIDES
        for c in ("numerator", "denominator")
    )
    lower, upper = newcombe(x1, n1, x2, n2, level)
    ratio_lower, ratio_upper = ratio(x1, n1, x2, n2, level)
    limits = {"lower": lower * 100, "upper": upper * 100, "ratio_lower": ratio_lower, "ratio_upper": ratio_upper}
    of_group, of_reference = (pl.col(f"{name}_numerator") / pl.col(f"{name}_denominator") for name in SIDES)
    worse = {"higher_is_better": -1.0, "lower_is_better": 1.0, "neutral": None}[indicator.polarity]
    official = 1.0 if gap.official == "group_minus_reference" else -1.0
    return (
        sides.hstack(pl.DataFrame(limits, nan_to_null=True))
        .with_columns(
            *(
                pl.when(pl.col(f"{name}_denominator") > 0).then(100 * level_of).alias(f"{name}_value")
                for name, level_of in zip(SIDES, (of_group, of_reference), strict=True)
            ),
            difference=pl.when(there).then(100 * (of_group - of_reference)),
            ratio=pl.when(there & (pl.col("reference_numerator") > 0)).then(of_group / of_reference),
            method=pl.when(there).then(pl.lit("newcombe")),
            direction=pl.when(~there)
            .then(pl.lit(""))
            .when(pl.col("upper") < 0)
            .then(pl.lit("lower"))
            .when(pl.col("lower") > 0)
            .then(pl.lit("higher"))
            .otherwise(pl.lit("no_difference")),
        )
        .with_columns(
            value=pl.col("difference") * official, disadvantage=pl.col("difference") * pl.lit(worse, dtype=pl.Float64)
        )
    )
