"""Dated, versioned groupings: how the members that a source tells apart make the classes that are published.

They stand in groupings.csv: one row per class, with its members (`male`, a range of ages `18..24`; a class that a
source delivers as such is a member by its own code) and the periods in which that membership holds. A class code means
the same members wherever it stands. The groups of countries stand apart, in countries.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import polars as pl

from liim.classifications.countries import countries
from liim.model import UNKNOWN

NATIONALITY = "nationality"  # the grouping in which every country is a class


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """One class of a grouping, with its Dutch name."""

    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """One way to group the members of a breakdown into classes that do not overlap."""

    id: str
    breakdown: str
    classes: tuple[Class, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of a class, from a period on until another (not included); "" is open."""

    grouping: str
    code: str
    member: str
    valid_from: str
    valid_to: str


def _expand(members: str) -> list[str]:
    """Members are separated by spaces; `0..17` is every age from 0 up to and including 17."""
    found = []
    for member in members.split():
        first, is_range, last = member.partition("..")
        found += [str(age) for age in range(int(first), int(last) + 1)] if is_range else [member]
    return found


@cache
def _rows() -> tuple[dict[str, str], ...]:
    table = pl.read_csv(files(__package__).joinpath("groupings.csv").read_bytes(), infer_schema=False)
    return (*table.with_columns(pl.all().fill_null("")).iter_rows(named=True), *_nationalities())


def _nationalities() -> list[dict[str, str]]:
    """Each country a class of its own."""
    held = {"grouping": NATIONALITY, "breakdown": "nationality_top5", "valid_from": "", "valid_to": ""}
    every = [(one.code, one.title) for one in countries().values()] + [(UNKNOWN, "Onbekend")]
    return [{**held, "class": code, "title": title, "members": code} for code, title in every]


@cache
def _memberships() -> tuple[Member, ...]:
    return tuple(
        Member(
            grouping=row["grouping"],
            code=row["class"],
            member=member,
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
        )
        for row in _rows()
        for member in _expand(row["members"])
    )


@cache
def groupings() -> dict[str, Grouping]:
    """Every grouping by id, its classes in the order in which they are shown; checked when first asked for."""
    found: dict[str, Grouping] = {}
    for id_ in dict.fromkeys(row["grouping"] for row in _rows()):
        rows = [row for row in _rows() if row["grouping"] == id_]
        classes = dict.fromkeys((row["class"], row["title"]) for row in rows)
        found[id_] = Grouping(
            id=id_,
            breakdown=rows[0]["breakdown"],
            classes=tuple(Class(code=code, title=title) for code, title in classes),
        )
    refuse_overlaps(_memberships())
    return found


def refuse_overlaps(memberships: Iterable[Member]) -> None:
    """Raise ValueError for a member that stands in two classes of a grouping at a time."""
    seen: dict[tuple[str, str], list[Member]] = {}
    for one in memberships:
        for other in seen.setdefault((one.grouping, one.member), []):
            if (not one.valid_to or other.valid_from < one.valid_to) and (
                not other.valid_to or one.valid_from < other.valid_to
            ):
                raise ValueError(
                    f"groupings.csv: {one.member} of {one.grouping} stands in {other.code} and in {one.code} at once. "
                    "Give one of them an end (valid_to), or take it out."
                )
        seen[one.grouping, one.member].append(one)


@cache
def members(grouping: str) -> pl.DataFrame:
    """One row per member: member, class, valid_from, valid_to (the first period it no longer holds; "" is open)."""
    groupings()
    rows = [one for one in _memberships() if one.grouping == grouping]
    return pl.DataFrame(
        {
            "member": [one.member for one in rows],
            "class": [one.code for one in rows],
            "valid_from": [one.valid_from for one in rows],
            "valid_to": [one.valid_to for one in rows],
        }
    )


def grouping_with(breakdown: str, code: str) -> Grouping:
    """The grouping of a breakdown that holds a class; ValueError where none does."""
    for grouping in groupings().values():
        if grouping.breakdown == breakdown and code in {one.code for one in grouping.classes}:
            return grouping
    raise ValueError(
        f"No grouping of {breakdown} holds the class {code}: add it to liim/classifications/groupings.csv."
    )


def made_of(coarse: Grouping, fine: Grouping) -> dict[str, tuple[str, ...]]:
    """The classes of one grouping that are exactly some classes of another, in every period: code → their codes."""
    whole, part = _held(coarse), _held(fine)
    found = {}
    for code, inside in whole.items():
        parts = tuple(each for each in part if part[each] <= inside)
        if parts != (code,) and frozenset().union(*(part[each] for each in parts)) == inside:
            found[code] = parts
    return found


def _held(grouping: Grouping) -> dict[str, frozenset[tuple[str, ...]]]:
    table = members(grouping.id)
    return {
        one.code: frozenset(table.filter(pl.col("class") == one.code).drop("class").rows()) for one in grouping.classes
    }
