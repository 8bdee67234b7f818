"""Read open data and workbooks back, with other libraries than those that wrote them."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

import fastexcel

from liim.publish.readers.row import Classes, Row, Unreadable, Vocabulary

_SIGNS = {"\u00d7": "withheld", "?": "missing", "…": "not_yet", "n.v.t.": "not_applicable", "s.o.": "not_applicable"}
_SIGNS["n/a"] = "not_applicable"
_BOUNDS = "\u2013"
_NO_COUNT = {"geen aantal", "sans nombre", "no count"}

# The heads of the tidy sheets, in three languages.
_HEADS = {
    "indicator": ("indicator", "indicateur"),
    "area": ("gebied", "territoire", "area"),
    "period": ("periode", "période", "period"),
    "class": ("groep", "groupe", "group"),
    "numerator": ("aantal", "nombre", "number"),
    "denominator": ("totaal", "total"),
    "value": ("waarde", "valeur", "value"),
    "status": ("status (code)", "statut (code)"),
}
_COUNTED = {"aantal", "nombre", "number"}


def read_csv(path: Path) -> Iterator[Row]:
    """Every figure of an open-data file."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        names = list(reader.fieldnames or ())
        breakdowns = names[names.index("period") + 1 : names.index("numerator")]
        for number, line in enumerate(reader, start=2):
            where = f"{path.name}, line {number}"
            if None in line or None in line.values():
                raise Unreadable(f"{where} has another number of fields than the head.")
            yield Row(
                where,
                line["indicator"],
                line["area"],
                line["period"],
                frozenset((name, line[name]) for name in breakdowns if line[name] != "total"),
                line["geography"],
                _number(line["numerator"], where),
                _number(line["denominator"], where),
                _number(line["value"], where),
                line["status"],
            )


def read_xlsx(path: Path, words: Vocabulary) -> Iterator[Row]:
    """Every figure of a workbook, whether it stands in a tidy or in a wide sheet."""
    try:
        book = fastexcel.read_excel(path)
    except fastexcel.FastExcelError as error:
        raise Unreadable(f"{path.name} is no workbook that can be read.") from error
    for name in book.sheet_names:
        table = book.load_sheet(name, header_row=None, dtypes="string").to_polars()
        rows = [[cell or "" for cell in row] for row in table.iter_rows()]
        if rows and len(rows[0]) > 1:
            heads = _tidy_heads(rows[0])
            where = f"{path.name}, sheet {name}"
            if {"indicator", "period", "value", "status"} <= heads.keys():
                yield from _tidy(rows[1:], heads, _area_of(path), where, words)
            elif name in words.classes:
                yield from _wide(rows, name, where, words)


def _tidy_heads(first: list[str]) -> Mapping[str, int]:
    return {key: first.index(head) for key, heads in _HEADS.items() for head in heads if head in first}


def _area_of(path: Path) -> str:
    """The area of a workbook of one municipality: it ends the name of the file."""
    return path.stem[-5:]


def _tidy(rows: list[list[str]], heads: Mapping[str, int], area: str, where: str, words: Vocabulary) -> Iterator[Row]:
    for number, row in enumerate(rows, start=2):
        here = f"{where}, row {number}"
        yield Row(
            here,
            row[heads["indicator"]],
            row[heads["area"]] if "area" in heads else area,
            row[heads["period"]],
            words.classes_named(row[heads["indicator"]], row[heads["class"]], here),
            "2025",
            _number(row[heads["numerator"]], here),
            _number(row[heads["denominator"]], here) if "denominator" in heads else None,
            _number(row[heads["value"]], here),
            row[heads["status"]],
        )


def _wide(rows: list[list[str]], indicator: str, where: str, words: Vocabulary) -> Iterator[Row]:
    keys = [_wide_head(indicator, head, where, words) for head in rows[0][2:]]
    for number, row in enumerate(rows[1:], start=2):
        here = f"{where}, row {number}"
        for (classes, period, is_count), cell in zip(keys, row[2:], strict=True):
            if cell in _SIGNS:
                yield Row(here, indicator, row[0], period, classes, status=_SIGNS[cell])
            elif cell and _BOUNDS not in cell and cell not in _NO_COUNT:
                number_ = _number(cell, here)
                counted, value = (number_, None) if is_count else (None, number_)
                yield Row(here, indicator, row[0], period, classes, numerator=counted, value=value)


def _wide_head(indicator: str, head: str, where: str, words: Vocabulary) -> tuple[Classes, str, bool]:
    *names, period, unit = head.split(" · ")
    return words.classes_named(indicator, ", ".join(names), where), period, unit in _COUNTED


def _number(text: str, where: str) -> float | None:
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        raise Unreadable(f"{where}: {text!r} stands where a number belongs.") from None
