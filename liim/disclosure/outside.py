"""What an outsider knows: the counts that published figures show, put back as cells, and what follows from them."""

import math
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import polars as pl

from liim.catalogue import groupings_of, quantities
from liim.disclosure.across import attack_across, say_the_same
from liim.disclosure.attack import attack, how_wide, too_narrow
from liim.disclosure.families import Tell, each, families, tell_nobody
from liim.disclosure.linking import is_secret, partitions_of, rules, system_of
from liim.disclosure.system import KEY, System, tied
from liim.formulas import Count
from liim.model import TOTAL, Disclosure, HidesItself, Indicator, Status
from liim.observations import BREAKDOWNS

HIDDEN_BY_SOURCE = "hidden_by_source"
_TOLD = ("quantity", "period")
_PLACE = ("area", "geography", "period")
_NOTHING_BEFORE: Mapping[str, pl.DataFrame] = MappingProxyType({})
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
    if count.later:  # a figure of one year may be divided by those of the next
        lost = lost.with_columns((pl.col("period").str.to_integer() + count.later).cast(pl.String).alias("period"))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Attacked:
    """What an attack on one family of cells tried and found: for the report of the gate, without a single count.

    `withheld` cells among `printed` and withheld ones; `groups`: parts that nothing ties to each other. `narrowest` and
    `median` tell in people how far apart the least and the most of the withheld cells lie, at least. `given_away` names
    those that can be computed, `too_close`, where it was asked, those told closer than their rule allows, or wrongly.
    """

    family: str
    printed: int
    withheld: int
    groups: int
    narrowest: float | None
    median: float | None
    seconds: float
    given_away: tuple[str, ...]
    too_close: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """What is published of one family of cells, what publishers hide, and what must stay open, where that is known."""

    cells: pl.DataFrame
    hiding: Mapping[str, HidesItself]
    required: pl.DataFrame | None
    before: Mapping[str, pl.DataFrame]


def attack_figures(
    figures: pl.DataFrame,
    indicators: Iterable[Indicator],
    hiding: Mapping[str, HidesItself],
    required: pl.DataFrame | None = None,
    *,
    before: Mapping[str, pl.DataFrame] = _NOTHING_BEFORE,
    tell: Tell = tell_nobody,
) -> list[Attacked]:
    """What whoever reads all published figures can work out, one family of cells with something withheld at a time.

    What a publisher hides counts as given away where our figures and sums do it, not where its own rule does.
    `required` (what `protect_all` asked: NAME, implied, count, low, high) makes it the check from inside too.
    `before`: per earlier edition the cells (`published_cells`) that it shows: each is held beside the figures.
    `tell` how many are done.
    Raises what `attack` raises: where it does not end in a proof, nothing may be published.
    """
    every = tuple(indicators)
    return attack_shown(published_cells(figures, every), hiding, rules(every), required, before=before, tell=tell)


def attack_shown(
    cells: pl.DataFrame,
    hiding: Mapping[str, HidesItself],
    of_quantity: Mapping[str, Disclosure],
    required: pl.DataFrame | None = None,
    *,
    before: Mapping[str, pl.DataFrame] = _NOTHING_BEFORE,
    tell: Tell = tell_nobody,
) -> list[Attacked]:
    """As `attack_figures`, of the cells that figures show, where the rule of every quantity is known."""
    secret = [quantity for quantity in cells["quantity"].unique() if is_secret(quantity, of_quantity)]
    held = families(cells.filter(pl.col("quantity").is_in(secret)), of_quantity)
    asked = [None if required is None else required.join(one, on=_TOLD, how="semi") for one in held]
    seen = [
        _Seen(one, hiding, of_it, {id_: told.join(one, on=_TOLD, how="semi") for id_, told in before.items()})
        for one, of_it in zip(held, asked, strict=True)
        if (one["status"] == Status.WITHHELD.value).any() or not (of_it is None or of_it.is_empty())
    ]
    return each(
        _attack_family,
        seen,
        sum(one.cells.height for one in seen),
        named="families of counts attacked",
        tell=tell,
    )


def _attack_family(seen: _Seen) -> Attacked:
    start = time.perf_counter()
    cells, hiding = seen.cells, seen.hiding
    system = system_of(cells)
    numbered = cells.with_columns(system.cells["variable"].cast(pl.Int64))
    withheld = numbered.filter(status=Status.WITHHELD.value)
    asked = how_wide(system, seen.required)
    hidden = withheld.filter(reason=HIDDEN_BY_SOURCE)
    ours = withheld.join(hidden, on="variable", how="anti")
    knowing_all = attack(cells, system, hiding=hiding, enough=asked).with_columns(pl.col("variable").cast(pl.Int64))
    found = [ours.join(_exact(knowing_all), on="variable", how="semi")]
    if not hidden.is_empty():
        numbers_alone = attack(cells, system, enough=asked.clear()).with_columns(pl.col("variable").cast(pl.Int64))
        found.append(hidden.join(_exact(numbers_alone), on="variable", how="semi"))
    too_close = _too_close(system, knowing_all, asked)
    across = [f for id_, held in seen.before.items() for f in _across(seen, asked, ours, system, id_, held)]
    told = pl.concat(found).join(_by_its_publisher(cells, hidden, hiding), on=KEY, how="anti")
    of_withheld = knowing_all.join(withheld, on="variable", how="semi")
    width = of_withheld.select(pl.col("upper") - pl.col("lower")).to_series()
    return Attacked(
        family=_name(cells),
        printed=cells["count"].count(),
        withheld=withheld["variable"].n_unique(),
        groups=_groups(system, knowing_all["variable"], withheld["variable"]),
        narrowest=_number(width.min()),
        median=_number(width.median()),
        seconds=time.perf_counter() - start,
        given_away=(*sorted({_words(row) for row in told.select(KEY).unique().rows()}), *across),
        too_close=too_close,
    )


def _name(cells: pl.DataFrame) -> str:
    """The period and the withheld quantities of a family."""
    withheld = cells.filter(status=Status.WITHHELD.value)["quantity"].unique().sort()
    return f"{cells['period'][0]} {'+'.join(withheld)}"


def _groups(system: System, unknown: pl.Series, withheld: pl.Series) -> int:
    """How many parts hold something withheld, when all that is printed is known."""
    is_withheld = np.zeros(system.variables.height, bool)
    is_withheld[withheld.to_numpy()] = True
    return sum(bool(is_withheld[part].any()) for part in tied(system.matrix, unknown.to_numpy()))


def _number(value: object) -> float | None:
    """As a number that JSON knows; None for what has no end."""
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else None


def _words(row: tuple[str, ...]) -> str:
    return " ".join(part for part in row if part != TOTAL)


def _too_close(system: System, attacked: pl.DataFrame, asked: pl.DataFrame) -> tuple[str, ...]:
    """The small counts that are told closer than their rule allows, or told wrongly, as far as that is asked."""
    return tuple(sorted({system.name(variable) for variable in too_narrow(attacked, asked)["variable"]}))


def _across(
    seen: _Seen, asked: pl.DataFrame, ours: pl.DataFrame, system: System, edition: str, before: pl.DataFrame
) -> list[str]:
    """The cells of the family that follow, or are told too closely, for who also holds an earlier edition."""
    if before.is_empty() or say_the_same(seen.cells, before):
        return []
    found = attack_across(seen.cells, before, seen.hiding, seen.required)
    if found is None:
        return []
    exact = ours.join(_exact(found), on="variable", how="semi").select(KEY).unique().sort(KEY)
    close = _too_close(system, found, asked)
    return [f"{one} (beside edition {edition})" for one in (*map(_words, exact.rows()), *close)]


def _exact(attacked: pl.DataFrame) -> pl.DataFrame:
    """The variables that can be computed."""
    return attacked.filter(pl.col("exact") | pl.col("exact_not_zero"))


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
    found = attack(blank, system, hiding=hiding).with_columns(pl.col("variable").cast(pl.Int64))
    return numbered.join(_exact(found), on="variable", how="semi")
