"""The method sheet says what the declaration says, and the docs say the same."""

from pathlib import Path

import pytest

from liim.catalogue import catalogue
from liim.catalogue.method_sheet import HEADINGS, as_markdown, in_symbols, method_sheet
from liim.model import LANGUAGES

DOCS = Path(__file__).parents[2] / "docs" / "methods" / "indicators.md"


def lines(id_: str, section: str, language: str = "nl") -> tuple[str, ...]:
    sheet = method_sheet(catalogue()[id_], language)  # type: ignore[arg-type]  # a Language
    return next(one.lines for one in sheet if one.id == section)


def test_the_docs_do_not_lag() -> None:
    assert DOCS.read_text("utf-8") == as_markdown(), (
        "run python -m liim.catalogue.method_sheet > docs/methods/indicators.md"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_has_a_sheet_in_every_language(language: str) -> None:
    for indicator in catalogue().values():
        sheet = method_sheet(indicator, language)  # type: ignore[arg-type]  # a Language
        ids = [one.id for one in sheet]
        assert ids == [id_ for id_ in HEADINGS if id_ in ids]
        assert {"what", "why", "formula", "source", "comparability", "protection", "contact"} <= set(ids)
        assert not [line for one in sheet for line in one.lines if "{" in line or not line]


def test_a_formula_is_told_in_words_and_in_symbols() -> None:
    assert lines("DE_42", "formula") == ("Inwoners zonder Belgische nationaliteit, gedeeld door inwoners, maal 100.",)
    assert in_symbols(catalogue()["DE_42"].formula) == "100 \u00d7 foreign_nationals \u00f7 inhabitants"
    assert "t+1" in in_symbols(catalogue()["WO_12"].formula)
    assert "een periode later" in lines("WO_12", "formula")[0]
    assert lines("CW_05", "formula", "en")[0].startswith("Occupied pitches (Residential site), divided by pitches")


def test_what_may_not_be_compared_is_said_by_name() -> None:
    assert any("Niet te vergelijken met WE_15" in line for line in lines("WE_09", "comparability"))


def test_what_is_not_certain_keeps_its_mark() -> None:
    assert "noemer" in lines("AR_04", "to_verify")[0]


def test_a_break_is_told_with_its_period() -> None:
    assert lines("DE_49", "breaks")[0].startswith("2022: Asielzoekers")
