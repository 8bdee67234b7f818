"""Where plans meet the monitor: figures beside an action or objective.

This is the only module of the plans that knows the statistics. What may be computed from figures stands in targets.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liim import editions, geography
from liim.catalogue import breakdowns, catalogue, groupings_of
from liim.classifications import Grouping, groupings
from liim.figures.gaps import Gap, gaps_of
from liim.model import LANGUAGES, SOURCE_LANGUAGE, Language
from liim.publish import charts, numbers
from liim.translations import translate
from liim_web.plans.targets import About, Figure

# More classes than this are for looking up, not for a plan's target.
FEW = 40
REGION = "02000"
ORIGIN = "origin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """Two groups side by side in one period, and what lies between them; `id` is that of the official gap."""

    id: str
    period: str
    group: str
    reference: str
    group_value: float | None
    reference_value: float | None
    difference: Figure


class Monitor(Protocol):
    """An edition, as plans see it."""

    @property
    def edition(self) -> str:
        """Its id."""

    def about(self, indicator: str) -> About | None:
        """What the catalogue says; None for an unknown indicator."""

    def series(self, indicator: str, area: str, geography: str, classes: Mapping[str, str], /) -> Sequence[Figure]:
        """All periods, oldest first."""

    def gaps(self, indicator: str, area: str, geography: str, breakdown: str, /) -> Sequence[Levels]:
        """The declared gap of an indicator over this breakdown, oldest first; nothing where none is declared."""

    def smallest_change(self, indicator: str, area: str, geography: str, classes: Mapping[str, str], /) -> float | None:
        """The smallest change that five more years could show, in the unit of the figure; None where unknown."""

    def beside(self, indicator: str, area: str, geography: str, /) -> Sequence[tuple[str, Figure]]:
        """The undivided figure of the province, of similar municipalities …, each in the latest period."""


@dataclass(frozen=True, slots=True)
class Released:
    """A released edition of the monitor."""

    source: editions.Edition

    @property
    def edition(self) -> str:
        """Its id."""
        return self.source.id

    def about(self, indicator: str) -> About | None:
        """What the catalogue says; in Dutch where it is not translated."""
        entry = self.source.indicators.get(indicator)
        if entry is None:
            return None
        title = entry["title"].get(get_language() or "nl", entry["title"]["nl"])
        breaks = tuple(each["period"] for each in entry["breaks"])
        return About(id=indicator, title=title, unit=entry["unit"], polarity=entry["polarity"], breaks=breaks)

    def series(self, indicator: str, area: str, geography: str, classes: Mapping[str, str], /) -> Sequence[Figure]:
        """All periods, oldest first."""
        wanted = tuple(sorted(classes.items()))
        found = (
            _figure(each)
            for each in self.source.profile([area], geography)
            if each.indicator == indicator and tuple(sorted(each.classes)) == wanted
        )
        return sorted(found, key=lambda figure: figure.period)

    def gaps(self, indicator: str, area: str, geography: str, breakdown: str, /) -> Sequence[Levels]:
        """The gap that the catalogue declares of this indicator over this breakdown, with its interval."""
        declared = {
            one.id: one for one in gaps_of(catalogue().values()) if (one.of, one.breakdown) == (indicator, breakdown)
        }
        rows = (
            row
            for row in self.source.gaps(area)
            if row.get("gap") in declared and row["geography"] == geography and not row["classes"]
        )
        return [
            _levels(row, breakdown, declared[row["gap"]]) for row in sorted(rows, key=lambda row: str(row["period"]))
        ]

    def smallest_change(self, indicator: str, area: str, geography: str, classes: Mapping[str, str], /) -> float | None:
        """What stands beside the trend of the series; of an official gap, beside the trend of the gap."""
        wanted = tuple(sorted(classes.items()))
        rows = [
            *(row for row in self.source.trends(area) if row["indicator"] == indicator),
            *(row for row in self.source.gap_trends(area) if row["gap"] == indicator),
        ]
        mine = (row for row in rows if row["geography"] == geography and tuple(sorted(row["classes"])) == wanted)
        # An edition that was released before this was computed does not have it.
        return next((row["detectable"] for row in mine if row.get("detectable") is not None), None)

    def beside(self, indicator: str, area: str, geography: str, /) -> Sequence[tuple[str, Figure]]:
        """The undivided figure of each benchmark of the edition, in the latest period that has one."""
        named = {"province": _("Provincie"), "similar": _("Vergelijkbare gemeenten")}
        latest: dict[str, Figure] = {}
        for row in self.source.comparisons(area):
            mine = row["indicator"] == indicator and row["geography"] == geography and not row["classes"]
            if mine and row["benchmark"] in named and row["benchmark_value"] is not None:
                figure = Figure(period=row["period"], value=row["benchmark_value"], status="ok")
                former = latest.get(row["benchmark"])
                latest[row["benchmark"]] = figure if former is None or former.period < figure.period else former
        return [(name, latest[benchmark]) for benchmark, name in named.items() if benchmark in latest]


def current() -> Monitor | None:
    """The edition that is released now; None when there is none."""
    try:
        return Released(editions.current())
    except editions.NoSuchEdition:
        return None


def _figure(told: editions.Figure) -> Figure:
    return Figure(
        period=told.period,
        value=told.value,
        status=str(told.status),
        lower=told.lower,
        upper=told.upper,
        flags=told.flags,
    )


def ids() -> frozenset[str]:
    """Those of all indicators of the catalogue."""
    return frozenset(catalogue())


def choices() -> list[tuple[str, str]]:
    """Every indicator of the catalogue, by its id, to choose from."""
    return [(one.id, f"{one.id} {translate(one.title, _language())}") for one in catalogue().values()]


def title_of(indicator: str) -> str:
    """The title of an indicator with its id; an id that is not known, as it stands."""
    found = catalogue().get(indicator)
    return f"{indicator} {translate(found.title, _language())}" if found else indicator


@cache
def places() -> list[tuple[str, str]]:
    """Every place that figures are about, the largest first."""
    order = {"region": 0, "province": 1, "arrondissement": 2, "municipality": 3}
    areas = geography.areas_of(geography.GEOGRAPHIES[-1]).to_dicts()
    kept = sorted(areas, key=lambda area: (order.get(area["level"], len(order)), area["name_nl"]))
    return [(area["code"], area["name_nl"]) for area in kept]


def groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every group of people that figures tell apart, as "breakdown:class", under the name of its breakdown."""
    found: dict[str, dict[str, str]] = {}
    for one in _used():
        among = found.setdefault(translate(breakdowns()[one.breakdown].title, _language()), {})
        among |= {f"{one.breakdown}:{each.code}": translate(each.title, _language()) for each in one.classes}
    return [(title, list(classes.items())) for title, classes in found.items()]


def groups_of(indicator: str) -> dict[tuple[str, str], str]:
    """The groups that an indicator tells apart: breakdown and class, with the name of the class."""
    found = catalogue().get(indicator)
    return {
        (grouping.breakdown, each.code): translate(each.title, _language())
        for grouping in (groupings_of(found) if found else ())
        for each in grouping.classes
    }


def group_name(breakdown: str, code: str) -> str:
    """A group in words; one that is not known, by its code."""
    found = (each for one in groupings().values() if one.breakdown == breakdown for each in one.classes)
    title = next((each.title for each in found if each.code == code), code)
    return translate(title, _language())


def place_name(code: str) -> str:
    """A place in words; one that is not known, by its code."""
    return dict(places()).get(code, code)


def _used() -> list[Grouping]:
    """The groupings of at least one indicator, those of a few classes: not every country of the world."""
    names = {name: None for one in catalogue().values() for name in one.breakdowns}
    return [groupings()[name] for name in names if len(groupings()[name].classes) <= FEW]


def _levels(row: Mapping[str, Any], breakdown: str, declared: Gap) -> Levels:
    hidden = row["difference"] is None
    status = "ok" if row["group_status"] == row["reference_status"] == "ok" else "provisional"
    return Levels(
        id=declared.id,
        period=row["period"],
        group=group_name(breakdown, declared.group),
        reference=group_name(breakdown, declared.reference),
        group_value=row["group_value"],
        reference_value=row["reference_value"],
        difference=Figure(
            period=row["period"],
            value=row["difference"],
            status=row["group_status"] if hidden else status,
            lower=row["lower"],
            upper=row["upper"],
        ),
    )


def value_said(value: float, unit: str) -> str:
    """A value in its unit, in the language of the page."""
    return numbers.value(value, unit, _language())


def difference_said(value: float, unit: str, decimals: int = 1) -> str:
    """A difference in its unit: percentages differ by points."""
    return numbers.difference(value, unit, _language(), decimals)


def between_said(lower: float, upper: float) -> str:
    """Between which two values a difference lies; its unit was told with it."""
    return numbers.between(lower, upper, "pp", _language())


def drawn(key: str, about: About, series: Sequence[Figure], name: str, says: str) -> SafeString:
    """The series as the site draws it; an interval is a band, a break a gap."""
    points = tuple(
        charts.Point(
            period=each.period,
            value=each.value,
            lower=each.lower,
            upper=each.upper,
            status=each.status,
            breaks=each.period in about.breaks,
        )
        for each in series
    )
    caption = charts.Caption(key, about.title, says)
    write = numbers.Writing(about.unit, _language())
    drawn = charts.trend(charts.Series(name=name, points=points), [], caption=caption, write=write, size=(400, 180))
    return mark_safe(drawn)  # noqa: S308 charts escape every text


def _language() -> Language:
    spoken = get_language()
    return next((each for each in LANGUAGES if each == spoken), SOURCE_LANGUAGE)
