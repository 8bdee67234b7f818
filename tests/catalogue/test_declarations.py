"""A declaration that does not hold together is refused, with the name at fault and what to do."""

from dataclasses import replace

import pytest

from liim.catalogue import catalogue, check, quantities
from liim.catalogue.checks import check_rules
from liim.catalogue.structure import TRAITS
from liim.formulas import Formula, composition, of, rate, share
from liim.model import Indicator, Threshold


def declared(formula: Formula, *breakdowns: str, moment: str = "01-01") -> Indicator:
    return replace(catalogue()["DE_42"], id="XX_01", formula=formula, breakdowns=breakdowns, moment=moment)


@pytest.mark.parametrize(
    ("indicator", "says"),
    [
        (
            declared(share(of("foreign_national"), within=of("inhabitants"))),
            "XX_01: no quantity is called foreign_national. Did you mean foreign_nationals?",
        ),
        (
            declared(share(of("foreign_nationals"), within=of("inhabitants")), "sexe"),
            "XX_01: no grouping is called sexe. Did you mean sex?",
        ),
        (
            declared(share(of("foreign_nationals"), within=of("inhabitants")), "home_language"),
            "XX_01: foreign_nationals is not broken down by home_language. Take the breakdown out",
        ),
        (
            declared(share(of("foreign_nationals", ages="18+"), within=of("inhabitants"))),
            "XX_01: foreign_nationals is not broken down by ages. Did you mean age?",
        ),
        (
            declared(share(of("foreign_nationals", age="18-20"), within=of("inhabitants"))),
            "No grouping of age holds the class 18-20: add it to liim/classifications/groupings.csv",
        ),
        (
            declared(share(of("foreign_nationals", sex="male"), within=of("inhabitants")), "sex"),
            "XX_01: sex is pinned to male, and the indicator is broken down by it",
        ),
        (
            declared(share(of("foreign_nationals"), within=of("inhabitants")), "age_broad", "age_adults"),
            "XX_01: age_adults and age_broad both group age",
        ),
        (
            replace(catalogue()["DE_51"], id="XX_01", coarser=("adults_in_tow",)),
            "XX_01: no grouping is called adults_in_tow. Did you mean adults_in_two?",
        ),
        (
            replace(catalogue()["DE_51"], id="XX_01", coarser=("residence_in_two",)),
            "XX_01: residence_in_two is coarser than nothing that is withheld here",
        ),
        (
            replace(catalogue()["DE_52"], id="XX_01", coarser=("nationality_eu_plus",)),
            "eu_plus_nationality of nationality_eu_plus is not made of two or more classes",
        ),
        (
            declared(composition(of("foreign_nationals"), over="sex")),
            "XX_01: its classes add up over sex, by which it is not broken down",
        ),
        (
            declared(share(of("foreign_nationals"), within=of("jobseekers"))),
            'Take a quantity of the same moment, or declare the difference: of("jobseekers", at="12-31")',
        ),
        (
            declared(rate(of("newcomers"), within=of("inhabitants")), moment="calendar year"),
            "XX_01: inhabitants holds at 01-01, the indicator at calendar year",
        ),
    ],
)
def test_what_does_not_fit_is_named_with_its_mend(indicator: Indicator, says: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011  # the whole message is compared
        check(indicator, quantities())
    assert says in str(refused.value)


def test_a_difference_of_moments_that_is_declared_is_allowed() -> None:
    check(declared(rate(of("newcomers"), within=of("inhabitants", at="01-01")), moment="calendar year"), quantities())


def test_one_quantity_is_protected_by_one_rule() -> None:
    """What one indicator withholds would be read in the other."""
    first = catalogue()["DE_49"]
    with pytest.raises(ValueError, match="XX_02 and DE_49 protect newcomers by different rules"):
        check_rules([first, replace(first, id="XX_02", disclosure=Threshold(minimum=10))])


def test_every_part_is_part_of_a_known_whole_of_the_same_moment() -> None:
    for quantity in quantities().values():
        if quantity.part_of:
            assert quantities()[quantity.part_of].moment == quantity.moment, quantity.id


def test_every_quantity_serves_an_indicator_or_a_trait() -> None:
    declared_ones = (*catalogue().values(), *TRAITS)
    used = {one.quantity for indicator in declared_ones for one in indicator.formula.counts}
    assert set(quantities()) == used


def test_related_and_not_comparable_indicators_exist() -> None:
    for indicator in catalogue().values():
        assert {*indicator.related, *indicator.not_comparable_with} <= set(catalogue()), indicator.id
        assert indicator.id not in {*indicator.related, *indicator.not_comparable_with}


def test_what_may_not_be_compared_may_not_be_compared_either_way() -> None:
    """Two notions of unemployment, two origin rules: told on both sheets."""
    for indicator in catalogue().values():
        for other in indicator.not_comparable_with:
            assert indicator.id in catalogue()[other].not_comparable_with, f"{other} does not name {indicator.id}"


def test_a_gap_says_in_which_direction_it_subtracts() -> None:
    employment, unemployment = catalogue()["WE_06"].formula, catalogue()["WE_12"].formula
    assert employment.less is not None
    assert unemployment.less is not None
    assert employment.plus[0].classes == unemployment.less.plus[0].classes == (("origin", "belgian_origin"),)
    assert employment.less.plus[0].classes == unemployment.plus[0].classes == (("origin", "non_eu_origin"),)
