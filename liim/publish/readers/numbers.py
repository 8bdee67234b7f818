"""The numbers of one indicator, place by place, as an edition publishes them: people counted, and values."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from liim.publish.readers.written import Written

COUNTS = ("numerator", "denominator", "numerator_lower", "numerator_upper")
VALUES = ("value", "lower", "upper")
_COUNTED = ("numerator", "denominator")  # how the names of counts end in what was made from figures
_SHARES = ("%", "pp")  # a gap is told with the shares that it lies between
_SLACK = 1e-7
Sorted = Sequence[float]


@dataclass(frozen=True)
class Numbers:
    """Sorted, without their signs."""

    counts: Sorted = ()
    values: Sorted = ()

    def hold(self, written: Written, unit: str) -> bool:
        """Whether a written number is one of these, as far as it is written out."""
        if written.is_share:
            return unit in _SHARES and among(written, self.values)
        if among(written, self.counts):
            return True
        of_values = unit != "%" or written.decimals > 0  # a bare whole number beside shares counts people
        return of_values and among(written, self.values)


def among(written: Written, numbers: Sorted) -> bool:
    """Whether a number is one of some, as far as it is written out."""
    half = 0.5 * 10.0**-written.decimals + _SLACK
    low, high = written.size - half, written.size + half
    if written.below and written.size == 10.0**-written.decimals:
        low = _SLACK
    place = bisect_left(numbers, low)
    return place < len(numbers) and numbers[place] <= high


def together(every: Iterable[Numbers]) -> Sorted:
    """The values of several places in one row."""
    parts = [np.frombuffer(one.values) if isinstance(one.values, array) else one.values for one in every]
    return _kept(np.unique(np.concatenate([np.empty(0), *parts])))


def numbers_of(
    figures: pl.DataFrame, unit: str, made: Iterable[pl.DataFrame] = (), spread: pl.DataFrame | None = None
) -> dict[str, Numbers]:
    """By area: from rows with an area and the numbers of figures, what tests made of them, and how even groups live."""
    per, whole = _per(unit), pl.col("denominator")
    # Between what the value of a bounded figure lies.
    edges = figures.filter(whole != 0).select(
        "area", *(pl.col(name) * per / whole for name in ("numerator_lower", "numerator_upper"))
    )
    counts, values = [_long(figures, COUNTS)], [_long(figures, VALUES), _long(edges, edges.columns[1:])]
    for table in made:
        names = table.select(pl.selectors.float()).columns
        counts.append(_long(table, [name for name in names if name.endswith(_COUNTED)]))
        values.append(_long(table, [name for name in names if not name.endswith(_COUNTED)]))
    if spread is not None:  # parts counted, and indices of at most one
        number = pl.col("number")
        long = _long(spread, spread.select(pl.selectors.float()).columns)
        counts += [long.filter(number == number.round(), number > 1)]
        counts.append(_long(spread, spread.select(pl.selectors.integer()).columns))
        rest = long.filter((number != number.round()) | (number <= 1))
        values += [rest, rest.filter(number <= 1).with_columns(number * 100)]
    by = [_sorted(counts), _sorted(values)]
    return {area: Numbers(*(one.get(area, ()) for one in by)) for area in by[0].keys() | by[1].keys()}


def _per(unit: str) -> float:
    if unit.startswith("per "):
        return float(unit.removeprefix("per "))
    return 100.0 if unit in {"%", "pp"} else 1.0


def _long(table: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """One number per row, with its area."""
    parts = [table.select("area", pl.col(name).cast(pl.Float64).abs().alias("number")) for name in names]
    return pl.concat(parts) if parts else pl.DataFrame(schema={"area": pl.String, "number": pl.Float64})


def _sorted(parts: Iterable[pl.DataFrame]) -> Mapping[str, Sorted]:
    """By area, each number once; what is no number, or not finite, falls away."""
    told = pl.concat(parts).filter(pl.col("number").is_finite())
    grouped = told.group_by("area").agg(pl.col("number").unique().sort())
    return {area: _kept(found.to_numpy()) for area, found in zip(grouped["area"], grouped["number"], strict=True)}


def _kept(numbers: np.ndarray) -> Sorted:
    """As eight bytes a number: an edition may hold tens of millions."""
    return array("d", np.ascontiguousarray(numbers, dtype=np.float64).tobytes())
