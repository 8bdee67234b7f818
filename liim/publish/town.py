"""One place in one edition, as report and workbook need it: figures by indicator, region and all others beside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any
from weakref import WeakKeyDictionary

import polars as pl

from liim.editions import Edition, Figure, OwnUnion, own_union
from liim.publish.places import Area

_Key = tuple[str, str, tuple[tuple[str, str], ...]]  # indicator, period, classes
_KNOWN: WeakKeyDictionary[Edition, dict[tuple[str, str, str | None], dict[str, float]]] = WeakKeyDictionary()
_REGIONS: WeakKeyDictionary[Edition, dict[str, dict[_Key, Figure]]] = WeakKeyDictionary()

TODAY = "2025"  # the geography of documents: the division of today


class NoSuchArea(LookupError):
    """A code that is no area of today."""


@dataclass(frozen=True)
class Town:
    """A municipality or a union with its figures and those of its region."""

    edition: Edition
    area: Area
    region: Area | None
    group: OwnUnion | None = None  # where the place is a group that somebody put together

    @property
    def indicators(self) -> Mapping[str, dict[str, Any]]:
        """The indicators of the edition in the order of the report."""
        return self.edition.indicators

    @cached_property
    def _figures(self) -> dict[str, list[Figure]]:
        found = self.group.figures if self.group else self.edition.profile([self.area["code"]], TODAY)
        return _by_indicator(found)

    def totals(self, indicator: str) -> list[Figure]:
        """The undivided figures of the place, by period."""
        return [one for one in self._figures.get(indicator, ()) if one.is_total]

    def classes(self, indicator: str) -> list[Figure]:
        """Its figures by class."""
        return [one for one in self._figures.get(indicator, ()) if not one.is_total]

    def beside(self, figure: Figure) -> Figure | None:
        """The same figure of the region."""
        return self._region_figures.get((figure.indicator, figure.period, figure.classes))

    @cached_property
    def _region_figures(self) -> Mapping[_Key, Figure]:
        return {} if self.region is None else _of_region(self.edition, self.region["code"])

    @cached_property
    def comparisons(self) -> list[dict[str, Any]]:
        """The verdicts of tests against benchmarks."""
        return self._told("comparisons")

    def compared(self, figure: Figure) -> list[dict[str, Any]]:
        """The tests of one figure, each against another benchmark."""
        return self._comparisons.get((figure.indicator, figure.period, figure.classes), [])

    @cached_property
    def _comparisons(self) -> dict[_Key, list[dict[str, Any]]]:
        found: dict[_Key, list[dict[str, Any]]] = {}
        for row in self.comparisons:
            found.setdefault((row["indicator"], row["period"], row["classes"]), []).append(row)
        return found

    def _told(self, table: str) -> list[dict[str, Any]]:
        """The rows of a derived table for this place."""
        if self.group:
            return list(self.group.tables.get(table, ()))
        rows: list[dict[str, Any]] = getattr(self.edition, table)(self.area["code"])
        return rows

    @cached_property
    def trends(self) -> list[dict[str, Any]]:
        """The verdicts of tests on series."""
        return self._told("trends")

    @cached_property
    def gaps(self) -> list[dict[str, Any]]:
        """The gaps over the years, with both levels."""
        return self._told("gaps")

    @cached_property
    def gap_comparisons(self) -> list[dict[str, Any]]:
        """The verdicts of tests on gaps against those of others."""
        return self._told("gap_comparisons")

    @cached_property
    def gap_trends(self) -> list[dict[str, Any]]:
        """The verdicts of tests on whether gaps widen."""
        return self._told("gap_trends")

    @cached_property
    def similar(self) -> frozenset[str]:
        """The municipalities that are most like it; none where the edition does not tell."""
        path = self.edition.folder / "similar.parquet"
        if not path.exists():
            return frozenset()
        alike = pl.scan_parquet(path).filter(area=self.area["code"]).select("neighbour").drop_nulls().collect()
        return frozenset(alike["neighbour"])

    def everywhere(self, indicator: str, period: str) -> dict[str, float]:
        """The value of every municipality of the region that has one, by code."""
        region = self.region["code"] if self.region else None
        return _values(self.edition, indicator, period, region)

    def withheld(self) -> dict[str, tuple[int, int]]:
        """Per indicator: how many of its figures are withheld, and how many there are."""
        counted: dict[str, tuple[int, int]] = {}
        for indicator in self.indicators:
            figures = [*self.totals(indicator), *self.classes(indicator)]
            counted[indicator] = (sum(one.is_withheld for one in figures), len(figures))
        return counted


def town(edition: Edition, nis: str) -> Town:
    """A place of today by its code; NoSuchArea, in words for the operator, where there is none."""
    if nis not in edition.areas:
        raise NoSuchArea(
            f"Edition {edition.id} has no area {nis} in the division of today. "
            "Did it merge? `liim list areas` tells the code of the municipality that it is part of now."
        )
    area = edition.areas[nis]
    parents = [edition.areas[code] for code in area["parents"] if code in edition.areas]
    return Town(edition, area, next((one for one in parents if one["level"] == "region"), None))


def group(edition: Edition, members: Sequence[str], name: str) -> Town:
    """Several areas together as one place, under a name of one's own; ValueError for a group that cannot be."""
    made = own_union(edition, members, name)
    region = next(iter(made.area["parents"]), None)
    return Town(edition, made.area, edition.areas[region] if region else None, made)


def municipalities(edition: Edition) -> list[str]:
    """The codes of all municipalities of today, in order."""
    return sorted(code for code, area in edition.areas.items() if area["level"] == "municipality")


def _by_indicator(figures: Sequence[Figure]) -> dict[str, list[Figure]]:
    ordered = sorted(figures, key=attrgetter("indicator", "period"))
    return {key: list(some) for key, some in groupby(ordered, key=attrgetter("indicator"))}


def _of_region(edition: Edition, region: str) -> dict[_Key, Figure]:
    """Read once per edition, as all reports of one region put them beside their own."""
    known = _REGIONS.setdefault(edition, {})
    if region not in known:
        figures = edition.profile([region], TODAY)
        known[region] = {(one.indicator, one.period, one.classes): one for one in figures}
    return known[region]


def _values(edition: Edition, indicator: str, period: str, region: str | None) -> dict[str, float]:
    """Read once per edition: the reports of one region share it."""
    known = _KNOWN.setdefault(edition, {})
    key = (indicator, period, region)
    if key not in known:
        inside = {
            code
            for code, area in edition.areas.items()
            if area["level"] == "municipality" and (region is None or region in area["parents"])
        }
        totals = edition.totals(indicator, TODAY, period)
        known[key] = {one.area: one.value for one in totals if one.area in inside and one.value is not None}
    return known[key]
