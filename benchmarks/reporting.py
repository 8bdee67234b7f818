"""One report, in a process that has set another one before; and the workbook of everything."""

import resource
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.demo import demo
from benchmarks.measuring import Row
from liim.publish.report import report
from liim.publish.workbook import overview

TOWNS = ("44021", "73028", "46030", "21004", "11002")


def rows() -> list[Row]:
    """The median seconds of a report from the demo edition, the size of one, and of the workbook."""
    report(demo(), TOWNS[0])
    made = [_made(one) for one in TOWNS]
    seconds = statistics.median(cpu for cpu, _ in made)
    told = [
        Row("one report, CPU", seconds, 1, "s"),
        Row("size of a report, median", statistics.median(size for _, size in made) / 1e6, 1.5, "MB"),
        Row("peak memory after five reports", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1000, "MB"),
    ]
    told.append(Row("overview workbook of all municipalities, CPU", _overview(), 20, "s"))
    return told


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
