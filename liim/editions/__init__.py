"""Editions: write, verify, release, open, query and compare dated, immutable sets of protected figures."""

from liim.editions.comparing import diff
from liim.editions.layout import NoSuchEdition
from liim.editions.reading import Edition, Figure, current, list_editions, open_edition
from liim.editions.releasing import Refused, release
from liim.editions.verifying import verify
from liim.editions.writing import Made, refuse_released, write

__all__ = [
    "Edition",
    "Figure",
    "Made",
    "NoSuchEdition",
    "Refused",
    "current",
    "diff",
    "list_editions",
    "open_edition",
    "refuse_released",
    "release",
    "verify",
    "write",
]
