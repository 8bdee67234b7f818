"""What an edition says beside its figures: comparisons and trends, on the municipalities of today."""

from collections.abc import Iterable, Mapping

import polars as pl

from liim import geography
from liim.figures.benchmarks import neighbours, together, unions
from liim.figures.comparisons import comparisons
from liim.figures.trends import trends
from liim.figures.values import KEY
from liim.model import Indicator

TODAY = geography.GEOGRAPHIES[-1]


def derived(
    figures: pl.DataFrame, indicators: Iterable[Indicator], similar: pl.DataFrame
) -> Mapping[str, pl.DataFrame]:
    """Tables by the name of their file.

    `comparisons` of each indicator's latest period with region, province and similar municipalities; `trends` of every
    series; `similar`, which municipalities those are and why (see `liim.figures.structure`).
    Made from published figures alone, so that they give away nothing that those do not.
    """
    today = figures.filter(geography=TODAY)
    pairs = similar.drop_nulls("neighbour").select("area", "neighbour").unique(maintain_order=True)
    against = together(unions(geography.unions(TODAY), geography=TODAY), neighbours(pairs, geography=TODAY))
    return {
        "comparisons": comparisons(latest(today), indicators, against).sort([*KEY, "benchmark"]),
        "trends": trends(today, indicators).sort([name for name in KEY if name != "period"]),
        "similar": similar,
    }


def latest(figures: pl.DataFrame) -> pl.DataFrame:
    """The figures of the last period in which an indicator has a value anywhere."""
    last = figures.filter(pl.col("value").is_not_null()).group_by("indicator").agg(pl.col("period").max())
    return figures.join(last, on=["indicator", "period"], how="semi")
