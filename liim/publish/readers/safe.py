"""Which numbers may be said: those of the figures that an edition publishes, and of what was made from them."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from pathlib import Path
from typing import Any

import polars as pl

from liim.publish.readers.changed import Changed
from liim.publish.readers.figures import TODAY, Figures, Row, Table
from liim.publish.readers.written import Written

_COUNTS = ("numerator", "denominator", "numerator_lower", "numerator_upper")
_VALUES = ("value", "lower", "upper")
_MADE = ("comparisons", "trends", "gaps", "gap_comparisons", "gap_trends")
_COUNTED = ("numerator", "denominator")  # how the names of counts end in what was made from figures
_SHARES = ("%", "pp")  # a gap is told with the shares that it lies between
_SLACK = 1e-7
Place = tuple[str, str]  # indicator, area


@dataclass(frozen=True)
class Numbers:
    """The numbers of one indicator in one place: people counted, and values; sorted, without their signs."""

    counts: tuple[float, ...] = ()
    values: tuple[float, ...] = ()

    def hold(self, written: Written, unit: str) -> bool:
        """Whether a written number is one of these, as far as it is written out."""
        if written.is_share:
            return unit in _SHARES and _among(written, self.values)
        if _among(written, self.counts):
            return True
        of_values = unit != "%" or written.decimals > 0  # a bare whole number beside shares counts people
        return of_values and _among(written, self.values)


def _among(written: Written, numbers: tuple[float, ...]) -> bool:
    half = 0.5 * 10.0**-written.decimals + _SLACK
    low, high = written.size - half, written.size + half
    if written.below and written.size == 10.0**-written.decimals:
        low = _SLACK
    place = bisect_left(numbers, low)
    return place < len(numbers) and numbers[place] <= high


class Safe:
    """The published numbers of an edition by indicator and place, and how many figures there are of each."""

    def __init__(self, edition: Path, figures: Figures) -> None:
        self.edition, self._figures = edition, figures
        self.changed = Changed(edition, TODAY)
        self._known: dict[Place, Numbers] = {}
        self._added: dict[str, list[Row]] = {}  # what tests made of the figures of an added place, by indicator
        self._values: dict[str, tuple[float, ...]] = {}  # of every place together
        self._other = ""  # the place that was added

    @cached_property
    def indicators(self) -> dict[str, dict[str, Any]]:
        """The catalogue as the edition publishes it, by id."""
        told = json.loads((self.edition / "indicators.json").read_text(encoding="utf-8"))
        return {one["id"]: one for one in told}

    @cached_property
    def areas(self) -> dict[str, dict[str, Any]]:
        """The places of today, by code."""
        table = pl.read_parquet(self.edition / "areas.parquet").filter(pl.col("valid_to").is_null())
        return {row["code"]: row for row in table.iter_rows(named=True)}

    def today(self, code: str) -> str:
        """The place of which a place that is no more is part."""
        return code if code in self.areas else self._successors.get(code, code)

    @cached_property
    def _successors(self) -> dict[str, str]:
        table = pl.read_parquet(self.edition / "areas.parquet", columns=["code", "successors"])
        next_ = {code: after[0] for code, after in table.iter_rows() if after and after[0] != code}
        found = {}
        for code in next_:
            last = code
            while last in next_ and last not in self.areas:
                last = next_[last]
            found[code] = last
        return found

    @cached_property
    def _made(self) -> list[Table]:
        paths = (self.edition / f"{name}.parquet" for name in _MADE)
        tables = (pl.scan_parquet(path).filter(geography=TODAY).collect() for path in paths if path.exists())
        # A gap is told under its own id as well as under that of its levels.
        named = [(one, name) for one in tables for name in ("indicator", "gap") if name in one.columns]
        return [Table(one.select(pl.col(name).alias("indicator"), "area", pl.selectors.float())) for one, name in named]

    @cached_property
    def _spread(self) -> Table | None:
        """How evenly a group lives over the parts of a municipality: parts counted, and indices of at most one."""
        path = self.edition / "segregation.parquet"
        if not path.exists():
            return None
        told = pl.scan_parquet(path).filter(geography=TODAY).collect()
        return Table(told.select("indicator", "area", pl.selectors.float(), pl.selectors.integer().cast(pl.Float64)))

    def holds(self, written: Written, indicators: Iterable[str], areas: Iterable[str]) -> bool:
        """Whether a written number is one of these indicators in these places."""
        there = list(areas)
        return any(
            self.numbers(id_, area).hold(written, self.indicators[id_]["unit"])
            for id_ in indicators
            if id_ in self.indicators
            for area in there
        )

    def holds_anywhere(self, written: Written, indicators: Iterable[str]) -> bool:
        """Whether a number is a value, not a count of people, that these indicators have in some place."""
        return any(_among(written, self._everywhere(id_)) for id_ in indicators if id_ in self.indicators)

    def counts(self, written: Written, areas: Iterable[str]) -> bool:
        """Whether a number is a published count of people of some place, whatever it counts."""
        return any(_among(written, self.numbers(id_, area).counts) for area in areas for id_ in self.indicators)

    def _everywhere(self, indicator: str) -> tuple[float, ...]:
        if indicator not in self._values:
            every = (number for area in self.areas for number in self.numbers(indicator, area).values)
            self._values[indicator] = _sorted(every)
        return self._values[indicator]

    def numbers(self, indicator: str, area: str) -> Numbers:
        """All numbers of an indicator in a place."""
        key = (indicator, area)
        if key not in self._known:
            self._known[key] = self._of(indicator, area)
        return self._known[key]

    def _of(self, indicator: str, area: str) -> Numbers:
        rows, per = self._today(indicator, area), _per(self.indicators[indicator]["unit"])
        counts = [row[name] for row in rows for name in _COUNTS]
        values = [row[name] for row in rows for name in _VALUES]
        values += [edge for row in rows for edge in _edges(row, per)]
        made = [row for table in self._made for row in table.rows(indicator, area)]
        for row in self._added.get(indicator, ()) if area == self._other else made:
            for name, number in row.items():
                (counts if name.endswith(_COUNTED) else values).append(number)
        for row in self._spread.rows(indicator, area) if self._spread else ():
            for number in (one for one in row.values() if isinstance(one, float)):
                (counts if number.is_integer() and number > 1 else values).append(number)
                values += [100 * number] if number <= 1 else []
        return Numbers(_sorted(counts), _sorted(values))

    def _today(self, indicator: str, area: str) -> list[Row]:
        return [row for key, row in self._figures.of(indicator, area).items() if key[2] == TODAY]

    def add(self, code: str, made: Iterable[Row]) -> None:
        """Know what tests made of the figures of a place that the edition has not."""
        self._known = {key: numbers for key, numbers in self._known.items() if key[1] not in {self._other, code}}
        self._other, self._added = code, {}
        for row in made:
            self._added.setdefault(str(row["indicator"]), []).append(row)

    def census(self, indicators: Iterable[str], areas: Iterable[str]) -> set[int]:
        """How many figures there are of some indicators in some places, and how many of them are withheld."""
        found: set[int] = set()
        for area in areas:
            each = [[row["status"] for row in self._today(id_, area)] for id_ in indicators]
            every = [*each, [one for some in each for one in some]]
            found |= {number for some in every for number in (len(some), some.count("withheld"))}
        return found


def _per(unit: str) -> float:
    if unit.startswith("per "):
        return float(unit.removeprefix("per "))
    return 100.0 if unit in {"%", "pp"} else 1.0


def _edges(row: Row, per: float) -> Iterator[float]:
    """Between what the value of a bounded figure lies."""
    for name in ("numerator_lower", "numerator_upper"):
        edge, whole = row[name], row["denominator"]
        if isinstance(edge, float) and isinstance(whole, float) and whole:
            yield per * edge / whole


def _sorted(numbers: Iterable[object]) -> tuple[float, ...]:
    """Numbers without their signs; what is no number, or not finite, falls away."""
    return tuple(sorted({abs(one) for one in numbers if isinstance(one, float) and isfinite(one)}))
