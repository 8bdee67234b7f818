"""The reference tables, read where they lie: never a part of this repository."""

from pathlib import Path

import polars as pl
import pytest

from liim.disclosure.system import KEY, Partition, System, equations
from liim.model import TOTAL

FOLDER = Path(__file__).parents[2].parent / "shared" / "reference" / "disclosure"


def _cells(table: pl.DataFrame) -> pl.DataFrame:
    constant = {name: pl.lit(TOTAL) for name in KEY if name not in {"area", "origin"}}
    constant |= {"quantity": pl.lit("people"), "geography": pl.lit("2025"), "period": pl.lit("2024")}
    return table.select(
        "area",
        "origin",
        pl.col("count").cast(pl.Float64),
        **constant,
        status=pl.lit("ok"),
        reason=pl.lit(""),
        source=pl.lit("register"),
    )


def _edges(table: pl.DataFrame, parent: str, child: str) -> pl.DataFrame:
    return (
        table.filter(pl.col(parent).is_not_null()).select(parent=parent, child=child).unique().sort("parent", "child")
    )


def municipalities_by_origin() -> tuple[pl.DataFrame, System, int]:
    """334 areas by 14 origins: cells, system, number of small counts at threshold 5."""
    path = FOLDER / "cells304_T4.csv"
    if not path.exists():
        pytest.skip(f"needs the reference table {path.name} beside the repository, in shared/reference/disclosure")
    table = pl.read_csv(path).with_columns(pl.col("origin", "origin_parent").replace("Total", TOTAL))
    origins = _edges(table, "origin_parent", "origin")
    partitions = [
        Partition("origin", str(whole), tuple(parts["child"]))
        for (whole,), parts in origins.group_by("parent", maintain_order=True)
    ]
    cells = _cells(table.rename({"geo": "area", "n": "count"}))
    hierarchy = {"2025": _edges(table, "geo_parent", "geo")}
    return cells, equations(cells, hierarchy, {}, partitions=partitions), int(table["primary"].sum())


def benefits_by_region() -> tuple[pl.DataFrame, System]:
    """The table z1 of SSBtools with its margins, as cells and system."""
    path = FOLDER / "z1_gauss_expected.csv"
    if not path.exists():
        pytest.skip(f"needs the reference table {path.name} beside the repository, in shared/reference/disclosure")
    table = pl.read_csv(path).select(
        pl.col("region").replace("Total", "R").alias("area"),
        pl.col("hovedint").replace("Total", TOTAL).alias("origin"),
        pl.col("ant").alias("count"),
    )
    cells = _cells(table)
    regions = [name for name in table["area"].unique(maintain_order=True) if name != "R"]
    kinds = [name for name in table["origin"].unique(maintain_order=True) if name != TOTAL]
    hierarchy = {"2025": pl.DataFrame({"parent": ["R"] * len(regions), "child": regions})}
    return cells, equations(cells, hierarchy, {}, partitions=[Partition("origin", TOTAL, tuple(kinds))])
