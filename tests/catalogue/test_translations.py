"""What users read is there in three languages."""

import csv
import re
from pathlib import Path

import pytest

from liim.catalogue import catalogue
from liim.catalogue.published import as_published
from liim.catalogue.texts import texts
from liim.model import LANGUAGES
from liim.translations import is_translated, translate

LIST = Path(__file__).parents[2].parent / "shared" / "domain" / "indicators.csv"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_untranslated(language: str) -> None:
    assert [text for text in texts() if not is_translated(text, language)] == []  # type: ignore[arg-type]  # a Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_names_the_same_parts(language: str) -> None:
    for text in texts():
        said = translate(text, language)  # type: ignore[arg-type]  # a Language
        assert sorted(re.findall(r"\{\w+\}", said)) == sorted(re.findall(r"\{\w+\}", text)), text


def test_a_translation_names_the_same_indicators() -> None:
    named = re.compile(r"\b[A-Z]{2}_(?:S_)?\d+\b")
    for language in ("fr", "en"):
        for text in texts():
            said = translate(text, language)
            assert sorted(named.findall(said)) == sorted(named.findall(text)), text


def test_english_titles_are_those_of_the_list() -> None:
    if not LIST.is_file():
        pytest.skip("no list of indicators beside the project")
    with LIST.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert translate(catalogue()[row["id"]].title, "en") == row["title_en"]


def test_the_catalogue_is_published_in_every_language() -> None:
    def walk(value: object) -> None:
        if isinstance(value, dict) and "nl" in value:
            assert list(value) == list(LANGUAGES)
            assert all(value.values())
        elif isinstance(value, dict):
            for one in value.values():
                walk(one)
        elif isinstance(value, list):
            for one in value:
                walk(one)

    walk(as_published())


def test_a_language_keeps_its_own_words_apart() -> None:
    """No two classes of one list read the same in a translation."""
    for entry in as_published():
        for breakdown in entry["breakdowns"]:
            for language in LANGUAGES:
                titles = [one["title"][language] for one in breakdown["classes"]]
                assert len(set(titles)) == len(titles), (entry["id"], language)


# "op 88.763 inwoners naar nationaliteit", "sur 5 218 population active": words that do not follow a number.
NOT_AFTER_A_NUMBER = re.compile(
    r"\bnaar (herkomst|nationaliteit)\b|, gemiddelde|\((KSZ|BCSS|CBSS)\)|^(beroepsbevolking|inwoners naar)"
    r"|^(population|personnel|staff of|labour force)|\bselon (la nationalité|l'origine)|\bby (nationality|origin)\b"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_counted_can_follow_its_number_in_a_sentence(language: str) -> None:
    for entry in as_published():
        formula = entry["formula"]
        for one in (*formula["numerator"], formula["denominator"]) if formula["denominator"] else ():
            noun = one["noun"][language]
            assert not NOT_AFTER_A_NUMBER.search(noun[:1].lower() + noun[1:]), (entry["id"], noun)
