"""The one tidy shape: what a source says, number by number, and the checks that every source must pass."""

import polars as pl

from liim.catalogue import breakdowns

BREAKDOWNS: tuple[str, ...] = tuple(breakdowns())

COLUMNS: dict[str, type[pl.DataType]] = {
    "source": pl.String,
    "quantity": pl.String,
    "area": pl.String,  # NIS code, leading zeros kept
    "division": pl.String,  # "2018", "2019" or "2025": the geography that the file is written in
    "period": pl.String,
    **dict.fromkeys(BREAKDOWNS, pl.String),  # 'total' where not broken down
    "count": pl.Float64,  # null unless the status has a count
    "status": pl.String,
    "reason": pl.String,  # a code, "" where the status says it all
}
KEY = ("quantity", "area", "division", "period", *BREAKDOWNS)
