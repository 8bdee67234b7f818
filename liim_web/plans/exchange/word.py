"""Tables in a Word document, as domains have written their actions down for years."""

from io import BytesIO
from zipfile import BadZipFile

import docx
from django.utils.translation import gettext as _
from docx.opc.exceptions import PackageNotFoundError

from liim_web.plans.exchange.tables import Table, table
from liim_web.plans.exchange.workbook import UnreadableError


def read(file: bytes) -> list[Table]:
    """Every table with a head and a row; tables with the same headers, one per page, are joined. The largest first.

    Raises:
        UnreadableError: when it is no Word document or holds no table.
    """
    try:
        document = docx.Document(BytesIO(file))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as problem:
        raise UnreadableError(_("Dit is geen leesbaar Word-document.")) from problem
    joined: dict[tuple[str, ...], list[list[str]]] = {}
    for each in document.tables:
        head, *rows = [[cell.text.strip() for cell in row.cells] for row in each.rows] or [[]]
        if rows:
            joined.setdefault(tuple(head), []).extend(rows)
    if not joined:
        raise UnreadableError(_("In dit document staat geen tabel met een kopregel en minstens één rij."))
    found = sorted(joined.items(), key=lambda one: -len(one[1]))
    return [table(_("tabel %(n)s") % {"n": n}, head, rows) for n, (head, rows) in enumerate(found, start=1)]
