"""Which areas a geography holds, and how they add up: municipality → arrondissement → province → region."""

from functools import cache

import polars as pl

from liim.geography import tables
from liim.geography.divisions import day_of

PARENT_LEVELS = ("arrondissement", "province", "region")
LEVELS = ("municipality", *PARENT_LEVELS)


def valid_in(table: pl.DataFrame, geography: str) -> pl.DataFrame:
    """The rows of a table with a validity that hold in a geography, without the validity."""
    day = day_of(geography)
    held = (pl.col("valid_from") <= day) & (pl.col("valid_to").is_null() | (pl.col("valid_to") >= day))
    return table.filter(held).drop("valid_from", "valid_to")


@cache
def areas_of(geography: str, level: str | None = None) -> pl.DataFrame:
    """One row per area of a geography: code, level, name_nl, name_fr, arrondissement, province, region.

    The last three are the unions that hold the area, null where there is none: Brussels has no province.
    Raises ValueError for an unknown geography or level.
    """
    if level is not None and level not in LEVELS:
        raise ValueError(f"{level!r} is no level. There are {', '.join(LEVELS)}.")
    held = valid_in(tables.areas(), geography)
    above = _all_above(geography)
    for union in PARENT_LEVELS:
        of_level = above.filter(pl.col("level") == union).select(code="area", **{union: pl.col("union")})
        held = held.join(of_level, on="code", how="left", maintain_order="left")
    return held if level is None else held.filter(pl.col("level") == level)


@cache
def municipalities(geography: str) -> frozenset[str]:
    """The codes of all municipalities of Flanders and Brussels in a geography."""
    return frozenset(areas_of(geography, "municipality")["code"])


@cache
def unions(geography: str) -> pl.DataFrame:
    """One row per municipality and union that holds it: area, union, level (of the union).

    Every level directly from the municipality, so that a union is added up from its smallest parts, once.
    """
    leaves = valid_in(tables.areas(), geography).filter(pl.col("level") == "municipality")
    return _all_above(geography).join(leaves, left_on="area", right_on="code", how="semi")


@cache
def children(geography: str) -> pl.DataFrame:
    """One row per union and direct part: parent, child. The parts of one parent partition it.

    Region → province → arrondissement → municipality; in Brussels region → arrondissement → municipality.
    """
    edges = valid_in(tables.memberships(), geography)
    return edges.select(parent="parent", child="area").sort("parent", "child")


def region_of(code: str, geography: str) -> str:
    """The region, 02000 or 04000, of an area of a geography. Raises ValueError if the geography lacks the area."""
    above = _regions(geography)
    if code not in above:
        raise ValueError(f"{code!r} is no area of geography {geography}.")
    return above[code]


@cache
def _regions(geography: str) -> dict[str, str]:
    region = pl.coalesce("region", "code")  # a region lies in itself
    return dict(areas_of(geography).select("code", region).rows())


@cache
def _all_above(geography: str) -> pl.DataFrame:
    """Every pair of an area and a union above it, however far: area, union, level."""
    edges = valid_in(tables.memberships(), geography)
    step = edges.rename({"parent": "union"})
    found = [step]
    while not step.is_empty():
        step = step.join(edges, left_on="union", right_on="area").select("area", union="parent")
        found.append(step)
    levels = valid_in(tables.areas(), geography).select(union="code", level="level")
    return pl.concat(found).join(levels, on="union").sort("area", "level")
