from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from liim.figures.intervals import byar, exact_poisson, newcombe, poisson, ratio, student, wilson, with_intervals

BANDS = ((0.95, "95_0cl"), (0.998, "99_8cl"))


def close(ours: Any, theirs: Any) -> None:
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12, equal_nan=True)


# --- the established software agrees


@pytest.mark.parametrize(("level", "column"), BANDS)
def test_sixty_areas_have_the_wilson_limits_of_england(reference: Path, level: float, column: str) -> None:
    rows = pl.read_csv(reference / "intervals" / "proportion_60_areas.csv")
    lower, upper = wilson(rows["x"], rows["n"], level)
    close(lower * 100, rows[f"lower{column}"])
    close(upper * 100, rows[f"upper{column}"])


@pytest.mark.parametrize("level_and_column", BANDS)
@pytest.mark.parametrize(("file", "sheet", "kind"), [("Proportion", "Prop", "share"), ("Rate", "Rate", "rate")])
def test_every_row_of_the_english_test_data_comes_out(
    *,
    reference: Path,
    figures: Any,
    declare: Any,
    file: str,
    sheet: str,
    kind: str,
    level_and_column: tuple[float, str],
) -> None:
    level, column = level_and_column
    rows = pl.read_excel(reference / "intervals" / f"testdata_{file}.xlsx", sheet_name=f"testdata_{sheet}")
    for multiplier, part in rows.group_by("multiplier"):
        indicator = declare(kind, per=float(multiplier[0]))
        table = figures(numerator=part["Numerator"].to_list(), denominator=part["Denominator"].to_list())
        ours = with_intervals(table, [indicator], level=level)
        for limit in ("lower", "upper"):
            close(ours[limit].to_numpy(), part[f"{limit}{column}"].cast(pl.Float64).to_numpy())
            assert ours[limit].is_null().to_list() == part[f"{limit}{column}"].is_null().to_list()


@pytest.mark.parametrize(("file", "sheet", "kind"), [("Proportion", "Prop", "share"), ("Rate", "Rate", "rate")])
def test_a_union_is_added_up_before_it_is_divided(
    *, reference: Path, figures: Any, declare: Any, file: str, sheet: str, kind: str
) -> None:
    rows = pl.read_excel(reference / "intervals" / f"testdata_{file}.xlsx", sheet_name=f"testdata_{sheet}_g")
    indicator = declare(kind, per=float(rows["multiplier"][0]))
    table = figures(numerator=rows["Numerator"].to_list(), denominator=rows["Denominator"].to_list())
    ours = with_intervals(table, [indicator])
    close(ours["lower"].to_numpy(), rows["lowercl"].cast(pl.Float64).to_numpy())
    close(ours["upper"].to_numpy(), rows["uppercl"].cast(pl.Float64).to_numpy())


def expected(reference: Path, kind: str) -> list[tuple[str, dict[str, float], str, float, float]]:
    rows = pl.read_csv(reference / "expected.csv").filter(pl.col("kind") == kind)
    return [
        (
            row["id"],
            {k.strip(): float(v) for k, v in (pair.split("=") for pair in row["inputs"].split(";"))},
            row["quantity"],
            float(row["expected"]),
            float(row["tolerance"]),
        )
        for row in rows.iter_rows(named=True)
    ]


def test_differences_of_shares_have_newcombes_limits(reference: Path) -> None:
    cases = expected(reference, "difference_of_proportions_newcombe")
    assert len(cases) == 27
    for name, given_, quantity, value, tolerance in cases:
        x1, n1, x2, n2 = (given_[k] for k in ("x1", "n1", "x2", "n2"))
        lower, upper = newcombe(x1, n1, x2, n2, given_["confidence"])
        ours = {"difference": x1 / n1 - x2 / n2, "lower": lower[0], "upper": upper[0]}[quantity]
        assert ours == pytest.approx(value, rel=tolerance, abs=tolerance), (name, quantity)


def test_ratios_of_shares_have_the_limits_of_the_log_scale(reference: Path) -> None:
    for name, given_, quantity, value, tolerance in expected(reference, "ratio_of_proportions_log"):
        lower, upper = ratio(given_["x1"], given_["n1"], given_["x2"], given_["n2"], given_["confidence"])
        assert {"lower": lower[0], "upper": upper[0]}[quantity] == pytest.approx(value, rel=tolerance), name


# --- edges


def test_nobody_out_of_nobody_has_no_interval_and_no_nan(figures: Any, declare: Any) -> None:
    ours = with_intervals(figures(numerator=[0, None, 3], denominator=[0, 10, None]), [declare()])
    assert ours["lower"].to_list() == [None, None, None]
    assert ours["method"].to_list() == [None, None, None]


def test_none_and_all_are_exact_at_their_end() -> None:
    lower, upper = wilson([0, 10], [10, 10])
    assert lower[0] == 0
    assert upper[1] == 1
    assert lower[1] > 0.5 > upper[0]


def test_the_switch_from_exact_to_byar_stands_at_ten_events(figures: Any, declare: Any) -> None:
    ours = with_intervals(figures(numerator=[9, 10], denominator=[100, 100]), [declare("rate", per=1000)])
    assert ours["method"].to_list() == ["poisson_exact", "byar"]
    close(ours["lower"].to_numpy() / 10, [exact_poisson(9)[0][0], byar(10)[0][0]])


def test_a_stock_of_people_gets_an_interval_only_when_asked(figures: Any, declare: Any) -> None:
    table, inhabitants = figures(numerator=[50]), declare("count", per=1)
    assert with_intervals(table, [inhabitants])["lower"].to_list() == [None]
    close(with_intervals(table, [inhabitants], stocks=True)["lower"].to_numpy(), poisson(50)[0])


def test_a_withheld_figure_gets_no_interval_even_if_a_count_slipped_through(figures: Any, declare: Any) -> None:
    """An interval leaks the count that it is made from."""
    ours = with_intervals(figures(numerator=[3], denominator=[100], status="withheld"), [declare()])
    assert ours["lower"].to_list() == [None]


def test_a_surveys_own_limits_are_kept(figures: Any, declare: Any) -> None:
    table = figures(numerator=[40], denominator=[100], lower=[31.0], upper=[49.5], method="survey_logit")
    ours = with_intervals(table, [declare()])
    assert ours.select("lower", "upper", "method").row(0) == (31.0, 49.5, "survey_logit")


def test_a_survey_share_is_as_wide_as_its_effective_number_of_respondents(figures: Any, declare: Any) -> None:
    survey = replace(declare(), kind="survey")
    table = figures(numerator=[400.5], denominator=[1000.0], respondents=[100.0], design_effect=[2.0])
    ours = with_intervals(table, [survey])
    close(ours["lower"].to_numpy() / 100, wilson(0.4005 * 50, 50)[0])
    assert ours["method"].to_list() == ["wilson_deff"]


def test_a_full_count_returned_by_municipalities_has_no_interval(figures: Any, declare: Any) -> None:
    ours = with_intervals(figures(numerator=[4], denominator=[9]), [replace(declare(), kind="return")])
    assert ours["lower"].to_list() == [None]


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ({"numerator": [11], "denominator": [10]}, "numerator above the denominator"),
        ({"numerator": [-1], "denominator": [10]}, "numerator below 0"),
        ({"numerator": [1], "denominator": [-10]}, "denominator below 0"),
        ({"numerator": [1.5], "denominator": [10]}, "not whole"),
        ({"numerator": [float("nan")], "denominator": [10]}, "finite"),
        ({"indicator": ["XX_99"], "numerator": [1], "denominator": [10]}, "does not know"),
    ],
)
def test_counts_that_cannot_be_are_refused_with_the_row(
    figures: Any, declare: Any, counts: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        with_intervals(figures(**counts), [declare()])


def test_a_twelve_month_mean_may_have_decimals(figures: Any, declare: Any) -> None:
    table = figures(numerator=[10.25], denominator=[100.5])
    assert with_intervals(table, [declare(moment="12-month mean")])["lower"][0] > 0


def test_a_rate_may_have_more_events_than_people(figures: Any, declare: Any) -> None:
    ours = with_intervals(figures(numerator=[250], denominator=[220]), [declare("rate", per=100)])
    assert ours["lower"][0] < 250 / 220 * 100 < ours["upper"][0]


def test_one_unit_gives_a_mean_and_no_interval() -> None:
    lower, _ = student([3.0, 3.0], [0.0, 1.0], [1, 4])
    assert np.isnan(lower[0])
    close(lower[1], 3 - 3.182446305284263 / 2)


def test_a_ratio_with_a_group_at_zero_has_no_interval() -> None:
    assert np.isnan(ratio(0, 10, 5, 10)[0]).all()


# --- laws

WHOLES = st.integers(1, 10**7)


@st.composite
def parts(draw: st.DrawFn) -> tuple[int, int]:
    whole = draw(WHOLES)
    return draw(st.integers(0, whole)), whole


@given(parts(), st.sampled_from([0.95, 0.998]))
def test_the_share_lies_in_its_interval_and_the_interval_in_0_to_1(part: tuple[int, int], level: float) -> None:
    x, n = part
    lower, upper = wilson(x, n, level)
    assert 0 <= lower[0] <= x / n <= upper[0] <= 1
    close(np.array([lower[0], upper[0]]), proportion_confint(x, n, 1 - level, "wilson"))


@given(parts(), st.integers(2, 100))
def test_more_people_narrow_the_interval(part: tuple[int, int], times: int) -> None:
    x, n = part
    lower, upper = wilson([x, x * times], [n, n * times])
    assert upper[1] - lower[1] < upper[0] - lower[0]


@given(parts())
def test_998_is_wider_than_95(part: tuple[int, int]) -> None:
    near, far = wilson(*part, 0.95), wilson(*part, 0.998)
    assert far[0][0] <= near[0][0]
    assert near[1][0] <= far[1][0]


@given(st.integers(0, 10**7))
def test_the_events_lie_in_their_interval(x: int) -> None:
    lower, upper = poisson(x)
    assert 0 <= lower[0] <= x < upper[0] < np.inf


@given(parts(), parts())
def test_a_difference_lies_in_its_interval_and_turns_with_sign(one: tuple[int, int], other: tuple[int, int]) -> None:
    lower, upper = newcombe(*one, *other)
    assert -1 <= lower[0] <= one[0] / one[1] - other[0] / other[1] <= upper[0] <= 1
    back_lower, back_upper = newcombe(*other, *one)
    close([-back_upper[0], -back_lower[0]], [lower[0], upper[0]])


def test_arrays_give_what_one_by_one_gives() -> None:
    x1, n1, x2, n2 = (
        np.array([5.0, 0, 60]),
        np.array([56.0, 10, 400]),
        np.array([0.0, 0, 85]),
        np.array([29.0, 20, 400]),
    )
    lower, upper = newcombe(x1, n1, x2, n2)
    for i in range(3):
        one = confint_proportions_2indep(x1[i], n1[i], x2[i], n2[i], method="newcomb", compare="diff")
        close([lower[i], upper[i]], one)
