"""Our own figures beside the values that a publisher computed of the same: where do they differ beyond rounding?

Our own win, since they have counts behind them; what differs is listed, so that a person finds out why.
"""

from typing import Any

import polars as pl

from liim.observations import BREAKDOWNS

_KEY = ("indicator", "area", "geography", "period", *BREAKDOWNS)
_MOST_DECIMALS = 6
_FLOATING = 1e-9  # what is left of two equal numbers that were computed in another order
_LISTED = 100  # differences of one indicator and period that are written out


def compared(figures: pl.DataFrame, published: pl.DataFrame) -> pl.DataFrame:
    """Every figure of ours for which somebody else published a value too: the keys, ours, theirs, differs.

    `figures` as `liim.figures.values` gives them; `published`: indicator, area, division, period, breakdowns, value.
    A figure of ours that is not shown is left out: naming theirs beside it would undo its protection. Theirs is rounded
    to as many decimals as the publisher's values of that indicator have; two that differ by less do not differ.
    """
    theirs = published.drop_nulls("value").select(
        *(pl.col("division").alias(name) if name == "geography" else name for name in _KEY),
        pl.col("value").alias("theirs"),
    )
    decimals = theirs.group_by("indicator").agg(_decimals().alias("decimals"))
    both = figures.drop_nulls("value").select(*_KEY, pl.col("value").alias("ours")).join(theirs, on=list(_KEY))
    half = 0.5 * pl.lit(10.0).pow(-pl.col("decimals"))
    apart = (pl.col("ours") - pl.col("theirs")).abs()
    return (
        both.join(decimals, on="indicator")
        .with_columns(differs=apart > half + _FLOATING * (1 + pl.col("theirs").abs()))
        .drop("decimals")
        .sort(_KEY)
    )


def as_listed(comparison: pl.DataFrame) -> list[dict[str, Any]]:
    """What a manifest tells of it: per indicator and period how many were compared, how many differ, and the largest.

    A period in which nothing differs stands there too: that the same came out is worth knowing.
    """
    apart = (pl.col("ours") - pl.col("theirs")).abs()
    listed = []
    for (indicator, period), part in comparison.group_by("indicator", "period", maintain_order=True):
        differing = part.filter("differs").sort(apart, descending=True).head(_LISTED)
        listed.append(
            {
                "indicator": indicator,
                "period": period,
                "compared": part.height,
                "differ": int(part["differs"].sum()),
                "wins": "ours",
                "differences": [_without_totals(row) for row in differing.iter_rows(named=True)],
            }
        )
    return listed


def _decimals() -> pl.Expr:
    """The fewest decimals with which all values can be written; six where they are not rounded."""
    found = pl.lit(_MOST_DECIMALS)
    for decimals in reversed(range(_MOST_DECIMALS)):
        is_rounded = ((pl.col("theirs").round(decimals) - pl.col("theirs")).abs() < _FLOATING).all()
        found = pl.when(is_rounded).then(decimals).otherwise(found)
    return found


def _without_totals(row: dict[str, Any]) -> dict[str, Any]:
    classes = {name: row[name] for name in BREAKDOWNS if row[name] != "total"}
    return {"area": row["area"], "geography": row["geography"], **classes, "ours": row["ours"], "theirs": row["theirs"]}
