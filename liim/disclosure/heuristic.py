"""What else to withhold in one linked group.

A sequential linear-programming heuristic after Fischetti and Salazar-González (Solving the cell suppression problem on
tabular data with linear constraints, Management Science 47, 2001): for every primary cell the cheapest way to let it
move as far as its rule asks, at no cost through what is withheld already; then everything is published again that no
primary cell needs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from liim.disclosure.errors import UnprotectableError
from liim.disclosure.movement import Movement
from liim.disclosure.polish import Asked, cheapest_choice
from liim.disclosure.rules import TOLERANCE
from liim.disclosure.system import Flags, Indices, Numbers, tied
from liim.disclosure.ways import Question, Way, Ways

_WHOLE_UP_TO = 8000  # cells of a group that are taken in one program; of a larger one, the neighbourhood of each cell
_NEIGHBOURHOODS = (3, 5)  # equations away; a table split three ways closes after three
_FREE = 1e-3  # what is withheld costs next to nothing; at no cost at all the solver walks through it for no reason


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

    def down_for(self, direction: int) -> Numbers:
        """How far cells may go down on a way up, when zeros are known not to be withheld, and on a way down."""
        return self.down_if_withheld if direction > 0 else self.down


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """What a group withholds beside what was withheld to begin with, and how wide its primary cells stay.

    `low` and `high` are those of the group, or as wide as what is public elsewhere allows at all. `least` and `most`:
    between which counts every cell moves in the ways that prove it, NaN where none goes.
    """

    chosen: Flags
    low: Numbers
    high: Numbers
    least: Numbers
    most: Numbers


def withhold_in(group: Group, *, polish: bool = False) -> Decision:
    """Decide for one group; with `polish`, exactly if it is small.

    Raises UnprotectableError if a cell cannot move at all, whatever is withheld.
    """
    free = group.withheld | group.open
    cost = np.where(free, _FREE, group.cost)
    low, high = group.low.copy(), group.high.copy()
    ways, search = Ways(), _Search(group)
    # Large counts first: their ways through the table are found when little is withheld yet, and serve the small ones.
    order = sorted(range(len(group.primary)), key=lambda one: (-group.count[group.primary[one]], group.primary[one]))
    for direction in (1, -1):
        for one in order:
            cell = int(group.primary[one])
            asked = high[one] - group.count[cell] if direction > 0 else group.count[cell] - low[one]
            if asked <= TOLERANCE:
                continue
            question = Question(cell, direction)
            way = ways.borrowed(question, asked, group.up, group.down_for(direction))
            if way is None:
                way, reached = search.ask(question, asked, cost)
                if direction > 0:
                    high[one] = group.count[cell] + reached
                else:
                    low[one] = group.count[cell] - reached
            if way is not None:
                ways.answer(question, way)
                cost[way.cells] = _FREE
    _refuse_the_given_away(group, low, high)
    chosen = np.zeros(len(group.count), bool)
    for way in ways.all().values():
        chosen[way.cells] = True
    chosen = _without_the_needless(group, chosen & ~free, ways)
    if polish:
        chosen, ways = _polished(group, chosen, ways)
    least, most = _reach(group, ways)
    return Decision(chosen=chosen, low=low, high=high, least=least, most=most)


def _polished(group: Group, chosen: Flags, ways: Ways) -> tuple[Flags, Ways]:
    """The cheapest choice and its ways, if it is found and costs less than what was chosen."""
    free = group.withheld | group.open
    cells = np.flatnonzero(free | group.candidate)
    asked = {question: way.along(question.cell) for question, way in ways.all().items()}
    movements = [
        Asked(int(np.searchsorted(cells, q.cell)), amount, group.up[cells], group.down_for(q.direction)[cells])
        for q, amount in asked.items()
    ]
    choice = cheapest_choice(group.matrix[:, cells], free[cells], group.cost[cells], movements)
    better = np.zeros(len(chosen), bool)
    if choice is not None:
        better[cells] = choice
    if choice is None or group.cost[better].sum() >= group.cost[chosen].sum():
        return chosen, ways
    program, found = _Program(group, np.flatnonzero(better | free)), Ways()
    for question, amount in asked.items():
        way = program.cheapest(question, abs(amount), group.cost)
        if way is None:
            return chosen, ways
        found.answer(question, way)
    return better, found


def _reach(group: Group, ways: Ways) -> tuple[Numbers, Numbers]:
    """Between which counts every cell moves in all ways together; NaN where none goes."""
    least, most = np.full(len(group.count), np.nan), np.full(len(group.count), np.nan)
    for way in ways.all().values():
        here = group.count[way.cells]
        least[way.cells] = np.fmin(least[way.cells], np.minimum(here, here + way.moved))
        most[way.cells] = np.fmax(most[way.cells], np.maximum(here, here + way.moved))
    return least, most


def _refuse_the_given_away(group: Group, low: Numbers, high: Numbers) -> None:
    # What a publisher hides and yet gives away by its own numbers is no doing of ours: the operator is told of it.
    ours = ~group.open[group.primary]
    given = np.flatnonzero(ours & (high - low <= TOLERANCE) & (group.high - group.low > TOLERANCE))
    if len(given):
        raise UnprotectableError(
            f"{group.name}: {len(given)} cells of this group follow from what is public elsewhere, whatever is "
            "withheld here. Publish coarser classes, or declare where these counts are public."
        )


class _Search:
    """The cheapest way for a cell of the group: in one program for the whole group, or in one per neighbourhood."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._movable = group.withheld | group.open | group.candidate
        self._ties = abs(group.matrix)
        small = int(self._movable.sum()) <= _WHOLE_UP_TO
        self._whole = _Program(group, np.flatnonzero(self._movable)) if small else None

    def ask(self, question: Question, asked: float, cost: Numbers) -> tuple[Way | None, float]:
        """The cheapest way that goes as far as asked, or as far as is possible at all, and how far that is."""
        for cells in () if self._whole else self._neighbourhoods(question.cell, cost):
            found = _Program(self._group, cells).cheapest(question, asked, cost)
            if found is not None:
                return found, asked
        program = self._whole or _Program(self._group, np.flatnonzero(self._movable))
        found = program.cheapest(question, asked, cost)
        if found is not None:
            return found, asked
        reached = program.furthest(question, asked) * (1 - 1e-9)
        if reached <= TOLERANCE:
            return None, 0.0
        return program.cheapest(question, reached, cost), reached

    def _neighbourhoods(self, cell: int, cost: Numbers) -> Iterator[Indices]:
        """Where to look: nearby among what is withheld already, then ever further among everything."""
        near = self._near(cell, _NEIGHBOURHOODS[0])
        yield np.flatnonzero(near & self._movable & (cost == _FREE))
        yield np.flatnonzero(near & self._movable)
        for away in _NEIGHBOURHOODS[1:]:
            yield np.flatnonzero(self._near(cell, away) & self._movable)

    def _near(self, cell: int, away: int) -> Flags:
        here = np.zeros(len(self._group.count))
        here[cell] = 1.0
        for _ in range(away):
            here = ((self._ties.T @ (self._ties @ here)) > 0).astype(float)
        return here > 0


class _Program:
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

    def fix(self, cell: int) -> None:
        """Let a cell stand still."""
        self._movement.fix(self._place(cell))

    def free(self, cell: int) -> None:
        """Let it move again."""
        self._movement.free(self._place(cell))

    def _place(self, cell: int) -> int:
        return int(np.searchsorted(self._cells, cell))


def _without_the_needless(group: Group, chosen: Flags, ways: Ways) -> Flags:
    """Publish again, dearest first, what every primary cell can do without."""
    chosen = chosen.copy()
    free = group.withheld | group.open
    for cells in tied(group.matrix, np.flatnonzero(chosen | free)):
        secondary = [int(cell) for cell in cells if chosen[cell]]
        if not secondary:
            continue
        program = _Program(group, cells)
        for cell in sorted(secondary, key=lambda one: (-group.cost[one], one)):
            program.fix(cell)
            around = _ways_around(cell, group, ways, program, np.where(chosen, group.cost, _FREE))
            if around is None:
                program.free(cell)
                continue
            chosen[cell] = False
            for question, way in around.items():
                ways.answer(question, way)
    return chosen


def _ways_around(cell: int, group: Group, ways: Ways, program: _Program, cost: Numbers) -> dict[Question, Way] | None:
    """Other ways for those that go through a cell; None if one of them cannot do without it."""
    found: dict[Question, Way] = {}
    for question in ways.through(cell):
        asked = abs(ways.all()[question].along(question.cell))
        down = group.down_for(question.direction)
        way = ways.borrowed(question, asked, group.up, down, without=cell) or program.cheapest(question, asked, cost)
        if way is None:
            return None
        found[question] = way
    return found
