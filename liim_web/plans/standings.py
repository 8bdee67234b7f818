"""A figure beside an action or objective as it stands: baseline, latest, target, both paces, elsewhere, and the gap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from liim_web.plans.indicators import (
    ORIGIN,
    REGION,
    Levels,
    Monitor,
    between_said,
    current,
    difference_said,
    drawn,
    group_name,
    place_name,
    value_said,
)
from liim_web.plans.models import IndicatorLink
from liim_web.plans.targets import (
    About,
    Figure,
    detectable,
    gap,
    pace_needed,
    pace_seen,
    reaches,
    target_value,
    too_small_to_show,
    wording,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The same figure elsewhere: how high, and how fast it changed since the baseline."""

    name: str
    latest: Figure
    seen: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A link with its figures: what stands on the page."""

    link: IndicatorLink
    about: About
    sentence: str
    edition: str
    place: str
    group: str
    series: Sequence[Figure]
    latest: Figure | None
    recalculated: Figure | None
    target: float | None
    seen: float | None
    needed: float | None
    reached: bool | None
    smallest_change: float | None
    too_small_to_show: bool
    changed: bool | None
    points: int
    breaks: tuple[str, ...]
    beside: tuple[Beside, ...]
    gap: Levels | None

    @property
    def chart(self) -> SafeString:
        """The course of the figure, as the site draws it; empty with fewer than two figures."""
        return (
            drawn(f"link-{self.link.pk}", self.about, self.series, self.place, f"{self.group}, {self.place}")
            if self.points > 1
            else SafeString()
        )

    def value(self, value: float | None) -> str:
        """A value in its unit; a gap is told in points."""
        if value is None:
            return ""
        unit = self.about.unit
        return f"{_sign(value)}{difference_said(value, unit)}" if self.link.comparator else value_said(value, unit)

    def change(self, value: float | None) -> str:
        """A change, in points where the unit is a percentage."""
        return "" if value is None else f"{_sign(value)}{difference_said(value, self.about.unit, 2)}"

    @property
    def verdict(self) -> str:
        """Whether the change since the baseline is more than chance, in words; "" where nothing can be said."""
        if self.changed is None:
            return ""
        said = (
            _("Sinds %(period)s is er een aantoonbaar verschil.")
            if self.changed
            else _("Sinds %(period)s is er geen aantoonbaar verschil.")
        )
        return said % {"period": _since(self.link, self.series)}

    @property
    def levels_said(self) -> str:
        """The gap between two groups in one sentence, with its interval; "" where there is none."""
        if self.gap is None or self.gap.difference.value is None:
            return ""
        unit, between = self.about.unit, self.gap
        told = {
            "group": between.group,
            "here": value_said(between.group_value or 0.0, unit),
            "reference": between.reference,
            "there": value_said(between.reference_value or 0.0, unit),
            "points": difference_said(between.difference.value or 0.0, unit),
        }
        sentence = _("%(group)s %(here)s, %(reference)s %(there)s: een verschil van %(points)s") % told
        lower, upper = between.difference.lower, between.difference.upper
        if lower is None or upper is None:
            return f"{sentence}."
        if lower < 0 < upper:
            return f"{sentence}. " + _("Dat verschil is niet aantoonbaar.")
        low, high = min(abs(lower), abs(upper)), max(abs(lower), abs(upper))
        return f"{sentence} ({between_said(low, high)})."


def standing(link: IndicatorLink, monitor: Monitor | None = None) -> Standing | None:
    """All that stands beside a link; None when there is no edition or it does not know the indicator."""
    monitor = monitor or current()
    about = monitor.about(link.indicator) if monitor else None
    if monitor is None or about is None:
        return None
    series = series_of(link, monitor)
    latest = series[-1] if series else None
    since = _since(link, series)
    counted = [figure for figure in series if figure.counts]
    first = next((figure for figure in counted if figure.period >= since), None)
    crossed = tuple(each for each in about.breaks if since < each <= (latest.period if latest else ""))
    target = target_value(link)
    seen, needed = pace_seen(series, since, about.breaks), pace_needed(latest, target, link.target_period)
    smallest = smallest_change(link, monitor)
    between = monitor.gaps(link.indicator, link.area, link.geography, ORIGIN) if not link.comparator else ()
    return Standing(
        link=link,
        about=about,
        sentence=wording(link, about.title),
        edition=monitor.edition,
        place=place_name(link.area),
        group=_group(link),
        series=series,
        latest=latest,
        recalculated=next((figure for figure in series if figure.period == link.baseline_period), None),
        target=target,
        seen=seen,
        needed=needed,
        reached=reaches(seen, needed),
        smallest_change=smallest,
        too_small_to_show=too_small_to_show(latest, target, smallest),
        changed=detectable(first, counted[-1]) if first and counted[-1] is not first and not crossed else None,
        points=len(counted),
        breaks=crossed,
        beside=tuple(_beside(link, monitor, since, about.breaks)),
        gap=between[-1] if between else None,
    )


def smallest_change(link: IndicatorLink, monitor: Monitor) -> float | None:
    """The smallest change in the figure of a link that five more years could show; of two groups, in their gap."""
    where = (link.area, link.geography)
    if not link.comparator:
        return monitor.smallest_change(link.indicator, *where, _classes(link))
    declared = _declared(link, monitor, link.area)
    return monitor.smallest_change(declared[-1].id, *where, {}) if declared else None


def _declared(link: IndicatorLink, monitor: Monitor, area: str) -> list[Levels]:
    """The official gap between the two groups of a link, if there is one."""
    names = (group_name(link.breakdown, link.population), group_name(link.breakdown, link.comparator))
    every = monitor.gaps(link.indicator, area, link.geography, link.breakdown)
    return [each for each in every if (each.group, each.reference) == names]


def series_of(link: IndicatorLink, monitor: Monitor, area: str = "") -> Sequence[Figure]:
    """The figures of a link, there or in another area: of its group, or the gap between its two groups."""
    where = (link.indicator, area or link.area, link.geography)
    if not link.comparator:
        return monitor.series(*where, _classes(link))
    if declared := _declared(link, monitor, area or link.area):
        return [each.difference for each in declared]
    others = {each.period: each for each in monitor.series(*where, {link.breakdown: link.comparator})}
    gaps = (gap(each, others.get(each.period)) for each in monitor.series(*where, {link.breakdown: link.population}))
    return [each for each in gaps if each is not None]


def _beside(link: IndicatorLink, monitor: Monitor, since: str, breaks: Sequence[str]) -> Iterator[Beside]:
    """Everyone, where the link is of one group; the region, where it is of a smaller place; then those alike."""
    if link.population and not link.comparator:
        everyone = monitor.series(link.indicator, link.area, link.geography, {})
        yield from _one(_("Iedereen"), everyone, since, breaks)
    if link.area != REGION:
        yield from _one(place_name(REGION), series_of(link, monitor, REGION), since, breaks)
    if not link.breakdown:
        for name, figure in monitor.beside(link.indicator, link.area, link.geography):
            yield Beside(name=name, latest=figure)


def _one(name: str, series: Sequence[Figure], since: str, breaks: Sequence[str]) -> Iterator[Beside]:
    if series:
        yield Beside(name=name, latest=series[-1], seen=pace_seen(series, since, breaks))


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


def _sign(value: float) -> str:
    """Differences are written without their sign; here the direction matters."""
    return "−" if value < 0 else "+" if value > 0 else ""  # noqa: RUF001 a minus sign, as figures are written


def _classes(link: IndicatorLink) -> dict[str, str]:
    return {link.breakdown: link.population} if link.breakdown else {}


def _since(link: IndicatorLink, series: Sequence[Figure]) -> str:
    return link.baseline_period or (series[0].period if series else "")


def _group(link: IndicatorLink) -> str:
    if not link.population:
        return _("Iedereen")
    group = group_name(link.breakdown, link.population)
    if not link.comparator:
        return group
    return _("%(group)s tegenover %(other)s") % {"group": group, "other": group_name(link.breakdown, link.comparator)}
