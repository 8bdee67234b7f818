"""A gap is said in one way: how large it is, and in words which group lies lower or higher."""

import re
from dataclasses import replace
from typing import Any

import pytest

from liim.editions import Edition
from liim.model import LANGUAGES, Language
from liim.publish.gap_sentences import Between, read_gap
from liim.publish.sentences import Speech
from liim.publish.town import town

LOWER: dict[str, Any] = {
    "period": "2022",
    "group_value": 64.0,
    "reference_value": 83.4,
    "difference": -19.4,
    "direction": "lower",
}
LOWER |= {"lower": -20.4, "upper": -18.5, "reason": "", "adjusted_reason": ""}
ADJUSTED = {"adjusted": -12.0, "adjusted_lower": -15.0, "adjusted_upper": -9.0, "adjusted_direction": "lower"}


def said(edition: Edition, row: dict[str, Any], language: Language = "nl", elsewhere: float | None = None) -> str:
    place = replace(town(edition, "44083"))
    beside: dict[str, Any] = {
        "gap": "WE_06",
        "classes": (),
        "period": "2022",
        "verdict": "no_difference",
        "benchmark": "region",
    }
    beside |= {"group": "02000", "benchmark_difference": -18.6, "benchmark_adjusted": elsewhere}
    place.__dict__.update({"gap_trends": [], "gap_comparisons": [] if elsewhere is None else [beside]})
    of = Speech(indicator=edition.indicators["WE_02"], language=language)
    between = Between(of=of, breakdown="origin", group="non_eu_origin", reference="belgian_origin")
    told = " ".join(one.text for one in read_gap(place, "WE_06", row, between))
    return told.replace("\u00a0", " ")


def test_what_is_left_at_equal_ages_is_as_large_as_it_is(edition: Edition) -> None:
    told = said(edition, LOWER | ADJUSTED | {"composition": -7.4, "rates": -12.0}, elsewhere=-18.6)
    assert "ligt dat 19,4 procentpunten lager dan bij personen van Belgische herkomst (tussen 18,5 en 20,4)" in told
    assert "dan was het verschil 12,0 procentpunten (tussen 9,0 en 15,0)." in told
    assert "Zo gerekend is het verschil in de rest van het Vlaams Gewest 18,6 procentpunten." in told
    assert "Van het verschil gaat 7,4 procentpunten samen met een andere verdeling van leeftijd en geslacht" in told


def test_a_gap_that_turns_at_equal_ages_says_who_lies_higher_then(edition: Edition) -> None:
    turned = {"adjusted": 3.0, "adjusted_lower": 1.0, "adjusted_upper": 5.0, "adjusted_direction": "higher"}
    told = said(edition, LOWER | turned | {"composition": -22.4, "rates": 3.0}, elsewhere=2.0)
    assert "lag dat bij personen van niet-EU-herkomst 3,0 procentpunten hoger dan bij" in told
    assert "(tussen 1,0 en 5,0)" in told
    assert "ligt het in de rest van het Vlaams Gewest bij personen van niet-EU-herkomst 2,0 procentpunten hoger" in told
    assert "gaat samen met een verschil dat 22,4 procentpunten groter is" in told
    assert "met een verschil dat 3,0 procentpunten kleiner is" in told


def test_ages_that_go_against_a_gap_are_told_so(edition: Edition) -> None:
    more = {"adjusted": -21.4, "adjusted_lower": -23.0, "adjusted_upper": -20.0, "adjusted_direction": "lower"}
    told = said(edition, LOWER | more | {"composition": 2.0, "rates": -21.4})
    assert "gaat samen met een verschil dat 2,0 procentpunten kleiner is" in told
    assert "met een verschil dat 21,4 procentpunten groter is" in told


def test_a_gap_that_chance_explains_at_equal_ages_is_no_evidence(edition: Edition) -> None:
    nothing = {"adjusted": -0.5, "adjusted_lower": -2.0, "adjusted_upper": 1.0, "adjusted_direction": "no_difference"}
    told = said(edition, LOWER | nothing | {"composition": -18.9, "rates": -0.5})
    assert "dan was er geen aantoonbaar verschil (de kloof lag tussen −2,0 en 1,0 procentpunten)" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_lower_and_a_minus_never_say_the_same_twice(edition: Edition, language: Language) -> None:
    told = said(edition, LOWER | ADJUSTED | {"composition": -7.4, "rates": -12.0}, language, elsewhere=-18.6)
    assert not re.search(r"[−-]\d", told)
