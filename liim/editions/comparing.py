"""What an edition changes against an earlier one: new, revised and withdrawn figures."""

import polars as pl

from liim.editions.layout import KEY
from liim.editions.reading import Edition

_TOLERANCE = 1e-9


def diff(old: Edition, new: Edition, area: str | None = None) -> pl.DataFrame:
    """One row per figure that changed: KEY, change, value_old, value_new, status_old, status_new; sorted by KEY.

    `change` is new (there was none), revised (another value or status) or withdrawn (there is none any more).
    """
    before, after = _shown(old, area), _shown(new, area)
    joined = before.join(after, on=KEY, how="full", coalesce=True, suffix="_new")
    same_value = pl.col("value").eq_missing(pl.col("value_new")) | (
        (pl.col("value") - pl.col("value_new")).abs() <= _TOLERANCE * (1 + pl.col("value").abs())
    )
    change = (
        pl.when(pl.col("status").is_null())
        .then(pl.lit("new"))
        .when(pl.col("status_new").is_null())
        .then(pl.lit("withdrawn"))
        .when(~(same_value.fill_null(value=False) & (pl.col("status") == pl.col("status_new"))))
        .then(pl.lit("revised"))
    )
    return (
        joined.with_columns(change.alias("change"))
        .filter(pl.col("change").is_not_null())
        .select(
            *KEY,
            "change",
            pl.col("value").alias("value_old"),
            "value_new",
            pl.col("status").alias("status_old"),
            "status_new",
        )
        .sort(KEY)
    )


def _shown(edition: Edition, area: str | None) -> pl.DataFrame:
    figures = pl.scan_parquet(edition.folder / "figures.parquet").select(*KEY, "value", "status")
    return (figures if area is None else figures.filter(area=area)).collect()
