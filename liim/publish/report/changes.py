"""What changed since the edition that was released before this one: new, revised and withdrawn figures of a place."""

from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from liim.editions import Edition, diff, list_editions, releases
from liim.model import Language
from liim.publish import numbers, places
from liim.publish.town import TODAY, Town
from liim.publish.words import in_words, text_of, word

KINDS = ("new", "revised", "withdrawn")


def previous(edition: Edition) -> str:
    """The edition that was released last before this one was made current; "" where there is none."""
    there, before = set(list_editions()), ""
    for one in (release["edition"] for release in releases()):
        if one == edition.id:
            return before
        before = one if one in there else before
    return before


def changes(town: Town, language: Language) -> dict[str, Any]:
    """A sentence, and one row per indicator with how many of its figures changed how."""
    old = previous(town.edition)
    the_area = places.the(town.area, language)
    if not old or town.group:
        return {"lead": word("changes_first", language), "head": [], "rows": []}
    counted = _counted(town.edition.folder.parent / old, town.edition.folder).get(town.area["code"], {})
    if not counted:
        return {"lead": word("changes_none", language, edition=old, the_area=the_area), "head": [], "rows": []}
    every = {kind: sum(of.get(kind, 0) for of in counted.values()) for kind in KINDS}
    parts = {kind: _told(kind, number, language) for kind, number in every.items()}
    rows = [
        [
            text_of(entry["title"], language)[0],
            *(numbers.count(counted[id_].get(kind, 0), language) for kind in KINDS),
        ]
        for id_, entry in town.indicators.items()
        if id_ in counted
    ]
    return {
        "lead": word("changes_lead", language, edition=old, the_area=the_area, **parts),
        "head": [word("indicator", language), *(word(f"change_{kind}", language) for kind in KINDS)],
        "rows": rows,
    }


def _told(kind: str, number: int, language: Language) -> str:
    """How many figures, as a sentence says it: één herzien cijfer, geen nieuwe cijfers."""
    if number < 2:  # noqa: PLR2004 -- none, one and many are said in different words
        return word(f"change_{kind}_{'one' if number else 'none'}", language)
    return word(f"change_{kind}_many", language, many=in_words(number, language))


@cache
def _counted(old: Path, new: Path) -> dict[str, dict[str, dict[str, int]]]:
    """By area and indicator, how many figures changed how; read once, since every report of an edition asks it."""
    found = diff(Edition(old), Edition(new)).filter(pl.col("geography") == TODAY)
    by: dict[str, dict[str, dict[str, int]]] = {}
    for area, indicator, change, number in found.group_by("area", "indicator", "change").len().iter_rows():
        by.setdefault(area, {}).setdefault(indicator, {})[change] = number
    return by
