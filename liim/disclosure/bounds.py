"""Bounds that may stand where a count is withheld: "between 40 and 44"."""

import polars as pl

from liim.disclosure.rules import HIDDEN_BY_SOURCE
from liim.disclosure.suppress import Protection
from liim.disclosure.system import System
from liim.model import Status

STEP = 5  # people: bounds lie on multiples of it, so that they do not tell where in between the count lies
_CLOSE = 1e-6


def safe_bounds(made: Protection, system: System, *, step: int = STEP, width: float = 0.25) -> pl.DataFrame:
    """The protected cells, bounded instead of withheld where that is safe for all cells together and says something.

    Adds `lower` and `upper`, whole and null but for status bounded. A cell gets bounds if they are no further apart
    than `width` of the lower one. They hold every count that the cell takes in the movements by which `protect` proves
    that each primary cell can be from its low to its high; so with all bounds printed, all these movements are still
    possible, and the proof stands. Nobody need believe it: attack the result.
    """
    cells = made.cells.with_columns(system.cells["variable"].cast(pl.Int64)).join(
        made.reach.with_columns(
            lower=((pl.col("least") + _CLOSE) / step).floor() * step,
            upper=((pl.col("most") + _CLOSE) / step).floor() * step + step - 1,
        ),
        on="variable",
        how="left",
        maintain_order="left",
    )
    told = (
        (pl.col("status") == Status.WITHHELD.value)
        & (pl.col("reason") != HIDDEN_BY_SOURCE)
        & (pl.col("upper") - pl.col("lower") <= width * pl.col("lower"))
    ).fill_null(value=False)
    return cells.with_columns(
        pl.when(told).then(pl.lit(Status.BOUNDED.value)).otherwise(pl.col("status")).alias("status"),
        *(pl.when(told).then(pl.col(side)).alias(side) for side in ("lower", "upper")),
    ).drop("variable", "least", "most")
