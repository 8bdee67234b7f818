from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liim.editions import Figure
from liim.model import LANGUAGES, Language, Status
from liim.publish import numbers


def figure(**other: object) -> Figure:
    given = dict.fromkeys(Figure._fields)
    given |= {"status": "ok", "numerator": 12.0, "denominator": 100.0, "value": 12.0, "classes": (), "flags": ()}
    return Figure(**(given | other))  # type: ignore[arg-type]  # drawn small: only what is written counts


@pytest.mark.parametrize(
    ("language", "written", "part"),
    [("nl", "1.234,5", "24,1%"), ("fr", "1\u00a0234,5", "24,1\u00a0%"), ("en", "1,234.5", "24.1%")],
)
def test_numbers_and_shares_are_written_as_readers_of_each_language_do(
    language: Language, written: str, part: str
) -> None:
    assert numbers.number(1234.5, language, 1) == written
    assert numbers.share(24.1, language) == part


def test_halves_are_rounded_away_from_zero_as_by_hand() -> None:
    assert [numbers.number(value, "nl", 1) for value in (0.25, 0.35, -0.25)] == ["0,3", "0,4", "−0,3"]


def test_nothing_is_ever_minus_zero() -> None:
    assert numbers.number(-0.04, "nl", 1) == "0,0"


@given(st.floats(-1e9, 1e9), st.integers(0, 3), st.sampled_from(list(LANGUAGES)))
def test_a_written_number_reads_back_as_the_number_rounded(value: float, decimals: int, language: Language) -> None:
    decimal, group = {"nl": (",", "."), "fr": (",", "\u00a0"), "en": (".", ",")}[language]
    written = numbers.number(value, language, decimals)
    read = float(written.replace(group, "").replace(decimal, ".").replace("−", "-"))
    assert abs(read - value) <= 0.5 * 10**-decimals + 1e-6


def test_percentage_points_are_written_out() -> None:
    assert numbers.points(21.3, "nl") == "21,3\u00a0procentpunten"
    assert numbers.points(1, "nl", 0) == "1\u00a0procentpunt"
    assert numbers.points(1.5, "fr") == "1,5\u00a0point de pourcentage"
    assert numbers.points(1.5, "en") == "1.5\u00a0percentage points"


def test_a_share_that_is_not_zero_is_not_written_as_zero() -> None:
    assert numbers.value(0.03, "%", "nl") == "<0,1%"
    assert numbers.value_in_words(0.03, "%", "nl") == "minder dan\u00a00,1%"
    assert numbers.value(0.0, "%", "nl") == "0,0%"


def test_a_rate_names_its_unit_in_a_sentence() -> None:
    assert numbers.value_in_words(12.34, "per 1000", "nl") == "12,3\u00a0per\u00a01.000"
    assert numbers.value_in_words(12.34, "per 1000", "fr") == "12,3\u00a0pour\u00a01\u00a0000"


def test_a_table_has_no_more_decimals_than_its_intervals_can_bear() -> None:
    narrow, wide = figure(lower=11.0, upper=13.0), figure(lower=2.0, upper=22.0)
    assert numbers.decimals([narrow, narrow, wide], "%") == 1
    assert numbers.decimals([narrow, wide, wide], "%") == 0
    assert numbers.decimals([figure()], "%") == 1
    assert numbers.decimals([figure()], "count") == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_kinds_of_nothing_have_five_signs(language: Language) -> None:
    blank = {"numerator": None, "value": None}
    kinds = (Status.WITHHELD, Status.MISSING, Status.NOT_APPLICABLE, Status.NOT_YET)
    signs = {numbers.figure(figure(status=kind, **blank), "%", language) for kind in kinds}
    signs.add(numbers.figure(figure(numerator=0.0, value=0.0), "%", language))
    assert len(signs) == 5


def test_a_withheld_figure_never_shows_a_number_even_if_it_were_there() -> None:
    assert numbers.figure(figure(status="withheld"), "%", "nl") == "×"
    assert numbers.figure_count(figure(status="withheld"), "nl") == "×"


def test_a_bounded_figure_shows_its_bounds() -> None:
    bounded = figure(status="bounded", numerator=None, value=None, numerator_lower=40.0, numerator_upper=44.0)
    assert numbers.figure(bounded, "%", "nl") == "40,0%–44,0%"
    assert numbers.figure_count(bounded, "nl") == "40–44"


def test_provisional_and_estimated_figures_carry_their_mark() -> None:
    assert numbers.figure(figure(status="provisional"), "%", "nl") == "12,0%\u00a0v"
    assert numbers.figure_count(figure(status="estimated"), "nl") == "≈\u00a012"


def test_a_value_published_without_counts_says_so() -> None:
    assert numbers.figure_count(figure(numerator=None), "nl") == "geen aantal"


def test_periods_are_written_as_the_field_writes_them() -> None:
    assert [numbers.period(one, "nl") for one in ("2022", "2021-2022", "2024-03")] == [
        "2022",
        "2021-2022",
        "maart 2024",
    ]
    assert numbers.day(date(2022, 1, 1), "fr") == "1er janvier 2022"


def test_a_moment_begins_a_sentence() -> None:
    assert numbers.moment("2022", "01-01", "nl") == "Op 1 januari 2022"
    assert numbers.moment("2022", "12-31", "en") == "On 31 December 2022"
    assert numbers.moment("2022", "calendar year", "fr") == "En 2022"
    assert numbers.moment("2022", "12-month mean", "nl") == "Gemiddeld over 2022"


def test_an_axis_has_no_more_decimals_than_it_needs() -> None:
    write = numbers.Writing("%", "nl")
    assert write.marks([0, 10, 20]) == ["0%", "10%", "20%"]
    assert write.marks([0, 0.5, 1]) == ["0,0%", "0,5%", "1,0%"]
