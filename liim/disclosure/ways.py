"""Movements through a table that were found so far, and how one serves several cells.

A way is a change of some counts that leaves everything published as it is. Scaled or turned round, the way of one cell
often answers the question of another that it goes through, without another linear program.
"""

from dataclasses import dataclass

import numpy as np

from liim.disclosure.system import Indices, Numbers

_SLACK = 1e-7
_LAST = 40  # ways through a cell that are tried before a linear program is asked


@dataclass(frozen=True, slots=True)
class Question:
    """How far can a cell go up (1) or down (-1), and does it go as far as asked?"""

    cell: int
    direction: int


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """Cells that move, in order, and by how much."""

    cells: Indices
    moved: Numbers

    @classmethod
    def of(cls, movement: Numbers, cells: Indices) -> "Way":
        """From the movement of every one of `cells`."""
        moving = np.flatnonzero(movement)
        return cls(cells[moving], movement[moving])

    def along(self, cell: int) -> float:
        """How much a cell moves on it."""
        place = int(np.searchsorted(self.cells, cell))
        return float(self.moved[place]) if place < len(self.cells) and self.cells[place] == cell else 0.0


class Ways:
    """The way found for every question so far, and which questions have a way through a cell."""

    def __init__(self) -> None:
        self._of: dict[Question, Way] = {}
        self._through: dict[int, dict[Question, None]] = {}

    def all(self) -> dict[Question, Way]:
        """Every question with its way."""
        return self._of

    def through(self, cell: int) -> list[Question]:
        """Questions whose way goes through a cell, in the order in which they were answered."""
        return list(self._through.get(cell, ()))

    def answer(self, question: Question, way: Way) -> None:
        """Keep a way, in place of the one that answered the question before."""
        if question in self._of:
            for cell in self._of[question].cells.tolist():
                self._through[cell].pop(question, None)
        self._of[question] = way
        for cell in way.cells.tolist():
            self._through.setdefault(cell, {})[question] = None

    def borrowed(
        self, question: Question, asked: float, up: Numbers, down: Numbers, *, without: int | None = None
    ) -> Way | None:
        """The way of another question, scaled or turned round so that it answers this one; None if none fits."""
        for other in list(reversed(self._through.get(question.cell, {})))[:_LAST]:
            way = self._of[other]
            if without is not None and way.along(without) != 0:
                continue
            moved = way.moved * (question.direction * asked / way.along(question.cell))
            if np.all(moved <= up[way.cells] + _SLACK) and np.all(moved >= -down[way.cells] - _SLACK):
                return Way(way.cells, moved)
        return None
