"""What a very large group withholds: small counts are moved all at once, in one part of the map after the other.

In each arrondissement while all unions stand still, then in each province, then everywhere, two linear programs move
about half of the small counts up and the others down, then the other way round. Each small count that comes as far as
asked is safe by that movement, so what moves is withheld. The programs are solved again at prices that make dear what
moves little, so that fewer cells move (iteratively reweighted, after Candès, Wakin and Boyd, 2008), and fewer small
counts fall short. Those that fall short everywhere are looked at one by one.
"""

from collections.abc import Iterator

import highspy
import numpy as np
from scipy import sparse

from liim.disclosure.errors import NotSolvedError
from liim.disclosure.group import FREE, Decision, Group, Program
from liim.disclosure.movement import silent_solver
from liim.disclosure.rules import TOLERANCE
from liim.disclosure.system import Flags, Indices, Numbers, tied
from liim.disclosure.together import UNMET, alternating
from liim.disclosure.ways import Question

_FAR = 1e5  # no cell need move further
_SOLVED = 2  # times, at other prices
_LITTLE = 0.5  # people: what moves less costs up to twice as much
_SHORT = 0.3  # people: so much less than asked is dear, much more is not, so that few fall short
_WORTH = 0.3  # of the small counts of a part that must come along for another try there
_STRICT, _LOOSE = True, False  # zeros are known not to be withheld, or not


def withhold_at_once(group: Group) -> Decision:
    """Decide for one group."""
    task = _Task(group)
    for cells in task.parts_of_the_map():
        if len(cells) > 1:
            task.move(cells)
    low, high = task.one_by_one()
    return Decision(chosen=task.free & ~(group.withheld | group.open), low=low, high=high)


class _Task:
    """What is withheld so far, and which small counts have yet to move how far."""

    def __init__(self, group: Group) -> None:
        self._group = group
        self.free: Flags = group.withheld | group.open
        self._left = group.asked  # up and down; 0 as soon as it is possible

    def parts_of_the_map(self) -> Iterator[Indices]:
        """Cells among which to look, a larger part of the map each time; of larger ones first those that are likely."""
        group = self._group
        near, above = group.movable & (group.height == 0), group.height > 0
        yield from tied(group.matrix, np.flatnonzero(near))
        yield from tied(group.matrix, np.flatnonzero(group.movable & (self.free | above) & (group.height <= 1)))
        yield from tied(group.matrix, np.flatnonzero(group.movable & (self.free | above)))
        yield from tied(group.matrix, np.flatnonzero(group.movable))

    def move(self, cells: Indices) -> None:
        """Withhold what moves when all small counts among some cells do, as far as they can."""
        while True:
            asked = met = 0
            for strict in (_STRICT, _LOOSE):
                one, two = self._move(cells, strict=strict)
                asked, met = asked + one, met + two
            if met <= _WORTH * asked or met == asked:
                return

    def _move(self, cells: Indices, *, strict: bool) -> tuple[int, int]:
        """How many small counts were asked to move, and how many came as far as asked."""
        group = self._group
        down = group.down_if_withheld if strict else group.down
        left = np.where(self._left <= np.stack([group.up, down])[:, group.primary] + TOLERANCE, self._left, 0.0)
        left[0] *= strict  # who takes zeros for possible is not told more by what is below
        place = np.searchsorted(cells, group.primary).clip(max=len(cells) - 1)
        here = np.flatnonzero((cells[place] == group.primary) & (left > TOLERANCE).any(axis=0))
        cells = _not_alone(group.matrix, cells) if len(here) else cells
        place = np.searchsorted(cells, group.primary).clip(max=max(len(cells) - 1, 0))
        here = here[cells[place[here]] == group.primary[here]] if len(cells) else here[:0]
        if not len(here):
            return 0, 0
        ties = group.matrix[:, cells]
        ties = ties[np.flatnonzero(np.diff(ties.indptr))]
        free = self.free[cells]
        cost = np.where(free, FREE, group.cost[cells])
        signs = alternating(ties, place[here], left[:, here].max(axis=0))
        limits = group.up[cells], down[cells]
        tasks = []
        for turned in (signs, -signs):
            wanted = np.where(turned > 0, left[0, here], left[1, here])
            asked = np.flatnonzero(wanted > TOLERANCE)
            if len(asked):
                program = _Joint(ties, place[here[asked]], (turned * wanted)[asked], limits, cost, group.name)
                tasks.append((program, here[asked], (turned[asked] < 0).astype(int)))
        for _ in range(_SOLVED - 1):
            moved = np.sum([np.abs(program.movement) for program, _, _ in tasks], axis=0)
            price = np.where(free, FREE, cost / (moved + _LITTLE))
            for program, _, _ in tasks:
                program.solve(price, UNMET * _SHORT / (program.short + _SHORT))
        met = 0
        for program, asked, side in tasks:
            self.free[cells[np.abs(program.movement) > TOLERANCE]] = True
            far = program.short <= TOLERANCE
            self._left[side[far], asked[far]] = 0.0
            met += int(far.sum())
        return sum(len(asked) for _, asked, _ in tasks), met

    def one_by_one(self) -> tuple[Numbers, Numbers]:
        """Look for a way for each small count that has none yet; down to where and up to where each can move."""
        group = self._group
        low, high = group.low.copy(), group.high.copy()
        if not (self._left > TOLERANCE).any():
            return low, high
        for side, one in np.argwhere(self._left > TOLERANCE):
            program = Program(group, np.flatnonzero(group.movable))  # anew: from where all stands still it is fast
            cell, asked = int(group.primary[one]), float(self._left[side, one])
            cost = np.where(self.free, FREE, group.cost)
            way, reached = program.furthest_way(Question(cell, -1 if side else 1), asked, cost)
            if side:
                low[one] = group.count[cell] - reached
            else:
                high[one] = group.count[cell] + reached
            if way is not None:
                self.free[way.cells] = True
        return low, high


def _not_alone(matrix: sparse.csr_matrix, cells: Indices) -> Indices:
    """Cells of which no sum holds only one: that one cannot move while all others stand still."""
    while len(cells):
        inside = matrix[:, cells].tocsr()
        alone = np.unique(inside[np.flatnonzero(np.diff(inside.indptr) == 1)].indices)
        if not len(alone):
            break
        cells = np.delete(cells, alone)
    return cells


class _Joint:
    """The cheapest movement with each of some cells as far as wanted (negative: down), or short of it at a price."""

    def __init__(
        self,
        ties: sparse.csr_matrix,
        asked: Indices,
        wanted: Numbers,
        limits: tuple[Numbers, Numbers],
        cost: Numbers,
        name: str,
    ) -> None:
        self._size, self._name, many = len(cost), name, len(asked)
        those = sparse.csr_matrix((np.sign(wanted), (np.arange(many), asked)), shape=(many, self._size))
        matrix = sparse.bmat([[ties, -ties, None], [those, -those, sparse.eye(many)]]).tocsc()
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = 2 * self._size + many, ties.shape[0] + many
        program.col_cost_ = np.concatenate([cost, cost, np.full(many, UNMET)])
        program.col_lower_ = np.zeros(2 * self._size + many)
        program.col_upper_ = np.concatenate([*(np.clip(one, 0, _FAR) for one in limits), np.full(many, _FAR)])
        program.row_lower_ = np.concatenate([np.zeros(ties.shape[0]), np.abs(wanted)])
        program.row_upper_ = np.concatenate([np.zeros(ties.shape[0]), np.full(many, np.inf)])
        program.a_matrix_.start_, program.a_matrix_.index_ = matrix.indptr, matrix.indices
        program.a_matrix_.value_ = matrix.data
        self._solver = silent_solver()
        self._solver.setOptionValue("solver", "simplex")
        self._solver.setOptionValue("presolve", "off")  # to stand still is the cheapest: from there few have to move
        self._solver.passModel(program)
        self._run()

    def solve(self, cost: Numbers, short: Numbers) -> None:
        """Solve again at other prices of moving, and of falling short."""
        price = np.concatenate([cost, cost, short])
        self._solver.changeColsCost(len(price), np.arange(len(price), dtype=np.int32), price)
        self._solver.clearSolver()  # from nothing a large program is solved faster than from where it stands
        self._run()

    def _run(self) -> None:
        self._solver.run()
        status = self._solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise NotSolvedError(f"{self._name}: a solve ended {self._solver.modelStatusToString(status)}")
        found = np.asarray(self._solver.getSolution().col_value)
        self.movement: Numbers = found[: self._size] - found[self._size : 2 * self._size]
        self.short: Numbers = found[2 * self._size :]
