"""What an outsider can work out of everything that is published: the least and the most for every withheld count.

It shares no code with the side that withholds, so that one mistake is not made twice. Nothing is believed unless it is
solved: a program that does not end in an optimum raises, and with it the edition is refused.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import sparse

from liim.disclosure.algebra import determined
from liim.disclosure.errors import ContradictionError, NotSolvedError
from liim.disclosure.intervals import intervals, parts
from liim.disclosure.system import NAME, System
from liim.model import HidesItself, Status

Numbers = npt.NDArray[np.float64]
_CLOSE = 1e-6
_ROUNDED = 1e-3  # people: what a published mean may be off by its decimals


@dataclass(frozen=True, slots=True)
class Statement:
    """Something else that is public: lower ≤ sum over (variable, coefficient) ≤ upper."""

    terms: tuple[tuple[int, float], ...]
    lower: float
    upper: float


def percentage(numerator: int, denominator: int, value: float, decimals: int) -> tuple[Statement, Statement]:
    """A printed percentage of two variables, one or both perhaps withheld, rounded to so many decimals."""
    half = 0.5 * 10.0**-decimals
    return (
        Statement(((numerator, 100.0), (denominator, -(value - half))), 0.0, np.inf),
        Statement(((numerator, 100.0), (denominator, -(value + half))), -np.inf, 0.0),
    )


def rounded(variable: int, value: float, base: float) -> Statement:
    """A count printed as a multiple of `base`."""
    return Statement(((variable, 1.0),), value - base / 2, value + base / 2)


def attack(
    cells: pl.DataFrame,
    system: System,
    *,
    hides_zeros: Collection[str] = (),
    hiding: Mapping[str, HidesItself] | None = None,
    statements: Sequence[Statement] = (),
    enough: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """One row per count that is not printed: what can be worked out of it.

    Columns: variable, NAME, implied, lower, upper, upper_not_zero, exact, exact_not_zero.

    `cells` are the printed ones, in the order in which `system` was made from them, with count, status, reason,
    source; optionally `lower` and `upper`, bounds that are printed. `lower` and `upper` are what follows if counts are
    not negative; `upper_not_zero` what follows for who also knows that a zero is never withheld, except for quantities
    in `hides_zeros`. `hiding` per source: what its publisher is known to hide. `exact`, `exact_not_zero`: the count can
    be recomputed, by the first or by the second; of `implied` ones most can, and may.
    `enough` (variable, low, high): nobody asks whether these can be less than `low` or more than `high`, nor of any
    other more than whether they can be two counts. What is told of them then is how far they are seen to reach: they
    may reach further. Where they do not reach as far as asked, it is the true limit.
    Raises NotSolvedError where a solve is not optimal, ContradictionError where nothing fits what is printed.
    """
    known = _Known.of(cells, system, hides_zeros, hiding or {})
    matrix, row_least, row_most = _with_statements(system.matrix, statements)
    missing = np.flatnonzero(np.isnan(known.count))
    count = _subtracted(system.matrix, known)
    told = np.nan_to_num(count)
    least, most = row_least - matrix @ told, row_most - matrix @ told
    _refuse_contradictions(system, matrix, known, count, least, most)
    unknown = np.flatnonzero(np.isnan(count))
    inside = matrix[:, unknown].tocsr()
    found = {name: np.full(len(unknown), np.nan) for name in ("lower", "upper", "upper_not_zero", "lower_not_zero")}
    certain = np.zeros(len(unknown), bool)
    asked = _asked(enough, system.variables.height)
    for cells_, rows in parts(inside):
        at = unknown[cells_]
        part = inside[rows][:, cells_].tocsr()
        name, of_rows = system.name(int(at[0])), (least[rows], most[rows])
        wanted = None if asked is None else (asked[0][at], asked[1][at])
        floor, floor_not_zero, ceiling = known.least[at], known.least_not_zero[at], known.most[at]
        same = np.array_equal(floor, floor_not_zero)
        # Who knows that no zero is withheld knows more: what he must think possible, the other must as well.
        upward = wanted if wanted is None or same else (np.full(len(at), np.inf), wanted[1])
        not_zero = either = intervals(part, of_rows, (floor_not_zero, ceiling), name=name, enough=upward)
        if not same:
            either = intervals(part, of_rows, (floor, ceiling), name=name, enough=wanted, met=not_zero)
        found["lower_not_zero"][cells_], found["upper_not_zero"][cells_] = not_zero.least, not_zero.most
        found["lower"][cells_], found["upper"][cells_] = either.least, either.most
        # What counts that were met show to be free, no equation determines; the rest is asked of algebra.
        if (_is_wide(either.least, either.most) & ~either.free & ~not_zero.free).any():
            certain[cells_] = determined(part[rows < len(system.kinds)])
    every = {name: count.copy() for name in found}
    for name, values in found.items():
        every[name][unknown] = values
    exactly = ~np.isnan(count)
    exactly[unknown] = certain
    return _report(system, missing, every, exactly, known.whole)


def too_narrow(attacked: pl.DataFrame, required: pl.DataFrame) -> pl.DataFrame:
    """Cells that are told closer than their rule allows, or whose truth lies outside: the inside check.

    `required` is what `protect` asks: variable, count, low, high. Empty if the edition may go out.
    """
    met = (
        (pl.col("lower") <= pl.col("low") + _CLOSE)
        & (pl.col("upper_not_zero") >= pl.col("high") - _CLOSE)
        & (pl.col("count").is_nan() | pl.col("count").is_between(pl.col("lower") - _CLOSE, pl.col("upper") + _CLOSE))
    )
    told = required.with_columns(pl.col("variable").cast(pl.Int64)).join(attacked, on="variable", how="left")
    return told.filter(~met.fill_null(value=False))


def how_wide(system: System, required: pl.DataFrame | None) -> pl.DataFrame:
    """What is asked of the variables of a system (variable, count, low, high), from NAME, implied, count, low, high.

    Where nothing is known of it, nothing.
    """
    numbered = system.variables.with_row_index("variable").cast({"variable": pl.Int64})
    if required is None:
        nothing = {one: pl.lit(None, pl.Float64) for one in ("count", "low", "high")}
        return numbered.clear().select("variable", **nothing)
    return numbered.join(required, on=[*NAME, "implied"]).select("variable", "count", "low", "high")


def _asked(enough: pl.DataFrame | None, size: int) -> tuple[Numbers, Numbers] | None:
    """Down to where and up to where each variable is looked for; None: as far as it goes."""
    if enough is None:
        return None
    low, high = np.full(size, np.inf), np.full(size, -np.inf)
    at = enough["variable"].to_numpy()
    np.minimum.at(low, at, enough["low"].to_numpy())
    np.maximum.at(high, at, enough["high"].to_numpy())
    return low, high


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """What stands in print about every variable: its count or NaN, and what bounds it otherwise."""

    count: Numbers
    least: Numbers
    least_not_zero: Numbers
    most: Numbers
    whole: npt.NDArray[np.bool_]  # counted in whole people

    @classmethod
    def of(
        cls, cells: pl.DataFrame, system: System, hides_zeros: Collection[str], hiding: Mapping[str, HidesItself]
    ) -> "_Known":
        size = system.variables.height
        bounds = [pl.col(name).cast(pl.Float64) for name in ("lower", "upper") if name in cells.columns]
        per_variable = (
            cells.select("count", "status", "reason", "source", *bounds)
            .with_columns(system.cells["variable"])
            .with_columns(
                pl.when(pl.col("status") == Status.NOT_APPLICABLE.value)
                .then(0.0)
                .otherwise(pl.col("count"))
                .alias("count")
            )
            .sort("variable", pl.col("count").is_null())
        )
        count, least = np.full(size, np.nan), np.where(system.signed, -np.inf, 0.0)
        most = np.full(size, np.inf)
        told = per_variable.filter(pl.col("count").is_not_null())
        count[told["variable"].to_numpy()] = told["count"].to_numpy()
        quantities = system.variables["quantity"]
        fraction = pl.Series("fraction", np.abs(count - np.round(count)) > _CLOSE)
        broken = system.variables.with_columns(fraction).select(pl.col("fraction").any().over("quantity")).to_series()
        not_zero = least.copy()
        withheld = per_variable.filter(pl.col("status") == Status.WITHHELD.value)["variable"].to_numpy()
        not_zero[withheld] = np.where(
            (quantities.is_in(list(hides_zeros)) | broken).to_numpy()[withheld] | system.signed[withheld],
            least[withheld],
            1.0,
        )
        for source, rule in hiding.items():
            hidden = per_variable.filter(
                pl.col("source") == source, pl.col("reason") == "hidden_by_source", pl.col("count").is_null()
            )["variable"].to_numpy()
            least[hidden], not_zero[hidden], most[hidden] = rule.lowest, rule.lowest, rule.highest
        for name, values, sharper in (("lower", least, np.maximum), ("upper", most, np.minimum)):
            if name in cells.columns:
                stated = per_variable.filter(pl.col(name).is_not_null())
                sharper.at(values, stated["variable"].to_numpy(), stated[name].to_numpy())
        return cls(count, least, np.maximum(least, not_zero), most, ~broken.to_numpy())


def _with_statements(
    matrix: sparse.csr_matrix, statements: Sequence[Statement]
) -> tuple[sparse.csr_matrix, Numbers, Numbers]:
    """The equations and all that is stated beside them, with the least and the most of every row."""
    rows = [number for number, one in enumerate(statements) for _ in one.terms]
    terms = [term for one in statements for term in one.terms]
    stated = sparse.csr_matrix(
        ([coefficient for _, coefficient in terms], (rows, [variable for variable, _ in terms])),
        shape=(len(statements), matrix.shape[1]),
    )
    zero = np.zeros(matrix.shape[0])
    return (
        sparse.vstack([matrix, stated]).tocsr(),
        np.concatenate([zero, [one.lower for one in statements]]),
        np.concatenate([zero, [one.upper for one in statements]]),
    )


def _subtracted(matrix: sparse.csr_matrix, known: _Known) -> Numbers:
    """Counts, with those that follow by subtracting, one sum after the other: what anybody can do with a pencil."""
    count = known.count.copy()
    while True:
        unknown = np.isnan(count)
        inside = matrix[:, unknown].tocsr()
        alone = np.flatnonzero(np.diff(inside.indptr) == 1)
        if not len(alone):
            return count
        rest = -(matrix[alone] @ np.nan_to_num(count))
        single = inside[alone]
        count[np.flatnonzero(unknown)[single.indices]] = rest / single.data


def _refuse_contradictions(
    system: System, matrix: sparse.csr_matrix, known: _Known, count: Numbers, least: Numbers, most: Numbers
) -> None:
    """Raise where what is printed cannot be true all at once."""
    told = np.nan_to_num(count)
    full = np.diff(matrix[:, np.isnan(count)].tocsr().indptr) == 0
    slack = _CLOSE + 1e-9 * (np.abs(matrix) @ np.abs(told))
    broken = np.flatnonzero(full & ((least > slack) | (most < -slack)))
    if len(broken):
        kind = system.kinds[broken[0]] if broken[0] < len(system.kinds) else "statement"
        first = system.name(int(matrix[broken[0]].indices[0]))
        raise ContradictionError(f"{first}: what is printed does not add up (over {kind}; {len(broken)} such sums)")
    subtracted = np.isnan(known.count) & ~np.isnan(count)
    outside = np.flatnonzero(subtracted & ((count < known.least - _ROUNDED) | (count > known.most + _ROUNDED)))
    if len(outside):
        raise ContradictionError(
            f"{system.name(int(outside[0]))}: what follows for it by subtracting cannot be ({len(outside)} such cells)"
        )


def _report(
    system: System,
    missing: npt.NDArray[np.int64],
    found: Mapping[str, Numbers],
    certain: npt.NDArray[np.bool_],
    whole: npt.NDArray[np.bool_],
) -> pl.DataFrame:
    lower, upper = _inward(found["lower"], found["upper"], whole)
    sharp_lower, sharp_upper = _inward(found["lower_not_zero"], found["upper_not_zero"], whole)
    unproven = np.flatnonzero(certain & _is_wide(lower, upper))
    if len(unproven):
        raise NotSolvedError(
            f"{system.name(int(unproven[0]))}: algebra determines it, the linear program does not: one of them is wrong"
        )
    return system.variables[missing].select(
        pl.Series("variable", missing),
        *NAME,
        "implied",
        pl.Series("lower", lower[missing]),
        pl.Series("upper", upper[missing]),
        pl.Series("upper_not_zero", sharp_upper[missing]),
        pl.Series("exact", (upper - lower)[missing] <= _CLOSE),
        pl.Series("exact_not_zero", (sharp_upper - sharp_lower)[missing] <= _CLOSE),
    )


def _is_wide(lower: Numbers, upper: Numbers) -> npt.NDArray[np.bool_]:
    return np.asarray(upper - lower > _CLOSE * (1 + np.abs(lower)))


def _inward(lower: Numbers, upper: Numbers, whole: npt.NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """People come whole: a count between 2.5 and 4.5 is 3 or 4."""
    return (
        np.where(whole, np.ceil(lower - _CLOSE), lower),
        np.where(whole, np.floor(upper + _CLOSE), upper),
    )
