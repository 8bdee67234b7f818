"""Files that someone brings to a plan, and what the preview says of them."""

from io import BytesIO
from typing import Any

import xlsxwriter

from liim_web.plans.content import Reading
from liim_web.plans.exchange import workbook
from liim_web.plans.exchange.bringing_in import preview
from liim_web.plans.exchange.columns import columns
from liim_web.plans.exchange.tables import mapping_of

HEADERS = [column.header for column in columns()]
EVIL = '=HYPERLINK("http://voorbeeld.be","klik")'


def exported(world: Any, actor: Any) -> bytes:
    found = Reading(actor=actor, version=world.plan.versions.get())
    return workbook.written(found.content(), found.matrix(), [("Plan", world.plan.title)])


def sheet(*rows: list[str], headers: list[str] | None = None) -> bytes:
    return book(Acties=[headers or HEADERS, *rows])


def book(**sheets: list[list[str]]) -> bytes:
    """An Excel file with these sheets, heads first."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as made:
        for title, rows in sheets.items():
            page = made.add_worksheet(title)
            for line, row in enumerate(rows):
                for place, text in enumerate(row):
                    page.write_string(line, place, text)
    return file.getvalue()


def row(**texts: str) -> list[str]:
    return [texts.get(column.name, "") for column in columns()]


def shown(world: Any, file: bytes) -> Any:
    return preview(world.plan, [(table, mapping_of(table.headers, table.about)) for table in workbook.read(file)])


def goals_of(world: Any) -> int:
    """How many rows the sheet of the objectives has."""
    return int(world.plan.strategic_objectives.count()) + len(world.objectives)
