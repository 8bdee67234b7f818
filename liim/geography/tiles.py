"""The tile map: one square per municipality of today, roughly where it lies, for when there are no shapes.

Every municipality is as large as any other, so that small and dense ones (Brussels) are seen as well as wide ones.
Our own making: how the places were found stands in docs/decisions/0012-tile-map.md.
"""

import polars as pl

from liim.geography import tables
from liim.geography.divisions import GEOGRAPHIES


def tile_map(geography: str = GEOGRAPHIES[-1]) -> pl.DataFrame:
    """One row per municipality of today: code, column (from 0, west to east), row (from 0, north to south).

    Raises ValueError for an older geography: tiles are placed for today's municipalities only.
    """
    if geography != GEOGRAPHIES[-1]:
        raise ValueError(f"there is no tile map of geography {geography!r}, only of {GEOGRAPHIES[-1]}.")
    return tables.tiles()
