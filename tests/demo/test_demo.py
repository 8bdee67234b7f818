"""The demo's files look like the publishers', add up, and hold no figure that is real."""

import csv
import hashlib
import io
import zipfile
from functools import cache
from pathlib import Path

import fastexcel
import polars as pl
import pytest

from liim.demo import SMALL, make_demo
from liim.demo.places import TODAY, places
from liim.geography import GEOGRAPHIES, division_of, municipalities, translate
from liim.sources.mark import is_fictitious, without_mark

REAL = Path(__file__).parents[2].parent / "shared" / "data"
EXPORTS = REAL / "provincies-in-cijfers" / "exports"
needs_real_files = pytest.mark.skipif(not REAL.exists(), reason=f"the publishers' files are not at {REAL}")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files of the small demo, by name."""
    return {path.name: path for path in make_demo(tmp_path_factory.mktemp("demo"))}


@cache
def _population(path: Path) -> pl.DataFrame:
    """Columns code, region, sex, nationality, status, age, persons of a population file, whatever its layout."""
    with zipfile.ZipFile(path) as archive:
        text = archive.read(archive.namelist()[0])
    text = text.decode("utf-8-sig" if text.startswith(b"\xef\xbb\xbf") else "cp1252").encode()
    table = pl.read_csv(text, separator="|", infer_schema=False)
    columns = {"CD_RGN_REFNIS": "region", "CD_SEX": "sex", "CD_NATLTY": "nationality", "CD_CIV_STS": "status"}
    columns |= {table.columns[0]: "code", "CD_AGE": "age", "MS_POPULATION": "persons"}
    return table.select(*columns).rename(columns).with_columns(pl.col("age", "persons").cast(pl.Int64))


def _of(demo: dict[str, Path], year: int) -> pl.DataFrame:
    return _population(demo[f"TF_SOC_POP_STRUCT_{year}.zip"])


def _newcomers(demo: dict[str, Path], title: str) -> dict[str, list[str]]:
    text = without_mark(demo[f"{title} - gemeenten.csv"].read_bytes()).decode()
    return {row[0]: row[1:] for row in list(csv.reader(io.StringIO(text), delimiter=";"))[1:]}


def _workbook(path: Path) -> pl.DataFrame:
    sheet = fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string")
    return sheet.to_polars()


def _blocks(path: Path) -> dict[str, dict[str, list[str]]]:
    """Label → municipality → cells, 2014 to 2024."""
    rows = _workbook(path).rows()
    ends = {row: at for at, row in enumerate(rows[1]) if row}
    named = {str(row[0]): row for row in rows[3:288]}
    return {label: {name: list(row[end - 10 : end + 1]) for name, row in named.items()} for label, end in ends.items()}


def test_the_same_seed_gives_the_same_bytes_and_another_gives_other_figures(tmp_path: Path) -> None:
    once, again, other = (
        [hashlib.sha256(path.read_bytes()).hexdigest() for path in make_demo(tmp_path / name, years=(2018,), seed=seed)]
        for name, seed in (("once", 1), ("again", 1), ("other", 2))
    )
    assert once == again
    assert not set(once) & set(other)


def test_the_figures_of_a_year_do_not_depend_on_the_years_that_are_asked_for(
    demo: dict[str, Path], tmp_path: Path
) -> None:
    alone = make_demo(tmp_path, years=(2024,))[0]
    assert alone.read_bytes() == demo["TF_SOC_POP_STRUCT_2024.zip"].read_bytes()


def test_every_file_says_that_it_is_fictitious(demo: dict[str, Path]) -> None:
    assert [name for name, path in demo.items() if not is_fictitious(path)] == []


@pytest.mark.parametrize("year", SMALL)
def test_a_population_file_holds_the_municipalities_of_its_year(demo: dict[str, Path], year: int) -> None:
    people = _of(demo, year)
    assert set(people.filter(region="02000")["code"]) | set(people.filter(region="04000")["code"]) == municipalities(
        division_of(str(year))
    )
    assert people["persons"].min() == 1


def test_newer_population_files_hold_duplicate_keys_and_older_ones_none(demo: dict[str, Path]) -> None:
    key = ["code", "sex", "nationality", "status", "age"]
    assert not _of(demo, 2018).select(key).is_duplicated().any()
    newer = _of(demo, 2021)
    assert newer.select(key).is_duplicated().sum() > 100
    assert newer.is_duplicated().sum() > 50, "some duplicates are equal in the count too"


def test_one_year_is_written_in_an_older_encoding(demo: dict[str, Path]) -> None:
    with zipfile.ZipFile(demo["TF_SOC_POP_STRUCT_2016.zip"]) as archive:
        text = archive.read(archive.namelist()[0])
    assert "Célibataire" in text.decode("cp1252")
    with pytest.raises(UnicodeDecodeError):
        text.decode()


def test_children_are_single(demo: dict[str, Path]) -> None:
    assert set(_of(demo, 2024).filter(pl.col("age") < 16)["status"]) == {"1"}


def test_origin_adds_up_and_has_the_totals_of_the_population(demo: dict[str, Path]) -> None:
    text = without_mark(demo["origin_by_municipality_2015-2024.csv"].read_bytes())
    origin = pl.read_csv(text, schema_overrides={"nis": pl.String})
    parts = pl.sum_horizontal("belgian_background", "neighbouring", "eu27", "non_eu27")
    assert origin.filter(parts != pl.col("total")).is_empty()
    for year in set(SMALL) & set(origin["year"]):
        people = _of(demo, year).group_by("code").agg(pl.col("persons").sum())
        both = people.join(origin.filter(year=year), left_on="code", right_on="nis", how="full")
        assert both.filter(pl.col("persons").ne_missing(pl.col("total"))).is_empty()


def test_the_series_of_a_merged_municipality_goes_on_without_a_jump(demo: dict[str, Path]) -> None:
    """Its past is the sum of its parts: over seven years no total moves by more than a tenth."""
    before, after = (_of(demo, year).group_by("code").agg(pl.col("persons").sum()) for year in (2018, 2025))
    joined = before.join(translate(GEOGRAPHIES[0], TODAY), left_on="code", right_on="area")
    rebuilt = joined.group_by(code="to").agg(past=pl.col("persons").sum()).join(after, on="code", validate="1:1")
    assert rebuilt.height == 304
    assert rebuilt.select((pl.col("persons") / pl.col("past")).is_between(0.9, 1.1).all()).item()


def test_newcomers_of_brussels_have_no_value_and_others_never_more_non_eu_than_all(demo: dict[str, Path]) -> None:
    newcomers, non_eu = _newcomers(demo, "nieuwkomers"), _newcomers(demo, "nieuwkomers niet-EU")
    brussels = {place.name_nl for place in places(TODAY).values() if place.region == "04000"}
    assert newcomers.keys() == non_eu.keys()
    assert len(newcomers) == 308
    for name, values in newcomers.items():
        if name in brussels or "lokaliseren" in name or name.startswith("Buiten"):
            assert set(values) == {"-"}
        else:
            assert all(int(part) <= int(whole) for part, whole in zip(non_eu[name], values, strict=True))


def test_jobseekers_add_up_by_nationality_and_by_origin_where_all_are_visible(demo: dict[str, Path]) -> None:
    blocks = _blocks(demo["unemployment_jobseekers_data.xlsx"])
    total = blocks["WZW [aantal] (1)"]
    nationality = [blocks[f"WZW {group} [aantal] (1)"] for group in ("Belg", "EU (excl. Belg)", "niet-EU")]
    origin = [
        blocks[f"WZW {group} [aantal] (1)"]
        for group in ("Belgische herkomst", "EU herkomst (excl. Belg)", "niet-EU herkomst")
    ]
    checked = 0
    for parts in (nationality, origin):
        for name, cells in total.items():
            for at, cell in enumerate(cells):
                seen = [part[name][at] for part in parts]
                if all(value.isdigit() for value in (cell, *seen)):
                    assert sum(map(int, seen)) == int(cell)
                    checked += 1
    assert checked > 3_000


def test_the_workbook_holds_every_sign_of_the_publisher(demo: dict[str, Path]) -> None:
    blocks = _blocks(demo["unemployment_jobseekers_data.xlsx"])
    of_municipalities = {cell for block in blocks.values() for cells in block.values() for cell in cells}
    assert {"-", "x", "?"} <= of_municipalities
    assert "nvt" in {cell for row in _workbook(demo["unemployment_jobseekers_data.xlsx"]).rows() for cell in row}


def test_a_hidden_jobseeker_can_be_found_by_subtraction_as_in_the_real_workbook(demo: dict[str, Path]) -> None:
    """Otherwise the demo would not show why secondary suppression is needed."""
    blocks = _blocks(demo["unemployment_jobseekers_data.xlsx"])
    parts = [blocks[f"WZW {group} [aantal] (1)"] for group in ("Belg", "EU (excl. Belg)", "niet-EU")]
    hidden = [[part[name][at] for part in parts].count("x") for name in parts[0] for at in range(1, 11)]
    assert hidden.count(1) > 50


@needs_real_files
@pytest.mark.real
@pytest.mark.parametrize("year", [2018, 2021])
def test_a_population_file_has_the_publishers_columns(demo: dict[str, Path], year: int) -> None:
    real = REAL / "statbel" / "population" / f"TF_SOC_POP_STRUCT_{year}.zip"
    assert _first_line(demo[real.name]) == _first_line(real)


@needs_real_files
@pytest.mark.real
def test_the_portals_files_have_the_publishers_areas_and_columns(demo: dict[str, Path]) -> None:
    for title in ("nieuwkomers", "nieuwkomers niet-EU"):
        name = f"{title} - gemeenten.csv"
        ours, real = (_first_column_and_header(folder) for folder in (demo[name], EXPORTS / name))
        assert ours == real
    ours_rows, real_rows = (
        _workbook(path).rows()
        for path in (demo["unemployment_jobseekers_data.xlsx"], EXPORTS / "unemployment_jobseekers_data.xlsx")
    )
    assert [_blank(row) for row in ours_rows[:3]] == [_blank(row) for row in real_rows[:3]]
    assert [row[0] or "" for row in ours_rows] == [row[0] or "" for row in real_rows]


@needs_real_files
@pytest.mark.real
@pytest.mark.parametrize("year", [2018, 2021])
def test_no_municipality_has_its_real_size_but_by_chance(demo: dict[str, Path], year: int) -> None:
    ours, real = (
        _population(path).group_by("code").agg(pl.col("persons").sum())
        for path in (
            demo[f"TF_SOC_POP_STRUCT_{year}.zip"],
            REAL / "statbel" / "population" / f"TF_SOC_POP_STRUCT_{year}.zip",
        )
    )
    ratio = ours.join(real, on="code", suffix="_real").select(ratio=pl.col("persons") / pl.col("persons_real"))
    assert ratio.height > 300
    assert ratio.select(pl.col("ratio").is_between(0.98, 1.02).mean()).item() < 0.05


@needs_real_files
@pytest.mark.real
def test_newcomers_are_not_the_real_ones(demo: dict[str, Path]) -> None:
    ours = _newcomers(demo, "nieuwkomers")
    text = (EXPORTS / "nieuwkomers - gemeenten.csv").read_text()
    real = {row[0]: row[1:] for row in csv.reader(io.StringIO(text), delimiter=";")}
    assert not [name for name, values in ours.items() if values == real[name] and set(values) != {"-"}]


def _first_line(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as text:
        return text.readline()


def _first_column_and_header(path: Path) -> tuple[str, list[str]]:
    lines = without_mark(path.read_bytes()).decode().splitlines()
    return lines[0], [line.split(";")[0] for line in lines]


def _blank(row: tuple[object, ...]) -> list[object]:
    return [cell or "" for cell in row]
