"""Statistical sectors, the smallest areas: read from the lists that a folder of input brings, never kept here.

Three lists exist: "2019" (sectors until 2019), "2024" (until 2024) and "2025" (today's). Sectors are split and
renamed between them, so that a code means a sector only together with its list.

Source: area definitions and aggregation tables of Provincies in Cijfers, after Statbel. What is odd about them: their
codes are numbers in some sheets and text in others; the first five characters of a sector are a municipality that may
no longer exist; one sector per municipality, ending on ZZZZ, stands for people who could not be located.
"""

from pathlib import Path

import fastexcel
import polars as pl

from liim.geography import tables
from liim.geography.folder import the_file
from liim.geography.hierarchy import municipalities

LISTS = {"2019": "statsec2019", "2024": "statsec2024", "2025": "statsec"}
# List and geography: which tables their publisher offers.
_MUNICIPALITY_OF = {
    ("2024", "2019"): "statsec2024_gemeente2024",
    ("2024", "2025"): "statsec2024_gemeente",
    ("2025", "2025"): "statsec_gemeente",
}
_SECTOR = r"^\d{5}[0-9A-Z-]{4}$"


def read_sectors(folder: Path, list_of: str) -> pl.DataFrame:
    """One row per statistical sector of a list ("2019", "2024", "2025"): sector, name, located.

    `located` is false for the sectors of people who could not be located: they never appear on a map.
    Raises FileNotFoundError if the folder lacks the list, ValueError for a code that is none or stands twice.
    """
    file = the_file(folder, f"{_of(list_of)}.xlsx")
    table = _sheet(file, sector="geoitem code", name="short name")
    return table.with_columns(located=~pl.col("sector").str.ends_with("ZZZZ")).sort("sector")


def read_municipality_of(folder: Path, list_of: str, geography: str) -> pl.DataFrame:
    """One row per statistical sector of a list: sector, municipality (of the geography, or a pseudo-area).

    The only way from sector to municipality: 1,097 sectors of today begin with the code of another one. Raises
    FileNotFoundError if the folder lacks the table, ValueError if its publisher offers none for this list and
    geography, or if it names a sector twice or an area that the geography lacks.
    """
    name = _MUNICIPALITY_OF.get((list_of, geography))
    if name is None:
        offered = ", ".join(f"{sectors} to {areas}" for sectors, areas in _MUNICIPALITY_OF)
        raise ValueError(f"no table leads from sectors of {list_of} to geography {geography!r}. There are {offered}.")
    file = the_file(folder, f"{name}.xlsx")
    sector, municipality = name.split("_")
    table = _sheet(file, sector=sector, municipality=municipality)
    known = [*municipalities(geography), *tables.pseudo_areas()["code"]]
    _refuse(
        table.filter(~pl.col("municipality").is_in(known).fill_null(value=False)), file, f"{geography} lacks the area"
    )
    return table.sort("sector")


def _of(list_of: str) -> str:
    """The publisher's name of a list, of which the level without a year is today's."""
    if list_of not in LISTS:
        raise ValueError(f"{list_of!r} is no list of sectors. There are {', '.join(LISTS)}.")
    return LISTS[list_of]


def _sheet(file: Path, **columns: str) -> pl.DataFrame:
    """The named columns of the workbook's one sheet, every cell as text; sectors well written, each once."""
    raw = fastexcel.read_excel(file).load_sheet(0, dtypes="string").to_polars()
    if lacking := set(columns.values()) - set(raw.columns):
        raise ValueError(f"{file.name}: has no column {', '.join(sorted(lacking))}, only {', '.join(raw.columns)}.")
    table = raw.select(**columns)
    _refuse(table.filter(~pl.col("sector").str.contains(_SECTOR).fill_null(value=False)), file, "no code of a sector")
    _refuse(table.filter(pl.col("sector").is_duplicated()), file, "the sector stands here more than once")
    return table


def _refuse(rows: pl.DataFrame, file: Path, why: str) -> None:
    if not rows.is_empty():
        first = ", ".join(map(str, rows.row(0)))
        raise ValueError(f"{file.name}: {why}: {first} ({rows.height} rows). Is this the table of another division?")
