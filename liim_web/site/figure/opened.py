"""What lies behind one figure: how it went, what it is made of, the gap between groups, and how it was made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from liim.editions import Figure
from liim.publish import charts, numbers, sentences
from liim_web.site.edition import wording
from liim_web.site.edition.tables import Table
from liim_web.site.figure.divided import Divided, divided, largest, parts_of_the_whole
from liim_web.site.figure.gap import Gap, gap
from liim_web.site.figure.making import Making, making
from liim_web.site.figure.parts import COURSE, GAP, MAKING, part_id
from liim_web.site.figure.subject import Subject, safe
from liim_web.site.figure.verdicts import Verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """All that a page shows of one indicator in one area."""

    id: str
    title: SafeString
    link: str
    said: Sequence[str]
    trend: SafeString
    table: Table
    divided: Sequence[Divided]
    gap: Gap | None
    making: Making
    share: str

    @property
    def course_id(self) -> str:
        """The id of the part that shows how it went."""
        return part_id(self.id, COURSE)

    @property
    def gap_id(self) -> str:
        """The id of the part that shows the gap."""
        return part_id(self.id, GAP)

    @property
    def making_id(self) -> str:
        """The id of the part that tells how it was made."""
        return part_id(self.id, MAKING)


def opened(
    subject: Subject, verdicts: Verdicts, gaps: Sequence[Mapping[str, Any]], chosen: Figure | None = None
) -> Opened:
    """Everything behind an indicator of which the area has a figure; `chosen` is the one whose making is told."""
    said = _said(subject, verdicts)
    return Opened(
        id=subject.id,
        title=subject.reading.title(subject.id),
        link=subject.reading.indicator_link(subject.id),
        said=said,
        trend=_trend(subject, said),
        table=_table(subject),
        divided=divided(subject),
        gap=gap(subject, gaps),
        making=making(subject.reading, chosen or _led_by(subject), subject.entry, subject.decimals),
        share=_share(subject),
    )


def _share(subject: Subject) -> str:
    """Where the chart can be taken from; "" where pages are files, or nothing is shown."""
    reading = subject.reading
    shown = subject.own.shown and not reading.written
    return f"{reading.figure_link(subject.place.area, subject.id)}beeld/" if shown else ""


def _latest(subject: Subject) -> Figure:
    """The last figure that is shown, else the last one there is."""
    return (subject.own.shown or list(subject.own.totals.values()))[-1]


def _led_by(subject: Subject) -> Figure:
    """The figure with which the row of a profile begins: of a composition its largest part."""
    latest = _latest(subject)
    parts = parts_of_the_whole(subject, latest.period)
    return largest(parts)[0] if parts else latest


def _said(subject: Subject, verdicts: Verdicts) -> list[str]:
    """What the figures say, as the report says it; a composition says only how many people it divides."""
    reading, latest = subject.reading, _latest(subject)
    if subject.is_composed:
        if latest.numerator is None:
            return []  # the note of the table says why
        unit = wording.plain(subject.entry["formula"]["numerator"][0]["unit"], reading.language)
        return [f"{latest.period}{reading.said(': ')}{reading.count(latest)} {unit}."]
    area = reading.facts.areas[subject.place.area]
    beside = verdicts.comparison(subject.id, latest.period)
    said = sentences.read(subject.speech, list(subject.own.totals.values()), area, [beside] if beside else [])
    tested = (verdicts.gap(subject.id, latest.period), verdicts.trend(subject.id), verdicts.detectable(subject.id))
    return [*(one.text for one in said), *(text for text in tested if text)]


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
    is_gap = subject.entry["formula"]["kind"] == "gap"  # of two groups: there is no one count
    rows: list[list[str]] = []
    links: list[str] = []
    notes: dict[str, list[str]] = {}
    for period, figure in sorted(subject.own.totals.items(), reverse=True):
        links.append(reading.cell_link(figure))
        for remark in wording.remarks(figure):
            notes.setdefault(remark, []).append(period)
        if subject.is_composed:
            rows.append([period, reading.count(figure)])
            continue
        counts = [] if is_gap else [reading.count(figure), reading.out_of(figure)]
        cells = [period, subject.value(figure), *counts]
        rows.append([*cells, subject.value(beside[period]) if period in beside else ""] if beside else cells)
    said = reading.said
    of_counts = [] if is_gap else [said("Aantal"), said("Op")]
    heads = [said("Periode"), said("Waarde"), *of_counts, *([subject.place.region_name] if beside else [])]
    return Table(
        caption=subject.title,
        heads=[said("Periode"), said("Aantal")] if subject.is_composed else heads,
        rows=rows,
        links=links,
        notes=[f"{_spanned(periods)}{said(': ')}{note}" for note, periods in notes.items()],
    )


def _spanned(periods: Sequence[str]) -> str:
    """Periods as a note begins with them: the one, or the first and the last."""
    return periods[0] if len(periods) == 1 else f"{periods[-1]}{numbers.DASH}{periods[0]}"
