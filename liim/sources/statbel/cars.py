"""Statbel, households and cars by statistical sector: one plain table of one year.

What is odd about it: a dot separates thousands ("1.234" is 1 234); `-00` cars are none; the first five characters of a
sector are not always its municipality, so that the column of municipalities is used; sectors on `ZZZZ` lie nowhere.
"""

from pathlib import Path

import polars as pl

from liim import geography
from liim.catalogue import breakdowns
from liim.model import TOTAL, Status
from liim.observations import COLUMNS
from liim.sources import raw as files
from liim.sources.codes import refuse_unknown
from liim.sources.description import Published, Source
from liim.sources.errors import BadInput

source = Source(
    id="statbel_cars",
    publisher="Statbel",
    title="Huishoudens en wagens per statistische sector",
    licence="CC BY 4.0",
    page="https://statbel.fgov.be/nl/themas/datalab/wagenbezit-huishouden",
    folder="statbel/cars",
    files=(Published(name="TF_CAR_HH_SECTOR.txt", save="wagens per huishouden, per statistische sector, als tekst"),),
    named=r"TF_CAR_HH_SECTOR",
    quantities=("households", "cars"),
    appears=10,
    lag=1,
    notes=(
        "Sectoren zijn opgeteld tot gemeenten; wie niet te lokaliseren is, telt mee in de gemeente.",
        "-00 wagens betekent geen wagens; het totaal is dan dat van de tabel per gemeente.",
        "Alleen om te bepalen welke gemeenten op elkaar lijken: wagens zijn geen indicator.",
    ),
)

_READ = {"CD_YEAR": "period", "CD_REFNIS": "area", "MS_NUM_HH": "households", "MS_NUM_CAR": "cars"}
_COUNT = r"^(\d+|\d{1,3}(\.\d{3})+|-00)$"
_FIRST_ROW = 2
_AGAIN = "Fetch the file again, and do not save it from a spreadsheet."


def claims(look: files.Look) -> bool:
    """Whether the columns say households and cars."""
    return any("MS_NUM_HH" in line and "MS_NUM_CAR" in line for line in look.head)


def tidy(raw: Path) -> pl.DataFrame:
    """Households and cars by municipality of Flanders and Brussels, in the year that the file tells.

    Raises BadInput, with the row, for a column that is missing, a count that is not written as the publisher writes it,
    more than one year, or a code that is not of that year's division.
    """
    rows = _checked(_rows(raw), raw)
    year = rows["period"][0]
    division = geography.division_of(year)
    refuse_unknown(rows["area"], division, year, raw, rows=rows["row"])
    inside = pl.col("area").is_in(list(geography.municipalities(division)))
    return (
        rows.filter(inside)
        .group_by("area", "period")
        .agg(pl.col(source.quantities).sum())
        .unpivot(index=["area", "period"], on=list(source.quantities), variable_name="quantity", value_name="count")
        .sort("quantity", "area")
        .select(
            pl.lit(source.id).alias("source"),
            "quantity",
            "area",
            pl.lit(division).alias("division"),
            "period",
            *(pl.lit(TOTAL).alias(one) for one in breakdowns()),
            "count",
            pl.lit(Status.OK.value).alias("status"),
            pl.lit("").alias("reason"),
        )
        .select(*COLUMNS)
    )


def _rows(raw: Path) -> pl.DataFrame:
    """The columns that matter by their names, as text."""
    text = files.text(raw)
    columns = text.header.split(";")
    for wanted in (*_READ, "CD_STAT_SECTOR"):
        if columns.count(wanted) != 1:
            raise BadInput(
                raw,
                f"column {wanted} stands there {columns.count(wanted)} times.",
                row=1,
                remedy="If the publisher has changed the layout, its reader (statbel_cars) has to learn it first.",
            )
    try:
        rows = pl.read_csv(text.data, separator=";", infer_schema=False, quote_char=None)
    except pl.exceptions.PolarsError as broken:
        raise BadInput(raw, f"the table cannot be read ({broken}).", remedy=_AGAIN) from broken
    if rows.is_empty():
        raise BadInput(raw, "there is no row below the names of the columns.", remedy=_AGAIN)
    return rows.select(*(pl.col(one).alias(name) for one, name in _READ.items()), "CD_STAT_SECTOR").with_row_index(
        "row", _FIRST_ROW
    )


def _checked(rows: pl.DataFrame, raw: Path) -> pl.DataFrame:
    """The same rows with numbers; one year, each sector of a municipality once."""
    year = rows["period"][0] or ""
    written = pl.all_horizontal(pl.col(source.quantities).str.contains(_COUNT).fill_null(value=False))
    wrong = {
        "the year is not one, or not that of the first row": (pl.col("period") != year).fill_null(value=True)
        | ~pl.lit(year).str.contains(r"^20\d\d$"),
        "the code is empty": pl.col("area").is_null() | pl.col("CD_STAT_SECTOR").is_null(),
        "a number is not written as the publisher does (1.234 for 1 234, or -00)": ~written,
        "the sector stands twice": ~pl.struct("area", "CD_STAT_SECTOR").is_first_distinct(),
    }
    for what, where in wrong.items():
        for row in rows.filter(where).head(1).iter_rows(named=True):
            raise BadInput(
                raw, f"{what} (municipality {row['area']}, {row['CD_STAT_SECTOR']}).", row=row["row"], remedy=_AGAIN
            )
    return rows.with_columns(pl.col(source.quantities).str.replace_all(r"\.|^-", "").cast(pl.Float64))
