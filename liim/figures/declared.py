"""What the catalogue says of each indicator, as a table that figures are joined with; the checks on their counts."""

from collections.abc import Iterable

import polars as pl

from liim.catalogue import coarser_of
from liim.model import HAS_A_COUNT, Indicator
from liim.observations import BREAKDOWNS

TWELVE_MONTH_MEAN = "12-month mean"  # the one moment whose counts need not be whole

COLUMNS = {
    "indicator": pl.String,
    "kind": pl.String,
    "per": pl.Float64,
    "counted": pl.String,
    "moment": pl.String,
    "frequency": pl.String,
    "polarity": pl.String,
    "margin": pl.Float64,
}
PARTS_OF_A_WHOLE = ("share", "composition")


def declared(indicators: Iterable[Indicator]) -> pl.DataFrame:
    """One row per indicator: kind and `per` of its formula, how it is counted, moment, frequency, polarity, margin."""
    rows = [
        (i.id, i.formula.kind, i.formula.per, i.kind, i.moment, i.frequency, i.polarity, i.margin) for i in indicators
    ]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def is_broader(indicators: Iterable[Indicator]) -> pl.Expr:
    """Whether a figure is of a broader class (`Indicator.coarser`).

    Few areas tell one, since most have something finer: it is compared with none, and not added to theirs.
    """
    of_each = (
        (pl.col("indicator") == one.id) & pl.col(coarse.breakdown).is_in([each.code for each in coarse.classes])
        for one in indicators
        for coarse in coarser_of(one)
    )
    return pl.any_horizontal(pl.lit(value=False), *of_each)


def checked(figures: pl.DataFrame, indicators: Iterable[Indicator]) -> pl.DataFrame:
    """The figures with the columns of `declared` beside them, in the same order.

    Raises ValueError, with the rows at fault, for an indicator that is not in the catalogue, a count below zero, a
    count that is not whole where the indicator counts heads or events, and a part larger than its whole.
    """
    table = figures.join(declared(indicators), on="indicator", how="left", maintain_order="left")
    known = pl.col("status").is_in(HAS_A_COUNT)
    a_part = pl.col("kind").is_in(PARTS_OF_A_WHOLE)
    whole = (pl.col("moment") != TWELVE_MONTH_MEAN) & (pl.col("counted") != "survey")
    signed = pl.col("kind") == "balance"
    faults = {
        "are of an indicator that the catalogue does not know. Is its id misspelt?": pl.col("kind").is_null(),
        "have a numerator below 0. Only a balance may be negative.": known & ~signed & (pl.col("numerator") < 0),
        "have a denominator below 0. A population cannot be negative.": known & (pl.col("denominator") < 0),
        "hold a value that is not a finite number (NaN or infinity). Leave what is unknown empty.": known
        & ~(
            pl.col("numerator").is_finite().fill_null(value=True)
            & pl.col("denominator").is_finite().fill_null(value=True)
        ),
        "have a count that is not whole. Only a 12-month mean may: was a percentage read as a count?": known
        & whole
        & (pl.col("kind") != "published")
        & ((pl.col("numerator") % 1 != 0) | (pl.col("denominator") % 1 != 0)),
        "have a numerator above the denominator, in a share. Were the two swapped, or is it a rate?": known
        & a_part
        & (pl.col("numerator") > pl.col("denominator")),
    }
    for fault, rows in faults.items():
        refuse(table.filter(rows), fault)
    return table


def refuse(at_fault: pl.DataFrame, fault: str) -> None:
    """Raise ValueError naming the first rows at fault, if there are any."""
    if at_fault.height:
        shown = [c for c in ("indicator", "area", "period", "numerator", "denominator") if c in at_fault.columns]
        first = "; ".join(str(row) for row in at_fault.select(shown).head(3).to_dicts())
        raise ValueError(f"{at_fault.height} figures {fault} First: {first}")


def series_key(figures: pl.DataFrame) -> list[str]:
    """The columns that tell one series from another: indicator, area, geography and the breakdowns."""
    return ["indicator", "area", "geography", *(b for b in BREAKDOWNS if b in figures.columns)]
