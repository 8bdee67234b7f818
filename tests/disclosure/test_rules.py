"""Which cells are primary, rule by rule, and how wide they must stay."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liim.disclosure.attack import attack, too_narrow
from liim.disclosure.errors import ContradictionError, DisclosureError
from liim.disclosure.rules import numerators
from liim.disclosure.suppress import protect
from liim.disclosure.system import equations
from liim.model import Disclosure, Dominance, HidesItself, Respondents, Threshold
from tests.disclosure.tables import by_origin, cells, hierarchy


def withheld(table: pl.DataFrame, rule: Disclosure, **parts: tuple[str, ...]) -> set[str]:
    system = equations(table, hierarchy(**parts), {})
    return set(protect(table, system, {"people": rule}).cells.filter(status="withheld")["area"])


@pytest.mark.parametrize(("count", "expected"), [(0, set()), (1, {"A"}), (5, {"A"}), (6, set())])
def test_births_are_withheld_below_six(count: float, expected: set[str]) -> None:
    assert withheld(cells({"A": {"total": count}}), Threshold(minimum=6)) == expected


def test_a_twelve_month_mean_below_one_is_small_too() -> None:
    table = cells({"A": {"total": 1 / 12}, "B": {"total": 40.5}, "R": {"total": 40.5 + 1 / 12}})
    assert "A" in withheld(table, Threshold(), R=("A", "B"))


def test_a_survey_figure_needs_respondents() -> None:
    table = cells({"A": {"total": 40.0}, "B": {"total": 55.0}}).with_columns(respondents=pl.Series([12, 300]))
    assert withheld(table, Respondents(minimum=30)) == {"A"}


def test_a_survey_without_numbers_of_respondents_makes_no_edition() -> None:
    with pytest.raises(DisclosureError, match="people: its rule needs respondents"):
        withheld(cells({"A": {"total": 40.0}}), Respondents())


def test_an_amount_that_one_contributor_dominates_is_withheld() -> None:
    """The second, who gave 8, tells the first one's 90 to within 2 %."""
    table = cells({"A": {"total": 100.0}, "B": {"total": 100.0}, "R": {"total": 200.0}}).with_columns(
        largest=pl.Series([90.0, 30.0, 90.0]), second=pl.Series([8.0, 25.0, 30.0])
    )
    assert withheld(table, Dominance(percent=10), R=("A", "B")) == {"A", "B"}


def test_a_percentage_tells_the_count_over_a_known_denominator() -> None:
    assert numerators(0.7, 1, 430) == (3, 3)
    assert numerators(12.0, 0, 1000) == (115, 125)


@given(st.integers(1, 5000), st.data())
@settings(deadline=None)  # the machine is shared: a slow moment is no failure
def test_the_numerator_lies_between_its_bounds(denominator: int, data: st.DataObject) -> None:
    numerator, decimals = data.draw(st.integers(0, denominator)), data.draw(st.integers(0, 4))
    least, most = numerators(round(100 * numerator / denominator, decimals), decimals, denominator)
    assert least <= numerator <= most


def test_one_decimal_tells_every_count_up_to_a_thousand() -> None:
    told = [numerators(round(100 * count / 999, 1), 1, 999) for count in range(1000)]
    assert all(least == most for least, most in told)


def test_a_published_percentage_of_a_few_people_is_withheld() -> None:
    table = cells({"A": {"total": 0.7}, "B": {"total": 20.0}}).with_columns(denominator=430.0, decimals=1)
    system = equations(table, {}, {}, not_additive={"people"})
    assert set(protect(table, system, {"people": Threshold()}).cells.filter(status="withheld")["area"]) == {"A"}


def test_a_percentage_without_its_denominator_makes_no_edition() -> None:
    table = cells({"A": {"total": 0.7}}).with_columns(denominator=pl.lit(None, pl.Float64), decimals=1)
    with pytest.raises(DisclosureError, match="without its denominator"):
        withheld(table, Threshold())


def test_what_does_not_apply_counts_for_nothing() -> None:
    table = cells({"A": {"total": 3}, "B": {"total": 50}, "R": {"total": 53}, "N": {"total": None}}).with_columns(
        status=pl.when(pl.col("area") == "N").then(pl.lit("not_applicable")).otherwise(pl.col("status"))
    )
    assert "A" in withheld(table, Threshold(), R=("A", "B", "N"))


def test_one_territory_with_two_counts_makes_no_edition() -> None:
    table = pl.concat([cells({"A": {"total": 30}}, geography=one) for one in ("2019", "2025")])
    table = table.with_columns(count=pl.Series([30.0, 31.0]))
    same = {("2019", "2025"): pl.DataFrame({"area": ["A"], "to": ["A"]})}
    with pytest.raises(ContradictionError, match="printed with two counts"):
        protect(table, equations(table, {}, same), {"people": Threshold()})


def test_a_publisher_that_hides_must_say_how_much() -> None:
    table = cells({"A": {"total": None}}).with_columns(status=pl.lit("withheld"), reason=pl.lit("hidden_by_source"))
    with pytest.raises(DisclosureError, match="register hides counts of its own"):
        withheld(table, Threshold())


def test_a_publisher_that_hides_other_counts_than_it_says_makes_no_edition() -> None:
    table = cells({"A": {"total": 60, "x": 40, "y": None}})
    table = table.with_columns(
        pl.when(pl.col("count").is_null()).then(pl.lit("hidden_by_source")).otherwise(pl.lit("")).alias("reason")
    )
    system = equations(table, {}, {}, partitions=by_origin("x", "y"))
    with pytest.raises(ContradictionError, match="a publisher hides other counts than declared"):
        protect(table, system, {"people": Threshold()}, hiding={"register": HidesItself(lowest=1, highest=2)})


def test_a_balance_may_be_negative() -> None:
    table = cells({"A": {"total": -40}, "B": {"total": 43}, "R": {"total": 3}})
    system = equations(table, hierarchy(R=("A", "B")), {}, signed={"people"})
    protected = protect(table, system, {"people": Threshold()})
    assert "R" in set(protected.cells.filter(status="withheld")["area"])
    assert too_narrow(attack(protected.cells, system), protected.required).is_empty()


def test_what_matters_more_is_withheld_later() -> None:
    rows = {"A": {"total": 2}, "B": {"total": 30}, "C": {"total": 30}, "R": {"total": 62}}
    for dear, other in (("B", "C"), ("C", "B")):
        weight = pl.when(pl.col("area") == dear).then(10.0).otherwise(1.0)
        gone = withheld(cells(rows).with_columns(importance=weight), Threshold(), R=("A", "B", "C"))
        assert gone == {"A", other}
