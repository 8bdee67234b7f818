"""The sheet of what happens outside the plan, out and in with the same columns."""

from collections.abc import Mapping, Sequence
from typing import Any

from liim_web.plans.exchange.columns import Column, Row, as_day, as_text, yes

OUTSIDE, OUTSIDE_TITLE = "outside", "Buiten het plan"
REMOVE = "remove"


def outside_columns() -> tuple[Column, ...]:
    """All columns, with headers in Dutch."""
    plain = str.strip
    return (
        Column("uid", "Nummer", as_text, plain),
        Column("domain", "Beleidsdomein", as_text, plain),
        Column("organisation", "Trekker", as_text, plain),
        Column("title", "Titel", as_text, plain),
        Column("description", "Omschrijving", as_text, plain),
        Column("objective", "Raakt aan", as_text, plain),
        Column("start", "Start", as_text, as_day),
        Column("end", "Einde", as_text, as_day),
        Column("link", "Link", as_text, plain),
        Column(REMOVE, "Haal weg", as_text, yes),
    )


def outside_rows(actions: Sequence[Mapping[str, Any]]) -> list[Row]:
    """The actions outside the plan of a version, one row each."""
    shape = [column for column in outside_columns() if column.name != REMOVE]
    return [{column.name: column.out(action[column.name]) for column in shape} | {REMOVE: ""} for action in actions]
