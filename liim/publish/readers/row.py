"""What a published document says, number by number, and the words by which to understand it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import polars as pl

Classes = frozenset[tuple[str, str]]


class Unreadable(ValueError):
    """A document that cannot be understood wholly: then it does not pass the gate."""


class Row(NamedTuple):
    """One figure as a reader of the document sees it.

    `rounding` is how far the printed value may lie from the true one. A status that the document does not tell is "".
    """

    where: str
    indicator: str
    area: str
    period: str
    classes: Classes
    geography: str = "2025"
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    status: str = ""
    rounding: float = 0.0


@dataclass(frozen=True)
class Vocabulary:
    """Names as documents print them → codes; made from what the edition says of itself, not from the writers."""

    classes: Mapping[str, Mapping[str, tuple[str, str]]]  # by indicator: a name may mean another class elsewhere
    areas: Mapping[str, str] = field(default_factory=dict)

    def classes_named(self, indicator: str, text: str, where: str) -> Classes:
        """The classes of a label: one name, or several with a comma between."""
        known = self.classes.get(indicator, {})
        if not text:
            return frozenset()
        if text in known:
            return frozenset({known[text]})
        parts = text.split(", ")
        if not all(part in known for part in parts):
            raise Unreadable(f"{where}: {text!r} is no class that the edition knows.")
        return frozenset(known[part] for part in parts)

    def names_classes(self, indicator: str, text: str) -> bool:
        """Whether a label names classes of an indicator."""
        known = self.classes.get(indicator, {})
        return text in known or all(part in known for part in text.split(", "))


def vocabulary(edition: Path) -> Vocabulary:
    """The names that an edition gives to classes and areas, in all its languages."""
    indicators = json.loads((edition / "indicators.json").read_text(encoding="utf-8"))
    classes = {
        indicator["id"]: {
            title: (breakdown["id"], one["code"])
            for breakdown in indicator["breakdowns"]
            for one in breakdown["classes"]
            for title in one["title"].values()
        }
        for indicator in indicators
    }
    table = pl.read_parquet(edition / "areas.parquet").filter(pl.col("valid_to").is_null())
    areas = {
        name: row["code"]
        for row in table.iter_rows(named=True)
        for name in (row["name_nl"], row["name_fr"])
        if name and row["level"] == "region"
    }
    english = {"Flemish Region": "02000", "Brussels-Capital Region": "04000"}
    return Vocabulary(classes, {**areas, **english})
