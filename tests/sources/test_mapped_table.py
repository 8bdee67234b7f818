"""A table of any publisher, read by a mapping: what the mapping does not say is refused."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from typer.testing import CliRunner

from liim import geography
from liim.cli import app
from liim.observations import check
from liim.sources import BadInput, find
from liim.sources.mapped import mapped_table, mapping

PAGE = Path(__file__).parents[2] / "docs" / "mapped-tables.md"
Try = Callable[..., pl.DataFrame]


def example(kind: str) -> str:
    """The text of the example on the page."""
    found = re.search(rf"```{kind}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """The mapping and the table of the page."""
    paths = tmp_path / "werkzoekenden-2024.mapping.toml", tmp_path / "werkzoekenden-2024.csv"
    for path, kind in zip(paths, ("toml", "csv"), strict=True):
        path.write_text(example(kind), encoding="utf-8")
    return paths


@pytest.fixture
def read(files: tuple[Path, Path]) -> Try:
    """Read the example, with one piece of the mapping or of the table put for another."""

    def _read(old: str = "", new: str = "") -> pl.DataFrame:
        for path in files:
            path.write_text(path.read_text(encoding="utf-8").replace(old, new) if old else path.read_text())
        return mapped_table.tidy(mapping.read(files[0]), files[1])

    return _read


def test_the_example_of_the_page_is_read_as_it_stands_there(read: Try) -> None:
    observations = read()
    check(observations)
    aalst = observations.filter(area="41002").sort("origin").select("origin", "count", "status").rows()
    assert aalst == [("belgian_origin", 1200, "ok"), ("eu_origin", 150, "ok"), ("unknown", None, "withheld")]
    assert observations.filter(pl.col("area") != "41002")["status"].unique().to_list() == ["missing"]
    flemish = {one for one in geography.municipalities("2019") if geography.region_of(one, "2019") == "02000"}
    assert set(observations["area"]) == flemish


def test_the_dry_run_shows_what_every_row_became(files: tuple[Path, Path]) -> None:
    told = CliRunner().invoke(app, ["sources", "try", *map(str, files), "--format", "json"])
    assert told.exit_code == 0, told.output
    assert {"origin": "eu_origin", "status": "ok", "municipalities": 1, "count": 150.0}.items() <= next(
        row for row in json.loads(told.stdout) if row["origin"] == "eu_origin" and row["status"] == "ok"
    ).items()


def test_a_mapping_beside_a_table_makes_it_a_source(files: tuple[Path, Path]) -> None:
    found = find(files[0].parent)
    assert [(one.path, one.source.id) for one in found.files] == [(files[1], "vdab_origin_2024")]
    assert "1 of vdab_origin_2024" in found.told()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (";EU;", ";Mars;", r"row 3: 'Mars' in column 'Herkomst' has no class.*unknown"),
        (";150", ";?", r"row 3: '\?' stands where the jobseekers_mean of 41002"),
        (";150", ";1.50", r"row 3: '1.50' stands where"),
        (";150", ";-3", r"row 3: '-3' stands where"),
        ("EU;150", "Belg;150", r"row 3: 41002, 2024, Belg stands here a second time"),
        ("Aalst;41002;EU", "Aalst;41999;EU", r"41999"),
        ("NIS;", "Code;", r"row 1: 0 columns are headed 'NIS'"),
        ('"jobseekers_mean"', '"jobseekers_maen"', r"Did you mean 'jobseekers_mean'"),
        ('"eu_origin"', '"eu_orign"', r"Did you mean 'eu_origin'"),
        ("separator =", "seperator =", r"Did you mean 'separator'"),
        ('"withheld"', '"hidden"', r"status 'hidden' is not known"),
        ('period = "2024" ', "", "told twice, or not at all"),
        ("[source]", "[source", "cannot be read"),
        ("highest = 4", "", "lacks 'highest'"),
    ],
)
def test_what_the_mapping_does_not_say_is_refused_with_the_row_and_the_remedy(
    read: Try, old: str, new: str, told: str
) -> None:
    with pytest.raises(BadInput, match=re.compile(told, re.DOTALL)):
        read(old, new)


def test_a_workbook_is_read_too_and_its_numbers_are_numbers(files: tuple[Path, Path], tmp_path: Path) -> None:
    """A point between thousands would make 1.234, a mean, 1234 people."""
    path = tmp_path / "werkzoekenden-2024.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["NIS", "Herkomst", "Aantal"])
        sheet.write_row(1, 0, [41002, "Belg", 1200.5])
    with pytest.raises(BadInput, match="thousands"):
        mapped_table.tidy(mapping.read(files[0]), path)
    files[0].write_text(files[0].read_text(encoding="utf-8").replace('thousands = "."', ""), encoding="utf-8")
    assert mapped_table.tidy(mapping.read(files[0]), path).drop_nulls("count")["count"].to_list() == [1200.5]


def test_two_codes_that_mean_one_class_are_one_count(read: Try) -> None:
    both = read('"EU" = "eu_origin"', '"EU" = "belgian_origin"').filter(area="41002", origin="belgian_origin")
    assert both["count"].to_list() == [1350]


def test_a_class_of_which_a_part_is_withheld_is_withheld(read: Try) -> None:
    both = read('"EU" = "eu_origin"', '"EU" = "unknown"').filter(area="41002", origin="unknown")
    assert both.select("count", "status", "reason").rows() == [(None, "withheld", "hidden_by_source")]
