from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liim.figures.trends import cochran_armitage, detectable_change, trends
from liim.model import SeriesBreak

YEARS = [str(y) for y in range(2017, 2024)]
RISING = [100, 110, 120, 130, 140, 150, 160]


def numbers(text: str) -> list[float]:
    if ".." in text:
        first, last = text.split("..")
        return [float(i) for i in range(int(first), int(last) + 1)]
    return [float(i) for i in text.split()]


def test_the_trend_is_the_one_of_r(reference: Path) -> None:
    rows = pl.read_csv(reference / "expected.csv").filter(pl.col("kind") == "trend_cochran_armitage")
    assert rows.height == 18
    for row in rows.iter_rows(named=True):
        given_ = {k.strip(): numbers(v) for k, v in (pair.split("=") for pair in row["inputs"].split(";"))}
        chi2, p, direction = cochran_armitage(given_["x"], given_["n"], given_["scores"])
        if row["quantity"] == "direction":
            assert direction == row["expected"], row["id"]
        else:
            ours, tolerance = {"chi2": chi2, "p": p}[row["quantity"]], float(row["tolerance"])
            assert ours == pytest.approx(float(row["expected"]), rel=tolerance, abs=1e-12), row["id"]


def test_a_series_gives_what_its_points_give(figures: Any, declare: Any) -> None:
    ours = trends(figures(period=YEARS, numerator=RISING, denominator=1000), [declare()]).row(0, named=True)
    chi2, p, _ = cochran_armitage(RISING, [1000] * 7)
    assert (ours["chi2"], ours["p"]) == (pytest.approx(chi2), pytest.approx(p))
    assert (ours["first_period"], ours["last_period"], ours["points"]) == ("2017", "2023", 7)
    assert (ours["verdict"], ours["direction"], ours["band"], ours["reason"]) == ("rising", "up", 99.8, "")
    assert ours["slope"] == pytest.approx(1.0)
    assert ours["change"] == pytest.approx(6.0)


def test_four_points_are_too_few(figures: Any, declare: Any) -> None:
    ours = trends(figures(period=YEARS[:4], numerator=RISING[:4], denominator=1000), [declare()]).row(0, named=True)
    assert (ours["verdict"], ours["reason"], ours["p"], ours["chi2"]) == ("", "too_few_points", None, None)


def test_a_trend_never_crosses_a_break(figures: Any, declare: Any) -> None:
    table = figures(period=YEARS, numerator=RISING, denominator=1000)
    late = trends(table, [declare(breaks=(SeriesBreak(period="2020", why="another rule"),))]).row(0, named=True)
    assert (late["verdict"], late["reason"], late["break_period"]) == ("", "series_break", "2020")
    early = trends(table, [declare(breaks=(SeriesBreak(period="2018", why="another rule"),))]).row(0, named=True)
    assert (early["verdict"], early["first_period"], early["points"]) == ("rising", "2018", 6)


def test_a_break_outside_the_series_does_not_matter(figures: Any, declare: Any) -> None:
    table = figures(period=YEARS, numerator=RISING, denominator=1000)
    for period in ("2013", "2017", "2024"):
        assert trends(table, [declare(breaks=(SeriesBreak(period=period, why=""),))])["reason"].to_list() == [""]


def test_a_merger_breaks_the_series_as_published_but_not_the_rebuilt_one(figures: Any, declare: Any) -> None:
    """Antwerpen keeps 11002 in 2025, but is another territory."""
    years = [str(y) for y in range(2022, 2029)]
    table = figures(area="11002", period=years, numerator=RISING, denominator=1000)
    moved = pl.DataFrame({"area": ["11002"], "period": ["2025"]})
    published = trends(table, [declare()], territories=moved).row(0, named=True)
    assert (published["verdict"], published["reason"], published["break_period"]) == ("", "another_territory", "2025")
    assert trends(table, [declare()])["verdict"].to_list() == ["rising"]


def test_a_withheld_year_ends_the_run(figures: Any, declare: Any) -> None:
    """What is withheld is small: a trend without it would be bent."""
    status = ["ok"] * 7
    status[3] = "withheld"
    table = figures(period=YEARS, numerator=RISING, denominator=1000, status=status)
    assert trends(table, [declare()])["reason"].to_list() == ["too_few_points"]


@pytest.mark.parametrize(
    ("traits", "reason"),
    [
        ({"frequency": "every three years"}, "not_yearly"),
        ({"kind": "balance"}, "no_test"),
        ({"kind": "published"}, "no_test"),
    ],
)
def test_where_no_trend_is_possible_it_says_why(
    figures: Any, declare: Any, traits: dict[str, Any], reason: str
) -> None:
    table = figures(period=YEARS, numerator=RISING, denominator=1000)
    ours = trends(table, [declare(**traits)]).row(0, named=True)
    assert (ours["verdict"], ours["reason"], ours["p"]) == ("", reason, None)


def test_periods_that_overlap_are_not_independent_points(figures: Any, declare: Any) -> None:
    table = figures(period=YEARS, numerator=RISING, denominator=1000)
    assert trends(table, [declare()], years_covered={"X": 3})["reason"].to_list() == ["overlapping_periods"]


def test_a_provisional_last_point_is_said(figures: Any, declare: Any) -> None:
    table = figures(period=YEARS, numerator=RISING, denominator=1000, status=["ok"] * 6 + ["provisional"])
    assert trends(table, [declare()])["provisional"].to_list() == [True]


def test_a_year_twice_is_refused(figures: Any, declare: Any) -> None:
    with pytest.raises(ValueError, match="twice"):
        trends(figures(period=[*YEARS, "2023"], numerator=5, denominator=1000), [declare()])


def test_years_without_anybody_are_no_points(figures: Any, declare: Any) -> None:
    ours = trends(figures(period=YEARS, numerator=0, denominator=0), [declare()])
    assert ours["reason"].to_list() == ["no_counts"]
    assert ours["detectable"].to_list() == [None]


def test_a_rise_below_the_margin_is_no_trend(figures: Any, declare: Any) -> None:
    table = figures(period=YEARS, numerator=RISING, denominator=1000)
    assert trends(table, [declare(margin=7.0)])["verdict"].to_list() == ["no_trend"]


def test_a_rate_may_exceed_one_per_head(figures: Any, declare: Any) -> None:
    table = figures(period=YEARS, numerator=[1000 + 40 * i for i in range(7)], denominator=800)
    assert trends(table, [declare("rate", per=1000)])["verdict"].to_list() == ["rising"]


# --- laws

SERIES = st.lists(st.tuples(st.integers(1, 10**6), st.floats(0, 1)), min_size=5, max_size=15)


@given(SERIES)
def test_a_series_read_backwards_turns_its_direction_and_keeps_its_p(series: list[tuple[int, float]]) -> None:
    n = np.array([size for size, _ in series])
    x = np.round(n * np.array([share for _, share in series]))
    chi2, p, direction = cochran_armitage(x, n)
    back_chi2, _, back = cochran_armitage(x[::-1], n[::-1])
    assert 0 <= p <= 1
    assert back_chi2 == pytest.approx(chi2, rel=1e-6, abs=1e-9)
    assert {direction, back} in ({"up", "down"}, {"flat"})


@given(st.integers(0, 3), st.integers(0, 2000), st.integers(1, 2000))
def test_no_series_gives_nan_or_infinity(figures: Any, declare: Any, start: int, x: int, n: int) -> None:
    table = figures(period=YEARS, numerator=[min(x * i, n) for i in range(start, start + 7)], denominator=n)
    ours = trends(table, [declare()])
    for column in ours.select(pl.col(pl.Float64)):
        assert column.drop_nulls().is_finite().all(), column


# --- detectable change


@pytest.mark.parametrize(("share", "n"), [(0.2, 1000), (0.05, 400), (0.9, 20000)])
def test_the_detectable_change_is_found_four_times_out_of_five(share: float, n: int) -> None:
    change = float(detectable_change(share, n))
    rng = np.random.default_rng(7)
    sign = -1 if share + change > 1 else 1
    levels = share + sign * change * np.arange(6) / 5
    counts = rng.binomial(n, levels, (1500, 6))
    found = np.mean([cochran_armitage(x, [n] * 6)[1] < 0.05 for x in counts])
    assert found == pytest.approx(0.8, abs=0.06)


@given(st.floats(0, 1), st.integers(1, 10**6))
def test_more_people_show_smaller_changes(share: float, n: int) -> None:
    small, large = detectable_change([share, share], [n, 10 * n])
    assert np.isnan(small) or 0 < large < small


def test_five_people_can_show_nothing() -> None:
    assert np.isnan(detectable_change(0.5, 5))
