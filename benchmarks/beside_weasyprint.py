"""A report beside a comparable document from HTML by WeasyPrint, in the same run: same words, tables and pictures.

WeasyPrint is no dependency: it is put into a virtual environment for this run alone. Where it cannot be installed, or
lacks the system's Pango, that is said and nothing is compared. Neither is asked to start: both have set another
document before.
"""

import json
import subprocess
import sys
import tempfile
import time
import venv
from html import escape
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.demo import demo
from benchmarks.measuring import Row
from liim.publish.report.content import content
from liim.publish.report.front import created
from liim.publish.report.setting import set_as_pdf
from liim.publish.town import town

TOWNS = ("44021", "73028", "46030")
THREE_TIMES_FASTER = 1 / 3
_WEASYPRINT = """
import json, sys, time, weasyprint
weasyprint.HTML(string="<h1>x</h1>").write_pdf()
found = []
for page in json.load(sys.stdin):
    start = time.process_time()
    weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    found.append(time.process_time() - start)
print(json.dumps(found))
"""


def rows() -> list[Row]:
    """Our seconds of CPU to set a document as a part of WeasyPrint's; nothing where it cannot be had."""
    every = [content(town(demo(), one), "nl") for one in TOWNS]
    with tempfile.TemporaryDirectory() as folder:
        try:
            theirs = _theirs(_installed(Path(folder)), [_page(json.loads(json.dumps(told))) for told in every])
        except subprocess.CalledProcessError as error:
            sys.stderr.write(f"WeasyPrint cannot be had, and is not compared with: {(error.stderr or '')[-300:]}\n")
            return []
    ours = _ours(every)
    told = f"setting a report, {ours:.3g} s, beside WeasyPrint's {theirs:.3g} s"
    return [Row(told, ours / theirs, THREE_TIMES_FASTER, "x")]


def _installed(folder: Path) -> str:
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "weasyprint"]
    subprocess.run(install, check=True, capture_output=True, text=True)
    return python


def _theirs(python: str, pages: list[str]) -> float:
    told = subprocess.run(
        [python, "-c", _WEASYPRINT], input=json.dumps(pages), capture_output=True, text=True, check=True
    )
    seconds: list[float] = json.loads(told.stdout)
    return median(seconds)


def _ours(every: list[dict[str, Any]]) -> float:
    made_on, took = created(town(demo(), TOWNS[0])), []
    set_as_pdf(every[-1], "full", made_on)
    for told in every:
        start = time.process_time()
        set_as_pdf(told, "full", made_on)
        took.append(time.process_time() - start)
    return median(took)


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
