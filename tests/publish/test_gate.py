"""What was published is read back by other code than wrote it, and held against the edition."""

import json
import shutil
from pathlib import Path

import duckdb
import openpyxl  # type: ignore[import-untyped]  # the library ships no types
import polars as pl
import pytest

from liim.catalogue import catalogue
from liim.editions import Edition
from liim.figures.derived import derived
from liim.model import LANGUAGES
from liim.publish.readers import check_published, read, vocabulary
from liim.publish.readers.row import Vocabulary
from liim.publish.readers.siblings import sibling_faults
from liim.publish.report import report
from liim.publish.workbook import overview, workbook
from tests.publish.conftest import NOBODY_ALIKE


@pytest.fixture(scope="module")
def made(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every document of the edition for two places, in every language."""
    folder = tmp_path_factory.mktemp("made")
    overview(edition, folder / "overview.xlsx")
    for nis in ("44083", "21004"):
        for language in LANGUAGES:
            workbook(edition, nis, folder / f"{language}-{nis}.xlsx", language)
            (folder / f"{nis}-{language}.pdf").write_bytes(report(edition, nis, language))
    shutil.copytree(edition.folder / "open-data", folder / "open-data")
    return folder


@pytest.fixture
def published(made: Path, tmp_path: Path) -> Path:
    """The same documents, to spoil."""
    return shutil.copytree(made, tmp_path / "published")


def test_every_document_says_what_the_edition_says(edition: Edition, published: Path) -> None:
    assert check_published(edition.folder, published) == []


def test_every_figure_of_the_edition_is_read_back_from_its_open_data(edition: Edition) -> None:
    words = vocabulary(edition.folder)
    rows = [row for path in (edition.folder / "open-data").glob("*.csv") for row in read(path, words)]
    assert len(rows) == pl.read_parquet(edition.folder / "figures.parquet").height


def test_every_figure_of_the_edition_is_read_back_from_the_overview(edition: Edition, published: Path) -> None:
    rows = list(read(published / "overview.xlsx", vocabulary(edition.folder)))
    tidy = [row for row in rows if "Cijfers" in row.where]
    assert len(tidy) == pl.read_parquet(edition.folder / "figures.parquet").height
    assert len([row for row in rows if "DE_42" in row.where]) == 2 * 6 * 8  # value and count, six places, eight years


def test_a_report_gives_up_its_tables_in_every_language(edition: Edition, published: Path) -> None:
    words = vocabulary(edition.folder)
    read_back = [list(read(published / f"44083-{language}.pdf", words)) for language in LANGUAGES]
    shown = [{(r.indicator, r.area, r.period, r.classes, r.numerator, r.status) for r in rows} for rows in read_back]
    assert len(shown[0]) > 20  # tables of series hold the latest years
    assert shown[0] == shown[1] == shown[2]


def spoil(path: Path, sheet: str, find: object, put: object) -> None:
    book = openpyxl.load_workbook(path)
    cell = next(cell for row in book[sheet].iter_rows() for cell in row if cell.value == find)
    cell.value = put
    book.save(path)


def test_a_number_where_the_edition_withholds_one_does_not_pass(edition: Edition, published: Path) -> None:
    spoil(published / "overview.xlsx", "DE_49", "×", 4)
    assert any("that the edition does not show" in fault for fault in check_published(edition.folder, published))


def test_another_number_does_not_pass_and_is_not_repeated(edition: Edition, published: Path) -> None:
    spoil(published / "overview.xlsx", "DE_42", 5271, 5272)
    faults = check_published(edition.folder, published)
    assert any("another numerator" in fault for fault in faults)
    assert not any("5272" in fault for fault in faults)


def test_a_report_of_another_edition_does_not_pass(edition: Edition, published: Path, tmp_path: Path) -> None:
    figures = pl.read_parquet(edition.folder / "figures.parquet")
    folder = tmp_path / "other"
    folder.mkdir()
    for name in ("indicators.json", "areas.parquet"):
        (folder / name).write_bytes((edition.folder / name).read_bytes())
    revised = pl.when(pl.col("period") == "2021").then(pl.col("numerator") + 7).otherwise(pl.col("numerator"))
    figures.with_columns(revised.alias("numerator")).write_parquet(folder / "figures.parquet")
    alone = tmp_path / "alone"
    alone.mkdir()
    (published / "44083-nl.pdf").rename(alone / "44083-nl.pdf")
    assert any("another numerator" in fault for fault in check_published(folder, alone))


@pytest.mark.parametrize("name", ["broken.pdf", "broken.xlsx", "broken.csv"])
def test_what_cannot_be_read_does_not_pass(edition: Edition, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"indicator,area\nDE_42")
    assert check_published(edition.folder, tmp_path)


def change_derived(folder: Path, name: str, **columns: pl.Expr) -> None:
    path = folder / f"{name}.parquet"
    pl.read_parquet(path).with_columns(**columns).write_parquet(path)


@pytest.fixture
def copied(edition: Edition, tmp_path: Path) -> Path:
    """The edition's own files, to spoil."""
    return shutil.copytree(edition.folder, tmp_path / "edition")


def beside(folder: Path) -> list[str]:
    return sibling_faults(folder, lambda figures: derived(figures, catalogue().values(), NOBODY_ALIKE))


def test_what_stands_beside_the_figures_follows_from_them(copied: Path) -> None:
    assert beside(copied) == []


@pytest.mark.parametrize(
    ("name", "column", "put"),
    [
        ("comparisons", "benchmark_numerator", pl.col("benchmark_numerator") + 3),
        ("comparisons", "benchmark_value", pl.col("benchmark_value") + 0.1),
        ("comparisons", "verdict", pl.lit("higher")),
        ("comparisons", "p", pl.col("p") / 2),
        ("trends", "verdict", pl.lit("rising")),
        ("trends", "slope", pl.col("slope") + 0.01),
        ("gaps", "group_numerator", pl.lit(4.0)),
        ("similar", "neighbour", pl.lit("44083")),
    ],
)
def test_a_table_made_from_other_counts_than_are_published_is_caught(
    copied: Path, name: str, column: str, put: pl.Expr
) -> None:
    path = copied / f"{name}.parquet"
    if pl.read_parquet(path).is_empty():
        pl.DataFrame({column: ["44083"]}).write_parquet(path)
    change_derived(copied, name, **{column: put})
    assert any(f"{name}" in fault for fault in beside(copied))


def test_a_count_that_only_the_serving_file_knows_is_caught(copied: Path) -> None:
    """In any of its tables, the maps in one piece included."""
    for table in ("figures", "by_indicator", "totals", "profiles"):
        with duckdb.connect(copied / "serving.duckdb") as database:
            database.execute(f"UPDATE {table} SET numerator = 4 WHERE status = 'withheld'")  # noqa: S608 -- our own names
        assert any(f"something else in {table}" in fault for fault in beside(copied))
    with duckdb.connect(copied / "serving.duckdb") as database:
        database.execute("DELETE FROM maps WHERE indicator = 'DE_49' AND period = '2020'")
    assert any("in maps" in fault for fault in beside(copied))


def test_a_file_or_a_table_that_nobody_knows_is_caught(copied: Path) -> None:
    (copied / "truth.json").write_text("{}", encoding="utf-8")
    with duckdb.connect(copied / "serving.duckdb") as database:
        database.execute("CREATE TABLE truth AS SELECT 4 AS count")
    found = beside(copied)
    assert "truth.json is a file that nobody knows." in found
    assert "serving.duckdb holds a table truth that nobody knows." in found


def test_a_total_of_other_classes_than_the_catalogue_declares_is_caught(copied: Path) -> None:
    """The attack has no equation for it, so it would not see what it gives away."""
    path = copied / "figures.parquet"
    figures = pl.read_parquet(path)
    one = figures.filter(indicator="DE_44", sex="male").head(1)
    pl.concat([figures, one.with_columns(sex=pl.lit("not_female"))]).write_parquet(path)
    assert "figures.parquet has a class DE_44 sex not_female that nobody knows." in beside(copied)


def test_boundaries_that_carry_a_number_and_counts_that_do_not_tally_are_caught(copied: Path) -> None:
    shape = {"type": "Polygon", "id": "44083", "arcs": [], "properties": {"count": 4}}
    drawn = {"type": "Topology", "objects": {"areas": {"type": "GeometryCollection", "geometries": [shape]}}}
    (copied / "shapes").mkdir()
    (copied / "shapes" / "2025.topojson").write_text(json.dumps(drawn), encoding="utf-8")
    counts = json.loads((copied / "availability.json").read_text(encoding="utf-8"))
    counts[0]["figures"] += 1
    (copied / "availability.json").write_text(json.dumps(counts), encoding="utf-8")
    assert len(beside(copied)) == 2


def test_a_label_of_two_classes_is_read_where_a_name_holds_commas() -> None:
    """Such as of temporary agency work, casual work and seasonal work, by origin."""
    known = {
        "WE_24": {
            "Belgische herkomst": ("origin", "belgian_origin"),
            "Speciaal (interim, seizoen, gelegenheid)": ("work_regime", "special"),
        }
    }
    words = Vocabulary(known)
    label = "Belgische herkomst, Speciaal (interim, seizoen, gelegenheid)"
    assert words.classes_named("WE_24", label, "here") == frozenset(known["WE_24"].values())
    assert not words.names_classes("WE_24", "Belgische herkomst, Speciaal (interim)")


def test_a_name_that_stands_twice_in_a_label_is_of_two_breakdowns() -> None:
    """Of unknown origin and unknown schooling."""
    both = [("origin", "unknown"), ("schooling", "unknown")]
    words = Vocabulary({"WE_17": {"Onbekend": both[1]}}, alike={("WE_17", "Onbekend"): both})
    assert words.classes_named("WE_17", "Onbekend, Onbekend", "here") == frozenset(both)
    assert words.classes_named("WE_17", "Onbekend", "here") == frozenset(both[1:])
