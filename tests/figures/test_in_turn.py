"""Figures that are made one indicator after the other are those that are made all at once."""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from liim.catalogue import catalogue
from liim.cells import cells
from liim.figures.in_turn import in_turn, written
from liim.figures.intervals import with_intervals
from liim.figures.merged import with_bounds_over_mergers
from liim.figures.values import KEY, values
from liim.model import TOTAL
from liim.observations import BREAKDOWNS, COLUMNS

DEINZE, NEVELE = "44011", "44049"  # one municipality from 2019 on
COUNTED = {
    "internal_arrivals": (40, 30),
    "internal_departures": (20, 25),
    "inhabitants": (31_085, 12_180),
    "foreign_nationals": (1_200, 240),
    "foreign_nationalities": (61, 40),
    "newcomers": (210, 31),
}
PEOPLE = ("inhabitants", "foreign_nationals")
SPLIT = [
    (way, share) for sex, share in (("female", 0.4), ("male", 0.6)) for way in ({"sex": sex}, {"sex": sex, "age": "30"})
]


@pytest.fixture(scope="module")
def open_to_all() -> pl.DataFrame:
    """Cells of two municipalities that merge: moves between them, people, and nationalities."""
    rows = [
        {"source": "made", "quantity": quantity, "area": area, "division": "2018"}
        | dict.fromkeys(BREAKDOWNS, TOTAL)
        | {"period": "2018", "count": count * share, "status": "ok", "reason": ""}
        | classes
        for quantity, counts in COUNTED.items()
        for area, count in zip((DEINZE, NEVELE), counts, strict=True)
        for classes, share in [({}, 1.0), *(SPLIT if quantity in PEOPLE else ())]
    ]
    counted = cells(pl.DataFrame(rows, schema=COLUMNS, strict=False), catalogue().values())
    return counted.with_columns(lower=pl.lit(None, pl.Float64), upper=pl.lit(None, pl.Float64))


@pytest.fixture(scope="module")
def at_once(open_to_all: pl.DataFrame) -> pl.DataFrame:
    every = catalogue().values()
    return with_intervals(with_bounds_over_mergers(values(open_to_all, every), every), every).sort(KEY)


def test_they_are_the_same_as_all_at_once(open_to_all: pl.DataFrame, at_once: pl.DataFrame, tmp_path: Path) -> None:
    """Those too that rest on each other: what moved between merged parts bounds the moves both ways."""
    found = written(open_to_all, catalogue().values(), tmp_path).collect()
    assert_frame_equal(found, at_once)
    assert "bounded" in set(found.filter(area="44083", geography="2025")["status"])
    assert {"female", "male", TOTAL} == set(found["sex"])


def test_cells_may_lie_in_a_file(open_to_all: pl.DataFrame, at_once: pl.DataFrame, tmp_path: Path) -> None:
    """Then those of one indicator are in memory at a time."""
    open_to_all.write_parquet(tmp_path / "cells.parquet")
    found = written(pl.scan_parquet(tmp_path / "cells.parquet"), catalogue().values(), tmp_path)
    assert_frame_equal(found.collect(), at_once)


def test_they_come_theme_by_theme(open_to_all: pl.DataFrame) -> None:
    themes = [
        catalogue()[figures["indicator"][0]].theme.order for figures in in_turn(open_to_all, catalogue().values())
    ]
    assert themes == sorted(themes)
    assert len(set(themes)) > 1


def test_where_nothing_is_counted_it_says_so(open_to_all: pl.DataFrame, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="was anything read"):
        written(open_to_all.clear(), catalogue().values(), tmp_path)
