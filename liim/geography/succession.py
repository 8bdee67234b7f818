"""What became of municipalities that merged, and of what today's were made."""

from collections.abc import Mapping
from functools import cache

import polars as pl

from liim.geography import tables
from liim.geography.divisions import GEOGRAPHIES, day_of
from liim.geography.hierarchy import municipalities


@cache
def translate(division: str, geography: str) -> pl.DataFrame:
    """One row per municipality of the division: area, to (its municipality in the geography; often itself).

    Many to one, so that counts add up. Raises ValueError if the geography is older than the division: a merged area
    cannot be split.
    """
    if day_of(geography) < day_of(division):
        raise ValueError(
            f"figures of division {division} cannot be expressed in geography {geography}: a merged municipality "
            f"cannot be split. Ask for {division} or later.",
        )
    became = _became(division, geography)
    codes = sorted(municipalities(division))
    return pl.DataFrame({"area": codes, "to": [became.get(code, code) for code in codes]})


@cache
def predecessors(code: str, geography: str) -> tuple[str, ...]:
    """The municipalities that merged into `code`, an area of `geography`; empty for one that was never merged.

    Those of 11002 in 2025 hold 11002 itself, the city without Borsbeek; in 2019 it has none.
    """
    merged = tables.mergers().filter((pl.col("new") == code) & (pl.col("date") <= day_of(geography)))
    return tuple(sorted(merged["old"]))


@cache
def successors(code: str) -> tuple[str, ...]:
    """What a municipality went into: one code, or none where it still stands. 11002 went into 11002."""
    return tuple(tables.mergers().filter(pl.col("old") == code)["new"])


def resolve(code: str) -> str | None:
    """Today's code of an area that lived on or after 1 January 2009, or None for a code that is not of one.

    Links and old files hold codes of merged municipalities; unions and areas of today resolve to themselves.
    """
    return _today().get(code)


@cache
def _today() -> Mapping[str, str]:
    became = _became(GEOGRAPHIES[0], GEOGRAPHIES[-1])
    return {code: became.get(code, code) for code in tables.areas()["code"]}


@cache
def _became(division: str, geography: str) -> Mapping[str, str]:
    """Where each municipality that merged after `division` lies in `geography`, over as many mergers as it takes."""
    passed = tables.mergers().filter(pl.col("date").is_between(day_of(division), day_of(geography), closed="right"))
    became: dict[str, str] = {}
    for old, new in passed.sort("date", descending=True).select("old", "new").iter_rows():
        became[old] = became.get(new, new) if new != old else new
    return became
