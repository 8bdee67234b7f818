"""Income and cars: what the publisher's oddities mean, and what is refused."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from liim import geography
from liim.sources import BadInput, recognise
from liim.sources.statbel import cars as statbel_cars
from liim.sources.statbel import income as statbel_income

CARS = "CD_YEAR;CD_REFNIS;TX_REFNIS_DESCR_FR;TX_REFNIS_DESCR_NL;CD_STAT_SECTOR;MS_NUM_HH;MS_NUM_CAR"
INCOME = ("CD_YEAR", "CD_MUNTY_REFNIS", "MS_NBR_NON_ZERO_INC", "MS_TOT_NET_TAXABLE_INC")
ALL = sorted(geography.municipalities("2019"))

Cars = Callable[..., Path]


@pytest.fixture
def cars(tmp_path: Path) -> Cars:
    def make(*rows: str) -> Path:
        path = tmp_path / "TF_CAR_HH_SECTOR.txt"
        path.write_bytes(("\ufeff" + "\r\n".join([CARS, *rows, ""])).encode())
        return path

    return make


@pytest.fixture
def income(tmp_path: Path) -> Callable[..., Path]:
    def make(*rows: tuple[object, ...], head: tuple[str, ...] = INCOME) -> Path:
        path = tmp_path / "TF_PSNL_INC_TAX_MUNTY.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate((head, *rows)):
                sheet.write_row(number, 0, row)
        return path

    return make


def test_a_dot_separates_thousands_and_a_dash_is_no_car(cars: Cars) -> None:
    path = cars("2019;44021;;;44021A00-;1.234;2.001", "2019;44021;;;44084B1--;6;-00")
    observed = dict(statbel_cars.tidy(path).select("quantity", "count").rows())
    assert observed == {"households": 1240, "cars": 2001}


def test_the_sector_code_does_not_tell_the_municipality(cars: Cars) -> None:
    path = cars("2019;44021;;;11002A00-;10;5")
    assert statbel_cars.tidy(path)["area"].unique().to_list() == ["44021"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("2019;44021;;;44021A01-;1.23;4", "row 3: a number is not written"),
        ("2019;44021;;;44021A01-;12;-4", "row 3: a number is not written"),
        ("2020;44021;;;44021A01-;12;4", "row 3: the year"),
        ("2019;44021;;;44021A00-;12;4", "row 3: the sector stands twice"),
        ("2019;44011;;;44011A00-;12;4", "row 3: municipality 44011 does not exist in 2019"),
    ],
)
def test_cars_that_are_not_as_the_publisher_writes_them_are_refused(cars: Cars, row: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        statbel_cars.tidy(cars("2019;44021;;;44021A00-;10;5", row))


def test_income_keeps_its_cents_and_its_division(income: Callable[..., Path]) -> None:
    path = income(*[(2005, code, 10, 250_000.25) for code in ALL])
    observed = statbel_income.tidy(path)
    assert observed["division"].unique().to_list() == ["2019"]
    assert observed.filter(quantity="taxable_income")["count"].to_list() == [250_000.25] * len(ALL)
    assert recognise(path) is statbel_income


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ((2020, "44021", 10.5, 1.0), "row 321: the number of declarations"),
        ((2020, "44021", 10, "veel"), "row 321: the income"),
        ((2020, "44021", 10, 1.0), "row 321: the municipality stands twice"),
        (("20", "44021", 10, 1.0), "row 321: the year"),
        ((2020, "46030", 10, 1.0), "row 321: municipality 46030 does not exist"),
    ],
)
def test_income_that_is_none_is_refused(income: Callable[..., Path], row: tuple[object, ...], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        statbel_income.tidy(income(*[(2020, code, 10, 1.0) for code in ALL], row))


def test_a_column_that_is_gone_is_named(income: Callable[..., Path]) -> None:
    with pytest.raises(BadInput, match="MS_TOT_NET_TAXABLE_INC"):
        statbel_income.tidy(income((2020, "44021", 10), head=INCOME[:3]))


def test_every_municipality_has_both(cars: Cars) -> None:
    path = cars(*(f"2019;{code};;;{code}A00-;2;1" for code in ALL))
    counted = statbel_cars.tidy(path).group_by("quantity").agg(pl.col("area").n_unique())
    assert dict(counted.rows()) == {"households": 319, "cars": 319}
