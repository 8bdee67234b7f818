"""The first view of a profile on a phone, as Lighthouse sees it in the system's Chromium.

Lighthouse is no dependency: `npm install lighthouse@12` anywhere outside the project, and its program in LIGHTHOUSE
(…/node_modules/.bin/lighthouse) or have it in the path; then `make bench` measures with it. Alone:
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.demo import demo
from benchmarks.measuring import Row
from benchmarks.serving import served
from liim.publish.places import name, slug

TOWN, RUNS = "44021", 3
_FLAGS = "--headless=new --no-sandbox --disable-gpu"
_CATEGORIES = {"performance": 5, "accessibility": 0, "best-practices": 0}  # how much of 100 may be lacking


def rows() -> list[Row]:
    """What is lacking of 100, the median of some runs, and the weight of the page; nothing without Lighthouse."""
    command = _command()
    if not command:
        sys.stderr.write(
            "Lighthouse is not installed: the first view on a phone is not measured (benchmarks/phone.py).\n"
        )
        return []
    edition = demo()
    with served() as (root, _process):
        return measured(f"{root}/nl/gemeente/{slug(name(edition.areas[TOWN], 'nl'))}-{TOWN}/", command)


def measured(address: str, command: str) -> list[Row]:
    """The same of any address."""
    reports = [_report(address, command) for _ in range(RUNS)]
    found = [
        Row(
            f"first view of a profile on a phone: lacking of {category}",
            100 - median(100 * report["categories"][category]["score"] for report in reports),
            allowed,
            "of 100",
        )
        for category, allowed in _CATEGORIES.items()
    ]
    weight = median(report["audits"]["total-byte-weight"]["numericValue"] for report in reports)
    return [*found, Row("the same: weight before interaction", weight / 1000, 300, "kB")]


def _command() -> str:
    return os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse") or ""


def _report(address: str, command: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        to = Path(folder, "report.json")
        subprocess.run(
            [
                command,
                address,
                "--quiet",
                "--output=json",
                f"--output-path={to}",
                f"--only-categories={','.join(_CATEGORIES)}",
                f"--chrome-flags={_FLAGS}",
            ],
            env=os.environ | {"CHROME_PATH": shutil.which("chromium") or ""},
            check=True,
            capture_output=True,
        )
        told: dict[str, Any] = json.loads(to.read_text(encoding="utf-8"))
    for audit in told["audits"].values():  # what is lacking should say why
        if audit["score"] is not None and audit["score"] < 1 and audit["scoreDisplayMode"] == "binary":
            sys.stderr.write(f"Lighthouse: {audit['title']}\n")
    return told


if __name__ == "__main__":
    for row in measured(sys.argv[1], _command()) if sys.argv[1:] else rows():
        print(f"{row.what}: {row.measured:.3g} {row.unit} (≤ {row.promised})")
