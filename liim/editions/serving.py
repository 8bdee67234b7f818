"""serving.duckdb: an edition's tables once more, in the orders in which pages read them.

The breakdowns stand packed in one column, `classes` ("sex=female;age=0-17", "" for a total): pages read a few rows of
twenty columns, most of which say "total". Small row groups let a page read its own area and little else.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl

from liim.editions.layout import FIGURES
from liim.model import TOTAL
from liim.observations import BREAKDOWNS

FILE = "serving.duckdb"
COLUMNS = tuple(name for name in FIGURES if name not in BREAKDOWNS)
_ROW_GROUP = 8192  # rows

Classes = tuple[tuple[str, str], ...]


def serve(folder: Path, derived: Mapping[str, pl.DataFrame]) -> None:
    """Write the file from the Parquet files of an edition: all figures by area, totals by indicator, derived tables."""
    with duckdb.connect() as database:
        database.execute(f"ATTACH '{folder / FILE}' AS serving (ROW_GROUP_SIZE {_ROW_GROUP})")
        figures = f"(SELECT {', '.join(COLUMNS)}, {_packed(BREAKDOWNS)} FROM '{folder / 'figures.parquet'}')"  # noqa: S608 - our own names
        for table, what, order in (
            ("figures", "", "area, geography, indicator, period, classes"),
            ("totals", "WHERE classes = ''", "indicator, geography, period, area"),
        ):
            database.execute(f"CREATE TABLE serving.{table} AS FROM {figures} {what} ORDER BY {order}")
        for name, rows in derived.items():
            own = [column for column in rows.columns if column in BREAKDOWNS]
            kept = ", ".join(f'"{column}"' for column in rows.columns if column not in own)
            source = f"'{folder / name}.parquet' ORDER BY {_order(rows, own)}"
            packed = f"SELECT {kept}, {_packed(own)} FROM {source}"  # noqa: S608 - our own names
            database.execute(f'CREATE TABLE serving."{name}" AS {packed}')
        database.execute(f"CREATE TABLE serving.areas AS FROM '{folder / 'areas.parquet'}'")
        database.execute("DETACH serving")


def _order(rows: pl.DataFrame, own: list[str]) -> str:
    """By area first, then by everything, so that the same edition is the same file."""
    others = (f'"{column}"' for column in rows.columns if column not in {*own, "area"})
    return ", ".join(('"area"', *others, "classes"))


def _packed(breakdowns: tuple[str, ...] | list[str]) -> str:
    """The SQL that packs columns of breakdowns into one."""
    told = ", ".join(f"CASE WHEN {name} <> '{TOTAL}' THEN '{name}=' || {name} END" for name in breakdowns)
    return f"concat_ws(';', {told}) AS classes" if told else "'' AS classes"


def unpacked(classes: str) -> Classes:
    """(breakdown, code) for each breakdown that is not a total, in the order of the columns."""
    if not classes:
        return ()
    return tuple((name, code) for name, _, code in (one.partition("=") for one in classes.split(";")))
