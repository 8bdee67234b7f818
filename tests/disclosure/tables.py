"""Small tables, drawn as they are read: areas down, classes across."""

from collections.abc import Mapping, Sequence

import polars as pl

from liim.disclosure.system import KEY, Partition, System, equations
from liim.model import TOTAL, Status

GEOGRAPHY = "2025"


def cells(rows: Mapping[str, Mapping[str, float | None]], **pinned: str) -> pl.DataFrame:
    """{"A": {"total": 10, "eu_origin": 3}} as cells of one quantity by origin; None is missing at the source."""
    column = pinned.pop("by", "origin")
    base = dict.fromkeys(KEY, TOTAL) | {
        "quantity": "people",
        "geography": GEOGRAPHY,
        "period": "2024",
        "source": "register",
        **pinned,
    }
    return pl.DataFrame(
        [
            base
            | {"area": area, column: klass, "count": None if count is None else float(count)}
            | {"status": (Status.MISSING if count is None else Status.OK).value, "reason": ""}
            for area, classes in rows.items()
            for klass, count in classes.items()
        ],
        schema_overrides={"count": pl.Float64},
    )


def hierarchy(**parts: Sequence[str]) -> dict[str, pl.DataFrame]:
    """The parts of each area: `hierarchy(R=("A", "B"))`."""
    edges = [(whole, part) for whole, below in parts.items() for part in below]
    return {GEOGRAPHY: pl.DataFrame(edges, schema=["parent", "child"], orient="row")}


def by_origin(*classes: str) -> tuple[Partition, ...]:
    """These classes add up to the total."""
    return (Partition("origin", TOTAL, classes),)


def square(counts: Sequence[Sequence[float]], classes: str = "xyz") -> tuple[pl.DataFrame, System]:
    """A region R of municipalities A, B, C … and classes, with all margins, as cells and their system."""
    names = "ABCDEFGH"[: len(counts)]
    rows = {name: dict(zip(classes, row, strict=False)) for name, row in zip(names, counts, strict=True)}
    used = list(next(iter(rows.values())))
    rows["R"] = {klass: sum(rows[name][klass] for name in names) for klass in used}
    table = cells({name: {TOTAL: sum(row.values())} | row for name, row in rows.items()})
    return table, equations(table, hierarchy(R=tuple(names)), {}, partitions=by_origin(*used))
