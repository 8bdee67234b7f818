"""The readers of the real sources take the demo's files as they take a publisher's: the demo runs the same path."""

from pathlib import Path

import polars as pl
import pytest

from liim.catalogue import catalogue
from liim.cells import cells
from liim.demo import SEED, make_demo
from liim.demo.deliveries import Delivered
from liim.demo.people import inhabitants
from liim.demo.towns import towns
from liim.geography import municipalities
from liim.sources import READERS, sort_out
from liim.sources.raw import look


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return make_demo(tmp_path_factory.mktemp("demo"), years=(2016, 2018, 2019, 2025))


@pytest.fixture(scope="module")
def files(made: list[Path]) -> list[Path]:
    """Those that make observations: the others tell of sectors, and of a typology."""
    found = sort_out(made)
    assert found.ignored == ()
    assert [one.path.name for one in found.sectors] == ["sectors_bewoners.csv"]
    assert [path.name for path in found.geography] == ["typology_grootte.csv"]
    return [one.path for one in found.files]


@pytest.fixture(scope="module")
def observations(files: list[Path]) -> pl.DataFrame:
    readers = [next(reader for reader in READERS if reader.claims(look(path))) for path in files]
    return pl.concat(reader.tidy(path) for reader, path in zip(readers, files, strict=True))


def test_each_file_is_claimed_by_one_reader_and_each_verified_reader_has_a_file(files: list[Path]) -> None:
    claims = [[reader.source.id for reader in READERS if reader.claims(look(path))] for path in files]
    assert [len(claim) for claim in claims] == [1] * len(files)
    assert {claim[0] for claim in claims} == {reader.source.id for reader in READERS if reader.source.verified}


@pytest.mark.parametrize("year", [2016, 2018, 2019, 2025])
def test_nobody_is_lost_between_invention_and_observation(observations: pl.DataFrame, year: int) -> None:
    """Neither by the encoding of 2016 nor by the duplicate keys of 2019 and 2025."""
    invented = towns(SEED)
    here = invented.within("02000") | invented.within("04000")
    read = observations.filter(quantity="inhabitants", period=str(year))["count"].sum()
    assert read == inhabitants(invented, year, SEED)[here].sum()


def test_origin_and_population_agree_on_every_municipality_and_year(observations: pl.DataFrame) -> None:
    by_origin = observations.filter(pl.col("origin_statbel") != "total", quantity="inhabitants_by_origin")
    totals = [
        rows.group_by("area", "period").agg(pl.col("count").sum())
        for rows in (observations.filter(quantity="inhabitants"), by_origin)
    ]
    both = totals[0].join(totals[1], on=["area", "period"])
    assert both.height == 2 * len(municipalities("2018")) + len(municipalities("2019"))
    assert both.filter(pl.col("count") != pl.col("count_right")).is_empty()


def test_at_least_six_cells_of_a_hundred_are_small(observations: pl.DataFrame) -> None:
    """Of all cells, unions and denominators too; what the source hides is small as well."""
    counts = cells(observations, catalogue().values()).filter(pl.col("quantity") != "jobseekers_rate")
    small = pl.col("count").is_between(1, 4).fill_null(value=False) | (pl.col("reason") == "hidden_by_source")
    assert counts.select(small.mean()).item() >= 0.06


def test_counts_occur_that_are_hidden_missing_or_not_applicable(observations: pl.DataFrame) -> None:
    assert set(observations["status"]) == {"ok", "withheld", "missing", "not_applicable"}


def test_deliveries_stand_beside_the_files_of_real_sources(tmp_path: Path) -> None:
    one = Delivered(source="ksz", quantity="employed", periods=("2018",), rate=(0.5, 0.6))
    files = make_demo(tmp_path, years=(2018,), deliveries=[one])
    assert files[-1].name == "delivery_ksz.csv"
