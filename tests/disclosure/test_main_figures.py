"""What readers look for first is the last to be withheld for the sake of others."""

from pathlib import Path

import polars as pl
import pytest

from liim.catalogue import catalogue
from liim.disclosure.outside import published_cells
from liim.disclosure.system import KEY
from liim.geography import GEOGRAPHIES
from liim.model import TOTAL, Status
from liim.observations import BREAKDOWNS

LARGE = 250  # people


@pytest.fixture(scope="module")
def withheld(demo_home: Path) -> pl.DataFrame:
    """The cells of today's areas that the demo withholds, with their counts.

    Of areas before a merger large ones may be withheld: Antwerp without Borsbeek tells Borsbeek.
    """
    truth = pl.read_parquet(demo_home / "work/demo/cells.parquet", columns=[*KEY, "count"])
    figures = pl.read_parquet(demo_home / "editions/demo/figures.parquet")
    told = published_cells(figures.filter(geography=GEOGRAPHIES[-1]), catalogue().values())
    hidden = told.filter(status=Status.WITHHELD.value)
    return hidden.select(KEY).join(truth, on=KEY)


def test_no_large_undivided_count_is_withheld_for_the_sake_of_small_classes(withheld: pl.DataFrame) -> None:
    undivided = withheld.filter(pl.all_horizontal(pl.col(one) == TOTAL for one in BREAKDOWNS))
    assert undivided.height, "then the demo has nothing small, and proves nothing"
    assert undivided.filter(pl.col("count") >= LARGE).rows() == []


def test_most_of_what_is_withheld_is_small(withheld: pl.DataFrame) -> None:
    assert withheld["count"].median() < 10  # type: ignore[operator]
