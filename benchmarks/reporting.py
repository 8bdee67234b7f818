"""One report, set in a process that has set another one before."""

import os
import tempfile
import time
from statistics import median

from benchmarks.measuring import Row
from liim import editions, pipeline
from liim.publish.report import report

TOWNS = ("44021", "73028", "46030", "21004", "11002")


def rows() -> list[Row]:
    """The median seconds of a report from the demo edition."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["LIIM_HOME"] = home
        pipeline.build_demo(id_="bench", say=lambda _: None)
        with editions.open_edition("bench") as edition:
            report(edition, TOWNS[0])
            seconds = median(_seconds(edition, town) for town in TOWNS)
    return [Row("one report", seconds, 1, "s")]


def _seconds(edition: editions.Edition, town: str) -> float:
    start = time.perf_counter()
    report(edition, town)
    return time.perf_counter() - start
