"""Protected cells → the numerator, denominator, value and status of every figure that the catalogue declares."""

from collections.abc import Iterable
from functools import reduce
from itertools import combinations

import polars as pl

from liim.catalogue import groupings_of, quantities
from liim.classifications import Grouping
from liim.formulas import Count
from liim.model import TOTAL, Indicator, Status
from liim.observations import BREAKDOWNS

PLACE = ("area", "geography", "period")
KEY = ("indicator", *PLACE, *BREAKDOWNS)

# Which of two statuses a figure takes that is made from both.
_WORST_FIRST = (
    Status.WITHHELD,
    Status.NOT_APPLICABLE,
    Status.MISSING,
    Status.NOT_YET,
    Status.BOUNDED,
    Status.ESTIMATED,
    Status.PROVISIONAL,
    Status.OK,
)


def values(cells: pl.DataFrame, indicators: Iterable[Indicator]) -> pl.DataFrame:
    """One row per figure, with its numerator, denominator, value and status.

    Columns: KEY, as_published, numerator, denominator, value, numerator_lower, numerator_upper, status, reason, flags,
    source. `value` is in the indicator's unit. Where the denominator is zero there is no value; where
    the status is withheld there is neither numerator nor value; where it is bounded the numerator lies, for certain,
    from `numerator_lower` to `numerator_upper`. A figure of which no count was delivered for any area has no row.
    """
    return pl.concat([_figures(cells, indicator) for indicator in indicators]).sort(KEY)


def _figures(cells: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    groupings = groupings_of(indicator)
    by_classes = [
        _of_classes(cells, indicator, chosen)
        for size in range(len(groupings) + 1)
        for chosen in combinations(groupings, size)
    ]
    return pl.concat(by_classes)


def _of_classes(cells: pl.DataFrame, indicator: Indicator, chosen: tuple[Grouping, ...]) -> pl.DataFrame:
    """The figures of one indicator, broken down by the chosen groupings."""
    formula = indicator.formula
    split = [grouping.breakdown for grouping in chosen]
    terms = [_cut(cells, one, chosen) for one in formula.plus]
    terms += [_negative(_cut(cells, one, chosen)) for one in formula.minus]
    numerator = reduce(lambda left, right: _plus(left, right, split), terms)
    if formula.kind == "published":
        # The number that the source published is the value itself; there are no counts behind it.
        made = numerator.with_columns(value=pl.col("count"), denominator=pl.lit(None, pl.Float64), count=None)
    elif formula.within is None:
        made = numerator.with_columns(value=pl.col("count"), denominator=pl.lit(None, pl.Float64))
    else:
        carried = quantities()[formula.within.quantity].breakdowns
        within = tuple(g for g in chosen if g.breakdown in carried and g.breakdown not in formula.over)
        made = _divided(numerator, _cut(cells, formula.within, within), [g.breakdown for g in within], formula.per)
    return made.select(
        pl.lit(indicator.id).alias("indicator"),
        *PLACE,
        *(pl.col(b) if b in split else pl.lit(TOTAL).alias(b) for b in BREAKDOWNS),
        "as_published",
        pl.col("count").cast(pl.Float64).alias("numerator"),
        "denominator",
        "value",
        *(
            pl.when(pl.col("status") == Status.BOUNDED.value)
            .then(pl.coalesce(limit, "count"))
            .alias(f"numerator_{limit}")
            for limit in ("lower", "upper")
        ),
        "status",
        "reason",
        _flags(indicator).alias("flags"),
        "source",
    )


def _negative(term: pl.DataFrame) -> pl.DataFrame:
    """A term that is subtracted: its upper bound becomes the lower one."""
    return term.with_columns(-pl.col("count"), lower=-pl.col("upper"), upper=-pl.col("lower"))


def _cut(cells: pl.DataFrame, count: Count, chosen: tuple[Grouping, ...]) -> pl.DataFrame:
    """The cells of one count of a formula, split by the chosen groupings."""
    pinned = dict(count.classes)
    wanted = [pl.col("quantity") == count.quantity]
    for breakdown in BREAKDOWNS:
        classes = next(([c.code for c in g.classes] for g in chosen if g.breakdown == breakdown), None)
        wanted.append(pl.col(breakdown).is_in(classes or [pinned.get(breakdown, TOTAL)]))
    return cells.filter(*wanted)


def _plus(left: pl.DataFrame, right: pl.DataFrame, split: list[str]) -> pl.DataFrame:
    """Two terms of a numerator become one."""
    joined = left.join(right, on=[*PLACE, *split], suffix="_2")
    limits = (pl.col(limit).fill_null(pl.col("count")) for limit in ("lower", "upper"))
    others = (pl.col(f"{limit}_2").fill_null(pl.col("count_2")) for limit in ("lower", "upper"))
    return joined.with_columns(
        pl.col("count") + pl.col("count_2"),
        *(one + other for one, other in zip(limits, others, strict=True)),
        *_joint_status("_2"),
    ).select(left.columns)


def _divided(numerator: pl.DataFrame, within: pl.DataFrame, split: list[str], per: float) -> pl.DataFrame:
    """Numerators over denominators: the value, and what stands in its way."""
    joined = numerator.join(
        within.select(*PLACE, *split, "count", "status", "reason", "source"),
        on=[*PLACE, *split],
        how="left",
        suffix="_2",
    ).with_columns(pl.col("status_2").fill_null(Status.MISSING.value), pl.col("reason_2").fill_null("no_denominator"))
    nobody = (pl.col("count_2") == 0) & pl.col("count").is_not_null()
    withheld = pl.col("status") == Status.WITHHELD.value
    return (
        joined.with_columns(*_joint_status("_2"), denominator=pl.col("count_2"))
        .with_columns(
            pl.when(nobody).then(pl.lit(Status.NOT_APPLICABLE.value)).otherwise(pl.col("status")).alias("status"),
            pl.when(nobody).then(pl.lit("denominator_is_zero")).otherwise(pl.col("reason")).alias("reason"),
            pl.when(pl.col("denominator") > 0).then(per * pl.col("count") / pl.col("denominator")).alias("value"),
        )
        .with_columns(
            pl.when(withheld).then(None).otherwise(pl.col("count")).alias("count"),
            pl.when(withheld).then(None).otherwise(pl.col("value")).alias("value"),
        )
    )


def _joint_status(suffix: str) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """The status, reason and source of a figure that is made from two counts."""
    rank = {status.value: place for place, status in enumerate(_WORST_FIRST)}
    own, other = (pl.col(name).replace_strict(rank, return_dtype=pl.Int8) for name in ("status", f"status{suffix}"))
    sources = pl.col("source"), pl.col(f"source{suffix}")
    return (
        pl.when(own <= other).then(pl.col("status")).otherwise(pl.col(f"status{suffix}")).alias("status"),
        pl.when(own <= other).then(pl.col("reason")).otherwise(pl.col(f"reason{suffix}")).alias("reason"),
        pl.when(sources[1].is_null() | (sources[0] == sources[1]))
        .then(sources[0])
        .otherwise(sources[0] + "+" + sources[1])
        .alias("source"),
    )


def _flags(indicator: Indicator) -> pl.Expr:
    """What a reader should know beside the figure, as codes with commas between."""
    flags = [pl.when("rebuilt").then(pl.lit("rebuilt"))]
    if indicator.breaks:
        starts = [one.period for one in indicator.breaks]
        flags.append(pl.when(pl.col("period").str.slice(0, 4).is_in(starts)).then(pl.lit("break")))
    return pl.concat_str(flags, separator=",", ignore_nulls=True)
