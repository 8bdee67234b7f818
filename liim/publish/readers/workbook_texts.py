"""What stands in a workbook beside its counts and values: intervals, bounds, notes, and cells of any other sheet."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import fastexcel

from liim.publish.readers.naming import Naming
from liim.publish.readers.passages import Passage
from liim.publish.readers.row import Unreadable

# Heads of columns that are read as rows of figures, or hold codes, in three languages.
_READ = {"aantal", "nombre", "number", "totaal", "total", "waarde", "valeur", "value"}
_CODES = {"indicator", "indicateur", "gebied", "territoire", "area", "periode", "période", "period"}
_AREA = ("gebied", "territoire", "area")
_LANGUAGES = {"periode": "nl", "période": "fr", "period": "en"}
_REGION = "02000"
_FIRST = ("indicator", "indicateur")


def workbook_texts(path: Path, naming: Naming) -> Iterator[Passage]:
    """Every cell that is not read as a figure, about the indicator and the place of its row."""
    try:
        book = fastexcel.read_excel(path)
    except fastexcel.FastExcelError as error:
        raise Unreadable(f"{path.name} is no workbook that can be read.") from error
    sheets = {name: _cells(book, name) for name in book.sheet_names}
    heads = {head for rows in sheets.values() if rows for head in rows[0]}
    area = path.stem[-5:]
    there = frozenset({area if area.isdigit() else _REGION})  # of sheets that explain, which tell of no other place
    language = next((_LANGUAGES[head] for head in heads if head in _LANGUAGES), "nl")
    for name, rows in sheets.items():
        where = f"{path.name}, sheet {name}"
        yield Passage(where, name, language)
        if rows and rows[0][0] in _FIRST and heads & _LANGUAGES.keys() & set(rows[0]):
            yield from _tidy(rows, where, language, area)
        elif named := naming.ids(name):
            yield from _wide(rows, where, language, named)
        else:
            for row in rows:
                about = naming.exactly(row[0]) or naming.exactly(row[1] if len(row) > 1 else "")
                yield from (Passage(where, cell, language, about, there) for cell in row)


def _cells(book: fastexcel.ExcelReader, name: str) -> list[list[str]]:
    table = book.load_sheet(name, header_row=None, dtypes="string").to_polars()
    return [[cell or "" for cell in row] for row in table.iter_rows()]


def _tidy(rows: Sequence[Sequence[str]], where: str, language: str, area: str) -> Iterator[Passage]:
    head = rows[0]
    at = next((head.index(one) for one in _AREA if one in head), None)
    wanted = [place for place, title in enumerate(head) if title not in _READ | _CODES]
    for row in rows[1:]:
        about, there = frozenset({row[0]}), frozenset({row[at] if at is not None else area})
        for place in wanted:
            if row[place] and any(map(str.isdigit, row[place])):
                yield Passage(where, row[place], _written_in(row[place], language), about, there)
    yield from (Passage(where, title, language) for title in head)


def _wide(rows: Sequence[Sequence[str]], where: str, language: str, about: frozenset[str]) -> Iterator[Passage]:
    """Numbers are read as figures already; here what is written out: bounds, and the heads."""
    for row in rows[1:]:
        written = (cell for cell in row[1:] if any(map(str.isdigit, cell)) and not _is_number(cell))
        yield from (Passage(where, cell, language, about, frozenset({row[0]})) for cell in written)
    if rows:
        yield from (Passage(where, head, language, about, frozenset({_REGION})) for head in rows[0])


def _written_in(cell: str, language: str) -> str:
    """A cell that is a number is written for programs."""
    return "" if _is_number(cell) else language


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
