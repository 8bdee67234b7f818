"""What follows for who holds two editions side by side: the new one, and an earlier one that can still be read.

What both withhold is one count, unless something printed about the same place has changed since: then it may have
changed as well, and nobody can tell.
"""

from collections.abc import Mapping

import polars as pl

from liim.disclosure.attack import Statement, attack, how_wide
from liim.disclosure.errors import ContradictionError
from liim.disclosure.linking import system_of
from liim.disclosure.system import KEY, NAME, System
from liim.model import HidesItself, Status

_BEFORE = " before"  # what the periods of the earlier edition are called, so that they are other cells
_PLACE = ("quantity", "area", "geography", "period")
_SAME = 1e-6


def say_the_same(cells: pl.DataFrame, before: pl.DataFrame) -> bool:
    """Whether an earlier edition prints of these cells only what this one prints: then it tells nothing more."""
    printed = before.filter(pl.col("count").is_not_null())
    again = printed.join(cells.select(*KEY, now="count"), on=KEY, how="left")
    return again.filter(((pl.col("count") - pl.col("now")).abs() < _SAME).fill_null(value=False)).height == again.height


def attack_across(
    cells: pl.DataFrame, before: pl.DataFrame, hiding: Mapping[str, HidesItself], required: pl.DataFrame | None
) -> pl.DataFrame | None:
    """As `attack`, for the cells of the new edition, by who also holds those of an earlier one.

    `required` (NAME, implied, count, low, high): how wide its small counts must stay, as far as that is known.

    None where the two cannot both be true of the same counts: what is withheld has changed, and tells nothing.
    Columns: as `attack`; `variable` is that of `system_of(cells)`.
    """
    renamed = before.with_columns(pl.col("period") + _BEFORE)
    both = pl.concat([cells, renamed], how="diagonal")
    system = system_of(both)
    try:
        statements = _unchanged(both, cells, before, system)
        found = attack(both, system, hiding=hiding, statements=statements, enough=how_wide(system, required))
    except ContradictionError:
        return None
    alone = system_of(cells).variables.with_row_index("own").cast({"own": pl.Int64})
    return found.drop("variable").join(alone, on=[*NAME, "implied"]).rename({"own": "variable"})


def _unchanged(both: pl.DataFrame, cells: pl.DataFrame, before: pl.DataFrame, system: System) -> list[Statement]:
    """What one edition withholds is what the other withholds or prints, where nothing printed about a place changed."""
    pairs = cells.join(before, on=KEY, suffix="_before")
    changed = pairs.filter((pl.col("count") - pl.col("count_before")).abs() >= _SAME).select(_PLACE).unique()
    withheld = (pl.col("status") == Status.WITHHELD.value) | (pl.col("status_before") == Status.WITHHELD.value)
    numbered = both.select(KEY).with_columns(system.cells["variable"].cast(pl.Int64))
    tied = (
        pairs.filter(withheld)
        .join(changed, on=_PLACE, how="anti")
        .join(numbered, on=KEY)
        .with_columns(pl.col("period") + _BEFORE)
        .join(numbered.rename({"variable": "earlier"}), on=KEY)
        .select("variable", "earlier")
        .unique()
        .sort("variable")
    )
    return [Statement(((new, 1.0), (old, -1.0)), 0.0, 0.0) for new, old in tied.iter_rows()]
