"""Cells that no published equation ties to others, apart: one period, and quantities of which one is part of another.

Each such family is protected and attacked by itself, so that a large edition is done in two processes and little
memory, and a family in which nothing changed keeps its decision.
"""

import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

import polars as pl

from liim.catalogue import quantities
from liim.model import Disclosure, PublicElsewhere
from liim.workers import end_with_parent

_ALONE = 150_000  # cells; to start a second process for fewer costs more than it saves
_PROCESSES = 2
_NO_RULE = PublicElsewhere(where="no indicator publishes it")
Given = TypeVar("Given")
Found = TypeVar("Found")
Tell = Callable[[str, int, int], None]  # what is done, to how many so far, of how many


def tell_nobody(*_: object) -> None:
    """Whoever waits is not told how far the work is."""


def families(cells: pl.DataFrame, of_quantity: Mapping[str, Disclosure]) -> list[pl.DataFrame]:
    """The cells of each family that has a secret, in order; a whole that is public elsewhere stands where it is needed.

    What is public ties nothing: whoever knows it learns of one part nothing about another.
    """
    told = sorted(cells["quantity"].unique())
    found = []
    for period in sorted(cells["period"].unique()):
        held = cells.filter(period=period)
        there = set(held["quantity"].unique())
        found += [
            held.filter(pl.col("quantity").is_in(sorted(secret | public)))
            for secret, public in _tied(told, of_quantity)
            if secret & there
        ]
    return found


def _tied(told: Sequence[str], of_quantity: Mapping[str, Disclosure]) -> Iterator[tuple[set[str], set[str]]]:
    """Secret quantities that are parts of each other, over secret wholes; and the public wholes of which they are."""
    every = quantities()
    public = {one for one in told if isinstance(of_quantity.get(one, _NO_RULE), PublicElsewhere)}
    above = {one: every[one].part_of for one in told}

    def top(one: str) -> str:
        whole = above.get(one)
        return one if whole is None or whole in public or whole not in above else top(whole)

    secret = [one for one in told if one not in public]
    for first in dict.fromkeys(top(one) for one in secret):
        inside = {one for one in secret if top(one) == first}
        yield inside, {whole for one in inside if (whole := above[one]) is not None and whole in public}


def each(
    work: Callable[[Given], Found], given: Sequence[Given], cells: int, *, named: str, tell: Tell = tell_nobody
) -> list[Found]:
    """What the work gives for each, in order; in two processes where there are many cells. `named` tells what it is."""
    found = list[Found]()
    for one in _made(work, given, cells):
        found.append(one)
        tell(named, len(found), len(given))
    return found


def _made(work: Callable[[Given], Found], given: Sequence[Given], cells: int) -> Iterator[Found]:
    if cells < _ALONE or len(given) < _PROCESSES:
        yield from map(work, given)
        return
    # Spawned, never forked: a solver or a thread of the parent must not be inherited half-way.
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(_PROCESSES, mp_context=spawned, initializer=end_with_parent) as pool:
        yield from pool.map(work, given)
