from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liim.figures.adjusted import adjusted_gaps
from liim.figures.benchmarks import own_group
from liim.figures.gap_comparisons import compare_gaps, gap_trends
from liim.figures.gaps import Gap, gaps
from liim.figures.intervals import newcombe
from liim.model import SeriesBreak

EMPLOYMENT = Gap(
    id="WE_06",
    of="WE_02",
    breakdown="origin",
    group="non_eu",
    reference="belgian",
    official="reference_minus_group",
)
UNEMPLOYMENT = Gap(
    id="WE_12",
    of="WE_09",
    breakdown="origin",
    group="non_eu",
    reference="belgian",
    official="group_minus_reference",
)


@pytest.fixture(scope="session")
def work(declare: Any) -> Any:
    return [declare(id="WE_02", polarity="higher_is_better"), declare(id="WE_09", polarity="lower_is_better")]


@pytest.fixture(scope="session")
def by_origin(figures: Any) -> Any:
    """One share for two origins: (non-EU count, people), (Belgian count, people)."""

    def make(group: tuple[Any, Any], reference: tuple[Any, Any], **columns: Any) -> Any:
        sides = {"non_eu": group, "belgian": reference}
        return pl.concat(
            figures(**{"indicator": "WE_02", "origin": o, "numerator": [x], "denominator": [n], **columns})
            for o, (x, n) in sides.items()
        )

    return make


def only(table: pl.DataFrame) -> dict[str, Any]:
    assert table.height == 1
    return table.row(0, named=True)


def test_a_gap_has_both_levels_difference_interval_and_ratio(by_origin: Any, work: Any) -> None:
    gap = only(gaps(by_origin((300, 600), (1600, 2000)), work, [EMPLOYMENT]))
    assert (gap["group_value"], gap["reference_value"], gap["difference"]) == (50, 80, pytest.approx(-30))
    lower, upper = newcombe(300, 600, 1600, 2000)
    assert (gap["lower"], gap["upper"]) == (pytest.approx(100 * lower[0]), pytest.approx(100 * upper[0]))
    assert gap["ratio"] == pytest.approx(0.625)
    assert gap["ratio_lower"] < 0.625 < gap["ratio_upper"]
    assert (gap["direction"], gap["reason"], gap["method"]) == ("lower", "", "newcombe")


def test_official_signs_differ_but_every_gap_is_shown_the_same_way(by_origin: Any, work: Any) -> None:
    employment = only(gaps(by_origin((300, 600), (1600, 2000)), work, [EMPLOYMENT]))
    unemployment = only(gaps(by_origin((120, 600), (100, 2000), indicator="WE_09"), work, [UNEMPLOYMENT]))
    assert employment["difference"] == pytest.approx(-30)
    assert unemployment["difference"] == pytest.approx(15)
    assert employment["value"] == pytest.approx(30)  # Belgian minus non-EU
    assert unemployment["value"] == pytest.approx(15)  # non-EU minus Belgian
    assert employment["disadvantage"] > 0 < unemployment["disadvantage"]


def test_a_gap_that_favours_the_group_is_a_negative_disadvantage(by_origin: Any, work: Any) -> None:
    gap = only(gaps(by_origin((540, 600), (1600, 2000)), work, [EMPLOYMENT]))
    assert gap["direction"] == "higher"
    assert gap["disadvantage"] == pytest.approx(-10)


@pytest.mark.parametrize(
    ("group", "columns", "reason"),
    [
        ((20, 29), {}, "group_too_small"),
        ((None, None), {"status": "withheld"}, "group_withheld"),
        ((None, 100), {}, "group_without_counts"),
        ((0, 0), {}, "group_too_small"),
    ],
)
def test_one_side_too_small_or_hidden_leaves_no_gap_and_says_so(
    *, by_origin: Any, work: Any, group: tuple[Any, Any], columns: dict[str, Any], reason: str
) -> None:
    table = by_origin(group, (1600, 2000))
    table = table.with_columns(
        pl.when(pl.col("origin") == "non_eu")
        .then(pl.lit(columns.get("status", "ok")))
        .otherwise("status")
        .alias("status")
    )
    gap = only(gaps(table, work, [EMPLOYMENT]))
    assert gap["reason"] == reason
    assert [gap[c] for c in ("difference", "lower", "upper", "ratio", "value", "disadvantage")] == [None] * 6
    assert gap["direction"] == ""
    assert gap["reference_value"] == 80


def test_a_side_without_a_row_is_missing(by_origin: Any, work: Any) -> None:
    table = by_origin((300, 600), (1600, 2000)).filter(pl.col("origin") == "non_eu")
    assert only(gaps(table, work, [EMPLOYMENT]))["reason"] == "reference_missing"


def test_a_gap_of_something_unknown_is_refused(by_origin: Any, work: Any) -> None:
    with pytest.raises(ValueError, match="WE_06"):
        gaps(by_origin((1, 2), (1, 2)), work, [replace(EMPLOYMENT, of="WE_99")])


# --- compared with elsewhere


def towns(by_origin: Any, **counts: tuple[tuple[int, int], tuple[int, int]]) -> Any:
    return pl.concat([by_origin(*sides, area=area) for area, sides in counts.items()])


GROUP = own_group(
    "A",
    ["B", "C"],
    geography="2025",
    areas="ABC",
    parts=pl.DataFrame({"area": [], "union": []}, schema={"area": pl.String, "union": pl.String}),
)


def test_a_gap_is_compared_with_that_of_the_others_added_up(by_origin: Any, work: Any) -> None:
    counts = {
        "A": ((300, 600), (1600, 2000)),
        "B": ((700, 1000), (2400, 3000)),
        "C": ((70, 200), (700, 1000)),
    }
    own = only(compare_gaps(gaps(towns(by_origin, **counts), work, [EMPLOYMENT]), GROUP))
    assert own["benchmark_difference"] == pytest.approx(100 * (770 / 1200 - 3100 / 4000))
    assert own["distance"] == pytest.approx(30 - 100 * (3100 / 4000 - 770 / 1200))
    assert (own["verdict"], own["band"]) == ("wider", 99.8)
    assert own["controlled"]


def test_the_distance_to_zero_is_compared_not_the_sign(by_origin: Any, work: Any) -> None:
    counts = {
        "A": ((300, 600), (1600, 2000)),
        "B": ((800, 1000), (1500, 3000)),
        "C": ((800, 1000), (1500, 3000)),
    }
    assert only(compare_gaps(gaps(towns(by_origin, **counts), work, [EMPLOYMENT]), GROUP))["verdict"] == "no_difference"


def test_a_withheld_side_elsewhere_leaves_no_comparison(by_origin: Any, work: Any) -> None:
    counts = dict.fromkeys("ABC", ((300, 600), (1600, 2000)))
    hidden = (pl.col("area") == "B") & (pl.col("origin") == "non_eu")
    table = towns(by_origin, **counts).with_columns(
        pl.when(hidden).then(None).otherwise("numerator").alias("numerator"),
        pl.when(hidden).then(pl.lit("withheld")).otherwise("status").alias("status"),
    )
    own = only(compare_gaps(gaps(table, work, [EMPLOYMENT]), GROUP))
    assert (own["verdict"], own["reason"], own["p"]) == ("", "benchmark_withheld", None)


# --- over the years


def years(by_origin: Any, employed: list[int]) -> Any:
    return pl.concat([by_origin((x, 6000), (16000, 20000), period=str(2016 + i)) for i, x in enumerate(employed)])


def test_a_gap_that_closes_is_narrowing(by_origin: Any, work: Any) -> None:
    series = years(by_origin, [3000, 3100, 3200, 3300, 3400])
    trend = only(gap_trends(gaps(series, work, [EMPLOYMENT]), work))
    assert (trend["verdict"], trend["band"], trend["points"]) == ("narrowing", 99.8, 5)
    assert trend["slope"] == pytest.approx(100 / 60, rel=0.01)


def test_a_gap_trend_is_the_weighted_regression_of_the_differences(by_origin: Any, work: Any) -> None:
    series = years(by_origin, [3000, 3050, 3020, 3000, 3080])
    trend = only(gap_trends(gaps(series, work, [EMPLOYMENT]), work))
    d = np.array([3000, 3050, 3020, 3000, 3080]) / 6000
    assert trend["slope"] == pytest.approx(100 * np.polyfit(range(5), d, 1)[0], rel=0.05)
    assert trend["verdict"] == "no_trend"


def test_the_detectable_change_of_a_gap_is_found_four_times_out_of_five(by_origin: Any, work: Any) -> None:
    trend = only(gap_trends(gaps(years(by_origin, [3000] * 5), work, [EMPLOYMENT]), work))
    rng = np.random.default_rng(8)
    at = np.arange(6)
    closing = 0.5 + trend["detectable"] / 100 * at / 5
    found = 0
    for _ in range(1000):
        d = rng.binomial(6000, closing) / 6000 - rng.binomial(20000, 0.8, 6) / 20000
        variance = closing * (1 - closing) / 6000 + 0.8 * 0.2 / 20000
        slope = ((at - 2.5) / variance * d).sum() / ((at - 2.5) ** 2 / variance).sum()
        found += abs(slope) * np.sqrt(((at - 2.5) ** 2 / variance).sum()) > 1.96
    assert 760 < found < 840


def test_a_gap_trend_keeps_the_conditions_of_every_trend(by_origin: Any, work: Any, declare: Any) -> None:
    four = gaps(years(by_origin, [3000, 3100, 3200, 3300]), work, [EMPLOYMENT])
    assert only(gap_trends(four, work))["reason"] == "too_few_points"
    broken = declare(id="WE_02", polarity="higher_is_better", breaks=(SeriesBreak(period="2018", why=""),))
    five = gaps(years(by_origin, [3000, 3100, 3200, 3300, 3400]), work, [EMPLOYMENT])
    assert only(gap_trends(five, [broken]))["reason"] == "series_break"


# --- adjusted for age and sex


@pytest.fixture(scope="session")
def by_age(figures: Any) -> Any:
    def make(group: list[tuple[Any, Any]], reference: list[tuple[Any, Any]], **columns: Any) -> Any:
        sides = {"non_eu": group, "belgian": reference}
        return pl.concat(
            figures(
                indicator="WE_02",
                origin=o,
                age=[f"class_{i}" for i in range(len(rows))],
                numerator=[x for x, _ in rows],
                denominator=[n for _, n in rows],
                **columns,
            )
            for o, rows in sides.items()
        )

    return make


def test_a_gap_of_ages_alone_vanishes_when_adjusted(by_age: Any, work: Any) -> None:
    """Young people work less in both groups; one group is younger."""
    table = by_age([(150, 300), (80, 100)], [(50, 100), (240, 300)])
    gap = only(adjusted_gaps(table, work, EMPLOYMENT, strata=["age"]))
    assert gap["difference"] == pytest.approx(-15)
    assert gap["adjusted"] == pytest.approx(0, abs=1e-12)
    assert gap["composition"] == pytest.approx(-15)
    assert gap["rates"] == pytest.approx(0, abs=1e-12)
    assert gap["lower"] < 0 < gap["upper"]


CELL = st.tuples(st.integers(1, 10**6), st.floats(0, 1)).map(lambda c: (round(c[0] * c[1]), c[0]))


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=12))
def test_kitagawas_parts_add_up_to_the_gap(by_age: Any, work: Any, cells: list[Any]) -> None:
    table = by_age([g for g, _ in cells], [r for _, r in cells])
    gap = only(adjusted_gaps(table, work, EMPLOYMENT, strata=["age"]))
    assert abs(gap["composition"] + gap["rates"] - gap["difference"]) / 100 < 1e-12
    (x_g, n_g), (x_r, n_r) = np.sum([g for g, _ in cells], axis=0), np.sum([r for _, r in cells], axis=0)
    assert gap["difference"] == pytest.approx(100 * (x_g / n_g - x_r / n_r), abs=1e-9)
    assert -100 <= gap["lower"] <= gap["adjusted"] + 1e-9
    assert gap["adjusted"] - 1e-9 <= gap["upper"] <= 100


@pytest.mark.parametrize(
    ("group", "reason"),
    [
        ([(0, 0), (80, 100)], "stratum_empty"),
        ([(None, None), (80, 100)], "stratum_missing"),
        ([(80, 100)], "stratum_missing"),
    ],
)
def test_a_stratum_that_is_not_known_on_one_side_leaves_no_adjusted_gap(
    by_age: Any, work: Any, group: list[Any], reason: str
) -> None:
    gap = only(adjusted_gaps(by_age(group, [(50, 100), (240, 300)]), work, EMPLOYMENT, strata=["age"]))
    assert (gap["reason"], gap["adjusted"], gap["composition"]) == (reason, None, None)
