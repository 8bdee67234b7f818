"""Figures into documents: charts, sentences, report, workbook, open data; each format with its gate reader."""

from collections.abc import Callable, Mapping
from pathlib import Path

# What an edition brings along: the name of a subfolder, and the function that fills it from the written figures.
DOCUMENTS: Mapping[str, Callable[[Path], None]] = {}
