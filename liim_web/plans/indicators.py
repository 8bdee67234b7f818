"""Where plans meet the monitor: figures beside an action or objective, and what may be said of them.

This is the only module of the plans that knows the statistics. The arithmetic is plain; where a figure is withheld,
bounded or missing, nothing is computed from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liim import editions
from liim_web.plans.models import IndicatorLink

COUNTED = frozenset({"ok", "provisional", "estimated"})
YEAR_LENGTH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of an edition, as far as plans need it."""

    period: str
    value: float | None
    status: str
    lower: float | None = None
    upper: float | None = None
    flags: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether something may be computed from it."""
        return self.value is not None and self.status in COUNTED

    @property
    def year(self) -> int:
        """The year in which the period starts."""
        return int(self.period[:YEAR_LENGTH])


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the catalogue says of an indicator."""

    id: str
    title: str
    unit: str
    polarity: str
    breaks: tuple[str, ...] = ()


class Monitor(Protocol):
    """An edition, as plans see it."""

    @property
    def edition(self) -> str:
        """Its id."""

    def about(self, indicator: str) -> About | None:
        """What the catalogue says; None for an unknown indicator."""

    def series(self, indicator: str, area: str, geography: str, classes: Mapping[str, str], /) -> Sequence[Figure]:
        """All periods, oldest first."""

    def beside(self, indicator: str, area: str, geography: str, /) -> Sequence[tuple[str, Figure]]:
        """The undivided figure of the region, of similar municipalities …, each in the latest period."""

    def smallest_change(self, indicator: str, area: str, geography: str, classes: Mapping[str, str], /) -> float | None:
        """The smallest change that five more years could show, in the unit of the figure; None where unknown."""


def pace_seen(series: Sequence[Figure], since: str, breaks: Sequence[str] = ()) -> float | None:
    """Change per year from the baseline to the latest figure; None over a break, or with fewer than two figures."""
    used = [figure for figure in series if figure.counts and figure.period >= since]
    if len(used) < 2 or used[-1].year == used[0].year:  # noqa: PLR2004 a change needs two figures
        return None
    if any(used[0].period < each <= used[-1].period for each in breaks):
        return None
    return (_value(used[-1]) - _value(used[0])) / (used[-1].year - used[0].year)


def pace_needed(latest: Figure | None, target: float | None, target_period: str) -> float | None:
    """Change per year from the latest figure to the target; None without either, or when the date has passed."""
    if latest is None or not latest.counts or target is None or not target_period[:YEAR_LENGTH].isdigit():
        return None
    years = int(target_period[:YEAR_LENGTH]) - latest.year
    return (target - _value(latest)) / years if years > 0 else None


def gap(population: Figure | None, comparator: Figure | None) -> Figure | None:
    """The difference between two groups in one period, in points; its interval is not guessed."""
    if population is None or comparator is None or population.period != comparator.period:
        return None
    if not (population.counts and comparator.counts):
        hidden = population if not population.counts else comparator
        return Figure(period=population.period, value=None, status=hidden.status)
    status = "ok" if population.status == comparator.status == "ok" else "provisional"
    return Figure(period=population.period, value=_value(population) - _value(comparator), status=status)


def target_value(link: IndicatorLink) -> float | None:
    """The target in the unit of the figure; a relative one needs the baseline."""
    if link.target_value is None:
        return None
    if link.target_kind != IndicatorLink.Target.RELATIVE:
        return link.target_value
    return None if link.baseline_value is None else link.baseline_value * (1 + link.target_value / 100)


def detectable(earlier: Figure, later: Figure) -> bool | None:
    """Whether the two intervals lie apart: a cautious sign of real change. None when either has no interval."""
    if None in (earlier.lower, earlier.upper, later.lower, later.upper):
        return None
    return bool(later.lower > earlier.upper or later.upper < earlier.lower)  # type: ignore[operator]  # None is excluded above


def too_small_to_show(latest: Figure | None, target: float | None, smallest: float | None) -> bool:
    """Whether a target asks for less than five more years could tell from chance: then nobody will know it was met."""
    if latest is None or not latest.counts or target is None or smallest is None:
        return False
    return abs(target - _value(latest)) < smallest


def wording(link: IndicatorLink, title: str) -> str:
    """The only sentence that the claim allows. Without an evaluation there is no causal word."""
    match link.claim:
        case IndicatorLink.Claim.ATTRIBUTABLE if link.evaluation:
            said = _("Volgens “%(evaluation)s” is een deel van de verandering hieraan toe te schrijven: %(title)s.")
            return said % {"evaluation": link.evaluation.title, "title": title}
        case IndicatorLink.Claim.CONTRIBUTES:
            said = _("Dit is bedoeld om bij te dragen aan %(title)s, na ongeveer %(years)s jaar: %(why)s")
            return said % {"title": title, "years": link.lag_years, "why": link.rationale}
        case _:
            return _("%(title)s staat hier als achtergrond.") % {"title": title}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A link with its figures: what stands on the page."""

    link: IndicatorLink
    about: About
    sentence: str
    edition: str
    latest: Figure | None
    recalculated: Figure | None
    target: float | None
    seen: float | None
    needed: float | None
    points: int
    breaks: tuple[str, ...]
    beside: tuple[tuple[str, Figure], ...]
    smallest_change: float | None
    too_small_to_show: bool


def standing(link: IndicatorLink, monitor: Monitor | None = None) -> Standing | None:
    """All that stands beside a link; None when there is no edition or it does not know the indicator."""
    monitor = monitor or current()
    about = monitor.about(link.indicator) if monitor else None
    if monitor is None or about is None:
        return None
    series = series_of(link, monitor)
    latest = series[-1] if series else None
    since = link.baseline_period or (series[0].period if series else "")
    crossed = tuple(each for each in about.breaks if since < each <= (latest.period if latest else ""))
    target, smallest = target_value(link), smallest_change(link, monitor)
    return Standing(
        link=link,
        about=about,
        sentence=wording(link, about.title),
        edition=monitor.edition,
        latest=latest,
        recalculated=next((figure for figure in series if figure.period == link.baseline_period), None),
        target=target,
        seen=pace_seen(series, since, about.breaks),
        needed=pace_needed(latest, target, link.target_period),
        points=sum(figure.counts for figure in series),
        breaks=crossed,
        beside=tuple(monitor.beside(link.indicator, link.area, link.geography)) if not link.breakdown else (),
        smallest_change=smallest,
        too_small_to_show=too_small_to_show(latest, target, smallest),
    )


def smallest_change(link: IndicatorLink, monitor: Monitor) -> float | None:
    """The smallest change in the figure of a link that five more years could show; None for a gap of two groups."""
    if link.comparator:
        return None
    classes = {link.breakdown: link.population} if link.breakdown else {}
    return monitor.smallest_change(link.indicator, link.area, link.geography, classes)


def series_of(link: IndicatorLink, monitor: Monitor) -> Sequence[Figure]:
    """The figures of a link: of its group, or the gap between its two groups."""
    where = (link.indicator, link.area, link.geography)
    if not link.comparator:
        return monitor.series(*where, {link.breakdown: link.population} if link.breakdown else {})
    others = {each.period: each for each in monitor.series(*where, {link.breakdown: link.comparator})}
    gaps = (gap(each, others.get(each.period)) for each in monitor.series(*where, {link.breakdown: link.population}))
    return [each for each in gaps if each is not None]


def baseline(link: IndicatorLink) -> dict[str, Any] | None:
    """What is frozen when a version is decided: period, value and edition; None while there is no edition."""
    monitor = current()
    if monitor is None or monitor.about(link.indicator) is None:
        return None
    series = [each for each in series_of(link, monitor) if each.counts]
    chosen = next((each for each in series if each.period == link.baseline_period), series[-1] if series else None)
    if chosen is None:
        return None
    return {
        "baseline_period": chosen.period,
        "baseline_value": chosen.value,
        "baseline_edition": monitor.edition,
    }


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

    def smallest_change(self, indicator: str, area: str, geography: str, classes: Mapping[str, str], /) -> float | None:
        """What stands beside the trend of the series; of an official gap, beside the trend of the gap."""
        wanted = tuple(sorted(classes.items()))
        rows = [
            *(row for row in self.source.trends(area) if row["indicator"] == indicator),
            *(row for row in self.source.gap_trends(area) if row["gap"] == indicator),
        ]
        mine = (row for row in rows if row["geography"] == geography and tuple(sorted(row["classes"])) == wanted)
        return next((row["detectable"] for row in mine if row["detectable"] is not None), None)

    def beside(self, indicator: str, area: str, geography: str, /) -> Sequence[tuple[str, Figure]]:
        """The undivided figure of each benchmark of the edition, in the latest period that has one."""
        named = {"region": _("Gewest"), "province": _("Provincie"), "similar": _("Vergelijkbare gemeenten")}
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


def _value(figure: Figure) -> float:
    if figure.value is None:
        raise ValueError(f"The figure of {figure.period} has no value to compute with.")
    return figure.value
