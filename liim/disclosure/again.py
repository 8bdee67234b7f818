"""A family in which nothing changed since an earlier build is taken over as it was, without protecting it again.

The equations are made anew, so that a changed map or catalogue is a change. Nobody need believe it: the gate attacks
every edition, whatever it was made from.
"""

import hashlib
from collections.abc import Mapping

import polars as pl

from liim.disclosure.suppress import METHOD
from liim.disclosure.system import KEY, System
from liim.model import Status

_TOLD = ("count", "status", "reason", "lower", "upper")
OUTCOME = {"family": pl.String, "mark": pl.String, "row": pl.UInt32, "kept": pl.Boolean} | dict(
    zip(_TOLD, (pl.Float64, pl.String, pl.String, pl.Float64, pl.Float64), strict=True)
)


def mark_of(cells: pl.DataFrame, system: System, declared: Mapping[str, object]) -> str:
    """A hash of all that the protection of a family rests on, save what other editions say of it."""
    mark = hashlib.sha256(METHOD + repr((cells.columns, sorted(declared.items()))).encode())
    ties = system.matrix
    for part in (cells.hash_rows(seed=0).to_numpy(), ties.indptr, ties.indices, ties.data, system.signed):
        mark.update(part.tobytes())
    return mark.hexdigest()


def outcome(
    family: str, mark: str, before: pl.DataFrame, after: pl.DataFrame, kept: pl.DataFrame | None
) -> pl.DataFrame:
    """What protecting did to the cells of a family, by row: only those that changed, or had to stay withheld."""
    changed = pl.any_horizontal(
        before["status"] != after["status"], *(pl.col(one).is_not_null() for one in ("lower", "upper"))
    )
    told = after.select(_TOLD).with_row_index("row").with_columns(kept=_stays(before, kept))
    return told.filter(changed | pl.col("kept")).select(
        pl.lit(family).alias("family"), pl.lit(mark).alias("mark"), "row", "kept", *_TOLD
    )


def taken_over(cells: pl.DataFrame, mark: str, earlier: pl.DataFrame, kept: pl.DataFrame | None) -> pl.DataFrame | None:
    """The protected cells of an earlier build; None if something changed, or other editions now ask something else.

    They do where they withheld what that build printed, or where it rested on what they withheld and is lifted since.
    """
    if earlier.is_empty() or earlier["mark"][0] != mark:
        return None
    numbered = cells.with_row_index("row").with_columns(stays=_stays(cells, kept))
    told = numbered.join(earlier, on="row", how="left", suffix="_told", maintain_order="left")
    changed = pl.col("status_told").is_not_null()
    withheld = (pl.col("status_told") == Status.WITHHELD.value).fill_null(value=False)
    other = (pl.col("stays") & ~withheld) | (pl.col("kept").fill_null(value=False) & ~pl.col("stays"))
    if told.select(other.any()).item():
        return None
    return told.with_columns(
        *(
            pl.when(changed).then(pl.col(f"{one}_told")).otherwise(pl.col(one)).alias(one)
            for one in ("count", "status", "reason")
        ),
    ).select(*cells.columns, "lower", "upper")


def _stays(cells: pl.DataFrame, kept: pl.DataFrame | None) -> pl.Series:
    """Which cells with a count an earlier edition withheld."""
    if kept is None:
        return pl.repeat(value=False, n=cells.height, eager=True)
    flagged = cells.join(kept.select(KEY).unique().with_columns(stays=True), on=KEY, how="left", maintain_order="left")
    return flagged.select(pl.col("stays").fill_null(value=False) & pl.col("count").is_not_null()).to_series()
