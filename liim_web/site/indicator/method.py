"""The method of one indicator, whole: its sheet, its files, its coverage, and what others published of the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from liim.catalogue import catalogue
from liim.catalogue.method_sheet import Section, method_sheet
from liim.publish import numbers
from liim_web.site.edition.held import held
from liim_web.site.edition.reading import Reading
from liim_web.site.edition.tables import Table
from liim_web.site.figure.making import File, files_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """All that there is to know of how an indicator is made."""

    id: str
    title: SafeString
    sections: Sequence[Section]
    files: Sequence[File]
    coverage: Table
    differences: Table | None


def method(reading: Reading, indicator: str) -> Method:
    """The method of an indicator of the edition; its sheet only while the catalogue of today still declares it."""
    declared = catalogue().get(indicator)
    standing = reading.facts.standings.get(indicator, {})
    sources = sorted({one.source for one in standing.values() if one.source})
    return Method(
        id=indicator,
        title=reading.title(indicator),
        sections=method_sheet(declared, reading.language) if declared else (),
        files=files_of(reading.facts, "+".join(sources)) if sources else [],
        coverage=_coverage(reading, indicator),
        differences=_differences(reading, reading.facts.edition.manifest.get("differences", []), indicator),
    )


def _coverage(reading: Reading, indicator: str) -> Table:
    rows = [
        [
            numbers.period(period, reading.language),
            reading.number(one.figures),
            "; ".join(f"{reading.number(number)}: {why}" for _sign, why, number in one.gaps),
        ]
        for period, one in sorted(held(reading).get(indicator, {}).items(), reverse=True)
    ]
    return Table(
        caption=_("Van hoeveel gemeenten er een cijfer is, per periode"),
        heads=[_("Periode"), _("Gemeenten met een cijfer"), _("Waarom andere er geen hebben")],
        rows=rows,
    )


def _differences(reading: Reading, listed: Sequence[Mapping[str, Any]], indicator: str) -> Table | None:
    """Where what others published differs from our own figure; None where nobody published the same."""
    rows = [
        [
            numbers.period(one["period"], reading.language),
            reading.number(one["compared"]),
            reading.number(one["differ"]),
        ]
        for one in listed
        if one["indicator"] == indicator
    ]
    if not rows:
        return None
    return Table(
        caption=_("Onze cijfers naast die van de uitgever"),
        heads=[_("Periode"), _("Vergeleken"), _("Verschillend")],
        rows=rows,
        notes=[_("Verschilt een cijfer meer dan een afronding, dan tonen we het onze.")],
    )
