"""Our tables, held against the lists that Statbel and Provincies in Cijfers publish."""

from datetime import date
from pathlib import Path

import fastexcel
import polars as pl
import pytest

from liim import geography
from liim.geography import tables
from liim.geography.detection import fold

pytestmark = pytest.mark.real

LEVELS = {"1": "region", "2": "province", "3": "arrondissement", "4": "municipality"}
FILES = {"2018": "gemeente2018", "2019": "gemeente2024", "2025": "gemeente"}
AREAS_OF_2025 = date(2025, 1, 1)


def sheet(file: Path) -> pl.DataFrame:
    """The one sheet of a workbook, every cell as text."""
    return fastexcel.read_excel(file).load_sheet(0, dtypes="string").to_polars()


@pytest.fixture(scope="module")
def refnis(published: Path) -> pl.DataFrame:
    """REFNIS since 2009: level, code, parent, nl, fr, start, end (last day)."""
    raw = pl.read_csv(published / "statbel/refnis/TU_COM_REFNIS.txt", separator="|", infer_schema=False)
    days = {
        to: pl.col(name).str.to_date("%d/%m/%Y") for to, name in (("start", "DT_VLDT_START"), ("end", "DT_VLDT_END"))
    }
    return raw.select(
        level=pl.col("LVL_REFNIS").replace_strict(LEVELS),
        code="CD_REFNIS",
        parent="CD_SUP_REFNIS",
        nl="TX_REFNIS_NL",
        fr="TX_REFNIS_FR",
        **days,
    ).filter(pl.col("end") >= date(2009, 1, 1))


@pytest.fixture(scope="module")
def before_2025() -> pl.DataFrame:
    """Our areas as REFNIS can know them: what began in 2025 left out, what ended then still open."""
    return (
        tables.areas()
        .filter(pl.col("valid_from") < AREAS_OF_2025)
        .with_columns(
            pl.when(pl.col("valid_to") < date(2020, 1, 1)).then("valid_to").fill_null(date(9999, 12, 31)).alias("end")
        )
    )


def test_every_area_stands_in_refnis_with_its_level_and_dates(refnis: pl.DataFrame, before_2025: pl.DataFrame) -> None:
    ours = before_2025.select("level", "code", start="valid_from", end="end")
    theirs = refnis.select(ours.columns)
    assert ours.join(theirs, on=ours.columns, how="anti").is_empty()


def test_no_area_of_flanders_and_brussels_in_refnis_is_lacking(refnis: pl.DataFrame) -> None:
    ours = set(tables.areas()["code"])
    lacking = refnis.filter(~pl.col("code").is_in(ours) & (pl.col("level") != "region"))
    assert lacking["code"].map_elements(geography.is_walloon, return_dtype=pl.Boolean).all()


def test_names_are_those_of_refnis_without_the_suffix_in_brackets(
    refnis: pl.DataFrame, before_2025: pl.DataFrame
) -> None:
    both = before_2025.join(refnis, on=["code", "end"])
    assert both.height == before_2025.height
    for ours, theirs in (("name_nl", "nl"), ("name_fr", "fr")):
        assert (both[ours] == both[theirs].str.replace(r" \(.*\)$", "")).all()


def test_memberships_are_those_of_refnis(refnis: pl.DataFrame) -> None:
    ours = tables.memberships().filter(pl.col("valid_from") < AREAS_OF_2025)
    edges = refnis.select(area="code", parent="parent", valid_from="start")
    assert ours.join(edges, on=edges.columns, how="anti").is_empty()


def test_the_division_of_2019_is_the_official_list_of_that_year(published: Path) -> None:
    raw = pl.read_csv(
        (published / "statbel/refnis/REFNIS_2019.csv").read_bytes().decode("latin-1").encode(),
        separator=";",
        infer_schema=False,
    )
    named = raw.filter(pl.col("Taal").is_in(["N", "NF"]))
    assert set(named["Code NIS"]) == geography.municipalities("2019")
    assert named.filter(pl.col("Taal") == "N").height == 300


def test_the_division_of_2019_is_that_of_the_lau_list(published: Path) -> None:
    raw = fastexcel.read_excel(published / "statbel/refnis/TU_COM_NUTS_LAU-20190101.xlsx").load_sheet(0).to_polars()
    day = date(2019, 1, 1)
    # Half-open here: the last day is the successor's first.
    held = raw.filter((pl.col("DT_VLDT_STRT").dt.date() <= day) & (pl.col("DT_VLDT_STOP").dt.date() > day))
    codes = held.filter(pl.col("CD_LVL") == 4)["CD_MUNTY_REFNIS"].to_list()
    assert {code for code in codes if not geography.is_walloon(code)} == geography.municipalities("2019")


@pytest.mark.parametrize("division", FILES)
def test_codes_and_names_of_each_division_are_those_of_the_provinces(published: Path, division: str) -> None:
    areas = sheet(published / f"provincies-in-cijfers/areas/{FILES[division]}.xlsx")
    real = areas.filter(~pl.col("geoitem code").is_in(tables.pseudo_areas()["code"].implode()))
    assert set(real["geoitem code"]) == geography.municipalities(division)
    names = dict(geography.areas_of(division, "municipality").select("code", "name_nl").rows())
    assert dict(real.select("geoitem code", "name").rows()) == names
    assert geography.detect_division(areas["geoitem code"].to_list()) == division
    assert geography.detect_division_by_names(areas["name"].to_list()) == division


@pytest.mark.parametrize(
    ("file", "division", "level"),
    [
        ("gemeente_arrondiss", "2025", "arrondissement"),
        ("gemeente_gewest", "2025", "region"),
        ("gemeente_provincie", "2025", "province"),
        ("gemeente2024_provincie2024", "2019", "province"),
    ],
)
def test_unions_are_those_of_the_provinces(published: Path, file: str, division: str, level: str) -> None:
    """Their regions lack the leading zero, and their Brussels is a province."""
    child, parent = sheet(published / f"provincies-in-cijfers/aggregations/{file}.xlsx").iter_columns()
    theirs = {
        (area, union.zfill(5))
        for area, union in zip(child, parent, strict=True)
        if not geography.is_pseudo(area) and not (level == "province" and union == "4000")
    }
    ours = geography.unions(division).filter(pl.col("level") == level).select("area", "union").rows()
    assert theirs == set(ours)


def test_the_mergers_of_2025_are_those_of_the_provinces(published: Path) -> None:
    table = sheet(published / "provincies-in-cijfers/aggregations/gemeente2024_gemeente.xlsx")
    real = table.filter(~pl.col("gemeente").is_in(tables.pseudo_areas()["code"].implode()))
    assert set(real.rows()) == set(geography.translate("2019", "2025").rows())


def test_the_mergers_of_2019_are_those_that_the_provinces_explain(published: Path) -> None:
    text = (published / "provincies-in-cijfers/docs/wijzigende_gebiedsindelingen.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.count("|") == 3]
    told = {(row[0], row[2]) for row in rows if row[0].isdigit() and row[2].isdigit()}
    assert set(geography.mergers().select("old", "new").rows()) == told


def test_postcodes_of_2019_lie_in_the_municipalities_of_today(published: Path) -> None:
    raw = sheet(published / "statbel/refnis/Conversion Postal code_Refnis code_va01012019.xlsx")
    today = dict(geography.translate("2019", "2025").rows())
    theirs = {(post, today[code]) for post, code in raw.select(pl.nth(0), pl.nth(1)).rows() if code in today}
    assert set(tables.postcodes().rows()) == theirs


def test_part_municipalities_are_those_of_the_provinces(published: Path) -> None:
    """Laken, Haren and Neder-Over-Heembeek are ours: the provinces leave the city of Brussels whole."""
    folder = published / "provincies-in-cijfers"
    named = sheet(folder / "areas/deelgemeente.xlsx").join(
        sheet(folder / "aggregations/deelgemeente_gemeente.xlsx"), left_on="geoitem code", right_on="deelgemeente"
    )
    theirs = {(fold(name), code) for name, code in named.select("short name", "gemeente").rows()}
    ours = {(fold(name), code) for name, code in tables.parts().rows()}
    assert {code for _, code in ours - theirs} == {"21004"}
    assert {name for name, _ in ours - theirs} == {"laken", "laeken", "haren", "neder over heembeek"}


@pytest.fixture(scope="module")
def inhabitants(published: Path) -> pl.DataFrame:
    """Statbel's inhabitants on 1 January, in the division of the year itself: year, nis, total; Wallonia too."""
    file = published / "statbel/origin/origin_by_municipality_2015-2024.csv"
    return pl.read_csv(file, schema_overrides={"nis": pl.String}).select("year", "nis", "total")


@pytest.mark.parametrize("year", range(2015, 2025))
def test_a_national_file_tells_its_division_by_its_codes(inhabitants: pl.DataFrame, year: int) -> None:
    codes = inhabitants.filter(pl.col("year") == year)["nis"].to_list()
    assert geography.detect_division(codes) == geography.division_of(str(year))


@pytest.mark.parametrize(("year", "flanders", "brussels"), [(2018, 6_552_967, 1_198_726), (2021, 6_653_062, 1_219_970)])
def test_no_inhabitant_is_lost_over_the_mergers(
    inhabitants: pl.DataFrame, year: int, flanders: int, brussels: int
) -> None:
    """On 1 January 2018 Antwerp with Borsbeek has 533,933 inhabitants and Deinze with Nevele 43,264."""
    counted = inhabitants.filter(pl.col("year") == year)
    table = geography.translate(geography.division_of(str(year)), "2025")
    today = counted.join(table, left_on="nis", right_on="area").group_by("to").agg(pl.col("total").sum())
    assert today.height == 304
    regions = (
        today.join(geography.unions("2025"), left_on="to", right_on="area").group_by("union").agg(pl.col("total").sum())
    )
    totals = dict(regions.rows())
    assert (totals["02000"], totals["04000"]) == (flanders, brussels)
    if year == 2018:
        merged = dict(today.rows())
        assert (merged["11002"], merged["44083"]) == (533_933, 43_264)
