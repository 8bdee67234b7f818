"""Verdicts and trends on the publishers' own files."""

import shutil
from pathlib import Path

import polars as pl
import pytest

from liim import disclosure, geography, sources
from liim.catalogue import catalogue
from liim.cells import cells
from liim.figures.benchmarks import together, unions
from liim.figures.comparisons import comparisons
from liim.figures.intervals import with_intervals
from liim.figures.trends import trends
from liim.figures.values import values

pytestmark = pytest.mark.real

STATBEL = Path(__file__).parents[2].parent / "shared" / "data" / "statbel"
FILES = ("population/TF_SOC_POP_STRUCT_2018.zip", "population/TF_SOC_POP_STRUCT_2021.zip", "origin/*.csv")
INDICATORS = [indicator for id_, indicator in catalogue().items() if id_ in {"DE_42", "ST_01"}]
ANTWERP, DEINZE, BEVEREN = "11002", "44083", "46030"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    if not STATBEL.is_dir():
        pytest.skip("no real files beside the project")
    folder = tmp_path_factory.mktemp("statbel")
    for pattern in FILES:
        for file in STATBEL.glob(pattern):
            shutil.copy(file, folder)
    truth = cells(pl.concat(sources.observe_all(sources.find(folder))), INDICATORS)
    protected = disclosure.protected(truth, INDICATORS, sources.hiding())
    return with_intervals(values(protected, INDICATORS), INDICATORS)


@pytest.fixture(scope="module")
def verdicts(real: pl.DataFrame) -> pl.DataFrame:
    return comparisons(
        real, INDICATORS, together(*(unions(geography.unions(g), geography=g) for g in geography.GEOGRAPHIES))
    )


def test_every_value_lies_in_its_interval(real: pl.DataFrame) -> None:
    with_interval = real.drop_nulls("lower")
    assert with_interval.height > 9_000
    assert (
        with_interval.select((pl.col("lower") <= pl.col("value")) & (pl.col("value") <= pl.col("upper")))
        .to_series()
        .all()
    )
    assert with_interval["lower"].min() >= 0  # type: ignore[operator]  # a column of numbers has a number as its least
    assert with_interval["upper"].max() <= 100  # type: ignore[operator]  # as above


def test_the_town_and_the_rest_of_the_region_add_up_to_the_region(verdicts: pl.DataFrame) -> None:
    """571 299 of 6 552 967 inhabitants of Flanders were foreign nationals on 1 January 2018."""
    towns = verdicts.filter(
        pl.col("indicator") == "DE_42", pl.col("period") == "2018", pl.col("group") == "02000", pl.col("reason") == ""
    )
    assert set(towns["geography"]) == {"2018", "2019", "2025"}
    assert set(towns["numerator"] + towns["benchmark_numerator"]) == {571_299}
    assert set(towns["denominator"] + towns["benchmark_denominator"]) == {6_552_967}


def test_more_foreign_nationals_live_in_antwerp_and_fewer_in_deinze_than_elsewhere(verdicts: pl.DataFrame) -> None:
    latest = verdicts.filter(
        pl.col("indicator") == "DE_42",
        pl.col("period") == "2021",
        pl.col("geography") == "2025",
        pl.col("group") == "02000",
    )
    found = dict(latest.select("area", "verdict").iter_rows())
    assert (found[ANTWERP], found[DEINZE], found[BEVEREN]) == ("higher", "lower", "lower")


def test_zwijndrecht_is_compared_with_the_province_of_its_time(verdicts: pl.DataFrame) -> None:
    province = verdicts.filter(
        pl.col("benchmark") == "province", pl.col("period") == "2021", pl.col("indicator") == "DE_42"
    )
    group = {(a, g): p for a, g, p in province.select("area", "geography", "group").iter_rows()}
    assert group["11056", "2019"] == "10000"
    assert group[BEVEREN, "2025"] == "40000"


def test_rebuilt_series_have_a_trend_over_the_mergers(real: pl.DataFrame) -> None:
    found = trends(real, INDICATORS).filter(pl.col("indicator") == "ST_01", pl.col("geography") == "2025")
    for town in (ANTWERP, DEINZE, BEVEREN):
        row = found.row(by_predicate=pl.col("area") == town, named=True)
        assert (row["first_period"], row["last_period"], row["verdict"]) == ("2015", "2024", "rising")


def test_three_years_of_foreign_nationals_are_too_few_for_a_trend(real: pl.DataFrame) -> None:
    found = trends(real, INDICATORS).filter(pl.col("indicator") == "DE_42")
    assert set(found["reason"]) == {"too_few_points"}
    assert set(found["verdict"]) == {""}
