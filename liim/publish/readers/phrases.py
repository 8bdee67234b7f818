"""Phrases that hold numbers of their own, taken out of a text: titles, classes, ages, the names of files."""

import re
from collections.abc import Iterable
from functools import lru_cache

TAKEN = " \u00b7 "
_NUMBER = re.compile(r"\d+")


class Phrases:
    """Phrases by the first number in them: a text is looked through only for those whose number it holds."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_number: dict[str, list[str]] = {}
        for phrase in sorted({_plain(one) for one in phrases}):
            if found := _NUMBER.search(phrase):
                self._by_number.setdefault(found[0], []).append(phrase)

    def within(self, text: str, numbers: Iterable[str]) -> list[str]:
        """Those that may stand in a text, which is told plainly and with its numbers."""
        return [one for number in numbers for one in self._by_number.get(number, ()) if one in text]


def without(text: str, every: Iterable[Phrases]) -> str:
    """A text without the phrases in it, the longest first, in small or capital letters, wherever a line is broken."""
    plain, numbers = _plain(text), frozenset(_NUMBER.findall(text))
    found = {one for some in every for one in some.within(plain, numbers)}
    for phrase in sorted(found, key=lambda one: (-len(one), one)):
        text = _pattern(phrase).sub(TAKEN, text)
    return text


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()


@lru_cache(maxsize=20_000)
def _pattern(phrase: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, phrase.split()))
    return re.compile(rf"(?<![\d.,]){words}(?!\d|[.,]\d)", re.IGNORECASE)
