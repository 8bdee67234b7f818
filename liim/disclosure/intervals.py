"""The least and the most that unknowns can be, given what ties and bounds them: the attacker's own linear programs."""

import highspy
import numpy as np
import numpy.typing as npt
from highspy._core import _Highs
from scipy import sparse
from scipy.sparse import csgraph

from liim.disclosure.errors import ContradictionError, NotSolvedError

Numbers = npt.NDArray[np.float64]
_CLOSE = 1e-6


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


def intervals(
    part: sparse.csr_matrix, row_least: Numbers, row_most: Numbers, least: Numbers, most: Numbers, *, name: str
) -> tuple[Numbers, Numbers]:
    """The least and the most that every unknown of a part can be, each solved or met by a count that fits."""
    low, high = _propagated(part, row_least, row_most, least, most)
    if np.any(low > high + _CLOSE * (1 + np.abs(high))):
        raise ContradictionError(f"{name}: no counts at all fit what is printed about this group")
    if not part.shape[0]:
        return low, high
    solver = _Solver(part, row_least, row_most, least, most, name=name)
    met_low, met_high = np.full(len(low), np.inf), np.full(len(low), -np.inf)
    rng = np.random.default_rng(0)
    size = len(low)
    starts = [np.ones(size), -np.ones(size), *(rng.choice([-1.0, 1.0], size) for _ in range(4))]
    for objective in starts:
        point = solver.minimum(objective)
        if point is not None:
            met_low, met_high = np.minimum(met_low, point), np.maximum(met_high, point)
    for cell in range(size):
        for direction in (1.0, -1.0):
            reached = met_low[cell] <= low[cell] + _CLOSE if direction > 0 else met_high[cell] >= high[cell] - _CLOSE
            if reached:
                continue
            objective = np.zeros(size)
            objective[cell] = direction
            point = solver.minimum(objective)
            if point is None:
                continue  # it can be anything on this side
            met_low, met_high = np.minimum(met_low, point), np.maximum(met_high, point)
            if direction > 0:
                low[cell] = point[cell]
            else:
                high[cell] = point[cell]
    return low, high


class _Solver:
    """One linear program; only what it looks for changes, so that every solve starts where the last one ended."""

    def __init__(
        self,
        part: sparse.csr_matrix,
        row_least: Numbers,
        row_most: Numbers,
        least: Numbers,
        most: Numbers,
        *,
        name: str,
    ) -> None:
        columns = part.tocsc()
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = part.shape[1], part.shape[0]
        program.col_cost_ = np.zeros(part.shape[1])
        program.col_lower_, program.col_upper_ = least, most
        program.row_lower_, program.row_upper_ = row_least, row_most
        program.a_matrix_.start_, program.a_matrix_.index_ = columns.indptr, columns.indices
        program.a_matrix_.value_ = columns.data
        self._solver = _Highs()
        self._solver.setOptionValue("output_flag", False)  # noqa: FBT003 (its parameters have no names)
        self._solver.setOptionValue("presolve", "off")
        self._solver.setOptionValue("simplex_strategy", 4)  # primal: where it stands stays possible, the aim changes
        self._solver.passModel(program)
        self._cost = np.zeros(part.shape[1])
        self._name = name

    def minimum(self, objective: Numbers) -> Numbers | None:
        """Counts that fit and make the objective least; None if it has no least."""
        changed = np.flatnonzero(objective != self._cost).astype(np.int32)
        self._solver.changeColsCost(len(changed), changed, objective[changed])
        self._cost = objective
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kUnbounded:
            return None
        if status == highspy.HighsModelStatus.kInfeasible:
            raise ContradictionError(f"{self._name}: no counts at all fit what is printed about this group")
        if status != highspy.HighsModelStatus.kOptimal:
            raise NotSolvedError(f"{self._name}: a solve ended {self._solver.modelStatusToString(status)}")
        return np.asarray(self._solver.getSolution().col_value)
