"""The Gemeente-Stadsmonitor's extracts: read by meaning, shown before they are accepted, refused when unsure."""

from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from liim import geography
from liim.catalogue import catalogue, groupings_of
from liim.observations import check
from liim.sources import BadInput, RawFile, find, observe, observe_all, published_values, recognise
from liim.sources.extracts import gsm_extract

from .conftest import names_of_today

Write = Callable[..., Path]
Cell = str | float | None


@pytest.fixture
def extract(tmp_path: Path) -> Write:
    """A workbook of these rows, named after an indicator."""

    def write(indicator: str, *rows: Sequence[Cell], name: str = "") -> Path:
        path = tmp_path / (name or f"GSM_Extract_{indicator}.xlsx")
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
        return path

    return write


def towns(*values: Cell) -> list[list[Cell]]:
    """Every Flemish municipality of today, with the same cells behind its name."""
    return [[name, *values] for name in names_of_today("02000")]


def test_a_plain_table_of_names_years_and_values_is_read(extract: Write) -> None:
    path = extract("SA_S_06", ["Gemeente", "Jaar", "Vrijwilligers (%)"], *towns("2023", 12.5))
    reader = recognise(path)
    assert reader is gsm_extract
    observations = observe(RawFile(path, reader))
    assert observations.select("quantity", "period", "division", "count").unique().rows() == [
        ("volunteers", "2023", "2025", 12.5)
    ]
    assert set(observations["area"]) == {
        one for one in geography.municipalities("2025") if geography.region_of(one, "2025") == "02000"
    }


def test_columns_are_known_by_what_they_hold_whatever_their_order(extract: Write) -> None:
    rows = [["x", 2023.0, town, "", 12.5] for (town,) in towns()]
    path = extract("SA_S_06", ["", "", "", "", ""], *rows)
    assert [one.role for one in gsm_extract.understood(path).columns][:3] == ["same everywhere", "year", "municipality"]
    check(gsm_extract.tidy(path))


def test_an_empty_cell_is_zero_where_the_rest_makes_a_hundred_and_missing_where_not(extract: Write) -> None:
    heading = ["Gemeente", "Jaar", "Weinig betrokken (%)", "Matig (%)", "Sterk (%)"]
    classes = [one.title for one in groupings_of(catalogue()["SA_S_02"])[0].classes][:3]
    rows = towns("2023", 60.0, 40.0, None)
    rows[0] = [rows[0][0], "2023", 60.0, 30.0, None]
    path = extract("SA_S_02", [*heading[:2], *classes], *rows)
    counted = gsm_extract.tidy(path).filter(pl.col("count").is_null() | (pl.col("count") == 0))
    assert dict(counted["status"].value_counts().rows()) == {"ok": len(rows) - 1, "missing": 1}


def test_classes_in_rows_and_codes_for_municipalities_are_read_too(extract: Write) -> None:
    flemish = [one for one in geography.municipalities("2025") if geography.region_of(one, "2025") == "02000"]
    rows = [[2024, one, sex, 10 + at] for one in flemish for at, sex in enumerate(["Totaal", "Mannen", "Vrouwen"])]
    values = gsm_extract.published_values(extract("DE_44", ["jaar", "nis", "geslacht", "waarde"], *rows))
    mean = values.drop_nulls("value").group_by("sex").agg(pl.col("value").mean())
    assert dict(mean.rows()) == {"total": 10, "male": 11, "female": 12}


def test_a_town_of_which_the_file_says_nothing_is_missing(extract: Write) -> None:
    path = extract("SA_S_06", ["Gemeente", "Jaar", "%"], *towns("2023", 1.5)[1:])
    assert gsm_extract.tidy(path).filter(status="missing").height == 1


@pytest.mark.parametrize(
    ("rows", "doubt"),
    [
        ([["Gemeente", "Jaar", "a", "b"], *towns("2023", 1.5, 2.5)], "which are meant"),
        ([["Gemeente", "%"], *towns(1.5)], "no year is told"),
        ([["Gemeente", "Jaar", "%"], *towns("2023", "x")], "no column holds numbers"),
        ([["Gemeente", "Jaar", "%"], *towns("2023", 1500.0)], "counts rather than percentages"),
        ([["Gemeente", "Jaar", "%"], *towns("2023", 0.15)], "fractions rather than percentages"),
        ([["Gemeente", "Jaar", "%"], *towns("2023", 1.5), ["Atlantis", "2023", 1.5]], "'Atlantis'"),
        ([["Gemeente", "Jaar", "%"], *towns("2023", 1.5), *towns("2023", 1.5)], "says again"),
        ([["Land", "Jaar", "%"], ["Peru", "2023", 1.5]], "no column names municipalities"),
    ],
)
def test_what_is_doubtful_is_refused_with_what_was_understood(
    extract: Write, rows: list[list[Cell]], doubt: str
) -> None:
    with pytest.raises(BadInput, match=r"Understood was") as refused:
        gsm_extract.tidy(extract("SA_S_06", *rows))
    assert doubt in str(refused.value)


def test_a_label_that_no_class_has_is_refused_with_it(extract: Write) -> None:
    rows = [[*row[:2], sex, 1.5] for row in towns("2023") for sex in ("Mannen", "Martianen")]
    with pytest.raises(BadInput, match="Martianen"):
        gsm_extract.published_values(extract("DE_44", ["Gemeente", "Jaar", "Geslacht", "%"], *rows))


def test_rows_of_unions_and_of_text_at_the_end_are_passed_over_and_told(extract: Write) -> None:
    path = extract(
        "SA_S_06",
        ["Gemeente", "Jaar", "%"],
        *towns("2023", 1.5),
        ["Vlaams Gewest", "2023", 1.5],
        ["Selectiestatus:"],
    )
    assert [text for _, text in gsm_extract.understood(path).passed_over] == ["Vlaams Gewest", "Selectiestatus:"]


def test_values_of_what_is_computed_here_are_for_comparing_and_become_no_observations(extract: Write) -> None:
    flemish = geography.municipalities("2025")
    extract("DE_42", ["jaar", "nis", "%"], *([2024, one, 1.5] for one in sorted(flemish)))
    found = find(extract("SA_S_06", ["Gemeente", "Jaar", "%"], *towns("2023", 1.5)).parent)
    assert [set(one["quantity"]) for one in observe_all(found)] == [{"volunteers"}]
    published = published_values(found)
    assert published is not None
    assert set(published["indicator"]) == {"DE_42"}


def test_the_address_is_written_as_the_web_wants_it() -> None:
    assert not gsm_extract.source.verified
    assert all("/%24web/" in str(one.address) for one in gsm_extract.source.files)


@pytest.mark.real
def test_the_old_export_is_understood_as_far_as_it_goes_and_refused(data: Path) -> None:
    """307 towns, three waves and rows of selection text; its three answers are of no indicator here."""
    seen = gsm_extract.understood(data / "gemeente-stadsmonitor" / "SAMEN_problemen.xlsx")
    assert [one.role for one in seen.columns] == [
        *("municipality", "same everywhere", "same everywhere", "year", "empty", "value", "value", "value")
    ]
    assert len(seen.passed_over) == 3
    assert len(seen.doubts) == 2
