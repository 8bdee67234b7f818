"""How unevenly groups live inside a municipality."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liim.publish import numbers
from liim_web.site.edition.reading import Reading
from liim_web.site.edition.tables import Table

Row = Mapping[str, Any]

_WHY = {
    "total_withheld": gettext_lazy("het totaal is afgeschermd"),
    "group_too_small": gettext_lazy("de groep telt minder dan dertig mensen"),
    "too_much_withheld": gettext_lazy("te veel mensen wonen in buurten waarvan het aantal is afgeschermd"),
    "unit_unknown": gettext_lazy("van een buurt is het aantal niet bekend"),
    "one_shown": gettext_lazy("van maar één buurt kan het aantal getoond worden"),
    "one_unit": gettext_lazy("er is maar één buurt"),
    "one_group": gettext_lazy("iedereen hoort tot dezelfde groep"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """One indicator: how its group is spread over the neighbourhoods, in a sentence and a table by period."""

    title: SafeString
    link: str
    said: Sequence[str]
    table: Table | None


def inside(reading: Reading, area: str) -> list[Spread]:
    """Every indicator whose counts are known by neighbourhood; one question to the edition."""
    by_indicator: dict[str, list[Row]] = {}
    for row in reading.facts.edition.segregation(area):
        by_indicator.setdefault(row["indicator"], []).append(row)
    known = reading.facts.edition.indicators
    return [_spread(reading, id_, by_indicator[id_]) for id_ in known if id_ in by_indicator]


def _spread(reading: Reading, id_: str, rows: Sequence[Row]) -> Spread:
    ordered = sorted(rows, key=lambda row: str(row["period"]), reverse=True)
    told = [row for row in ordered if row["dissimilarity"] is not None]
    return Spread(
        title=reading.title(id_),
        link=reading.indicator_link(id_),
        said=_said(reading, told[0]) if told else [_why(ordered[0])],
        table=_table(reading, id_, told) if told else None,
    )


def _why(row: Row) -> str:
    return _("Hoe deze groep over de gemeente verspreid woont, tonen we niet: %s.") % _WHY[row["reason"]]


def _said(reading: Reading, row: Row) -> list[str]:
    language = reading.language
    parts = {
        "period": numbers.period(row["period"], language),
        "sectors": reading.number(row["sectors"]),
        "moved": numbers.share(100 * row["dissimilarity"], language, 0),
        "low": numbers.share(100 * row["dissimilarity_lower"], language, 0),
        "high": numbers.share(100 * row["dissimilarity_upper"], language, 0),
        "own": numbers.share(100 * row["isolation"], language, 0),
    }
    by_verdict = {
        "more_uneven": _("Dat is meer dan toeval zou geven (tussen %(low)s en %(high)s)."),
        "more_even": _("Dat is minder dan toeval zou geven (tussen %(low)s en %(high)s)."),
    }
    even = _("Toeval alleen zou tussen %(low)s en %(high)s geven: ongelijke spreiding is niet aangetoond.")
    said = [
        _("In %(period)s zou %(moved)s van de groep moeten verhuizen om gelijk over %(sectors)s buurten te wonen."),
        by_verdict.get(row["verdict"], even),
        _("Iemand van deze groep woont gemiddeld in een buurt waar %(own)s tot dezelfde groep hoort."),
    ]
    if row["together"]:
        said.append(_("Buurten met een afgeschermd aantal zijn daarbij samengenomen."))
    return [text % parts for text in said]


def _table(reading: Reading, id_: str, rows: Sequence[Row]) -> Table:
    language = reading.language

    def share(value: float) -> str:
        return numbers.share(100 * value, language)

    return Table(
        caption=reading.plain_title(id_),
        heads=[_("Periode"), _("Buurten"), _("Ongelijkheid"), _("Door toeval"), _("Eigen groep in de buurt")],
        rows=[
            [
                numbers.period(row["period"], language),
                reading.number(row["sectors"]),
                share(row["dissimilarity"]),
                f"{share(row['dissimilarity_lower'])}{numbers.DASH}{share(row['dissimilarity_upper'])}",
                share(row["isolation"]),
            ]
            for row in rows
        ],
    )
