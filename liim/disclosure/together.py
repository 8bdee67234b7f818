"""Which cells may be worth withholding, found for all small counts of a large group at once.

Two linear programs: in the first about half of the small counts go up and the others down, in the second the other way
round. What moves in either is a good place to look for the way of each, hundreds of times smaller than the group.
"""

import highspy
import numpy as np
from scipy import sparse

from liim.disclosure.errors import NotSolvedError
from liim.disclosure.movement import silent_solver
from liim.disclosure.rules import TOLERANCE
from liim.disclosure.system import Flags, Indices, Numbers

UNMET = 1e3  # what it costs per person if a small count cannot move as far as asked together with all others
_FAR = 1e5  # no cell need move further


def moved_together(
    ties: sparse.csr_matrix,
    primary: Indices,
    asked: tuple[Numbers, Numbers],
    limits: tuple[Numbers, Numbers],
    cost: Numbers,
    name: str,
) -> Flags:
    """Which cells move when all primary ones do, as far as they can together.

    `ties` times counts is constant; `asked`: how far each primary cell must go up and down; `limits`: how far each cell
    may; what cannot move has none.
    """
    up_first = alternating(ties, primary, np.maximum(*asked))
    moved = np.zeros(len(cost), bool)
    price = cost.copy()
    for signs in (up_first, -up_first):
        wanted = np.where(signs > 0, *asked)
        moved |= np.abs(_movement(ties, primary, signs * wanted, limits, price, name)) > TOLERANCE
        price = np.where(moved, cost.min(), cost)
    return moved


def alternating(ties: sparse.csr_matrix, primary: Indices, amount: Numbers) -> Numbers:
    """Per primary cell 1 or -1, so that those in one sum make up for each other as well as may be."""
    columns = ties.tocsc()
    left = np.zeros(ties.shape[0])
    signs = np.ones(len(primary))
    for one in np.argsort(-amount, kind="stable"):
        held = slice(columns.indptr[primary[one]], columns.indptr[primary[one] + 1])
        rows, values = columns.indices[held], columns.data[held]
        signs[one] = -1.0 if left[rows] @ values > 0 else 1.0
        left[rows] += signs[one] * values
    return signs


def _movement(
    ties: sparse.csr_matrix,
    primary: Indices,
    wanted: Numbers,
    limits: tuple[Numbers, Numbers],
    price: Numbers,
    name: str,
) -> Numbers:
    """The cheapest movement with each primary cell as far as wanted (negative: down), or less, which is dear."""
    size, many = len(price), len(primary)
    signs = np.where(wanted < 0, -1.0, 1.0)
    asked = sparse.csr_matrix((signs, (np.arange(many), primary)), shape=(many, size))
    matrix = sparse.bmat([[ties, -ties, None], [asked, -asked, sparse.eye(many)]]).tocsc()
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = 2 * size + many, ties.shape[0] + many
    program.col_cost_ = np.concatenate([price, price, np.full(many, UNMET)])
    program.col_lower_ = np.zeros(2 * size + many)
    program.col_upper_ = np.concatenate([*(np.clip(one, 0, _FAR) for one in limits), np.full(many, _FAR)])
    program.row_lower_ = np.concatenate([np.zeros(ties.shape[0]), np.abs(wanted)])
    program.row_upper_ = np.concatenate([np.zeros(ties.shape[0]), np.full(many, np.inf)])
    program.a_matrix_.start_, program.a_matrix_.index_ = matrix.indptr, matrix.indices
    program.a_matrix_.value_ = matrix.data
    solver = silent_solver()
    solver.setOptionValue("solver", "simplex")
    solver.setOptionValue("presolve", "off")  # to stand still is the cheapest: from there few cells have to move
    solver.passModel(program)
    solver.run()
    status = solver.getModelStatus()
    if status != highspy.HighsModelStatus.kOptimal:
        raise NotSolvedError(f"{name}: a solve ended {solver.modelStatusToString(status)}")
    found = np.asarray(solver.getSolution().col_value)
    return np.asarray(found[:size] - found[size : 2 * size])
