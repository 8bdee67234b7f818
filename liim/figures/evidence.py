"""How strong the evidence is: two bands, and control of the false alarms that many tests at once would give."""

import numpy as np
import polars as pl

from liim.model import TOTAL

BANDS = ((0.998, 99.8), (0.95, 95.0))  # confidence and how it is called, the strictest first


def band(p: pl.Expr) -> pl.Expr:
    """The strictest band in which p is significant: 99.8, 95 or 0; 0 where there is no p."""
    strongest = pl.lit(0.0)
    for confidence, name in reversed(BANDS):
        strongest = pl.when(p < 1 - confidence).then(pl.lit(name)).otherwise(strongest)
    return strongest


def controlled(pairs: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """The tests with `p` adjusted for the false discovery rate within each family, and `controlled` true there.

    A family is one area and one benchmark: totals of the latest period of each indicator (Benjamini & Hochberg 1995).
    """
    from statsmodels.stats.multitest import multipletests  # noqa: PLC0415 takes a second: decision 0099

    totals = [pl.col(c) == TOTAL for c in key if c not in ("indicator", "area", "geography")]
    latest = pl.col("period") == pl.col("period").max().over("geography", "indicator")
    in_family = pl.all_horizontal(latest, pl.col("p").is_not_null(), *totals)
    pairs = pairs.with_row_index("row").with_columns(controlled=in_family)
    family = (
        pairs.filter("controlled")
        .select("row", "p", "geography", "area", "benchmark", "group")
        .sort(pl.col("geography", "area", "benchmark", "group"), maintain_order=True)
    )
    if family.is_empty():
        return pairs.drop("row")
    ends = np.flatnonzero(
        family.select(pl.struct("geography", "area", "benchmark", "group").rle_id().diff()).to_series().to_numpy() > 0
    )
    adjusted = np.concatenate([multipletests(p, method="fdr_bh")[1] for p in np.split(family["p"].to_numpy(), ends)])
    return (
        pairs.join(family.select("row", pl.Series("adjusted", adjusted)), on="row", how="left", maintain_order="left")
        .with_columns(p=pl.coalesce("adjusted", "p"))
        .drop("row", "adjusted")
    )
