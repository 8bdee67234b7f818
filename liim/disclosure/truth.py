"""The counts that an attacker looks for, as far as they follow from what we know ourselves."""

import highspy
import numpy as np

from liim.disclosure.errors import ContradictionError, NotSolvedError
from liim.disclosure.movement import silent_solver
from liim.disclosure.rules import TOLERANCE, Needs
from liim.disclosure.system import Flags, Indices, Numbers, System


def completed(system: System, needs: Needs) -> Numbers:
    """Every count, those that nobody prints included; NaN where more than one follows from the rest.

    Raises ContradictionError if the parts of a whole do not add up to it, or are more than it.
    """
    count = needs.count.copy()
    matrix = system.matrix
    while True:
        unknown = np.isnan(count)
        lacking = (np.abs(matrix) @ unknown.astype(float)).round().astype(int)
        alone = np.flatnonzero(lacking == 1)
        if not len(alone):
            break
        sums = matrix @ np.where(unknown, 0.0, count)
        rows = matrix[alone].tocoo()
        of_unknown = unknown[rows.col]
        count[rows.col[of_unknown]] = -sums[alone][rows.row[of_unknown]] / rows.data[of_unknown]
    _refuse_contradictions(system, needs, count, lacking == 0)
    return np.where(np.abs(count) <= TOLERANCE, 0.0, count)


def _refuse_contradictions(system: System, needs: Needs, count: Numbers, told: Flags) -> None:
    known = np.where(np.isnan(count), 0.0, count)
    slack = TOLERANCE + 1e-9 * (np.abs(system.matrix) @ np.abs(known))
    broken = np.flatnonzero(told & (np.abs(system.matrix @ known) > slack))
    if len(broken):
        whole = system.matrix[broken[0]].indices[np.argmax(system.matrix[broken[0]].data)]
        raise ContradictionError(
            f"{system.name(int(whole))}: its parts over {system.kinds[broken[0]]} do not add up to it "
            f"({len(broken)} such sums in all). Correct the source, or declare the parts incomplete."
        )
    outside = np.flatnonzero((count < needs.least - 1e3 * TOLERANCE) | (count > needs.most + 1e3 * TOLERANCE))
    if len(outside):
        raise ContradictionError(
            f"{system.name(int(outside[0]))}: what follows for it from other cells cannot be "
            f"({len(outside)} such cells in all): parts are more than their whole, or a publisher hides other counts "
            "than declared."
        )


def one_possible(system: System, count: Numbers, needs: Needs, group: Indices, name: str) -> Numbers:
    """Counts of a linked group, the unknown ones filled with something that fits: movements are relative to it."""
    filled = count[group].copy()
    unknown = group[np.isnan(filled)]
    if not len(unknown):
        return filled
    rows = np.unique(system.matrix[:, unknown].tocoo().row)
    part = system.matrix[rows][:, unknown].tocsc()
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(unknown), len(rows)
    program.col_cost_ = np.zeros(len(unknown))
    program.col_lower_, program.col_upper_ = needs.least[unknown], needs.most[unknown]
    program.row_lower_ = program.row_upper_ = -(system.matrix[rows] @ np.nan_to_num(count))
    program.a_matrix_.start_, program.a_matrix_.index_ = part.indptr, part.indices
    program.a_matrix_.value_ = part.data
    solver = silent_solver()
    solver.passModel(program)
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        raise ContradictionError(
            f"{name}: no counts at all fit what is printed; parts and wholes contradict each other"
        )
    if status != highspy.HighsModelStatus.kOptimal:
        raise NotSolvedError(f"{name}: no fitting counts found ({solver.modelStatusToString(status)})")
    filled[np.isnan(filled)] = np.asarray(solver.getSolution().col_value)
    return filled
