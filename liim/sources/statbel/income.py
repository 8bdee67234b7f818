"""Statbel, income that is taxed, by municipality and income year: one workbook with the whole series.

What is odd about it: all years are on the division of 2019; the residents of income year y are those of 1 January y+1;
Brussels has no province. An average needs the declarations as its denominator, not the residents.
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
    id="statbel_income",
    publisher="Statbel",
    title="Fiscale statistiek van de inkomens onderworpen aan de personenbelasting",
    licence="CC BY 4.0",
    page="https://statbel.fgov.be/nl/themas/huishoudens/fiscale-inkomens",
    folder="statbel/income",
    files=(Published(name="TF_PSNL_INC_TAX_MUNTY.xlsx", save="fiscale inkomens per gemeente, alle jaren, als Excel"),),
    named=r"TF_PSNL_INC_TAX",
    quantities=("tax_declarations", "taxable_income"),
    appears=10,
    lag=2,
    notes=(
        "De hele reeks staat op de gemeenten van 2019.",
        "Een gemiddelde is per aangifte, niet per inwoner.",
        "Alleen om te bepalen welke gemeenten op elkaar lijken: het inkomen zelf is geen indicator.",
    ),
)

_READ = {
    "CD_YEAR": "period",
    "CD_MUNTY_REFNIS": "area",
    "MS_NBR_NON_ZERO_INC": "tax_declarations",
    "MS_TOT_NET_TAXABLE_INC": "taxable_income",
}
_FIRST_ROW = 2  # as a spreadsheet counts
_AGAIN = "Fetch the file again, and do not save it from a spreadsheet."


def claims(look: files.Look) -> bool:
    """Whether the columns say taxed income by municipality."""
    return look.kind == "workbook" and "MS_TOT_NET_TAXABLE_INC" in look.head


def tidy(raw: Path) -> pl.DataFrame:
    """Declarations with income, and taxable income in euro, by income year and municipality of Flanders and Brussels.

    Raises BadInput, with the row, for a column that is missing, a field that is no number, a municipality that stands
    twice in a year, or a code that is not of the one division that all years are written in.
    """
    sheet = files.sheet(raw)
    rows = _checked(_rows(sheet, raw), raw)
    division = _division(rows, raw)
    inside = pl.col("area").is_in(list(geography.municipalities(division)))
    return (
        rows.filter(inside)
        .unpivot(index=["area", "period"], on=list(source.quantities), variable_name="quantity", value_name="count")
        .sort("quantity", "period", "area")
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


def _rows(sheet: pl.DataFrame, raw: Path) -> pl.DataFrame:
    """The columns that matter by their names, as text."""
    names = list(sheet.row(0)) if sheet.height else []
    for wanted in _READ:
        if names.count(wanted) != 1:
            raise BadInput(
                raw,
                f"column {wanted} stands there {names.count(wanted)} times.",
                row=1,
                remedy="If the publisher has changed the layout, its reader (statbel_income) has to learn it first.",
            )
    if sheet.height < _FIRST_ROW:
        raise BadInput(raw, "there is no row below the names of the columns.", remedy=_AGAIN)
    at = [pl.nth(names.index(wanted)).alias(name) for wanted, name in _READ.items()]
    return sheet.slice(1).select(at).with_row_index("row", _FIRST_ROW)


def _checked(rows: pl.DataFrame, raw: Path) -> pl.DataFrame:
    """The same rows with numbers, each year and municipality once."""
    declarations, income = source.quantities
    numbers = rows.with_columns(
        pl.col(declarations, income).cast(pl.Float64, strict=False), pl.col("period").fill_null("")
    )
    whole = (pl.col(declarations) >= 0) & (pl.col(declarations) % 1 == 0)
    wrong = {
        "the year is not one": ~pl.col("period").str.contains(r"^20\d\d$"),
        "the code is empty": pl.col("area").is_null(),
        "the number of declarations is no whole number of 0 or more": ~whole.fill_null(value=False),
        "the income is no amount of 0 or more": ~(pl.col(income).is_finite() & (pl.col(income) >= 0)).fill_null(
            value=False
        ),
        "the municipality stands twice in this year": ~pl.struct("period", "area").is_first_distinct(),
    }
    for what, where in wrong.items():
        for row in numbers.filter(where).head(1).iter_rows(named=True):
            raise BadInput(
                raw, f"{what} (year {row['period']}, municipality {row['area']}).", row=row["row"], remedy=_AGAIN
            )
    return numbers


def _division(rows: pl.DataFrame, raw: Path) -> str:
    """The one division that the whole series is written in; it may be newer than the years."""
    latest = geography.division_of(str(rows["period"].max()))
    try:
        division = geography.detect_division(rows["area"].unique().to_list(), otherwise=latest)
    except ValueError:
        division = latest
    refuse_unknown(rows["area"], division, str(rows["period"].max()), raw, rows=rows["row"])
    return division
