"""The demo edition that `make run` falls back on shows all that the site must be able to show."""

import json
from pathlib import Path

import polars as pl
import pytest

from liim.catalogue import catalogue, groupings_of, quantities
from liim.cells import COLUMNS
from liim.model import Status
from liim.sources.mark import is_fictitious


@pytest.fixture(scope="module")
def figures(demo_home: Path) -> pl.DataFrame:
    return pl.read_parquet(demo_home / "editions/demo/figures.parquet")


@pytest.fixture(scope="module")
def counted(demo_home: Path) -> pl.DataFrame:
    """Every cell before protection."""
    return pl.read_parquet(demo_home / "work/demo/cells.parquet", columns=list(COLUMNS))


def test_it_shows_every_indicator_of_the_catalogue(figures: pl.DataFrame) -> None:
    shown = figures.filter(pl.col("value").is_not_null() | pl.col("numerator_lower").is_not_null())
    assert set(catalogue()) - set(shown["indicator"]) == set()


@pytest.mark.parametrize(("town", "region"), [("41002", "02000"), ("21004", "04000")])
def test_it_shows_nearly_every_indicator_of_a_large_municipality(figures: pl.DataFrame, town: str, region: str) -> None:
    """Of those that exist in its region: a page has no gap, save where a source is late or small counts are hidden."""
    there = {
        id_
        for id_, one in catalogue().items()
        if all(region in quantities()[count.quantity].covers for count in one.formula.counts)
    }
    own = figures.filter(pl.col("value").is_not_null(), area=town, geography="2025")
    assert len(there - set(own["indicator"])) <= len(there) // 10


def test_every_breakdown_of_every_indicator_is_shown(figures: pl.DataFrame) -> None:
    for id_, indicator in catalogue().items():
        own = figures.filter(indicator=id_)
        for grouping in groupings_of(indicator):
            assert own.filter(pl.col("value").is_not_null())[grouping.breakdown].n_unique() > 1, f"{id_}, {grouping.id}"


def test_every_status_occurs(figures: pl.DataFrame) -> None:
    assert set(figures["status"]) == {one.value for one in Status}


def test_at_least_six_counts_of_a_hundred_are_small(counted: pl.DataFrame) -> None:
    """Of all cells of people that are counted; what the source hides is small as well."""
    people = [id_ for id_, one in quantities().items() if one.unit != "%"]
    hidden = pl.col("reason") == "hidden_by_source"
    cells = counted.filter(pl.col("quantity").is_in(people), pl.col("count").is_not_null() | hidden)
    small = pl.col("count").is_between(0, 5, closed="none").fill_null(value=False) | hidden
    assert cells.select(small.mean()).item() >= 0.06


def test_a_gap_is_adjusted_for_age_and_sex_somewhere(demo_home: Path) -> None:
    gaps = pl.read_parquet(demo_home / "editions/demo/gaps.parquet")
    assert gaps["adjusted"].is_not_null().any()


def test_it_says_that_it_is_fictitious(demo_home: Path) -> None:
    manifest = json.loads((demo_home / "editions/demo/manifest.json").read_text("utf-8"))
    assert manifest["kind"] == "demo"


@pytest.mark.real
def test_no_real_file_carries_the_mark(shared_data: Path) -> None:
    for path in shared_data.rglob("*"):
        if path.is_file() and path.suffix in {".zip", ".csv", ".txt", ".xlsx"}:
            assert not is_fictitious(path), path.name
