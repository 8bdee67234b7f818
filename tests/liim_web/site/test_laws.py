"""What must hold on every kind of page, in every language: walked over all of them, so that nobody has to remember."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tinyhtml5.parser import HTMLParser as StandardParser  # type: ignore[import-untyped]  # ships no types

from liim.publish import charts

Answers = dict[str, Any]

LANGUAGES = ("nl", "fr", "en")
PAGES = (
    "",
    "zoek/?q=gen",
    "zoek/?q=zzzz",
    "gemeente/gent-44021/",
    "gemeente/herstappe-73028/",
    "gebied/vlaams-gewest-02000/",
    "gemeente/gent-44021/DE_44/",
    "gemeente/aalst-41002/PC_02/",
    "gemeente/gent-44021/alles/",
    "gemeente/gent-44021/documenten/",
    "gemeente/gent-44021/DE_42/beeld/",
    "indicator/DE_42/beeld/?period=2022",
    "indicator/",
    "indicator/DE_42/",
    "indicator/PC_04/?part=origin.eu_origin&sort=value&order=down",
    "indicator/DE_45/",
    "vergelijk/",
    "vergelijk/?in=44021,41002,02000",
    "gemeente/gent-44021/nieuw/",
    "gemeente/gent-44021/binnen/",
    "indicator/DE_42/methode/",
    "beschikbaar/",
    "beschikbaar/?geography=2018",
    "vergelijk/twee/?in=44021,41002&x=DE_42&y=DE_49",
    "vergelijk/?in=44021,41002,44083&as=group",
    "bronnen/",
    "niet-getoond/",
    "toegankelijkheid/",
    "edities/",
    "editie/e1/",
    "editie/e1/gemeente/gent-44021/",
    "editie/e1/indicator/DE_49/",
)
FRAMED = ("gemeente/gent-44021/DE_42/inbed/", "indicator/DE_42/inbed/")  # alone within another site: no way around
LED_NOWHERE = {
    "nergens/": 404,
    "gemeente/nergens-99999/": 404,
    "indicator/XX_99/": 404,
    "gemeente/gent-44021/DE_42/beeld.exe": 404,
    "gemeente/gent-44021/documenten/geheim.pdf": 404,
    "editie/nergens/": 404,
}
WALK = pytest.mark.parametrize("address", [f"/{language}/{page}" for language in LANGUAGES for page in PAGES])
VOID = {"meta", "link", "input", "br", "img", "hr", "option"}
CLOSES_ITSELF = {"path", "circle", "rect", "line", "use"}


class Seen(HTMLParser):
    """What a page holds; fails on tags that do not close in the order in which they opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(scope="module")
def answers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """Every page of one edition in every language, read once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIIM_HOME", str(tmp_path_factory.mktemp("home")))
        request.getfixturevalue("release_once")("e1", kind="demo")
        every = (*PAGES, *FRAMED, *LED_NOWHERE)
        return {f"/{language}/{page}": Client().get(f"/{language}/{page}") for language in LANGUAGES for page in every}


@pytest.fixture
def seen(answers: Answers) -> Callable[[str], Seen]:
    def _seen(address: str) -> Seen:
        assert answers[address].status_code == 200
        return Seen(answers[address].text)

    return _seen


@WALK
def test_a_page_is_whole(seen: Callable[[str], Seen], address: str) -> None:
    """In its language, with one heading of the first level, every tag closed, every id once."""
    found = seen(address)
    assert not found.open
    assert found.all("html")[0]["lang"] == address[1:3]
    assert len(found.all("h1")) == 1
    ids = [attrs["id"] for _, attrs in found.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


@WALK
def test_a_page_loads_nothing_from_elsewhere_and_nothing_inline(seen: Callable[[str], Seen], address: str) -> None:
    found = seen(address)
    assert not found.all("style")
    assert all(attrs.get("src") for attrs in found.all("script"))
    for tag, attrs in found.tags:
        assert "style" not in attrs
        assert not [name for name in attrs if name.startswith("on")]
        loaded = [attrs.get("src"), attrs.get("href") if tag != "a" else None]
        assert not [link for link in loaded if link and "//" in link]


@WALK
def test_a_reader_gets_no_cookie(answers: Answers, address: str) -> None:
    assert not answers[address].cookies


@WALK
def test_a_table_can_be_read_aloud(seen: Callable[[str], Seen], address: str) -> None:
    found = seen(address)
    assert len(found.all("caption")) == len(found.all("table"))
    assert all(attrs.get("scope") in {"col", "row"} for attrs in found.all("th"))


@WALK
def test_it_is_html_as_the_standard_says(answers: Answers, address: str) -> None:
    """A browser mends what is wrong in silence, each in its own way."""
    parser = StandardParser()
    parser.parse(answers[address].text)
    assert not parser.errors


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [*FRAMED, *LED_NOWHERE])
def test_a_page_apart_is_html_as_well(answers: Answers, language: str, page: str) -> None:
    """In its language, with one heading; and one that is not there leads on, with the right status."""
    answer = answers[f"/{language}/{page}"]
    parser = StandardParser()
    parser.parse(answer.text)
    assert not parser.errors
    assert answer.status_code == LED_NOWHERE.get(page, 200)
    assert f'<html lang="{language}">' in answer.text
    assert answer.text.count("<h1") == 1
    assert page in FRAMED or f'href="/{language}/"' in answer.text


@WALK
def test_a_picture_says_what_it_is_and_has_a_table(seen: Callable[[str], Seen], address: str) -> None:
    found = seen(address)
    pictures = found.all("svg")
    named = [attrs for attrs in pictures if attrs.get("aria-hidden") != "true"]  # those stand beside the same in words
    assert all(attrs.get("aria-label") or attrs.get("aria-labelledby") for attrs in named)
    charts_seen = [attrs for attrs in pictures if attrs.get("class") == "chart"]
    to_the_table = [attrs for attrs in found.all("a") if attrs.get("class") == "as-table"]  # where a chart stands alone
    assert found.all("table") or to_the_table or not charts_seen


@WALK
def test_it_says_that_it_is_no_official_statistic(answers: Answers, address: str) -> None:
    words = {
        "nl": "Geen officiële statistiek",
        "fr": "Pas une statistique officielle",
        "en": "Not an official statistic",
    }
    assert words[address[1:3]] in answers[address].text


@WALK
def test_invented_figures_are_said_to_be_invented(answers: Answers, address: str) -> None:
    words = {"nl": "verzonnen", "fr": "inventés", "en": "made up"}
    assert words[address[1:3]] in answers[address].text


@WALK
def test_the_same_page_is_one_step_away_in_each_language(seen: Callable[[str], Seen], address: str) -> None:
    there = {attrs["hreflang"]: attrs["href"] for attrs in seen(address).all("a") if "hreflang" in attrs}
    assert {link[:4] for link in there.values() if link} == {"/nl/", "/fr/", "/en/"}


def test_no_dutch_is_left_in_other_languages(answers: Answers) -> None:
    """What is not translated is marked as Dutch; our own words are all translated."""
    for address in PAGES:
        whole = answers[f"/en/{address}"].text
        text = re.sub(r'<span lang="nl">.*?</span>|<option.*?>|<textarea.*?</textarea>', "", whole, flags=re.DOTALL)
        assert not re.search(r"\b(gemeente|cijfer|niet|van de|wordt|geen|het)\b", re.sub(r"<[^>]*>", " ", text)), (
            address
        )


def test_the_colours_of_charts_are_those_of_the_charts() -> None:
    """The style sheet is made by the module that draws."""
    sheet = Path(__file__).parents[3] / "liim_web" / "site" / "static" / "liim" / "charts.css"
    assert sheet.read_text(encoding="utf-8").partition("\n")[2] == charts.stylesheet()
