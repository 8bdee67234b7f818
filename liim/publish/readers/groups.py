"""A group of a reader's own in a document: its figures are made again, and each must follow from those of its parts."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import isclose
from pathlib import Path

from liim.catalogue import catalogue
from liim.editions import Edition, Figure, own_union
from liim.figures.gaps import Gap, gaps_of
from liim.publish.readers.figures import Figures, Key, Row
from liim.publish.readers.row import Unreadable
from liim.publish.readers.safe import Safe

_SLACK = 1e-6


def take_in(edition: Path, members: Sequence[str], figures: Figures, safe: Safe) -> str:
    """Make the figures of a group known, and what tests say of them; gives the code of the group.

    Raises Unreadable where a group cannot be, or where a figure of it says more than those of its parts do.
    """
    try:
        with Edition(edition) as opened:
            union = own_union(opened, members, "group")
    except ValueError as error:
        raise Unreadable(f"is of a group that cannot be: {error}") from error
    code = str(union.area["code"])
    told = {(one.indicator, code, one.geography, one.period, frozenset(one.classes)): one for one in union.figures}
    wrong = [
        key
        for key, one in told.items()
        if any(_says_more(one, _parts(key, members, figures))) and not _is_a_difference(one, key, told)
    ]
    if wrong:
        raise Unreadable(f"is of a group of which {len(wrong)} figures do not follow from those of its parts.")
    figures.add({key: one._asdict() for key, one in told.items()})
    safe.add(code, (row for rows in union.tables.values() for row in rows))
    return code


def _parts(key: Key, members: Sequence[str], figures: Figures) -> list[Row]:
    """The published figures of the members; of a part to which a figure is not applicable there is nothing to add."""
    indicator, _, geography, period, classes = key
    found = (figures.get((indicator, member, geography, period, classes)) for member in members)
    return [row for row in found if row is not None and row["status"] != "not_applicable"]


def _says_more(one: Figure, parts: Sequence[Row]) -> Iterator[bool]:
    """Whether a number of a group is another than the sum of its parts, or closer than their bounds."""
    for name in ("numerator", "denominator"):
        own, each = getattr(one, name), [part[name] for part in parts]
        known = [part for part in each if isinstance(part, float)]
        whole = bool(each) and len(known) == len(each)
        yield own is not None and not (whole and isclose(own, sum(known), rel_tol=_SLACK, abs_tol=_SLACK))
    yield one.value is not None and one.numerator is None
    edges = [_between(part) for part in parts]
    low, high = one.numerator_lower, one.numerator_upper
    yield low is not None and low > sum(edge[0] for edge in edges) + _SLACK
    known = [edge[1] for edge in edges if edge[1] is not None]
    yield high is not None and len(known) == len(edges) and high < sum(known) - _SLACK


def _is_a_difference(one: Figure, key: Key, told: Mapping[Key, Figure]) -> bool:
    """Whether a figure is a gap between two levels of the group itself, which are held against their parts."""
    gap = _declared().get(one.indicator)
    if gap is None or one.numerator is not None or one.classes:
        return False
    sides = (gap.group, gap.reference) if gap.official == "group_minus_reference" else (gap.reference, gap.group)
    levels = (told.get((gap.of, *key[1:4], frozenset({(gap.breakdown, side)}))) for side in sides)
    more, less = (level.value if level else None for level in levels)
    if more is None or less is None or one.value is None:
        return False
    return isclose(one.value, more - less, rel_tol=_SLACK, abs_tol=_SLACK)


@cache
def _declared() -> dict[str, Gap]:
    return {gap.id: gap for gap in gaps_of(catalogue().values())}


def _between(part: Row) -> tuple[float, float | None]:
    """Between what the count of a part lies, for who reads what is published."""
    count, low, high = (part[name] for name in ("numerator", "numerator_lower", "numerator_upper"))
    if isinstance(count, float):
        return count, count
    return low if isinstance(low, float) else 0.0, high if isinstance(high, float) else None
