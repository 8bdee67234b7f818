"""What may be computed from a figure and a target, and what may be said of it: plain arithmetic, nothing guessed.

Where a figure is withheld, bounded or missing, nothing is computed from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
            said = ngettext(
                "Dit is bedoeld om bij te dragen aan %(title)s, na ongeveer %(years)s jaar: %(why)s",
                "Dit is bedoeld om bij te dragen aan %(title)s, na ongeveer %(years)s jaar: %(why)s",
                link.lag_years or 0,
            )
            return said % {"title": title, "years": link.lag_years, "why": link.rationale}
        case _:
            return _("%(title)s staat hier als achtergrond.") % {"title": title}


def reaches(seen: float | None, needed: float | None) -> bool | None:
    """Whether the change per year that is seen is at least the one that is needed; None without either."""
    if seen is None or needed is None:
        return None
    return seen >= needed if needed > 0 else seen <= needed if needed < 0 else True


def _value(figure: Figure) -> float:
    if figure.value is None:
        raise ValueError(f"The figure of {figure.period} has no value to compute with.")
    return figure.value
