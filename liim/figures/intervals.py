"""How far a figure could lie from what it would have been by chance alone: the interval of every figure.

Array functions take counts and give lower and upper limits, NaN where there is none; `with_intervals` puts them beside
figures, null where there is none. A register counts everybody: its interval stands for the chance in who moved, found
work or was born, not for a sample. A stock of people (a count without denominator) gets none unless asked for.
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import polars as pl
import scipy

from liim.figures.declared import PARTS_OF_A_WHOLE, checked
from liim.model import HAS_A_COUNT, Indicator

Floats = npt.NDArray[np.float64]
Limits = tuple[Floats, Floats]

EXACT_BELOW = 10  # events: below, the exact Poisson interval; from here on, Byar's approximation (UKHSA practice)
COUNTS = ("numerator", "denominator", "per", "respondents", "design_effect")
OPTIONAL = {
    "lower": pl.Float64,
    "upper": pl.Float64,
    "method": pl.String,
    "respondents": pl.Float64,
    "design_effect": pl.Float64,
}


def wilson(x: npt.ArrayLike, n: npt.ArrayLike, level: float = 0.95) -> Limits:
    """Limits of the share x/n (Wilson 1927), between 0 and 1; x and n need not be whole."""
    from statsmodels.stats.proportion import proportion_confint  # noqa: PLC0415 takes a second: decision 0099

    x, n = _counts(x, n)
    if np.any(x > n):
        raise ValueError("A part cannot be larger than its whole: x exceeds n. Is this a rate?")
    lower, upper = np.full(x.shape, np.nan), np.full(x.shape, np.nan)
    some = n > 0
    lower[some], upper[some] = proportion_confint(x[some], n[some], alpha=1 - level, method="wilson")
    lower[some & (x == 0)] = 0.0  # exact where the formula leaves a rounding error
    upper[some & (x == n)] = 1.0
    return lower, upper


def exact_poisson(x: npt.ArrayLike, level: float = 0.95) -> Limits:
    """Limits of the expected number of events when x were seen (Garwood 1936)."""
    from statsmodels.stats.rates import confint_poisson  # noqa: PLC0415 takes a second: decision 0099

    (x,) = _counts(x)
    counts, where = np.unique(x, return_inverse=True)  # small counts recur: each is solved once
    lower, upper = np.full(counts.shape, np.nan), np.full(counts.shape, np.nan)
    some = ~np.isnan(counts)
    if some.any():
        lower[some], upper[some] = confint_poisson(counts[some], 1, method="exact-c", alpha=1 - level)
    lower[counts == 0] = 0.0
    return lower[where].reshape(x.shape), upper[where].reshape(x.shape)


def byar(x: npt.ArrayLike, level: float = 0.95) -> Limits:
    """Limits of the expected number of events when x were seen: Byar's approximation (Breslow & Day 1987)."""
    (x,) = _counts(x)
    z = scipy.stats.norm.isf((1 - level) / 2)
    up = x + 1
    with np.errstate(divide="ignore", invalid="ignore"):  # x = 0 is set below
        lower = x * (1 - 1 / (9 * x) - z / (3 * np.sqrt(x))) ** 3
    lower = np.where(x == 0, 0.0, np.maximum(lower, 0.0))
    return lower, up * (1 - 1 / (9 * up) + z / (3 * np.sqrt(up))) ** 3


def poisson(x: npt.ArrayLike, level: float = 0.95) -> Limits:
    """Exact below ten events, Byar from ten on."""
    (x,) = _counts(x)
    few = x < EXACT_BELOW
    lower, upper = byar(x, level)
    lower[few], upper[few] = exact_poisson(x[few], level)
    return lower, upper


def newcombe(x1: npt.ArrayLike, n1: npt.ArrayLike, x2: npt.ArrayLike, n2: npt.ArrayLike, level: float = 0.95) -> Limits:
    """Limits of the difference x1/n1 - x2/n2 of two independent shares (Newcombe 1998, method 10)."""
    return _two_shares(x1, n1, x2, n2, level, compare="diff")


def ratio(x1: npt.ArrayLike, n1: npt.ArrayLike, x2: npt.ArrayLike, n2: npt.ArrayLike, level: float = 0.95) -> Limits:
    """Limits of the ratio of two independent shares on the log scale (Katz 1978); NaN where one is 0 or both 1."""
    return _two_shares(x1, n1, x2, n2, level, compare="ratio")


def student(mean: npt.ArrayLike, deviation: npt.ArrayLike, n: npt.ArrayLike, level: float = 0.95) -> Limits:
    """Limits of a mean with its standard deviation (n - 1) over n units; NaN for a single unit."""
    m, s, k = np.broadcast_arrays(*(np.atleast_1d(np.asarray(a, dtype=np.float64)) for a in (mean, deviation, n)))
    half = np.full(m.shape, np.nan)
    enough = k > 1
    half[enough] = scipy.stats.t.isf((1 - level) / 2, k[enough] - 1) * s[enough] / np.sqrt(k[enough])
    return m - half, m + half


def with_intervals(
    figures: pl.DataFrame, indicators: Iterable[Indicator], *, level: float = 0.95, stocks: bool = False
) -> pl.DataFrame:
    """The figures with `lower`, `upper` (in the unit of the value) and `method` filled where a method exists.

    Limits that a figure brings along (a survey's own) are kept. A survey share without them gets a Wilson interval on
    its effective number of respondents where the columns `respondents` and `design_effect` are there. `stocks` asks for
    a Poisson interval of plain counts too. What has no counts, or an empty denominator, gets none.
    Raises ValueError for counts that cannot be (see `declared.checked`).
    """
    table = checked(figures, indicators).with_columns(
        pl.lit(None, dtype=dtype).alias(c) for c, dtype in OPTIONAL.items() if c not in figures.columns
    )
    method = pl.coalesce(pl.when(rows).then(pl.lit(name)) for name, rows in _methods(stocks=stocks).items())
    table = table.with_columns(_method=method)
    x, n, per, k, deff = (table[c].cast(pl.Float64).to_numpy() for c in COUNTS)
    lower, upper = np.full(len(x), np.nan), np.full(len(x), np.nan)
    for name in table["_method"].drop_nulls().unique():
        at = (table["_method"] == name).fill_null(value=False).to_numpy()
        match name:
            case "wilson":
                low, high = wilson(x[at], n[at], level)
            case "wilson_deff":
                low, high = wilson(x[at] / n[at] * k[at] / deff[at], k[at] / deff[at], level)
            case "poisson_stock":
                low, high = poisson(x[at], level)
            case _:
                low, high = (limit / n[at] for limit in poisson(x[at], level))
        lower[at], upper[at] = low * per[at], high * per[at]
    limits = pl.DataFrame({"_lower": lower, "_upper": upper}, nan_to_null=True)
    return (
        table.hstack(limits)
        .with_columns(
            pl.coalesce("lower", "_lower"),
            pl.coalesce("upper", "_upper"),
            pl.coalesce("_method", "method").alias("method"),
        )
        .select(*figures.columns, *(c for c in ("lower", "upper", "method") if c not in figures.columns))
    )


def _methods(*, stocks: bool) -> dict[str, pl.Expr]:
    """The rows for which each method holds; no row is in two."""
    is_open = pl.col("status").is_in(HAS_A_COUNT) & pl.col("lower").is_null() & pl.col("numerator").is_not_null()
    divided = is_open & (pl.col("denominator") > 0)
    register, survey = pl.col("counted") == "register", pl.col("counted") == "survey"
    a_part = pl.col("kind").is_in(PARTS_OF_A_WHOLE)
    a_rate = divided & register & (pl.col("kind") == "rate")
    methods = {
        "wilson": divided & register & a_part,
        "wilson_deff": divided & survey & a_part & (pl.col("respondents") > 0) & (pl.col("design_effect") > 0),
        "poisson_exact": a_rate & (pl.col("numerator") < EXACT_BELOW),
        "byar": a_rate & (pl.col("numerator") >= EXACT_BELOW),
    }
    return {**methods, "poisson_stock": is_open & register & (pl.col("kind") == "count")} if stocks else methods


def _counts(*counts: npt.ArrayLike) -> list[Floats]:
    arrays = np.broadcast_arrays(*(np.atleast_1d(np.asarray(c, dtype=np.float64)) for c in counts))
    if any(np.any(a < 0) or np.any(np.isinf(a)) for a in arrays):
        raise ValueError("A count cannot be negative or infinite. Leave what is unknown empty (NaN).")
    return list(arrays)


def _two_shares(
    x1: npt.ArrayLike, n1: npt.ArrayLike, x2: npt.ArrayLike, n2: npt.ArrayLike, level: float, *, compare: str
) -> Limits:
    from statsmodels.stats.proportion import confint_proportions_2indep  # noqa: PLC0415 takes a second: decision 0099

    a, m, b, k = _counts(x1, n1, x2, n2)
    if np.any(a > m) or np.any(b > k):
        raise ValueError("A part cannot be larger than its whole: x exceeds n.")
    lower, upper = np.full(a.shape, np.nan), np.full(a.shape, np.nan)
    some = (m > 0) & (k > 0) & ~np.isnan(a) & ~np.isnan(b)
    if compare == "ratio":
        some &= (a > 0) & (b > 0) & ~((a == m) & (b == k))
    if some.any():
        method = {"diff": "newcomb", "ratio": "log"}[compare]
        lower[some], upper[some] = confint_proportions_2indep(
            a[some], m[some], b[some], k[some], method=method, compare=compare, alpha=1 - level
        )
    if compare == "diff":  # rounding may step over the end of the scale
        lower, upper = np.maximum(lower, -1.0), np.minimum(upper, 1.0)
    return lower, upper
