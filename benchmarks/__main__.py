"""`make bench`: what is promised beside what is measured, as one table, kept in var/bench.jsonl."""

import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import (
    all_figures,
    beside_datasette,
    beside_weasyprint,
    building,
    disclosure,
    exporting,
    figures,
    load,
    pages,
    phone,
    plans,
    reading,
    reporting,
)

BENCHMARKS = (
    reading,
    building,
    pages,
    reporting,
    figures,
    all_figures,
    disclosure,
    plans,
    load,
    exporting,
    beside_datasette,
    beside_weasyprint,
    phone,
)
KEPT = Path("var") / "bench.jsonl"


def main() -> None:
    """Measure, print and keep."""
    console = Console()
    table = Table("", "measured", "promised", "", title=f"{os.cpu_count()} cores, Python {platform.python_version()}")
    measured = []
    for benchmark in BENCHMARKS:
        console.print(f"{benchmark.__name__} …", style="dim")
        measured += benchmark.rows()
    for row in measured:
        kept = "✓" if row.measured <= row.promised else "over"
        table.add_row(row.what, f"{row.measured:.3g} {row.unit}", f"≤ {row.promised:g} {row.unit}", kept)
    console.print(table)
    KEPT.parent.mkdir(exist_ok=True)
    run = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "rows": [row._asdict() for row in measured]}
    with KEPT.open("a", encoding="utf-8") as file:
        file.write(json.dumps(run, ensure_ascii=False) + "\n")


main()
