"""Read the tables of a report back, cell by cell as their tags tell."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from liim.publish.readers.row import Row, Unreadable, Vocabulary
from liim.publish.readers.tagged import Element, Tagged, read_tagged
from liim.publish.readers.written import SIGNS

# Where the same figures stand for good: the page of a place, or that on which the members of a group stand together.
_ADDRESS = re.compile(
    r"/(?P<language>nl|fr|en)/editie/[^/]+/"
    r"(?:(?:gemeente|gebied)/[a-z0-9-]+-(?P<nis>\d{5})/|vergelijk/\?in=(?P<members>\d{5}(?:,\d{5})+))"
)
_BEGINS = re.compile(r"^(?:Tabel|Tableau|Table) [A-Z]+_\w+: ")
_CAPTION = re.compile(r"^(?:Tabel|Tableau|Table) (?P<id>[A-Z]+_\w+): .*?, (?P<last>[^,]+)$")
_ALL = {"alle jaren", "toutes les années", "all years", "laatste jaren", "dernières années", "latest years"}
_HEADS = (  # column, how its head begins in three languages
    ("numerator", ("Aantal", "Nombre", "Number")),
    ("denominator", ("Op een totaal van", "Sur un total de", "Out of a total of")),
    ("value", ("Aandeel", "Part", "Share", "Waarde", "Valeur", "Value")),
    ("value", (r"Per 1[0.,]*0", "Pour 1[0\u00a0 ]*0", r"Per 1[0.,]*0")),
    ("interval", ("Onzekerheid", "Incertitude", "Uncertainty")),
)
_FIRST = ("Periode", "Période", "Period", "Groep", "Groupe", "Group")
_SIGNS = {"\u00d7": "withheld", "?": "missing", "…": "not_yet", "n.v.t.": "not_applicable", "s.o.": "not_applicable"}
_SIGNS["n/a"] = "not_applicable"
_SPACE = "\u00a0"
_PERIOD = re.compile(r"\d{4}(?:-\d{2,4})?")


@dataclass(frozen=True)
class Report:
    """A report as it lies there: in which language, and about which place; several codes are a group."""

    path: Path
    document: Tagged
    language: str
    places: tuple[str, ...]


def read_report(path: Path) -> Report:
    """Open a report. Raises Unreadable for one that cannot be read, or does not tell of which single place it is."""
    document = read_tagged(path)
    language, places = places_told(path.name, document.pages)
    return Report(path, document, language, places)


def places_told(name: str, texts: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """The language of a document and its place, or the members of its group, by the address that stands in it."""
    told = {
        (found["language"], *(found["members"] or found["nis"]).split(","))
        for text in texts
        for found in _ADDRESS.finditer(re.sub(r"\s", "", text))
    }
    if len(told) != 1:
        raise Unreadable(f"{name} does not tell which place it is about.")
    language, *places = told.pop()
    return language, tuple(places)


def rows(report: Report, area: str, words: Vocabulary) -> Iterator[Row]:
    """Every figure of every table of a report about an area; the region's beside it as a row of its own."""
    for element in _every(report.document.root):
        caption = next((one.whole for one in element.below if one.name == "Caption"), "")
        if not _BEGINS.match(caption):
            continue
        told, where = _CAPTION.match(caption), f"{report.path.name}, page {element.page + 1}"
        table = next((one for one in _every(element) if one.name == "Table"), None)
        if told is None or table is None:
            raise Unreadable(f"{where}: a table begins, but it cannot be read.")
        where = f"{where}, table {told['id']}"
        yield from _Table(told["id"], told["last"], area, where, report.language, words).rows(table)


def _every(element: Element) -> Iterator[Element]:
    """An element and all below it."""
    yield element
    for one in element.below:
        yield from _every(one)


def _lines(table: Element, part: str) -> Iterator[list[str]]:
    """The rows of a part of a table, cell by cell; a cell that holds a picture and no text is none."""
    for one in table.below:
        if one.name == part:
            for row in one.below:
                cells = [cell for cell in row.below if cell.own or not any(one.name == "Figure" for one in cell.below)]
                yield [cell.whole for cell in cells]


_NOTHING = "\u2013"
_WHOLE = 0.5  # counts that are means are printed whole, also beside a share that is not shown


class _Table:
    """One table: its head tells the columns, and each of its rows is a figure."""

    def __init__(self, indicator: str, last: str, area: str, where: str, language: str, words: Vocabulary) -> None:
        self.indicator, self.last, self.area, self.where, self.words = indicator, last, area, where, words
        self.point, self.group = SIGNS[language].decimal, SIGNS[language].group

    def rows(self, table: Element) -> Iterator[Row]:
        head, *more = _lines(table, "THead")
        columns, region = self._columns(head)
        lines = list(_lines(table, "TBody"))
        if more or not lines or any(len(line) != len(columns) for line in lines):
            raise Unreadable(f"{self.where} has no head of one row, or rows that do not fit it.")
        for line in lines:
            yield from self._row(dict(zip(columns, line, strict=True)), region)

    def _columns(self, head: list[str]) -> tuple[list[str], str]:
        """What each column holds, and the code of the region that the last one may be of."""
        columns, region = ["label"], ""
        for title in head[1:]:
            found = next((column for column, heads in _HEADS if any(re.match(one, title) for one in heads)), "")
            if not found and title in self.words.areas:
                found, region = "region", self.words.areas[title]
            if not found or found in columns or head[0] not in _FIRST:
                raise Unreadable(f"{self.where}: the head {title!r} is unknown.")
            columns.append(found)
        return columns, region

    def _row(self, told: dict[str, str], region: str) -> Iterator[Row]:
        of_years = self.last in _ALL
        if of_years and not _PERIOD.fullmatch(told["label"]):
            raise Unreadable(f"{self.where}: {told['label']!r} is no period.")
        period = told["label"] if of_years else self.last
        classes = frozenset() if of_years else self.words.classes_named(self.indicator, told["label"], self.where)
        value, rounding, status = self._read(told.get("value", ""))
        yield Row(
            self.where,
            self.indicator,
            self.area,
            period,
            classes,
            numerator=self._read(told.get("numerator", ""))[0],
            denominator=self._read(told.get("denominator", ""))[0],
            value=value,
            status=status,
            rounding=rounding or _WHOLE,
        )
        if region and told["region"].strip(_SPACE) not in {"", _NOTHING}:  # what is not said of it is no figure
            value, rounding, status = self._read(told["region"])
            yield Row(
                self.where, self.indicator, region, period, classes, value=value, status=status, rounding=rounding
            )

    def _read(self, cell: str) -> tuple[float | None, float, str]:
        """A number with how far it may be rounded, and the status that its marks tell."""
        bare = cell.strip(_SPACE)
        if not bare or bare == _NOTHING:
            return None, 0.0, ""
        if bare in _SIGNS:
            return None, 0.0, _SIGNS[bare]
        status = "ok"
        if bare.startswith("\u2248"):
            bare, status = bare[1:].strip(_SPACE), "estimated"
        marked = re.fullmatch(rf"(.*?){_SPACE}[vp]", bare)
        if marked:
            bare, status = marked[1], "provisional"
        if "\u2013" in bare:
            return None, 0.0, "bounded"
        below = bare.startswith("<")
        plain = bare.strip("<%" + _SPACE).replace(self.group, "").replace(self.point, ".").replace("\u2212", "-")
        try:
            number = float(plain)
        except ValueError:
            raise Unreadable(f"{self.where}: {cell!r} stands where a number belongs.") from None
        decimals = len(plain.partition(".")[2])
        return (0.0, number, status) if below else (number, 0.5 * 10.0**-decimals, status)
