"""Gemeente-Stadsmonitor: the publisher's own values of one indicator, `GSM_Extract_<id>.xlsx`.

What is odd about it: no real file of it was at hand when this was written. Municipality, year, classes and values are
found by what the cells hold; `understood` shows them, and a file about which anything is doubtful is refused with that
picture. An older export of the same publisher leaves the cell of 0 % empty, and ends in rows of text.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from liim import geography
from liim.catalogue import catalogue, groupings_of, quantities
from liim.model import TOTAL, Indicator, Status
from liim.observations import BREAKDOWNS, COLUMNS
from liim.sources import raw as files
from liim.sources.description import Published, Source
from liim.sources.errors import BadInput
from liim.sources.extracts import by_meaning

_ADDRESS = "https://gsminfo.blob.core.windows.net/%24web/Rapporten_outputs/OutputPerlDO/{name}"  # %24 is $
_BY_ID = {one.published_as: one for one in catalogue().values() if one.published_as}
_STATED = {name: one for name, one in _BY_ID.items() if one.formula.kind == "published"}

source = Source(
    id="gsm_extract",
    publisher="Agentschap Binnenlands Bestuur en Statistiek Vlaanderen",
    title="Gemeente-Stadsmonitor, waarden per indicator",
    licence="Vlaamse overheidsdata; geen licentie in het bestand: bron vermelden",
    page="https://gemeente-stadsmonitor.vlaanderen.be",
    folder="gemeente-stadsmonitor",
    files=tuple(Published(name=f"{name}.xlsx", address=_ADDRESS.format(name=f"{name}.xlsx")) for name in _BY_ID),
    named=r"^GSM_Extract_",
    quantities=tuple(one.formula.plus[0].quantity for one in _STATED.values()),
    appears=10,
    verified=False,
    notes=(
        "Nog geen echt bestand gelezen: bekijk eerst met `liim sources inspect` wat eruit begrepen wordt.",
        "Van indicatoren die hier uit tellingen berekend worden, dienen de waarden alleen om te vergelijken.",
    ),
)

_NAME = re.compile(r"^(GSM_Extract_[A-Z]+(?:_S)?_\d+(?:_\d+)?)", re.IGNORECASE)
_NEARLY = 0.1  # percentage points: how far published percentages of one whole may be from 100
_MANY = 20  # values: below this, all may be small by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a file was taken to say, for a person to judge; `values` is empty where anything is doubtful.

    `values`: indicator, area, division, period, breakdowns, value, status.
    """

    path: Path
    indicator: Indicator | None
    columns: tuple[by_meaning.Column, ...]
    passed_over: tuple[tuple[int, str], ...]
    values: pl.DataFrame
    doubts: tuple[str, ...]

    @property
    def picture(self) -> str:
        """The columns in one line."""
        return "; ".join(
            f"{one.letter} {one.heading!r} = {one.told()['taken for']}" for one in self.columns if one.role != "empty"
        )


def claims(look: files.Look) -> bool:  # noqa: ARG001 - no content is known yet by which a file could be told
    """Never: only the name of a file says that it is one."""
    return False


def understood(path: Path) -> Understood:
    """What a file says, doubts included. Raises BadInput only for what is no workbook."""
    indicator = _indicator(path)
    groupings = groupings_of(indicator) if indicator else ()
    tables = [files.sheet(path, at) for at in range(len(files.look(path).members) or 1)]
    read = [by_meaning.understand(table, groupings) for table in tables]
    best = max(read, key=lambda one: (len(one.columns) > 0, one.rows.height))
    doubts = list(best.doubts)
    if indicator is None:
        doubts.insert(0, "the name does not tell of which indicator it is: expected is GSM_Extract_<id>.xlsx.")
    values = pl.DataFrame()
    if indicator and not doubts:
        values, doubts = _values(best.rows, indicator)
    return Understood(
        path=path,
        indicator=indicator,
        columns=best.columns,
        passed_over=best.passed_over,
        values=values if not doubts else pl.DataFrame(),
        doubts=tuple(doubts),
    )


def published_values(path: Path) -> pl.DataFrame:
    """The values of one file: indicator, area, division, period, breakdowns, value, status. Raises BadInput if unsure.

    Whole over the municipalities that the publisher covers: one of which it says nothing is missing.
    """
    seen = understood(path)
    if seen.doubts:
        raise BadInput(
            path,
            f"it is not certain what this file says: {' '.join(seen.doubts)} Understood was: {seen.picture or '-'}.",
            remedy="See `liim sources inspect`, and describe the file with a mapping (docs/mapped-tables.md).",
        )
    return seen.values


def is_stated(path: Path) -> bool:
    """Whether LIIM takes the values of a file over, rather than comparing them with its own."""
    indicator = _indicator(path)
    return indicator is None or indicator.formula.kind == "published"


def tidy(raw: Path) -> pl.DataFrame:
    """The values of an indicator that is published without counts, as observations of its quantity. Raises BadInput."""
    values = published_values(raw)
    indicator = catalogue()[values["indicator"][0]]
    if indicator.formula.kind != "published":
        raise BadInput(
            raw, f"{indicator.id} is computed from counts.", remedy="These values are for comparing: no figure."
        )
    return values.select(
        pl.lit(source.id).alias("source"),
        pl.lit(indicator.formula.plus[0].quantity).alias("quantity"),
        "area",
        "division",
        "period",
        *BREAKDOWNS,
        pl.col("value").alias("count"),
        "status",
        pl.when(pl.col("value").is_null()).then(pl.lit("missing_at_source")).otherwise(pl.lit("")).alias("reason"),
    ).select(*COLUMNS)


def _indicator(path: Path) -> Indicator | None:
    named = _NAME.match(path.stem)
    return _BY_ID.get(named[1].replace("gsm_extract", "GSM_Extract")) if named else None


def _values(rows: pl.DataFrame, indicator: Indicator) -> tuple[pl.DataFrame, list[str]]:
    """The values by area, and what is doubtful about them."""
    doubts: list[str] = []
    if rows["year"].null_count():
        return rows, [f"row {rows.filter(pl.col('year').is_null())['row'][0]} tells no year."]
    try:
        rows = pl.concat(_with_areas(part, str(year), rows) for (year,), part in rows.group_by("year"))
    except ValueError as unknown:
        return rows, [str(unknown)]
    split = [grouping.breakdown for grouping in groupings_of(indicator)]
    key = ["area", "division", "year", *split]
    twice = rows.filter(~pl.struct(key).is_first_distinct())
    if twice.height:
        doubts.append(f"row {twice['row'][0]} says again what another row says: is a column not understood?")
    read = rows.with_columns(pl.col("text").str.replace(",", ".", literal=True).cast(pl.Float64).alias("value"))
    if indicator.formula.kind == "composition" or indicator.formula.stated in {"composition", "mean_class"}:
        read = _with_zeros(read, ["area", "division", "year", *(b for b in split if b == "item")])
    doubts += _implausible(read["value"].drop_nulls(), indicator)
    if doubts:
        return rows, doubts
    return _whole(read, indicator, split), []


def _with_areas(part: pl.DataFrame, year: str, rows: pl.DataFrame) -> pl.DataFrame:
    """One year with codes and division: that of the whole file if it has one, else the year's own."""
    try:
        division = _division(rows["place"], None)
    except ValueError:
        division = _division(part["place"], geography.division_of(year))
    codes = {place: by_meaning.code(place) or geography.code_named(place, division) for place in part["place"].unique()}
    return part.with_columns(
        pl.col("place").replace_strict(codes, return_dtype=pl.String).alias("area"),
        pl.lit(division).alias("division"),
    )


def _division(places: pl.Series, otherwise: str | None) -> str:
    told = places.unique().to_list()
    codes = [found for place in told if (found := by_meaning.code(place))]
    if codes:
        return geography.detect_division(codes, otherwise=otherwise)
    return geography.detect_division_by_names(told, otherwise=otherwise)


def _with_zeros(read: pl.DataFrame, whole: list[str]) -> pl.DataFrame:
    """An empty cell is 0 % where the other classes of the same whole make 100 already."""
    of_whole = pl.col("value").sum().over(whole)
    is_zero = pl.col("value").is_null() & ((of_whole - 100).abs() < _NEARLY)
    return read.with_columns(pl.when(is_zero).then(0.0).otherwise(pl.col("value")).alias("value"))


def _implausible(values: pl.Series, indicator: Indicator) -> list[str]:
    if values.is_empty():
        return ["there is not a single value."]
    lowest, highest = float(values.min()), float(values.max())  # type: ignore[arg-type]  # floats: read as such above
    doubts = []
    if indicator.formula.kind not in {"balance", "gap"} and lowest < 0:
        doubts.append(f"the lowest value is {lowest:g}: below zero.")
    if indicator.unit == "%":
        if highest > 100 + _NEARLY:
            doubts.append(f"the highest value is {highest:g} %: counts rather than percentages?")
        if 0 < highest <= 1 and len(values) >= _MANY:
            doubts.append(f"the highest value is {highest:g} %: fractions rather than percentages?")
    return doubts


def _whole(read: pl.DataFrame, indicator: Indicator, split: list[str]) -> pl.DataFrame:
    """A row for every municipality that is covered, and every class that the year has; what is not told is missing."""
    covers = set.intersection(*(set(quantities()[one.quantity].covers) for one in indicator.formula.counts))
    parts = []
    for (division, year), part in read.group_by("division", "year", maintain_order=True):
        known = geography.municipalities(str(division))
        areas = {area for area in known if geography.region_of(area, str(division)) in covers}
        classes = part.select(pl.lit(0).alias("any"), *split).unique()
        every = pl.DataFrame({"area": sorted(areas | set(part["area"]))}).join(classes, how="cross")
        parts.append(
            every.join(part.select("area", *split, "value"), on=["area", *split], how="left").with_columns(
                pl.lit(division).alias("division"), pl.lit(year).alias("period")
            )
        )
    return pl.concat(parts).select(
        pl.lit(indicator.id).alias("indicator"),
        "area",
        "division",
        "period",
        *(pl.col(b) if b in split else pl.lit(TOTAL).alias(b) for b in BREAKDOWNS),
        "value",
        pl.when(pl.col("value").is_null())
        .then(pl.lit(Status.MISSING.value))
        .otherwise(pl.lit(Status.OK.value))
        .alias("status"),
    )
