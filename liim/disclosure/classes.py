"""Which classes make up which: the groupings in which quantities are told, and whether their classes are the whole."""

from itertools import permutations

import polars as pl

from liim.catalogue import quantities
from liim.classifications import Grouping, groupings, made_of
from liim.disclosure.errors import ContradictionError
from liim.disclosure.system import KEY, Partition
from liim.model import HAS_A_COUNT, TOTAL, UNKNOWN
from liim.observations import BREAKDOWNS

_SAME = 1e-6  # people
_A_RULE = 0.9  # where the classes are the whole in so many sums, they should be in all


def classes(cells: pl.DataFrame) -> list[Partition]:
    """The groupings in which each quantity is told, and the classes of one that are sums of classes of another.

    A grouping is complete where its classes add up to the total wherever all of them are known.
    """
    found, occurring = list[Partition](), dict[str, Grouping]()
    for (quantity,), table in cells.partition_by("quantity", as_dict=True, maintain_order=True).items():
        for one in _groupings_of(table):
            codes = tuple(each.code for each in one.classes)
            complete = _add_up(table, one.breakdown, codes)
            found.append(Partition(one.breakdown, TOTAL, codes, complete=complete, quantity=str(quantity)))
            occurring[one.id] = one
    found.sort(key=lambda one: one.column)
    for coarse, fine in permutations([one for one in groupings().values() if one.id in occurring], 2):
        if coarse.breakdown == fine.breakdown:
            found += [Partition(coarse.breakdown, whole, parts) for whole, parts in made_of(coarse, fine).items()]
    return found


def _groupings_of(table: pl.DataFrame) -> list[Grouping]:
    """The groupings in which one quantity is told: none of which another, that is told whole, has all classes."""
    told = {column: set(table[column].unique()) - {UNKNOWN} for column in BREAKDOWNS}
    held = [(one, {each.code for each in one.classes} - {UNKNOWN}) for one in groupings().values()]
    some = [(one, own & told[one.breakdown], own) for one, own in held if own & told[one.breakdown]]
    return [
        one
        for at, (one, own, _) in enumerate(some)
        if not any(
            other.breakdown == one.breakdown and there == whole and (own < there or (own == there and before < at))
            for before, (other, there, whole) in enumerate(some)
            if before != at
        )
    ]


def _add_up(table: pl.DataFrame, breakdown: str, codes: tuple[str, ...]) -> bool:
    """Whether the classes are the whole: they add up to the total in every area where all of them have a count."""
    return _sums(table, breakdown, codes).filter(~_ADDS_UP).is_empty()


_ADDS_UP = (pl.col("sum") - pl.col("count")).abs() < _SAME


def _sums(table: pl.DataFrame, breakdown: str, codes: tuple[str, ...]) -> pl.DataFrame:
    """The sum of the classes beside the count of the total, wherever all of them have a count."""
    known = pl.col("status").is_in([status.value for status in HAS_A_COUNT])
    others = ["area", *(one for one in KEY if one not in {breakdown, "area"} and table[one].n_unique() > 1)]
    return (
        table.filter(pl.col(breakdown).is_in(codes))
        .group_by(others)
        .agg(
            pl.col("count").sum().alias("sum"),
            # Where only the unknown are told, it is beside the classes of another grouping.
            (known.all() & (pl.col(breakdown) != UNKNOWN).any()).alias("known"),
        )
        .filter("known")
        .join(table.filter(known & (pl.col(breakdown) == TOTAL)), on=others)
    )


def refuse_exceptions(cells: pl.DataFrame) -> None:
    """Classes that add up to their total nearly everywhere must do so everywhere; else a count is wrong.

    Where they add up hardly anywhere, some people are in no class that is delivered: the rest is a cell of its own.
    Raises ContradictionError, naming the smallest area at fault.
    """
    for (quantity,), table in cells.partition_by("quantity", as_dict=True, maintain_order=True).items():
        for one in _groupings_of(table) if quantities()[str(quantity)].additive else ():
            sums = _sums(table, one.breakdown, tuple(each.code for each in one.classes))
            wrong = sums.filter(~_ADDS_UP).sort("count", "area")
            if 0 < wrong.height < (1 - _A_RULE) * sums.height:
                first = wrong.row(0, named=True)
                raise ContradictionError(
                    f"{quantity}, {first['area']}, {first['period']}: its classes by {one.breakdown} do not add up to "
                    f"the total (so in {wrong.height} of {sums.height} areas and classes). Correct the source, or let "
                    f"it say of how many people the class is unknown."
                )
