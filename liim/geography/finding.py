"""Finds an area by what people type: a name in any spelling, a former municipality, a part of one, a postcode, a code.

Answers are areas of today; each tells by what it was found, so that a page can say that Nevele is in Deinze now.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Literal

import polars as pl

from liim.geography import tables
from liim.geography.detection import fold
from liim.geography.divisions import GEOGRAPHIES
from liim.geography.hierarchy import LEVELS, areas_of
from liim.geography.succession import resolve

Kind = Literal["name", "former", "part", "postcode", "code"]

_KINDS: tuple[Kind, ...] = ("name", "former", "part", "postcode", "code")
_ONE_WORD = {"sint": "st", "saint": "st", "sainte": "ste"}
_FUZZY_FROM = 4  # letters: shorter texts resemble everything
_RESEMBLES = 0.75
_EXACT, _BEGINS, _WORD_BEGINS, _WITHIN = range(4)


@dataclass(frozen=True, slots=True)
class Hit:
    """An area of today, and by what it was found.

    `matched` is the name, postcode or code that fits, as it is written. `kind` is "name" (it is called so), "former"
    (a municipality of that name merged into it on `since`), "part" (a part-municipality), "postcode" or "code".
    """

    code: str
    level: str
    name_nl: str
    name_fr: str
    kind: Kind
    matched: str
    since: date | None = None


def search(text: str, limit: int = 10) -> tuple[Hit, ...]:
    """The areas of today that fit a text, best first, each once; at most `limit`, none for an empty text.

    The whole name before the beginning of a word before what stands within one; municipalities before unions; names
    of today before former ones. A text that fits nothing is taken for a misspelling. A postcode before a name narrows
    the name: "9850 Nevele".
    """
    addressed = re.match(r"^\s*(?:B[- ]?)?(\d{4})[\s,]+(\D+)$", text, flags=re.IGNORECASE)
    if addressed:
        postcode, name = addressed.groups()
        there = search(postcode, limit)
        named = [hit for hit in search(name, len(_index())) if hit.code in {place.code for place in there}]
        return tuple(named[:limit]) or there
    wanted = _key(text)
    if not wanted:
        return ()
    found = _fitting(wanted) or _resembling(wanted)
    best: dict[str, Hit] = {}
    for _, hit in sorted(found, key=lambda scored: _rank(*scored)):
        best.setdefault(hit.code, hit)
    return tuple(best.values())[:limit]


def search_keys() -> tuple[tuple[str, Hit], ...]:
    """Every key by which an area of today is found, as texts are compared; for who searches elsewhere."""
    return _index()


def _fitting(wanted: str) -> list[tuple[int, Hit]]:
    scored = ((_score(wanted, key), hit) for key, hit in _index())
    return [(score, hit) for score, hit in scored if score is not None]


def _score(wanted: str, key: str) -> int | None:
    """How well a key fits, 0 best; None if it does not. Words may be written together: sgravenwezel."""
    solid, together = key.replace(" ", ""), wanted.replace(" ", "")
    if together not in solid:
        return None
    if together == solid:
        return _EXACT
    if wanted.isdigit() and not key.startswith(wanted):
        return None  # digits within a code mean nothing
    if solid.startswith(together):
        return _BEGINS
    return _WORD_BEGINS if f" {wanted}" in key else _WITHIN


def _resembling(wanted: str) -> list[tuple[int, Hit]]:
    if len(wanted) < _FUZZY_FROM or wanted.isdigit():
        return []
    keys = list(dict.fromkeys(key for key, _ in _index()))
    order = {key: place for place, key in enumerate(get_close_matches(wanted, keys, n=5, cutoff=_RESEMBLES))}
    return [(order[key], hit) for key, hit in _index() if key in order]


def _rank(score: int, hit: Hit) -> tuple[int, int, int, int, str, str]:
    """What comes first: for "molenbeek" Sint-Jans-Molenbeek, before Bekkevoort, where Molenbeek-Wersbeek lies."""
    fit = _BEGINS if score == _WORD_BEGINS else score
    return fit, LEVELS.index(hit.level), _KINDS.index(hit.kind), score, hit.name_nl, hit.code


def _key(text: str) -> str:
    """A text as it is compared: folded, and the saint written short, as on signposts."""
    return " ".join(_ONE_WORD.get(word, word) for word in fold(text).split())


@cache
def _index() -> tuple[tuple[str, Hit], ...]:
    """Every key by which an area of today is found. A former name or part that is called like today's adds nothing."""
    seen: set[tuple[str, str]] = set()
    index = []
    for hit in (*_names(), *_former(), *_parts(), *_numbers()):
        key = _key(hit.matched)
        if (key, hit.code) not in seen:
            seen.add((key, hit.code))
            index.append((key, hit))
    return tuple(index)


@cache
def _areas() -> dict[str, tuple[str, str, str]]:
    rows = areas_of(GEOGRAPHIES[-1]).select("code", "level", "name_nl", "name_fr").rows()
    return {code: (level, name_nl, name_fr) for code, level, name_nl, name_fr in rows}


def _hit(code: str, kind: Kind, matched: str, since: date | None = None) -> Hit:
    level, name_nl, name_fr = _areas()[code]
    return Hit(code, level, name_nl, name_fr, kind, matched, since)


def _names() -> Iterator[Hit]:
    for code, (_, *names) in _areas().items():
        for name in names:
            yield _hit(code, "name", name)


def _former() -> Iterator[Hit]:
    ended = (
        tables.areas().filter(pl.col("valid_to").is_not_null()).join(tables.mergers(), left_on="code", right_on="old")
    )
    for row in ended.iter_rows(named=True):
        today = resolve(row["code"])
        if today is not None:
            for name in (row["name_nl"], row["name_fr"]):
                yield _hit(today, "former", name, row["date"])


def _parts() -> Iterator[Hit]:
    for name, code in tables.parts().iter_rows():
        yield _hit(code, "part", name)


def _numbers() -> Iterator[Hit]:
    for postcode, code in tables.postcodes().iter_rows():
        yield _hit(code, "postcode", postcode)
    for code in tables.areas()["code"].unique(maintain_order=True):
        today = resolve(code)
        if today is not None:
            yield _hit(today, "code", code)
