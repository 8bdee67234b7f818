"""Workbooks are read back with another library: numbers as numbers, blanks as signs, nothing as a formula."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # the library ships no types
import polars as pl
import pytest
import xlsxwriter

from liim import editions
from liim.editions import Edition
from liim.model import LANGUAGES, Language
from liim.publish.town import NoSuchArea, group, town
from liim.publish.words import word
from liim.publish.workbook import overview, workbook, workbook_of
from liim.publish.workbook.explained import FLAGS, REASONS
from liim.publish.workbook.sheets import Sheet
from liim.sources.mark import is_fictitious

NUMBERS = ("numerator", "denominator", "value", "lower", "upper", "numerator_lower", "numerator_upper")


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


def told(sheet: Any, columns: Sequence[str], language: Language = "nl") -> list[tuple[Any, ...]]:
    """The rows of a sheet as another library reads them, in columns that are named as in the code."""
    heads, *rows = sheet.iter_rows(values_only=True)
    chosen = [heads.index(word(f"column_{column}", language)) for column in columns]
    return [tuple(row[place] for place in chosen) for row in rows]


def test_the_tidy_sheet_holds_every_figure_to_its_last_digit(edition: Edition, book: openpyxl.Workbook) -> None:
    columns = ("indicator", "area", "period", *NUMBERS, "status", "flags")
    figures = pl.read_parquet(edition.folder / "figures.parquet")
    known = sorted(figures.with_columns(pl.col("flags").replace("", None)).select(columns).rows(), key=str)
    assert sorted(told(book["Cijfers"], columns), key=str) == known


def test_the_wide_sheets_hold_every_figure_to_its_last_digit(edition: Edition, book: openpyxl.Workbook) -> None:
    figures = pl.read_parquet(edition.folder / "figures.parquet")
    for id_ in figures["indicator"].unique():
        known = figures.filter(indicator=id_)
        _, *rows = book[id_].iter_rows(values_only=True)
        shown = [cell for row in rows for cell in row[2:] if isinstance(cell, (int, float))]
        counts = known["numerator"].drop_nulls().to_list() if edition.indicators[id_]["unit"] != "count" else []
        assert sorted(shown) == sorted([*known["value"].drop_nulls(), *counts])


@pytest.mark.parametrize("nis", ["44083", "21004", "02000"])
def test_the_workbook_of_a_place_holds_all_its_figures_to_their_last_digit(
    edition: Edition, tmp_path: Path, nis: str
) -> None:
    workbook(edition, nis, tmp_path / "place.xlsx")
    book = openpyxl.load_workbook(tmp_path / "place.xlsx")
    columns = ("indicator", "period", *NUMBERS, "status")
    known = pl.read_parquet(edition.folder / "figures.parquet").filter(area=nis).select(columns).rows()
    themes = [sheet for sheet in book if sheet.cell(1, 1).value == "indicator" and sheet.title != "Woordenboek"]
    rows = [row for sheet in themes for row in told(sheet, columns)]
    assert sorted(rows, key=str) == sorted(known, key=str)


def test_whatever_a_source_delivers_stays_text(tmp_path: Path) -> None:
    """A cell that begins like a formula, a link or markup must not become one in the office of a reader."""
    nasty = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "<r>&</r>", "http://example.org", "{=1}", '"', "  ruimte "]
    with xlsxwriter.Workbook(tmp_path / "nasty.xlsx", {"constant_memory": True}) as file:
        file.add_worksheet("A", Sheet).write_frame(0, pl.DataFrame({"text": nasty}))
    (sheet,) = openpyxl.load_workbook(tmp_path / "nasty.xlsx")
    cells = [row[0] for row in sheet.iter_rows()]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert [cell.value.strip("\u200b") for cell in cells] == nasty


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_never_written_as_one(tmp_path: Path, value: float) -> None:
    file = xlsxwriter.Workbook(tmp_path / "x.xlsx", {"constant_memory": True, "tmpdir": str(tmp_path)})
    with pytest.raises(ValueError, match="column value: a figure is no finite number"):
        file.add_worksheet("A", Sheet).write_frame(0, pl.DataFrame({"value": [1.0, value]}))
    file.close()


@pytest.mark.parametrize(
    "value", [0.1 + 0.2, 1 / 3, -2 / 3, 1e-7, 5e-324, 1.7976931348623157e308, 2.0**53, 2.0**53 + 2, 0.0, 12.0]
)
def test_a_number_comes_back_as_it_was(tmp_path: Path, value: float) -> None:
    with xlsxwriter.Workbook(tmp_path / "x.xlsx", {"constant_memory": True}) as file:
        file.add_worksheet("A", Sheet).write_frame(0, pl.DataFrame({"value": [value]}))
    assert openpyxl.load_workbook(tmp_path / "x.xlsx")["A"].cell(1, 1).value == value


def test_a_sheet_takes_no_more_rows_than_it_holds(tmp_path: Path) -> None:
    file = xlsxwriter.Workbook(tmp_path / "x.xlsx", {"constant_memory": True, "tmpdir": str(tmp_path)})
    with pytest.raises(ValueError, match="of a sheet"):
        file.add_worksheet("A", Sheet).write_frame(1, pl.select(pl.int_range(1_048_576)))
    file.close()


def test_heads_stay_in_sight_and_rows_can_be_filtered(book: openpyxl.Workbook) -> None:
    assert book["Cijfers"].freeze_panes == "A2"
    assert book["DE_42"].freeze_panes == "C2"
    unframed = [sheet.title for sheet in book if not sheet.freeze_panes]
    unfiltered = [sheet.title for sheet in book if not sheet.auto_filter.ref]
    assert unframed == unfiltered == ["Inhoud"]


def test_a_blank_in_the_wide_sheet_says_why(book: openpyxl.Workbook) -> None:
    heads, *rows = book["DE_49"].iter_rows(values_only=True)
    deinze = dict(zip(heads, next(row for row in rows if row[0] == "44083"), strict=True))
    brussels = dict(zip(heads, next(row for row in rows if row[0] == "21004"), strict=True))
    assert deinze["2020 · per\u00a01.000"] == "×"
    assert deinze["2023 · aantal"] == "218–222"
    assert deinze["2024 · per\u00a01.000"] == "?"
    assert brussels["2024 · aantal"] == "n.v.t."


def test_every_code_and_every_column_is_explained(edition: Edition, book: openpyxl.Workbook) -> None:
    codes = {row[1] for row in book["Statussen"].iter_rows(min_row=2, values_only=True) if row[3]}
    figures = pl.read_parquet(edition.folder / "figures.parquet")
    used = {*figures["status"], *figures["reason"], *(flag for one in figures["flags"] for flag in one.split(","))}
    assert used - {"", "invented"} <= codes
    explained = {row[0] for row in book["Kolommen"].iter_rows(min_row=2, values_only=True) if row[1]}
    assert {cell.value for cell in book["Cijfers"][1]} == explained


def test_every_indicator_is_in_the_dictionary(edition: Edition, book: openpyxl.Workbook) -> None:
    listed = [row[0] for row in book["Woordenboek"].iter_rows(min_row=2, values_only=True)]
    assert listed == list(edition.indicators)


def test_every_reason_and_flag_of_the_demo_has_words(demo_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIIM_HOME", str(demo_home))
    figures = pl.read_parquet(editions.current().folder / "figures.parquet", columns=["reason", "flags"])
    flags = {flag for one in figures["flags"].unique() for flag in one.split(",")}
    assert set(figures["reason"].unique()) - {""} <= set(REASONS)
    assert flags - {""} <= set(FLAGS)


def test_nothing_in_it_is_a_formula(book: openpyxl.Workbook) -> None:
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_place_has_a_sheet_per_theme_and_is_told_which_themes_have_none(edition: Edition, tmp_path: Path) -> None:
    workbook(edition, "44083", tmp_path / "44083.xlsx")
    book = openpyxl.load_workbook(tmp_path / "44083.xlsx")
    themes = ["Demografie", "Nieuwkomers en inburgering", "Werk"]
    assert book.sheetnames == ["Inhoud", *themes, "Woordenboek", "Kolommen", "Statussen"]
    contents = dict(row[:2] for row in book["Inhoud"].iter_rows(min_row=5, values_only=True))
    assert contents["Wonen"] == "In deze editie heeft Deinze voor dit thema nog geen cijfer."
    assert contents["Demografie"] == "2 indicatoren"
    assert contents["Vreemde nationaliteiten"] == "In deze editie heeft Deinze voor deze indicator nog geen cijfer."


def test_a_figure_stands_beside_its_region_with_what_a_test_says(edition: Edition, tmp_path: Path) -> None:
    workbook(edition, "44083", tmp_path / "44083.xlsx")
    columns = ("indicator", "period", "class", "value", "region", "compared")
    rows = told(openpyxl.load_workbook(tmp_path / "44083.xlsx")["Demografie"], columns)
    latest = next(row for row in rows if row[:3] == ("DE_42", "2024", None))
    beside = next(one for one in town(edition, "02000").totals("DE_42") if one.period == "2024")
    assert latest[4] == beside.value
    assert latest[5] == "Dat is minder dan in de rest van het Vlaams Gewest (16,0%)."


def test_notes_tell_why_there_is_no_figure_and_what_to_know_of_one(edition: Edition, tmp_path: Path) -> None:
    workbook(edition, "44083", tmp_path / "44083.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "44083.xlsx")["Nieuwkomers en inburgering"]
    notes = {row[1]: row[2] for row in told(sheet, ("indicator", "period", "notes")) if row[0] == "DE_49"}
    assert "afgeschermd" in notes["2020"]
    assert notes["2021"] == "Dit cijfer is een schatting."
    assert notes["2022"].startswith("Breuk in 2022: ")
    assert "ligt dit cijfer in Deinze zeker tussen" in notes["2023"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_workbooks_are_made_in_every_language(edition: Edition, tmp_path: Path, language: Language) -> None:
    workbook(edition, "44083", tmp_path / "44083.xlsx", language)
    overview(edition, tmp_path / "overview.xlsx", language)
    for path in tmp_path.iterdir():
        assert openpyxl.load_workbook(path).sheetnames[0] == word("sheet_contents", language)


def test_a_group_of_ones_own_has_a_workbook(edition: Edition, tmp_path: Path) -> None:
    workbook_of(group(edition, ("44083", "11002"), "Twee steden"), tmp_path / "group.xlsx")
    assert "Twee steden" in openpyxl.load_workbook(tmp_path / "group.xlsx")["Inhoud"].cell(1, 1).value


def test_the_same_edition_gives_the_same_bytes(edition: Edition, tmp_path: Path) -> None:
    for name in ("one", "two"):
        workbook(edition, "44083", tmp_path / f"{name}.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_fictitious_workbook_carries_the_mark_and_says_so(fictitious: Edition, tmp_path: Path) -> None:
    overview(fictitious, tmp_path / "overview.xlsx")
    assert is_fictitious(tmp_path / "overview.xlsx")
    assert "Fictieve cijfers" in openpyxl.load_workbook(tmp_path / "overview.xlsx")["Inhoud"].cell(3, 1).value


def test_a_workbook_of_nowhere_leaves_nothing_behind(edition: Edition, tmp_path: Path) -> None:
    with pytest.raises(NoSuchArea):
        workbook(edition, "44011", tmp_path / "44011.xlsx")
    assert list(tmp_path.iterdir()) == []
