"""Exports of provincies.incijfers.be: names without codes, and signs that stand for something else than a number."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from liim.model import TOTAL
from liim.observations import COLUMNS, check
from liim.sources import BadInput
from liim.sources.provincies_in_cijfers import jobseekers as pinc_jobseekers
from liim.sources.provincies_in_cijfers import newcomers as pinc_newcomers

from .conftest import JOBSEEKER_LABELS

Write = Callable[..., Path]


def said(table: pl.DataFrame, area: str, period: str, **classes: str) -> tuple[float | None, str, str]:
    row = table.filter(area=area, period=period, **classes).select("count", "status", "reason").row(0)
    return (row[0], row[1], row[2])


def test_newcomers_are_known_by_name_on_todays_municipalities(newcomers: Write) -> None:
    observed = pinc_newcomers.tidy(newcomers({"Pajottegem": ["0", "12"]}, years=(2014, 2024)))
    check(observed)
    assert dict(observed.schema) == COLUMNS
    assert observed["division"].unique().to_list() == ["2025"]
    assert said(observed, "23106", "2014") == (0, "ok", "")
    assert said(observed, "23106", "2024") == (12, "ok", "")


def test_newcomers_from_outside_the_eu_are_another_quantity(newcomers: Write) -> None:
    file = newcomers(name="nieuwkomers niet-EU - gemeenten.csv", label="nieuwkomers niet-EU")
    assert pinc_newcomers.tidy(file)["quantity"].unique().to_list() == ["newcomers_non_eu"]


def test_no_value_in_brussels_is_not_applicable_and_elsewhere_missing_and_never_zero(newcomers: Write) -> None:
    observed = pinc_newcomers.tidy(newcomers({"Aalst": ["7", '"-"']}))
    assert said(observed, "21004", "2024") == (None, "not_applicable", "outside_scope")
    assert said(observed, "41002", "2024") == (None, "missing", "no_value")


def test_people_who_are_nowhere_are_kept_apart_where_there_are_any(newcomers: Write) -> None:
    observed = pinc_newcomers.tidy(newcomers({"Niet te lokaliseren - Vlaanderen": ["3", '"-"']}))
    nowhere = observed.filter(pl.col("area").str.starts_with("9999"))
    assert nowhere.select("area", "period", "count").rows() == [("99991", "2023", 3.0)]


@pytest.mark.parametrize(
    ("sign", "status", "reason"),
    [
        ("x", "withheld", "hidden_by_source"),
        ("?", "missing", "missing_at_source"),
        ("-", "missing", "no_value"),
        ("nvt", "not_applicable", ""),
    ],
)
def test_each_sign_of_the_portal_has_its_own_status(jobseekers: Write, sign: str, status: str, reason: str) -> None:
    observed = pinc_jobseekers.tidy(jobseekers({("Aalst", "WZW Belg [aantal]"): ["-", 10, sign]}))
    check(observed)
    assert said(observed, "41002", "2024", nationality_group="belgian_nationality") == (None, status, reason)


def test_a_label_belongs_to_the_block_that_ends_below_it(jobseekers: Write) -> None:
    observed = pinc_jobseekers.tidy(jobseekers({("Aalst", "WZW EU herkomst (excl. Belg) [aantal]"): ["-", 1, 2]}))
    assert said(observed, "41002", "2023", origin="eu_origin") == (1, "ok", "")
    assert said(observed, "41002", "2024", origin="eu_origin") == (2, "ok", "")
    assert said(observed, "41002", "2024", origin="non_eu_origin") == (10, "ok", "")
    assert said(observed, "41002", "2024", quantity="jobseekers", origin=TOTAL, nationality_group=TOTAL) == (
        30,
        "ok",
        "",
    )


def test_the_yearly_mean_and_31_december_are_never_mixed(jobseekers: Write) -> None:
    """The yearly mean has 2014 and is a percentage; the situation on 31 December begins with 2015."""
    observed = pinc_jobseekers.tidy(
        jobseekers({("Aalst", "werkzoekenden zonder werk (jaargemiddelde) [aantal]"): [99] * 3})
    )
    assert said(observed, "41002", "2014", quantity="jobseekers_rate") == (9.6, "ok", "")
    assert set(observed.filter(quantity="jobseekers")["period"]) == {"2023", "2024"}
    assert 99 not in set(observed["count"])


def test_the_legend_below_is_no_municipality(jobseekers: Write) -> None:
    assert pinc_jobseekers.tidy(jobseekers())["area"].n_unique() == 285


def test_what_the_publisher_gives_away_is_found_without_telling_it(jobseekers: Write) -> None:
    alone = {("Aalst", "WZW EU (excl. Belg) [aantal]"): ["-", "x", 10]}
    two = {("Gent", "WZW Belg [aantal]"): ["-", "x", 10], ("Gent", "WZW niet-EU [aantal]"): ["-", "x", 10]}
    observed = pinc_jobseekers.tidy(jobseekers(alone | two))
    assert pinc_jobseekers.undone_by_publisher(observed).rows() == [
        ("41002", "2023", "nationality_group", "eu_nationality")
    ]


def test_a_missing_indicator_is_named(jobseekers: Write) -> None:
    without = tuple(label for label in JOBSEEKER_LABELS if "Belg [aantal]" not in label)
    with pytest.raises(BadInput, match=r"row 2: WZW Belg \[aantal\] is missing"):
        pinc_jobseekers.tidy(jobseekers(labels=without))
