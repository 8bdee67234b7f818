"""What a published document says, number by number, and the words by which to understand it."""

import json
import re
from collections.abc import Container, Mapping, Sequence
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
    alike: Mapping[tuple[str, str], Sequence[tuple[str, str]]] = field(default_factory=dict)  # classes of one name

    def classes_named(self, indicator: str, text: str, where: str) -> Classes:
        """The classes of a label: one name, or several with a comma between."""
        if not text:
            return frozenset()
        known = self.classes.get(indicator, {})
        parts = _names_in(text, known)
        if not parts:
            raise Unreadable(f"{where}: {text!r} is no class that the edition knows.")
        if len(set(parts)) == len(parts):
            return frozenset(known[part] for part in parts)
        return self._of_one_name(indicator, parts)

    def _of_one_name(self, indicator: str, parts: tuple[str, ...]) -> Classes:
        """The classes of a label in which a name stands twice: unknown by origin and by schooling."""
        found: dict[str, str] = {}
        for part in parts:
            free = [(of, code) for of, code in self.alike.get((indicator, part), ()) if of not in found]
            found |= dict(free[:1])
        return frozenset(found.items())

    def names_classes(self, indicator: str, text: str) -> bool:
        """Whether a label names classes of an indicator."""
        return bool(_names_in(text, self.classes.get(indicator, {})))


def _names_in(text: str, known: Container[str]) -> tuple[str, ...]:
    """The names that a label is put together of, each of which may hold a comma; none where it is not so."""
    if text in known:
        return (text,)
    for comma in re.finditer(", ", text):
        rest = _names_in(text[comma.end() :], known) if text[: comma.start()] in known else ()
        if rest:
            return (text[: comma.start()], *rest)
    return ()


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
    alike: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for indicator in indicators:
        for breakdown in indicator["breakdowns"]:
            for one in breakdown["classes"]:
                for title in set(one["title"].values()):
                    alike.setdefault((indicator["id"], title), []).append((breakdown["id"], one["code"]))
    return Vocabulary(classes, {**areas, **english}, alike)
