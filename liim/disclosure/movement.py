"""How one count of a linked group can change while everything that is published stays true: a linear program.

An attacker's interval of a withheld count is as wide as the counts that are withheld with it let it move.
"""

from typing import cast

import highspy
import numpy as np
from highspy._core import _Highs
from scipy import sparse

from liim.disclosure.errors import NotSolvedError
from liim.disclosure.system import Numbers

_MOVES = 1e-7


def silent_solver() -> _Highs:
    """A solver that prints nothing.

    HiGHS options that concern threads are left alone: changing them on a second solver makes its solves fail.
    """
    solver = _Highs()
    solver.setOptionValue("output_flag", False)  # noqa: FBT003 (its parameters have no names)
    return solver


class Movement:
    """Every cell may move up and down at a price; one solver, warm from one question to the next."""

    def __init__(self, matrix: sparse.csr_matrix, up: Numbers, down: Numbers, name: str) -> None:
        self._size = matrix.shape[1]
        self._up, self._down, self._name = up.copy(), down.copy(), name
        self._fixed = np.zeros(self._size, bool)
        self._cost = np.zeros(2 * self._size)
        self._columns = np.arange(2 * self._size, dtype=np.int32)
        both = sparse.hstack([matrix, -matrix]).tocsc()
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = 2 * self._size, matrix.shape[0]
        program.col_cost_ = self._cost
        program.col_lower_ = np.zeros(2 * self._size)
        program.col_upper_ = np.concatenate([up, down])
        program.row_lower_ = program.row_upper_ = np.zeros(matrix.shape[0])
        program.a_matrix_.start_, program.a_matrix_.index_ = both.indptr, both.indices
        program.a_matrix_.value_ = both.data
        self._solver = silent_solver()
        self._solver.setOptionValue("presolve", "off")  # to stand still is the cheapest: from there few have to move
        self._solver.passModel(program)

    def limit(self, down: Numbers) -> None:
        """Let cells move down by so much from now on."""
        if not np.array_equal(down, self._down):
            self._down = down.copy()
            self._solver.changeColsBounds(
                self._size, self._columns[self._size :], np.zeros(self._size), np.where(self._fixed, 0.0, self._down)
            )

    def fix(self, cell: int) -> None:
        """A published cell does not move."""
        self._fixed[cell] = True
        self._solver.changeColBounds(cell, 0, 0)
        self._solver.changeColBounds(cell + self._size, 0, 0)

    def free(self, cell: int) -> None:
        """Undo `fix`."""
        self._fixed[cell] = False
        self._solver.changeColBounds(cell, 0, self._up[cell])
        self._solver.changeColBounds(cell + self._size, 0, self._down[cell])

    def cheapest(self, cell: int, amount: float, cost: Numbers) -> Numbers | None:
        """The cheapest way to move a cell by an amount, as the movement of every cell; None if there is none."""
        self._price(np.concatenate([cost, cost]))
        column, opposite = (cell, cell + self._size) if amount > 0 else (cell + self._size, cell)
        self._solver.changeColBounds(column, abs(amount), abs(amount))
        self._solver.changeColBounds(opposite, 0, 0)
        found = self._solve()
        self.free(cell)
        return found

    def furthest(self, cell: int, direction: int, enough: float) -> float:
        """How far a cell can move at all in a direction (1 or -1); no further than `enough`."""
        column, opposite = (cell, cell + self._size) if direction > 0 else (cell + self._size, cell)
        cost = np.zeros(2 * self._size)
        cost[column] = -1.0
        self._price(cost)
        self._solver.changeColBounds(column, 0, enough)
        self._solver.changeColBounds(opposite, 0, 0)
        found = self._solve()
        self.free(cell)
        return 0.0 if found is None else float(abs(found[cell]))

    def _price(self, cost: Numbers) -> None:
        changed = np.flatnonzero(cost != self._cost).astype(np.int32)
        if len(changed):
            self._solver.changeColsCost(len(changed), changed, cost[changed])
            self._cost = cost.copy()

    def _solve(self) -> Numbers | None:
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise NotSolvedError(f"{self._name}: a solve ended {self._solver.modelStatusToString(status)}")
        columns = np.asarray(self._solver.getSolution().col_value)
        moved = columns[: self._size] - columns[self._size :]
        return cast("Numbers", np.where(np.abs(moved) > _MOVES, moved, 0.0))
