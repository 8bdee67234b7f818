"""The monitor's own form: one CSV that any administration can be asked to deliver (docs/own-delivery.md).

What is odd about it: nothing. Commas, UTF-8, one number per row; a class without a row counts nobody; only a total is
written where it is zero. Each administration is a source of its own, so that figures name who counted.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from liim import geography
from liim.catalogue import breakdowns, catalogue, groupings_of, quantities
from liim.classifications import grouping_with, members
from liim.model import HAS_A_COUNT, TOTAL, UNKNOWN, Quantity, Status
from liim.observations import COLUMNS
from liim.sources import raw as files
from liim.sources.codes import refuse_unknown
from liim.sources.delivered.administrations import ADMINISTRATIONS
from liim.sources.description import Source
from liim.sources.errors import BadInput

BEFORE = ("source", "quantity", "area", "division", "period")
AFTER = ("count", "status", "reason")

_BEGINS = ",".join(BEFORE)
_ENDS = ",".join(AFTER)
_BY_ID = {source.id: source for source in ADMINISTRATIONS}
_COUNTED = [status.value for status in HAS_A_COUNT]
_NUMBER = r"^\d+(\.\d+)?$"
_FRACTIONS = "12-month mean"  # a mean may have decimals, as may a percentage
_FIRST_ROW = 2
_FORM = "docs/own-delivery.md tells the form."


@dataclass(frozen=True, slots=True)
class OwnDelivery:
    """The reader of what one administration delivers."""

    source: Source

    def claims(self, look: files.Look) -> bool:
        """Whether the columns are those of the form, and the first row is of this administration.

        A form of nobody that is known goes to whom its name says, else to the first: they refuse it by name.
        """
        if not look.head or not _is_form(look.head[0]):
            return False
        who = _first_source(look.path)
        return self.source is _BY_ID.get(who, _by_name(look.path))

    def tidy(self, raw: Path) -> pl.DataFrame:
        """The observations that the form holds. Raises BadInput, with the row, for whatever is not as documented."""
        rows = _rows(raw)
        _check_words(rows, self.source, raw)
        _check_numbers(rows, self.source, raw)
        for (division, period), part in rows.group_by("division", "period", maintain_order=True):
            refuse_unknown(part["area"], str(division), str(period), raw, rows=part["row"])
        return rows.with_columns(
            pl.when(pl.col("count") != "").then(pl.col("count")).cast(pl.Float64),
            *(pl.lit(TOTAL).alias(one) for one in breakdowns() if one not in rows.columns),
        ).select(*COLUMNS)


DELIVERIES: tuple[OwnDelivery, ...] = tuple(OwnDelivery(source) for source in ADMINISTRATIONS)


def _is_form(line: str) -> bool:
    return line.startswith(_BEGINS) and line.endswith(_ENDS)


def _first_source(path: Path) -> str:
    """The source that the first row names."""
    with path.open("rb") as file:
        file.readline()
        return file.readline().split(b",", 1)[0].decode(errors="replace").strip()


def _by_name(path: Path) -> Source:
    """The administration that the name of a file says, else the first."""
    named = (source for source in ADMINISTRATIONS if re.search(source.named, path.name, re.IGNORECASE))
    return next(named, ADMINISTRATIONS[0])


def _rows(raw: Path) -> pl.DataFrame:
    """Every row as text, numbered as an editor does; columns are those of the form and known breakdowns."""
    text = files.text(raw)
    columns = text.header.split(",")
    split = columns[len(BEFORE) : -len(AFTER)]
    strange = [one for one in split if one not in breakdowns()]
    if not _is_form(text.header) or strange or len(set(columns)) < len(columns):
        raise BadInput(
            raw,
            f"the columns are {text.header}" + (f"; {', '.join(strange)} is no breakdown." if strange else "."),
            row=1,
            remedy=f"Expected are {_BEGINS}, any of {', '.join(breakdowns())}, and then {_ENDS}. {_FORM}",
        )
    try:
        rows = pl.read_csv(text.data, infer_schema=False).with_columns(pl.all().fill_null(""))
    except pl.exceptions.PolarsError as broken:
        raise BadInput(raw, f"the table cannot be read ({broken}).", remedy=f"Deliver it again. {_FORM}") from broken
    if rows.is_empty():
        raise BadInput(raw, "there is no row below the names of the columns.", remedy="Deliver it again.")
    return rows.with_row_index("row", _FIRST_ROW)


def _check_words(rows: pl.DataFrame, source: Source, raw: Path) -> None:
    """Sources, quantities, divisions, periods, statuses and classes are words that the monitor knows."""
    of_a_year = pl.col("period").str.contains(r"^(19|20)\d\d$")
    for column, known in (
        ("source", [source.id]),
        ("quantity", source.quantities),
        ("division", geography.GEOGRAPHIES),
        ("status", [status.value for status in Status]),
    ):
        who = f"{source.id} delivers" if column == "quantity" else "Known are"
        _refuse(raw, rows, ~pl.col(column).is_in(known), column, f"{who} {', '.join(known)}. {_FORM}")
    _refuse(raw, rows, ~of_a_year, "period", "A period is the year that it begins in, of four digits.")
    for quantity in rows["quantity"].unique(maintain_order=True):
        _check_classes(rows.filter(quantity=quantity), quantities()[quantity], raw)


def _check_classes(rows: pl.DataFrame, quantity: Quantity, raw: Path) -> None:
    """A quantity is split by what it carries alone, and into classes that its classification knows."""
    for breakdown in rows.columns[len(BEFORE) + 1 : -len(AFTER)]:
        if breakdown not in quantity.breakdowns:
            carried = ", ".join(quantity.breakdowns) or "nothing"
            _refuse(
                raw,
                rows,
                pl.col(breakdown) != TOTAL,
                breakdown,
                f"{quantity.id} is broken down by {carried}: write {TOTAL}, or declare the breakdown in the catalogue.",
            )
        known = sorted({TOTAL, UNKNOWN, *_classes(quantity.id, breakdown)})
        _refuse(
            raw,
            rows,
            ~pl.col(breakdown).is_in(known),
            breakdown,
            f"The classification of {quantity.id} does not know this category. Write one of its classes, or {UNKNOWN} "
            f"for people whom it does not place; a new class is one row in liim/classifications/groupings.csv.",
        )


@cache
def _classes(quantity: str, breakdown: str) -> frozenset[str]:
    """The members of the groupings by which indicators split a quantity."""
    used = {
        grouping.id
        for indicator in catalogue().values()
        for one in indicator.formula.counts
        if one.quantity == quantity
        for grouping in (*groupings_of(indicator), *(grouping_with(*pinned) for pinned in one.classes))
        if grouping.breakdown == breakdown
    }
    return frozenset(member for id_ in used for member in members(id_)["member"])


def _check_numbers(rows: pl.DataFrame, source: Source, raw: Path) -> None:
    """A count is a number not below zero, whole where people are counted, and stands where the status has one."""
    counted = pl.col("status").is_in(_COUNTED)
    written = pl.col("count").str.contains(_NUMBER)
    broken = [one.id for one in quantities().values() if one.unit == "%" or one.moment == _FRACTIONS]
    whole = pl.col("quantity").is_in(broken) | pl.col("count").str.contains(r"^\d+(\.0+)?$")
    _refuse(raw, rows, counted & ~written, "count", "A count is written with digits and a point: 12 or 12.25, not -3.")
    _refuse(raw, rows, counted & ~whole, "count", "People are counted whole; is a dot used for thousands?")
    _refuse(
        raw, rows, ~counted & (pl.col("count") != ""), "count", "A status without a count has none: leave it empty."
    )
    if source.hides is None:
        hidden = pl.col("status") == Status.WITHHELD.value
        _refuse(
            raw,
            rows,
            hidden,
            "status",
            f"{source.id} has not declared which counts it hides: deliver them, since the monitor protects all of its "
            "figures together, or have it declared in liim/sources/delivered/administrations.py.",
        )


def _refuse(raw: Path, rows: pl.DataFrame, wrong: pl.Expr, column: str, remedy: str) -> None:
    """Raise BadInput for the first row that is wrong."""
    for row in rows.filter(wrong).head(1).iter_rows(named=True):
        raise BadInput(
            raw,
            f"{column} is {row[column]!r} ({_named(row)}).",
            row=row["row"],
            remedy=remedy,
        )


def _named(row: dict[str, str]) -> str:
    known: Iterable[str] = (row[column] for column in ("quantity", "area", "period"))
    return ", ".join(known)
