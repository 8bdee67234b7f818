"""From protected cells to figures, for each kind of formula; counts are drawn small, and invented."""

from collections.abc import Iterable
from itertools import product

import polars as pl
import pytest

from liim.catalogue import catalogue, groupings_of, quantities
from liim.cells import cells
from liim.classifications import grouping_with, members
from liim.figures.intervals import with_intervals
from liim.figures.merged import with_bounds_over_mergers
from liim.figures.values import values
from liim.geography import municipalities
from liim.model import TOTAL, Indicator
from liim.observations import BREAKDOWNS, COLUMNS

TOWN = "44021"


def observed(quantity: str, count: float | None, area: str = TOWN, **other: str) -> dict[str, object]:
    row: dict[str, object] = {"source": "made", "quantity": quantity, "area": area, "division": "2018"}
    row |= dict.fromkeys(BREAKDOWNS, TOTAL) | {"period": "2018", "count": count, "status": "ok", "reason": ""}
    return row | other


def figures(ids: Iterable[str], *rows: dict[str, object]) -> pl.DataFrame:
    """The figures of some indicators from observations, as if nothing had to be withheld."""
    indicators: list[Indicator] = [catalogue()[id_] for id_ in ids]
    counted = cells(pl.DataFrame(list(rows), schema=COLUMNS), indicators)
    open_to_all = counted.with_columns(lower=pl.lit(None, pl.Float64), upper=pl.lit(None, pl.Float64))
    return with_intervals(values(open_to_all, indicators), indicators)


def one(table: pl.DataFrame, area: str = TOWN, to: str = "2018", **classes: str) -> dict[str, object]:
    wanted = dict.fromkeys(BREAKDOWNS, TOTAL) | {"area": area, "geography": to} | classes
    (row,) = table.filter(**wanted).to_dicts()
    return row


def employment(origin: str, employed: float, inhabitants: float, area: str = TOWN) -> list[dict[str, object]]:
    return [
        observed("employed", employed, area, origin=origin),
        observed("inhabitants_20_64", inhabitants, area, origin=origin),
    ]


def test_a_gap_is_the_difference_of_two_shares_in_the_declared_direction() -> None:
    rows = [*employment("belgian_origin", 800, 1000), *employment("non_eu_origin", 60, 100)]
    figure = one(figures(["WE_06"], *rows))
    assert figure["value"] == pytest.approx(20.0)
    assert (figure["numerator"], figure["denominator"], figure["status"]) == (None, None, "ok")


def test_the_gap_of_unemployment_has_the_other_sign() -> None:
    rows = [
        observed("unemployed", 50, origin="belgian_origin"),
        observed("labour_force", 1000, origin="belgian_origin"),
        observed("unemployed", 12, origin="non_eu_origin"),
        observed("labour_force", 80, origin="non_eu_origin"),
    ]
    assert one(figures(["WE_12"], *rows))["value"] == pytest.approx(15.0 - 5.0)


def test_the_gap_of_a_union_is_made_from_added_counts_never_from_gaps() -> None:
    """Deinze and Nevele, 2018 (invented)."""
    rows = [
        *employment("belgian_origin", 800, 1000, "44011"),
        *employment("non_eu_origin", 10, 100, "44011"),
        *employment("belgian_origin", 90, 100, "44049"),
        *employment("non_eu_origin", 9, 10, "44049"),
    ]
    figure = one(figures(["WE_06"], *rows), area="44083", to="2025")
    assert figure["value"] == pytest.approx(100 * (890 / 1100 - 19 / 110))


def test_a_gap_equals_the_difference_of_the_shares_that_are_published() -> None:
    rows = [*employment("belgian_origin", 791, 1003), *employment("non_eu_origin", 61, 107)]
    made = figures(["WE_02", "WE_06"], *rows)
    level = {o: one(made.filter(indicator="WE_02"), origin=o)["value"] for o in ("belgian_origin", "non_eu_origin")}
    gap = one(made.filter(indicator="WE_06"))["value"]
    assert gap == pytest.approx(float(str(level["belgian_origin"])) - float(str(level["non_eu_origin"])))


def test_a_gap_with_a_side_that_is_withheld_is_withheld() -> None:
    rows = [
        *employment("belgian_origin", 800, 1000),
        observed("employed", None, origin="non_eu_origin", status="withheld", reason="hidden_by_source"),
        observed("inhabitants_20_64", 100, origin="non_eu_origin"),
    ]
    figure = one(figures(["WE_06"], *rows))
    assert (figure["value"], figure["status"]) == (None, "withheld")


def moves(area: str, came: float, left: float, arrived: float, departed: float) -> list[dict[str, object]]:
    return [
        observed("internal_arrivals", came, area),
        observed("internal_departures", left, area),
        observed("external_arrivals", arrived, area),
        observed("external_departures", departed, area),
        observed("inhabitants", 1000, area),
    ]


def test_a_balance_is_what_came_minus_what_left() -> None:
    made = figures(["DE_23", "DE_24", "DE_28", "DE_29", "DE_73"], *moves(TOWN, 30, 50, 20, 5))
    value = {str(row["indicator"]): float(row["value"]) for row in made.filter(area=TOWN, geography="2018").to_dicts()}
    assert value["DE_73"] == pytest.approx(-5.0)
    assert value["DE_73"] == pytest.approx(value["DE_23"] - value["DE_24"] + value["DE_28"] - value["DE_29"])


def test_moves_between_parts_bound_the_union_and_cancel_in_the_balance() -> None:
    rows = [*moves("44011", 30, 10, 5, 5), *moves("44049", 8, 12, 1, 0)]
    made = figures(["DE_23", "DE_73"], *rows)
    into = one(made.filter(indicator="DE_23"), area="44083", to="2025")
    assert (into["status"], into["reason"], into["value"]) == ("bounded", "moves_between_parts", None)
    assert (into["numerator_lower"], into["numerator_upper"]) == (0.0, 38.0)
    net = one(made.filter(indicator="DE_73"), area="44083", to="2025")
    assert (net["status"], net["value"]) == ("ok", pytest.approx(1000 * 17 / 2000))
    assert one(made.filter(indicator="DE_23"), area="44011", to="2018")["value"] == 30.0


def test_moves_of_parts_that_cannot_all_have_gone_between_them_bound_the_union_from_below() -> None:
    """Of 38 who came, at most 12 could have come from Nevele and 8 from Deinze."""
    rows = [*moves("44011", 30, 10, 5, 5), *moves("44049", 8, 12, 1, 0)]
    asked = ["DE_23", "DE_24"]
    made = with_bounds_over_mergers(figures(asked, *rows), [catalogue()[id_] for id_ in asked])
    into, out = (one(made.filter(indicator=id_), area="44083", to="2025") for id_ in asked)
    assert (into["numerator_lower"], into["numerator_upper"], into["value"]) == (18.0, 38.0, None)
    assert (out["numerator_lower"], out["numerator_upper"], out["status"]) == (2.0, 22.0, "bounded")


def test_a_union_has_at_least_as_many_nationalities_as_its_largest_part_and_at_most_all() -> None:
    rows = [observed("foreign_nationalities", 61, "44011"), observed("foreign_nationalities", 24, "44049")]
    asked = [catalogue()["DE_48"]]
    made = with_bounds_over_mergers(figures(["DE_48"], *rows), asked)
    union = one(made, area="44083", to="2025")
    assert (union["status"], union["reason"], union["value"]) == ("bounded", "not_additive", None)
    assert (union["numerator_lower"], union["numerator_upper"]) == (61.0, 85.0)
    assert one(made, area="44011", to="2018")["value"] == 61.0
    halved = with_bounds_over_mergers(figures(["DE_48"], rows[0]), asked)
    assert one(halved, area="44083", to="2025")["status"] == "missing"


def test_a_composition_over_one_of_two_breakdowns_adds_up_within_the_other() -> None:
    rows = [
        observed("employed", 70, origin="belgian_origin", work_status="employee"),
        observed("employed", 30, origin="belgian_origin", work_status="self_employed"),
        observed("employed", 9, origin="non_eu_origin", work_status="employee"),
        observed("employed", 1, origin="non_eu_origin", work_status="self_employed"),
    ]
    made = figures(["WE_23"], *rows)
    assert one(made, origin="non_eu_origin", work_status="employee")["value"] == pytest.approx(90.0)
    assert one(made, origin="belgian_origin", work_status="self_employed")["value"] == pytest.approx(30.0)


def test_a_denominator_may_be_of_the_next_period() -> None:
    """Tenants on 31 December 2018, inhabitants on 1 January 2019."""
    rows = [
        observed("social_tenants", 30, nationality_group="eu_nationality", division="2025"),
        observed("inhabitants_by_nationality", 600, nationality_group="eu_nationality", division="2025"),
        observed("inhabitants_by_nationality", 500, nationality_group="eu_nationality", period="2019", division="2025"),
    ]
    figure = one(figures(["WO_12"], *rows).filter(period="2018"), to="2025", nationality_group="eu_nationality")
    assert (figure["denominator"], figure["value"]) == (500.0, pytest.approx(6.0))


def test_a_denominator_may_leave_some_out() -> None:
    """Usable pitches are all pitches but those out of use; occupancy may exceed 100."""
    rows = [
        observed("pitches_occupied", 13, site_type="residential_site", ownership="public_site"),
        observed("pitches", 14, site_type="residential_site", ownership="public_site"),
        observed("pitches_out_of_use", 4, site_type="residential_site", ownership="public_site"),
        observed("pitches_occupied", 2, site_type="transit_site", ownership="public_site"),
        observed("pitches", 20, site_type="transit_site", ownership="public_site"),
        observed("pitches_out_of_use", 0, site_type="transit_site", ownership="public_site"),
    ]
    figure = one(figures(["CW_05"], *rows), ownership="public_site")
    assert (figure["denominator"], figure["value"]) == (10.0, pytest.approx(130.0))


def test_published_percentages_are_never_added_up_over_classes_or_areas() -> None:
    rows = [
        observed("trust_in_people", 20, response="trust_under_5"),
        observed("trust_in_people", 50, response="trust_5_to_7"),
        observed("trust_in_people", 30, response="trust_8_and_over"),
    ]
    made = figures(["SA_S_12"], *rows)
    town = made.filter(area=TOWN, geography="2018")
    assert sorted(town["value"].to_list()) == [20.0, 30.0, 50.0]
    assert TOTAL not in town["response"]
    assert set(made.filter(area="02000")["reason"]) == {"not_additive"}


def test_a_nationality_that_is_not_among_the_five_largest_is_not_zero() -> None:
    rows = [
        observed("foreign_nationals_top5", 40, nationality_top5="MA"),
        observed("foreign_nationals_top5", 7, "44020", nationality_top5="PL"),
        observed("inhabitants", 1000),
        observed("inhabitants", 100, "44020"),
    ]
    made = figures(["DE_46"], *rows).filter(geography="2018", status="ok")
    told = made.select("area", "nationality_top5", "value").sort("area").rows()
    assert told == [("44020", "PL", 7.0), ("44021", "MA", 4.0)]


def test_an_indicator_of_which_nothing_was_delivered_has_no_rows() -> None:
    made = figures(list(catalogue()), observed("inhabitants", 1000), observed("foreign_nationals", 50))
    assert set(made["indicator"]) == {"DE_42"}


def test_a_delivery_without_classes_says_nothing_about_classes() -> None:
    """How many newcomers there are is no composition by sex."""
    made = figures(["DE_49", "DE_50"], observed("newcomers", 12), observed("inhabitants", 1000))
    assert set(made["indicator"]) == {"DE_49"}


def test_who_is_unknown_stands_there_only_where_a_source_says_so() -> None:
    classes = [
        observed("jobseekers", 10, nationality_group=f"{one}_nationality") for one in ("belgian", "eu", "non_eu")
    ]
    without = figures(["PC_03"], *classes)
    assert "unknown" not in without["nationality_group"]
    told = figures(["PC_03"], *classes, observed("jobseekers", 2, nationality_group="unknown"))
    assert one(told, nationality_group="unknown")["numerator"] == 2.0
    assert one(told)["numerator"] == 32.0


def test_every_indicator_makes_figures_of_what_it_counts() -> None:
    """Nothing needs code outside its declaration and formulas.py."""
    rows = [row for indicator in catalogue().values() for row in _all_it_needs(indicator)]
    unique = {tuple(row[c] for c in ("quantity", "period", *BREAKDOWNS)): row for row in rows}
    made = figures(list(catalogue()), *unique.values()).filter(area=TOWN, geography="2025", period="2018")
    known = made.filter(pl.col("value").is_not_null())
    assert set(known["indicator"]) == set(catalogue()) - {"CW_12"}  # it counts municipalities


def test_what_counts_municipalities_says_nothing_of_a_single_one() -> None:
    """That the one municipality answered of one that was asked, 100 %, is no figure about it."""
    towns = [code for code in sorted(municipalities("2018")) if not code.startswith("21")]
    rows = [observed("municipalities_asked", 1, area) for area in towns]
    rows += [observed("municipalities_answered", float(area != TOWN), area) for area in towns]
    made = figures(["CW_12"], *rows)
    assert (one(made)["status"], one(made)["reason"]) == ("not_applicable", "only_larger_areas")
    assert (one(made)["value"], one(made)["numerator"], one(made)["denominator"]) == (None, None, None)
    of_region = one(made, "02000")
    assert (of_region["numerator"], of_region["denominator"]) == (307, 308)


def _all_it_needs(indicator: Indicator) -> list[dict[str, object]]:
    """One count per class, for everything in the formula."""
    rows = []
    for count in indicator.formula.counts:
        split = [g for g in groupings_of(indicator) if g.breakdown in quantities()[count.quantity].breakdowns]
        pinned = {b: _member_of(b, code) for b, code in count.classes}
        for codes in product(*([c.code for c in g.classes] for g in split)):
            classes = pinned | {g.breakdown: code for g, code in zip(split, codes, strict=True)}
            few = 5 if count.quantity == "pitches_out_of_use" else 50
            when = {"period": str(2018 + count.later), "division": "2019" if count.later else "2018"}
            rows.append(observed(count.quantity, few if classes else 10_000, **when, **classes))
        if not quantities()[count.quantity].additive and indicator.formula.kind == "composition":
            rows.append(observed(count.quantity, 10_000))  # what is never added up is delivered with its total
    return rows


def _member_of(breakdown: str, code: str) -> str:
    return str(members(grouping_with(breakdown, code).id).filter(**{"class": code})["member"][0])
