"""One row of a profile: an indicator for an area, with everything that opens below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from liim.editions import Figure
from liim.publish import charts, numbers, sentences
from liim_web.site import wording
from liim_web.site.divided import Divided, divided, in_a_line
from liim_web.site.making import Making, making
from liim_web.site.series import is_shown
from liim_web.site.subject import Place, Subject, safe
from liim_web.site.tables import Table
from liim_web.site.verdicts import Verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One indicator on a profile, every text written."""

    id: str
    title: SafeString
    link: str
    value: str
    unit: str
    count: str
    period: str
    since: str
    classes: Sequence[tuple[str, str]]
    spark: SafeString
    strip: SafeString
    region: str
    verdict: str
    verdict_code: str
    remarks: Sequence[str]
    trend: SafeString
    said: Sequence[str]
    table: Table
    divided: Sequence[Divided]
    making: Making


def row(place: Place, entry: Mapping[str, Any], verdicts: Verdicts) -> Row:
    """The row of an indicator of which the area has a figure in some period."""
    subject = Subject(place, entry)
    reading, own = subject.reading, subject.own
    latest = own.shown[-1]
    said = _said(subject, verdicts)
    verdict, verdict_code = ("", "") if subject.is_composed else verdicts.short(subject.id, latest.period)
    return Row(
        id=subject.id,
        title=reading.title(subject.id),
        link=reading.indicator_link(subject.id),
        value=reading.count(latest) if subject.is_composed else subject.value(latest),
        unit=reading.unit_shown(subject.id),
        count=_counted(subject, latest),
        period=latest.period,
        since=own.shown[0].period if len(own.shown) > 1 else "",
        classes=in_a_line(subject, latest.period),
        spark=_spark(subject, said),
        strip=_strip(subject, latest.period),
        region=_region(subject, latest.period),
        verdict=verdict,
        verdict_code=verdict_code,
        remarks=[*_later(subject, latest), *wording.remarks(latest)],
        trend=_trend(subject, said),
        said=said,
        table=_table(subject),
        divided=divided(subject),
        making=making(reading, latest, entry, subject.decimals),
    )


def _counted(subject: Subject, figure: Figure) -> str:
    """The absolute number beside the relative one: 10.812 op 87.332."""
    kind = subject.entry["formula"]["kind"]
    if subject.is_composed or kind == "count":
        return wording.plain(subject.entry["formula"]["numerator"][0]["unit"], subject.reading.language)
    if kind == "gap":
        return ""
    whole = subject.reading.out_of(figure)
    if not whole or (figure.numerator is None and figure.numerator_lower is None):
        return _("zonder aantal gepubliceerd")
    return _("%(part)s op %(whole)s") % {"part": subject.reading.count(figure), "whole": whole}


def _later(subject: Subject, latest: Figure) -> list[str]:
    """Why there is no figure for a later period than the last one shown."""
    last = subject.own.last
    return [f"{last.period}: {wording.why_blank(last)}"] if last and last.period > latest.period else []


def _region(subject: Subject, period: str) -> str:
    figure = subject.beside.totals.get(period)
    if figure is None or subject.is_composed or not is_shown(figure):
        return ""
    return f"{subject.place.region_name} {subject.value(figure)}"


def _said(subject: Subject, verdicts: Verdicts) -> list[str]:
    """What the figures say, as the report says it; a composition says only how many people it divides."""
    reading, latest = subject.reading, subject.own.shown[-1]
    if subject.is_composed:
        unit = wording.plain(subject.entry["formula"]["numerator"][0]["unit"], reading.language)
        return [f"{latest.period}: {reading.count(latest)} {unit}."]
    area = reading.facts.areas[subject.place.area]
    beside = verdicts.comparison(subject.id, latest.period)
    said = sentences.read(subject.speech, list(subject.own.totals.values()), area, [beside] if beside else [])
    tested = (verdicts.trend(subject.id), verdicts.detectable(subject.id))
    return [*(one.text for one in said), *(text for text in tested if text)]


def _spark(subject: Subject, said: Sequence[str]) -> SafeString:
    caption = charts.Caption(f"s-{subject.id}", subject.title, said[0])
    return safe(charts.spark(subject.drawn(subject.place.name, subject.own), caption=caption, size=(144, 36)))


def _strip(subject: Subject, period: str) -> SafeString:
    """Where the municipality stands among those of its region; nothing for larger areas, or for another period."""
    place, facts = subject.place, subject.reading.facts
    peers = facts.peers.get(place.region, frozenset())
    if subject.is_composed or facts.period(subject.id) != period or place.area not in peers:
        return SafeString("")
    standing = facts.standings[subject.id]
    region = standing.get(place.region)
    return safe(
        charts.strip(
            {code: figure.value for code, figure in standing.items() if figure.value is not None and code in peers},
            place.area,
            caption=charts.Caption(
                f"p-{subject.id}",
                subject.title,
                _("Elk streepje is een gemeente, de grote stip is %(name)s, de lange streep is %(region)s.")
                % {"name": place.name, "region": place.region_name},
            ),
            write=subject.writing,
            similar=place.alike,
            region=region.value if region else None,
            size=(200, 28),
            axis=False,
        )
    )


def _trend(subject: Subject, said: Sequence[str]) -> SafeString:
    place = subject.place
    others = (
        [] if subject.is_composed or not subject.beside.shown else [subject.drawn(place.region_name, subject.beside)]
    )
    return safe(
        charts.trend(
            subject.drawn(place.name, subject.own),
            others,
            caption=charts.Caption(f"t-{subject.id}", subject.title, " ".join(said)),
            write=subject.writing,
            size=(400, 180),
        )
    )


def _table(subject: Subject) -> Table:
    """The table behind the trend, latest period first; of a composition only how many people there were."""
    reading, beside = subject.reading, subject.beside.totals
    rows: list[list[str]] = []
    notes: dict[str, list[str]] = {}
    for period, figure in sorted(subject.own.totals.items(), reverse=True):
        for remark in wording.remarks(figure):
            notes.setdefault(remark, []).append(period)
        if subject.is_composed:
            rows.append([period, reading.count(figure)])
            continue
        cells = [period, subject.value(figure), reading.count(figure), reading.out_of(figure)]
        rows.append([*cells, subject.value(beside[period]) if period in beside else ""] if beside else cells)
    heads = [_("Periode"), _("Waarde"), _("Aantal"), _("Op"), *([subject.place.region_name] if beside else [])]
    return Table(
        caption=subject.title,
        heads=[_("Periode"), _("Aantal")] if subject.is_composed else heads,
        rows=rows,
        notes=[f"{_spanned(periods)}: {note}" for note, periods in notes.items()],
    )


def _spanned(periods: Sequence[str]) -> str:
    """Periods as a note begins with them: the one, or the first and the last."""
    return periods[0] if len(periods) == 1 else f"{periods[-1]}{numbers.DASH}{periods[0]}"
