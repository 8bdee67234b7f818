"""The sectors of a municipality one by one, as far as they may be told: a line of ticks, a table, and maybe a map.

In the order of their codes, never of their figures. A map of origin or nationality shows where groups live: it is there
only where whoever runs the site chose so (`LIIM_SECTOR_MAPS`).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from liim.figures.sectors import NOT_LOCATED
from liim.model import TOTAL, Status
from liim.publish import charts, numbers
from liim_web.site.edition import maps, wording
from liim_web.site.edition.reading import Reading
from liim_web.site.edition.tables import Table

_ACROSS, _TILE = 12, 32  # tiles in a row of the map, and how large each is
_A_LINE = 2  # sectors: fewer are no distribution

Told = Mapping[str, float | None]  # by sector; null where it is withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """Tiles by sector, and the legend beside them."""

    drawn: SafeString
    legend: Sequence[tuple[SafeString, str]]
    benchmark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhoods:
    """One share by sector, in the last period of which sectors are told."""

    id: str
    title: SafeString
    said: Sequence[str]
    distribution: SafeString
    map: Map | None
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class _Share:
    """A share by sector: of which indicator, where and when, its two counts, and what they make."""

    reading: Reading
    area: str
    period: str
    id: str
    part: Told
    whole: Told

    def value(self, sector: str) -> float | None:
        """The share of one sector; None where a count is withheld, or nobody lives there."""
        part, whole = self.part.get(sector), self.whole.get(sector)
        return None if part is None or not whole else 100 * part / whole

    @property
    def sectors(self) -> list[str]:
        """Every sector, in the order of its code."""
        return [one for one in self.whole if one != TOTAL]

    @property
    def known(self) -> dict[str, float]:
        """The shares that may be told, of sectors that lie somewhere."""
        located = [one for one in self.sectors if not one.endswith(NOT_LOCATED)]
        return {one: value for one in located if (value := self.value(one)) is not None}

    @property
    def write(self) -> numbers.Writing:
        """How shares are written."""
        return numbers.Writing("%", self.reading.language, 1)

    @property
    def name(self) -> str:
        """What the municipality is called."""
        return self.reading.area_name(self.area)

    def caption(self, key: str) -> charts.Caption:
        """What a screen reader says of a picture of it."""
        title = f"{self.reading.plain_title(self.id)}, {self.name}"
        return charts.Caption(f"{key}-{self.id}", title, " ".join(_said(self)))


def neighbourhoods(reading: Reading, area: str) -> list[Neighbourhoods]:
    """Every undivided share of which both counts are told by sector; one question to the edition."""
    rows = reading.facts.edition.sectors(area)
    last = max((row["period"] for row in rows), default="")
    told: dict[str, dict[str, float | None]] = defaultdict(dict)
    for row in sorted(rows, key=lambda row: str(row["sector"])):
        if row["period"] == last:
            told[row["quantity"]][row["sector"]] = row["count"]
    found = []
    for id_, entry in reading.facts.edition.indicators.items():
        terms = _terms(entry)
        if terms and all(one in told for one in terms):
            part, whole = (told[one] for one in terms)
            found.append(_shown(_Share(reading=reading, area=area, period=last, id=id_, part=part, whole=whole)))
    return found


def _terms(entry: Mapping[str, Any]) -> list[str]:
    """The two quantities of an undivided share of all of them; nothing for other indicators."""
    formula = entry["formula"]
    if formula["kind"] != "share" or entry["breakdowns"] or len(formula["numerator"]) != 1:
        return []
    terms = (*formula["numerator"], formula["denominator"])
    return [] if any(one["classes"] or one["later"] for one in terms) else [one["quantity"] for one in terms]


def _shown(share: _Share) -> Neighbourhoods:
    return Neighbourhoods(
        id=f"{share.id}-buurten",
        title=share.reading.title(share.id),
        said=_said(share),
        distribution=_distribution(share),
        map=_map(share) if settings.SECTOR_MAPS and share.known else None,
        table=_table(share),
    )


def _said(share: _Share) -> list[str]:
    """How far the sectors lie apart, and where the municipality lies."""
    if not share.known:
        return [_("Van geen enkele buurt kan dit getoond worden zonder te veel prijs te geven.")]
    told = {
        "period": numbers.period(share.period, share.reading.language),
        "low": share.write(min(share.known.values())),
        "high": share.write(max(share.known.values())),
    }
    said = [_("In %(period)s ligt het aandeel in de buurten die we tonen tussen %(low)s en %(high)s.") % told]
    if (here := share.value(TOTAL)) is not None:
        said.append(_("In %(name)s als geheel is het %(here)s.") % {"name": share.name, "here": share.write(here)})
    return said


def _distribution(share: _Share) -> SafeString:
    """Every sector as a tick, without saying which."""
    if len(share.known) < _A_LINE:
        return mark_safe("")
    return mark_safe(  # noqa: S308 charts escape every text
        charts.strip(
            share.known,
            "",
            caption=share.caption("sectors"),
            write=share.write,
            region=share.value(TOTAL),
            region_name=share.name,
            size=(360, 56),
        )
    )


def _map(share: _Share) -> Map:
    """A tile per sector, those of one part of the municipality (the letter of their code) beside each other."""
    located = [one for one in share.sectors if not one.endswith(NOT_LOCATED)]
    places: dict[str, tuple[int, int]] = {}
    row = -1
    for letter in sorted({one[5:6] for one in located}):
        for at, sector in enumerate(one for one in located if one[5:6] == letter):
            row += at % _ACROSS == 0
            places[sector] = (at % _ACROSS, row)
    caption, limits = share.caption("sector-map"), charts.class_limits(list(share.known.values()))
    drawn = charts.choropleth(
        charts.tiles(places, _TILE),
        share.known,
        {one: Status.WITHHELD.value for one in located if share.part.get(one) is None},
        limits,
        caption=caption,
        write=share.write,
        words=maps.words(),
        size=(_ACROSS * _TILE, (row + 1) * _TILE),
        with_legend=False,
    )
    here = share.value(TOTAL)
    return Map(
        drawn=mark_safe(drawn),  # noqa: S308 charts escape every text
        legend=maps.legend(caption.key, limits, share.write),
        benchmark="" if here is None else f"{share.name} {share.write(here)}",
    )


def _table(share: _Share) -> Table:
    """Every sector in the order of its code, and the municipality last."""
    entry, language = share.reading.entry(share.id), share.reading.language
    sign = numbers.sign(Status.WITHHELD, language)

    def row(head: str, sector: str) -> list[str]:
        counts = (share.whole.get(sector), share.part.get(sector))
        value = share.value(sector)
        nobody = "" if counts[0] == 0 else sign
        told = [sign if one is None else numbers.count(one, language) for one in counts]
        return [head, *told, nobody if value is None else share.write(value)]

    rows = [row(_("niet te lokaliseren") if one.endswith(NOT_LOCATED) else one, one) for one in share.sectors]
    terms = (entry["formula"]["denominator"], *entry["formula"]["numerator"])
    return Table(
        caption=f"{share.reading.plain_title(share.id)}, {numbers.period(share.period, language)}",
        heads=[_("Buurt"), *(wording.plain(one["title"], language) for one in terms), _("Aandeel")],
        rows=[*rows, row(share.name, TOTAL)],
        notes=[f"{sign} {wording.why(Status.WITHHELD, '')}"] if any(sign in cells for cells in rows) else [],
    )
