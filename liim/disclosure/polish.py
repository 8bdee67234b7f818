"""What a small linked group withholds, chosen exactly: a mixed-integer program instead of the heuristic."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from liim.disclosure.system import Flags, Numbers

_LARGEST = 60_000  # cells times movements; beyond it a program takes minutes
_NODES = 2_000  # not seconds: the same group gives the same answer on every machine
_ROOM = 3.0  # no cell need move further than so many times what is asked


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A movement that must be possible: one cell by an amount (negative: down), others within their limits."""

    place: int
    amount: float
    up: Numbers
    down: Numbers


def cheapest_choice(ties: sparse.csr_matrix, free: Flags, cost: Numbers, movements: list[Asked]) -> Flags | None:
    """Which cells to withhold, at the least cost, so that every movement is possible; None if that is not found.

    `ties` times counts is constant; a cell that is not `free` moves only if it is withheld.
    """
    size, many = len(cost), len(movements)
    if not many or size * many > _LARGEST:
        return None
    low, high = [np.zeros(size)], [np.where(free, 0.0, 1.0)]
    sums, gates = [], []
    for number, asked in enumerate(movements):
        least, most = _limits(asked, size)
        low.append(least)
        high.append(most)
        before, after = 2 * size * number, 2 * size * (many - number - 1)
        moved = sparse.hstack([ties, -ties])
        sums.append(sparse.hstack([_nothing(ties.shape[0], size + before), moved, _nothing(ties.shape[0], after)]))
        # Free cells need no permission; all others move only as far as 0 or 1 times their limit.
        closed = np.flatnonzero(np.tile(~free, 2) & (most > 0))
        permission = sparse.csr_matrix(
            (-most[closed], (np.arange(len(closed)), closed % size)), shape=(len(closed), size)
        )
        movement = sparse.eye(2 * size, format="csr")[closed]
        gates.append(sparse.hstack([permission, _nothing(len(closed), before), movement, _nothing(len(closed), after)]))
    lower = np.concatenate(low)
    found = milp(
        np.concatenate([np.where(free, 0.0, cost), np.zeros(2 * size * many)]),
        integrality=np.concatenate([np.ones(size), np.zeros(2 * size * many)]),
        bounds=Bounds(lower, np.concatenate(high)),
        constraints=[
            LinearConstraint(sparse.vstack(sums).tocsr(), 0, 0),
            LinearConstraint(sparse.vstack(gates).tocsr(), -np.inf, 0),
        ],
        options={"node_limit": _NODES},
    )
    return None if found.x is None else np.asarray(found.x[:size] > 0.5)  # noqa: PLR2004  # between 0 and 1


def _limits(asked: Asked, size: int) -> tuple[Numbers, Numbers]:
    """How far every cell moves up, then down: at least and at most."""
    least, amount = np.zeros(2 * size), abs(asked.amount)
    most = np.clip(np.concatenate([asked.up, asked.down]), 0, _ROOM * amount)
    here, opposite = (asked.place, asked.place + size) if asked.amount > 0 else (asked.place + size, asked.place)
    least[here] = most[here] = amount
    most[opposite] = 0.0
    return least, most


def _nothing(rows: int, columns: int) -> sparse.csr_matrix:
    return sparse.csr_matrix((rows, columns))
