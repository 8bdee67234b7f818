"""Small fictitious files in the publishers' layouts, made in the test that needs them; and where the real ones lie."""

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from liim import geography

Row = dict[str, str]

_REST = (
    *("CD_DSTR_REFNIS", "TX_ADM_DSTR_DESCR_NL", "TX_ADM_DSTR_DESCR_FR"),
    *("CD_PROV_REFNIS", "TX_PROV_DESCR_NL", "TX_PROV_DESCR_FR", "CD_RGN_REFNIS", "TX_RGN_DESCR_NL", "TX_RGN_DESCR_FR"),
    *("CD_SEX", "CD_NATLTY", "TX_NATLTY_NL", "TX_NATLTY_FR", "CD_CIV_STS", "TX_CIV_STS_NL", "TX_CIV_STS_FR"),
    *("CD_AGE", "MS_POPULATION"),
)
UNTIL_2018 = ("CD_MUNTY_REFNIS", "TX_MUNTY_DESCR_NL", "TX_MUNTY_DESCR_FR", *_REST, "CD_YEAR")
FROM_2019 = ("CD_REFNIS", "TX_DESCR_NL", "TX_DESCR_FR", *_REST)

JOBSEEKER_LABELS = (
    "werkzoekendengraad (jaargemiddelde) [%]",
    "werkzoekenden zonder werk (jaargemiddelde) [aantal]",
    "WZW [aantal] (1)",
    "WZW Belg [aantal] (1)",
    "WZW EU (excl. Belg) [aantal] (1)",
    "WZW niet-EU [aantal] (1)",
    "WZW Belgische herkomst [aantal] (1)",
    "WZW EU herkomst (excl. Belg) [aantal] (1)",
    "WZW niet-EU herkomst [aantal] (1)",
    "WZW vorig jaar wonend in een andere  gemeente [aantal] (1)",
)


@pytest.fixture(scope="session")
def data() -> Path:
    """The publishers' own files, beside the repository; they are never part of it."""
    folder = Path(__file__).parents[2].parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no publishers' files at {folder}: this test reads them where they lie")
    return folder


def inhabitant(area: str, year: int, **fields: str) -> Row:
    """One row of a population file: two Belgian women of 40 in a municipality, unless told otherwise."""
    walloon = geography.is_walloon(area)
    region = "03000" if walloon else geography.region_of(area, geography.division_of(str(year)))
    usual = {
        **dict.fromkeys((*UNTIL_2018, *FROM_2019), "é"),
        "CD_MUNTY_REFNIS": area,
        "CD_REFNIS": area,
        "CD_RGN_REFNIS": region,
        "CD_YEAR": str(year),
        "CD_PROV_REFNIS": " " if region == "04000" else "10000",
        "CD_CIV_STS": "1",
        "CD_SEX": "F",
        "CD_NATLTY": "BEL",
        "CD_AGE": "40",
        "MS_POPULATION": "2",
    }
    return usual | fields


def inhabitants(year: int) -> list[Row]:
    """A row for each municipality of Flanders and Brussels in a year, and one of Wallonia."""
    every = sorted(geography.municipalities(geography.division_of(str(year))))
    return [inhabitant(area, year) for area in [*every, "92094"]]


@pytest.fixture
def population(tmp_path: Path) -> Callable[..., Path]:
    """Writes a population file and gives its path."""

    def write(
        rows: list[Row],
        *,
        year: int = 2018,
        name: str | None = None,
        member: str | None = None,
        columns: tuple[str, ...] = UNTIL_2018,
        encoding: str = "utf-8-sig",
        shuffled: bool = False,
    ) -> Path:
        columns = tuple(random.Random(1).sample(columns, len(columns))) if shuffled else columns  # noqa: S311 - no secret
        lines = ["|".join(columns), *("|".join(row[column] for column in columns) for row in rows)]
        text = "\r\n".join(lines) + "\r\n"
        path = tmp_path / (name or f"TF_SOC_POP_STRUCT_{year}.zip")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(member or f"TF_SOC_POP_STRUCT_{year}.txt", text.encode(encoding))
        return path

    return write


def names_of_today(region: str | None = None) -> list[str]:
    """The Dutch names of today's municipalities, of one region or both, as exports are ordered."""
    areas = geography.areas_of("2025", "municipality")
    return sorted((areas if region is None else areas.filter(region=region))["name_nl"])


PSEUDO = geography.pseudo_areas()["name_nl"].to_list()


@pytest.fixture
def newcomers(tmp_path: Path) -> Callable[..., Path]:
    """Writes an export of newcomers: 7 in every Flemish municipality and year, `-` elsewhere, unless told otherwise."""

    def write(
        told: dict[str, list[str]] | None = None,
        *,
        years: tuple[int, ...] = (2023, 2024),
        name: str = "nieuwkomers - gemeenten.csv",
        label: str = "nieuwkomers",
        without: tuple[str, ...] = (),
        more: tuple[str, ...] = (),
    ) -> Path:
        flemish = set(names_of_today("02000"))
        lines = [";".join(['"gemeenten"', *(f'"{label}|{year}"' for year in years)])]
        for area in [*names_of_today(), *PSEUDO, *more]:
            cells = ["7"] * len(years) if area in flemish else ['"-"'] * len(years)
            cells = (told or {}).get(area, cells)
            if area not in without:
                lines.append(";".join([f'"{area}"', *cells]))
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def jobseekers(tmp_path: Path) -> Callable[..., Path]:
    """Writes the workbook of job-seekers: a rate of 0.096, 30 in all, 10 in each class, unless told otherwise.

    `told` maps (name, label without footnote mark) to the cells of the years.
    """

    def write(
        told: dict[tuple[str, str], list[str | float]] | None = None,
        *,
        labels: tuple[str, ...] = JOBSEEKER_LABELS,
        years: tuple[int, ...] = (2014, 2023, 2024),
        more: tuple[str, ...] = (),
    ) -> Path:
        path = tmp_path / "unemployment_jobseekers_data.xlsx"
        book = xlsxwriter.Workbook(path)
        sheet = book.add_worksheet("Werkloosheid gemeenten")
        sheet.write_string(0, 0, "Werkloosheid - gemeenten")
        areas = [*names_of_today("02000"), *PSEUDO, *more]
        for block, label in enumerate(labels):
            start = 1 + block * len(years)
            sheet.write_string(1, start + len(years) - 1, label)  # above the last column
            for at, year in enumerate(years):
                sheet.write_string(2, start + at, str(year))
            plain = label.removesuffix(" (1)")
            usual: float = 0.096 if "[%]" in label else 30 if plain == "WZW [aantal]" else 10
            for row, area in enumerate(areas, 3):
                sheet.write_string(row, 0, area)
                if area in PSEUDO:
                    cells: list[str | float] = ["-"] * len(years)
                else:
                    cells = [usual if "(1)" not in label or year > 2014 else "-" for year in years]
                for at, cell in enumerate((told or {}).get((area, plain), cells)):
                    sheet.write(row, start + at, cell)
        for at, line in enumerate(("Speciale waarden", "Bron", "provincies.incijfers.be")):
            sheet.write_string(4 + len(areas) + at, 0, line)
        book.close()
        return path

    return write
