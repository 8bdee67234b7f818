"""Protected cells → the numerator, denominator, value and status of every figure that the catalogue declares."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations

import polars as pl

from liim import geography
from liim.catalogue import coarser_of, groupings_of, quantities
from liim.classifications import Grouping
from liim.formulas import Count, Formula
from liim.model import DECIDES_A_FIGURE, HAS_A_COUNT, TOTAL, Indicator, Status
from liim.observations import BREAKDOWNS

PLACE = ("area", "geography", "period")
KEY = ("indicator", *PLACE, *BREAKDOWNS)


def values(cells: pl.DataFrame, indicators: Iterable[Indicator]) -> pl.DataFrame:
    """One row per figure, with its numerator, denominator, value and status.

    Columns: KEY, as_published, numerator, denominator, value, numerator_lower, numerator_upper, status, reason, flags,
    source. `value` is in the indicator's unit. Where the denominator is zero there is no value; where
    the status is withheld there is neither numerator nor value; where it is bounded the numerator lies, for certain,
    from `numerator_lower` to `numerator_upper`. A gap has neither numerator nor denominator: each of its two levels
    has its own. A figure of which no count was delivered for any area has no row, nor has an indicator in a period for
    which none of its classes was.
    """
    counted = _counted(cells)
    by_id = sorted(indicators, key=lambda indicator: indicator.id)
    return pl.concat([_sorted(_figures(counted, indicator)) for indicator in by_id])


def _sorted(figures: pl.DataFrame) -> pl.DataFrame:
    """The figures of one indicator by KEY: columns in which all are the same need not be looked at."""
    same = [name for name in BREAKDOWNS if figures[name].n_unique() <= 1]
    return figures.sort(name for name in KEY if name != "indicator" and name not in same)


def crossed(cells: pl.DataFrame, indicators: Iterable[Indicator]) -> pl.DataFrame:
    """As `values`, but only the figures that are split by every breakdown of their indicator at once."""
    counted = _counted(cells)
    return pl.concat([_of_classes(counted, indicator, groupings_of(indicator)) for indicator in indicators]).sort(KEY)


def subtracted(level: pl.DataFrame, less: pl.DataFrame, split: list[str]) -> pl.DataFrame:
    """One share minus another, where both are known; `split` are the breakdowns by which both are told.

    Each has PLACE, the columns of `split`, value, status, reason and source.
    """
    others = less.select(*PLACE, *split, "value", "status", "reason", "source")
    joined = level.join(others, on=[*PLACE, *split], suffix="_less").with_columns(
        pl.col("value") - pl.col("value_less"),
        *_joint_status("_less"),
        count=None,
        denominator=pl.lit(None, pl.Float64),
    )
    vague = pl.col("status") == Status.BOUNDED.value
    return joined.with_columns(
        pl.when(vague).then(pl.lit(Status.MISSING.value)).otherwise(pl.col("status")).alias("status"),
        pl.when(vague).then(pl.lit("level_is_bounded")).otherwise(pl.col("reason")).alias("reason"),
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    """Cells by quantity; none of a quantity that nobody delivered."""

    of_quantity: Mapping[str, pl.DataFrame]
    none: pl.DataFrame


def _counted(cells: pl.DataFrame) -> _Counted:
    of_quantity = {str(id_): table for (id_,), table in cells.partition_by("quantity", as_dict=True).items()}
    return _Counted(of_quantity, cells.clear())


def _figures(cells: _Counted, indicator: Indicator) -> pl.DataFrame:
    groupings = groupings_of(indicator)
    whole = _of_classes(cells, indicator, groupings)
    # Newcomers by sex are not told by a delivery that only says how many newcomers there are.
    told = whole.select("geography", "period").unique()
    margins = [
        _of_classes(cells, indicator, chosen).join(told, on=["geography", "period"], how="semi")
        for size in range(len(groupings))
        for chosen in combinations(groupings, size)
    ]
    return pl.concat([*margins, whole, *(_of_classes(cells, indicator, (one,)) for one in coarser_of(indicator))])


def _of_classes(cells: _Counted, indicator: Indicator, chosen: tuple[Grouping, ...]) -> pl.DataFrame:
    """The figures of one indicator, broken down by the chosen groupings."""
    split = [grouping.breakdown for grouping in chosen]
    made = _made(cells, indicator.formula, chosen)
    if any(quantities()[one.quantity].of_larger_areas for one in indicator.formula.plus):
        made = _of_larger_areas(made)
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


def _made(cells: _Counted, formula: Formula, chosen: tuple[Grouping, ...]) -> pl.DataFrame:
    """Cells of the numerator with the denominator and the value that the formula makes of them."""
    split = [grouping.breakdown for grouping in chosen]
    if formula.less is not None:
        level = replace(formula, kind="share", less=None)
        return subtracted(_made(cells, level, chosen), _made(cells, formula.less, chosen), split)
    terms = [_cut(cells, one, chosen) for one in formula.plus]
    terms += [_negative(_cut(cells, one, chosen)) for one in formula.minus]
    numerator = reduce(lambda left, right: _plus(left, right, split), terms)
    if formula.kind != "balance" and any(quantities()[one.quantity].sum_is_upper_bound for one in formula.plus):
        numerator = _at_most(numerator)
    if formula.kind == "published":
        # The number that the source published is the value itself; there are no counts behind it.
        return numerator.with_columns(value=pl.col("count"), denominator=pl.lit(None, pl.Float64), count=None)
    if formula.within is None:
        return numerator.with_columns(value=pl.col("count"), denominator=pl.lit(None, pl.Float64))
    carried = quantities()[formula.within.quantity].breakdowns
    within = tuple(g for g in chosen if g.breakdown in carried and g.breakdown not in formula.over)
    whole = _cut(cells, formula.within, within)
    if formula.without is not None:
        whole = _plus(whole, _negative(_cut(cells, formula.without, within)), [g.breakdown for g in within])
    return _divided(numerator, whole, [g.breakdown for g in within], formula.per)


def _at_most(numerator: pl.DataFrame) -> pl.DataFrame:
    """A sum over areas that counts some twice: from nobody up to that sum, whatever moved between the parts."""
    is_sum = pl.col("rebuilt") | _is_union()
    known = pl.col("status").is_in([status.value for status in HAS_A_COUNT])
    bounded = is_sum & (known | (pl.col("status") == Status.BOUNDED.value))
    return numerator.with_columns(
        pl.when(~bounded).then(pl.col("count")).alias("count"),
        pl.when(bounded).then(0.0).otherwise(pl.col("lower")).alias("lower"),
        pl.when(is_sum & known).then(pl.col("count")).otherwise(pl.col("upper")).alias("upper"),
        pl.when(bounded).then(pl.lit(Status.BOUNDED.value)).otherwise(pl.col("status")).alias("status"),
        pl.when(bounded).then(pl.lit("moves_between_parts")).otherwise(pl.col("reason")).alias("reason"),
    )


def _is_union() -> pl.Expr:
    """Whether a row is of an area larger than a municipality."""
    unions = pl.concat([geography.unions(one).select("union") for one in geography.GEOGRAPHIES])["union"]
    return pl.col("area").is_in(unions.unique().to_list())


def _of_larger_areas(made: pl.DataFrame) -> pl.DataFrame:
    """How many of the municipalities is no question to ask of one of them."""
    return made.with_columns(
        *(pl.when(_is_union()).then(one).alias(one) for one in ("count", "denominator", "value", "lower", "upper")),
        pl.when(_is_union()).then("status").otherwise(pl.lit(Status.NOT_APPLICABLE.value)).alias("status"),
        pl.when(_is_union()).then("reason").otherwise(pl.lit("only_larger_areas")).alias("reason"),
    )


def _negative(term: pl.DataFrame) -> pl.DataFrame:
    """A term that is subtracted: its upper bound becomes the lower one."""
    return term.with_columns(-pl.col("count"), lower=-pl.col("upper"), upper=-pl.col("lower"))


def _cut(cells: _Counted, count: Count, chosen: tuple[Grouping, ...]) -> pl.DataFrame:
    """The cells of one count of a formula, split by the chosen groupings."""
    pinned = dict(count.classes)
    of_quantity = cells.of_quantity.get(count.quantity, cells.none)
    wanted = []
    for breakdown in quantities()[count.quantity].breakdowns:
        classes = next(([c.code for c in g.classes] for g in chosen if g.breakdown == breakdown), None)
        wanted.append(pl.col(breakdown).is_in(classes or [pinned.get(breakdown, TOTAL)]))
    found = of_quantity.filter(*wanted)
    if not count.later:
        return found
    return found.with_columns((pl.col("period").str.to_integer() - count.later).cast(pl.String).alias("period"))


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
    ).with_columns(pl.col("status_2").fill_null(Status.MISSING.value), _of_denominator().alias("reason_2"))
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


def _of_denominator() -> pl.Expr:
    """Why a denominator stands in the way, told apart from why a numerator does."""
    return (
        pl.when(pl.col("status_2").is_null())
        .then(pl.lit("no_denominator"))
        .when(pl.col("status_2") == Status.WITHHELD.value)
        .then(pl.lit("denominator_withheld"))
        .otherwise(pl.col("reason_2"))
    )


def _joint_status(suffix: str) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """The status, reason and source of a figure that is made from two counts."""
    rank = {status.value: place for place, status in enumerate(DECIDES_A_FIGURE)}
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
