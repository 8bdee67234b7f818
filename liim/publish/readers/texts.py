"""Numbers in texts: each is of what its surroundings name, or it does not pass."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from itertools import islice, pairwise
from typing import Any

from liim.publish.readers.passages import Kind, Passage
from liim.publish.readers.phrases import TAKEN, Phrases, without
from liim.publish.readers.safe import Safe
from liim.publish.readers.verdicts import Verdicts
from liim.publish.readers.written import Written, numbers_in, without_years

_RUN = re.compile(
    r"(?:(?<=\s)|^)[<\u2212-]?\d[\d.,\u00a0\u202f]*(?:\s?%)?(?:[ \n]+\u2212?-?\d[\d.,\u00a0\u202f]*(?:\s?%)?)+(?=\s|$)"
)
# The number of a page, and the codes of municipalities and of their sectors.
_PAGE = re.compile(
    r"\b(?:pagina|page) \d+\b|\b\d{5}[A-Z][0-9A-Z]{2}(?:-|[0-9A-Z]\b)|\b(?:NIS-code|code INS|NIS code) \d{5}\b"
)
_ADDRESS = re.compile(r"https?://[\w.:-]+(?:/[\w.-]+)*/(?:\?in=[\d,]+)?(?:#\w+)?")
# The hundred of a formula, and how certain an interval is.
_TIMES = re.compile(
    r"\u00d7\s(?:100|1[.,\u00a0\u202f]?000|10[.,\u00a0\u202f]?000)(?!\d)|,\s95\s?%(?=\))"
    r"|(?:interval van|intervalle de confiance \u00e0|interval of)\s95\s?%"
)
_SHOWN_OF_A_CHECKSUM = 12  # which may be digits alone
_CHECKSUM = re.compile(r"\b(?=\d*[a-f])[0-9a-f]{8,64}\b")
# So many municipalities or indicators: what is counted is no people.
_OF_NO_PEOPLE = re.compile(
    r"\b\d{1,3}\s(?:(?:vergelijkbare\s|similar\s)?(?:gemeenten?|communes?|municipalit(?:y|ies))|indicator(?:en|s)?|indicateurs?)\b"
)
# One number alone, too short to be a checksum.
_BARE = re.compile(r"[<>]?\s?[\u2212+-]?\d[\d.,\u00a0\u202f]{0,9}\s?%?")
_INHABITANTS = re.compile(r"(?<=\d)\s(?:inwoners?|habitants?|inhabitants?)$")
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_])")
_COUNT = {"census", "changes", "availability", "places"}  # figures or places, no people
_FEWEST_MARKS = 2
_SAME = 1e-6
_KEPT = 100_000
_SHORTEST = 4
_DIGIT = re.compile(r"\d").search
_LETTERS = re.compile(r"[^\W\d_]{2}")


class Texts:
    """Judges passages by what an edition publishes."""

    def __init__(self, safe: Safe) -> None:
        self.safe, self._verdicts = safe, Verdicts(safe.edition)
        self._words = lru_cache(None)(self._words_of)
        self._numbers = lru_cache(_KEPT)(self._in_text)  # pages say the same at several addresses

    def faults(self, passages: Iterable[Passage]) -> list[str]:
        """Numbers that nothing published explains; the place is told, never the number."""
        return [fault for one in passages for fault in self._faults(one)]

    def _faults(self, one: Passage) -> Iterator[str]:
        if one.kind == "verdict":
            if not self._verdicts.hold(one.text, one.indicators, one.areas):
                yield f"{one.where}: a verdict on {' '.join(sorted(one.indicators))} that no test of the edition gives."
            return
        if not _DIGIT(one.text):
            return
        if one.kind == "everywhere" and len(said := _SENTENCES.split(one.text)) > 1:
            yield from islice((fault for text in said for fault in self._faults(one._replace(text=text))), 1)
            return
        one = self._narrowed(one)
        if one.kind == "contents" or not (one.areas or one.kind == "availability" or self._places_in(one.text)):
            return
        for written in self._numbers(one.text, one.language, one.indicators, one.kind):
            if not self._is_safe(written, one):
                about = " ".join(sorted(one.indicators)) or "nothing that is named"
                yield f"{one.where}: a number about {about} that the edition does not give."
                return

    def _in_text(self, text: str, language: str, indicators: frozenset[str], kind: Kind) -> tuple[Written, ...]:
        """The numbers of a text that are no words of the catalogue, no years, and no marks of an axis."""
        if language and _BARE.fullmatch(text):
            return _alone(text, language)
        if language:
            text = self._without_words(text, indicators)
        if kind == "drawn":
            text = _RUN.sub(
                lambda run: " " if _is_axis(run[0], language) else run[0], without_years(text) if language else text
            )
        numbers = tuple(numbers_in(text, language))
        return () if kind == "legend" and _are_limits(numbers) else numbers

    def _narrowed(self, one: Passage) -> Passage:
        """What sums up all places is about those that it names, if it names any."""
        named = self._places_in(one.text) if one.kind == "everywhere" else None
        return one._replace(areas=one.areas | named, kind="text") if named else one

    def _places_in(self, text: str) -> frozenset[str]:
        """The places of which a text gives the names."""
        return frozenset(code for name in self._places.findall(text) for code in self._named[name])

    @cached_property
    def _named(self) -> dict[str, frozenset[str]]:
        """Places by their names; those of less than four letters are words as well."""
        found: dict[str, set[str]] = {}
        for code, row in self.safe.areas.items():
            for name in filter(None, (row["name_nl"], row["name_fr"])):
                if len(name) >= _SHORTEST:
                    found.setdefault(name, set()).add(code)
        return {name: frozenset(codes) for name, codes in found.items()}

    @cached_property
    def _places(self) -> re.Pattern[str]:
        names = sorted(self._named, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")

    def _is_safe(self, written: Written, one: Passage) -> bool:
        if one.kind == "everywhere" and self.safe.holds_anywhere(written, one.indicators):
            return True
        if one.indicators and one.kind not in _COUNT:
            held = self.safe.holds(written, one.indicators, one.areas)
            return held or self.safe.are_few(written, one.indicators, one.areas)
        if not one.indicators and _INHABITANTS.search(one.text):
            return self.safe.counts(written, one.areas)
        return not written.decimals and not written.is_share and written.size in self._counted(one)

    def _counted(self, one: Passage) -> AbstractSet[int]:
        """What a text may count that are no people."""
        indicators = one.indicators or self.safe.indicators
        if one.kind == "changes":
            return self.safe.changed.numbers(indicators, one.areas)
        if one.kind == "availability":
            return self.safe.availability(indicators)
        if one.kind == "places":
            return self.safe.municipalities(one.areas)
        return self.safe.census(indicators, one.areas)

    def _without_words(self, text: str, indicators: frozenset[str]) -> str:
        """A text without the words of the catalogue: titles, classes and definitions hold numbers of their own.

        They are those of the indicators that are meant; of all, where none is, as far as they are more than a number.
        """
        text = _ADDRESS.sub(TAKEN, text)
        told = indicators & self.safe.indicators.keys()
        text = without(text, (*(map(self._words, told) if indicators else [self._every_word]), self._general))
        for pattern in (_PAGE, _TIMES, _CHECKSUM, _OF_NO_PEOPLE):
            text = pattern.sub(TAKEN, text)
        return text

    def _words_of(self, indicator: str) -> Phrases:
        told = self.safe.indicators[indicator]
        return Phrases([*filter(_LETTERS.search, _strings(told)), *_spans(told)])

    @cached_property
    def _every_word(self) -> Phrases:
        return Phrases(filter(_LETTERS.search, _strings([*self.safe.indicators.values()])))

    @cached_property
    def _general(self) -> Phrases:
        """What the edition says of its sources and of itself, and the names of its places."""
        path = self.safe.edition / "manifest.json"
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        told = [*_strings(manifest.get("sources")), *_strings(manifest.get("inputs")), manifest.get("id", "")]
        told.append(self.safe.changed.before)
        told += [one["sha256"][:_SHOWN_OF_A_CHECKSUM] for one in manifest.get("inputs", ())]
        names = (row[name] for row in self.safe.areas.values() for name in ("name_nl", "name_fr"))
        titles = (title for one in self.safe.indicators.values() for title in one["title"].values())
        return Phrases((*told, *filter(None, names), *titles))


@lru_cache(_KEPT)
def _alone(text: str, language: str) -> tuple[Written, ...]:
    return tuple(numbers_in(text, language))


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
        elif (first := span.removesuffix("+")).isdigit():
            yield from (f"{first} {more}" for more in ("jaar en ouder", "ans et plus", "and over", "years and over"))


def _are_limits(numbers: Sequence[Written]) -> bool:
    """Whether these are the limits of classes: each ends one class and begins the next."""
    sizes = [one.size for one in numbers]
    return sizes[::2] == sizes[1::2]


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
