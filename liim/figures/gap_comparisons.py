"""Is the gap here wider than elsewhere, and does it close? The distance to zero is compared, not the sign."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import polars as pl
import scipy

from liim.figures.benchmarks import Benchmarks, benchmark_without
from liim.figures.declared import refuse
from liim.figures.evidence import band, controlled
from liim.figures.gaps import SIDES
from liim.figures.runs import FEWEST_POINTS, breaks_of, latest_run
from liim.figures.trends import detectable_in_gap
from liim.model import Indicator
from liim.observations import BREAKDOWNS

Floats = npt.NDArray[np.float64]

COUNTS = ("group_numerator", "group_denominator", "reference_numerator", "reference_denominator")


def gap_variance(x1: Floats, n1: Floats, x2: Floats, n2: Floats) -> Floats:
    """Variance of the difference of two shares; one success and one failure are added to each, so that 0 has one too.

    Agresti & Caffo (2000).
    """
    one, other = (x1 + 1) / (n1 + 2), (x2 + 1) / (n2 + 2)
    return one * (1 - one) / (n1 + 2) + other * (1 - other) / (n2 + 2)


def compare_gaps(gaps: pl.DataFrame, benchmarks: Benchmarks) -> pl.DataFrame:
    """One row per gap and benchmark: the gap of the others together, and whether the own one is wider or narrower.

    Columns: those that name the gap, benchmark, group, difference, benchmark_difference (group minus reference, in
    percentage points), distance (how much farther the own gap is from zero), p (z test), controlled, band, verdict
    (wider, narrower, no_difference or "") and reason. The benchmark leaves the area out; the gap of a union is made
    from added counts, never from an average of gaps.
    """
    key = _key(gaps)
    cell = [c for c in (*key, "period") if c != "area"]
    cells = gaps.select(cell).unique(maintain_order=True).with_row_index("cell")
    table = gaps.join(cells, on=cell, maintain_order="left")
    counts = ("numerator", "denominator", "status")
    others = [
        benchmark_without(
            table.select("geography", "area", "cell", *(pl.col(f"{side}_{c}").alias(c) for c in counts)), benchmarks
        ).select(
            "area", "cell", "benchmark", "group", "geography",
            *(pl.col(f"benchmark_{c}").alias(f"others_{side}_{c}") for c in ("numerator", "denominator")),
            pl.col("benchmark_reason").alias(f"{side}_benchmark_reason"),
        )
        for side in SIDES
    ]  # fmt: skip
    on = ["area", "cell", "benchmark", "group", "geography"]
    both = table.join(others[0], on=["area", "cell", "geography"]).join(others[1], on=on)
    empty = pl.any_horizontal(pl.col(f"others_{side}_denominator") <= 0 for side in SIDES)
    both = both.with_columns(
        reason=pl.when(pl.col("reason") != "")
        .then("reason")
        .when(pl.col("group_benchmark_reason") != "")
        .then("group_benchmark_reason")
        .when(pl.col("reference_benchmark_reason") != "")
        .then("reference_benchmark_reason")
        .when(empty)
        .then(pl.lit("benchmark_empty"))
        .otherwise(pl.lit(""))
    )
    return _judged(both, key)


def _judged(both: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    there = pl.col("reason") == ""
    own, theirs = (
        [both.select(pl.when(there).then(pl.col(f"{whose}{c}"))).to_series().to_numpy() for c in COUNTS]
        for whose in ("", "others_")
    )
    distance = np.abs(own[0] / own[1] - own[2] / own[3]) - np.abs(theirs[0] / theirs[1] - theirs[2] / theirs[3])
    z = distance / np.sqrt(gap_variance(*own) + gap_variance(*theirs))
    tested = both.hstack(
        pl.DataFrame(
            {
                "benchmark_difference": 100 * (theirs[0] / theirs[1] - theirs[2] / theirs[3]),
                "distance": 100 * distance,
                "p": 2 * scipy.stats.norm.sf(np.abs(z)),
            },
            nan_to_null=True,
        )
    )
    judged = controlled(tested.rename({"indicator": "of", "gap": "indicator"}), ["indicator", *key[2:]])
    found = band(pl.col("p"))
    return (
        judged.rename({"indicator": "gap", "of": "indicator"})
        .with_columns(
            band=pl.when(there).then(found).otherwise(0.0),
            verdict=pl.when(~there)
            .then(pl.lit(""))
            .when(found == 0)
            .then(pl.lit("no_difference"))
            .when(pl.col("distance") > 0)
            .then(pl.lit("wider"))
            .otherwise(pl.lit("narrower")),
        )
        .select(
            *key, "period", "benchmark", "group", "difference", "benchmark_difference", "distance", "p", "controlled",
            "band", "verdict", "reason",
        )
    )  # fmt: skip


def gap_trends(gaps: pl.DataFrame, indicators: Iterable[Indicator]) -> pl.DataFrame:
    """One row per series of gaps: does the distance to zero widen or narrow? The conditions are those of `trends`.

    Columns: those that name the gap, first_period, last_period, points, slope (percentage points of difference per
    year, weighted by the inverse of the variance), p, band, verdict (widening, narrowing, no_trend or ""), reason and
    detectable (the smallest change of the gap that five more years could show, in percentage points).
    """
    key = _key(gaps)
    series = gaps.select(key).unique(maintain_order=True).with_row_index("series")
    points = gaps.join(series, on=key, maintain_order="left").with_columns(
        year=pl.col("period").str.slice(0, 4).cast(pl.Int32), numerator=pl.col("difference")
    )
    refuse(points.filter(pl.struct("series", "period").is_duplicated()), "of a gap stand in a series twice.")
    breaks = breaks_of(points, indicators, None)
    run = latest_run(points.join(breaks, on="series", how="left"))
    variance = gap_variance(*(run[c].to_numpy() for c in COUNTS))
    w, t, d = pl.col("weight"), pl.col("since"), pl.col("difference") / 100
    sums = (
        run.with_columns(
            pl.Series("weight", 1 / variance),
            since=(pl.col("year") - pl.col("year").min().over("series")).cast(pl.Float64),
        )
        .group_by("series", maintain_order=True)
        .agg(
            pl.col("period").first().alias("first_period"),
            pl.col("period").last().alias("last_period"),
            pl.len().alias("points"),
            pl.col("weight").last().alias("last_weight"),
            (w * (t - (w * t).sum() / w.sum()) ** 2).sum().alias("spread"),
            (w * (t - (w * t).sum() / w.sum()) * d).sum().alias("steps"),
            (w * d).sum().alias("level"),
        )
        .with_columns(slope=pl.when(pl.col("spread") > 0).then(pl.col("steps") / pl.col("spread")))
    )
    z = (sums["slope"] * sums["spread"].sqrt()).abs().to_numpy()
    detectable = 100 * detectable_in_gap(1 / sums["last_weight"].to_numpy())
    sums = sums.with_columns(
        pl.Series("p", 2 * scipy.stats.norm.sf(z), nan_to_null=True),
        pl.Series("detectable", detectable),
        pl.col("slope") * 100,
    )
    return _trend_verdicts(series.join(sums, on="series", how="left").join(breaks, on="series", how="left")).select(
        *key, "first_period", "last_period", "points", "slope", "p", "band", "verdict", "reason", "detectable"
    )


def _trend_verdicts(series: pl.DataFrame) -> pl.DataFrame:
    few = pl.col("points").fill_null(0) < FEWEST_POINTS
    found = band(pl.col("p"))
    return series.with_columns(
        slope=pl.when(~few).then("slope"),
        p=pl.when(~few).then("p"),
        band=pl.when(few).then(0.0).otherwise(found),
        reason=pl.when(~few).then(pl.lit("")).otherwise(pl.col("broken").fill_null("too_few_points")),
        verdict=pl.when(few)
        .then(pl.lit(""))
        .when(found == 0)
        .then(pl.lit("no_trend"))
        .when(pl.col("slope") * pl.col("level") > 0)
        .then(pl.lit("widening"))
        .otherwise(pl.lit("narrowing")),
    )


def _key(gaps: pl.DataFrame) -> list[str]:
    return ["gap", "indicator", "area", "geography", *(b for b in BREAKDOWNS if b in gaps.columns)]
