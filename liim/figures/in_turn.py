"""All figures of an edition, theme by theme and indicator by indicator: in memory is what one of them is made of.

An indicator is computed from its own cells alone, and written before the next is begun; those of which one tells how
far the other may be off after a merger (`Quantity.opposite`) are computed together.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl

from liim.catalogue import groupings_of, quantities
from liim.figures.intervals import with_intervals
from liim.figures.merged import with_bounds_over_mergers
from liim.figures.values import KEY, values
from liim.model import TOTAL, Indicator
from liim.observations import BREAKDOWNS

Cells = pl.DataFrame | pl.LazyFrame


def cells_of(cells: Cells, indicators: Iterable[Indicator]) -> pl.DataFrame:
    """The cells that some indicators are made of, without the breakdowns that what they count does not have.

    Of what is split by more than an indicator is, its totals are taken.
    """
    split = dict[str, set[str]]()
    for indicator in indicators:
        by = {grouping.breakdown for grouping in groupings_of(indicator)}
        for one in indicator.formula.counts:
            split.setdefault(one.quantity, set()).update(by, dict(one.classes))
    carried = {id_: quantities()[id_].breakdowns for id_ in split}
    wanted = [
        pl.all_horizontal(
            pl.col("quantity") == id_, *(pl.col(one) == TOTAL for one in carried[id_] if one not in split[id_])
        )
        for id_ in sorted(split)
    ]
    needless = set(BREAKDOWNS).difference(*carried.values())
    return cells.lazy().filter(pl.any_horizontal(wanted)).drop(needless).collect()


def in_turn(cells: Cells, indicators: Iterable[Indicator]) -> Iterator[pl.DataFrame]:
    """The figures of each indicator in the order of the themes, with values, bounds over mergers and intervals.

    `cells` are protected. Each table is sorted by KEY; where nothing was counted, there is none.
    """
    for together in _together(sorted(indicators, key=lambda one: (one.theme.order, one.theme.id, one.id))):
        figures = values(cells_of(cells, together), together)
        whole = with_intervals(with_bounds_over_mergers(figures, together), together).sort(KEY)
        yield from whole.partition_by("indicator", maintain_order=True)


def written(cells: Cells, indicators: Iterable[Indicator], folder: Path) -> pl.LazyFrame:
    """The same, each written into the folder before the next is begun: read from there as one table, sorted by KEY.

    Raises ValueError where nothing was counted at all.
    """
    files = []
    for number, figures in enumerate(in_turn(cells, indicators)):
        files.append((str(figures["indicator"][0]), folder / f"{number:03}.parquet"))
        figures.write_parquet(files[-1][1], compression="lz4")
    if not files:
        raise ValueError("No cell is of a quantity that these indicators count: was anything read?")
    return pl.scan_parquet([path for _, path in sorted(files)])


def _together(indicators: Iterable[Indicator]) -> Iterator[tuple[Indicator, ...]]:
    """Each indicator alone, save moves: those one way stand with those the other way, where the first of them stood."""
    found: dict[frozenset[str], list[Indicator]] = {}
    for indicator in indicators:
        counted = {one.quantity for one in indicator.formula.counts}
        moves = {one for one in counted if quantities()[one].opposite}
        both = frozenset(moves | {str(quantities()[one].opposite) for one in moves})
        found.setdefault(both or frozenset({indicator.id}), []).append(indicator)
    yield from map(tuple, found.values())
