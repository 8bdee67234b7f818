"""Dated, versioned groupings: how the members that a source tells apart make the classes that are published.

They stand in groupings.csv: one row per class, with its members (`male`, or a range of ages `18..24`) and the periods
in which that membership holds. A class code means the same members wherever it stands.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import polars as pl


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
class _Membership:
    grouping: str
    code: str
    member: str
    valid_from: str
    valid_to: str


def _expand(members: str) -> list[str]:
    """`0..17` is every age from 0 up to and including 17; otherwise members are separated by spaces."""
    if ".." in members:
        first, last = members.split("..")
        return [str(age) for age in range(int(first), int(last) + 1)]
    return members.split()


@cache
def _rows() -> tuple[dict[str, str], ...]:
    table = pl.read_csv(files(__package__).joinpath("groupings.csv").read_bytes(), infer_schema=False)
    return tuple(table.with_columns(pl.all().fill_null("")).iter_rows(named=True))


@cache
def _memberships() -> tuple[_Membership, ...]:
    return tuple(
        _Membership(
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
    _refuse_overlaps()
    return found


def _refuse_overlaps() -> None:
    """A member stands in one class of a grouping at a time."""
    seen: dict[tuple[str, str], list[_Membership]] = {}
    for one in _memberships():
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
