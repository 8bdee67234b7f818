from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from liim.figures.surveys import sample, survey_means, survey_shares

DESIGN: dict[str, Any] = {"stratum": "stype", "weight": "pw", "population": "fpc"}


@pytest.fixture(scope="module")
def schools(reference: Path) -> pl.DataFrame:
    rows = pl.read_csv(reference / "survey" / "apistrat.csv", infer_schema_length=None, null_values="NA")
    return rows.with_columns(high=pl.col("api00") > 700)


@pytest.fixture(scope="module")
def expected(reference: Path) -> dict[tuple[str, str], float]:
    rows = pl.read_csv(reference / "survey" / "expected.csv")
    return {(r["estimate_of"], r["quantity"]): float(r["expected"]) for r in rows.iter_rows(named=True)}


def close(ours: float, theirs: float) -> None:
    assert ours == pytest.approx(theirs, rel=1e-8)


def test_a_share_has_the_logit_limits_of_r(schools: pl.DataFrame, expected: dict[tuple[str, str], float]) -> None:
    ours = survey_shares(schools, "high", **DESIGN).row(0, named=True)
    for column, quantity in (("value", "estimate"), ("lower", "lower95"), ("upper", "upper95")):
        close(ours[column] / 100, expected["share with api00 > 700, logit", quantity])
    assert (ours["method"], ours["respondents"]) == ("survey_logit", 200)


@pytest.mark.parametrize("domain", ["E", "H", "M"])
def test_a_domain_keeps_the_full_design(
    schools: pl.DataFrame, expected: dict[tuple[str, str], float], domain: str
) -> None:
    shares = survey_shares(schools, "high", by="stype", **DESIGN)
    ours = shares.row(by_predicate=pl.col("stype") == domain, named=True)
    name = f"share with api00 > 700 in domain stype={domain}, logit"
    for column, quantity in (("value", "estimate"), ("lower", "lower95"), ("upper", "upper95")):
        close(ours[column] / 100, expected[name, quantity])
    mean = survey_means(schools, "api00", by="stype", **DESIGN).row(by_predicate=pl.col("stype") == domain, named=True)
    close(mean["value"], expected[f"mean of api00 in domain stype={domain}", "estimate"])
    close(mean["standard_error"], expected[f"mean of api00 in domain stype={domain}", "standard_error"])


def test_a_domain_across_strata_has_the_error_of_r(
    schools: pl.DataFrame, expected: dict[tuple[str, str], float]
) -> None:
    name = "share with api00 > 700 in domain awards=Yes"
    ours = survey_shares(schools, "high", by="awards", **DESIGN).row(by_predicate=pl.col("awards") == "Yes", named=True)
    close(ours["value"] / 100, expected[name, "estimate"])
    made = sample(schools.with_columns(pl.col("high").cast(pl.Int64)), **DESIGN).estimation.prop("high", by="awards")
    rows = made.to_polars()  # type: ignore[union-attr]  # one question gives one estimate
    row = rows.row(by_predicate=(pl.col("awards") == "Yes") & (pl.col("high") == 1), named=True)
    close(row["se"], expected[name, "standard_error"])


def test_a_mean_has_error_limits_and_design_effect_of_r(
    schools: pl.DataFrame, expected: dict[tuple[str, str], float]
) -> None:
    ours = survey_means(schools, "api00", **DESIGN).row(0, named=True)
    for column, quantity in (
        ("value", "estimate"),
        ("standard_error", "standard_error"),
        ("lower", "lower95"),
        ("upper", "upper95"),
        ("design_effect", "design_effect"),
    ):
        close(ours[column], expected["mean of api00", quantity])


def test_totals_ratios_and_other_limits_of_the_same_design_agree_with_r(
    schools: pl.DataFrame, expected: dict[tuple[str, str], float]
) -> None:
    drawn = sample(schools.with_columns(pl.col("high").cast(pl.Int64)), **DESIGN).estimation
    total: Any = drawn.total("enroll")
    ratio: Any = drawn.ratio("api.stu", "enroll")
    beta: Any = drawn.prop("high", ci_method="beta")
    for name, made in (("total of enroll", total), ("ratio of api.stu to enroll", ratio)):
        row = made.to_polars().row(0, named=True)
        close(row["est"], expected[name, "estimate"])
        close(row["se"], expected[name, "standard_error"])
    row = beta.to_polars().row(by_predicate=pl.col("high") == 1, named=True)
    close(row["lci"], expected["share with api00 > 700, beta", "lower95"])
    close(row["uci"], expected["share with api00 > 700, beta", "upper95"])


def survey(yes: Sequence[bool | None], **columns: Any) -> pl.DataFrame:
    n = len(yes)
    return pl.DataFrame({"yes": yes, "stype": ["a", "b"] * (n // 2), "pw": [10.0, 30.0] * (n // 2)}).with_columns(
        **{name: pl.lit(value) if not isinstance(value, list) else pl.Series(value) for name, value in columns.items()}
    )


TWO: dict[str, Any] = {"stratum": "stype", "weight": "pw"}


@pytest.mark.parametrize(("answer", "value"), [(True, 100), (False, 0)])
def test_where_all_or_none_say_yes_the_interval_is_wilsons_and_never_empty(*, answer: bool, value: float) -> None:
    ours = survey_shares(survey([answer] * 40), "yes", **TWO).row(0, named=True)
    assert (ours["value"], ours["method"]) == (value, "wilson_kish")
    assert 0 <= ours["lower"] <= value <= ours["upper"] <= 100
    assert ours["upper"] - ours["lower"] > 5


def test_a_domain_where_nobody_says_yes_is_a_zero_with_an_interval() -> None:
    rows = survey([True, False] * 20 + [False] * 40, town=["A"] * 40 + ["B"] * 40)
    ours = survey_shares(rows, "yes", by="town", **TWO).row(by_predicate=pl.col("town") == "B", named=True)
    assert (ours["value"], ours["lower"]) == (0, 0)
    assert ours["upper"] > 0


def test_too_few_answers_give_no_figure_and_say_so() -> None:
    ours = survey_shares(survey([True, False] * 10), "yes", **TWO).row(0, named=True)
    assert (ours["value"], ours["lower"], ours["status"], ours["reason"]) == (
        None,
        None,
        "missing",
        "too_few_respondents",
    )


def test_who_did_not_answer_is_left_out() -> None:
    ours = survey_shares(survey([True, False, False, True] * 10 + [None] * 10), "yes", **TWO).row(0, named=True)
    assert (ours["respondents"], ours["value"]) == (40, 50)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (survey([True, False] * 20, stype=["a"] * 39 + ["b"]), "Stratum b has one respondent"),
        (survey([True, False] * 20, pw=0.0), "no weight above 0"),
        (survey([True, False] * 20, pw=None), "no weight above 0"),
    ],
)
def test_a_design_of_which_no_error_is_known_is_refused(rows: pl.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        survey_shares(rows, "yes", **TWO)


def test_more_respondents_than_people_is_refused() -> None:
    rows = survey([True, False] * 20, people=10)
    with pytest.raises(ValueError, match="more respondents than people"):
        survey_shares(rows, "yes", population="people", **TWO)
