"""Population by structure: every layout since 2009 says the same."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from liim import geography
from liim.observations import COLUMNS, check
from liim.sources import DoubtfulInput
from liim.sources.statbel.population import tidy

from .conftest import FROM_2019, UNTIL_2018, inhabitant, inhabitants

Write = Callable[..., Path]


def counts(table: pl.DataFrame, quantity: str, area: str) -> dict[tuple[str, str], float]:
    rows = table.filter(quantity=quantity, area=area).select("sex", "age", "count").rows()
    return {(sex, age): count for sex, age, count in rows}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252"])
@pytest.mark.parametrize("shuffled", [False, True])
@pytest.mark.parametrize(
    ("year", "columns"),
    [
        (2009, UNTIL_2018),
        (2012, tuple(column for column in UNTIL_2018 if column != "CD_YEAR")),
        (2018, UNTIL_2018),
        (2019, FROM_2019),
        (2022, (*FROM_2019, "CD_YEAR")),
        (2025, ("CD_YEAR", *FROM_2019)),
        (2026, FROM_2019),
    ],
)
def test_every_layout_says_the_same(
    population: Write, year: int, columns: tuple[str, ...], encoding: str, *, shuffled: bool
) -> None:
    file = population(inhabitants(year), year=year, columns=columns, encoding=encoding, shuffled=shuffled)
    observed = tidy(file)
    check(observed)
    division = geography.division_of(str(year))
    assert dict(observed.schema) == COLUMNS
    assert observed.select("period", "division", "source").unique().row(0) == (
        str(year),
        division,
        "statbel_population",
    )
    assert set(observed["area"]) == geography.municipalities(division)
    assert counts(observed, "inhabitants", "11002") == {("female", "40"): 2}


def test_rows_with_the_same_key_are_added(population: Write) -> None:
    """From 2019 on the publisher writes some keys twice, even with equal counts: dropping a row loses people."""
    twice = [inhabitant("11002", 2019), inhabitant("11002", 2019)]
    observed = tidy(population([*inhabitants(2019), *twice], year=2019, columns=FROM_2019))
    assert counts(observed, "inhabitants", "11002") == {("female", "40"): 6}


def test_civil_status_is_added_up_and_nationality_is_not_origin(population: Write) -> None:
    more = [
        inhabitant("11002", 2018, CD_CIV_STS="20", MS_POPULATION="5"),
        inhabitant("11002", 2018, CD_NATLTY="ETR", MS_POPULATION="3"),
        inhabitant("11002", 2018, CD_SEX="M", CD_AGE="100", CD_NATLTY="ETR", MS_POPULATION="1"),
    ]
    observed = tidy(population([*inhabitants(2018), *more]))
    assert counts(observed, "inhabitants", "11002") == {("female", "40"): 10, ("male", "100"): 1}
    assert counts(observed, "foreign_nationals", "11002") == {("female", "40"): 3, ("male", "100"): 1}


def test_a_town_without_foreign_nationals_has_none_and_is_not_missing(population: Write) -> None:
    observed = tidy(population(inhabitants(2018)))
    assert counts(observed, "foreign_nationals", "73028") == {("female", "40"): 0}


@pytest.mark.parametrize("province", ["", " "])
def test_brussels_has_no_province(population: Write, province: str) -> None:
    rows = [row | {"CD_PROV_REFNIS": province} if row["CD_RGN_REFNIS"] == "04000" else row for row in inhabitants(2018)]
    assert counts(tidy(population(rows)), "inhabitants", "21004") == {("female", "40"): 2}


def test_wallonia_is_checked_and_left_out(population: Write) -> None:
    assert "92094" not in set(tidy(population(inhabitants(2018)))["area"])


def test_a_year_that_stands_in_the_name_of_the_file_only_is_doubted(population: Write) -> None:
    file = population(inhabitants(2019), year=2019, columns=FROM_2019, member="bevolking.txt")
    with pytest.warns(DoubtfulInput, match="2019 stands in the name of the file only"):
        observed = tidy(file)
    assert observed["period"].unique().to_list() == ["2019"]


def test_the_unpacked_text_is_read_as_well(population: Write, tmp_path: Path) -> None:
    with zipfile.ZipFile(population(inhabitants(2018))) as archive:
        archive.extractall(tmp_path / "unpacked")
    assert tidy(tmp_path / "unpacked" / "TF_SOC_POP_STRUCT_2018.txt").height == 2 * 327
