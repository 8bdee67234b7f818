"""One linked group, what is decided about it, and some of its cells as a linear program."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from liim.disclosure.movement import Movement
from liim.disclosure.rules import TOLERANCE
from liim.disclosure.system import Flags, Indices, Numbers
from liim.disclosure.ways import Question, Way

FREE = 1e-3  # what is withheld costs next to nothing; at no cost at all the solver walks through it for no reason


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """One linked group, its cells numbered from 0."""

    name: str
    matrix: sparse.csr_matrix
    count: Numbers
    withheld: Flags  # to begin with
    open: Flags  # printed nowhere
    candidate: Flags  # may be withheld
    up: Numbers
    down: Numbers
    down_if_withheld: Numbers  # for who knows that zeros are not withheld
    primary: Indices
    low: Numbers
    high: Numbers
    cost: Numbers
    block: Indices  # cells with one number are near each other; -1: not in any (a union)
    height: Indices  # how many sums of areas stand below: 0 for an area without parts

    @property
    def movable(self) -> Flags:
        """What is not printed, or need not be."""
        return self.withheld | self.open | self.candidate

    @property
    def asked(self) -> Numbers:
        """How far each primary cell must go up (first row) and down (second)."""
        count = self.count[self.primary]
        return np.maximum(np.stack([self.high - count, count - self.low]), 0.0)

    def down_for(self, direction: int) -> Numbers:
        """How far cells may go down on a way up, when zeros are known not to be withheld, and on a way down."""
        return self.down_if_withheld if direction > 0 else self.down


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """What a group withholds beside what was withheld to begin with, and how wide its primary cells stay.

    `low` and `high` are those of the group, or as wide as what is public elsewhere allows at all.
    """

    chosen: Flags
    low: Numbers
    high: Numbers


class Program:
    """Some cells of a group as a linear program; all others stand still."""

    def __init__(self, group: Group, cells: Indices) -> None:
        matrix = group.matrix[:, cells]
        touched = np.flatnonzero(np.diff(matrix.indptr))
        self._group, self._cells = group, cells
        self._movement = Movement(matrix[touched], group.up[cells], group.down[cells], group.name)

    def cheapest(self, question: Question, asked: float, cost: Numbers) -> Way | None:
        """The cheapest way that goes as far as asked; None if there is none."""
        self._movement.limit(self._group.down_for(question.direction)[self._cells])
        amount = question.direction * asked
        found = self._movement.cheapest(self._place(question.cell), amount, cost[self._cells])
        return None if found is None else Way.of(found, self._cells)

    def furthest(self, question: Question, asked: float) -> float:
        """How far a cell can go at all, up to what is asked."""
        self._movement.limit(self._group.down_for(question.direction)[self._cells])
        return self._movement.furthest(self._place(question.cell), question.direction, asked)

    def furthest_way(self, question: Question, asked: float, cost: Numbers) -> tuple[Way | None, float]:
        """The cheapest way that goes as far as asked, or as far as is possible at all, and how far that is."""
        found = self.cheapest(question, asked, cost)
        if found is not None:
            return found, asked
        reached = self.furthest(question, asked) * (1 - 1e-9)
        if reached <= TOLERANCE:
            return None, 0.0
        return self.cheapest(question, reached, cost), reached

    def fix(self, cell: int) -> None:
        """Let a cell stand still."""
        self._movement.fix(self._place(cell))

    def free(self, cell: int) -> None:
        """Let it move again."""
        self._movement.free(self._place(cell))

    def holds(self, cell: int) -> bool:
        """Whether it is one of the cells."""
        place = self._place(cell)
        return place < len(self._cells) and int(self._cells[place]) == cell

    def _place(self, cell: int) -> int:
        return int(np.searchsorted(self._cells, cell))
