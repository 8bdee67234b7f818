"""The gap between two groups (herkomstkloof) in one place: both levels, how far they lie apart, and elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from liim.catalogue import catalogue
from liim.figures.gaps import gaps_of
from liim.publish import charts, numbers
from liim.publish.words import has_word, word
from liim_web.site.edition import wording
from liim_web.site.edition.tables import Table
from liim_web.site.figure.subject import Subject, safe
from liim_web.site.figure.verdicts import Verdicts

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A gap, opened: what it says, two dots per place, and the table of all years."""

    said: Sequence[str]
    chart: SafeString
    table: Table


def gap(subject: Subject, rows: Sequence[Row], verdicts: Verdicts) -> Gap | None:
    """The gap that an indicator is, or whose level it shows; None where it has none, or nobody knows it here.

    `rows` are those of `Edition.gaps` for the area and its region.
    """
    id_ = subject.reading.facts.gaps.get(subject.id)
    own = {one["period"]: one for one in rows if _is(one, id_, subject.place.area)}
    if id_ is None or not own:
        return None
    names = _names(subject, id_)
    known = [period for period, one in own.items() if one["difference"] is not None]
    last = own[max(known or own)]
    beside = {one["period"]: one for one in rows if _is(one, id_, subject.place.region)}
    others = beside if subject.place.region != subject.place.area else {}
    tested = (verdicts.gap(id_, last["period"]), verdicts.trend(id_)) if known else ()
    said = [_says(subject, last, names), *_adjusted(subject, last), *(text for text in tested if text)]
    return Gap(
        said=said,
        chart=_chart(subject, last, others.get(last["period"]), names, " ".join(said)),
        table=_table(subject, own, others, names),
    )


def _is(row: Row, id_: str | None, area: str) -> bool:
    return bool(row["gap"] == id_ and row["area"] == area and not row["classes"])


def _names(subject: Subject, id_: str) -> tuple[str, str]:
    """What both groups are called."""
    known = catalogue()
    entries = subject.reading.facts.edition.indicators
    declared = next(one for one in gaps_of(known[one] for one in known if one in entries) if one.id == id_)
    titles = {
        one["code"]: wording.plain(one["title"], subject.reading.language)
        for breakdown in entries[declared.of]["breakdowns"]
        if breakdown["id"] == declared.breakdown
        for one in breakdown["classes"]
    }
    return titles[declared.group], titles[declared.reference]


def _says(subject: Subject, row: Row, names: tuple[str, str]) -> str:
    """Both levels and how far they lie apart, or why that cannot be said."""
    language, place = subject.reading.language, subject.place
    if row["difference"] is None:
        why = f"why_{row['reason']}"
        reason = word(why, language) if has_word(why) else wording.never_delivered()
        return _("De kloof is hier niet te geven: %s.") % reason
    edges = abs(row["lower"]), abs(row["upper"])
    parts = {
        "period": numbers.period(row["period"], language),
        "place": place.name,
        "group": names[0],
        "one": numbers.share(row["group_value"], language),
        "reference": names[1],
        "other": numbers.share(row["reference_value"], language),
        "points": numbers.points(abs(row["difference"]), language),
        "between": numbers.between(min(edges), max(edges), "pp", language),
    }
    if row["direction"] == "no_difference":
        return (
            _("%(place)s, %(period)s: %(group)s %(one)s, %(reference)s %(other)s. Dat verschil kan toeval zijn.")
            % parts
        )
    lower = _(
        "%(place)s, %(period)s: %(group)s %(one)s, %(reference)s %(other)s. Dat is %(points)s lager (%(between)s)."
    )
    higher = _(
        "%(place)s, %(period)s: %(group)s %(one)s, %(reference)s %(other)s. Dat is %(points)s hoger (%(between)s)."
    )
    return (lower if row["difference"] < 0 else higher) % parts


def _adjusted(subject: Subject, row: Row) -> list[str]:
    """What is left of the gap when both groups have the same ages and sexes; nothing where that is not known."""
    language = subject.reading.language
    if row.get("adjusted") is None:
        return []
    edges = sorted((abs(row["adjusted_lower"]), abs(row["adjusted_upper"])))
    parts = {
        "points": numbers.points(abs(row["adjusted"]), language),
        "between": numbers.between(edges[0], edges[1], "pp", language),
    }
    if row["adjusted_direction"] == "no_difference":
        return [_("Waren beide groepen even oud en evenveel man en vrouw, dan kon het verschil toeval zijn.")]
    if (row["adjusted"] < 0) != (row["difference"] < 0):
        return [_("Waren beide groepen even oud en evenveel man en vrouw, dan lag het andersom: %(points)s.") % parts]
    return [
        _("Waren beide groepen even oud en evenveel man en vrouw, dan was het verschil %(points)s (%(between)s).")
        % parts
    ]


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
        return "" if row is None or row["difference"] is None else numbers.number(row["difference"], language, 1)

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
