"""Tables in a Word document, as domains have written their actions down for years."""

from io import BytesIO
from zipfile import BadZipFile

import docx
from django.utils.translation import gettext as _
from docx.opc.exceptions import PackageNotFoundError

from liim_web.plans.exchange.workbook import UnreadableError


def read(file: bytes) -> tuple[list[str], list[list[str]]]:
    """Headers and rows of the largest table; tables with the same headers, one per page, are joined.

    Raises:
        UnreadableError: when it is no Word document or holds no table.
    """
    try:
        document = docx.Document(BytesIO(file))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as problem:
        raise UnreadableError(_("Dit is geen leesbaar Word-document.")) from problem
    tables = [[[cell.text.strip() for cell in row.cells] for row in table.rows] for table in document.tables]
    filled = [table for table in tables if len(table) > 1]
    if not filled:
        raise UnreadableError(_("In dit document staat geen tabel met een kopregel en minstens één rij."))
    largest = max(filled, key=len)
    rows = [row for table in filled if table[0] == largest[0] for row in table[1:]]
    return largest[0], [row for row in rows if any(row)]
