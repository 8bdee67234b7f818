"""Trends: has a figure risen or fallen over the years by more than chance, and what could five more years show?

Cochran-Armitage for shares (Armitage 1955; the variance with N, as R's prop.trend.test), its Poisson twin for rates.
A trend needs five yearly points in a row, without a series break, in one territory; otherwise it says why not.
"""

from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl
import scipy

from liim.figures.declared import PARTS_OF_A_WHOLE, checked, refuse, series_key
from liim.figures.evidence import band
from liim.figures.runs import FEWEST_POINTS, breaks_of, latest_run, points_of
from liim.model import Indicator, Status

Floats = npt.NDArray[np.float64]

YEARS_AHEAD = 5
POWER = 0.8
TESTED = (*PARTS_OF_A_WHOLE, "rate")


def cochran_armitage(
    x: npt.ArrayLike, n: npt.ArrayLike, scores: npt.ArrayLike | None = None
) -> tuple[float, float, str]:
    """chi², p and direction (up, down, flat) of a linear trend in the shares x/n; scores are 1 … k unless given."""
    a, m = np.asarray(x, dtype=np.float64), np.asarray(n, dtype=np.float64)
    if a.shape != m.shape or np.any(m <= 0) or np.any(a < 0) or np.any(a > m):
        raise ValueError("A trend needs, for every year, a count between 0 and a population above 0.")
    s = np.arange(1.0, len(a) + 1) if scores is None else np.asarray(scores, dtype=np.float64)
    sums = tuple(np.array([v.sum()]) for v in (m, a, m * s, a * s, m * s * s))
    slope, chi2 = _trend(*sums, binomial=np.array([True]))
    return float(chi2[0]), float(scipy.stats.chi2.sf(chi2[0], 1)), _direction(slope)[0]


def detectable_change(share: npt.ArrayLike, n: npt.ArrayLike, *, rate: bool = False, level: float = 0.95) -> Floats:
    """The smallest change in a share (or rate) that five more years could show, with a power of 80 %.

    Over today's and five more yearly figures of n people each; the change is the one between now and five years on,
    towards one half (a rate: upwards), where it is the harder to show, so that it holds whichever way it goes.
    NaN where not even the whole way could be shown.
    """
    p, m = np.broadcast_arrays(np.asarray(share, dtype=np.float64), np.asarray(n, dtype=np.float64))
    low = p if rate else np.minimum(p, 1 - p)  # a fall from 80 % is as hard to show as a rise from 20 %
    years = np.arange(YEARS_AHEAD + 1.0)
    spread = ((years - years.mean()) ** 2).sum()
    with np.errstate(divide="ignore", invalid="ignore"):  # nobody: no change can be shown
        k = (_effect(level) * YEARS_AHEAD) ** 2 / (spread * m)
        # The change d solves d² = k·v; v is the variance of one person at the mean level of the six years, low + d/2.
        curve = 0.0 if rate else 1.0
        square, linear = 1 + curve * k / 4, k * (1 - 2 * curve * low) / 2
        d = (linear + np.sqrt(linear**2 + 4 * square * k * low * (1 - curve * low))) / (2 * square)
        change: Floats = np.where((m > 0) & (rate | (d <= 1 - low)), d, np.nan)
    return change


def detectable_in_gap(variance: npt.ArrayLike, *, level: float = 0.95) -> Floats:
    """The same for a difference, in its own unit, each of whose six yearly values has this variance."""
    years = np.arange(YEARS_AHEAD + 1.0)
    spread = ((years - years.mean()) ** 2).sum()
    change: Floats = _effect(level) * YEARS_AHEAD * np.sqrt(np.asarray(variance, dtype=np.float64) / spread)
    return change


@cache
def _effect(level: float) -> float:
    """The standardised effect that one observation must have to be found with the wanted power."""
    from statsmodels.stats.power import zt_ind_solve_power  # noqa: PLC0415 takes a second: decision 0099

    return float(zt_ind_solve_power(nobs1=1, alpha=1 - level, power=POWER, ratio=0, alternative="two-sided"))


def trends(
    figures: pl.DataFrame,
    indicators: Iterable[Indicator],
    *,
    territories: pl.DataFrame | None = None,
    years_covered: Mapping[str, int] | None = None,
) -> pl.DataFrame:
    """One row per series (indicator, area, geography, breakdowns): its trend, or why there is none.

    The latest run of yearly periods with counts is tested, from the last series break on. `territories` (area, period)
    tells from which period an area is another territory: give it for series as published, not for rebuilt ones.
    `years_covered` names indicators whose periods span several years: overlapping points are no trend.

    Columns: first_period, last_period, points, slope (per year) and change (over the run) in the unit of the value,
    chi2, p, direction (up, down, flat), band (0, 95, 99.8), verdict (rising, falling, no_trend, ""), reason
    (too_few_points, series_break, another_territory, not_yearly, overlapping_periods, no_test, no_counts),
    break_period, provisional (the last point is), detectable (the smallest change that five more years could show).
    Raises ValueError for a period that stands in a series twice, and for counts that cannot be.
    """
    chosen = tuple(indicators)
    key = series_key(figures)
    points = points_of(checked(figures, chosen), key)
    refuse(points.filter(pl.struct("series", "period").is_duplicated()), "stand in a series twice.")
    breaks = breaks_of(points, chosen, territories)
    run = latest_run(points.join(breaks, on="series", how="left"))
    tested = _tested(run)
    overlapping = [i for i, years in (years_covered or {}).items() if years > 1]
    return _verdicts(
        points.group_by("series", maintain_order=True)
        .agg(
            pl.col(*key, "kind", "per", "counted", "frequency", "margin").first(),
            pl.col("numerator").count().alias("known"),
        )
        .join(breaks, on="series", how="left")
        .join(tested, on="series", how="left", maintain_order="left")
        .with_columns(overlapping=pl.col("indicator").is_in(overlapping))
    ).select(
        *key, "first_period", "last_period", "points", "slope", "change", "chi2", "p", "direction", "band", "verdict",
        "reason", "break_period", "provisional", "detectable",
    )  # fmt: skip


def _tested(run: pl.DataFrame) -> pl.DataFrame:
    """Per series the sums over its run, the statistic and the smallest change that could be shown."""
    x, n = pl.col("numerator"), pl.col("denominator")
    since = (pl.col("year") - pl.col("year").first()).cast(pl.Float64).over("series")
    sums = (
        run.with_columns(since=since)
        .group_by("series", maintain_order=True)
        .agg(
            pl.col("period").first().alias("first_period"),
            pl.col("period").last().alias("last_period"),
            pl.len().alias("points"),
            (pl.col("status").last() == Status.PROVISIONAL.value).alias("provisional"),
            (pl.col("kind").first() != "rate").alias("binomial"),
            n.sum().alias("n"),
            x.sum().alias("x"),
            (n * pl.col("since")).sum().alias("ns"),
            (x * pl.col("since")).sum().alias("xs"),
            (n * pl.col("since") ** 2).sum().alias("nss"),
            x.last().alias("last_x"),
            n.last().alias("last_n"),
        )
    )
    binomial = sums["binomial"].to_numpy()
    slope, chi2 = _trend(*(sums[c].to_numpy() for c in ("n", "x", "ns", "xs", "nss")), binomial=binomial)
    last_x, last_n = sums["last_x"].to_numpy(), sums["last_n"].to_numpy()
    parts, whole = np.where(binomial, last_x, 0), np.where(binomial, last_n, 1)
    detectable = np.where(
        binomial, detectable_change(parts / whole, whole), detectable_change(last_x / last_n, last_n, rate=True)
    )
    return sums.select("series", "first_period", "last_period", "points", "provisional").hstack(
        pl.DataFrame(
            {"slope": slope, "chi2": chi2, "p": scipy.stats.chi2.sf(chi2, 1), "detectable": detectable},
            nan_to_null=True,
        )
    )


def _trend(
    n: Floats, x: Floats, ns: Floats, xs: Floats, nss: Floats, *, binomial: npt.NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Slope (per score) and chi² from sums over years: of n, x, n·s, x·s and n·s²."""
    mean = x / n
    spread = nss - ns**2 / n
    steps = xs - mean * ns
    steps = np.where(np.abs(steps) <= 1e-12 * np.maximum(np.abs(xs), 1), 0.0, steps)  # flat but for rounding
    variance = np.where(binomial, mean * (1 - mean), mean) * spread
    with np.errstate(divide="ignore", invalid="ignore"):  # one year, or all or none: no slope
        slope = np.where(spread > 0, steps / spread, 0.0)
        chi2 = np.where(variance > 0, steps**2 / variance, 0.0)
    return slope, chi2


def _direction(slope: Floats) -> list[str]:
    return [("flat", "up", "down")[int(sign)] for sign in np.sign(slope)]


def _verdicts(series: pl.DataFrame) -> pl.DataFrame:
    """The reason why there is no trend, or its verdict."""
    few = pl.col("points").fill_null(0) < FEWEST_POINTS
    reason = (
        pl.when(~pl.col("kind").is_in(TESTED) | (pl.col("counted") != "register"))
        .then(pl.lit("no_test"))
        .when(pl.col("frequency") != "yearly")
        .then(pl.lit("not_yearly"))
        .when("overlapping")
        .then(pl.lit("overlapping_periods"))
        .when(pl.col("known") == 0)
        .then(pl.lit("no_counts"))
        .when(few & pl.col("broken").is_not_null())
        .then(pl.col("broken"))
        .when(few)
        .then(pl.lit("too_few_points"))
        .otherwise(pl.lit(""))
    )
    tested = pl.col("reason") == ""
    matters = pl.col("change").abs() >= pl.col("margin").fill_null(0.0)
    found = pl.col("band") > 0
    return (
        series.with_columns(
            reason=reason,
            slope=pl.col("slope") * pl.col("per"),
            detectable=pl.col("detectable") * pl.col("per"),
        )
        .with_columns(pl.when(tested).then(c).alias(c) for c in ("slope", "chi2", "p"))
        .with_columns(change=pl.col("slope") * (pl.col("points").cast(pl.Float64) - 1))
        .with_columns(
            band=pl.when(matters).then(band(pl.col("p"))).otherwise(pl.lit(0.0)).fill_null(0.0),
            direction=pl.when(pl.col("slope") > 0)
            .then(pl.lit("up"))
            .when(pl.col("slope") < 0)
            .then(pl.lit("down"))
            .when(tested)
            .then(pl.lit("flat"))
            .otherwise(pl.lit("")),
        )
        .with_columns(
            verdict=pl.when(~tested)
            .then(pl.lit(""))
            .when(~found)
            .then(pl.lit("no_trend"))
            .when(pl.col("slope") > 0)
            .then(pl.lit("rising"))
            .otherwise(pl.lit("falling"))
        )
    )
