"""The files of an edition beside its figures: each says what follows from the figures, and nothing more.

What is derived is made again from the figures as they were published: a table that is the same is a function of what
everybody knows, so that it gives nothing away. Copies (the serving file, availability, open data) are counted again.
"""

import json
import math
import struct
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from polars.testing import assert_frame_equal

from liim.publish.readers.row import Unreadable

_KNOWN = {
    *("figures.parquet", "areas.parquet", "comparisons.parquet", "trends.parquet", "gaps.parquet", "similar.parquet"),
    *(
        "gap_comparisons.parquet",
        "gap_trends.parquet",
        "typologies.parquet",
        "segregation.parquet",
        "sectors.parquet",
        "stability.parquet",
    ),
    *("indicators.json", "availability.json", "manifest.json", "serving.duckdb"),
}
# Made from protected counts of strata, which no file holds: no function of the figures alone.
_OF_STRATA = frozenset(
    {
        *("adjusted", "adjusted_lower", "adjusted_upper", "adjusted_direction", "adjusted_reason"),
        *("composition", "rates", "benchmark_adjusted"),
    }
)
_FOLDERS = {"open-data", "shapes"}
_PLACE = ("indicator", "area", "geography", "period")
_NUMBERS = ("numerator", "denominator", "value", "lower", "upper", "numerator_lower", "numerator_upper")
_COPIES = ("figures", "by_indicator", "totals", "profiles")  # profiles hold some of them
_SAME = 1e-9
Derive = Callable[[pl.DataFrame], Mapping[str, pl.DataFrame]]


def sibling_faults(edition: Path, derive: Derive) -> list[str]:
    """What is wrong beside the figures of an edition. `derive` makes tables from published figures, by name."""
    figures = pl.read_parquet(edition / "figures.parquet")
    found = [f"{path} is a file that nobody knows." for path in _unknown(edition)]
    found += _undeclared(edition, figures)
    found += _derived(edition, derive(figures))
    found += _served(edition, figures)
    found += _availability(edition, figures)
    found += [fault for path in sorted((edition / "shapes").glob("*")) for fault in _shapes(path)]
    return found


def _unknown(edition: Path) -> list[str]:
    paths = (path.relative_to(edition) for path in sorted(edition.rglob("*")) if path.is_file())
    return [str(path) for path in paths if path.parts[0] not in _FOLDERS and str(path) not in _KNOWN]


def _undeclared(edition: Path, figures: pl.DataFrame) -> list[str]:
    """Classes that the catalogue of the edition does not name: the attack knows no equation that holds them."""
    told = json.loads((edition / "indicators.json").read_text(encoding="utf-8"))
    known = {(one["id"], by["id"], of["code"]) for one in told for by in one["breakdowns"] for of in by["classes"]}
    names = figures.columns
    found = {
        (indicator, name, code)
        for name in names[names.index("period") + 1 : names.index("numerator")]
        for indicator, code in figures.filter(pl.col(name) != "total").select("indicator", name).unique().rows()
    }
    return [f"figures.parquet has a class {' '.join(one)} that nobody knows." for one in sorted(found - known)]


def _derived(edition: Path, again: Mapping[str, pl.DataFrame]) -> list[str]:
    found = []
    for name, made in again.items():
        path = edition / f"{name}.parquet"
        if not path.exists():
            found.append(f"{path.name} is not there.")
            continue
        written = pl.read_parquet(path)
        kept = [column for column in written.columns if column in made.columns and column not in _OF_STRATA]
        try:
            assert_frame_equal(
                written.select(kept), made.select(kept), check_row_order=False, abs_tol=_SAME, rel_tol=_SAME
            )
        except AssertionError:
            found.append(f"{path.name} says something that does not follow from the figures.")
    return found


def _served(edition: Path, figures: pl.DataFrame) -> list[str]:
    """The serving file holds the same figures once more, and the same tables."""
    path = edition / "serving.duckdb"
    try:
        # Attached rather than opened: DuckDB opens a file once per process, and refuses whoever asks it another way.
        with duckdb.connect() as database:
            database.execute(f"ATTACH '{path}' AS serving (READ_ONLY)")
            database.execute("USE serving")
            tables = {str(name) for (name,) in database.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
            found = [fault for table in sorted(tables) for fault in _copied(edition, database, table)]
    except duckdb.Error as error:
        raise Unreadable(f"{path.name} cannot be read: {type(error).__name__}.") from error
    wanted = {"figures", "totals"} if figures.height else set()
    return found + [f"{path.name} lacks the table {table}." for table in sorted(wanted - tables)]


def _copied(edition: Path, database: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """A table of the serving file against the Parquet file that it is a copy of."""
    of = "figures" if table in _COPIES else table
    source = edition / f"{of}.parquet"
    if table == "maps":
        return _pieces(database, pl.read_parquet(edition / "figures.parquet"))
    if not source.exists():
        return [f"serving.duckdb holds a table {table} that nobody knows."]
    columns = [str(row[0]) for row in database.execute(f'DESCRIBE "{table}"').fetchall()]
    original = pl.read_parquet(source)
    shared = [column for column in columns if column in original.columns]
    split = [column for column in original.columns if column not in columns]
    if "classes" in columns:
        shown = ", ".join([*(f'"{column}"' for column in shared), "classes"])
        said = (f"CASE WHEN \"{one}\" <> 'total' THEN ';{one}=' || \"{one}\" ELSE '' END" for one in split)
        packed = " || ".join(said)
        own = ", ".join([*(f'"{column}"' for column in shared), f"ltrim({packed or repr('')}, ';') AS classes"])
    else:
        shown = own = ", ".join(f'"{column}"' for column in shared)
    there = f'SELECT {shown} FROM "{table}"'  # noqa: S608 - names that the files themselves give
    first = f"SELECT {own} FROM '{source}'"  # noqa: S608 - as above
    if table == "totals":
        first = f"SELECT * FROM ({first}) WHERE classes = ''"  # noqa: S608 - as above
    lacking = "" if table == "profiles" else f" UNION ALL (({first}) EXCEPT ALL ({there}))"
    counted = database.execute(
        f"SELECT count(*) FROM ((({there}) EXCEPT ALL ({first})){lacking})"  # noqa: S608 - as above
    ).fetchone()
    return [] if counted == (0,) else [f"serving.duckdb says something else in {table} than {source.name}."]


def _pieces(database: duckdb.DuckDBPyConnection, figures: pl.DataFrame) -> list[str]:
    """Maps in one piece hold the undivided figures, number by number."""
    names = figures.columns
    split = names[names.index("period") + 1 : names.index("numerator")]
    totals = figures.filter(pl.col(name) == "total" for name in split)
    own = {row[:4]: row[4:] for row in totals.select(*_PLACE, *_NUMBERS).iter_rows()}
    held: dict[tuple[str, ...], tuple[float | None, ...]] = {}
    for indicator, geography, period, piece in database.execute("FROM maps").fetchall():
        areas, numbers = _unpacked(bytes(piece))
        rows = zip(*(numbers.get(name, [None] * len(areas)) for name in _NUMBERS), strict=True)
        held |= {(indicator, area, geography, period): row for area, row in zip(areas, rows, strict=True)}
    return [] if held == own else ["serving.duckdb says something else in maps than figures.parquet."]


def _unpacked(piece: bytes) -> tuple[list[str], dict[str, list[float | None]]]:
    """The areas and the columns of numbers of one piece."""
    told, rows = struct.unpack_from("<II", piece)
    body = zlib.decompress(piece[8:])
    areas, there, _ = json.loads(body[:told])
    every = struct.unpack_from(f"<{len(there) * rows}d", body, told)
    columns = {name: list(every[at * rows : (at + 1) * rows]) for at, name in enumerate(there)}
    return areas, {name: [None if math.isnan(one) else one for one in column] for name, column in columns.items()}


def _availability(edition: Path, figures: pl.DataFrame) -> list[str]:
    key = ("indicator", "geography", "period", "status", "reason")
    counted = Counter(figures.select(key).rows())
    told = json.loads((edition / "availability.json").read_text(encoding="utf-8"))
    listed = {tuple(row[name] for name in key): row["figures"] for row in told}
    return [] if listed == dict(counted) else ["availability.json counts other figures than there are."]


def _shapes(path: Path) -> list[str]:
    """Boundaries carry codes, and nothing else that is said of a place."""
    drawn: Any = json.loads(path.read_text(encoding="utf-8"))
    if path.suffix != ".topojson" or drawn.get("type") != "Topology":
        return [f"{path.name} holds no boundaries."]
    shapes = [shape for one in drawn["objects"].values() for shape in one["geometries"]]
    told = [shape for shape in shapes if shape.get("properties") or set(shape) - {"type", "id", "arcs", "properties"}]
    return [f"{path.name} says more of a place than where it lies."] if told else []
