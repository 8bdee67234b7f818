"""How members make classes."""

import pytest

from liim.catalogue import catalogue, groupings_of
from liim.classifications import Member, groupings, members, refuse_overlaps
from liim.model import TOTAL, UNKNOWN


def member(code: str, name: str, valid_from: str = "", valid_to: str = "") -> Member:
    return Member(grouping="made", code=code, member=name, valid_from=valid_from, valid_to=valid_to)


def test_a_class_code_means_the_same_members_wherever_it_stands() -> None:
    seen: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    for grouping in groupings().values():
        for code in {one.code for one in grouping.classes}:
            own = set(members(grouping.id).filter(**{"class": code}).drop("class").rows())
            assert seen.setdefault((grouping.breakdown, code), own) == own, f"{code} in {grouping.id}"


def test_a_class_code_stands_in_one_breakdown_alone() -> None:
    of_code: dict[str, set[str]] = {}
    for grouping in groupings().values():
        for one in grouping.classes:
            of_code.setdefault(one.code, set()).add(grouping.breakdown)
    assert [code for code, where in of_code.items() if len(where) > 1] == [UNKNOWN]
    assert TOTAL not in of_code


def test_a_class_is_called_the_same_wherever_it_stands() -> None:
    titles: dict[tuple[str, str], str] = {}
    for grouping in groupings().values():
        for one in grouping.classes:
            assert titles.setdefault((grouping.breakdown, one.code), one.title) == one.title


def test_every_breakdown_of_an_indicator_has_a_place_for_who_is_unknown() -> None:
    for indicator in catalogue().values():
        for grouping in groupings_of(indicator):
            assert grouping.classes[-1].code == UNKNOWN, f"{indicator.id}: {grouping.id}"
            assert grouping.classes[-1].title == "Onbekend"


def test_overlapping_age_groups_are_refused() -> None:
    with pytest.raises(ValueError, match="25 of made stands in 18-25 and in 25-49 at once"):
        refuse_overlaps([member("18-25", "25"), member("25-49", "25")])


def test_a_member_may_move_to_another_class_at_a_break() -> None:
    refuse_overlaps([member("outside", "HR", valid_to="2013"), member("inside", "HR", valid_from="2013")])
    with pytest.raises(ValueError, match="at once"):
        refuse_overlaps([member("outside", "HR", valid_to="2014"), member("inside", "HR", valid_from="2013")])
