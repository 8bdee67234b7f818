"""Tables in a file that someone brings, what each is about, and which column is what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from liim_web.plans.exchange.columns import Column, columns
from liim_web.plans.exchange.link_sheet import LINKS, LINKS_TITLE, link_columns
from liim_web.plans.exchange.objective_sheet import OBJECTIVES, OBJECTIVES_TITLE, objective_columns
from liim_web.plans.exchange.outside_sheet import OUTSIDE, OUTSIDE_TITLE, outside_columns
from liim_web.plans.exchange.part_sheets import part_sheets

ACTIONS = "actions"
SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stood in a file: its name there, what it is about, headers and rows, all as text."""

    title: str
    about: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def shapes() -> dict[str, tuple[Column, ...]]:
    """What a table may be about, with its columns."""
    return {
        ACTIONS: columns(),
        **{sheet.name: sheet.columns for sheet in part_sheets()},
        OUTSIDE: outside_columns(),
        OBJECTIVES: objective_columns(),
        LINKS: link_columns(),
    }


def abouts() -> list[tuple[str, str]]:
    """The same in words, to choose from."""
    return [
        (ACTIONS, _("acties")),
        *((sheet.name, sheet.title.lower()) for sheet in part_sheets()),
        (OUTSIDE, _("acties buiten het plan")),
        (OBJECTIVES, _("doelstellingen")),
        (LINKS, _("cijfers uit de monitor")),
        (SKIP, _("sla over")),
    ]


def titled() -> dict[str, str]:
    """The names that our own sheets have, and what they are about."""
    parts = {sheet.title.lower(): sheet.name for sheet in part_sheets()}
    others = {OUTSIDE_TITLE: OUTSIDE, OBJECTIVES_TITLE: OBJECTIVES, LINKS_TITLE: LINKS}
    return {"acties": ACTIONS, **parts, **{title.lower(): about for title, about in others.items()}}


def known_as(title: str, headers: Sequence[str]) -> str:
    """What a table is about: by its name, else by the headers that it shares with ours."""
    if found := titled().get(title.strip().lower()):
        return found
    shared = {about: len(mapping_of(headers, about)) for about in shapes()}
    return max(shared, key=lambda about: shared[about])


def mapping_of(headers: Sequence[str], about: str = ACTIONS) -> dict[str, int]:
    """Column name → place, for headers that are ours, however they are capitalised."""
    ours = {column.header.lower(): column.name for column in shapes()[about]}
    return {
        ours[header.strip().lower()]: place for place, header in enumerate(headers) if header.strip().lower() in ours
    }


def table(title: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A table of a file, with a guess of what it is about; empty rows left out."""
    filled = tuple(tuple(row) for row in rows if any(cell.strip() for cell in row))
    return Table(title, known_as(title, headers), tuple(headers), filled)


def texts(row: Sequence[str], mapping: Mapping[str, int]) -> dict[str, str]:
    """The cells of a row by the name of their column; what a short row lacks is empty."""
    return {name: row[place] if place < len(row) else "" for name, place in mapping.items()}
