"""Rules over figures → plain sentences in Dutch, French and English: figure, comparison, certainty, and no cause.

Every sentence is bound to the cells it speaks of, so that a test can derive each of its numbers again. A comparison
says "more" or "less" only where a verdict of a test says so; without one it puts two figures side by side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from liim.editions import Figure
from liim.model import HAS_A_COUNT, Language, Status
from liim.publish import numbers, places
from liim.publish.places import Area
from liim.publish.words import has_word, text_of, word

Indicator = Mapping[str, Any]  # an entry of indicators.json


class Key(NamedTuple):
    """Which figure of an edition is meant."""

    indicator: str
    area: str
    geography: str
    period: str
    classes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the figures that it speaks of."""

    text: str
    cells: tuple[Key, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Another place or group beside the own figure.

    `verdict` is that of a test (higher, lower, better, worse, no_difference), or "" where none was made. `value` is
    the benchmark's, from the figures in `cells`.
    """

    the: str
    inside: str
    value: float
    verdict: str = ""
    cells: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """In which words an indicator is spoken of: its declaration, the language, and how many decimals its table has."""

    indicator: Indicator
    language: Language
    decimals: int = 1

    @property
    def unit(self) -> str:
        """The unit of the indicator."""
        return str(self.indicator["unit"])

    def value(self, value: float) -> str:
        """A value with its unit."""
        return numbers.value_in_words(value, self.unit, self.language, self.decimals)

    def moment(self, period: str) -> str:
        """When, as a sentence begins."""
        return numbers.moment(period, self.indicator["moment"], self.language)


def key_of(figure: Figure) -> Key:
    """The key of a figure."""
    return Key(figure.indicator, figure.area, figure.geography, figure.period, figure.classes)


def read(
    speech: Speech, figures: Sequence[Figure], area: Area, comparisons: Sequence[Comparison] = ()
) -> list[Sentence]:
    """What the undivided figures of one indicator in one place say, in the order of their periods.

    The last figure; what it is compared with; how certain it is; the first figure that it may be set beside.
    """
    if not figures:
        return [Sentence(word("nothing_here", speech.language, the_area=places.the(area, speech.language)), ())]
    latest = figures[-1]
    if not latest.is_shown:
        return [*_counted_only(speech, latest, area), *blank(speech, latest, area), *_last_known(speech, figures)]
    said = [current(speech, latest, area)]
    said += [compared(speech, latest, one) for one in comparisons]
    said += [*certainty(speech, latest, area), *remarks(speech, latest), *since(speech, figures, area)]
    return said


def current(speech: Speech, figure: Figure, area: Area) -> Sentence:
    """The figure itself: number and share together, wherever both are known."""
    language, value, moment = speech.language, figure.value or 0.0, speech.moment(figure.period)
    counts = figure.numerator is not None and figure.denominator is not None
    nouns = _nouns(speech) if counts and figure.numerator != 1 and not figure.classes else None
    if nouns and figure.numerator is not None and figure.denominator is not None:
        text = word(
            "counted" if figure.numerator else "counted_none",
            language,
            moment=moment,
            area=places.the(area, language),
            number=numbers.count(figure.numerator, language),
            noun=nouns[0],
            de_noun=_after_de(nouns[0]),
            whole=numbers.count(figure.denominator, language),
            of=nouns[1],
            value=speech.value(value),
        )
        return Sentence(text, (key_of(figure),))
    parts = {
        "title": text_of(speech.indicator["title"], language)[0],
        "in_area": places.inside(area, language),
        "value": speech.value(value),
        "moment": _lower(moment),
    }
    if figure.numerator is not None and figure.denominator is not None:
        parts |= {
            "number": numbers.count(figure.numerator, language),
            "whole": numbers.count(figure.denominator, language),
        }
        return Sentence(word("stated_with_counts", language, **parts), (key_of(figure),))
    return Sentence(word("stated", language, **parts), (key_of(figure),))


def compared(speech: Speech, figure: Figure, other: Comparison) -> Sentence:
    """The figure beside another: more or less where a test says so, else the two side by side."""
    value, cells = speech.value(other.value), (key_of(figure), *other.cells)
    if not other.verdict:
        return Sentence(word("beside", speech.language, in_area=_capital(other.inside), value=value), cells)
    text = word(f"verdict_{other.verdict}", speech.language, in_area=other.inside, the_area=other.the, value=value)
    return Sentence(text, cells)


def certainty(speech: Speech, figure: Figure, area: Area) -> list[Sentence]:
    """Between what the figure lies, chance allowed for; nothing for a figure without an interval."""
    if figure.lower is None or figure.upper is None:
        return []
    span = numbers.between(figure.lower, figure.upper, speech.unit, speech.language, speech.decimals)
    text = word("certainty", speech.language, the_area=places.the(area, speech.language), between=span)
    return [Sentence(text, (key_of(figure),))]


def remarks(speech: Speech, figure: Figure) -> list[Sentence]:
    """What a reader must know before using the figure."""
    if figure.status in {Status.PROVISIONAL, Status.ESTIMATED}:
        return [Sentence(word(figure.status, speech.language), (key_of(figure),))]
    return []


def since(speech: Speech, figures: Sequence[Figure], area: Area) -> list[Sentence]:
    """The first figure that the last one may be set beside: that of the first year after the last break."""
    latest = figures[-1]
    start = max((place for place, one in enumerate(figures) if "break" in one.flags), default=0)
    first = next((one for one in figures[start:-1] if one.is_shown), None)
    said = []
    if first:
        moment, in_area = speech.moment(first.period), places.inside(area, speech.language)
        text = word("earlier", speech.language, moment=moment, in_area=in_area, value=speech.value(first.value or 0.0))
        said.append(Sentence(text, (key_of(first), key_of(latest))))
    if start:
        period = numbers.period(figures[start].period, speech.language)
        said.append(Sentence(word("break_in", speech.language, period=period), ()))
    return said


def blank(speech: Speech, figure: Figure, area: Area) -> list[Sentence]:
    """Why there is no figure."""
    language, edges = speech.language, numbers.bounds(figure, speech.unit)
    status = Status.MISSING if figure.status == Status.BOUNDED and not edges else figure.status
    particular = f"is_{status}_{figure.reason}"
    particular = in_kind if has_word(in_kind := f"{particular}_{area['level']}") else particular
    parts = {
        "moment": speech.moment(figure.period),
        "in_area": places.inside(area, language),
        "the_area": places.the(area, language),
        "period": numbers.period(figure.period, language),
        "per": word("as_share", language) if speech.unit == "%" else numbers.unit_in_words(speech.unit, language),
    }
    if edges:
        unit = (
            "" if speech.unit in {"%", "count"} else f"{numbers.NO_BREAK}{numbers.unit_in_words(speech.unit, language)}"
        )
        parts["between"] = numbers.between(*edges, speech.unit, language, speech.decimals) + unit
    text = word(particular if has_word(particular) else f"is_{status}", language, **parts)
    return [Sentence(text, (key_of(figure),))]


def _counted_only(speech: Speech, figure: Figure, area: Area) -> list[Sentence]:
    """How many there are, where only the share is missing."""
    nouns = _nouns(speech)
    if figure.status != Status.MISSING or not nouns or figure.numerator is None or figure.numerator == 1:
        return []
    text = word(
        "counted_only" if figure.numerator else "counted_only_none",
        speech.language,
        moment=speech.moment(figure.period),
        area=places.the(area, speech.language),
        number=numbers.count(figure.numerator, speech.language),
        noun=nouns[0],
        de_noun=_after_de(nouns[0]),
    )
    return [Sentence(text, (key_of(figure),))]


def _last_known(speech: Speech, figures: Sequence[Figure]) -> list[Sentence]:
    last = next((one for one in reversed(figures) if one.is_shown and one.status in HAS_A_COUNT), None)
    if last is None:
        return []
    moment = _lower(speech.moment(last.period))
    text = word("last_known", speech.language, value=speech.value(last.value or 0.0), moment=moment)
    return [Sentence(text, (key_of(last),))]


def _nouns(speech: Speech) -> tuple[str, str] | None:
    """What numerator and denominator count, where one word for each says it in the language asked for."""
    formula = speech.indicator["formula"]
    whole = formula["denominator"]
    if len(formula["numerator"]) != 1 or formula["minus"] or whole is None:
        return None
    part = formula["numerator"][0]
    if part["classes"] or whole["classes"] or part["quantity"] == whole["quantity"]:
        return None
    # An edition of before has no nouns apart.
    named, of = (one.get("noun", one["title"]).get(speech.language) for one in (part, whole))
    return (_lower(named), _lower(of)) if named and of else None


def _after_de(noun: str) -> str:
    """A French noun after its de: d'habitants · de ménages."""
    return ("d'" if noun[:1] in "aâeéèêhiîoôuœ" else "de ") + noun


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
