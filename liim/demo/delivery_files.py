"""Fictitious deliveries in the monitor's own form: one CSV per source, its columns those of the observations."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from liim.demo.deliveries import Delivered, invent, tables
from liim.demo.invented import Invented
from liim.demo.known import INHABITANTS, known
from liim.demo.places import places
from liim.demo.stated import Stated, late
from liim.demo.towns import Towns
from liim.geography import division_of
from liim.model import HAS_A_COUNT, TOTAL, UNKNOWN, Status
from liim.sources.mark import MARK_LINE

_BEFORE = ("source", "quantity", "area", "division", "period")
_AFTER = ("count", "status", "reason")
_COUNTED = [status.value for status in HAS_A_COUNT]
_REASONS = {
    Status.MISSING.value: "not_delivered",
    Status.WITHHELD.value: "hidden_by_source",
    Status.NOT_APPLICABLE.value: "outside_scope",
}

Asked = Delivered | Stated


def delivery_files(folder: Path, towns: Towns, deliveries: Sequence[Asked], seed: int) -> list[Path]:
    """Write `delivery_<source>.csv` for every source: `,`, UTF-8, LF; only a total has a row where it is zero."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for source in dict.fromkeys(one.source for one in deliveries):
        rows = delivered(towns, deliveries, source, seed)
        path = folder / f"delivery_{source}.csv"
        path.write_text(rows.write_csv() + MARK_LINE + "\n", encoding="utf-8", newline="\n")
        files.append(path)
    return files


def delivered(towns: Towns, deliveries: Sequence[Asked], source: str, seed: int) -> pl.DataFrame:
    """What one source delivers: source, quantity, area, division, period, its breakdowns, count, status, reason.

    Areas are the municipalities of the division that held in the period. A breakdown that is not split is 'total'.
    """
    own = [one for one in deliveries if one.source == source]
    breakdowns = list(dict.fromkeys(name for one in own for name in one.breakdowns))
    rows: list[pl.DataFrame] = []
    for period in sorted({period for one in own for period in one.periods}):
        due = [one for one in own if period in one.periods]
        found = invent(towns, _with_wholes(due, deliveries), period, seed)
        rows += [
            _of_period(towns, one, found[one.quantity], period, seed)
            if isinstance(one, Delivered)
            else _stated(towns, one, period, seed)
            for one in due
        ]
    return (
        pl.concat(rows, how="diagonal")
        .with_columns(pl.col(breakdowns).fill_null(TOTAL))
        .select(*_BEFORE, *breakdowns, *_AFTER)
        .sort("quantity", "period", "area", *breakdowns)
    )


def _with_wholes(due: Sequence[Asked], deliveries: Sequence[Asked]) -> list[Delivered]:
    """The quantities that are due and those that they are part of, which another source may deliver."""
    counts = [one for one in deliveries if isinstance(one, Delivered)]
    needed = {one.quantity for one in due if isinstance(one, Delivered)}
    for one in reversed(counts):  # a whole is declared before its parts
        if one.quantity in needed:
            needed.add(one.within)
    return [one for one in counts if one.quantity in needed]


def _of_period(towns: Towns, one: Delivered, invented: Invented, period: str, seed: int) -> pl.DataFrame:
    division = division_of(period)
    few = _few_people(towns, one, period, seed)
    parts = pl.concat(
        (_not_placed(_table(towns, one, invented, split, division), split, few) for split in tables(one, period)),
        how="diagonal",
    )
    status = one.statuses.get(period, Status.OK)
    is_late = period in one.late_in and status in HAS_A_COUNT
    absent = pl.col("area").is_in(late(one.source, one.late_towns, period, seed) if is_late else [])
    observed = _within(parts, one, division).with_columns(
        status=pl.when(absent).then(pl.lit(Status.MISSING.value)).otherwise(pl.lit(status.value))
    )
    counted = pl.col("status").is_in(_COUNTED)
    total = pl.all_horizontal(
        [pl.lit(value=True), *(pl.col(name).is_null() for name in one.breakdowns if name in parts.columns)]
    )
    hidden = counted & pl.col("count").is_between(0, one.hides_below, closed="none")
    told = observed.filter(total | counted).with_columns(  # what is not there at all is said once, on the total
        status=pl.when(hidden).then(pl.lit(Status.WITHHELD.value)).otherwise("status")
    )
    return _named(_with_what_cannot_be(told, one, division), one, period)


def _few_people(towns: Towns, one: Delivered, period: str, seed: int) -> list[str]:
    """The municipalities that are too small to be told by class."""
    if not one.split_from:
        return []
    people = towns.joined(known(towns, INHABITANTS, int(period[:4]), seed).counts, division_of(period))
    return [area for area, count in people.items() if count < one.split_from]


def _not_placed(table: pl.DataFrame, split: tuple[str, ...], areas: list[str]) -> pl.DataFrame:
    """Whoever lives in one of these areas stands in the class unknown of every breakdown."""
    if not areas or not split:
        return table
    here = pl.col("area").is_in(areas)
    unknown = table.filter(here).with_columns(pl.lit(UNKNOWN).alias(name) for name in split)
    summed = unknown.group_by("area", *split, maintain_order=True).agg(pl.col("count").sum())
    return pl.concat([table.filter(~here), summed.select(table.columns)])


def _with_what_cannot_be(table: pl.DataFrame, one: Delivered, division: str) -> pl.DataFrame:
    """A class that does not exist in a region is not applicable there, which is something else than zero."""
    if one.not_in is None or one.not_in[1] not in table.columns:
        return table
    region, breakdown, code = one.not_in
    here = [area for area in table["area"].unique(maintain_order=True) if places(division)[area].region == region]
    without = pl.DataFrame({"area": here}, schema={"area": pl.String}).with_columns(
        pl.lit(code).alias(breakdown), status=pl.lit(Status.NOT_APPLICABLE.value)
    )
    return pl.concat([table, without], how="diagonal")


def _stated(towns: Towns, one: Stated, period: str, seed: int) -> pl.DataFrame:
    """What is stated municipality by municipality; where there is nothing to state, it says why."""
    status = one.statuses.get(period, Status.OK)
    table = _within(one.counted(towns, one.quantity, period, seed), one, division_of(period))
    known = pl.col("count").is_not_null()
    observed = table.with_columns(
        status=pl.when(known).then(pl.lit(status.value)).otherwise(pl.lit(Status.MISSING.value))
    )
    return _named(observed, one, period)


def _within(table: pl.DataFrame, one: Asked, division: str) -> pl.DataFrame:
    regions = {code: place.region for code, place in places(division).items()}
    return table.filter(pl.col("area").replace_strict(regions).is_in(one.regions))


def _named(table: pl.DataFrame, one: Asked, period: str) -> pl.DataFrame:
    """With all that a row of the form says; a count stands where the status has one."""
    said = pl.col("status").replace_strict(_REASONS, default="")
    return table.with_columns(
        count=pl.when(pl.col("status").is_in(_COUNTED)).then("count"),
        reason=pl.coalesce(pl.col("reason").replace("", None), said) if "reason" in table.columns else said,
        source=pl.lit(one.source),
        quantity=pl.lit(one.quantity),
        division=pl.lit(division_of(period)),
        period=pl.lit(period),
    )


def _table(towns: Towns, one: Delivered, invented: Invented, split: tuple[str, ...], division: str) -> pl.DataFrame:
    """The cells of one combination of breakdowns: area, the classes, count; without zeros, save in the total."""
    summed = towns.joined(invented.by(split), division)
    counts = np.stack(list(summed.values())) / invented.pieces
    where = np.nonzero(counts) if split else (np.arange(len(counts)),)
    labels = [list(summed), *(invented.classes_of(name) for name in split)]
    names = ["area", *split]
    columns = {name: pl.Series(label).gather(at) for name, label, at in zip(names, labels, where, strict=True)}
    table = pl.DataFrame(columns | {"count": counts[where]})
    told = [pl.col(of) == code for name, (of, code) in one.only_with.items() if name in split]
    return table.filter(told) if told else table
