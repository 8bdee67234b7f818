"""Numbers in texts: each is of what its surroundings name, or it does not pass."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import Any

from liim.publish.readers.passages import Passage
from liim.publish.readers.safe import Safe
from liim.publish.readers.written import Written, numbers_in, without_years

_RUN = re.compile(
    r"(?:(?<=\s)|^)[<\u2212-]?\d[\d.,\u00a0\u202f]*(?:\s?%)?(?:[ \n]+\u2212?-?\d[\d.,\u00a0\u202f]*(?:\s?%)?)+(?=\s|$)"
)
_PAGE = re.compile(r"\b(?:pagina|page) \d+\b")
_ADDRESS = re.compile(r"https?://[\w.:-]+(?:/[\w.-]+)*/(?:\?in=[\d,]+)?(?:#\w+)?")
_FEWEST_MARKS = 2
_SAME = 1e-6
_LETTERS = re.compile(r"[^\W\d_]{2}")


class Texts:
    """Judges passages by what an edition publishes."""

    def __init__(self, safe: Safe) -> None:
        self.safe = safe
        self._words: dict[frozenset[str], re.Pattern[str] | None] = {}

    def faults(self, passages: Iterable[Passage]) -> list[str]:
        """Numbers that nothing published explains; the place is told, never the number."""
        return [fault for one in passages if any(map(str.isdigit, one.text)) for fault in self._faults(one)]

    def _faults(self, one: Passage) -> Iterator[str]:
        text = without_years(self._without_words(one))
        if one.kind == "drawn":
            text = _RUN.sub(lambda run: " " if _is_axis(run[0], one.language) else run[0], text)
        if one.kind == "contents":
            return
        for written in numbers_in(text, one.language):
            if not self._is_safe(written, one):
                about = " ".join(sorted(one.indicators)) or "nothing that is named"
                yield f"{one.where}: a number about {about} that the edition does not give."
                return

    def _is_safe(self, written: Written, one: Passage) -> bool:
        if one.kind == "census":
            return self._counts_figures(written, one)
        if one.indicators:
            return self.safe.holds(written, one.indicators, one.areas)
        return self._counts_figures(written, one)

    def _counts_figures(self, written: Written, one: Passage) -> bool:
        indicators = one.indicators or self.safe.indicators
        whole = not written.decimals and not written.is_share
        return whole and written.size in self.safe.census(indicators, one.areas)

    def _without_words(self, one: Passage) -> str:
        """A text without the words of the catalogue: titles, classes and definitions hold numbers of their own."""
        if one.indicators not in self._words:
            self._words[one.indicators] = _pattern(self._phrases(one.indicators))
        text = one.text
        for pattern in (_ADDRESS, self._words[one.indicators], self._general, _PAGE):
            text = pattern.sub(" \u00b7 ", text) if pattern else text
        return text

    def _phrases(self, indicators: frozenset[str]) -> Iterator[str]:
        """Of the indicators that are meant; of all, where none is, as far as they are more than a number."""
        if indicators:
            yield from (text for id_ in indicators for text in _strings(self.safe.indicators.get(id_)))
        else:
            every = (text for one in self.safe.indicators.values() for text in _strings(one))
            yield from (text for text in every if _LETTERS.search(text))

    @cached_property
    def _general(self) -> re.Pattern[str] | None:
        """What the edition says of its sources and of itself, and the names of its places."""
        path = self.safe.edition / "manifest.json"
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        told = [*_strings(manifest.get("sources")), *_strings(manifest.get("inputs")), manifest.get("id", "")]
        names = (row[name] for row in self.safe.areas.values() for name in ("name_nl", "name_fr"))
        titles = (title for one in self.safe.indicators.values() for title in one["title"].values())
        return _pattern((*told, *filter(None, names), *titles))


def _strings(node: object) -> Iterator[str]:
    """Every text in a tree."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for one in node.values():
            yield from _strings(one)
    elif isinstance(node, list):
        for one in node:
            yield from _strings(one)


def _pattern(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """Any of the phrases that hold a digit, the longest first, wherever a line is broken in them."""
    wanted = sorted({one for one in phrases if any(map(str.isdigit, one))}, key=len, reverse=True)
    if not wanted:
        return None
    either = "|".join(r"\s+".join(map(re.escape, one.split())) for one in wanted)
    return re.compile(rf"(?<![\d.,])(?:{either})(?!\d)", re.IGNORECASE)


def _is_axis(run: str, language: str) -> bool:
    """Whether numbers in a row are the marks of an axis: at equal steps, each a multiple of the step."""
    marks = [one.size for one in numbers_in(run, language)]
    if len(marks) < _FEWEST_MARKS:
        return False
    if marks[0] > marks[1]:  # below zero, without their signs
        marks = [-mark if place < marks.index(min(marks)) else mark for place, mark in enumerate(marks)]
    steps = [after - before for before, after in pairwise(marks)]
    step = steps[0]
    alike = all(abs(one - step) < _SAME * max(1.0, step) for one in steps)
    return step > 0 and alike and abs(marks[0] / step - round(marks[0] / step)) < _SAME
