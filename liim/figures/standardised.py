"""Rates as they would be if every place had the same ages: direct standardisation."""

from collections.abc import Sequence

import polars as pl

from liim.figures.intervals import EXACT_BELOW, byar

# European Standard Population 2013 (Eurostat), per 100 000, by five years of age.
ESP2013 = {
    "0-4": 5000, "5-9": 5500, "10-14": 5500, "15-19": 5500, "20-24": 6000, "25-29": 6000, "30-34": 6500,
    "35-39": 7000, "40-44": 7000, "45-49": 7000, "50-54": 7000, "55-59": 6500, "60-64": 6000, "65-69": 5500,
    "70-74": 5000, "75-79": 4000, "80-84": 2500, "85-89": 1500, "90+": 1000,
}  # fmt: skip


def age_standardised(
    ages: pl.DataFrame, by: Sequence[str], *, per: float = 1000, level: float = 0.95, weights: dict[str, int] = ESP2013
) -> pl.DataFrame:
    """One row per `by`: the directly standardised rate per `per` heads, with Dobson's limits (Byar on the events).

    `ages` has one row per `by` and age band of `weights`: numerator and denominator, null where not known. Columns out:
    numerator, denominator, value, lower, upper, reason (age_missing, age_empty, fewer_than_ten_events or ""). Without
    every band, with an empty one, or with fewer than ten events there is no value.
    Raises ValueError for an age band that the standard does not have, or that stands there twice.
    """
    strange = set(ages["age"]) - set(weights)
    if strange:
        raise ValueError(f"Age bands {sorted(strange)} are not those of the standard population: {', '.join(weights)}.")
    if ages.select(pl.struct(*by, "age").is_duplicated().any()).item():
        raise ValueError("An age band stands there twice for one area. Add up the rows first.")
    x, n = pl.col("numerator"), pl.col("denominator")
    w = pl.col("age").replace_strict(weights, return_dtype=pl.Float64) / sum(weights.values())
    summed = ages.group_by(*by, maintain_order=True).agg(
        x.sum(),
        n.sum(),
        (w * x / n).sum().alias("rate"),
        (w**2 * x / n**2).sum().alias("variance"),
        ((x.is_not_null() & n.is_not_null()).sum() < len(weights)).alias("incomplete"),
        (n == 0).any().alias("empty"),
    )
    low, high = byar(summed["numerator"], level)
    events = pl.col("numerator")
    scale = (pl.col("variance") / events).sqrt()
    reason = (
        pl.when("incomplete")
        .then(pl.lit("age_missing"))
        .when("empty")
        .then(pl.lit("age_empty"))
        .when(events < EXACT_BELOW)
        .then(pl.lit("fewer_than_ten_events"))
        .otherwise(pl.lit(""))
    )
    there = pl.col("reason") == ""
    return summed.with_columns(pl.Series("_low", low), pl.Series("_high", high), reason=reason).select(
        *by,
        *(pl.when(pl.col("reason") != "age_missing").then(pl.col(c)).alias(c) for c in ("numerator", "denominator")),
        pl.when(there).then(per * pl.col("rate")).alias("value"),
        pl.when(there).then(per * (pl.col("rate") + scale * (pl.col("_low") - events))).alias("lower"),
        pl.when(there).then(per * (pl.col("rate") + scale * (pl.col("_high") - events))).alias("upper"),
        "reason",
    )
