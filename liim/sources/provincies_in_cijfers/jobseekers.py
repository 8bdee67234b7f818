"""Provincies in Cijfers, job-seekers without work by municipality and year: one workbook of 21 indicators.

What is odd about it: the label of a block of years stands above its last column, with a footnote mark and sometimes two
spaces; the legend follows below the data; percentages are fractions. It holds two notions that may not be mixed: the
situation on 31 December (WZW) and the yearly mean. Hidden cells can partly be undone by subtraction.
"""

import re
from pathlib import Path

import polars as pl

from liim.model import TOTAL, HidesItself, Status
from liim.sources import raw as files
from liim.sources.description import Published, Source
from liim.sources.errors import BadInput
from liim.sources.provincies_in_cijfers import swing

source = Source(
    id="pinc_jobseekers",
    publisher="Provincies in Cijfers (VDAB en Rijksregister)",
    title="Werkloosheid, gemeenten",
    licence="Vlaamse overheidsdata; geen licentie in het bestand: bron en portaal vermelden",
    page="https://provincies.incijfers.be",
    folder="provincies-in-cijfers/exports",
    files=(
        Published(
            name="unemployment_jobseekers_data.xlsx",
            save="onderwerp werkloosheid (werkzoekendengraad, WZW naar nationaliteit en herkomst), alle gemeenten, "
            "alle jaren, als Excel",
        ),
    ),
    named=r"unemployment_jobseekers|^werkloosheid",
    quantities=("jobseekers", "jobseekers_rate"),
    appears=12,
    lag=1,
    refuses_programs=True,
    notes=(
        "Werkzoekenden zonder werk: toestand op 31 december, woonplaats volgens het Rijksregister.",
        "De werkzoekendengraad is een jaargemiddelde, gepubliceerd zonder aantallen.",
        "Cijfers op de gemeenten van vandaag, ook voor vroeger; geen cijfers voor Brussel.",
        "De bron verbergt kleine aantallen (x); wat eruit te herleiden valt, is altijd 1 of 2.",
    ),
    hides=HidesItself(highest=2),
)

# Label of a block, without footnote mark → quantity, breakdown, class. Blocks of other labels are not read.
_BLOCKS: dict[str, tuple[str, str, str]] = {
    "werkzoekendengraad (jaargemiddelde) [%]": ("jobseekers_rate", "", ""),
    "WZW [aantal]": ("jobseekers", "", ""),
    "WZW Belg [aantal]": ("jobseekers", "nationality_group", "belgian_nationality"),
    "WZW EU (excl. Belg) [aantal]": ("jobseekers", "nationality_group", "eu_nationality"),
    "WZW niet-EU [aantal]": ("jobseekers", "nationality_group", "non_eu_nationality"),
    "WZW Belgische herkomst [aantal]": ("jobseekers", "origin", "belgian_origin"),
    "WZW EU herkomst (excl. Belg) [aantal]": ("jobseekers", "origin", "eu_origin"),
    "WZW niet-EU herkomst [aantal]": ("jobseekers", "origin", "non_eu_origin"),
}
_RATE = "jobseekers_rate"
_PERCENT = 100
_BREAKDOWNS = ("nationality_group", "origin")
_TITLE = "Werkloosheid - gemeenten"
_TITLE_ROW, _LABEL_ROW, _YEAR_ROW, _FIRST_ROW = range(4)  # in the sheet, from 0
_FOOTNOTE = re.compile(r"\s*\(\d+\)$")


def claims(look: files.Look) -> bool:
    """Whether the title says unemployment by municipality."""
    return look.kind == "workbook" and any(_TITLE in cell for cell in look.head)


def tidy(raw: Path) -> pl.DataFrame:
    """Job-seekers on 31 December, in all, by nationality and by origin; and the rate as published, a yearly mean.

    The count of `jobseekers_rate` is the published percentage (9.6 for 9.6 %), not a number of people. `x` is withheld
    by the source, `-` and `?` are missing, `nvt` not applicable. Raises BadInput for a block, year, name or count that
    is missing or not one.
    """
    sheet = files.sheet(raw)
    if sheet.is_empty() or sheet.height <= _FIRST_ROW or not str(sheet[0, 0]).startswith(_TITLE):
        raise BadInput(
            raw, f"the title {_TITLE!r} does not stand in the first cell.", row=1, remedy="Save the export again."
        )
    body = _body(sheet)
    areas, division = swing.areas_named(body["name"], raw, _FIRST_ROW + 1)
    cells = pl.concat(
        [
            body.select(
                pl.col("row"),
                pl.col("name"),
                pl.lit(quantity).alias("quantity"),
                pl.lit(year).alias("period"),
                pl.col(column).alias("text"),
                *(pl.lit(class_ if breakdown == one else TOTAL).alias(one) for one in _BREAKDOWNS),
            )
            for (quantity, breakdown, class_), years in _blocks(sheet, raw).items()
            for year, column in years
        ]
    )
    read = swing.observations(cells, areas, source=source.id, division=division, path=raw)
    above = read.filter((pl.col("quantity") == _RATE) & (pl.col("count") > 1))
    if not above.is_empty():
        raise BadInput(
            raw,
            f"a rate of {above['count'][0]} stands there ({above['period'][0]}, {above['area'][0]}); until now the "
            "publisher writes 0.096 for 9.6 %.",
            remedy="If percentages are now written as such, the reader (pinc_jobseekers) has to learn it first.",
        )
    # Rounding takes away what binary fractions add: 0.096 is to be 9.6.
    percentage = (pl.col("count") * _PERCENT).round(9)
    return read.with_columns(
        pl.when(pl.col("quantity") == _RATE).then(percentage).otherwise(pl.col("count")).alias("count")
    )


def undone_by_publisher(observations: pl.DataFrame) -> pl.DataFrame:
    """The cells that the publisher hides and yet gives away: the only hidden class beside a printed total.

    One row per cell: area, period, breakdown, class. For the operator, never for the public; the value is not told.
    """
    return pl.concat([_alone_hidden(observations, breakdown) for breakdown in _BREAKDOWNS])


def _alone_hidden(observations: pl.DataFrame, breakdown: str) -> pl.DataFrame:
    jobseekers = observations.filter(pl.col("quantity") == "jobseekers")
    hidden = pl.col("status") == Status.WITHHELD.value
    in_all = pl.all_horizontal(pl.col(*_BREAKDOWNS) == TOTAL)
    printed = jobseekers.filter(in_all & ~hidden & pl.col("count").is_not_null()).select("area", "period")
    one = hidden.sum().over("area", "period") == 1
    return (
        jobseekers.filter(pl.col(breakdown) != TOTAL)
        .filter(one & hidden)
        .join(printed, on=["area", "period"], how="semi")
        .select("area", "period", pl.lit(breakdown).alias("breakdown"), pl.col(breakdown).alias("class"))
        .sort("area", "period")
    )


def _body(sheet: pl.DataFrame) -> pl.DataFrame:
    """The rows of municipalities: from below the years to the first empty row, after which the legend begins."""
    first = sheet.columns[0]
    rows = sheet.with_row_index("row", 1).slice(_FIRST_ROW)
    end = rows.select(pl.col(first).is_null().arg_true().first()).item()
    return rows.head(rows.height if end is None else int(end)).rename({first: "name"})


def _blocks(sheet: pl.DataFrame, raw: Path) -> dict[tuple[str, str, str], list[tuple[str, str]]]:
    """For each block that is read: its years with the columns that hold them."""
    labels, years = sheet.row(_LABEL_ROW), sheet.row(_YEAR_ROW)
    found: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    start = 1
    for end, label in enumerate(labels):
        if not label:
            continue
        block = _BLOCKS.get(_FOOTNOTE.sub("", " ".join(label.split())))
        if block is not None:
            if block in found:
                raise BadInput(raw, f"{label!r} stands twice.", row=_LABEL_ROW + 1, remedy="Save the export again.")
            found[block] = [(str(years[at]), sheet.columns[at]) for at in range(start, end + 1)]
        start = end + 1
    missing = [label for label, block in _BLOCKS.items() if block not in found]
    if missing:
        raise BadInput(
            raw,
            f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing.",
            row=_LABEL_ROW + 1,
            remedy="Choose these indicators too when making the export on provincies.incijfers.be.",
        )
    for columns in found.values():
        named = [year for year, _ in columns]
        if len(set(named)) != len(named) or not all(re.fullmatch(r"20\d\d", year) for year in named):
            raise BadInput(
                raw, f"the years {', '.join(named)} do not fit.", row=_YEAR_ROW + 1, remedy="Save the export again."
            )
    return found
