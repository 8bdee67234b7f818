"""A plan as an Excel file: what goes out can be changed and brought in again."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import fastexcel
import xlsxwriter
from django.utils.translation import gettext as _

from liim_web.plans.coverage import Matrix
from liim_web.plans.exchange.columns import Column, Row, beside, columns, rows_of
from liim_web.plans.exchange.link_sheet import LINKS_TITLE, link_columns, link_rows
from liim_web.plans.exchange.objective_sheet import OBJECTIVES_TITLE, objective_columns, objective_rows
from liim_web.plans.exchange.outside_sheet import OUTSIDE_TITLE, outside_columns, outside_rows
from liim_web.plans.exchange.part_sheets import part_rows, part_sheets
from liim_web.plans.exchange.tables import Table, table, titled

FICTITIOUS = "LIIM-FICTIEF"
ACTIONS = "Acties"
# Room for rows that people add.
SPARE = 200
LONGEST_LIST = 255
WIDTH = {"title": 50, "description": 60, "contribution": 60, "uid": 24}


class UnreadableError(ValueError):
    """The file is not a table that can be read."""


def written(content: Mapping[str, Any], matrix: Matrix, about: Sequence[tuple[str, str]]) -> bytes:
    """Actions, objectives, matrix and their origin, as an Excel file. Every text is a text: nothing in it runs."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        if content["plan"]["fictitious"]:
            book.set_properties({"keywords": FICTITIOUS})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        free = book.add_format({"locked": False, "text_wrap": True, "valign": "top"})
        sheet = _sheet(book, head, free, ACTIONS, columns(), rows_of(content), content)
        _beside(sheet, head, content["actions"])
        for part in part_sheets():
            _sheet(book, head, free, part.title, part.columns, [*part_rows(part, content)], content)
        beside_it = outside_rows(content.get("outside", ()))
        _sheet(book, head, free, OUTSIDE_TITLE, outside_columns(), beside_it, content)
        _sheet(book, head, free, OBJECTIVES_TITLE, objective_columns(), [*objective_rows(content)], content)
        _sheet(book, head, free, LINKS_TITLE, link_columns(), [*link_rows(content)], content)
        _matrix(book, head, matrix)
        sheet = book.add_worksheet("Over")
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 80)
        for line, (name, text) in enumerate(about):
            sheet.write_string(line, 0, name, head)
            sheet.write_string(line, 1, text)
    return file.getvalue()


def read(file: bytes) -> list[Table]:
    """The sheets that are called as ours, else the first one; all as text.

    Raises:
        UnreadableError: when it is no Excel file or nothing stands in it.
    """
    try:
        book = fastexcel.read_excel(file)
        ours = [name for name in book.sheet_names if name.strip().lower() in titled()] or book.sheet_names[:1]
        tables = [_read(book, name) for name in ours]
    except fastexcel.FastExcelError as problem:
        raise UnreadableError(_("Dit is geen leesbaar Excel-bestand.")) from problem
    filled = [each for each in tables if each.headers]
    if not filled:
        raise UnreadableError(_("Het werkblad is leeg."))
    return filled


def _read(book: Any, name: str) -> Table:  # noqa: ANN401 fastexcel ships no types
    cells = book.load_sheet(name, dtypes="string", header_row=None).to_polars()
    rows = [["" if value is None else str(value) for value in row] for row in cells.iter_rows()]
    filled = [row for row in rows if any(row)]
    return table(name, filled[0], filled[1:]) if filled else Table(name, "", (), ())


def _sheet(
    book: Any, head: Any, free: Any, title: str, shape: Sequence[Column], rows: Sequence[Row],  # noqa: ANN401 XlsxWriter ships no types
    content: Mapping[str, Any],
) -> Any:  # fmt: skip  # noqa: ANN401 as above
    sheet = book.add_worksheet(title)
    lists = {column.name: _choices(column, content) for column in shape}
    for place, column in enumerate(shape):
        sheet.set_column(place, place, WIDTH.get(column.name, 20), free)
        sheet.write_string(0, place, column.header, head)
        if lists[column.name] and len(",".join(lists[column.name])) <= LONGEST_LIST:
            among = {"validate": "list", "source": lists[column.name]}
            sheet.data_validation(1, place, len(rows) + SPARE, place, among)
    for line, row in enumerate(rows, start=1):
        _write(sheet, line, row, shape, free)
    sheet.freeze_panes(1, 1)
    # Against slips of the hand only: headers stay as they are, rows may be added.
    sheet.protect(
        "", {"insert_rows": True, "format_columns": True, "format_rows": True, "sort": True, "autofilter": True}
    )
    return sheet


def _beside(sheet: Any, head: Any, actions: Sequence[Mapping[str, Any]]) -> None:  # noqa: ANN401 as above
    """Behind the columns that can be changed, those that are only read."""
    for place, (_name, header, out) in enumerate(beside(), start=len(columns())):
        sheet.set_column(place, place, 20)
        sheet.write_string(0, place, header, head)
        for line, action in enumerate(actions, start=1):
            sheet.write_string(line, place, out(action))


def _write(sheet: Any, line: int, row: Row, shape: Sequence[Column], free: Any) -> None:  # noqa: ANN401 as above
    for place, column in enumerate(shape):
        sheet.write_string(line, place, row[column.name], free)


def _choices(column: Column, content: Mapping[str, Any]) -> list[str]:
    if column.name == "domain":
        return [domain["code"] for domain in content["domains"]]
    if column.name == "objective":
        return [each["code"] for each in content["columns"]]
    if column.name in {"continuous", "remove"}:
        return ["ja", "nee"]
    return [label for label in column.choices or {} if label]


def _matrix(book: Any, head: Any, matrix: Matrix) -> None:  # noqa: ANN401 as above
    sheet = book.add_worksheet("Matrix")
    sheet.set_column(0, 0, 40)
    sheet.write_string(0, 0, "Beleidsdomein", head)
    for place, column in enumerate(matrix.columns, start=1):
        sheet.write_string(0, place, column.code, head)
    for line, row in enumerate(matrix.rows, start=1):
        sheet.write_string(line, 0, row.name, head)
        for place, cell in enumerate(row.cells, start=1):
            said = f"{cell.cover.label} ({len(cell.actions)})" if cell.actions else str(cell.cover.label)
            sheet.write_string(line, place, said)
    sheet.freeze_panes(1, 1)
