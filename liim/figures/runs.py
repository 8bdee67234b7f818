"""Years in a row: the latest run of yearly points in one territory, of which a trend may be told."""

from collections.abc import Iterable

import polars as pl

from liim.model import HAS_A_COUNT, Indicator

FEWEST_POINTS = 5


def points_of(table: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """One row per series and period, with the number of the series and the year that the period starts in."""
    series = table.select(key).unique(maintain_order=True).with_row_index("series")
    known = pl.col("status").is_in(HAS_A_COUNT) & (pl.col("denominator") > 0)
    return (
        table.join(series, on=key, maintain_order="left")
        .with_columns(
            year=pl.col("period").str.slice(0, 4).cast(pl.Int32, strict=False),
            numerator=pl.when(known).then("numerator"),
            denominator=pl.when(known).then("denominator"),
        )
        .drop_nulls("year")
    )


def breaks_of(points: pl.DataFrame, indicators: Iterable[Indicator], territories: pl.DataFrame | None) -> pl.DataFrame:
    """Per series the last break that has points behind it: break_year, break_period and what broke."""
    declared = pl.DataFrame(
        [(i.id, b.period) for i in indicators for b in i.breaks],
        schema={"indicator": pl.String, "period": pl.String},
        orient="row",
    )
    moved = territories if territories is not None else pl.DataFrame(schema={"area": pl.String, "period": pl.String})
    found = [
        points.select("series", on)
        .unique()
        .join(table.select(on, pl.col("period").alias("break_period")), on=on)
        .select("series", "break_period", pl.lit(reason).alias("broken"))
        for table, on, reason in ((declared, "indicator", "series_break"), (moved, "area", "another_territory"))
    ]
    spans = points.group_by("series").agg(pl.col("year").min().alias("first"), pl.col("year").max().alias("last"))
    return (
        pl.concat(found)
        .with_columns(break_year=pl.col("break_period").str.slice(0, 4).cast(pl.Int32))
        .join(spans, on="series")
        .filter(pl.col("break_year") > pl.col("first"), pl.col("break_year") <= pl.col("last"))
        .sort("series", "break_year", "broken")
        .group_by("series", maintain_order=True)
        .last()
        .drop("first", "last")
    )


def latest_run(points: pl.DataFrame) -> pl.DataFrame:
    """The points of the latest uninterrupted run of years with counts, after the last break.

    A hole ends the run: what is withheld is small, so that leaving such years out would bend the trend.
    """
    return (
        points.filter(pl.col("numerator").is_not_null() & (pl.col("year") >= pl.col("break_year").fill_null(-1)))
        .sort("series", "year")
        .with_columns(run=(pl.col("year").diff().fill_null(1) != 1).cast(pl.Int32).cum_sum().over("series"))
        .filter(pl.col("run") == pl.col("run").max().over("series"))
    )
