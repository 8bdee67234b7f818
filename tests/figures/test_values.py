"""From protected counts to the value of a figure."""

import polars as pl
import pytest

from liim.catalogue import catalogue
from liim.figures.values import values
from liim.model import TOTAL
from liim.observations import BREAKDOWNS

SCHEMA = {
    **dict.fromkeys(("quantity", "area", "geography", "period", *BREAKDOWNS), pl.String),
    "as_published": pl.Boolean,
    "count": pl.Float64,
    "status": pl.String,
    "reason": pl.String,
    "rebuilt": pl.Boolean,
    "source": pl.String,
    "lower": pl.Float64,
    "upper": pl.Float64,
}


def cell(quantity: str, count: float | None, **other: object) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(SCHEMA) | dict.fromkeys(BREAKDOWNS, TOTAL)
    row |= {"quantity": quantity, "area": "44021", "geography": "2025", "period": "2023", "as_published": True}
    return row | {"count": count, "status": "ok", "reason": "", "rebuilt": False, "source": quantity} | other


def figures(indicator: str, *cells: dict[str, object]) -> pl.DataFrame:
    return values(pl.DataFrame(list(cells), schema=SCHEMA), [catalogue()[indicator]])


def the_figure(indicator: str, *cells: dict[str, object], **wanted: str) -> dict[str, object]:
    (row,) = figures(indicator, *cells).filter(**(dict.fromkeys(BREAKDOWNS, TOTAL) | wanted)).to_dicts()
    return row


def test_a_share_is_numerator_over_denominator_in_percent() -> None:
    made = the_figure("DE_42", cell("foreign_nationals", 1240), cell("inhabitants", 43000))
    assert (made["numerator"], made["denominator"]) == (1240, 43000)
    assert made["value"] == pytest.approx(2.8837, abs=1e-4)


def test_a_rate_is_per_thousand() -> None:
    assert the_figure("DE_49", cell("newcomers", 30), cell("inhabitants", 10000))["value"] == 3.0


def test_a_rate_divides_by_the_class_that_it_names() -> None:
    made = the_figure("PC_01", cell("newcomers", 30), cell("inhabitants", 10000), cell("inhabitants", 8000, age="18+"))
    assert made["denominator"] == 8000


def test_each_class_has_its_own_denominator_in_a_share() -> None:
    made = the_figure(
        "DE_44",
        cell("foreign_nationals", 10),
        cell("inhabitants", 100),
        cell("foreign_nationals", 4, sex="female"),
        cell("inhabitants", 50, sex="female"),
        sex="female",
    )
    assert made["value"] == 8.0


def test_the_classes_of_a_composition_share_one_whole() -> None:
    parts = {"belgian_origin": 60.0, "eu_origin": 10.0, "non_eu_origin": 30.0}
    made = figures("PC_04", cell("jobseekers", 100), *(cell("jobseekers", n, origin=c) for c, n in parts.items()))
    assert made.filter(pl.col("origin") != TOTAL)["value"].sum() == 100.0
    assert set(made["denominator"]) == {100.0}


def test_what_is_published_without_counts_has_a_value_alone() -> None:
    made = the_figure("PC_05", cell("jobseekers_rate", 4.1))
    assert (made["value"], made["numerator"], made["denominator"]) == (4.1, None, None)


def test_of_nobody_there_is_no_share() -> None:
    made = the_figure("PC_02", cell("newcomers_non_eu", 0), cell("newcomers", 0))
    assert (made["value"], made["status"], made["reason"]) == (None, "not_applicable", "denominator_is_zero")


def test_a_count_without_a_denominator_keeps_its_count_and_says_why_it_has_no_value() -> None:
    made = the_figure("DE_49", cell("newcomers", 30))
    assert (made["numerator"], made["value"], made["status"]) == (30, None, "missing")
    assert made["reason"] == "no_denominator"


def test_a_withheld_count_shows_no_number_at_all() -> None:
    hidden = cell("newcomers_non_eu", None, status="withheld", reason="protects_people")
    made = the_figure("PC_02", hidden, cell("newcomers", 9))
    assert (made["numerator"], made["value"], made["numerator_lower"], made["status"]) == (None, None, None, "withheld")


def test_a_withheld_denominator_hides_the_numerator_with_it() -> None:
    """Otherwise numerator and share together would give the denominator."""
    hidden = cell("newcomers", None, status="withheld", reason="protects_people")
    made = the_figure("PC_02", cell("newcomers_non_eu", 7), hidden)
    assert (made["numerator"], made["value"], made["status"]) == (None, None, "withheld")


def test_a_bounded_count_is_shown_by_its_bounds() -> None:
    between = cell("jobseekers", None, origin="eu_origin", status="bounded", reason="part_withheld", lower=40, upper=44)
    made = the_figure("PC_04", cell("jobseekers", 100), between, origin="eu_origin")
    assert (made["numerator"], made["value"], made["status"]) == (None, None, "bounded")
    assert (made["numerator_lower"], made["numerator_upper"]) == (40, 44)


def test_the_weakest_count_decides_the_status() -> None:
    made = the_figure("DE_42", cell("foreign_nationals", 10, status="provisional"), cell("inhabitants", 100))
    assert (made["value"], made["status"]) == (10.0, "provisional")


def test_both_sources_of_a_figure_are_named() -> None:
    made = the_figure("DE_49", cell("newcomers", 3, source="kbi"), cell("inhabitants", 100, source="statbel"))
    assert made["source"] == "kbi+statbel"


def test_the_period_in_which_a_series_breaks_is_flagged() -> None:
    before = [cell("newcomers", 3, period="2021"), cell("inhabitants", 100, period="2021")]
    after = [cell("newcomers", 3, period="2022"), cell("inhabitants", 100, period="2022")]
    made = figures("DE_49", *before, *after).sort("period")
    assert made["flags"].to_list() == ["", "break"]


def test_a_figure_that_was_put_together_over_a_merger_says_so() -> None:
    made = the_figure("DE_42", cell("foreign_nationals", 10, rebuilt=True), cell("inhabitants", 100, rebuilt=True))
    assert made["flags"] == "rebuilt"


def test_an_indicator_of_which_nothing_was_delivered_has_no_figure() -> None:
    assert figures("PC_04", cell("inhabitants", 100)).is_empty()
