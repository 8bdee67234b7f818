"""Fictitious jobseekers, in the workbook that Provincies in Cijfers exports."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from liim.demo.chance import Counts
from liim.demo.jobseekers import YEARS, jobseekers
from liim.demo.places import FLANDERS, TODAY, places, pseudo_area_names
from liim.demo.towns import Towns
from liim.sources.mark import MARK

Cell = str | float

_NO_VALUE, _HIDDEN, _MISSING, _NOT_APPLICABLE = "-", "x", "?", "nvt"
LINKED_FROM = 2015  # the blocks marked (1) begin then
_HIDDEN_BELOW = 3
_WITHOUT_RETURN = ("73028", 2016)  # so that the demo shows a missing part of a whole
_CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # so that the same seed gives the same bytes


@dataclass(frozen=True, slots=True)
class _Block:
    """One indicator of the workbook, eleven columns wide: a count, or a count within another."""

    label: str
    of: str
    within: str | None = None
    unlocated: tuple[Cell, Cell, Cell] = (_NO_VALUE, _NO_VALUE, _NO_VALUE)  # elsewhere, in Brussels, in Flanders

    @property
    def linked(self) -> bool:
        """Whether the footnote holds: linked with the national register, which was not done before 2015."""
        return self.label.endswith("(1)")


_STOCK = (_NO_VALUE, _MISSING, 0)
_SHARE = (_NO_VALUE, _MISSING, _NOT_APPLICABLE)
_MOVES = (0, 0, 0)
_BLOCKS = (
    _Block("werkzoekendengraad (jaargemiddelde) [%]", "mean", "working age"),
    _Block("werkzoekendengraad mannen (jaargemiddelde) [%]", "mean men", "working age men"),
    _Block("werkzoekendengraad vrouwen (jaargemiddelde) [%]", "mean women", "working age women"),
    _Block("werkzoekendengraad 18-24 jaar (jaargemiddelde) [%]", "mean young", "working age young"),
    _Block("werkzoekendengraad 25-59 jaar (jaargemiddelde) [%]", "mean middle", "working age middle"),
    _Block("werkzoekendengraad 60-64 jaar (jaargemiddelde) [%]", "mean old", "working age old"),
    _Block("werkzoekenden zonder werk (jaargemiddelde) [aantal]", "mean"),
    _Block("WZW [aantal] (1)", "on 31 December", unlocated=_STOCK),
    _Block("WZW (t.o.v. inwoners 18-64 jaar) [%] (1)", "on 31 December", "working age", _SHARE),
    _Block("WZW Belg [aantal] (1)", "Belgian", unlocated=_STOCK),
    _Block("WZW EU (excl. Belg) [aantal] (1)", "EU", unlocated=_STOCK),
    _Block("WZW niet-EU [aantal] (1)", "non-EU", unlocated=_STOCK),
    _Block("WZW Belgische herkomst [aantal] (1)", "Belgian origin", unlocated=_STOCK),
    _Block("WZW EU herkomst (excl. Belg) [aantal] (1)", "EU origin", unlocated=_STOCK),
    _Block("WZW niet-EU herkomst [aantal] (1)", "non-EU origin", unlocated=_STOCK),
    _Block("WZW vorig jaar wonend in dezelfde gemeente [aantal] (1)", "lived here", unlocated=_MOVES),
    _Block("WZW vorig jaar wonend in het buitenland [aantal] (1)", "lived abroad", unlocated=_MOVES),
    # Two spaces: the publisher's.
    _Block("WZW vorig jaar wonend in een andere  gemeente [aantal] (1)", "lived elsewhere", unlocated=_MOVES),
    _Block("WZW volgend jaar wonend in dezelfde gemeente [aantal] (1)", "will live here", unlocated=_MOVES),
    _Block("WZW volgend jaar wonend in een andere  gemeente [aantal] (1)", "will live elsewhere", unlocated=_MOVES),
    _Block("WZW volgend jaar wonend in het buitenland [aantal] (1)", "will live abroad", unlocated=_MOVES),
)

_LEGEND = (
    ("Speciale waarden", "- Geen waarde"),
    ("", "x Verborgen waarde"),
    ("", "nvt Niet van toepassing"),
    ("", "? Ontbrekende waarde"),
    ("", "Prognose"),
    ("", "Schatting"),
    ("", "Voorlopig"),
    ("Bron", "VDAB | provincies.incijfers.be"),
    ("", "VDAB en Rijksregister | provincies.incijfers.be"),
    ("Voetnoot",),
    ("(1)", "Fictieve gegevens: geen enkel cijfer in dit bestand komt van een bron."),
    (),
    ("provincies.incijfers.be",),
    (),
    ("Datum export", "zaterdag 1 januari 2000"),
)


def jobseekers_workbook(folder: Path, towns: Towns, seed: int, *, since: int = LINKED_FROM) -> Path:
    """The workbook: two header rows, municipalities and pseudo-areas by name, a legend below; no Brussels.

    Before `since` there is no value on 31 December: then the registers were not linked.
    """
    path = folder / "unemployment_jobseekers_data.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.set_properties({"keywords": MARK, "created": _CREATED})
        sheet = workbook.add_worksheet("Werkloosheid gemeenten")
        for number, row in enumerate(_rows(towns, seed, since)):
            sheet.write_row(number, 0, row)
    return path


def _rows(towns: Towns, seed: int, since: int) -> list[list[Cell | None]]:
    counts = {kind: towns.joined(values, TODAY) for kind, values in jobseekers(towns, seed).items()}
    # A block's label stands above its last year.
    labels = [cell for block in _BLOCKS for cell in (*[None] * (len(YEARS) - 1), block.label)]
    rows: list[list[Cell | None]] = [
        ["Werkloosheid - gemeenten"],
        [None, *labels],
        ["", *(str(year) for _ in _BLOCKS for year in YEARS)],
    ]
    flemish = {place.name_nl: code for code, place in places(TODAY).items() if place.region == FLANDERS}
    rows += [[name, *_municipality(flemish[name], counts, since)] for name in sorted(flemish)]
    rows += [[name, *_unlocated(name, since)] for name in pseudo_area_names()]
    return [*rows, [], *([*line] for line in _LEGEND)]


def _municipality(code: str, counts: dict[str, dict[str, Counts]], since: int) -> list[Cell]:
    cells: list[Cell] = []
    for block in _BLOCKS:
        for at, year in enumerate(YEARS):
            if block.linked and year < since:
                cells.append(_NO_VALUE)
                continue
            within = counts[block.within][code][at] if block.within else None
            cells.append(_cell(block, code, year, int(counts[block.of][code][at]), within))
    return cells


def _cell(block: _Block, code: str, year: int, count: int, within: int | None) -> Cell:
    if block.linked and (code, year) == _WITHOUT_RETURN:
        return _MISSING
    if 0 < count < _HIDDEN_BELOW:
        return _HIDDEN
    if within is None:
        return count
    return round(count / within, 3) if within else _NOT_APPLICABLE


def _unlocated(name: str, since: int) -> list[Cell]:
    which = {"Niet te lokaliseren - Brussel": 1, "Niet te lokaliseren - Vlaanderen": 2}.get(name, 0)
    return [
        block.unlocated[which] if block.linked and year >= since else _NO_VALUE for block in _BLOCKS for year in YEARS
    ]
