"""Editions: write, verify, release, open, query and compare dated, immutable sets of protected figures."""

from liim.editions.alike import similar_without
from liim.editions.availability import Fill, Held, fills, held
from liim.editions.comparing import diff
from liim.editions.layout import NoSuchEdition
from liim.editions.own_group import compare_with_group
from liim.editions.own_union import OwnUnion, own_union
from liim.editions.reading import Edition, Figure, current, list_editions, open_edition
from liim.editions.released import releases
from liim.editions.releasing import Refused, make_current
from liim.editions.verifying import Check, verify
from liim.editions.writing import Made, refuse_released, write

__all__ = [
    "Check",
    "Edition",
    "Figure",
    "Fill",
    "Held",
    "Made",
    "NoSuchEdition",
    "OwnUnion",
    "Refused",
    "compare_with_group",
    "current",
    "diff",
    "fills",
    "held",
    "list_editions",
    "make_current",
    "open_edition",
    "own_union",
    "refuse_released",
    "releases",
    "similar_without",
    "verify",
    "write",
]
