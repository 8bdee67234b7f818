from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from liim.geography import municipalities
from liim.geography.sectors import read_municipality_of, read_sectors


def workbook(file: Path, *rows: tuple[object, ...]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        for place, row in enumerate(rows):
            page.write_row(place, 0, row)


def test_a_sector_lies_where_the_table_says_not_where_its_code_begins(tmp_path: Path) -> None:
    """Codes survive mergers: a sector of Nevele keeps the code of a municipality that is gone. Numbers become text."""
    workbook(
        tmp_path / "any" / "statsec_gemeente.xlsx",
        ("statsec", "gemeente"),
        ("44049A00-", 44083),
        ("99991ZZZZ", "99991"),
    )
    assert read_municipality_of(tmp_path, "2025", "2025").rows() == [("44049A00-", "44083"), ("99991ZZZZ", "99991")]


def test_a_table_of_another_division_is_refused(tmp_path: Path) -> None:
    workbook(tmp_path / "statsec_gemeente.xlsx", ("statsec", "gemeente"), ("44049A00-", "44049"))
    with pytest.raises(ValueError, match="44049A00-, 44049"):
        read_municipality_of(tmp_path, "2025", "2025")


@pytest.mark.parametrize("rows", [[("44049A00-", 44083)] * 2, [(" ", 44083)], [("44049", 44083)]])
def test_a_sector_that_stands_twice_or_is_none_is_refused(tmp_path: Path, rows: list[tuple[object, ...]]) -> None:
    workbook(tmp_path / "statsec_gemeente.xlsx", ("statsec", "gemeente"), *rows)
    with pytest.raises(ValueError, match=r"statsec_gemeente\.xlsx"):
        read_municipality_of(tmp_path, "2025", "2025")


def test_a_list_without_its_columns_is_refused(tmp_path: Path) -> None:
    workbook(tmp_path / "statsec.xlsx", ("code", "name"), ("11001A00-", "Aartselaar"))
    with pytest.raises(ValueError, match="geoitem code"):
        read_sectors(tmp_path, "2025")


def test_what_the_publisher_does_not_offer_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no table leads"):
        read_municipality_of(tmp_path, "2025", "2019")
    with pytest.raises(ValueError, match="no list"):
        read_sectors(tmp_path, "2018")
    with pytest.raises(FileNotFoundError, match=r"statsec\.xlsx"):
        read_sectors(tmp_path, "2025")


def test_a_file_that_lies_there_twice_is_not_chosen_at_random(tmp_path: Path) -> None:
    for place in ("a", "b"):
        workbook(tmp_path / place / "statsec.xlsx", ("geoitem code", "short name"), ("11001A00-", "Aartselaar"))
    with pytest.raises(ValueError, match="more than once"):
        read_sectors(tmp_path, "2025")


@pytest.mark.real
@pytest.mark.parametrize(
    ("list_of", "sectors", "unlocated"), [("2019", 10_237, 331), ("2024", 10_241, 323), ("2025", 10_902, 308)]
)
def test_the_lists_hold_as_many_sectors_as_published(
    published: Path, list_of: str, sectors: int, unlocated: int
) -> None:
    table = read_sectors(published, list_of)
    assert table.height == sectors
    assert table.filter(~pl.col("located")).height == unlocated


@pytest.mark.real
@pytest.mark.parametrize(
    ("list_of", "division", "elsewhere"), [("2024", "2019", 317), ("2024", "2025", 1113), ("2025", "2025", 1097)]
)
def test_a_sector_code_does_not_tell_its_municipality(
    published: Path, list_of: str, division: str, elsewhere: int
) -> None:
    table = read_municipality_of(published, list_of, division)
    assert set(table["sector"]) == set(read_sectors(published, list_of)["sector"])
    assert municipalities(division) <= set(table["municipality"])
    assert table.filter(pl.col("sector").str.head(5) != pl.col("municipality")).height == elsewhere
