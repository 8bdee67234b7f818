"""Reading, tidying and checking the population files, beside plain DuckDB reading the same rows into Parquet.

Both run in turn, each in a process of its own, start-up included: the ratio of CPU seconds is what counts.
"""

import tempfile
import zipfile
from pathlib import Path

from benchmarks.measuring import Cost, Row, middle, python

DATA = Path(__file__).parents[1].parent / "shared" / "data" / "statbel" / "population"
RUNS = 5

_OURS = """
from pathlib import Path
from liim import sources
for file in sources.find(Path({folder!r})).files:
    sources.observe(file)
"""
_DUCKDB = """
import duckdb
for year in {years!r}:
    rows = f"read_csv('{folder}/TF_SOC_POP_STRUCT_{{year}}.txt', delim='|', all_varchar=true, header=true)"
    duckdb.sql(f"COPY (FROM {{rows}}) TO '{folder}/{{year}}.parquet' (FORMAT parquet)")
"""


def rows() -> list[Row]:
    """The ratio of CPU seconds; nothing where the publishers' files are not beside the project."""
    if not DATA.is_dir():
        return []
    ours, theirs = _measure()
    return [Row("reading, tidying, checking, beside DuckDB reading all as text", ours.cpu / theirs.cpu, 1.2, "x CPU")]


def _measure() -> tuple[Cost, Cost]:
    """The median cost of ours and of DuckDB's."""
    ours, theirs = list[Cost](), list[Cost]()
    with tempfile.TemporaryDirectory() as folder:
        years = [_unzip(file, Path(folder)) for file in sorted(DATA.glob("*.zip"))]
        for _ in range(RUNS + 1):
            ours.append(python(_OURS.format(folder=str(DATA))))
            theirs.append(python(_DUCKDB.format(folder=folder, years=years)))
    return middle(ours[1:]), middle(theirs[1:])  # the first run warms the disk's cache


def _unzip(file: Path, folder: Path) -> int:
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    return int(file.stem[-4:])
