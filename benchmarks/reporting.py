"""One report, in a process that has set another one before; and the workbook of everything."""

import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.demo import demo
from benchmarks.measuring import Row, python
from liim.publish.report import report
from liim.publish.workbook import overview

_FIFTEEN = """
from liim import editions
from liim.publish.report import municipalities, report
with editions.open_edition("current") as edition:
    for nis in municipalities(edition)[::20][:15]:
        report(edition, nis)
"""
TOWNS = ("44021", "73028", "46030", "21004", "11002")


def rows() -> list[Row]:
    """The median seconds of a report from the demo edition, the size of one, and of the workbook."""
    report(demo(), TOWNS[0])
    made = [_made(one) for one in TOWNS]
    seconds = statistics.median(cpu for cpu, _ in made)
    return [
        Row("one report, CPU", seconds, 1, "s"),
        Row("size of a report, median", statistics.median(size for _, size in made) / 1e6, 1.5, "MB"),
        Row("peak memory of a process that sets fifteen reports", python(_FIFTEEN).memory, 800, "MB"),
        Row("overview workbook of all municipalities, CPU", _overview(), 20, "s"),
    ]


def _made(nis: str) -> tuple[float, int]:
    start = time.process_time()
    made = report(demo(), nis)
    return time.process_time() - start, len(made)


def _overview() -> float:
    """Seconds for every figure of every municipality, tidy and wide."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        overview(demo(), Path(folder) / "overview.xlsx")
        return time.process_time() - start
