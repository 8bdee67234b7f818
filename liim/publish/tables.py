"""The tables of a report as rows of text: the same columns everywhere, absolute and relative side by side."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from liim.editions import Figure
from liim.model import HAS_A_COUNT, UNKNOWN, Language, Status
from liim.publish import numbers, places
from liim.publish.sentences import Indicator, Speech
from liim.publish.town import Town
from liim.publish.words import text_of, word

_EXPLAINED = tuple(status for status in Status if status != Status.OK)
_NEVER_THERE = (Status.MISSING, Status.NOT_APPLICABLE)
_FLAGS = ("rebuilt", "low_reliability", "carried_over")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A caption, a head, rows of text, and what stands below it."""

    caption: str
    kinds: list[str]  # of the columns: label, numerator, denominator, value, interval, region
    head: list[str]
    rows: list[list[str]]
    notes: list[str] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        """Plain data for the template."""
        return {one.name: getattr(self, one.name) for one in fields(self)}  # asdict() would copy every cell


def by_period(town: Town, speech: Speech, figures: Sequence[Figure], most: int | None = None) -> Table:
    """One row per period of the undivided figures: all, or the latest few."""
    language, some = speech.language, figures[-most:] if most else figures
    labels = [numbers.period(one.period, language) for one in some]
    about = word("all_periods" if len(some) == len(figures) else "shown_periods", language)
    return _table(town, speech, some, word("period", language), labels, about)


def by_class(town: Town, speech: Speech, figures: Sequence[Figure]) -> Table:
    """One row per class, all of one period."""
    language = speech.language
    labels = [class_name(speech.indicator, one, language) for one in figures]
    period = numbers.period(figures[0].period, language)
    table = _table(town, speech, figures, word("class", language), labels, period)
    listed = {
        (by["id"], one["code"]) for by in speech.indicator["breakdowns"] for one in by["classes"] if "instead_of" in one
    }
    if any(not listed.isdisjoint(one.classes) for one in figures):
        table.notes.insert(0, word("in_broader_classes", language))
    if nobody_is_known(figures):
        table.notes.insert(0, word("nobody_is_known", language))
    return table


def nobody_is_known(figures: Iterable[Figure]) -> bool:
    """Whether all people of a whole stand at unknown, so that the zeros of every other class tell nothing."""
    counts: dict[bool, list[float | None]] = {True: [], False: []}
    for one in figures:
        counts[is_unknown(one)].append(one.numerator)
    return any(counts[True]) and bool(counts[False]) and all(count == 0 for count in counts[False])


def is_unknown(figure: Figure) -> bool:
    """Whether it counts those of whom a class is not known."""
    return any(code == UNKNOWN for _breakdown, code in figure.classes)


def in_order(indicator: Indicator, figures: Sequence[Figure]) -> list[Figure]:
    """Figures in the order in which the catalogue lists their classes."""
    places_ = {
        (breakdown["id"], one["code"]): place
        for breakdown in indicator["breakdowns"]
        for place, one in enumerate(breakdown["classes"])
    }
    return sorted(figures, key=lambda figure: [places_.get(pair, 99) for pair in figure.classes])


def replaced(breakdown: Mapping[str, Any], shown: Collection[str]) -> set[str]:
    """The finer classes of a breakdown in whose place the broader ones among those shown are told."""
    return {finer for one in breakdown["classes"] if one["code"] in shown for finer in one.get("instead_of", ())}


def told(indicator: Indicator, figures: Sequence[Figure]) -> list[Figure]:
    """Figures without those of finer classes in whose place broader ones are told."""
    shown = {pair for one in figures if one.is_shown for pair in one.classes}
    gone = {
        (breakdown["id"], code)
        for breakdown in indicator["breakdowns"]
        for code in replaced(breakdown, {code for id_, code in shown if id_ == breakdown["id"]})
    }
    return [one for one in figures if gone.isdisjoint(one.classes)]


def class_name(indicator: Indicator, figure: Figure, language: Language) -> str:
    """The names of the classes of a figure."""
    classes = {breakdown["id"]: breakdown["classes"] for breakdown in indicator["breakdowns"]}
    return ", ".join(_title(classes.get(id_, ()), code, language) for id_, code in figure.classes)


def _title(classes: Iterable[Mapping[str, Any]], code: str, language: Language) -> str:
    return next((text_of(one["title"], language)[0] for one in classes if one["code"] == code), code)


def _table(
    town: Town, speech: Speech, figures: Sequence[Figure], first: str, labels: Sequence[str], about: str
) -> Table:
    language, unit, decimals = speech.language, speech.unit, speech.decimals
    beside = [town.beside(one) for one in figures]
    columns = [("label", first, list(labels))]
    # Of a count the number is all there is to show: its column stays, if only to say why there is none.
    if unit == "count" or any(one.numerator is not None or one.numerator_lower is not None for one in figures):
        columns.append(
            ("numerator", word("numerator", language), [numbers.figure_count(one, language) for one in figures])
        )
    if any(one.denominator is not None for one in figures):
        columns.append(("denominator", word("denominator", language), [_whole(one, language) for one in figures]))
    if unit != "count":
        shown = [numbers.figure(one, unit, language, decimals) for one in figures]
        columns.append(("value", value_head(unit, language), shown))
    if any(one.lower is not None for one in figures):
        columns.append(("interval", word("interval", language), [_interval(one, speech) for one in figures]))
    seen = list(figures)
    if town.region and any(one and one.status not in _NEVER_THERE for one in beside):
        seen += [one for one in beside if one]
        shown = [numbers.figure(one, unit, language, decimals) if one else numbers.DASH for one in beside]
        columns.append(("region", places.name(town.region, language), shown))
    title = text_of(speech.indicator["title"], language)[0]
    return Table(
        caption=f"{word('table', language)} {speech.indicator['id']}: {title}, "
        f"{places.name(town.area, language)}, {about}",
        kinds=[kind for kind, _, _ in columns],
        head=[head for _, head, _ in columns],
        rows=[list(row) for row in zip(*(column for _, _, column in columns), strict=True)],
        notes=[*_signs(seen, language), *_flags(figures, language)],
    )


def value_head(unit: str, language: Language) -> str:
    """The head of the column of values."""
    if unit == "%":
        return word("value_%", language)
    if unit.startswith("per "):
        return word("value_rate", language, per=numbers.number(float(unit[4:]), language))
    return word("value_other", language)


def _whole(one: Figure, language: Language) -> str:
    """The denominator, withheld with its figure or missing with it."""
    if one.denominator is not None:
        return numbers.count(one.denominator, language)
    return numbers.sign(Status.MISSING if one.status in HAS_A_COUNT else one.status, language)


def _interval(one: Figure, speech: Speech) -> str:
    if one.lower is None or one.upper is None or one.status not in HAS_A_COUNT:
        return numbers.DASH  # no cell stays empty: a screen reader, or a program, would lose its column
    low, high = (numbers.value(edge, speech.unit, speech.language, speech.decimals) for edge in (one.lower, one.upper))
    return f"{low}{numbers.DASH}{high}"


def _signs(figures: Sequence[Figure], language: Language) -> list[str]:
    """The signs that this table uses, each with its meaning."""
    used = {one.status for one in figures}
    return [
        f"{numbers.sign(status, language)}{numbers.NO_BREAK}{numbers.status_in_words(status, language)}"
        for status in _EXPLAINED
        if status in used
    ]


def _flags(figures: Sequence[Figure], language: Language) -> list[str]:
    """Which periods carry a remark."""
    noted = []
    for flag in _FLAGS:
        periods = list(dict.fromkeys(numbers.period(one.period, language) for one in figures if flag in one.flags))
        if periods:
            noted.append(word(flag, language, periods=", ".join(periods)))
    return noted
