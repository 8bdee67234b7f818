"""Plain sentences in three languages: figure, comparison, certainty; no cause, and no claim that no test carries."""

from typing import Any

import pytest

from liim.catalogue.published import as_published
from liim.editions import Figure
from liim.model import LANGUAGES, Language
from liim.publish.sentences import Comparison, Key, Speech, key_of, read

CATALOGUE = {one["id"]: one for one in as_published()}
AALST = {"code": "41002", "level": "municipality", "name_nl": "Aalst", "name_fr": "Alost"}
LIMBURG = {
    "code": "70000",
    "level": "province",
    "name_nl": "Provincie Limburg",
    "name_fr": "Province du Limbourg",
}
BRUSSELS = {"code": "04000", "level": "region", "name_nl": "…", "name_fr": "…"}
SIMILAR = Comparison(
    the="vergelijkbare gemeenten",
    inside="in vergelijkbare gemeenten",
    value=9.8,
    cells=(Key("DE_42", "x", "2025", "2022", ()),),
)


def figure(period: str = "2022", **other: Any) -> Figure:
    given = dict.fromkeys(Figure._fields)
    given |= {"indicator": "DE_42", "area": "41002", "geography": "2025", "period": period, "classes": (), "flags": ()}
    given |= {"numerator": 10812.0, "denominator": 87332.0, "value": 12.38, "status": "ok", "reason": ""}
    return Figure(**(given | other))  # type: ignore[arg-type]  # drawn small: only what is written counts


def said(figures: list[Figure], *comparisons: Comparison, language: Language = "nl", area: Any = AALST) -> str:
    speech = Speech(indicator=CATALOGUE[figures[0].indicator], language=language)
    return " ".join(one.text for one in read(speech, figures, area, comparisons))


def test_number_and_share_are_said_together() -> None:
    assert said([figure()]) == (
        "Op 1 januari 2022 telde Aalst 10.812 inwoners zonder Belgische nationaliteit op 87.332 inwoners: dat is 12,4%."
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [("nl", "12,4% op 1 januari 2022"), ("fr", "12,4\u00a0% au 1er janvier 2022"), ("en", "12.4% on 1 January 2022")],
)
def test_without_nouns_in_a_language_the_title_says_it(language: Language, text: str) -> None:
    stripped = CATALOGUE["DE_42"] | {"formula": CATALOGUE["DE_42"]["formula"] | {"denominator": None}}
    speech = Speech(indicator=stripped, language=language)
    assert text in read(speech, [figure()], AALST)[0].text


def test_nobody_is_said_as_such() -> None:
    nobody = [figure(numerator=0.0, value=0.0)]
    assert "telde Aalst geen inwoners zonder" in said(nobody)
    assert "Alost ne comptait pas d'habitants sans la nationalité belge" in said(nobody, language="fr")
    assert "Aalst counted no inhabitants" in said(nobody, language="en")
    only = [figure(numerator=0.0, denominator=None, value=None, status="missing", reason="no_denominator")]
    assert "Alost ne comptait pas d'habitants sans" in said(only, language="fr")


def test_a_merged_municipality_is_told_that_the_source_knows_its_parts_alone() -> None:
    lost: dict[str, Any] = {"numerator": None, "denominator": None, "value": None}
    lost |= {"status": "missing", "reason": "not_additive"}
    merged, province = (said([figure(**lost)], area=area) for area in (AALST, LIMBURG))
    assert "de bron geeft alleen cijfers van de gemeenten van voor de fusie" in merged
    assert "de bron geeft alleen cijfers per gemeente" in province


def test_more_or_less_is_said_only_where_a_test_says_so() -> None:
    plain, tested = said([figure()], SIMILAR), said([figure()], with_verdict("higher"))
    assert "In vergelijkbare gemeenten is dat 9,8%." in plain
    assert "meer" not in plain
    assert "Dat is meer dan in vergelijkbare gemeenten (9,8%)." in tested


def test_no_evidence_is_not_called_equal() -> None:
    assert "Er is geen aantoonbaar verschil met vergelijkbare gemeenten (9,8%)." in said(
        [figure()], with_verdict("no_difference")
    )


def with_verdict(verdict: str) -> Comparison:
    return Comparison(the=SIMILAR.the, inside=SIMILAR.inside, value=9.8, verdict=verdict, cells=SIMILAR.cells)


def test_certainty_follows_the_comparison() -> None:
    text = said([figure(lower=12.1, upper=12.6)], SIMILAR)
    assert text.index("In vergelijkbare") < text.index("Rekening houdend met toeval")
    assert "ligt het cijfer voor Aalst tussen 12,1% en 12,6%." in text


def test_the_past_is_told_from_the_last_break_on() -> None:
    told = said([figure("2019", value=8.0), figure("2020", value=9.0, flags=("break",)), figure("2022")])
    assert "Op 1 januari 2020 was het in Aalst 9,0%." in told
    assert "De reeks breekt in 2020" in told
    assert "8,0%" not in told


@pytest.mark.parametrize(
    ("status", "reason", "text"),
    [
        ("withheld", "protects_people", "afgeschermd: het zou te veel prijsgeven over een kleine groep mensen"),
        ("withheld", "hidden_by_source", "afgeschermd"),
        ("missing", "x", "is er in Aalst geen cijfer bij de bron"),
        ("missing", "not_additive", "de bron geeft alleen cijfers van de gemeenten van voor de fusie"),
        ("not_applicable", "outside_scope", "niet van toepassing"),
        ("not_yet", "", "nog niet geleverd"),
    ],
)
def test_why_there_is_no_figure_is_said_and_what_was_last_known(status: str, reason: str, text: str) -> None:
    told = said([figure("2021"), figure(status=status, reason=reason, value=None, numerator=None)])
    assert text in told
    assert "Het laatste getoonde cijfer is 12,4% (op 1 januari 2021)." in told


def test_a_withheld_figure_is_not_said_to_be_small_itself() -> None:
    told = said([figure(status="withheld", value=None, numerator=None)])
    assert "te weinig mensen" not in told


def test_a_bounded_figure_says_between_what_it_lies() -> None:
    edges: dict[str, Any] = {"numerator_lower": 4000.0, "numerator_upper": 4400.0, "denominator": 100_000.0}
    assert "zeker tussen 4,0% en 4,4%" in said([figure(status="bounded", value=None, numerator=None, **edges)])


def test_a_provisional_figure_says_so() -> None:
    assert "voorlopig" in said([figure(status="provisional")])


def test_a_place_is_named_with_its_article() -> None:
    assert "telde de provincie Limburg 10.812" in said([figure()], area=LIMBURG)
    assert "telde het Brussels Hoofdstedelijk Gewest 10.812" in said([figure()], area=BRUSSELS)
    assert "dans la province du Limbourg" in said([figure(numerator=1.0)], language="fr", area=LIMBURG)
    assert "à Alost" in said([figure(numerator=1.0)], language="fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_bound_to_the_figures_that_it_speaks_of(language: Language) -> None:
    figures = [figure("2019", value=9.0), figure(lower=12.1, upper=12.6)]
    speech = Speech(indicator=CATALOGUE["DE_42"], language=language)
    told = read(speech, figures, AALST, [with_verdict("higher")])
    assert all(one.cells for one in told)
    assert {key for one in told for key in one.cells} == {*map(key_of, figures), *SIMILAR.cells}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_missing_in_any_language(language: Language) -> None:
    for id_, indicator in CATALOGUE.items():
        speech = Speech(indicator=indicator, language=language)
        for status in ("ok", "withheld", "missing", "not_applicable", "not_yet", "bounded", "provisional"):
            assert read(speech, [figure(status=status, indicator=id_)], AALST)


def test_a_sentence_gives_no_cause() -> None:
    told = said([figure("2019", value=9.0), figure()], with_verdict("higher"))
    assert not any(word in told for word in ("omdat", "doordat", "daardoor", "wegens", "dankzij"))
