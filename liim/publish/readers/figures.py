"""The figures of an edition as they were published, read when asked for: an edition may hold millions."""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path

import polars as pl

from liim.publish.readers.row import Classes

TODAY = "2025"  # the division in which documents speak
Key = tuple[str, str, str, str, Classes]  # indicator, area, geography, period, classes
Row = Mapping[str, object]
_KEPT = 4096  # indicators in a place at once
_NUMBERS = ("numerator", "denominator", "value", "lower", "upper", "numerator_lower", "numerator_upper", "status")


class Table:
    """A table of an edition by indicator and area."""

    def __init__(self, table: pl.DataFrame) -> None:
        self._table = table.sort("indicator", "area")
        groups = self._table.group_by("indicator", "area", maintain_order=True).len()
        keys = zip(groups["indicator"], groups["area"], strict=True)
        ends = groups["len"].cum_sum()
        self._at = {key: (end - many, many) for key, end, many in zip(keys, ends, groups["len"], strict=True)}

    def rows(self, indicator: str, area: str) -> list[dict[str, object]]:
        """The rows of an indicator in an area."""
        at, many = self._at.get((indicator, area), (0, 0))
        return self._table.slice(at, many).to_dicts() if many else []


class Figures:
    """Every figure by what it is of; those of a group that somebody put together can be added."""

    def __init__(self, edition: Path) -> None:
        self._path = edition / "figures.parquet"
        self._of = lru_cache(_KEPT)(self._read)
        self._added: dict[tuple[str, str], dict[Key, Row]] = {}

    def get(self, key: Key) -> Row | None:
        """One figure, or nothing where the edition has none."""
        return self.of(key[0], key[1]).get(key)

    def of(self, indicator: str, area: str) -> Mapping[Key, Row]:
        """The figures of an indicator in an area, in every geography."""
        return self._added.get((indicator, area)) or self._of(indicator, area)

    def add(self, rows: Mapping[Key, Row]) -> None:
        """Take in the figures of a place that the edition has not; those of the one before it go."""
        self._added = {}
        for key, row in rows.items():
            self._added.setdefault(key[:2], {})[key] = row

    @cached_property
    def _names(self) -> list[str]:
        return pl.scan_parquet(self._path).collect_schema().names()

    @cached_property
    def _breakdowns(self) -> list[str]:
        return self._names[self._names.index("period") + 1 : self._names.index("numerator")]

    @cached_property
    def _table(self) -> Table:
        kept = ("indicator", "area", "geography", "period", *self._breakdowns, *_NUMBERS)
        return Table(pl.scan_parquet(self._path).select(kept).collect())

    def _read(self, indicator: str, area: str) -> dict[Key, Row]:
        return {self._key(row): row for row in self._table.rows(indicator, area)}

    def _key(self, row: Mapping[str, object]) -> Key:
        classes = frozenset((name, str(row[name])) for name in self._breakdowns if row[name] != "total")
        return (str(row["indicator"]), str(row["area"]), str(row["geography"]), str(row["period"]), classes)
