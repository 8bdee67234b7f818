"""How numbers, shares, percentage points, counts and periods are written in Dutch, French and English: here only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from statistics import median

from babel.dates import format_date

from liim.editions import Figure
from liim.model import HAS_A_COUNT, LANGUAGES, Language, Status
from liim.publish.words import word

NO_BREAK = "\u00a0"
MINUS = "\u2212"
DASH = "\u2013"
MOST_DECIMALS = 4
WIDEST_FOR_A_DECIMAL = 5.0  # half an interval, in the unit of the value


@dataclass(frozen=True, slots=True)
class Writing:
    """How the values of one table or chart are written: all in one unit, one language, with as many decimals."""

    unit: str
    language: Language
    decimals: int = 1

    def __call__(self, value_: float) -> str:
        """One value."""
        return value(value_, self.unit, self.language, self.decimals)

    def marks(self, marks: Sequence[float]) -> list[str]:
        """The marks of an axis, with no more decimals than they need."""
        needed = max((len(f"{mark:g}".partition(".")[2]) for mark in marks), default=0)
        tail = LANGUAGES[self.language].percent if self.unit == "%" else ""
        return [number(mark, self.language, needed) + tail for mark in marks]


@lru_cache(100_000)  # those of regions, axes and small counts come again in every document
def number(value: float, language: Language, decimals: int = 0) -> str:
    """A number, rounded half away from zero as readers do it by hand: 1.234,5."""
    signs = LANGUAGES[language]
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    sign = MINUS if rounded < 0 else ""
    whole, _, part = f"{abs(rounded):,f}".partition(".")
    return sign + whole.replace(",", signs.group) + (signs.decimal + part if part else "")


def count(value: float, language: Language) -> str:
    """A number of people: without decimals, also where it is a twelve-month mean."""
    return number(value, language)


def share(value: float, language: Language, decimals: int = 1) -> str:
    """A share in percent: 24,1%."""
    return number(value, language, decimals) + LANGUAGES[language].percent


def points(value: float, language: Language, decimals: int = 1) -> str:
    """A difference of two shares, the unit written out: 21,3 procentpunten."""
    size = abs(round(value, decimals))
    unit = word("point" if LANGUAGES[language].is_one(size) else "points", language)
    return f"{number(value, language, decimals)}{NO_BREAK}{unit}"


def value(value: float, unit: str, language: Language, decimals: int = 1) -> str:
    """A value in the unit of its indicator, as short as a table needs it; a value that would round to 0 says so."""
    if unit == "count":
        return count(value, language)
    if value and abs(value) * 2 < 10**-decimals:
        below = number(10**-decimals, language, decimals)
        return ("<" if value > 0 else ">" + MINUS) + below + (LANGUAGES[language].percent if unit == "%" else "")
    return share(value, language, decimals) if unit == "%" else number(value, language, decimals)


def value_in_words(value_: float, unit: str, language: Language, decimals: int = 1) -> str:
    """A value with its unit, as a sentence needs it: 24,1% · 12,3 per 1.000 · 21,3 procentpunten."""
    if unit == "pp":
        return points(value_, language, decimals)
    written = value(value_, unit, language, decimals)
    if written[0] in "<>":
        written = f"{word('less_than' if value_ > 0 else 'more_than', language)}{NO_BREAK}{written[1:]}"
    if unit.startswith("per "):
        return f"{written}{NO_BREAK}{unit_in_words(unit, language)}"
    return written


def difference(value_: float, unit: str, language: Language, decimals: int = 1) -> str:
    """How far two values lie apart: percentage points for shares, else the unit itself."""
    return value_in_words(abs(value_), "pp" if unit == "%" else unit, language, decimals)


def unit_in_words(unit: str, language: Language) -> str:
    """The unit as the head of a column: %, per 1.000, aantal."""
    if unit.startswith("per "):
        return f"{word('per', language)}{NO_BREAK}{number(float(unit[4:]), language)}"
    return {"%": "%", "pp": word("points", language), "count": word("number", language)}[unit]


def between(lower: float, upper: float, unit: str, language: Language, decimals: int = 1) -> str:
    """An interval in words: tussen 18,9 en 23,7."""
    low, high = (number(edge, language, 0 if unit == "count" else decimals) for edge in (lower, upper))
    tail = LANGUAGES[language].percent if unit == "%" else ""
    return word("between", language, low=low + tail, high=high + tail)


def decimals(figures: Iterable[Figure], unit: str) -> int:
    """As many decimals as the intervals of a table can bear: none for counts, none where half an interval is 5 wide."""
    if unit == "count":
        return 0
    halves = [(one.upper - one.lower) / 2 for one in figures if one.lower is not None and one.upper is not None]
    return 0 if halves and median(halves) >= WIDEST_FOR_A_DECIMAL else 1


def sign(status: str, language: Language) -> str:
    """The sign that stands in a table where there is no number; five causes, five signs, and zero is a number."""
    return word(f"sign_{status}", language)


def status_in_words(status: str, language: Language) -> str:
    """What a status means, for legends and readers of the screen."""
    return word(f"status_{status}", language)


def figure(one: Figure, unit: str, language: Language, decimals: int = 1) -> str:
    """A figure as a table shows it: value, bounds, or the sign that says why there is neither."""
    if one.value is not None and one.status in HAS_A_COUNT:
        return _marked(value(one.value, unit, language, decimals), one.status, language)
    within = bounds(one, unit)
    return (
        span(within, unit, language, decimals)
        if one.status == Status.BOUNDED and within
        else sign(one.status, language)
    )


def span(within: tuple[float, float], unit: str, language: Language, decimals: int = 1) -> str:
    """Bounds as a table shows them, with more decimals where they would look alike and pass for a figure."""
    while number(within[0], language, decimals) == number(within[1], language, decimals) and decimals < MOST_DECIMALS:
        decimals += 1
    low, high = (value(edge, unit, language, decimals) for edge in within)
    return f"{low}{DASH}{high}"


def figure_count(one: Figure, language: Language) -> str:
    """The number of people in a figure, or its bounds, or the sign that says why there is neither."""
    if one.numerator is not None and one.status in HAS_A_COUNT:
        return _marked(count(one.numerator, language), one.status, language)
    if one.numerator is not None and one.status == Status.MISSING:
        return count(one.numerator, language)  # counted, but what to divide it by is missing
    if one.numerator_lower is not None and one.numerator_upper is not None:
        return f"{count(one.numerator_lower, language)}{DASH}{count(one.numerator_upper, language)}"
    if one.status in HAS_A_COUNT:
        return word("no_count", language)  # a value that was published without its counts
    return sign(one.status, language)


def bounds(one: Figure, unit: str) -> tuple[float, float] | None:
    """Between what the value of a bounded figure certainly lies, in its unit."""
    return edges(one.numerator_lower, one.numerator_upper, one.denominator, unit)


def edges(low: float | None, high: float | None, whole: float | None, unit: str) -> tuple[float, float] | None:
    """The same from the bounds of a count and what it is a part of; None where that cannot be told."""
    if low is None or high is None:
        return None
    if unit == "count":
        return low, high
    if not whole:
        return None
    per = 100.0 if unit in {"%", "pp"} else float(unit.removeprefix("per "))
    return per * low / whole, per * high / whole


def _marked(written: str, status: str, language: Language) -> str:
    if status == Status.ESTIMATED:
        return f"\u2248{NO_BREAK}{written}"
    return f"{written}{NO_BREAK}{word('mark_provisional', language)}" if status == Status.PROVISIONAL else written


def period(period: str, language: Language) -> str:
    """A period as the field writes it: 2022, 2021-2022, maart 2024."""
    year, _, month = period.partition("-")
    if len(month) == 2 and month.isdigit():  # noqa: PLR2004 -- a month has two digits, a year of school four
        return format_date(date(int(year), int(month), 1), "MMMM y", locale=LANGUAGES[language].locale)
    return period


def day(date_: date, language: Language) -> str:
    """A date in full: 1 januari 2022."""
    writing = LANGUAGES[language]
    return format_date(date_, "d MMMM y" if date_.day > 1 else writing.first_day, writing.locale)


def moment(period_: str, moment_: str, language: Language) -> str:
    """When a figure holds, as a sentence begins: Op 1 januari 2022 · In 2022 · Gemiddeld in 2022."""
    if len(moment_) == len("01-01") and moment_[2] == "-" and period_.isdigit():
        month, day_ = moment_.split("-")
        return word("on_day", language, day=day(date(int(period_), int(month), int(day_)), language))
    key = "on_average_in" if moment_ == "12-month mean" else "in_period"
    return word(key, language, period=period(period_, language))
