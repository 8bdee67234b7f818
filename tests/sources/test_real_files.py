"""What the publishers' own files say, to the person."""

from functools import cache
from pathlib import Path

import polars as pl
import pytest

from liim import geography
from liim.model import TOTAL
from liim.observations import COLUMNS
from liim.sources.provincies_in_cijfers import jobseekers as pinc_jobseekers
from liim.sources.provincies_in_cijfers import newcomers as pinc_newcomers
from liim.sources.statbel import cars as statbel_cars
from liim.sources.statbel import income as statbel_income
from liim.sources.statbel import origin as statbel_origin
from liim.sources.statbel import population as statbel_population

pytestmark = pytest.mark.real

# 1 January: Flanders inhabitants, foreign nationals; Brussels inhabitants, foreign nationals.
POPULATION = {
    2017: (6_516_011, 548_910, 1_191_604, 414_139),
    2018: (6_552_967, 571_299, 1_198_726, 417_107),
    2019: (6_589_069, 595_921, 1_208_542, 422_097),
    2021: (6_653_062, 633_983, 1_219_970, 432_697),
}
YEARS = range(2014, 2025)
NEWCOMERS = (33_889, 36_391, 52_025, 43_397, 45_672, 51_746, 41_993, 39_096, 47_486, 54_143, 52_273)
FROM_OUTSIDE_THE_EU = (11_724, 17_917, 30_464, 21_384, 19_305, 21_892, 17_757, 20_983, 22_535, 29_055, 28_972)
JOBSEEKERS = (241_865, 237_084, 224_150, 212_940, 201_163, 192_982, 206_000, 173_126, 174_627, 198_405)
EXPORTS = "provincies-in-cijfers/exports"


@cache
def population(data: Path, year: int) -> pl.DataFrame:
    return statbel_population.tidy(data / f"statbel/population/TF_SOC_POP_STRUCT_{year}.zip")


@cache
def jobseekers(data: Path) -> pl.DataFrame:
    return pinc_jobseekers.tidy(data / EXPORTS / "unemployment_jobseekers_data.xlsx")


def by_period(table: pl.DataFrame) -> tuple[int, ...]:
    return tuple(table.group_by("period").agg(pl.col("count").sum()).sort("period")["count"].cast(int))


@pytest.mark.parametrize("year", POPULATION)
def test_population_is_that_of_statbel_to_the_person(data: Path, year: int) -> None:
    observed = population(data, year)
    division = geography.division_of(str(year))
    assert dict(observed.schema) == COLUMNS
    assert observed["division"].unique().to_list() == [division]
    regions = geography.unions(division).filter(level="region")
    sums = observed.join(regions, on="area").group_by("union", "quantity").agg(pl.col("count").sum())
    found = {(union, quantity): count for union, quantity, count in sums.iter_rows()}
    assert (
        tuple(
            found[region, quantity]
            for region in ("02000", "04000")
            for quantity in ("inhabitants", "foreign_nationals")
        )
        == POPULATION[year]
    )


@pytest.mark.parametrize("year", POPULATION)
def test_population_keeps_its_total_on_todays_municipalities(data: Path, year: int) -> None:
    observed = population(data, year).filter(quantity="inhabitants")
    today = observed.join(
        geography.translate(geography.division_of(str(year)), "2025"), left_on="area", right_on="area"
    )
    assert today["to"].n_unique() == 304
    assert today["count"].sum() == POPULATION[year][0] + POPULATION[year][2]


def test_the_merged_towns_of_2018_are_the_sums_of_their_parts(data: Path) -> None:
    inhabitants = population(data, 2018).filter(quantity="inhabitants").group_by("area").agg(pl.col("count").sum())
    found = dict(inhabitants.iter_rows())
    assert (found["11002"], found["11007"], found["44011"], found["44049"]) == (523_248, 10_685, 31_085, 12_179)


def test_newcomers_are_those_of_the_portal_and_brussels_is_not_applicable(data: Path) -> None:
    every = pinc_newcomers.tidy(data / EXPORTS / "nieuwkomers - gemeenten.csv")
    non_eu = pinc_newcomers.tidy(data / EXPORTS / "nieuwkomers niet-EU - gemeenten.csv")
    assert by_period(every) == NEWCOMERS
    assert by_period(non_eu) == FROM_OUTSIDE_THE_EU
    assert every["division"].unique().to_list() == ["2025"]
    assert every.filter(status="not_applicable")["area"].n_unique() == 19
    beside = every.join(non_eu, on=["area", "period"])
    assert beside.filter(pl.col("count_right") > pl.col("count")).is_empty()


def test_jobseekers_are_those_of_the_portal(data: Path) -> None:
    observed = jobseekers(data).filter(quantity="jobseekers")
    in_all = observed.filter(nationality_group=TOTAL, origin=TOTAL)
    assert by_period(in_all) == JOBSEEKERS
    for breakdown, times in (("nationality_group", 2_735), ("origin", 2_828)):
        parts = observed.filter(pl.col(breakdown) != TOTAL)
        whole = parts.group_by("area", "period").agg(
            pl.col("count").sum(), pl.col("count").is_not_null().all().alias("all")
        )
        seen = whole.filter("all").join(in_all.filter(status="ok"), on=["area", "period"])
        assert seen.height == times
        assert seen.filter(pl.col("count") != pl.col("count_right")).is_empty()


def test_the_rate_is_the_yearly_mean_in_percent(data: Path) -> None:
    rate = jobseekers(data).filter(quantity="jobseekers_rate")
    assert rate.height == 285 * len(YEARS)
    assert (rate["count"].min(), rate["count"].max()) == (0, 17.1)


def test_the_operator_is_told_what_the_publisher_gives_away(data: Path) -> None:
    undone = pinc_jobseekers.undone_by_publisher(jobseekers(data))
    assert dict(undone.group_by("breakdown").len().iter_rows()) == {"nationality_group": 105, "origin": 27}
    assert "count" not in undone.columns


def test_origin_groups_add_up_and_equal_the_population(data: Path) -> None:
    observed = statbel_origin.tidy(data / "statbel/origin/origin_by_municipality_2015-2024.csv")
    totals = by_period(observed.filter(origin_statbel=TOTAL))
    assert by_period(observed.filter(pl.col("origin_statbel") != TOTAL)) == totals
    in_year = dict(zip(range(2015, 2025), totals, strict=True))
    assert all(in_year[year] == flanders + brussels for year, (flanders, _, brussels, _) in POPULATION.items())
    divisions = observed.select("period", "division").unique().sort("period")["division"].to_list()
    assert divisions == ["2018"] * 4 + ["2019"] * 6


def in_region(observed: pl.DataFrame, division: str) -> dict[str, float]:
    regions = geography.unions(division).filter(level="region")
    sums = observed.join(regions, on="area").group_by("union").agg(pl.col("count").sum())
    return dict(sums.iter_rows())


def test_declarations_are_those_of_statbel_and_the_whole_series_is_of_2019(data: Path) -> None:
    """6 417 960 declarations of 2020 in Belgium; the monitor holds those of Flanders and Brussels."""
    raw = data / "statbel/income/TF_PSNL_INC_TAX_MUNTY.xlsx"
    sheet = pl.read_excel(raw)
    assert sheet.filter(pl.col("CD_YEAR") == 2020)["MS_NBR_NON_ZERO_INC"].sum() == 6_417_960
    observed = statbel_income.tidy(raw)
    assert observed["division"].unique().to_list() == ["2019"]
    assert sorted(observed["period"].unique()) == [str(year) for year in range(2005, 2021)]
    declarations = observed.filter(quantity="tax_declarations", period="2020")
    assert declarations.height == 319
    elsewhere = sheet.filter(pl.col("CD_YEAR") == 2020, pl.col("CD_RGN_REFNIS").cast(pl.Int64) == 3000)
    assert int(declarations["count"].sum()) + int(elsewhere["MS_NBR_NON_ZERO_INC"].sum()) == 6_417_960


def test_households_and_cars_are_those_of_statbel_to_the_car(data: Path) -> None:
    """Dots separate thousands, and -00 is none: a parser of decimals gives 3 877 813.49 households."""
    observed = statbel_cars.tidy(data / "statbel/cars/TF_CAR_HH_SECTOR.txt")
    assert observed["period"].unique().to_list() == ["2019"]
    assert in_region(observed.filter(quantity="households"), "2019") == {"02000": 2_819_981, "04000": 551_962}
    assert in_region(observed.filter(quantity="cars"), "2019") == {"02000": 3_229_922, "04000": 329_547}
