"""One report, set in a process that has set another one before."""

import time
from statistics import median

from benchmarks.demo import demo
from benchmarks.measuring import Row
from liim.publish.report import report

TOWNS = ("44021", "73028", "46030", "21004", "11002")


def rows() -> list[Row]:
    """The median seconds of a report from the demo edition."""
    report(demo(), TOWNS[0])
    return [Row("one report", median(_seconds(town) for town in TOWNS), 1, "s")]


def _seconds(town: str) -> float:
    start = time.perf_counter()
    report(demo(), town)
    return time.perf_counter() - start
