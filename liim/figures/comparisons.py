"""Verdicts: does an area differ from its benchmark by more than chance, and by enough to matter?

The verdict comes from a test, never from whether two intervals overlap: the score test of two shares (Wilson 1927; as
in statsmodels), the exact conditional test of two Poisson rates (Przyborowski & Wilenski 1940). Both sides have chance.
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import polars as pl
import scipy

from liim.figures.benchmarks import Benchmarks, benchmark_without
from liim.figures.declared import PARTS_OF_A_WHOLE, checked, series_key
from liim.figures.evidence import band, controlled
from liim.model import HAS_A_COUNT, Indicator

Floats = npt.NDArray[np.float64]

FEWEST_EXPECTED = 5  # on each side, with and without the trait: Cochran's rule
TESTED = (*PARTS_OF_A_WHOLE, "rate")


def share_test(x1: npt.ArrayLike, n1: npt.ArrayLike, x2: npt.ArrayLike, n2: npt.ArrayLike) -> Floats:
    """Two-sided p that two shares are equal: score test with the pooled share; 1 where all or none have the trait.

    Where fewer than five are expected on a side, with or without the trait, the normal curve gives false alarms: there
    the rarer of the two is tested as a rate, exactly; that errs on the side of no difference.
    """
    a, m, b, k = np.broadcast_arrays(*(np.atleast_1d(np.asarray(v, dtype=np.float64)) for v in (x1, n1, x2, n2)))
    pooled = (a + b) / (m + k)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / m + 1 / k))
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(spread > 0, (a / m - b / k) / spread, 0.0)
    p: Floats = 2 * scipy.stats.norm.sf(np.abs(z))
    few = (np.minimum(m, k) * np.minimum(pooled, 1 - pooled) < FEWEST_EXPECTED) & (spread > 0)
    rare = pooled <= 1 - pooled
    p[few] = rate_test(np.where(rare, a, m - a)[few], m[few], np.where(rare, b, k - b)[few], k[few])
    return p


def rate_test(x1: npt.ArrayLike, n1: npt.ArrayLike, x2: npt.ArrayLike, n2: npt.ArrayLike) -> Floats:
    """Two-sided p that two Poisson rates are equal: exact, given the sum of events; twice the smaller tail."""
    a, m, b, k = (np.asarray(v, dtype=np.float64) for v in (x1, n1, x2, n2))
    part = m / (m + k)
    at_most = scipy.special.betainc(np.maximum(b, 1e-300), a + 1, 1 - part)  # for whole counts: the binomial tail
    at_least = scipy.special.betainc(np.maximum(a, 1e-300), b + 1, part)
    at_most, at_least = np.where(b == 0, 1.0, at_most), np.where(a == 0, 1.0, at_least)
    p: Floats = np.minimum(1.0, 2 * np.minimum(at_most, at_least))
    return p


def comparisons(figures: pl.DataFrame, indicators: Iterable[Indicator], benchmarks: Benchmarks) -> pl.DataFrame:
    """One row per figure and benchmark: the benchmark's counts and value, the difference, the test and the verdict.

    Columns: indicator, area, geography, period, breakdowns, benchmark, group, numerator, denominator, value,
    benchmark_numerator, benchmark_denominator, benchmark_value, difference (in the unit of the value), p, controlled,
    band (0, 95 or 99.8), direction (higher, lower or ""), verdict (higher, lower, better, worse, no_difference or "")
    and reason: why there is no verdict, or `within_margin`.

    Within a family (one area, one benchmark, totals of each indicator's latest period) p is adjusted for the false
    discovery rate (Benjamini & Hochberg 1995), and `controlled` is true; elsewhere p stands as tested.
    Raises ValueError for counts that cannot be, and for a figure that occurs twice.
    """
    key = series_key(figures)
    cell = [c for c in (*key, "period") if c != "area"]
    table = checked(figures, indicators)
    cells = table.select(cell).unique(maintain_order=True).with_row_index("cell")
    table = table.join(cells, on=cell, maintain_order="left")
    _refuse_twice(table)
    known = pl.col("status").is_in(HAS_A_COUNT)
    table = table.select(
        *key,
        "period",
        "cell",
        *(pl.when(known).then(pl.col(c)).alias(c) for c in ("numerator", "denominator")),
        *("status", "kind", "per", "counted", "polarity", "margin"),
    )
    pairs = benchmark_without(table, benchmarks)
    pairs = pairs.with_columns(
        benchmark_value=pl.when(pl.col("benchmark_denominator") > 0).then(
            pl.col("per") * pl.col("benchmark_numerator") / pl.col("benchmark_denominator")
        ),
        value=pl.when(pl.col("denominator") > 0).then(pl.col("per") * pl.col("numerator") / pl.col("denominator")),
    ).with_columns(difference=pl.col("value") - pl.col("benchmark_value"), reason=_reason())
    pairs = pairs.with_columns(_p(pairs))
    return _verdicts(controlled(pairs, key)).select(
        *key, "period", "benchmark", "group", "numerator", "denominator", "value", "benchmark_numerator",
        "benchmark_denominator", "benchmark_value", "difference", "p", "controlled", "band", "direction",
        "verdict", "reason",
    )  # fmt: skip


def _reason() -> pl.Expr:
    """Why no test is possible; empty where one is."""
    known = pl.col("status").is_in(HAS_A_COUNT)
    return (
        pl.when(~known)
        .then(pl.lit("own_") + pl.col("status"))
        .when(~pl.col("kind").is_in(TESTED) | (pl.col("counted") != "register"))
        .then(pl.lit("no_test"))
        .when(pl.col("numerator").is_null() | pl.col("denominator").is_null())
        .then(pl.lit("no_counts"))
        .when(pl.col("denominator") == 0)
        .then(pl.lit("own_empty"))
        .when(pl.col("benchmark_reason") != "")
        .then(pl.col("benchmark_reason"))
        .when(pl.col("benchmark_denominator") <= 0)
        .then(pl.lit("benchmark_empty"))
        .otherwise(pl.lit(""))
    )


def _p(pairs: pl.DataFrame) -> pl.Series:
    p = np.full(pairs.height, np.nan)
    counts = [pairs[c].to_numpy() for c in ("numerator", "denominator", "benchmark_numerator", "benchmark_denominator")]
    tested = (pairs["reason"] == "").to_numpy()
    rates = (pairs["kind"] == "rate").to_numpy()
    for test, rows in ((share_test, tested & ~rates), (rate_test, tested & rates)):
        p[rows] = test(*(c[rows] for c in counts))
    return pl.Series("p", p, nan_to_null=True)


def _verdicts(pairs: pl.DataFrame) -> pl.DataFrame:
    """Band, direction and verdict in the words of the indicator's polarity."""
    matters = pl.col("difference").abs() >= pl.col("margin").fill_null(0.0)
    found = pl.col("band") > 0
    higher = pl.col("difference") > 0
    good = higher == (pl.col("polarity") == "higher_is_better")
    return (
        pairs.with_columns(unlikely=band(pl.col("p")))
        .with_columns(band=pl.when(matters).then("unlikely").otherwise(pl.lit(0.0)).fill_null(0.0))
        .with_columns(
            direction=pl.when(~found).then(pl.lit("")).when(higher).then(pl.lit("higher")).otherwise(pl.lit("lower"))
        )
        .with_columns(
            verdict=pl.when(pl.col("p").is_null())
            .then(pl.lit(""))
            .when(~found)
            .then(pl.lit("no_difference"))
            .when(pl.col("polarity") == "neutral")
            .then(pl.col("direction"))
            .when(good)
            .then(pl.lit("better"))
            .otherwise(pl.lit("worse")),
            reason=pl.when((pl.col("unlikely") > 0) & ~matters)
            .then(pl.lit("within_margin"))
            .otherwise(pl.col("reason")),
        )
    )


def _refuse_twice(table: pl.DataFrame) -> None:
    twice = table.filter(pl.struct("area", "cell").is_duplicated())
    if twice.height:
        first = twice.select("indicator", "area", "geography", "period").row(0)
        raise ValueError(f"{twice.height} figures stand in the table twice, first {first}. Was a file read twice?")
