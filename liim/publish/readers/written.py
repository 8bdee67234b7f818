"""Numbers as people write them, found in running text of three languages; dates and years are none."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from babel.dates import get_month_names

from liim.model import LANGUAGES, Writing

SIGNS: Mapping[str, Writing] = dict(LANGUAGES.items())  # a document says in which language it is
_SPACES = "\u00a0\u202f"
_BEGIN, _END = r"(?<![\w])(?<!\d[.,])", r"(?!\d)"
_FOR_PROGRAMS = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?:e-?\d+)?(?![\w.])")
_EXACT = 6  # decimals in which what programs write may differ
_FOUND = {
    language: re.compile(
        rf"{_BEGIN}(?:\d{{1,3}}(?:[{_SPACES if one.group in _SPACES else one.group}]\d{{3}})+|\d+)"
        rf"(?:[{one.decimal}]\d+)?{_END}"
    )
    for language, one in SIGNS.items()
}
_MONTHS = "|".join(name for one in SIGNS.values() for name in get_month_names(locale=one.locale).values())
_DAYS = re.compile(
    rf"\b(?:[12]?\d|3[01])(?:er)?\s(?:{_MONTHS})\b|\b(?:{_MONTHS})\s(?:[12]?\d|3[01])\b(?!\d)|\b(?:19|20)\d\d-\d\d-\d\d(?!\d)"
)
_YEARS = re.compile(r"(?<![\w.,])(?:19|20)\d\d(?:[-\u2013](?:19|20)?\d\d)?(?![\d%_]|[.,]\d)")
_RATES = re.compile(rf"\b(?:per|pour|Per|Pour)[\s](?:100(?!\d)|1[.,{_SPACES} ]?000|10[.,{_SPACES} ]?000)(?!\d)")
_PERCENT = re.compile(r"\s?%")
_BELOW = re.compile(
    r"(?:[<>]\s?\u2212?|minder dan\s|moins de\s|(?:less|fewer) than\s|meer dan \u2212|plus de \u2212|more than \u2212)$"
)
_LONGEST = 16  # characters of what says below


class Written(NamedTuple):
    """A number that stands in a text: how large, in how many decimals, of what kind; `below` says less than that."""

    size: float
    decimals: int
    is_share: bool
    below: bool = False


def numbers_in(text: str, language: str) -> Iterator[Written]:
    """Every number of a text, without its sign; days, years and the thousand of a rate are no numbers.

    Without a language it is written for programs, and is as exact as they are.
    """
    if not language:
        yield from (Written(abs(float(one)), _EXACT, is_share=False) for one in _FOR_PROGRAMS.findall(text))
        return
    text = without_years(text)
    for found in _FOUND[language].finditer(text):
        whole, _, part = found[0].partition(SIGNS[language].decimal)
        digits = whole if whole.isdecimal() else "".join(filter(str.isdecimal, whole))
        size = float(f"{digits}.{part or 0}")
        is_share, start = bool(_PERCENT.match(text, found.end())), found.start()
        yield Written(size, len(part), is_share, bool(_BELOW.search(text, max(0, start - _LONGEST), start)))


def without_years(text: str) -> str:
    """A text without its days, its years and the thousand of its rates."""
    for one in (_DAYS, _YEARS, _RATES):
        text = one.sub(" \u00b7 ", text)
    return text
