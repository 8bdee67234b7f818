"""What an outsider knows: the counts that published figures show, put back as cells, and what follows from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from liim.catalogue import groupings_of, quantities
from liim.disclosure.attack import attack, too_narrow
from liim.disclosure.families import each, families
from liim.disclosure.linking import is_secret, partitions_of, rules, system_of
from liim.disclosure.system import KEY, NAME, System
from liim.formulas import Count
from liim.model import TOTAL, HidesItself, Indicator, Status
from liim.observations import BREAKDOWNS

HIDDEN_BY_SOURCE = "hidden_by_source"
_TOLD = ("quantity", "period")
_PLACE = ("area", "geography", "period")
_SHOWN_FIRST = {"count": 0, Status.BOUNDED.value: 1, Status.WITHHELD.value: 2}


def published_cells(figures: pl.DataFrame, indicators: Iterable[Indicator]) -> pl.DataFrame:
    """The counts that figures show, one row per KEY: count, lower, upper, status, reason, source.

    A count that two figures show is one cell; one that any figure shows is known, whatever the other withholds.
    """
    shown = [
        _cells(figures.filter(indicator=indicator.id), indicator, one, part)
        for indicator in indicators
        for part, counts in (("numerator", indicator.formula.plus), ("denominator", (indicator.formula.within,)))
        for one in counts
        if one is not None and len(indicator.formula.plus) == 1 and not indicator.formula.minus
        if indicator.formula.kind != "published"
    ]
    known = pl.when(pl.col("count").is_not_null()).then(pl.lit("count")).otherwise(pl.col("status"))
    return (
        pl.concat(shown)
        .with_columns(known.replace_strict(_SHOWN_FIRST, default=3, return_dtype=pl.Int8).alias("order"))
        .sort(*KEY, "order")
        .unique(KEY, keep="first", maintain_order=True)
        .drop("order")
    )


def _cells(figures: pl.DataFrame, indicator: Indicator, count: Count, part: str) -> pl.DataFrame:
    """The numerators, or the denominators, of one indicator as cells of a quantity."""
    carried = quantities()[count.quantity].breakdowns
    split = {grouping.breakdown for grouping in groupings_of(indicator)} & set(carried)
    if part == "denominator":
        split -= set(indicator.formula.over)
    pinned = dict(count.classes)
    lost = figures.filter(pl.all_horizontal(pl.col(name) == TOTAL for name in BREAKDOWNS if name not in split))
    is_numerator = pl.lit(part == "numerator")
    known = pl.col(part).is_not_null()
    return lost.select(
        pl.lit(count.quantity).alias("quantity"),
        *_PLACE,
        *(pl.col(name) if name in split else pl.lit(pinned.get(name, TOTAL)).alias(name) for name in BREAKDOWNS),
        pl.col(part).alias("count"),
        *(pl.when(is_numerator).then(pl.col(f"numerator_{limit}")).alias(limit) for limit in ("lower", "upper")),
        pl.when(known)
        .then(pl.lit(Status.OK.value))
        .when(is_numerator & (pl.col("reason") != "denominator_withheld"))
        .then(pl.col("status"))
        .when(pl.col("status") == Status.NOT_APPLICABLE.value)
        .then(pl.col("status"))
        .otherwise(pl.lit(Status.MISSING.value))
        .alias("status"),
        "reason",
        pl.col("source").str.split("+").list.first().alias("source"),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """What is published of one family of cells, what publishers hide, and what must stay open, where that is known."""

    cells: pl.DataFrame
    hiding: Mapping[str, HidesItself]
    required: pl.DataFrame | None = None


def given_away(figures: pl.DataFrame, indicators: Iterable[Indicator], hiding: Mapping[str, HidesItself]) -> list[str]:
    """The withheld counts that whoever reads all published figures can compute, in words, without the counts.

    What a publisher hides counts as given away where our figures and sums do it, not where its own rule does.
    Raises what `attack` raises: where it does not end in a proof, nothing may be published.
    """
    seen = _with_something_withheld(figures, indicators, hiding)
    found = each(_given_away_in, seen, sum(one.cells.height for one in seen))
    return sorted({name for names in found for name in names})


def told_too_closely(
    figures: pl.DataFrame, indicators: Iterable[Indicator], hiding: Mapping[str, HidesItself], required: pl.DataFrame
) -> list[str]:
    """The inside check: small counts that published figures tell closer than their rule allows, or tell wrongly.

    `required` is what `protect_all` asked: NAME, implied, count, low, high. In words, without the counts.
    """
    seen = [
        _Seen(
            one.cells, hiding, required.join(one.cells.select("quantity", "period").unique(), on=["quantity", "period"])
        )
        for one in _with_something_withheld(figures, indicators, hiding)
    ]
    found = each(_too_close_in, seen, sum(one.cells.height for one in seen))
    return sorted({name for names in found for name in names})


def _with_something_withheld(
    figures: pl.DataFrame, indicators: Iterable[Indicator], hiding: Mapping[str, HidesItself]
) -> list[_Seen]:
    every = tuple(indicators)
    of_quantity = rules(every)
    cells = published_cells(figures, every)
    secret = [quantity for quantity in cells["quantity"].unique() if is_secret(quantity, of_quantity)]
    held = families(cells.filter(pl.col("quantity").is_in(secret)), of_quantity)
    return [_Seen(one, hiding) for one in held if (one["status"] == Status.WITHHELD.value).any()]


def _too_close_in(seen: _Seen) -> list[str]:
    system = system_of(seen.cells)
    attacked = attack(seen.cells, system, hiding=seen.hiding)
    numbered = system.variables.with_row_index("variable").cast({"variable": pl.Int64})
    asked = numbered.join(seen.required, on=[*NAME, "implied"]) if seen.required is not None else pl.DataFrame()
    return [system.name(variable) for variable in too_narrow(attacked, asked)["variable"]]


def _given_away_in(seen: _Seen) -> list[str]:
    cells, hiding = seen.cells, seen.hiding
    system = system_of(cells)
    numbered = cells.with_columns(system.cells["variable"].cast(pl.Int64))
    withheld = numbered.filter(status=Status.WITHHELD.value)
    hidden = withheld.filter(reason=HIDDEN_BY_SOURCE)
    ours = withheld.join(hidden, on="variable", how="anti")
    found = [
        wanted.join(_exact(cells, system, known), on="variable", how="semi")
        for wanted, known in ((hidden, {}), (ours, hiding))
        if not wanted.is_empty()
    ]
    told = pl.concat(found).join(_by_its_publisher(cells, hidden, hiding), on=KEY, how="anti")
    return [" ".join(str(part) for part in row if part != TOTAL) for row in told.select(KEY).unique().sort(KEY).rows()]


def _exact(cells: pl.DataFrame, system: System, hiding: Mapping[str, HidesItself]) -> pl.DataFrame:
    """The variables that can be computed."""
    found = attack(cells, system, hiding=hiding).with_columns(pl.col("variable").cast(pl.Int64))
    return found.filter(pl.col("exact") | pl.col("exact_not_zero"))


def _by_its_publisher(cells: pl.DataFrame, hidden: pl.DataFrame, hiding: Mapping[str, HidesItself]) -> pl.DataFrame:
    """Hidden cells that would follow from their publisher's rule and zeros even if we printed nothing else."""
    if hidden.is_empty():
        return hidden
    places = ["area", "geography", "period", "quantity"]
    there = cells.join(hidden.select(places).unique(), on=places, how="semi")
    is_printed = pl.col("count") > 0
    blank = there.with_columns(
        pl.when(is_printed).then(None).otherwise(pl.col("count")).alias("count"),
        pl.when(is_printed).then(pl.lit(Status.MISSING.value)).otherwise(pl.col("status")).alias("status"),
        *(pl.lit(None, pl.Float64).alias(limit) for limit in ("lower", "upper")),
    )
    system = system_of(blank, partitions_of(cells))
    numbered = blank.with_columns(system.cells["variable"].cast(pl.Int64))
    return numbered.join(_exact(blank, system, hiding), on="variable", how="semi")
