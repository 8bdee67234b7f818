"""Pages and data of the monitor beside Datasette's, on the same cube, in the same run; each within its own process.

Datasette is no dependency: DATASETTE=install puts it in a virtual environment for this run alone, DATASETTE=…/python
names the Python of one that is there. Its table has the indexes that its questions need.
"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import polars as pl

from benchmarks.demo import demo
from benchmarks.measuring import Row
from benchmarks.pages import getter, milliseconds
from liim.editions import Edition
from liim.publish.places import name, slug
from liim.publish.town import municipalities

INDICATOR, AGAIN = "DE_42", 20
_WHOLE = "geography = '2025' AND not_divided"

_DATASETTE = """
import asyncio, json, statistics, sys, time
from datasette.app import Datasette
async def main():
    site = Datasette([sys.argv[1]], settings={"max_returned_rows": 100000, "sql_time_limit_ms": 60000})
    await site.invoke_startup()
    found = {}
    for what, addresses in json.load(sys.stdin).items():
        took = []
        for address in addresses:
            start = time.perf_counter()
            answer = await site.client.get(address)
            took.append(1000 * (time.perf_counter() - start))
            assert answer.status_code == 200, (address, answer.text[:500])
        found[what] = statistics.median(took[1:])
    print(json.dumps(found))
asyncio.run(main())
"""


def rows() -> list[Row]:
    """Our time as a share of Datasette's; nothing where it is not asked for."""
    asked = os.environ.get("DATASETTE", "")
    if not asked:
        sys.stderr.write(
            "Datasette is not asked for: nothing is measured beside it (benchmarks/beside_datasette.py).\n"
        )
        return []
    edition = demo()
    with tempfile.TemporaryDirectory() as folder:
        python = _installed(Path(folder, "venv")) if asked == "install" else asked
        cube = Path(folder, "cube.db")
        _write(edition, cube)
        towns = municipalities(edition)[: AGAIN + 1]
        indicators = sorted({row["indicator"] for row in edition.availability})[: AGAIN + 1]
        theirs = _theirs(python, cube, towns, indicators, _period(edition))
        ours = _ours(edition, towns, indicators)
    return [
        Row(f"{what}, {ours[what]:.3g} ms, beside Datasette's {theirs[what]:.3g} ms", ours[what] / theirs[what], 1, "x")
        for what in ours
    ]


def _installed(folder: Path) -> str:
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "datasette"], check=True)
    return python


def _write(edition: Edition, cube: Path) -> None:
    """The figures as one table of SQLite, with the indexes that the questions below need."""
    figures = pl.read_parquet(edition.folder / "figures.parquet")
    breakdowns = figures.columns[figures.columns.index("period") + 1 : figures.columns.index("numerator")]
    figures = figures.with_columns(
        not_divided=pl.all_horizontal(pl.col(one) == "total" for one in breakdowns).cast(int)
    )
    newest = pl.col("period") == pl.col("period").max().over("indicator", "area", "geography")
    figures = figures.with_columns(shown_first=(pl.col("not_divided").cast(bool) | newest).cast(int))
    with sqlite3.connect(cube) as database:
        database.execute(f"CREATE TABLE figures ({', '.join(figures.columns)})")
        marks = ",".join("?" * len(figures.columns))
        database.executemany(f"INSERT INTO figures VALUES ({marks})", figures.iter_rows())  # noqa: S608 marks alone
        database.execute("CREATE INDEX of_area ON figures (area, geography, indicator, period)")
        database.execute("CREATE INDEX of_indicator ON figures (indicator, geography, period, not_divided)")
        database.execute("ANALYZE")
    database.close()


def _period(edition: Edition) -> str:
    return str(max(row["period"] for row in edition.availability if row["indicator"] == INDICATOR))


def _theirs(python: str, cube: Path, towns: list[str], indicators: list[str], period: str) -> dict[str, float]:
    def data(question: str) -> str:
        return f"/cube.json?_shape=arrays&sql=SELECT+*+FROM+figures+WHERE+{question.replace(' ', '+')}"

    asked = {
        "page of a municipality": [f"/cube/figures?area={one}&geography=2025&not_divided=1" for one in towns],
        "page of an indicator": [
            f"/cube/figures?indicator={one}&geography=2025&not_divided=1&_sort_desc=period&_size=400"
            for one in indicators
        ],
        "figures of a profile": [data(f"area = '{one}' AND geography = '2025' AND shown_first") for one in towns],
        "figures of a map": [data(f"indicator = '{INDICATOR}' AND period = '{period}' AND {_WHOLE}")] * (AGAIN + 1),
        "figures of a trend": [data(f"indicator = '{INDICATOR}' AND area = '{one}' AND {_WHOLE}") for one in towns],
    }
    told = subprocess.run(
        [python, "-c", _DATASETTE, str(cube)], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(told.stdout)
    return found


def _ours(edition: Edition, towns: list[str], indicators: list[str]) -> dict[str, float]:
    get = getter()
    period = _period(edition)

    def middle(calls: Sequence[Callable[[], object]]) -> float:
        calls[0]()
        return median(milliseconds(call) for call in calls[1:])

    pages = [f"/nl/gemeente/{slug(name(edition.areas[one], 'nl'))}-{one}/" for one in towns]
    return {
        "page of a municipality": middle([partial(get, page) for page in pages]),
        "page of an indicator": middle([partial(get, f"/nl/indicator/{one}/") for one in indicators]),
        "figures of a profile": middle([partial(edition.overview, one) for one in towns]),
        "figures of a map": middle([partial(edition.totals, INDICATOR, period=period)] * (AGAIN + 1)),
        "figures of a trend": middle([partial(edition.trend, INDICATOR, one) for one in towns]),
    }
