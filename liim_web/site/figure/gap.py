"""The gap between two groups (herkomstkloof) in one place: both levels, how far they lie apart, and elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from liim.catalogue import catalogue
from liim.figures.gaps import gaps_of
from liim.publish import charts, numbers
from liim.publish.gap_sentences import Between, read_gap
from liim.publish.sentences import Speech
from liim.publish.town import Town
from liim_web.site.edition.tables import Table
from liim_web.site.figure.subject import Subject, safe

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A gap, opened: what it says, two dots per place, and the table of all years."""

    said: Sequence[str]
    chart: SafeString
    table: Table


def gap(subject: Subject, rows: Sequence[Row]) -> Gap | None:
    """The gap that an indicator is, or whose level it shows; None where it has none, or nobody knows it here.

    `rows` are those of `Edition.gaps` for the area and its region. It says what the report says.
    """
    id_ = subject.reading.facts.gaps.get(subject.id)
    own = {one["period"]: one for one in rows if _is(one, id_, subject.place.area)}
    if id_ is None or not own:
        return None
    between = _between(subject, id_)
    names = between.named(between.group), between.named(between.reference)
    known = [period for period, one in own.items() if one["difference"] is not None]
    last = own[max(known or own)]
    beside = {one["period"]: one for one in rows if _is(one, id_, subject.place.region)}
    others = beside if subject.place.region != subject.place.area else {}
    said = [one.text for one in read_gap(_town(subject), id_, last, between)]
    return Gap(
        said=said,
        chart=_chart(subject, last, others.get(last["period"]), names, " ".join(said)),
        table=_table(subject, own, others, names),
    )


def _is(row: Row, id_: str | None, area: str) -> bool:
    return bool(row["gap"] == id_ and row["area"] == area and not row["classes"])


def _between(subject: Subject, id_: str) -> Between:
    """The gap as reports speak of it: of which share, and between whom."""
    known = catalogue()
    entries = subject.reading.facts.edition.indicators
    declared = next(one for one in gaps_of(known[one] for one in known if one in entries) if one.id == id_)
    of = Speech(indicator=entries[declared.of], language=subject.reading.language)
    return Between(of=of, breakdown=declared.breakdown, group=declared.group, reference=declared.reference)


def _town(subject: Subject) -> Town:
    """The place as reports know it."""
    areas = subject.reading.facts.areas
    return Town(subject.reading.facts.edition, areas[subject.place.area], areas.get(subject.place.region))


def _chart(subject: Subject, own: Row, other: Row | None, names: tuple[str, str], said: str) -> SafeString:
    language, place = subject.reading.language, subject.place
    pairs = [
        charts.Pair(
            label=name,
            one=row["group_value"],
            other=row["reference_value"],
            text="" if row["difference"] is None else numbers.points(abs(row["difference"]), language),
            is_own=name == place.name,
        )
        for name, row in ((place.name, own), (place.region_name, other))
        if row is not None
    ]
    caption = charts.Caption(f"k-{subject.id}", subject.title, said)
    write = numbers.Writing("%", language)
    return safe(charts.gap(pairs, names, caption=caption, write=write, width=440))


def _table(subject: Subject, own: Mapping[str, Row], others: Mapping[str, Row], names: tuple[str, str]) -> Table:
    language = subject.reading.language

    def written(value: float | None, status: str) -> str:
        return numbers.sign(status, language) if value is None else numbers.share(value, language)

    def apart(row: Row | None) -> str:
        """How far apart, and which way, in a word: a sign would contradict the official one, which may be turned."""
        if row is None or row["difference"] is None:
            return ""
        size = numbers.number(abs(row["difference"]), language, 1)
        way = _("%s lager") if row["difference"] < 0 else _("%s hoger")
        return way % size if round(row["difference"], 1) else size

    rows = []
    for period, row in sorted(own.items(), reverse=True):
        cells = [
            numbers.period(period, language),
            written(row["group_value"], row["group_status"]),
            written(row["reference_value"], row["reference_status"]),
            apart(row),
        ]
        rows.append([*cells, apart(others.get(period))] if others else cells)
    heads = [_("Periode"), *names, _("Verschil in procentpunten")]
    return Table(
        caption=_("%s, kloof") % subject.title,
        heads=[*heads, subject.place.region_name] if others else heads,
        rows=rows,
    )
