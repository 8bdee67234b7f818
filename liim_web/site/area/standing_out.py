"""What stands out in a municipality: where it differs most from its benchmark, and what has changed.

The rule is stated on the page. Only differences that a test bears out; who lives here (the chapter on demography) never
leads: a share of residents of foreign origin is not what a council should see first. Nor does a zero: many small towns
have one, and there is nobody to tell of. Of related indicators one speaks.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from liim.editions import Figure
from liim.publish import sentences
from liim_web.site.area.rows import standing
from liim_web.site.figure.subject import Subject, safe
from liim_web.site.figure.verdicts import Verdicts

NEVER_LEADS = "demography"
MOST_DIFFERENCES, MOST_CHANGES = 3, 2
_CHANGES = {"rising", "falling", "widening", "narrowing"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """One thing that stands out: a sentence, its figures as a small chart, and the row that it is about."""

    text: str
    title: SafeString
    anchor: str
    spark: SafeString


def standing_out(every: Sequence[Subject], verdicts: Verdicts) -> list[Highlight]:
    """Three to five sentences, each true of the figures that it is drawn from; none where nothing was tested."""
    subjects = [subject for subject in every if not subject.is_composed and subject.own.shown[-1].value]
    differing = _one_of_related(sorted(_differing(subjects, verdicts), key=lambda one: -_extremeness(one)))
    if not differing:
        return []
    changing = [one for one in subjects if verdicts.trends.get(one.id, {}).get("verdict") in _CHANGES]
    apart = [one for one in changing if one not in differing]
    changed = _one_of_related(sorted(apart, key=lambda one: (_is_who_lives_here(one), -_growth(one, verdicts))))
    return [
        *(_highlight(one, _difference(one, verdicts), _stands(one)) for one in differing[:MOST_DIFFERENCES]),
        *(_highlight(one, _change(one, verdicts), _went(one)) for one in changed[:MOST_CHANGES]),
    ]


def _differing(subjects: Sequence[Subject], verdicts: Verdicts) -> list[Subject]:
    """Where a test found a difference, the family of tests controlled for false alarms."""
    return [
        subject
        for subject in subjects
        if not _is_who_lives_here(subject)
        and verdicts.short(subject.id, subject.own.shown[-1].period)[1] not in {"", "no_difference"}
        and verdicts.compared[subject.id]["controlled"]
    ]


def _is_who_lives_here(subject: Subject) -> bool:
    return bool(subject.entry["theme"]["id"] == NEVER_LEADS)


def _growth(subject: Subject, verdicts: Verdicts) -> float:
    """How many times the last figure is the first of its run, or the other way round, whichever is more."""
    start = subject.own.totals.get(verdicts.trends[subject.id]["first_period"])
    ends = (start.value if start else None, subject.own.shown[-1].value)
    before, after = (abs(value or 0.0) for value in ends)
    return max(before, after) / min(before, after) if before and after else 0.0


def _extremeness(subject: Subject) -> float:
    """How far out a figure lies among the municipalities of its region: 0 in the middle, 1 at an end."""
    values = subject.reading.facts.spread(subject.id, subject.place.region)
    latest = subject.own.shown[-1]
    if not values or latest.value is None:
        return 0.0
    return abs(2 * bisect_left(values, latest.value) / len(values) - 1)


def _one_of_related(subjects: Sequence[Subject]) -> list[Subject]:
    chosen: list[Subject] = []
    for subject in subjects:
        if not any(subject.id in other.entry["related"] or other.id in subject.entry["related"] for other in chosen):
            chosen.append(subject)
    return chosen


def _current(subject: Subject, figure: Figure) -> str:
    area = subject.reading.facts.areas[subject.place.area]
    return sentences.current(subject.speech, figure, area).text


def _difference(subject: Subject, verdicts: Verdicts) -> str:
    latest = subject.own.shown[-1]
    beside = verdicts.comparison(subject.id, latest.period)
    said, gap = _current(subject, latest), verdicts.gap(subject.id, latest.period)
    if gap:
        return f"{said} {gap}"
    return said if beside is None else f"{said} {sentences.compared(subject.speech, latest, beside).text}"


def _change(subject: Subject, verdicts: Verdicts) -> str:
    return f"{_current(subject, subject.own.shown[-1])} {verdicts.trend(subject.id)}"


def _stands(subject: Subject) -> SafeString:
    """A difference is seen among the others; of a larger area, which stands among none, how it went."""
    return safe(standing(subject, subject.own.shown[-1])) or _went(subject)


def _went(subject: Subject) -> SafeString:
    return subject.small_trend(escape(subject.title))


def _highlight(subject: Subject, text: str, spark: SafeString) -> Highlight:
    return Highlight(
        text=text,
        title=subject.reading.title(subject.id),
        anchor=subject.id,
        spark=spark,
    )
