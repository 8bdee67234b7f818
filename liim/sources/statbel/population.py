"""Statbel, population on 1 January by municipality, sex, nationality, civil status and age: one zip per year.

What is odd about it: two names for the same columns (`CD_MUNTY_REFNIS` until 2018, `CD_REFNIS` after), in an order that
changes; the year stands in a column or only in the name; from 2019 on some keys stand in two rows that must be added;
Brussels has no province. Everything is read by the name of its column.
"""

import io
import re
import warnings
from pathlib import Path

import polars as pl

from liim import geography
from liim.catalogue import breakdowns
from liim.model import TOTAL, Status
from liim.observations import COLUMNS
from liim.sources import raw as files
from liim.sources.codes import refuse_unknown
from liim.sources.description import Published, Source
from liim.sources.errors import BadInput, DoubtfulInput

source = Source(
    id="statbel_population",
    publisher="Statbel",
    title="Bevolking naar woonplaats, nationaliteit, burgerlijke staat, leeftijd en geslacht",
    licence="CC BY 4.0",
    page="https://statbel.fgov.be/nl/open-data/bevolking-naar-woonplaats-nationaliteit-burgerlijke-staat-leeftijd-en-geslacht",
    folder="statbel/population",
    files=(
        Published(
            name="TF_SOC_POP_STRUCT_{year}.zip",
            address="https://statbel.fgov.be/sites/default/files/files/opendata/bevolking%20naar%20woonplaats%2C%20"
            "nationaliteit%20burgelijke%20staat%20%2C%20leeftijd%20en%20geslacht/TF_SOC_POP_STRUCT_{year}.zip",
            since=2009,
        ),
    ),
    named=r"TF_SOC_POP_STRUCT",
    quantities=("inhabitants", "foreign_nationals"),
    appears=6,
    notes=(
        "ETR is de huidige nationaliteit, niet de herkomst.",
        "Leeftijd 100 betekent 100 jaar en ouder.",
        "Een combinatie zonder rij telt niemand.",
        "Rijen met dezelfde sleutel (vanaf 2019) zijn opgeteld.",
    ),
)

_PLACE = ({"CD_MUNTY_REFNIS", "TX_MUNTY_DESCR_NL", "TX_MUNTY_DESCR_FR"}, {"CD_REFNIS", "TX_DESCR_NL", "TX_DESCR_FR"})
_YEAR = "CD_YEAR"  # the one column that may be there or not
_ALWAYS = {
    *("CD_DSTR_REFNIS", "TX_ADM_DSTR_DESCR_NL", "TX_ADM_DSTR_DESCR_FR"),
    *("CD_PROV_REFNIS", "TX_PROV_DESCR_NL", "TX_PROV_DESCR_FR"),
    *("CD_RGN_REFNIS", "TX_RGN_DESCR_NL", "TX_RGN_DESCR_FR"),
    *("CD_SEX", "CD_NATLTY", "TX_NATLTY_NL", "TX_NATLTY_FR"),
    *("CD_CIV_STS", "TX_CIV_STS_NL", "TX_CIV_STS_FR", "CD_AGE", "MS_POPULATION"),
}
_READ = {
    "CD_MUNTY_REFNIS": "area",
    "CD_REFNIS": "area",
    "CD_RGN_REFNIS": "region",
    "CD_SEX": "sex",
    "CD_NATLTY": "nationality",
    "CD_AGE": "age",
    "MS_POPULATION": "count",
    _YEAR: "year",
}
_SEXES = {"M": "male", "F": "female"}
_NATIONALITIES = ("BEL", "ETR")
_WALLONIA = "03000"
_OLDEST = 100
_AGAIN = "The file was cut or edited: fetch it again."
_FIRST_ROW = 2  # of the data, as an editor counts lines


def claims(look: files.Look) -> bool:
    """Whether a member's name, or the names of the columns, say population by structure."""
    return any("TF_SOC_POP_STRUCT" in member for member in look.members) or any(
        "MS_POPULATION" in line and "CD_NATLTY" in line for line in look.head
    )


def tidy(raw: Path) -> pl.DataFrame:
    """Inhabitants and foreign nationals by municipality of Flanders and Brussels, sex and single year of age.

    One row per quantity, area, sex and age that has inhabitants (zero foreign nationals are written out); a
    combination without row counts nobody. Civil status and duplicate keys are added up, Wallonia is checked and left
    out. Raises BadInput, with the row, for anything that is not as the publisher writes it.
    """
    text = files.text(raw)
    columns = text.header.split("|")
    _check_columns(columns, raw)
    rows = _rows(text.data, columns, raw)
    year = _year(rows, text.member, raw)
    rows = _checked(rows, raw)
    division = _check_areas(rows, year, raw)
    people = (
        rows.filter(pl.col("area").is_in(list(geography.municipalities(division))))
        .group_by("area", "sex", "age")
        .agg(
            inhabitants=pl.col("persons").sum(),
            foreign_nationals=pl.col("persons").filter(pl.col("nationality") == "ETR").sum(),
        )
        .unpivot(index=["area", "sex", "age"], variable_name="quantity", value_name="count")
        .sort("quantity", "area", "sex", "age")
    )
    return people.select(
        pl.lit(source.id).alias("source"),
        "quantity",
        "area",
        pl.lit(division).alias("division"),
        pl.lit(str(year)).alias("period"),
        pl.col("sex").replace_strict(_SEXES),
        pl.col("age").cast(pl.String),
        *(pl.lit(TOTAL).alias(other) for other in breakdowns() if other not in {"sex", "age"}),
        pl.col("count").cast(pl.Float64),
        pl.lit(Status.OK.value).alias("status"),
        pl.lit("").alias("reason"),
    ).select(*COLUMNS)


def _check_columns(columns: list[str], raw: Path) -> None:
    place = next((one for one in _PLACE if one & set(columns)), _PLACE[1])
    missing = (_ALWAYS | place) - set(columns)
    extra = sorted(set(columns) - _ALWAYS - place - {_YEAR}) + [one for one in columns if columns.count(one) > 1]
    if missing or extra:
        said = [f"column {_some(sorted(missing))} is missing"] if missing else []
        said += [f"column {_some(extra)} is not known"] if extra else []
        raise BadInput(
            raw,
            f"{' and '.join(said)}.",
            row=1,
            remedy="If the publisher has changed the layout, its reader (statbel_population) has to learn it first; "
            "otherwise fetch the file again.",
        )


def _some(columns: list[str]) -> str:
    return ", ".join(column[:40] for column in columns[:5]) + (" …" if len(columns) > 5 else "")  # noqa: PLR2004 - a line


def _rows(data: bytes, columns: list[str], raw: Path) -> pl.DataFrame:
    """The columns that matter, as text, in the order of the file."""
    if data.endswith((b"\n\n", b"\n\r\n")):
        data = data.rstrip()
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    if lines < _FIRST_ROW:
        raise BadInput(raw, "there is no row below the names of the columns.", remedy=_AGAIN)
    if data.count(b"|") != lines * (len(columns) - 1):
        raise _uneven(data, columns, raw)
    names = {column: name for column, name in _READ.items() if column in columns}
    try:
        rows = pl.read_csv(
            data, separator="|", columns=list(names), infer_schema=False, quote_char=None, empty_string_is_null=False
        )
    except pl.exceptions.PolarsError as broken:
        raise _uneven(data, columns, raw) from broken
    return rows.rename(names)


def _uneven(data: bytes, columns: list[str], raw: Path) -> BadInput:
    """What is wrong with the first row that has more or fewer fields than the names of the columns."""
    row = next((n for n, line in enumerate(io.BytesIO(data), 1) if line.count(b"|") != len(columns) - 1), None)
    return BadInput(raw, f"this row does not have {len(columns)} fields, as the first row has.", row=row, remedy=_AGAIN)


def _checked(rows: pl.DataFrame, raw: Path) -> pl.DataFrame:
    """The same rows with `persons` and `age` as numbers; every field holds what it may."""
    rows = rows.with_columns(
        pl.col("count").cast(pl.Int64, strict=False).alias("persons"),
        pl.col("age").cast(pl.Int64, strict=False).alias("years"),
    )
    _refuse(rows, pl.col("persons").is_null(), "count", "is no number of people", raw)
    _refuse(rows, pl.col("persons") < 0, "count", "is below zero; a count cannot be negative", raw)
    _refuse(
        rows, pl.col("years").is_null() | ~pl.col("years").is_between(0, _OLDEST), "age", "is no age from 0 to 100", raw
    )
    _refuse(rows, ~pl.col("sex").is_in(list(_SEXES)), "sex", "is not M or F", raw)
    _refuse(rows, ~pl.col("nationality").is_in(_NATIONALITIES), "nationality", "is not BEL or ETR", raw)
    return rows.with_columns(pl.col("years").alias("age")).drop("years", "count")


def _refuse(rows: pl.DataFrame, wrong: pl.Expr, column: str, what: str, raw: Path) -> None:
    at = rows.select(wrong.arg_true().first()).item()
    if at is not None:
        raise BadInput(
            raw,
            f"{rows[column][at]!r} {what} (municipality {rows['area'][at]}).",
            row=_FIRST_ROW + at,
            remedy=_AGAIN,
        )


def _year(rows: pl.DataFrame, member: str | None, raw: Path) -> int:
    """The year: in the column, else in the member's name, else in the file's; they may not contradict each other."""
    said: dict[str, str] = {}
    for where, name in (("the name of the file", raw.name), ("the name of the file inside the zip", member or "")):
        if found := re.search(r"(?<!\d)(20\d\d)(?!\d)", name):
            said[where] = found[1]
    if "year" in rows.columns:
        years = rows["year"].unique(maintain_order=True).to_list()
        if len(years) != 1 or not re.fullmatch(r"20\d\d", years[0]):
            row = int((rows["year"] != years[0]).arg_true()[0]) if len(years) > 1 else 0
            raise BadInput(
                raw,
                f"column CD_YEAR holds {rows['year'][row]!r}; one year was expected in all rows.",
                row=_FIRST_ROW + row,
                remedy="Keep one file per year, as the publisher offers them.",
            )
        said["column CD_YEAR"] = years[0]
    if not said:
        raise BadInput(
            raw, "no year stands in the file or its name.", remedy="Give the file the name that its publisher gave it."
        )
    if len(set(said.values())) > 1:
        raise BadInput(
            raw,
            "the year is " + ", but ".join(f"{year} in {where}" for where, year in said.items()) + ".",
            remedy="Was the file renamed? Give it the name of the year that it holds.",
        )
    if set(said) == {"the name of the file"}:
        warnings.warn(
            f"{raw.name}: the year {said['the name of the file']} stands in the name of the file only; nothing in the "
            "file confirms it. Make sure that it was not renamed.",
            DoubtfulInput,
            stacklevel=3,
        )
    return int(next(iter(said.values())))


def _check_areas(rows: pl.DataFrame, year: int, raw: Path) -> str:
    """The division of the year; every municipality is of it, and in its region."""
    division = geography.division_of(str(year))
    first = rows.with_row_index("row", _FIRST_ROW).group_by("area", "region").agg(pl.col("row").min()).sort("row")
    refuse_unknown(first["area"], division, str(year), raw, rows=first["row"])
    for area, region, row in first.iter_rows():
        expected = _WALLONIA if geography.is_walloon(area) else geography.region_of(area, division)
        if region != expected:
            raise BadInput(
                raw,
                f"municipality {area} lies in region {expected}, not {region!r}.",
                row=row,
                remedy="Did a spreadsheet drop the leading zero? Fetch the file again, and do not open it in between.",
            )
    return division
