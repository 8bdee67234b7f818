"""Numbers in texts: each is of what its surroundings name, or it does not pass."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from typing import Any

from liim.publish.readers.passages import Passage
from liim.publish.readers.safe import Safe
from liim.publish.readers.written import Written, numbers_in, without_years

_RUN = re.compile(
    r"(?:(?<=\s)|^)[<\u2212-]?\d[\d.,\u00a0\u202f]*(?:\s?%)?(?:[ \n]+\u2212?-?\d[\d.,\u00a0\u202f]*(?:\s?%)?)+(?=\s|$)"
)
_PAGE = re.compile(r"\b(?:pagina|page) \d+\b|\b(?:NIS-code|code INS|NIS code) \d{5}\b")
_ADDRESS = re.compile(r"https?://[\w.:-]+(?:/[\w.-]+)*/(?:\?in=[\d,]+)?(?:#\w+)?")
# The hundred of a formula, and how certain an interval is.
_TIMES = re.compile(
    r"\u00d7\s(?:100|1[.,\u00a0\u202f]?000|10[.,\u00a0\u202f]?000)(?!\d)|,\s95\s?%(?=\))"
    r"|(?:interval van|intervalle de confiance \u00e0|interval of)\s95\s?%"
)
_CHECKSUM = re.compile(r"\b(?=\d*[a-f])[0-9a-f]{8,64}\b")
# So many municipalities or indicators: what is counted is no people.
_OF_NO_PEOPLE = re.compile(
    r"\b\d{1,3}\s(?:(?:vergelijkbare\s|similar\s)?(?:gemeenten?|communes?|municipalit(?:y|ies))|indicator(?:en|s)?|indicateurs?)\b"
)
_INHABITANTS = re.compile(r"(?<=\d)\s(?:inwoners?|habitants?|inhabitants?)$")
_FEWEST_MARKS = 2
_SAME = 1e-6
_SHORTEST = 4
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
        text = without_years(self._without_words(one)) if one.language else one.text
        if one.kind == "drawn":
            text = _RUN.sub(lambda run: " " if _is_axis(run[0], one.language) else run[0], text)
        if one.kind == "contents" or not (one.areas or self._names_a_place(one.text)):
            return
        for written in numbers_in(text, one.language):
            if not self._is_safe(written, one):
                about = " ".join(sorted(one.indicators)) or "nothing that is named"
                yield f"{one.where}: a number about {about} that the edition does not give."
                return

    def _names_a_place(self, text: str) -> bool:
        return bool(self._places.search(text))

    @cached_property
    def _places(self) -> re.Pattern[str]:
        """The names of places; those of less than four letters are words as well."""
        names = {row[name] for row in self.safe.areas.values() for name in ("name_nl", "name_fr") if row[name]}
        return re.compile(rf"\b(?:{'|'.join(re.escape(one) for one in sorted(names) if len(one) >= _SHORTEST)})\b")

    def _is_safe(self, written: Written, one: Passage) -> bool:
        if one.kind == "census":
            return self._counts_figures(written, one)
        if one.kind == "changes":
            number = self.safe.changed.numbers(one.indicators or self.safe.indicators, one.areas)
            return not written.decimals and not written.is_share and written.size in number
        if one.kind == "everywhere" and self.safe.holds_anywhere(written, one.indicators):
            return True
        if one.indicators:
            return self.safe.holds(written, one.indicators, one.areas)
        if _INHABITANTS.search(one.text):
            return self.safe.counts(written, one.areas)
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
        for pattern in (_ADDRESS, self._words[one.indicators], self._general, _PAGE, _TIMES, _CHECKSUM, _OF_NO_PEOPLE):
            text = pattern.sub(" \u00b7 ", text) if pattern else text
        return text

    def _phrases(self, indicators: frozenset[str]) -> Iterator[str]:
        """Of the indicators that are meant; of all, where none is, as far as they are more than a number."""
        if indicators:
            told = [self.safe.indicators[id_] for id_ in indicators if id_ in self.safe.indicators]
            yield from (text for one in told for text in _strings(one) if _LETTERS.search(text))
            yield from (span for one in told for span in _spans(one))
        else:
            every = (text for one in self.safe.indicators.values() for text in _strings(one))
            yield from (text for text in every if _LETTERS.search(text))

    @cached_property
    def _general(self) -> re.Pattern[str] | None:
        """What the edition says of its sources and of itself, and the names of its places."""
        path = self.safe.edition / "manifest.json"
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        told = [*_strings(manifest.get("sources")), *_strings(manifest.get("inputs")), manifest.get("id", "")]
        told.append(self.safe.changed.before)
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


def _spans(indicator: Mapping[str, Any]) -> Iterator[str]:
    """Ages, and which counts stay hidden, as a sentence says them: 17 tot en met 85, de 1 à 4."""
    spans = {str(indicator.get("age", ""))}
    minimum = indicator.get("disclosure", {}).get("minimum")
    if isinstance(minimum, int):
        spans.add(f"1-{minimum - 1}")
    for span in spans:
        first, _, last = span.partition("-")
        if first.isdigit() and last.isdigit():
            yield from (f"{first} {to} {last}" for to in ("tot en met", "\u00e0", "to"))


def _pattern(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """Any of the phrases that hold a digit, the longest first, wherever a line is broken in them."""
    wanted = sorted({one for one in phrases if any(map(str.isdigit, one))}, key=len, reverse=True)
    if not wanted:
        return None
    either = "|".join(r"\s+".join(map(re.escape, one.split())) for one in wanted)
    return re.compile(rf"(?<![\d.,])(?:{either})(?!\d|[.,]\d)", re.IGNORECASE)


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
