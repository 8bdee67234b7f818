"""What tests say of a place, in the words of sentences: does it differ from its benchmark, does it rise or fall."""

from collections.abc import Mapping, Sequence
from typing import Any

from liim.editions import Figure
from liim.model import Language
from liim.publish import numbers, places
from liim.publish.sentences import Comparison, Key, Sentence, Speech, key_of
from liim.publish.town import Town
from liim.publish.words import word

Row = Mapping[str, Any]  # of comparisons.parquet, trends.parquet, or those of gaps

# Towns like this one tell most; the region stands in where there is no such comparison.
BENCHMARKS = ("similar", "region")
_TRENDS = {"rising": "trend_up", "falling": "trend_down", "no_trend": "trend_none"}


def row_of(town: Town, figure: Figure) -> Row | None:
    """The test of a figure against the benchmark that tells most; None where none was made."""
    rows = {row["benchmark"]: row for row in town.compared(figure)}
    return next((rows[one] for one in BENCHMARKS if one in rows and rows[one]["verdict"]), None)


def benchmark(town: Town, language: Language, row: Row) -> tuple[str, str, str]:
    """Who a row compares with: as it is talked about, where that is, and its code where it is an area.

    The benchmark leaves the place itself out: "the rest of the region".
    """
    code = ""
    if row["benchmark"] == "similar":
        the = word("similar_places", language)
    else:
        code = str(row["group"])
        the = word("rest_of", language, the_area=places.the(town.edition.areas[code], language))
    return the, word("in_region", language, name=the), code


def comparison(town: Town, speech: Speech, figure: Figure) -> Comparison | None:
    """The verdict on a figure; None where no test was made."""
    row = row_of(town, figure)
    if row is None:
        return None
    the, inside, code = benchmark(town, speech.language, row)
    cells: tuple[Key, ...] = (key_of(figure),)
    if code:
        cells = (*cells, key_of(figure)._replace(area=code))
    return Comparison(the=the, inside=inside, value=row["benchmark_value"], verdict=row["verdict"], cells=cells)


def similar_value(town: Town, figure: Figure) -> float | None:
    """The value of similar municipalities together, beside a figure."""
    rows = [row for row in town.compared(figure) if row["benchmark"] == "similar"]
    return rows[0]["benchmark_value"] if rows else None


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


def trend_row(town: Town, indicator: str) -> Row | None:
    """The test on the undivided series of an indicator."""
    return next((one for one in town.trends if one["indicator"] == indicator and not one["classes"]), None)


def trend(town: Town, speech: Speech, figures: Sequence[Figure]) -> list[Sentence]:
    """Whether the undivided figures rise or fall; nothing where no test was made."""
    row = trend_row(town, speech.indicator["id"])
    if row is None or not row["verdict"]:
        return []
    period = numbers.period(row["first_period"], speech.language)
    cells: tuple[Key, ...] = tuple(key_of(one) for one in figures if one.period >= row["first_period"])
    return [Sentence(word(_TRENDS[row["verdict"]], speech.language, from_period=period), cells)]
