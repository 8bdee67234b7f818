"""Are the municipality codes in a file those of its division? Says which row is not, and why."""

from pathlib import Path

import polars as pl

from liim import geography
from liim.sources.errors import BadInput

_OTHER_YEAR = "Is this the file of another year?"


def refuse_unknown(areas: pl.Series, division: str, period: str, path: Path, *, rows: pl.Series) -> None:
    """Raise BadInput for the first code that is neither a municipality of the division nor Walloon.

    `rows` holds, for each area, its row in the file.
    """
    known = geography.municipalities(division)
    for area in areas.unique(maintain_order=True):
        if area not in known and not geography.is_walloon(area):
            row = int(rows[int(areas.index_of(area) or 0)])
            raise BadInput(path, _why_unknown(area, period), row=row, remedy=_OTHER_YEAR)


def _why_unknown(area: str, period: str) -> str:
    lives = geography.areas().filter(pl.col("code") == area)
    if lives.is_empty():
        return f"municipality {area!r} does not exist."
    life = lives.row(0, named=True)
    if life["level"] != "municipality":
        return f"{area} is no municipality but a whole {life['level']}."
    when = (
        f"it starts {life['valid_from']}"
        if life["valid_from"].year > int(period[:4])
        else f"it ended {life['valid_to']}"
    )
    return f"municipality {area} does not exist in {period} ({when})."
