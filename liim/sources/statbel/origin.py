"""Statbel, population on 1 January by origin: one plain table, a row per year and municipality.

What is odd about it: Belgians with a foreign background and non-Belgians stand together in three groups of countries;
the EU is today's in all years; each year is written in its own division. The publisher's own workbook has another shape
and is not read here.
"""

from contextlib import suppress
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
    id="statbel_origin",
    publisher="Statbel",
    title="Bevolking naar herkomst",
    licence="CC BY 4.0",
    page="https://statbel.fgov.be/nl/themas/bevolking/structuur-van-de-bevolking/herkomst",
    folder="statbel/origin",
    files=(
        Published(
            name="origin_by_municipality_2015-2024.csv",
            save="de bevolking naar herkomst per gemeente, als tabel met de kolommen "
            "year, nis, belgian_background, neighbouring, eu27, non_eu27, total",
        ),
    ),
    named=r"origin_by_municipality",
    quantities=("inhabitants_by_origin",),
    appears=6,
    notes=(
        "Herkomstregel van Statbel: een andere dan die van Statistiek Vlaanderen en de Gemeente-Stadsmonitor.",
        "De EU27 van vandaag geldt voor alle jaren.",
        "De werkmap zoals Statbel ze aanbiedt, wordt niet gelezen.",
    ),
)

_CLASSES = {
    "belgian_background": "belgian_background",
    "neighbouring": "neighbouring_country",
    "eu27": "other_eu27",
    "non_eu27": "non_eu27",
    "total": TOTAL,
}
_COLUMNS = ("year", "nis", *_CLASSES)
_FIRST_ROW = 2


def claims(look: files.Look) -> bool:
    """Whether the columns say origin by municipality."""
    return any("belgian_background" in line for line in look.head)


def tidy(raw: Path) -> pl.DataFrame:
    """Inhabitants by origin group and in all, by year and municipality of Flanders and Brussels.

    Raises BadInput, with the row, where the groups do not add up to the total, a municipality stands twice in a year,
    or a code is not of that year's division.
    """
    text = files.text(raw)
    columns = text.header.split(",")
    if set(columns) != set(_COLUMNS) or len(columns) != len(_COLUMNS):
        raise BadInput(
            raw,
            f"the columns are {', '.join(columns)}.",
            row=1,
            remedy=f"Expected are {', '.join(_COLUMNS)}; the publisher's own workbook is not read.",
        )
    rows = _checked(_rows(text.data, raw), raw)
    per_year = [_in_its_division(year, raw) for year in rows.partition_by("year", maintain_order=True)]
    return (
        pl.concat(per_year)
        .unpivot(
            index=["nis", "division", "year"], on=list(_CLASSES), variable_name="origin_statbel", value_name="count"
        )
        .sort("year", "nis", "origin_statbel")
        .select(
            pl.lit(source.id).alias("source"),
            pl.lit(source.quantities[0]).alias("quantity"),
            pl.col("nis").alias("area"),
            "division",
            pl.col("year").alias("period"),
            *(pl.lit(TOTAL).alias(other) for other in breakdowns() if other != "origin_statbel"),
            pl.col("origin_statbel").replace_strict(_CLASSES),
            pl.col("count").cast(pl.Float64),
            pl.lit(Status.OK.value).alias("status"),
            pl.lit("").alias("reason"),
        )
        .select(*COLUMNS)
    )


def _rows(data: bytes, raw: Path) -> pl.DataFrame:
    try:
        rows = pl.read_csv(data, infer_schema=False, quote_char=None)
    except pl.exceptions.PolarsError as broken:
        raise BadInput(raw, f"the table cannot be read ({broken}).", remedy="Save the file again.") from broken
    if rows.is_empty():
        raise BadInput(raw, "there is no row below the names of the columns.", remedy="Save the file again.")
    return rows.with_row_index("row", _FIRST_ROW)


def _checked(rows: pl.DataFrame, raw: Path) -> pl.DataFrame:
    """The same rows with counts as numbers that add up, each year and municipality once."""
    counts = rows.with_columns(pl.col(*_CLASSES).cast(pl.Int64, strict=False))
    number = pl.all_horizontal(pl.col(*_CLASSES).is_not_null() & (pl.col(*_CLASSES) >= 0))
    year = pl.col("year").str.contains(r"^20\d\d$").fill_null(value=False)
    _refuse(counts.filter(~number), "a field is empty, no whole number, or below zero", raw)
    _refuse(counts.filter(~year | pl.col("nis").is_null()), "the year or the code is not one", raw)
    groups = [one for one in _CLASSES if one != TOTAL]
    _refuse(counts.filter(pl.sum_horizontal(groups) != pl.col(TOTAL)), "the groups do not add up to the total", raw)
    _refuse(
        counts.filter(~pl.struct("year", "nis").is_first_distinct()), "the municipality stands twice in this year", raw
    )
    return counts


def _refuse(wrong: pl.DataFrame, what: str, raw: Path) -> None:
    for row in wrong.head(1).iter_rows(named=True):
        raise BadInput(
            raw,
            f"{what} (year {row['year']}, municipality {row['nis']}).",
            row=row["row"],
            remedy="Correct the row after the publisher's table, or save the file again.",
        )


def _in_its_division(rows: pl.DataFrame, raw: Path) -> pl.DataFrame:
    """The rows of one year in Flanders and Brussels, with the division in which they are written."""
    year = rows["year"][0]
    division = geography.division_of(year)
    with suppress(ValueError):  # no division holds them all: which row is at fault is said below
        division = geography.detect_division(rows["nis"].to_list(), otherwise=division)
    refuse_unknown(rows["nis"], division, year, raw, rows=rows["row"])
    inside = pl.col("nis").is_in(list(geography.municipalities(division)))
    return rows.filter(inside).with_columns(pl.lit(division).alias("division"))
