"""Figures into documents: charts, sentences, report, workbook, open data; each format with its gate reader."""

from collections.abc import Callable, Mapping
from pathlib import Path

from liim.publish import open_data

# What an edition brings along: the name of a subfolder, and the function that fills it from the written figures.
DOCUMENTS: Mapping[str, Callable[[Path], None]] = {open_data.FOLDER: open_data.write_open_data}
