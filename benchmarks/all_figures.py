"""All figures of an edition, from protected cells to files: once, and of four and sixteen times as many cells.

The cells are those of the small demo edition; more of them are the same in other years. What the full edition takes is
reckoned from how many figures it has, since to build it takes long.
"""

import os
import tempfile
from pathlib import Path

import polars as pl

from benchmarks.demo import demo
from benchmarks.measuring import Row, python

TIMES = (1, 4, 16)
_A_CENTURY = 100  # years between one copy and the next
_OF_THE_FULL_DEMO = 6_081_678  # figures, of 7.8 million cells
_SECONDS, _MEGABYTES = 60, 4000
_MORE_THAN_LINEAR = 1.3
_MADE = """
import sys, tempfile
from pathlib import Path
import polars as pl
from liim.catalogue import catalogue
from liim.figures.in_turn import written
with tempfile.TemporaryDirectory() as folder:
    figures = written(pl.scan_parquet({cells!r}), catalogue().values(), Path(folder))
    figures.sink_parquet(Path(folder) / "figures.parquet", compression="zstd", maintain_order=True)
"""


def rows() -> list[Row]:
    """Seconds and peak memory of the most, and how much dearer a cell is among many than among few."""
    figures = pl.scan_parquet(demo().folder / "figures.parquet").select(pl.len()).collect().item()
    costs = {}
    with tempfile.TemporaryDirectory() as folder:
        for times in TIMES:
            cells = Path(folder) / f"{times}.parquet"
            write_cells(Path(os.environ["LIIM_HOME"]) / "work" / "bench" / "cells.parquet", times, cells)
            costs[times] = python(_MADE.format(cells=str(cells)))
    begun = python("from liim.catalogue import catalogue\nfrom liim.figures.in_turn import written").cpu
    each = {times: (cost.cpu - begun) / times for times, cost in costs.items()}
    most = TIMES[-1]
    return [
        Row(
            "all figures of the full demo edition",
            costs[most].wall * _OF_THE_FULL_DEMO / (most * figures),
            _SECONDS,
            "s",
        ),
        Row(f"{most * figures / 1e6:.1f} million figures, peak memory", costs[most].memory, _MEGABYTES, "MB"),
        *(
            Row(f"a cell among {times} times as many, against one alone", each[times] / each[1], _MORE_THAN_LINEAR, "x")
            for times in TIMES[1:]
        ),
    ]


def write_cells(of: Path, times: int, to: Path) -> None:
    """The cells of a build as if nothing had to be withheld, so many times, each copy a century before the last."""
    once = pl.scan_parquet(of).with_columns(
        lower=pl.lit(None, pl.Float64), upper=pl.lit(None, pl.Float64), year=pl.col("period").str.slice(0, 4)
    )
    copies = [
        once.with_columns(
            period=(pl.col("year").cast(pl.Int32) - _A_CENTURY * back).cast(pl.String) + pl.col("period").str.slice(4)
        ).drop("year")
        for back in range(times)
    ]
    pl.concat(copies).sink_parquet(to, maintain_order=True)
