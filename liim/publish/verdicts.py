"""What tests say of a place, in the words of sentences: does it differ from its benchmark, does it rise or fall."""

from collections.abc import Mapping, Sequence
from typing import Any

from liim.editions import Figure
from liim.publish import numbers, places
from liim.publish.sentences import Comparison, Key, Sentence, Speech, key_of
from liim.publish.town import Town
from liim.publish.words import word

Row = Mapping[str, Any]  # of comparisons.parquet or trends.parquet

# Towns like this one tell most; the region stands in where there is no such comparison.
_BENCHMARKS = ("similar", "region")
_TRENDS = {"rising": "trend_up", "falling": "trend_down", "no_trend": "trend_none"}


def comparison(town: Town, speech: Speech, figure: Figure) -> Comparison | None:
    """The verdict on a figure; None where no test was made.

    The benchmark leaves the place itself out: "the rest of the region".
    """
    rows = {
        row["benchmark"]: row
        for row in town.comparisons
        if row["indicator"] == figure.indicator and row["period"] == figure.period and row["classes"] == figure.classes
    }
    row = next((rows[one] for one in _BENCHMARKS if one in rows and rows[one]["verdict"]), None)
    if row is None:
        return None
    language = speech.language
    cells: tuple[Key, ...] = (key_of(figure),)
    if row["benchmark"] == "similar":
        the = word("similar_places", language)
    else:
        the = word("rest_of", language, the_area=places.the(town.edition.areas[row["group"]], language))
        cells = (*cells, key_of(figure)._replace(area=row["group"]))
    inside = word("in_region", language, name=the)
    return Comparison(the=the, inside=inside, value=row["benchmark_value"], verdict=row["verdict"], cells=cells)


def beside(town: Town, speech: Speech, figure: Figure) -> Comparison | None:
    """The region's own figure, for where no test was made: the two only stand side by side."""
    region, other = town.region, town.beside(figure)
    if region is None or other is None or other.value is None:
        return None
    return Comparison(
        the=places.the(region, speech.language),
        inside=places.inside(region, speech.language),
        value=other.value,
        cells=(key_of(other),),
    )


def trend(town: Town, speech: Speech, figures: Sequence[Figure]) -> list[Sentence]:
    """Whether the undivided figures rise or fall; nothing where no test was made."""
    id_ = speech.indicator["id"]
    row = next((one for one in town.trends if one["indicator"] == id_ and not one["classes"]), None)
    if row is None or not row["verdict"]:
        return []
    period = numbers.period(row["first_period"], speech.language)
    cells: tuple[Key, ...] = tuple(key_of(one) for one in figures if one.period >= row["first_period"])
    return [Sentence(word(_TRENDS[row["verdict"]], speech.language, from_period=period), cells)]
