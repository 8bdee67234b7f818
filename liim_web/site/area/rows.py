"""One row of a profile, in one line of sight: name, figure with count, small trend, position, verdict.

Everything is written here, not in a template: a profile has a hundred rows, and a template takes ten times as long.
What lies behind a row is a page of its own (`opened.py`), which a script opens below it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from liim.editions import Figure
from liim.model import UNKNOWN, Status
from liim.publish import charts, numbers
from liim_web.site.edition import wording
from liim_web.site.edition.series import is_shown
from liim_web.site.figure.divided import largest, parts_of_the_whole, shown_classes
from liim_web.site.figure.parts import COURSE, GAP, MAKING, address
from liim_web.site.figure.subject import Subject
from liim_web.site.figure.verdicts import Verdicts

_NO_TREND = '<div class="trend"></div>'  # keeps its place: what follows stands below what it belongs to
_MOST_IN_A_LINE = 4  # classes: more are not read at a glance
_MOST_IN_TWO_LINES = 8  # where they are all that a row tells


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """What stands right of the trend: a picture, a line below it, and a verdict with its code."""

    picture: str
    below: str
    verdict: str
    code: str = ""


def row(subject: Subject, verdicts: Verdicts, *, is_told: bool = False) -> SafeString:
    """The row of an indicator of which the area has a figure in some period.

    Where another row just told its total (`is_told`), this one tells how it is divided, and repeats no more than that.
    """
    latest = subject.own.shown[-1]
    id_, title = subject.id, subject.reading.title(subject.id)
    if is_told and (classes := _in_a_line(subject, latest.period, _MOST_IN_TWO_LINES)):
        return mark_safe(  # noqa: S308 every text is escaped
            f'<article class="row divides" id="{id_}" aria-labelledby="h-{id_}">'
            f'<h3 id="h-{id_}"><a href="{subject.reading.indicator_link(id_)}">{title}</a></h3>'
            f'<p class="figure">{_figure(subject, latest)}</p>{classes}'
            f'<p class="open">{_links(subject)}</p></article>\n'
        )
    parts = parts_of_the_whole(subject, latest.period)
    trend = _NO_TREND if parts else _trend(subject)
    beside = _composed(subject, parts) if subject.is_composed else _compared(subject, latest, verdicts)
    verdict = f'<p class="verdict {beside.code}">{escape(beside.verdict)}</p>' if beside.verdict else ""
    remarks = "".join(f'<p class="remark">{escape(text)}</p>' for text in _remarks(subject, latest))
    return mark_safe(  # noqa: S308 every text is escaped, charts escape theirs
        f'<article class="row" id="{id_}" aria-labelledby="h-{id_}">'
        f'<h3 id="h-{id_}"><a href="{subject.reading.indicator_link(id_)}">{title}</a></h3>'
        f'<p class="figure">{_figure(subject, largest(parts)[0] if parts else latest)}</p>{trend}'
        f'<div class="position">{beside.picture}<p class="quiet">{escape(beside.below)}</p></div>{verdict}'
        f'<p class="open">{_links(subject)}</p>{_in_a_line(subject, latest.period)}{remarks}</article>\n'
    )


def _figure(subject: Subject, latest: Figure) -> str:
    """The figure as a link to how it was made, its count, its unit and its period."""
    reading = subject.reading
    plain = _plain(latest)
    value = reading.count(plain) if subject.is_composed and not plain.classes else subject.value(plain)
    unit = reading.unit_shown(subject.id)
    when = numbers.period(latest.period, reading.language)
    if latest.status == Status.PROVISIONAL:
        provisional = reading.said("voorlopig")
        when = f"{when}, {provisional}"
    said = escape(reading.said("hoe is dit gemaakt?"))
    return (
        f'<a href="{address(subject, MAKING)}"><strong>{escape(value)}</strong>{" " + escape(unit) if unit else ""}'
        f'<span class="unseen">: {said}</span></a>'
        f'<span class="count">{escape(counted(subject, plain))} <span class="quiet">{escape(when)}</span></span>'
    )


def _plain(figure: Figure) -> Figure:
    """The figure without the mark of a provisional one: a row says it in words."""
    return figure._replace(status=Status.OK) if figure.status == Status.PROVISIONAL else figure


def counted(subject: Subject, figure: Figure) -> str:
    """The absolute number beside the relative one: 10.812 op 87.332."""
    formula = subject.entry["formula"]
    unit = wording.plain(formula["numerator"][0]["unit"], subject.reading.language)
    if (subject.is_composed and not figure.classes) or formula["kind"] == "count":
        return unit
    if formula["kind"] == "gap":
        return ""
    whole = subject.reading.out_of(figure)
    if not whole or (figure.numerator is None and figure.numerator_lower is None):
        return _("zonder aantal gepubliceerd")
    said = subject.reading.said("%(part)s op %(whole)s") % {"part": subject.reading.count(figure), "whole": whole}
    return f"{said} {unit}" if subject.is_composed else said


def _trend(subject: Subject) -> str:
    """The small trend, with where it begins."""
    known = [one for one in subject.own.totals.values() if one.value is not None]
    if len(known) < 2:  # noqa: PLR2004 a line has two ends
        return _NO_TREND
    first, last = ((one.numerator if subject.is_composed else one.value) or 0.0 for one in (known[0], known[-1]))
    said = subject.reading.said("Van %(first)s in %(start)s naar %(last)s in %(end)s.") % {
        "first": subject.writing(first),
        "start": known[0].period,
        "last": subject.writing(last),
        "end": known[-1].period,
    }
    since = subject.reading.said("sinds %s") % known[0].period
    return f'<div class="trend">{subject.small_trend(escape(said))}<p class="quiet">{escape(since)}</p></div>'


def _compared(subject: Subject, latest: Figure, verdicts: Verdicts) -> _Beside:
    """Where the municipality stands among those of its region; only the verdict for larger areas."""
    verdict, code = verdicts.short(subject.id, latest.period)
    place = subject.place
    figure = subject.beside.totals.get(latest.period)
    shown = figure is not None and is_shown(figure)
    below = f"{place.region_name} {subject.value(_plain(figure))}" if figure and shown else ""
    return _Beside(picture=standing(subject, latest), below=below, verdict=verdict, code=code)


def standing(subject: Subject, latest: Figure) -> str:
    """Where a municipality stands among those of its region, as a strip; "" where it cannot be drawn."""
    place, facts = subject.place, subject.reading.facts
    if facts.period(subject.id) != latest.period or place.area not in facts.peers.get(place.region, ()):
        return ""
    of_all = facts.standings[subject.id]
    alike = {code: of_all[code].value for code in place.alike if code in of_all}
    return charts.small_strip(
        facts.backdrop(subject.id, place.region),
        latest.value,
        {code: value for code, value in alike.items() if value is not None},
    )


def _composed(subject: Subject, parts: Sequence[tuple[Figure, Mapping[str, str]]]) -> _Beside:
    """What a whole is made of, as one bar, and the name of its largest part; nothing where no part of it is known."""
    if not parts:
        return _Beside(picture="", below="", verdict="")
    title = wording.plain(largest(parts)[1], subject.reading.language)
    bar = charts.small_parts([figure.value or 0.0 for figure, _title in parts])
    return _Beside(picture=bar, below="", verdict=_("grootste groep: %s") % title, code="largest")


def _links(subject: Subject) -> str:
    """The ways into what lies behind the row; the same for every area that has the same parts."""
    parts = tuple(one["id"] for one in subject.entry["breakdowns"] if subject.own.split(one["id"]))
    reading = subject.reading
    return reading.facts.kept(
        ("links", subject.id, reading.language, reading.written, parts), lambda: _made_links(subject, parts)
    )


def _made_links(subject: Subject, parts: tuple[str, ...]) -> str:
    ways = [(COURSE, _("verloop en tabel"))]
    for breakdown in subject.entry["breakdowns"]:
        if breakdown["id"] in parts:
            title = wording.plain(breakdown["title"], subject.reading.language)
            ways.append((breakdown["id"], _("naar %s") % (title[:1].lower() + title[1:])))
    if subject.id in subject.reading.facts.gaps:
        ways.append((GAP, _("kloof")))
    ways.append((MAKING, _("hoe gemaakt?")))
    named = f'<span class="unseen">: {subject.reading.title(subject.id)}</span>'
    return " ".join(f'<a href="{address(subject, part)}">{escape(text)}{named}</a>' for part, text in ways)


def _in_a_line(subject: Subject, period: str, most: int = _MOST_IN_A_LINE) -> str:
    """The classes of the first breakdown where they are few, to be read without opening anything."""
    if subject.is_composed or not subject.entry["breakdowns"]:
        return ""
    breakdown = subject.entry["breakdowns"][0]
    by_class = subject.own.divided.get(breakdown["id"], {}).get(period, {})
    by_class = {code: figure for code, figure in by_class.items() if code != UNKNOWN}
    if not 0 < len(by_class) <= most:
        return ""
    language = subject.reading.language
    shown = "".join(
        f"<span>{escape(wording.plain(title, language))} <b>{escape(subject.value(figure))}</b></span> "
        for figure, title in shown_classes(breakdown, by_class)
    )
    return f'<p class="classes">{shown}</p>'


def _remarks(subject: Subject, latest: Figure) -> Sequence[str]:
    """Why no later period is shown, and what flags say; that a figure is provisional stands beside it."""
    last = subject.own.last
    later = [f"{last.period}{_(': ')}{wording.why_blank(last)}"] if last and last.period > latest.period else []
    return [*later, *wording.remarks(_plain(latest))]
