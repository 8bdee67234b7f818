"""WHAT IS READ: one module per published table, each with a `source` and a `tidy(raw)`."""

from liim.sources.description import Published, Reader, Source
from liim.sources.errors import BadInput, DoubtfulInput
from liim.sources.observe import observe, observe_all, published_values, sectors_of
from liim.sources.recognise import READERS, SOURCES, Found, RawFile, find, hiding, recognise, sort_out

__all__ = [
    "READERS",
    "SOURCES",
    "BadInput",
    "DoubtfulInput",
    "Found",
    "Published",
    "RawFile",
    "Reader",
    "Source",
    "find",
    "hiding",
    "observe",
    "observe_all",
    "published_values",
    "recognise",
    "sectors_of",
    "sort_out",
]
