"""How long a million figures take to get intervals, verdicts and trends."""

import resource
import time

import numpy as np
import polars as pl

from benchmarks.measuring import Row
from liim.figures.benchmarks import Benchmarks, neighbours, together, unions
from liim.figures.comparisons import comparisons
from liim.figures.intervals import with_intervals
from liim.figures.trends import trends
from liim.formulas import of, rate, share
from liim.model import Indicator, Theme, Threshold

TOWNS, INDICATORS, YEARS, CLASSES = 304, 37, 13, 7  # a little over a million
SEED = 11002


def made_up_indicators() -> list[Indicator]:
    """Shares and rates, three to one."""
    theme, size = Theme(id="demography", title="Demografie", order=1), of("inhabitants")
    return [
        Indicator(
            id=f"I{i:02}",
            title="",
            definition="",
            theme=theme,
            formula=rate(size, within=size) if i % 4 == 3 else share(size, within=size),  # noqa: PLR2004  # one in four
            unit="per 1000" if i % 4 == 3 else "%",  # noqa: PLR2004  # as above
            moment="01-01",
            disclosure=Threshold(),
        )
        for i in range(INDICATORS)
    ]


def made_up_figures() -> pl.DataFrame:
    """A million figures of towns, and their region, in the shape of an edition."""
    rng = np.random.default_rng(SEED)
    towns = pl.DataFrame({"area": [f"{40000 + i}" for i in range(TOWNS)]})
    table = (
        towns.join(pl.DataFrame({"indicator": [f"I{i:02}" for i in range(INDICATORS)]}), how="cross")
        .join(pl.DataFrame({"period": [str(2011 + i) for i in range(YEARS)]}), how="cross")
        .join(pl.DataFrame({"age": ["total", *(f"class_{i}" for i in range(1, CLASSES))]}), how="cross")
    )
    population = rng.integers(50, 20_000, table.height)
    counts = rng.binomial(population, rng.beta(1, 12, table.height))
    table = table.with_columns(
        pl.Series("numerator", counts, dtype=pl.Float64), pl.Series("denominator", population, dtype=pl.Float64)
    )
    region = (
        table.group_by("indicator", "period", "age", maintain_order=True)
        .agg(pl.col("numerator", "denominator").sum())
        .with_columns(area=pl.lit("02000"))
    )
    return pl.concat([table, region.select(table.columns)]).with_columns(
        geography=pl.lit("2025"),
        as_published=pl.lit(value=False),
        **{b: pl.lit("total") for b in ("sex", "nationality_group", "origin", "origin_statbel")},
        value=pl.lit(None, dtype=pl.Float64),
        status=pl.lit("ok"),
        reason=pl.lit(""),
    )


def made_up_benchmarks() -> Benchmarks:
    """The region, and ten neighbours each."""
    towns = [f"{40000 + i}" for i in range(TOWNS)]
    region = unions(pl.DataFrame({"area": towns, "union": "02000", "level": "region"}), geography="2025")
    pairs = [(a, towns[(i + j) % TOWNS]) for i, a in enumerate(towns) for j in range(1, 11)]
    like = neighbours(pl.DataFrame(pairs, schema=["area", "neighbour"], orient="row"), geography="2025")
    return together(region, like)


def rows() -> list[Row]:
    """Seconds for a million figures, and the peak memory of this process until then."""
    made, indicators, benchmarks = made_up_figures(), made_up_indicators(), made_up_benchmarks()
    began = time.perf_counter()
    with_intervals(made, indicators)
    comparisons(made, indicators, benchmarks)
    trends(made, indicators)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        Row("intervals, verdicts and trends of a million figures", seconds, 5, "s"),
        Row("the same, peak memory", peak, 2000, "MB"),
    ]
