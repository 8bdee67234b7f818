"""What is said of the gap between two groups: both levels, the difference, elsewhere, over the years, adjusted, split.

No cause: composition and rates *go with* the gap. Where a gap, or its adjustment, is not there, the reason is said.
"""

from dataclasses import dataclass

from liim.model import Language
from liim.publish import numbers, places
from liim.publish.sentences import Key, Sentence, Speech
from liim.publish.town import TODAY, Town
from liim.publish.verdicts import BENCHMARKS, Row, benchmark
from liim.publish.words import has_word, text_of, word

_COMPARED = {"wider": "gap_wider", "narrower": "gap_narrower", "no_difference": "gap_no_difference"}
_TRENDS = {"widening": "gap_widening", "narrowing": "gap_narrowing", "no_trend": "gap_no_trend"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """A gap as it is spoken of: of which share, and between which of its classes."""

    of: Speech  # the share whose two classes are compared
    breakdown: str
    group: str
    reference: str

    def people(self, code: str) -> str:
        """The people of a class, as a sentence names them: personen van Belgische herkomst."""
        return word(f"people_{code}", self.of.language) if has_word(f"people_{code}") else self.named(code)

    def named(self, code: str) -> str:
        """The name of a class, as the catalogue has it."""
        classes = next(one["classes"] for one in self.of.indicator["breakdowns"] if one["id"] == self.breakdown)
        return text_of(next(one["title"] for one in classes if one["code"] == code), self.of.language)[0]

    def cells(self, area: str, period: str) -> tuple[Key, ...]:
        """The two figures that a gap is made of."""
        id_ = str(self.of.indicator["id"])
        return tuple(Key(id_, area, TODAY, period, ((self.breakdown, one),)) for one in (self.group, self.reference))


def read_gap(town: Town, gap: str, row: Row, between: Between) -> list[Sentence]:
    """What the gap of one period says; `row` is that of gaps.parquet."""
    language, cells = between.of.language, between.cells(town.area["code"], row["period"])
    if row["difference"] is None:
        parts = {"in_area": places.inside(town.area, language), "period": numbers.period(row["period"], language)}
        return [Sentence(word("gap_blank", language, **parts, why=why(row["reason"], language)), cells)]
    texts = [
        _levels(town, row, between),
        _difference(row, between),
        *_elsewhere(town, gap, row, between),
        *_over_the_years(town, gap, between),
        *_adjusted(town, gap, row, between),
    ]
    return [Sentence(text, cells) for text in texts]


def why(reason: str, language: Language) -> str:
    """Why there is no gap, in a few words."""
    return word(f"why_{reason}" if has_word(f"why_{reason}") else "why_gap_unknown", language)


def _levels(town: Town, row: Row, between: Between) -> str:
    speech, language = between.of, between.of.language
    title = text_of(speech.indicator["title"], language)[0].partition(",")[0]
    moment = speech.moment(row["period"])
    return word(
        "gap_levels",
        language,
        title=title,
        in_area=places.inside(town.area, language),
        moment=moment[:1].lower() + moment[1:],
        group=speech.value(row["group_value"]),
        reference=speech.value(row["reference_value"]),
        group_name=between.people(between.group),
        reference_name=between.people(between.reference),
    )


def _difference(row: Row, between: Between) -> str:
    language = between.of.language
    low, high = row["lower"], row["upper"]
    if row["direction"] == "no_difference":
        span = numbers.between(low, high, "pp", language)
        return word("gap_none", language, between=span)
    if row["direction"] == "lower":
        low, high = -high, -low
    return word(
        f"gap_{row['direction']}",
        language,
        group_name=between.people(between.group),
        reference_name=between.people(between.reference),
        difference=numbers.points(abs(row["difference"]), language),
        between=numbers.between(low, high, "pp", language),
    )


def _beside(town: Town, gap: str, period: str) -> Row | None:
    """What the gap of a period is held against: the nearest benchmark that a verdict could be given against."""
    rows = {one["benchmark"]: one for one in town.gap_comparisons if one["gap"] == gap and not one["classes"]}
    found = next((rows[one] for one in BENCHMARKS if one in rows and rows[one]["verdict"]), None)
    return found if found and found["period"] == period else None


def _elsewhere(town: Town, gap: str, row: Row, between: Between) -> list[str]:
    found = _beside(town, gap, row["period"])
    if found is None:
        return []
    language = between.of.language
    _, inside, _ = benchmark(town, language, found)
    value = numbers.points(abs(found["benchmark_difference"]), language)
    return [word(_COMPARED[found["verdict"]], language, in_area=inside, value=value)]


def _over_the_years(town: Town, gap: str, between: Between) -> list[str]:
    row = next((one for one in town.gap_trends if one["gap"] == gap and not one["classes"]), None)
    if row is None or not row["verdict"]:
        return []
    period = numbers.period(row["first_period"], between.of.language)
    return [word(_TRENDS[row["verdict"]], between.of.language, from_period=period)]


def _adjusted(town: Town, gap: str, row: Row, between: Between) -> list[str]:
    """The gap at equal age and sex, here and elsewhere, and its two parts; nothing where the edition does not tell."""
    language = between.of.language
    if "adjusted" not in row:
        return []
    if row["adjusted"] is None:
        return [word("gap_not_adjusted", language, why=why(row["adjusted_reason"], language))]
    return [_at_equal_ages(row, between), *_adjusted_elsewhere(town, gap, row, between), _split(row, language)]


def _at_equal_ages(row: Row, between: Between) -> str:
    """The adjusted gap: as large as the one that was told lies in its direction, else with the direction it has."""
    language, direction = between.of.language, row["adjusted_direction"]
    low, high = row["adjusted_lower"], row["adjusted_upper"]
    if direction == "no_difference":
        return word("gap_adjusted_none", language, between=numbers.between(low, high, "pp", language))
    if direction == "lower":
        low, high = -high, -low
    return word(
        "gap_adjusted" if direction == row["direction"] else f"gap_adjusted_{direction}",
        language,
        group_name=between.people(between.group),
        reference_name=between.people(between.reference),
        difference=numbers.points(abs(row["adjusted"]), language),
        between=numbers.between(low, high, "pp", language),
    )


def _split(row: Row, language: Language) -> str:
    """What goes with other ages and sexes, and what with other rates; one of the two may go against the gap."""
    side = -1 if row["difference"] < 0 else 1
    composition, rates = (round(side * row[key], 1) for key in ("composition", "rates"))
    against = "_composition_against" if composition < 0 else "_rates_against" if rates < 0 else ""
    parts = {"composition": numbers.points(abs(composition), language), "rates": numbers.points(abs(rates), language)}
    return word(f"gap_split{against}", language, **parts)


def _adjusted_elsewhere(town: Town, gap: str, row: Row, between: Between) -> list[str]:
    found = _beside(town, gap, row["period"])
    if found is None or found.get("benchmark_adjusted") is None:
        return []
    language = between.of.language
    _, inside, _ = benchmark(town, language, found)
    direction = "lower" if found["benchmark_adjusted"] < 0 else "higher"
    return [
        word(
            "gap_adjusted_elsewhere" if direction == row["direction"] else f"gap_adjusted_elsewhere_{direction}",
            language,
            in_area=inside,
            value=numbers.points(abs(found["benchmark_adjusted"]), language),
            group_name=between.people(between.group),
            reference_name=between.people(between.reference),
        )
    ]
