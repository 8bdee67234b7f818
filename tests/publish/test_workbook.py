"""Workbooks are read back with another library: numbers as numbers, blanks as signs, nothing as a formula."""

from pathlib import Path

import openpyxl  # type: ignore[import-untyped]  # the library ships no types
import polars as pl
import pytest

from liim.editions import Edition
from liim.publish.town import NoSuchArea
from liim.publish.workbook import overview, workbook
from liim.sources.mark import is_fictitious


@pytest.fixture(scope="module")
def book(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("books") / "overview.xlsx"
    overview(edition, path)
    return openpyxl.load_workbook(path)


def test_the_first_sheet_tells_what_there_is_and_leads_there(book: openpyxl.Workbook) -> None:
    contents = book["Inhoud"]
    listed = [contents.cell(row, 1).value for row in range(5, contents.max_row + 1)]
    assert listed == book.sheetnames[1:]
    assert contents.cell(5, 1).hyperlink.location == "'Cijfers'!A1"


def test_the_tidy_sheet_holds_every_figure_exactly(edition: Edition, book: openpyxl.Workbook) -> None:
    heads, *rows = book["Cijfers"].iter_rows(values_only=True)
    place = heads.index("waarde")
    values = sorted(row[place] for row in rows if row[place] is not None)
    assert values == pytest.approx(
        pl.read_parquet(edition.folder / "figures.parquet")["value"].drop_nulls().sort().to_list(), rel=1e-15
    )


def test_heads_stay_in_sight_and_rows_can_be_filtered(book: openpyxl.Workbook) -> None:
    assert book["Cijfers"].freeze_panes == "A2"
    assert book["DE_42"].freeze_panes == "C2"
    assert book["Cijfers"].auto_filter.ref
    assert book["DE_42"].auto_filter.ref


def test_a_blank_in_the_wide_sheet_says_why(book: openpyxl.Workbook) -> None:
    heads, *rows = book["DE_49"].iter_rows(values_only=True)
    deinze = dict(zip(heads, next(row for row in rows if row[0] == "44083"), strict=True))
    brussels = dict(zip(heads, next(row for row in rows if row[0] == "21004"), strict=True))
    assert deinze["2020 · per\u00a01.000"] == "×"
    assert deinze["2023 · aantal"] == "218–222"
    assert deinze["2024 · per\u00a01.000"] == "?"
    assert brussels["2024 · aantal"] == "n.v.t."


def test_statuses_and_columns_are_explained(book: openpyxl.Workbook) -> None:
    codes = [row[0] for row in book["Statussen"].iter_rows(min_row=2, values_only=True)]
    assert codes == [
        *("ok", "provisional", "estimated", "bounded", "withheld", "missing", "not_applicable", "not_yet"),
    ]
    assert any("niet afgerond" in str(row) for row in book["Woordenboek"].iter_rows(values_only=True))


def test_nothing_in_it_is_a_formula(book: openpyxl.Workbook) -> None:
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_place_has_a_workbook_with_a_sheet_per_theme(edition: Edition, tmp_path: Path) -> None:
    workbook(edition, "44083", tmp_path / "44083.xlsx")
    book = openpyxl.load_workbook(tmp_path / "44083.xlsx")
    assert book.sheetnames == ["Inhoud", "Demografie", "Nieuwkomers en inburgering", "Werk", "Woordenboek", "Statussen"]


def test_a_fictitious_workbook_carries_the_mark_and_says_so(fictitious: Edition, tmp_path: Path) -> None:
    overview(fictitious, tmp_path / "overview.xlsx")
    assert is_fictitious(tmp_path / "overview.xlsx")
    assert "Fictieve cijfers" in openpyxl.load_workbook(tmp_path / "overview.xlsx")["Inhoud"].cell(3, 1).value


def test_a_workbook_of_nowhere_leaves_nothing_behind(edition: Edition, tmp_path: Path) -> None:
    with pytest.raises(NoSuchArea):
        workbook(edition, "44011", tmp_path / "44011.xlsx")
    assert list(tmp_path.iterdir()) == []
