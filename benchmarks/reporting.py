"""One report, in a process that has set another one before; beside a comparable document from HTML, if it can be.

And the workbook of everything.
"""

import importlib
import json
import resource
import statistics
import sys
import tempfile
import time
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.demo import demo
from benchmarks.measuring import Row
from liim.publish.report import report
from liim.publish.report.content import content
from liim.publish.town import town
from liim.publish.workbook import overview

TOWNS = ("44021", "73028", "46030", "21004", "11002")
OTHER = "weasyprint"  # no dependency: `pip install weasyprint` beside it, which needs the system's Pango
THREE_TIMES_FASTER = 1 / 3


def rows() -> list[Row]:
    """The median seconds of a report from the demo edition, the size of one, and its time as a part of the other's."""
    report(demo(), TOWNS[0])
    made = [_made(one) for one in TOWNS]
    seconds = statistics.median(cpu for cpu, _ in made)
    told = [
        Row("one report, CPU", seconds, 1, "s"),
        Row("size of a report, median", statistics.median(size for _, size in made) / 1e6, 1.5, "MB"),
        Row("peak memory after five reports", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1000, "MB"),
    ]
    told.append(Row("overview workbook of all municipalities, CPU", _overview(), 20, "s"))
    if not _can_compare():
        return told
    part = seconds / statistics.median(_other(one) for one in TOWNS[:2])
    return [*told, Row("one report as a part of WeasyPrint's time", part, THREE_TIMES_FASTER, "")]


def _can_compare() -> bool:
    if find_spec(OTHER) is None:
        sys.stderr.write("WeasyPrint is not installed: reports are not compared with it (pip install weasyprint).\n")
        return False
    try:
        importlib.import_module(OTHER)
    except OSError as error:
        sys.stderr.write(f"WeasyPrint lacks a library of the system, and is not compared with: {error}\n")
        return False
    return True


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


def _other(nis: str) -> float:
    """Seconds for the same words, tables and pictures, tagged, from HTML."""
    start = time.process_time()
    told = json.loads(json.dumps(content(town(demo(), nis), "nl")))
    importlib.import_module(OTHER).HTML(string=_page(told)).write_pdf(pdf_variant="pdf/ua-1")
    return time.process_time() - start


def _page(told: dict[str, Any]) -> str:
    parts = [f"<html lang=nl><title>{escape(told['title'])}</title><body><h1>{escape(told['title'])}</h1>"]
    for chapter in told["chapters"]:
        parts.append(f"<h1>{escape(chapter['title'])}</h1>")
        for one in chapter["indicators"]:
            parts.append(f"<h2>{escape(one['title'])}</h2><p>{escape(' '.join(one['sentences']))}</p>")
            parts += [one[key]["svg"] for key in ("trend", "strip", "gap") if key in one]
            parts += [_table(one[key]) for key in ("table", "classes") if key in one]
    for one in told["methods"]["each"]:
        parts.append(f"<h2>{escape(one['title'])}</h2><p>{escape(one['definition'])} {escape(one['cautions'])}</p>")
    return "".join(parts)


def _table(one: dict[str, Any]) -> str:
    head = "".join(f"<th scope=col>{escape(cell)}</th>" for cell in one["head"])
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in one["rows"])
    bars = one.get("bars", {}).get("svg", "")
    return f"{bars}<table><caption>{escape(one['caption'])}</caption><thead><tr>{head}</tr></thead>{body}</table>"
