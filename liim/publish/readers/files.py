"""The files that scripts of the site read: cells of a place by indicator, lines of a comparison, names of places."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from liim.model import SOURCE_LANGUAGE
from liim.publish.readers.naming import IDS
from liim.publish.readers.pages import EVERYWHERE
from liim.publish.readers.passages import Passage
from liim.publish.readers.row import Unreadable
from liim.publish.readers.written import SIGNS

_NAMES = {"kinds", "found", "nothing", "places", "lowest", "levels", "keys"}  # of places, with their codes
_LINES = {"most", "chapters"}  # of a comparison, which has so many columns at most
_COLUMNS = 20
_CODE = re.compile(r"\d{4,5}")  # of places, and postcodes
_PAGE = re.compile(r"(?:gemeente|gebied)/[a-z0-9-]+-\d{5}/")  # where one stands
_FIXED = {"utf-8"}
_LEVELS = 10
_MADE, _SITE = ".made.json", "liim.json"
RECORDS = {_MADE, _SITE}  # what was made from what
_CHECKSUM = re.compile(r"[0-9a-f]{32,64}")


def file_texts(path: Path, root: Path, known: frozenset[str]) -> Iterator[Passage]:
    """Every text and number of a file; what stands under an indicator, or in a list after one, is about that."""
    where = str(path.relative_to(root))
    try:
        told: object = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Unreadable(f"{where} is no JSON that can be read.") from error
    language, place = where.partition("/")[0], path.stem
    own = frozenset(IDS.findall(path.name)) & known  # what a file describes, in every language at once
    language = language if language in SIGNS else SOURCE_LANGUAGE if own else ""
    area = frozenset({place}) if place[:5].isdigit() else EVERYWHERE
    of_places = isinstance(told, dict) and told.keys() == _NAMES
    if isinstance(told, dict) and of_places:
        told = _without_places(told, where)
    elif isinstance(told, dict) and told.keys() >= _LINES and told["most"] in range(_COLUMNS):
        told = [*told["chapters"], *(text for text in told.values() if isinstance(text, str))]
    cells = told.get("cells") if isinstance(told, dict) else None
    if isinstance(cells, dict) and any(map(_is_shaded_alone, cells.values())):
        raise Unreadable(f"{where} gives a colour to a figure for which it has no number.")
    for text, indicators in _texts(told, own, known):
        if not (text in _FIXED or _PAGE.fullmatch(text) or (of_places and _CODE.fullmatch(text))):
            yield Passage(where, text, language, indicators, area, "text" if indicators else "places")


def _without_places(told: dict[str, Any], where: str) -> list[object]:
    """What is left of the names of places when each number that says where another name stands is taken out."""
    many = len(told["places"])
    at = [key[1] for key in told["keys"]]
    levels = [*told["levels"], told["lowest"]]
    if not (all(one in range(many) for one in at) and all(one in range(_LEVELS) for one in levels)):
        raise Unreadable(f"{where} leads to a place that is not there.")
    keys = [[*key[:1], *key[2:]] for key in told["keys"]]
    return [told["kinds"], told["found"], told["nothing"], told["places"], keys]


def _is_shaded_alone(cell: object) -> bool:
    """Whether a cell tells in which class of the map a figure lies, and not its value."""
    return isinstance(cell, list) and any("class" in str(one) for one in cell) and not re.search(r"\d", str(cell[0]))


def _texts(node: object, about: frozenset[str], known: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    if isinstance(node, dict):
        for name, one in node.items():
            yield name, about
            yield from _texts(one, (frozenset(IDS.findall(name)) & known) or about, known)
    elif isinstance(node, list):
        first = node[0] if node and isinstance(node[0], str) else ""
        named = frozenset({first}) & known if IDS.fullmatch(first) else frozenset()
        for one in node:
            yield from _texts(one, named or about, known)
    elif node is not None:
        yield str(node), about


def record_faults(path: Path) -> list[str]:
    """A record says of a folder what it was made from, and nothing else."""
    told: Any = json.loads(path.read_text(encoding="utf-8"))
    if path.name == _MADE:
        there = {one.name for one in path.parent.iterdir()}
        known = isinstance(told, dict) and all(_CHECKSUM.fullmatch(str(mark)) for mark in told.values())
        known = known and told.keys() <= there
    else:
        known = isinstance(told, dict) and told.keys() == {"edition", "kind", "files"}
    return [] if known else [f"{path.name} says more than what was made from what."]
