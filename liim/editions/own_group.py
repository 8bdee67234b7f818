"""One area of an edition beside a group that a reader puts together, by the tests of every other comparison."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from liim import geography
from liim.catalogue import catalogue
from liim.editions.reading import Edition
from liim.figures.benchmarks import own_group
from liim.figures.comparisons import comparisons

TODAY = geography.GEOGRAPHIES[-1]

_NEEDED = {
    "indicator": pl.String,
    "area": pl.String,
    "geography": pl.String,
    "period": pl.String,
    "numerator": pl.Float64,
    "denominator": pl.Float64,
    "status": pl.String,
}


def compare_with_group(edition: Edition, area: str, members: Sequence[str]) -> list[dict[str, Any]]:
    """The undivided figures of one area in their latest period, each beside those of the group together.

    Rows as `Edition.comparisons` gives them, with benchmark "own"; one question to the edition. The area itself is left
    out of its group. Nothing is read but published figures: a group with a withheld member has no benchmark.
    Raises ValueError, in words for the reader, for a group that cannot be a benchmark.
    """
    group = own_group(
        area,
        members,
        geography=TODAY,
        areas=geography.areas_of(TODAY)["code"].to_list(),
        parts=geography.unions(TODAY).select("area", "union"),
    )
    known = {id_: one for id_, one in catalogue().items() if id_ in edition.indicators}
    found = [one for one in edition.latest(TODAY, [area, *members]) if one.indicator in known]
    figures = pl.DataFrame([[getattr(one, name) for name in _NEEDED] for one in found], _NEEDED, orient="row")
    return [row | {"classes": ()} for row in comparisons(figures, known.values(), group).to_dicts()]
