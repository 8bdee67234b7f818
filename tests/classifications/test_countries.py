"""Countries, and the groups that they are in on a day."""

from datetime import date

import pytest

from liim.classifications.countries import (
    Membership,
    countries,
    country,
    country_groupings,
    group_of,
    name,
    refuse_bad,
    refuse_gaps,
)

THEN, NOW = date(2012, 1, 1), date(2024, 1, 1)


def membership(code: str, group: str, valid_from: date = date.min, valid_to: date = date.max) -> Membership:
    return Membership(grouping="made", group=group, country=code, valid_from=valid_from, valid_to=valid_to)


@pytest.mark.parametrize(
    ("code", "grouping", "day", "group"),
    [
        ("HR", "gsm_nationality", THEN, "europe_outside_eu"),
        ("HR", "gsm_nationality", date(2013, 1, 1), "eu13"),
        ("HR", "eu", date(2013, 6, 30), "other"),
        ("HR", "eu", date(2013, 7, 1), "eu"),
        ("HR", "moe", THEN, "moe"),
        ("GB", "gsm_nationality", THEN, "europe_outside_eu"),
        ("GB", "gsm_nationality", NOW, "europe_outside_eu"),
        ("GB", "vdab", THEN, "efta_uk"),
        ("GB", "arvastat", NOW, "west_eu15"),
        ("GB", "eu", date(2020, 1, 31), "eu"),
        ("GB", "eu", date(2020, 2, 1), "other"),
        ("GB", "kbi", THEN, "eu_plus"),
        ("GB", "kbi", NOW, "third_country"),
        ("NL", "kbi_dutch", NOW, "dutch"),
        ("NL", "kbi", NOW, "eu_plus"),
        ("NO", "kbi", NOW, "eu_plus"),
        ("TR", "gsm_nationality", NOW, "maghreb_turkey"),
        ("LY", "gsm_nationality", NOW, "maghreb_turkey"),
        ("TR", "moe", NOW, "moe"),
        ("XK", "moe", NOW, "moe"),
        ("JP", "moe", NOW, "other"),
        ("JP", "uniform_2015", NOW, "other"),
        ("JP", "statbel_origin", NOW, "non_eu27"),
        ("HR", "statbel_origin", date(2010, 1, 1), "other_eu27"),
        ("BE", "serv_2016", NOW, "belgian"),
    ],
)
def test_a_country_is_in_the_group_of_its_day(code: str, grouping: str, day: date, group: str) -> None:
    assert group_of(code, grouping, day) == group


def test_a_state_that_is_gone_is_in_the_group_of_what_it_stands_for() -> None:
    assert group_of("SU", "gsm_nationality", NOW) == "europe_outside_eu"
    assert group_of("CSHH", "moe", NOW) == "moe"
    assert group_of("DD", "uniform_2015", NOW) == "neighbours"


def test_what_no_list_holds_is_unknown_and_who_is_stateless_is_not() -> None:
    assert group_of("?", "kbi", NOW) == "unknown"
    assert group_of("XX", "kbi", NOW) == "third_country"
    with pytest.raises(KeyError, match="historical_states"):
        country("ZZ")


def test_every_country_has_a_name_in_three_languages() -> None:
    assert [name("MA", language) for language in ("nl", "fr", "en")] == ["Marokko", "Maroc", "Morocco"]
    assert name("MK", "nl") == "Noord-Macedonië"
    assert all(name(code, "nl") for code in countries())


def test_every_country_has_one_group_on_every_day_that_matters() -> None:
    days = [date(year, 1, 1) for year in (2009, 2013, 2014, 2020, 2021, 2025)]
    for grouping in country_groupings():
        for code in countries():
            assert all(group_of(code, grouping, day) != "unknown" for day in days)


def test_the_member_states_are_as_many_as_they_were() -> None:
    members = {
        year: sum(group_of(c, "eu", date(year, 12, 31)) == "eu" for c in countries()) for year in range(1958, 2025)
    }
    # States that are gone count with what they stand for.
    gone = {code for code, one in countries().items() if one.stands_for}
    own = {
        year: sum(group_of(c, "eu", date(year, 12, 31)) == "eu" for c in set(countries()) - gone) for year in members
    }
    assert [own[year] for year in (1958, 1973, 1981, 1986, 1995, 2004, 2007, 2013, 2020)] == [
        6, 9, 10, 12, 15, 25, 27, 28, 27,
    ]  # fmt: skip


def test_a_country_in_two_groups_at_once_is_refused() -> None:
    with pytest.raises(ValueError, match=r"HR of made is in eu and in other at once\. Give one of them an end"):
        refuse_bad([membership("HR", "eu", date(2013, 1, 1)), membership("HR", "other")])
    refuse_bad([membership("HR", "eu", date(2013, 1, 1)), membership("HR", "other", valid_to=date(2013, 1, 1))])


def test_a_code_that_is_no_country_is_refused() -> None:
    with pytest.raises(ValueError, match="UK of made is no country"):
        refuse_bad([membership("UK", "eu")])


def test_a_grouping_that_is_to_hold_every_country_holds_every_country() -> None:
    with pytest.raises(ValueError, match=r"is in no group of made.*Add it to a group"):
        refuse_gaps([membership("BE", "belgian")])
    every = [membership(code, "all") for code in countries() if code != "HR"]
    with pytest.raises(ValueError, match=r"HR \(Kroatië\) is in no group of made from 2013-01-01"):
        refuse_gaps([*every, membership("HR", "all", valid_to=date(2013, 1, 1))])
    refuse_gaps([membership("BE", "belgian"), membership("*", "rest")])
