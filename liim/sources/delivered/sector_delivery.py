"""Inhabitants by statistical sector, in the monitor's own form: `sectors_<name>.csv` (docs/own-delivery.md).

What is odd about it: its areas are no municipalities, so that it makes no observations. It only serves what is said of
the inside of a municipality; a sector on ZZZZ holds people who could not be located.
"""

import re
from pathlib import Path

import polars as pl

from liim import geography
from liim.catalogue import quantities
from liim.catalogue.statistics import BY_SECTOR
from liim.sources import raw as files
from liim.sources.description import Source
from liim.sources.errors import BadInput

COLUMNS = ("quantity", "sector", "area", "division", "period", "count")
TODAY = geography.GEOGRAPHIES[-1]

source = Source(
    id="sectors",
    publisher="Statbel, op basis van het Rijksregister",
    title="Inwoners naar statistische sector, op vraag",
    licence="volgens de overeenkomst met de administratie die levert; geen open data",
    page="https://statbel.fgov.be/nl/over-statbel/privacy/microdata-voor-onderzoek",
    folder="deliveries/sectors",
    files=(),
    named=r"^sectors_[a-z0-9_]+\.csv$",
    quantities=BY_SECTOR,
    appears=12,
    lag=1,
    notes=("Op vraag geleverd in het eigen formulier van de monitor (docs/own-delivery.md).",),
    verified=False,
)

_SECTOR = r"^\d{5}[0-9A-Z-]{4}$"
_FORM = "docs/own-delivery.md tells the form."
_FIRST_ROW = 2


def claims(look: files.Look) -> bool:
    """Whether the columns are those of the form."""
    return bool(look.head) and look.head[0] == ",".join(COLUMNS)


def is_named(path: Path) -> bool:
    """Whether a file says by its name that it is of this source."""
    return re.search(source.named, path.name) is not None


def tidy(raw: Path) -> pl.DataFrame:
    """Quantity, sector, area (the municipality of today that it lies in), period, count.

    A sector of which one quantity is told and another not counts nobody there. Raises BadInput, with the row, for
    whatever is not as documented.
    """
    rows = _rows(raw)
    _check(rows, raw)
    to = pl.concat(
        [geography.translate(one, TODAY).with_columns(division=pl.lit(one)) for one in geography.GEOGRAPHIES]
    )
    placed = rows.join(to, on=["area", "division"], how="left")
    _refuse(
        raw, placed, pl.col("to").is_null(), "area", "It is no municipality of this division in Flanders or Brussels."
    )
    told = placed.select("quantity", "sector", pl.col("to").alias("area"), "period", pl.col("count").cast(pl.Float64))
    every = told.select("sector", "area", "period").unique(maintain_order=True)
    return (
        every.join(told.select("quantity").unique(maintain_order=True), how="cross")
        .join(told, on=["quantity", "sector", "area", "period"], how="left")
        .select("quantity", "sector", "area", "period", pl.col("count").fill_null(0.0))
        .sort("quantity", "period", "area", "sector")
    )


def _rows(raw: Path) -> pl.DataFrame:
    text = files.text(raw)
    if text.header != ",".join(COLUMNS):
        raise BadInput(
            raw, f"the columns are {text.header}.", row=1, remedy=f"Expected are {','.join(COLUMNS)}. {_FORM}"
        )
    try:
        rows = pl.read_csv(text.data, infer_schema=False).with_columns(pl.all().fill_null(""))
    except pl.exceptions.PolarsError as broken:
        raise BadInput(raw, f"the table cannot be read ({broken}).", remedy=f"Deliver it again. {_FORM}") from broken
    if rows.is_empty():
        raise BadInput(raw, "there is no row below the names of the columns.", remedy="Deliver it again.")
    return rows.with_row_index("row", _FIRST_ROW)


def _check(rows: pl.DataFrame, raw: Path) -> None:
    known = ", ".join(source.quantities)
    _refuse(raw, rows, ~pl.col("quantity").is_in(source.quantities), "quantity", f"Told by sector are {known}.")
    _refuse(raw, rows, ~pl.col("sector").str.contains(_SECTOR), "sector", "A sector has nine signs: 44021A00-.")
    divisions = ", ".join(geography.GEOGRAPHIES)
    _refuse(raw, rows, ~pl.col("division").is_in(geography.GEOGRAPHIES), "division", f"Known are {divisions}.")
    _refuse(raw, rows, ~pl.col("period").str.contains(r"^(19|20)\d\d$"), "period", "A period is a year of four digits.")
    _refuse(raw, rows, ~pl.col("count").str.contains(r"^\d+$"), "count", "People are counted whole, and not below 0.")
    twice = pl.struct("quantity", "sector", "period").is_duplicated()
    _refuse(raw, rows, twice, "sector", "It stands there twice in one period: was a row copied?")
    late = pl.col("division") < pl.col("period").map_elements(geography.division_of, pl.String)
    _refuse(raw, rows, late, "division", "It had ended in that period. Is this the file of another year?")
    wholes = {one: quantities()[one].part_of for one in source.quantities}
    for part, whole in ((one, of) for one, of in wholes.items() if of in source.quantities):
        both = rows.filter(quantity=part).join(
            rows.filter(quantity=whole).select("sector", "period", pl.col("count").alias("of")),
            on=["sector", "period"],
            how="left",
        )
        more = pl.col("count").cast(pl.Float64) > pl.col("of").cast(pl.Float64).fill_null(0.0)
        _refuse(raw, both, more, "count", f"There are fewer {whole} in that sector. Were two columns swapped?")


def _refuse(raw: Path, rows: pl.DataFrame, wrong: pl.Expr, column: str, remedy: str) -> None:
    """Raise BadInput for the first row that is wrong."""
    for row in rows.filter(wrong).sort("row").head(1).iter_rows(named=True):
        said = f"{column} is {row[column]!r} ({row['quantity']}, {row['sector']}, {row['period']})."
        raise BadInput(raw, said, row=row["row"], remedy=remedy)
