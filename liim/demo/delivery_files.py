"""Fictitious deliveries in the monitor's own form: one CSV per source, its columns those of the observations."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from liim.demo.chance import draws
from liim.demo.deliveries import Delivered, Invented, as_counted, invent, tables
from liim.demo.places import places
from liim.demo.towns import Towns
from liim.geography import division_of
from liim.model import HAS_A_COUNT, TOTAL, Status
from liim.sources.mark import MARK_LINE

_BEFORE = ("source", "quantity", "area", "division", "period")
_AFTER = ("count", "status", "reason")
_COUNTED = [status.value for status in HAS_A_COUNT]
_REASONS = {Status.MISSING.value: "not_delivered", Status.WITHHELD.value: "hidden_by_source"}


def delivery_files(folder: Path, towns: Towns, deliveries: Sequence[Delivered], seed: int) -> list[Path]:
    """Write `delivery_<source>.csv` for every source: `,`, UTF-8, LF; only a total has a row where it is zero."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for source in dict.fromkeys(one.source for one in deliveries):
        rows = delivered(towns, deliveries, source, seed)
        path = folder / f"delivery_{source}.csv"
        path.write_text(rows.write_csv() + MARK_LINE + "\n", encoding="utf-8", newline="\n")
        files.append(path)
    return files


def delivered(towns: Towns, deliveries: Sequence[Delivered], source: str, seed: int) -> pl.DataFrame:
    """What one source delivers: source, quantity, area, division, period, its breakdowns, count, status, reason.

    Areas are the municipalities of the division that held in the period. A breakdown that is not split is 'total'.
    """
    own = [one for one in deliveries if one.source == source]
    breakdowns = list(dict.fromkeys(name for one in own for name in one.classes))
    rows: list[pl.DataFrame] = []
    for period in sorted({period for one in own for period in one.periods}):
        due = [one for one in own if period in one.periods]
        found = invent(towns, _with_wholes(due, deliveries), period, seed)
        rows += [_of_period(towns, one, found[one.quantity], period, seed) for one in due]
    return (
        pl.concat(rows, how="diagonal")
        .with_columns(pl.col(breakdowns).fill_null(TOTAL))
        .select(*_BEFORE, *breakdowns, *_AFTER)
        .sort("quantity", "period", "area", *breakdowns)
    )


def _with_wholes(due: Sequence[Delivered], deliveries: Sequence[Delivered]) -> list[Delivered]:
    """The quantities that are due and those that they are part of, which another source may deliver."""
    needed = {one.quantity for one in due}
    for one in reversed(deliveries):  # a whole is declared before its parts
        if one.quantity in needed:
            needed.add(one.within)
    return [one for one in deliveries if one.quantity in needed]


def _of_period(towns: Towns, one: Delivered, invented: Invented, period: str, seed: int) -> pl.DataFrame:
    division = division_of(period)
    regions = {code: place.region for code, place in places(division).items()}
    parts = pl.concat((_table(towns, one, invented, split, division) for split in tables(one)), how="diagonal")
    late = _late(one, sorted(regions), period, seed)
    hidden = pl.col("count").is_between(0, one.hides_below, closed="none")
    status = one.statuses.get(period, Status.OK)
    absent = pl.col("area").is_in(late if status in HAS_A_COUNT else [])
    observed = parts.filter(pl.col("area").replace_strict(regions).is_in(one.regions)).with_columns(
        status=pl.when(absent).then(pl.lit(Status.MISSING.value)).otherwise(pl.lit(status.value))
    )
    counted = pl.col("status").is_in(_COUNTED)
    total = pl.all_horizontal([pl.lit(value=True), *(pl.col(name).is_null() for name in one.classes)])
    return (
        # What is not there at all is said once, on the total.
        observed.filter(total | counted)
        .with_columns(pl.when(counted & hidden).then(pl.lit(Status.WITHHELD.value)).otherwise("status").alias("status"))
        .with_columns(
            pl.when(counted).then("count").alias("count"),
            pl.col("status").replace_strict(_REASONS, default="").alias("reason"),
            pl.lit(one.source).alias("source"),
            pl.lit(one.quantity).alias("quantity"),
            pl.lit(division).alias("division"),
            pl.lit(period).alias("period"),
        )
    )


def _table(towns: Towns, one: Delivered, invented: Invented, split: tuple[str, ...], division: str) -> pl.DataFrame:
    """The cells of one combination of breakdowns: area, the classes, count; without zeros, save in the total."""
    summed = towns.joined(invented.by(split), division)
    counts = as_counted(one, np.stack(list(summed.values())))
    where = np.nonzero(counts) if split else (np.arange(len(counts)),)
    labels = [list(summed), *(one.classes[name] for name in invented.breakdowns if name in split)]
    names = ["area", *(name for name in invented.breakdowns if name in split)]
    columns = {name: pl.Series(label).gather(at) for name, label, at in zip(names, labels, where, strict=True)}
    return pl.DataFrame(columns | {"count": counts[where]})


def _late(one: Delivered, areas: Sequence[str], period: str, seed: int) -> list[str]:
    """The municipalities that the source does not deliver in this period."""
    chance = draws(seed, one.quantity, "late", period).random(len(areas))
    return [area for area, drawn in zip(areas, chance, strict=True) if drawn < one.late_towns]
