"""The least and the most that unknowns can be, given what ties and bounds them: the attacker's own linear programs."""

from typing import NamedTuple

import highspy
import numpy as np
import numpy.typing as npt
from highspy._core import _Highs
from scipy import sparse
from scipy.sparse import csgraph

from liim.disclosure.algebra import Free
from liim.disclosure.errors import ContradictionError, NotSolvedError

Numbers = npt.NDArray[np.float64]
_CLOSE = 1e-6
_DUAL, _PRIMAL = 1, 4  # from nothing, to the first counts that fit; from there, where what fits stays so
_WORTH = 10  # limits; as long as one look for all that are left finds so many, they are not looked for one by one


def parts(inside: sparse.csr_matrix) -> list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    """Unknowns that are tied to each other, with the rows that tie them."""
    rows, columns = inside.shape
    if not columns:
        return []
    graph = sparse.bmat([[None, inside], [inside.T, None]], format="csr")
    count, label = csgraph.connected_components(graph, directed=False)
    order = np.argsort(label, kind="stable")
    pieces = np.split(order, np.searchsorted(label[order], np.arange(1, count)))
    return [(piece[piece >= rows] - rows, piece[piece < rows]) for piece in pieces if (piece >= rows).any()]


def _propagated(
    part: sparse.csr_matrix, row_least: Numbers, row_most: Numbers, least: Numbers, most: Numbers
) -> tuple[Numbers, Numbers]:
    """Bounds that follow from one row at a time, over and over: most of what can be said is said by these."""
    entries = part.tocoo()
    row, column, value = entries.row, entries.col, entries.data
    least, most = least.copy(), most.copy()
    for _ in range(30):
        small = np.where(value > 0, value * least[column], value * most[column])
        large = np.where(value > 0, value * most[column], value * least[column])
        rest_small, rest_large = _without_own(small, row, part.shape[0]), _without_own(large, row, part.shape[0])
        high, low = (row_most[row] - rest_small) / value, (row_least[row] - rest_large) / value
        upper, lower = most.copy(), least.copy()
        np.minimum.at(upper, column, np.where(value > 0, high, low))
        np.maximum.at(lower, column, np.where(value > 0, low, high))
        if np.all(upper >= most - _CLOSE) and np.all(lower <= least + _CLOSE):
            break
        least, most = lower, upper
    return least, most


def _without_own(activity: Numbers, row: npt.NDArray[np.int32], rows: int) -> Numbers:
    """Per entry the sum of the other entries of its row, infinities counted apart."""
    infinite = np.isinf(activity)
    finite = np.where(infinite, 0.0, activity)
    total = np.bincount(row, finite, rows)[row] - finite
    others = np.bincount(row, infinite, rows)[row] - infinite
    sign = np.where(infinite.any() & (others > 0), np.nan, 0.0)
    direction = np.bincount(row, np.where(infinite, np.sign(activity), 0.0), rows)[row]
    return np.where(np.isnan(sign), np.where(direction < 0, -np.inf, np.inf), total)


Interval = tuple[Numbers, Numbers]


class Reach(NamedTuple):
    """The least and the most of every unknown; `free` where counts were met that differ in it, by exact arithmetic."""

    least: Numbers
    most: Numbers
    free: npt.NDArray[np.bool_]


def intervals(
    part: sparse.csr_matrix,
    rows: Interval,
    unknowns: Interval,
    *,
    name: str,
    enough: Interval | None = None,
    met: Reach | None = None,
) -> Reach:
    """The least and the most that every unknown of a part can be, each solved or met by a count that fits.

    `rows` and `unknowns`: between what each sum, and each unknown, is known to lie. `enough`: down to here and up to
    there is as far as anybody asks, if there are two whole counts that fit besides; where such were met, the limits may
    lie further out, else they are the true ones. `met`: how far counts reach that are known to fit.
    """
    low, high = _propagated(part, *rows, *unknowns)
    if np.any(low > high + _CLOSE * (1 + np.abs(high))):
        raise ContradictionError(f"{name}: no counts at all fit what is printed about this group")
    if not part.shape[0]:
        return Reach(low, high, np.zeros(len(low), bool))
    solver = _Solver(part, rows, unknowns, name=name)
    found = _Met(low, high, enough, Free(part[rows[0] == rows[1]]))
    if met is not None:
        found.reach(met.least, met.most)
    size = len(low)
    for objective in (np.ones(size), -np.ones(size)) if met is None else ():
        if found.left().any():
            found.add(solver.minimum(objective))
    # All that are left at once, again and again: those that can go both ways, half of them up and half of them down.
    rng = np.random.default_rng(0)
    left, settled = found.left(), _WORTH
    while settled >= _WORTH:
        before = left.sum()
        found.add(solver.minimum(np.where(left.all(axis=0), rng.choice([-1.0, 1.0], size), left[0] * 1.0 - left[1])))
        left = found.left()
        settled = before - left.sum()
    for cell in np.flatnonzero(left.any(axis=0)):
        for side, direction in enumerate((1.0, -1.0)):
            if found.left(int(cell))[side]:
                objective = np.zeros(size)
                objective[cell] = direction
                found.settle(side, int(cell), solver.minimum(objective))
    return Reach(found.least, found.most, found.free.shown)


class _Met:
    """The counts that were met so far, and which limits of which unknowns are still to be found."""

    def __init__(self, low: Numbers, high: Numbers, enough: Interval | None, free: Free) -> None:
        self._low, self._high = low, high  # what follows from one row at a time: nothing lies beyond
        self._exactly = enough is None
        self._asked = (low, high) if enough is None else (np.maximum(low, enough[0]), np.minimum(high, enough[1]))
        self.least, self.most = np.full(len(low), np.inf), np.full(len(low), -np.inf)
        self._settled = np.zeros((2, len(low)), bool)
        self.free = free

    def add(self, point: Numbers | None) -> None:
        """Keep how far counts reach that fit; None are met where what was looked for has no limit."""
        if point is None:
            return
        self.free.add(point)
        self.reach(point, point)

    def reach(self, least: Numbers, most: Numbers) -> None:
        """Counts that fit are known to go so far."""
        self.least, self.most = np.minimum(self.least, least), np.maximum(self.most, most)
        # A limit that was reached is exact, whatever the solver's last decimal says.
        self.least = np.where(self.least <= self._low + _CLOSE, self._low, self.least)
        self.most = np.where(self.most >= self._high - _CLOSE, self._high, self.most)

    def settle(self, side: int, cell: int, point: Numbers | None) -> None:
        """A limit is the one that was solved; where there is none, it can be anything on that side."""
        self.add(point)
        self._settled[side, cell] = True
        if point is None:
            (self.least, self.most)[side][cell] = (self._low, self._high)[side][cell]

    def left(self, at: int | slice = slice(None)) -> npt.NDArray[np.bool_]:
        """Per side, and per unknown, whether its limit is still to be found."""
        least, most = self.least[at], self.most[at]
        beyond = np.stack([least > self._low[at] + _CLOSE, most < self._high[at] - _CLOSE])
        asked = np.stack([least > self._asked[0][at] + _CLOSE, most < self._asked[1][at] - _CLOSE])
        one = self._exactly | (np.floor(most + _CLOSE) < np.ceil(least - _CLOSE) + 1)
        return np.asarray(beyond & (asked | one) & ~self._settled[:, at])


class _Solver:
    """One linear program; only what it looks for changes, so that every solve starts where the last one ended."""

    def __init__(
        self,
        part: sparse.csr_matrix,
        rows: Interval,
        unknowns: Interval,
        *,
        name: str,
    ) -> None:
        columns = part.tocsc()
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = part.shape[1], part.shape[0]
        program.col_cost_ = np.zeros(part.shape[1])
        program.col_lower_, program.col_upper_ = unknowns
        program.row_lower_, program.row_upper_ = rows
        program.a_matrix_.start_, program.a_matrix_.index_ = columns.indptr, columns.indices
        program.a_matrix_.value_ = columns.data
        self._solver = _Highs()
        self._solver.setOptionValue("output_flag", False)  # noqa: FBT003 (its parameters have no names)
        self._solver.setOptionValue("presolve", "off")
        self._solver.setOptionValue("simplex_strategy", _DUAL)
        self._solver.passModel(program)
        self._cost = np.zeros(part.shape[1])
        self._name = name

    def minimum(self, objective: Numbers) -> Numbers | None:
        """Counts that fit and make the objective least; None if it has no least."""
        changed = np.flatnonzero(objective != self._cost).astype(np.int32)
        self._solver.changeColsCost(len(changed), changed, objective[changed])
        self._cost = objective
        self._solver.run()
        self._solver.setOptionValue("simplex_strategy", _PRIMAL)
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kUnbounded:
            return None
        if status == highspy.HighsModelStatus.kInfeasible:
            raise ContradictionError(f"{self._name}: no counts at all fit what is printed about this group")
        if status != highspy.HighsModelStatus.kOptimal:
            raise NotSolvedError(f"{self._name}: a solve ended {self._solver.modelStatusToString(status)}")
        return np.asarray(self._solver.getSolution().col_value)
