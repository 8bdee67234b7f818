"""Read the tables of a report back from the text of its pages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdf
from pypdf.errors import PyPdfError

from liim.publish.readers.row import Row, Unreadable, Vocabulary

_ADDRESS = re.compile(r"/(?P<language>nl|fr|en)/editie/[^/\s]+/\s*(?:gemeente|gebied)/\s*[a-z0-9-]+-(?P<nis>\d{5})/")
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
_BROKEN = re.compile(r"(?<=[\d%])\N{EN DASH} (?=\d)")  # bounds that take two lines in their cell
_HIGHEST_HEAD = 12  # lines of a head, and one


def read_pdf(path: Path, words: Vocabulary) -> Iterator[Row]:
    """Every figure of every table of a report; the region's beside it as a row of its own."""
    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(path).pages]
    except PyPdfError as error:
        raise Unreadable(f"{path.name} is no PDF that can be read: {error}") from error
    address = _ADDRESS.search(pages[0].replace("\n", ""))
    if not address:
        raise Unreadable(f"{path.name} does not tell on its first page which place it is about.")
    lines = [(number, line.strip(" ")) for number, page in enumerate(pages, 1) for line in page.splitlines()]
    for place, (number, line) in enumerate(lines):
        below = [text for _, text in lines[place + 1 :]]
        if _BEGINS.match(line):
            while below and not below[0].startswith(_FIRST):
                line, below = f"{line} {below[0]}", below[1:]  # noqa: PLW2901 -- a caption may take two lines
            caption = _CAPTION.match(line)
            if not caption:
                raise Unreadable(f"{path.name}, page {number}: a table begins, but its caption cannot be read.")
            where = f"{path.name}, page {number}, table {caption['id']}"
            table = _Table(caption["id"], caption["last"], address["nis"], where, address["language"], words)
            yield from table.rows(below)


class _Table:
    """One table: from its caption on, row after row until a line that is none."""

    def __init__(self, indicator: str, last: str, area: str, where: str, language: str, words: Vocabulary) -> None:
        self.indicator, self.last, self.area, self.where, self.words = indicator, last, area, where, words
        self.point, self.group = (".", ",") if language == "en" else (",", "." if language == "nl" else _SPACE)

    def rows(self, lines: list[str]) -> Iterator[Row]:
        (columns, region), lines = self._head(lines)
        wanted, seen, begun = len(columns), 0, ""
        for line in lines:
            whole = f"{begun} {line}".strip(" ")  # a long label takes two lines
            cells = self._cells(whole, wanted)
            if cells is None and begun:
                break
            begun = "" if cells else line
            if cells:
                seen += 1
                yield from self._row(cells, columns, region)
        if not seen:
            raise Unreadable(f"{self.where} has no row that can be read.")

    def _head(self, lines: list[str]) -> tuple[tuple[list[str], str], list[str]]:
        """The columns and what comes below them; a narrow head stands on several lines."""
        for high in range(1, _HIGHEST_HEAD):
            try:
                head = " ".join(line.strip(" ") for line in lines[:high])
                told = self._columns(head.replace("- ", "-"))  # a hyphen may end a line
            except Unreadable:
                continue
            if high < len(lines) and any(
                self._cells(" ".join(lines[high:more]), len(told[0])) for more in (high + 1, high + 2)
            ):
                return told, lines[high:]
        return self._columns(lines[0]), lines[1:]

    def _columns(self, head: str) -> tuple[list[str], str]:
        rest = head
        for first in _FIRST:
            rest = rest.removeprefix(first)
        rest, columns = rest.strip(" "), ["label"]
        for column, heads in _HEADS:
            found = next((m for one in heads if (m := re.match(one, rest))), None)
            if found:
                columns.append(column)
                rest = rest[found.end() :].strip(" ")
        if rest and rest not in self.words.areas:
            raise Unreadable(f"{self.where}: the head {rest!r} is unknown.")
        return ([*columns, "region"], self.words.areas[rest]) if rest else (columns, "")

    def _cells(self, line: str, wanted: int) -> list[str] | None:
        """The cells of a line, or nothing where it is no row of this table."""
        parts = [part for part in _BROKEN.sub("\N{EN DASH}", line).split(" ") if part]
        label, cells = " ".join(parts[: 1 - wanted]), parts[1 - wanted :]
        is_class = self.words.names_classes(self.indicator, label)
        is_row = bool(re.fullmatch(r"\d{4}(-\d{4})?", label)) if self.last in _ALL else is_class
        return [label, *cells] if is_row and len(cells) == wanted - 1 else None

    def _row(self, cells: list[str], columns: list[str], region: str) -> Iterator[Row]:
        told = dict(zip(columns, cells, strict=True))
        period = told["label"] if self.last in _ALL else self.last
        classes = (
            frozenset() if self.last in _ALL else self.words.classes_named(self.indicator, told["label"], self.where)
        )
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
            rounding=rounding,
        )
        if region:
            value, rounding, status = self._read(told["region"])
            yield Row(
                self.where, self.indicator, region, period, classes, value=value, status=status, rounding=rounding
            )

    def _read(self, cell: str) -> tuple[float | None, float, str]:
        """A number with how far it may be rounded, and the status that its marks tell."""
        bare = cell.strip(_SPACE)
        if not bare or bare == "\u2013":
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
