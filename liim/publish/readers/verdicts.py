"""Verdicts of a page: what it says of a place beside others must be what a published test says."""

import re
from functools import lru_cache
from pathlib import Path

import polars as pl

from liim.publish.readers.figures import TODAY

_TABLES = {"comparisons": "indicator", "gap_comparisons": "gap"}
# How a verdict begins, in three languages; what asks for more words stands first.
_SAID = (
    ("no_difference", ("geen aantoonbaar verschil", "pas de différence démontrable", "no evidence of a difference")),
    ("wider", ("kloof groter", "écart plus grand", "gap wider")),
    ("narrower", ("kloof kleiner", "écart plus petit", "gap narrower")),
    ("worse", ("minder gunstig", "moins favorable", "less favourable")),
    ("better", ("gunstiger", "plus favorable", "more favourable")),
    ("higher", ("hoger", "plus que", "higher")),
    ("lower", ("lager", "moins que", "lower")),
)
CODES = frozenset(code for code, _ in _SAID)


class Verdicts:
    """The verdicts of the tests of an edition, by indicator and area."""

    def __init__(self, edition: Path) -> None:
        self._edition = edition
        self.of = lru_cache(None)(self._read)

    def _read(self, indicator: str) -> dict[str, frozenset[str]]:
        """By area, what tests say of an indicator in its last period, undivided."""
        found: dict[str, frozenset[str]] = {}
        for name, column in _TABLES.items():
            path = self._edition / f"{name}.parquet"
            if path.exists():
                table = pl.scan_parquet(path).filter(pl.col(column) == indicator, pl.col("geography") == TODAY)
                names = table.collect_schema().names()
                split = names[names.index("geography") + 1 : names.index("period")]
                told = table.filter(pl.col(one) == "total" for one in split).filter(
                    pl.col("period") == pl.col("period").max().over("area"), pl.col("verdict") != ""
                )
                for area, verdicts in told.group_by("area").agg(pl.col("verdict").unique()).collect().iter_rows():
                    found[area] = found.get(area, frozenset()) | frozenset(verdicts)
        return found

    def hold(self, code: str, indicators: frozenset[str], areas: frozenset[str]) -> bool:
        """Whether a verdict is one on these indicators in these places."""
        return any(code in self.of(id_).get(area, ()) for id_ in indicators for area in areas)


def said(text: str) -> str:
    """The code of a verdict in words; "" for what is none."""
    plain = re.sub(r"\s+", " ", text).strip()
    return next((code for code, begins in _SAID if plain.startswith(begins)), "")
