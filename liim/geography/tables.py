"""The project's own small tables of areas, as they lie in `data/`: codes, names and dates, which are facts.

| file | columns |
|---|---|
| areas.csv | code, level, name_nl, name_fr, valid_from, valid_to: whatever lived on or after 1 January 2009 |
| memberships.csv | area, parent, valid_from, valid_to: municipality → arrondissement → province → region |
| mergers.csv | old, new, date: from `date` on the territory of `old` belongs to `new` |
| parts.csv | name, municipality: part-municipalities by the names that people use, and the municipality of today |
| postcodes.csv | postcode, municipality: of today; many to many |
| pseudo_areas.csv | code, region, name_nl, name_fr: people who could not be located |
| tiles.csv | code, column, row: where each municipality of today stands on the tile map; row 0 is the north |

Both days of a validity are inside it: `valid_to` is the last valid day, as in Statbel's TU_COM_REFNIS, and empty
while the area lives. 11002 stands twice: its code survived a merger, its territory did not.

Sources: Statbel, REFNIS and postcode conversion of 1 January 2019 (CC BY 4.0); the mergers of 2025, which that list
does not know, and the part-municipalities from the area definitions of Provincies in Cijfers.
"""

from functools import cache
from importlib.resources import files

import polars as pl

VALIDITY: dict[str, type[pl.DataType]] = {"valid_from": pl.Date, "valid_to": pl.Date}


def _read(name: str, schema: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    """One table of ours; a column that is not as documented fails here, not later."""
    table = pl.read_csv(files(__package__).joinpath("data", name).read_bytes(), schema_overrides=schema)
    if table.columns != list(schema):
        raise ValueError(
            f"{name}: columns are {table.columns}, not {list(schema)}. Restore the file from the repository."
        )
    return table


@cache
def areas() -> pl.DataFrame:
    """One row per area and validity: code, level, name_nl, name_fr, valid_from, valid_to (last day; null: still valid).

    `level` is municipality, arrondissement, province or region.
    """
    return _read("areas.csv", dict.fromkeys(("code", "level", "name_nl", "name_fr"), pl.String) | VALIDITY)


@cache
def memberships() -> pl.DataFrame:
    """One row per area, direct parent and validity: area, parent, valid_from, valid_to (last day; null: still valid).

    Brussels has no province: its arrondissement lies in the region.
    """
    return _read("memberships.csv", dict.fromkeys(("area", "parent"), pl.String) | VALIDITY)


@cache
def mergers() -> pl.DataFrame:
    """One row per municipality that went into another: old, new, date (first day of the new one)."""
    return _read("mergers.csv", {"old": pl.String, "new": pl.String, "date": pl.Date})


@cache
def parts() -> pl.DataFrame:
    """One row per name of a part-municipality: name, municipality (of today). A name may occur in several."""
    return _read("parts.csv", dict.fromkeys(("name", "municipality"), pl.String))


@cache
def postcodes() -> pl.DataFrame:
    """One row per postcode and municipality (of today) that it lies in: postcode, municipality."""
    return _read("postcodes.csv", dict.fromkeys(("postcode", "municipality"), pl.String))


@cache
def tiles() -> pl.DataFrame:
    """One row per municipality of today: code, column, row of its square on the tile map, both from 0."""
    return _read("tiles.csv", {"code": pl.String, "column": pl.Int64, "row": pl.Int64})


@cache
def pseudo_areas() -> pl.DataFrame:
    """One row per code that stands for people who could not be located: code, region (or null), name_nl, name_fr."""
    return _read("pseudo_areas.csv", dict.fromkeys(("code", "region", "name_nl", "name_fr"), pl.String))
