"""A number before a word agrees with it, in every language."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import translation

from liim_web import catalogues
from liim_web.plans.counting import COUNTED, counted, in_words, later
from liim_web.plans.coverage import Cover
from liim_web.plans.models import Action, ActionReport

PLANS = Path(apps.get_app_config("plans").path)
NOT_RECEIVED = ActionReport.State.NOT_RECEIVED
# How counts are called where they are filled in, followed by a word.
BEFORE_A_WORD = re.compile(r"%\((n|of|left|years|days)\)s [^\W\d_]")
# A count that a template prints, followed by a word that does not know of it.
PRINTED = re.compile(r"\{\{ *(n|left|[\w.]+\|length) *\}\} *(\{% *translate|\{\{ *[\w.]+\|says|[^\W\d_])")


def test_everything_that_is_counted_has_its_words() -> None:
    for of, values in (
        ("action", Action.State.values),
        ("novelty", Action.Novelty.values),
        ("cover", Cover.values),
        ("progress", [*ActionReport.Progress.values, NOT_RECEIVED]),
        ("report", ActionReport.State.values),
    ):
        assert set(COUNTED[of]) == set(values), of


def test_no_text_has_a_number_before_a_word_without_a_plural() -> None:
    alone = [text for text in catalogues.texts(PLANS) if isinstance(text, str) and BEFORE_A_WORD.search(text)]
    assert alone == []


def test_no_template_prints_a_number_before_a_word_that_does_not_know_of_it() -> None:
    found = []
    for file in sorted((PLANS / "templates").rglob("*.html")):
        text = re.sub(r"\{% *blocktranslate.*?endblocktranslate *%\}", "", file.read_text(encoding="utf-8"))
        found += [f"{file.name}: {each[0]}" for each in PRINTED.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    ("language", "one", "eight", "none"),
    [
        ("nl", "1 loopt", "8 lopen", "0 lopen"),
        ("fr", "1 en cours", "8 en cours", "0 en cours"),
        ("en", "1 running", "8 running", "0 running"),
    ],
)
def test_how_many_run(language: str, one: str, eight: str, none: str) -> None:
    with translation.override(language):
        assert [counted(n, "progress", "running") for n in (1, 8, 0)] == [one, eight, none]


def test_french_agrees_in_number_and_gender_and_takes_none_for_one() -> None:
    with translation.override("fr"):
        assert in_words({"strengthened": 8, "new": 1, "existing": 0}, "novelty") == (
            "8 renforcées, 1 nouvelle, 0 existante"
        )
        assert in_words({"ingediend": 2, "niet_ontvangen": 1}, "report") == "2 introduits, 1 non reçu"


def test_a_day_later_is_one_day() -> None:
    assert [later(1), later(30), later(-2)] == ["1 dag later", "30 dagen later", "2 dagen vroeger"]


def test_a_code_that_an_old_version_holds_and_nobody_knows_is_shown_as_it_stands() -> None:
    assert counted(3, "action", "verdaagd") == "3 verdaagd"
