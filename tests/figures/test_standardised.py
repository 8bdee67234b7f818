"""Rates at the ages of the European standard population."""

from typing import Any

import numpy as np
import polars as pl
import pytest

from liim.figures.intervals import byar
from liim.figures.standardised import ESP2013, age_standardised


def only(table: pl.DataFrame) -> dict[str, Any]:
    (row,) = table.to_dicts()
    return row


def ages(x: Any, n: Any) -> pl.DataFrame:
    schema = {"area": pl.String, "age": pl.String, "numerator": pl.Float64, "denominator": pl.Float64}
    return pl.DataFrame({"area": "A", "age": list(ESP2013), "numerator": x, "denominator": n}, schema=schema)


def test_the_standard_population_counts_a_hundred_thousand() -> None:
    assert sum(ESP2013.values()) == 100_000


def test_a_standardised_rate_has_dobsons_limits() -> None:
    x, n = np.arange(1.0, 20.0), np.linspace(900, 1500, 19)
    rate = only(age_standardised(ages(x, n), ["area"], per=1000))
    w = np.array(list(ESP2013.values())) / 1e5
    value, variance = (w * x / n).sum(), (w**2 * x / n**2).sum()
    low, high = byar(x.sum())
    assert rate["value"] == pytest.approx(1000 * value, rel=1e-9)
    assert rate["lower"] == pytest.approx(1000 * (value + np.sqrt(variance / x.sum()) * (low[0] - x.sum())), rel=1e-9)
    assert rate["upper"] == pytest.approx(1000 * (value + np.sqrt(variance / x.sum()) * (high[0] - x.sum())), rel=1e-9)


def test_a_rate_that_is_the_same_at_all_ages_stays_what_it_is() -> None:
    rate = only(age_standardised(ages([10.0] * 19, [1000.0] * 19), ["area"], per=1000))
    assert rate["value"] == pytest.approx(10)
    assert rate["lower"] < 10 < rate["upper"]


@pytest.mark.parametrize(
    ("x", "n", "reason"),
    [
        ([0.0] * 18 + [9.0], [100.0] * 19, "fewer_than_ten_events"),
        ([5.0] * 18 + [None], [100.0] * 19, "age_missing"),
        ([5.0] * 18 + [0.0], [100.0] * 18 + [0.0], "age_empty"),
    ],
)
def test_without_enough_events_or_ages_there_is_no_standardised_rate(x: Any, n: Any, reason: str) -> None:
    rate = only(age_standardised(ages(x, n), ["area"]))
    assert (rate["value"], rate["lower"], rate["upper"], rate["reason"]) == (None, None, None, reason)


def test_ages_that_the_standard_does_not_know_are_refused() -> None:
    with pytest.raises(ValueError, match="Age bands"):
        age_standardised(ages([1.0] * 19, [10.0] * 19).with_columns(age=pl.lit("0-17")), ["area"])
