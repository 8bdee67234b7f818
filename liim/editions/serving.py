"""serving.duckdb: an edition's tables once more, in the orders in which pages read them.

The breakdowns stand packed in one column, `classes` ("sex=female;age=0-17", "" for a total): pages read a few rows of
twenty columns, most of which say "total". Small row groups let a page read its own area and little else. Questions
without an order get their rows in that of the table. The undivided figures of a map stand in one piece (`maps`).
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from liim.editions.layout import FIGURES
from liim.editions.packing import NUMBERS, WORDS, pieces
from liim.geography import GEOGRAPHIES
from liim.model import TOTAL
from liim.observations import BREAKDOWNS

FILE = "serving.duckdb"
COLUMNS = tuple(name for name in FIGURES if name not in BREAKDOWNS)
MAP = ("indicator", "geography", "period")  # what a map is of
_ROW_GROUP = 8192  # rows

Classes = tuple[tuple[str, str], ...]

# What a profile of today shows before anything is opened: totals of all periods, classes of the last that shows any.
_PROFILES = f"""
    SELECT figures.* FROM serving.figures LEFT JOIN (
        SELECT area, indicator, max(period) AS last FROM serving.figures
        WHERE geography = '{GEOGRAPHIES[-1]}' AND classes <> '' AND coalesce(value, numerator_lower) IS NOT NULL
        GROUP BY ALL
    ) USING (area, indicator)
    WHERE geography = '{GEOGRAPHIES[-1]}' AND (classes = '' OR period = last AND NOT contains(classes, ';'))
    ORDER BY area, indicator, period, classes
"""  # noqa: S608 - our own names


def serve(folder: Path, derived: Mapping[str, pl.DataFrame]) -> None:
    """Write the file from the Parquet files of an edition: all figures by area and by indicator, derived tables."""
    with duckdb.connect() as database:
        database.execute(f"ATTACH '{folder / FILE}' AS serving (ROW_GROUP_SIZE {_ROW_GROUP})")
        figures = f"(SELECT {', '.join(COLUMNS)}, {_packed(BREAKDOWNS)} FROM '{folder / 'figures.parquet'}')"  # noqa: S608 - our own names
        for table, what, order in (
            ("figures", "", "area, geography, indicator, period, classes"),
            ("by_indicator", "", "indicator, geography, period, area, classes"),
            ("totals", "WHERE classes = ''", "indicator, geography, period, area"),
        ):
            database.execute(f"CREATE TABLE serving.{table} AS FROM {figures} {what} ORDER BY {order}")
        _write_maps(database)
        database.execute(f"CREATE TABLE serving.profiles AS {_PROFILES}")
        for name, rows in derived.items():
            own = [column for column in rows.columns if column in BREAKDOWNS]
            kept = ", ".join(f'"{column}"' for column in rows.columns if column not in own)
            source = f"'{folder / name}.parquet' ORDER BY {_order(rows, own)}"
            packed = f"SELECT {kept}, {_packed(own)} FROM {source}"  # noqa: S608 - our own names
            database.execute(f'CREATE TABLE serving."{name}" AS {packed}')
        database.execute(f"CREATE TABLE serving.areas AS FROM '{folder / 'areas.parquet'}'")
        database.execute("DETACH serving")


def _write_maps(database: duckdb.DuckDBPyConnection) -> None:
    """One piece per indicator, geography and period: compressed already, and found without its neighbours."""
    names = (*MAP, "area", *NUMBERS, *WORDS)
    asked = database.cursor().execute(f"SELECT {', '.join(names)} FROM serving.totals")  # noqa: S608 - our own names
    found = list(pieces(_rows(asked), names, len(MAP)))
    columns = ", ".join(f"{name} VARCHAR" for name in MAP)
    database.execute("PRAGMA force_compression = 'uncompressed'")
    database.execute(f"CREATE TABLE serving.maps ({columns}, figures BLOB)")
    if found:
        database.executemany("INSERT INTO serving.maps VALUES (?, ?, ?, ?)", found)
    database.execute("CHECKPOINT serving")
    database.execute("PRAGMA force_compression = 'auto'")


def _rows(asked: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    """What was asked for, a few at a time: there may be millions."""
    while some := asked.fetchmany(_ROW_GROUP):
        yield from some


def _order(rows: pl.DataFrame, own: list[str]) -> str:
    """By area first, then by everything, so that the same edition is the same file."""
    others = (f'"{column}"' for column in rows.columns if column not in {*own, "area"})
    return ", ".join(('"area"', *others, "classes"))


def _packed(breakdowns: tuple[str, ...] | list[str]) -> str:
    """The SQL that packs columns of breakdowns into one."""
    told = ", ".join(f"CASE WHEN {name} <> '{TOTAL}' THEN '{name}=' || {name} END" for name in breakdowns)
    return f"concat_ws(';', {told}) AS classes" if told else "'' AS classes"


@cache
def unpacked(classes: str) -> Classes:
    """(breakdown, code) for each breakdown that is not a total, in the order of the columns."""
    if not classes:
        return ()
    return tuple((name, code) for name, _, code in (one.partition("=") for one in classes.split(";")))
