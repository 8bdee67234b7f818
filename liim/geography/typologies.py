"""Official typologies of municipalities (city, rural …), as tables that a folder of input brings: a second lens.

A file `typology_<name>.csv` has the columns area (NIS code) and class, and may have title, what the class is called;
lines that begin with # are passed over. It may be written in an older division: then a merged municipality is of the
class of its parts where they agree, and of none where they do not, until somebody assigns it again.
"""

import csv
import re
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from liim.geography.detection import detect_division
from liim.geography.divisions import GEOGRAPHIES
from liim.geography.succession import translate

TODAY = GEOGRAPHIES[-1]
NAMED = re.compile(r"typology_([a-z0-9][a-z0-9_]*)\.csv")
COLUMNS = {
    "typology": pl.String,
    "area": pl.String,
    "class": pl.String,
    "title": pl.String,
    "reason": pl.String,
}

_NEEDED = ("area", "class")


def read_typologies(paths: Iterable[Path]) -> pl.DataFrame:
    """One row per typology and municipality of today that it tells of, of the typologies among these files: COLUMNS.

    `reason` is parts_of_other_classes where a merged municipality has no class. Raises ValueError, naming file and
    line, for a table that is no typology, a code that no division holds, and an area that stands there twice.
    """
    tables = [_of_today(_read(path)) for path in sorted(paths) if NAMED.fullmatch(path.name)]
    found = pl.concat([pl.DataFrame(schema=COLUMNS), *tables])
    if found.select(pl.struct("typology", "area").is_duplicated().any()).item():
        raise ValueError("Two files hold a typology of one name. Take one of them out of the folder.")
    return found.sort("typology", "area")


def _read(path: Path) -> pl.DataFrame:
    """The rows of one file as they stand there, with the division that they are written in."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        columns = tuple(rows.fieldnames or ())
        if not set(_NEEDED) <= set(columns):
            raise ValueError(f"{path.name}: a typology has the columns area and class; here are {', '.join(columns)}.")
        told = [(row["area"], row["class"], row.get("title") or row["class"]) for row in rows]
    for area, class_, _ in told:
        if not area or not class_:
            raise ValueError(f"{path.name}: {area or class_ or 'a line'} lacks an area or a class. Fill in both.")
    twice = _twice(area for area, _, _ in told)
    if twice:
        raise ValueError(f"{path.name}: {twice} stands there twice. Which of its classes holds?")
    try:
        division = detect_division([area for area, _, _ in told], otherwise=TODAY)
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error
    name = NAMED.fullmatch(path.name)
    schema = {"area": pl.String, "class": pl.String, "title": pl.String}
    return pl.DataFrame(told, schema=schema, orient="row").with_columns(
        typology=pl.lit(name.group(1) if name else path.stem), division=pl.lit(division)
    )


def _of_today(typology: pl.DataFrame) -> pl.DataFrame:
    """The classes of today's municipalities."""
    if typology.is_empty():
        return pl.DataFrame(schema=COLUMNS)
    one = pl.col("class").n_unique() == 1
    return (
        typology.join(translate(typology["division"][0], TODAY), on="area")
        .group_by("typology", pl.col("to").alias("area"), maintain_order=True)
        .agg(
            *(pl.when(one).then(pl.col(name).first()).alias(name) for name in ("class", "title")),
            pl.when(one).then(pl.lit("")).otherwise(pl.lit("parts_of_other_classes")).alias("reason"),
        )
        .select(*COLUMNS)
    )


def _twice(areas: Iterable[str]) -> str:
    """The first area that stands there for the second time."""
    seen: set[str] = set()
    for area in areas:
        if area in seen:
            return area
        seen.add(area)
    return ""
