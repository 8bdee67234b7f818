"""What else to withhold in one linked group.

A sequential linear-programming heuristic after Fischetti and Salazar-González (Solving the cell suppression problem on
tabular data with linear constraints, Management Science 47, 2001): for every primary cell the cheapest way to let it
move as far as its rule asks, at no cost through what is withheld already; then everything is published again that no
primary cell needs. Where many cells are primary, it is looked for first among what moves when all of them do at once,
and inside one arrondissement.
"""

from collections.abc import Iterator

import numpy as np

from liim.disclosure.at_once import withhold_at_once
from liim.disclosure.errors import UnprotectableError
from liim.disclosure.group import FREE, Decision, Group, Program
from liim.disclosure.polish import Asked, cheapest_choice
from liim.disclosure.rules import TOLERANCE
from liim.disclosure.system import Flags, Indices, Numbers, tied
from liim.disclosure.together import moved_together
from liim.disclosure.ways import Question, Way, Ways

_WHOLE_UP_TO = 8000  # cells of a group that are taken in one program; of a larger one, the neighbourhood of each cell
_NEIGHBOURHOODS = (3, 5)  # equations away; a table split three ways closes after three
_ONE_BY_ONE = 600  # ways to find; for more, candidates are chosen together first
_MANY = 200  # cells that are tied to each other; of more, those of one block are tried first
_LARGE = 4000  # ways to find; in a group with more, what many ways go through is not tried, which hardly ever succeeds
_TRIED = 16  # ways through a cell
_AT_ONCE = 8000  # ways to find; for more, small counts are moved at once, not one by one


def withhold_in(group: Group, *, polish: bool = False) -> Decision:
    """Decide for one group; with `polish`, exactly if it is small.

    Raises UnprotectableError if a cell cannot move at all, whatever is withheld.
    """
    if (group.asked > TOLERANCE).sum() > _AT_ONCE:
        decision = withhold_at_once(group)
        _refuse_the_given_away(group, decision.low, decision.high)
        return decision
    free = group.withheld | group.open
    cost = np.where(free, FREE, group.cost)
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
                cost[way.cells] = FREE
    _refuse_the_given_away(group, low, high)
    chosen = np.zeros(len(group.count), bool)
    for way in ways.all().values():
        chosen[way.cells] = True
    chosen = _without_the_needless(group, chosen & ~free, ways)
    if polish:
        chosen, ways = _polished(group, chosen, ways)
    return Decision(chosen=chosen, low=low, high=high)


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
    program, found = Program(group, np.flatnonzero(better | free)), Ways()
    for question, amount in asked.items():
        way = program.cheapest(question, abs(amount), group.cost)
        if way is None:
            return chosen, ways
        found.answer(question, way)
    return better, found


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
    """The cheapest way for a cell of the group; in a large one looked for nearby and among likely cells first."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self._movable = group.withheld | group.open | group.candidate
        self._ties = abs(group.matrix)
        self._programs: dict[tuple[str, int], Program] = {}
        self._small = int(self._movable.sum()) <= _WHOLE_UP_TO
        self._likely = self._part = None
        if 2 * len(group.primary) > _ONE_BY_ONE:
            self._likely = _moved_together(group, self._movable) | group.withheld | group.open
            self._part = np.full(len(group.count), -1)
            for number, cells in enumerate(tied(group.matrix, np.flatnonzero(self._likely))):
                self._part[cells] = number

    def ask(self, question: Question, asked: float, cost: Numbers) -> tuple[Way | None, float]:
        """The cheapest way that goes as far as asked, or as far as is possible at all, and how far that is."""
        for program in self._places(question.cell, cost):
            found = program.cheapest(question, asked, cost)
            if found is not None:
                return found, asked
        return self._program("everything", 0, self._movable).furthest_way(question, asked, cost)

    def _places(self, cell: int, cost: Numbers) -> Iterator[Program]:
        """Where to look, the nearest and the likeliest first; nowhere but everywhere in a small group."""
        block = int(self._group.block[cell])
        if self._likely is not None and self._part is not None:
            part = int(self._part[cell])
            if block >= 0:
                yield self._program("likely, near", block, self._likely & (self._group.block == block))
            yield self._program("likely", part, self._part == part)
        if (self._likely is not None or not self._small) and block >= 0:
            yield self._program("near", block, self._movable & (self._group.block == block))
        for cells in () if self._small else self._neighbourhoods(cell, cost):
            yield Program(self._group, cells)

    def _program(self, kind: str, number: int, cells: Flags) -> Program:
        if (kind, number) not in self._programs:
            self._programs[kind, number] = Program(self._group, np.flatnonzero(cells))
        return self._programs[kind, number]

    def _neighbourhoods(self, cell: int, cost: Numbers) -> Iterator[Indices]:
        """Around a cell: among what is withheld already, then ever further among everything."""
        near = self._near(cell, _NEIGHBOURHOODS[0])
        yield np.flatnonzero(near & self._movable & (cost == FREE))
        yield np.flatnonzero(near & self._movable)
        for away in _NEIGHBOURHOODS[1:]:
            yield np.flatnonzero(self._near(cell, away) & self._movable)

    def _near(self, cell: int, away: int) -> Flags:
        here = np.zeros(len(self._group.count))
        here[cell] = 1.0
        for _ in range(away):
            here = ((self._ties.T @ (self._ties @ here)) > 0).astype(float)
        return here > 0


def _moved_together(group: Group, movable: Flags) -> Flags:
    """Cells in which to look first."""
    primary, free = group.primary, group.withheld | group.open
    count = group.count[primary]
    return moved_together(
        group.matrix,
        primary,
        (np.maximum(group.high - count, 0), np.maximum(count - group.low, 0)),
        (np.where(movable, group.up, 0.0), np.where(movable, group.down_if_withheld, 0.0)),
        np.where(free, FREE, group.cost),
        group.name,
    )


def _without_the_needless(group: Group, chosen: Flags, ways: Ways) -> Flags:
    """Publish again, dearest first, what every primary cell can do without; in a large group where few ways go."""
    chosen = chosen.copy()
    free = group.withheld | group.open
    needed = _Needed(group, chosen | free)
    large = len(ways.all()) > _LARGE
    for cells in tied(group.matrix, np.flatnonzero(chosen | free)):
        secondary = [int(cell) for cell in cells if chosen[cell]]
        if not secondary:
            continue
        programs = _nearest_first(group, cells)
        for cell in sorted(secondary, key=lambda one: (-group.cost[one], one)):
            if (large and len(ways.through(cell)) > _TRIED) or needed.settles_a_primary_cell(cell):
                continue
            inside = [program for program in programs if program.holds(cell)]
            for program in inside:
                program.fix(cell)
            around = _ways_around(cell, group, ways, programs, np.where(chosen, group.cost, FREE))
            if around is None:
                for program in inside:
                    program.free(cell)
                continue
            chosen[cell] = False
            needed.publish(cell)
            for question, way in around.items():
                ways.answer(question, way)
    return chosen


def _nearest_first(group: Group, cells: Indices) -> list[Program]:
    """Programs in which to look for a way among some cells: those of each block, if there are many; then all cells."""
    blocks = group.block[cells]
    nearby = np.unique(blocks[blocks >= 0]) if len(cells) > _MANY else ()
    return [*(Program(group, cells[blocks == one]) for one in nearby), Program(group, cells)]


class _Needed:
    """Which cells follow from which others by one sum after the other: what anybody can do with a pencil."""

    def __init__(self, group: Group, moving: Flags) -> None:
        inside = group.matrix.multiply(moving).tocsc()
        inside.eliminate_zeros()
        self._rows = [
            inside.indices[start:end].tolist() for start, end in zip(inside.indptr[:-1], inside.indptr[1:], strict=True)
        ]
        self._moving = np.bincount(inside.indices, minlength=inside.shape[0]).tolist()
        self._sum = [0] * inside.shape[0]  # of the numbers of the cells that move: of a single one, its own
        for cell, rows in enumerate(self._rows):
            for row in rows:
                self._sum[row] += cell
        self._primary = set(group.primary.tolist())

    def settles_a_primary_cell(self, cell: int) -> bool:
        """Whether a primary cell would follow by subtracting if this cell were published."""
        told, waiting = {cell}, [cell]
        gone: dict[int, tuple[int, int]] = {}
        while waiting:
            one = waiting.pop()
            for row in self._rows[one]:
                less, without = gone.get(row, (0, 0))
                gone[row] = less + 1, without + one
                if self._moving[row] - less - 1 == 1:
                    last = self._sum[row] - without - one
                    if last in self._primary:
                        return True
                    if last not in told:
                        told.add(last)
                        waiting.append(last)
        return False

    def publish(self, cell: int) -> None:
        """From now on a cell is known."""
        for row in self._rows[cell]:
            self._moving[row] -= 1
            self._sum[row] -= cell


def _ways_around(
    cell: int, group: Group, ways: Ways, programs: list[Program], cost: Numbers
) -> dict[Question, Way] | None:
    """Other ways for those that go through a cell; None if one of them cannot do without it."""
    found: dict[Question, Way] = {}
    for question in ways.through(cell):
        asked = abs(ways.all()[question].along(question.cell))
        down = group.down_for(question.direction)
        way = ways.borrowed(question, asked, group.up, down, without=cell)
        for program in programs if way is None else ():
            if way is None and program.holds(question.cell):
                way = program.cheapest(question, asked, cost)
        if way is None:
            return None
        found[question] = way
    return found
