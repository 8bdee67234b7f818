"""Workbooks: one of all municipalities and indicators, and one per place. Numbers stay numbers, text stays text.

A blank is told by a sign and a status, never by an empty cell alone. Nothing that a source delivers can become a
formula or a link.
"""

from liim.publish.workbook.of_a_place import workbook, workbook_of
from liim.publish.workbook.overview import overview

__all__ = ["overview", "workbook", "workbook_of"]
