"""What else to withhold in one linked group.

A sequential linear-programming heuristic after Fischetti and Salazar-González (Solving the cell suppression problem on
tabular data with linear constraints, Management Science 47, 2001): for every primary cell the cheapest way to let it
move as far as its rule asks, at no cost through what is withheld already; then everything is published again that no
primary cell needs.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from liim.disclosure.errors import UnprotectableError
from liim.disclosure.movement import Movement, fits
from liim.disclosure.rules import TOLERANCE
from liim.disclosure.system import Flags, Indices, Numbers, tied

_WHOLE_UP_TO = 8000  # cells of a group that are taken in one program; of a larger one, the neighbourhood of each cell
_NEIGHBOURHOODS = (2, 3, 5)  # equations away


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


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """What a group withholds beside what was withheld to begin with, and how wide its primary cells stay.

    `low` and `high` are those of the group, or as wide as what is public elsewhere allows at all.
    """

    chosen: Flags
    low: Numbers
    high: Numbers


Witnesses = dict[tuple[int, int], Numbers]  # (cell, direction) → a movement that shows how far it can go


def withhold_in(group: Group) -> Decision:
    """Decide for one group. Raises UnprotectableError if a cell cannot move at all, whatever is withheld."""
    free = group.withheld | group.open
    low, high = group.low.copy(), group.high.copy()
    witnesses: Witnesses = {}
    cost = np.where(free, 0.0, group.cost)
    questions = _Questions(group)
    # Large counts first: their ways through the table are found when little is withheld yet, and serve the small ones.
    order = sorted(range(len(group.primary)), key=lambda one: (-group.count[group.primary[one]], group.primary[one]))
    for direction in (1, -1):
        down = group.down_if_withheld if direction > 0 else group.down
        for one in order:
            cell = int(group.primary[one])
            asked = high[one] - group.count[cell] if direction > 0 else group.count[cell] - low[one]
            if asked <= TOLERANCE:
                continue
            moved = _mirrored(witnesses, cell, asked, group) if direction < 0 else None
            if moved is None:
                moved, reached = questions.ask(cell, direction, asked, cost, down)
                if direction > 0:
                    high[one] = group.count[cell] + reached
                else:
                    low[one] = group.count[cell] - reached
            if moved is not None:
                witnesses[cell, direction] = moved
                cost[moved != 0] = 0.0
    for one, cell in enumerate(group.primary):
        if high[one] - low[one] <= TOLERANCE and group.high[one] - group.low[one] > TOLERANCE:
            raise UnprotectableError(
                f"{group.name}: a cell of this group follows from what is public elsewhere, whatever is withheld here "
                f"(number {cell} of the group). Publish it as a coarser class, or declare where it is public."
            )
    used = np.zeros(len(group.count), bool)
    for moved in witnesses.values():
        used |= moved != 0
    chosen = _without_the_needless(group, used & ~free, witnesses)
    return Decision(chosen=chosen, low=low, high=high)


def _mirrored(witnesses: Witnesses, cell: int, asked: float, group: Group) -> Numbers | None:
    """The way up, walked down: often it fits, and it withholds nothing more."""
    up = witnesses.get((cell, 1))
    if up is None:
        return None
    moved: Numbers = -up * (asked / up[cell])
    return moved if fits(moved, group.up, group.down) else None


class _Questions:
    """How a cell of the group can move: in one program for the whole group, or in one per neighbourhood."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._movable = np.flatnonzero(group.withheld | group.open | group.candidate)
        self._whole = self._program(self._movable) if len(self._movable) <= _WHOLE_UP_TO else None

    def ask(
        self, cell: int, direction: int, asked: float, cost: Numbers, down: Numbers
    ) -> tuple[Numbers | None, float]:
        """The cheapest movement that is asked, or as much of it as is possible, and how far that goes."""
        if self._whole is None:
            for away in _NEIGHBOURHOODS:
                near = np.intersect1d(self._near(cell, away), self._movable)
                found = _cheapest(self._program(near), near, cell, direction * asked, cost=cost, down=down)
                if found is not None:
                    return found, asked
            program = self._program(self._movable)
        else:
            program = self._whole
        found = _cheapest(program, self._movable, cell, direction * asked, cost=cost, down=down)
        if found is not None:
            return found, asked
        reached = program.furthest(int(np.searchsorted(self._movable, cell)), direction, asked) * (1 - 1e-9)
        if reached <= TOLERANCE:
            return None, 0.0
        return _cheapest(program, self._movable, cell, direction * reached, cost=cost, down=down), reached

    def _program(self, cells: Indices) -> Movement:
        group = self._group
        matrix = group.matrix[:, cells]
        touched = np.flatnonzero(np.diff(matrix.indptr))
        return Movement(matrix[touched], group.up[cells], group.down[cells], group.name)

    def _near(self, cell: int, away: int) -> Indices:
        here = np.zeros(len(self._group.count))
        here[cell] = 1.0
        ties = abs(self._group.matrix)
        for _ in range(away):
            here = ((ties.T @ (ties @ here)) > 0).astype(float)
        return np.flatnonzero(here)


def _cheapest(
    program: Movement, cells: Indices, cell: int, amount: float, *, cost: Numbers, down: Numbers
) -> Numbers | None:
    program.limit(down[cells])
    found = program.cheapest(int(np.searchsorted(cells, cell)), amount, cost[cells])
    if found is None:
        return None
    moved = np.zeros(len(cost))
    moved[cells] = found
    return moved


def _without_the_needless(group: Group, chosen: Flags, witnesses: Witnesses) -> Flags:
    """Publish again, dearest first, what every primary cell can do without."""
    chosen = chosen.copy()
    free = group.withheld | group.open
    for cells in tied(group.matrix, np.flatnonzero(chosen | free)):
        mine = {key: moved for key, moved in witnesses.items() if np.isin(key[0], cells)}
        secondary = [int(cell) for cell in cells if chosen[cell]]
        if not mine or not secondary:
            continue
        matrix = group.matrix[:, cells]
        program = Movement(
            matrix[np.flatnonzero(np.diff(matrix.indptr))], group.up[cells], group.down[cells], group.name
        )
        place = {int(cell): number for number, cell in enumerate(cells)}
        for cell in sorted(secondary, key=lambda one: (-group.cost[one], one)):
            program.fix(place[cell])
            other_ways = _ways_around(
                cell, mine, group, program=program, cells=cells, cost=np.where(chosen, group.cost, 0.0)
            )
            if other_ways is None:
                program.free(place[cell])
            else:
                mine |= other_ways
                chosen[cell] = False
    return chosen


def _ways_around(
    cell: int, witnesses: Witnesses, group: Group, *, program: Movement, cells: Indices, cost: Numbers
) -> Witnesses | None:
    """Other movements for those that go through a cell; None if one of them cannot do without it."""
    found: Witnesses = {}
    for (primary, direction), moved in witnesses.items():
        if moved[cell] == 0:
            continue
        down = group.down_if_withheld if direction > 0 else group.down
        other = _cheapest(program, cells, primary, float(moved[primary]), cost=cost, down=down)
        if other is None:
            return None
        found[primary, direction] = other
    return found
