"""A report's words pass the gate as they are made, and with one number more they do not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from liim.editions import Edition
from liim.model import LANGUAGES, Language
from liim.publish.readers import Judge
from liim.publish.report import report, report_of
from liim.publish.report.content import Kind, content
from liim.publish.report.front import created
from liim.publish.report.setting import set_as_pdf
from liim.publish.town import group, town

Told = dict[str, Any]


@pytest.fixture(scope="module")
def judge(edition: Edition) -> Judge:
    return Judge(edition.folder)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["short", "chapters"])
@pytest.mark.parametrize("nis", ["44083", "21004", "02000"])
def test_what_a_report_says_is_what_the_edition_gives(
    edition: Edition, judge: Judge, tmp_path: Path, nis: str, kind: Kind, language: Language
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(report(edition, nis, language, kind))
    assert judge.faults(path) == []


@pytest.mark.parametrize("kind", ["full", "short"])
@pytest.mark.parametrize("members", [("44083", "11002"), ("44083", "21004")])
def test_the_report_of_a_group_is_of_its_members_together(
    edition: Edition, judge: Judge, tmp_path: Path, members: tuple[str, ...], kind: Kind
) -> None:
    path = tmp_path / "liim-nl-samen-group.pdf"
    path.write_bytes(report_of(group(edition, members, "Samen"), "nl", kind))
    assert judge.faults(path) == []


def test_a_report_of_nobody_is_refused(edition: Edition, judge: Judge, tmp_path: Path) -> None:
    place = town(edition, "44083")
    told = content(place, "nl", "short") | {"address": "http://127.0.0.1/nl/"}
    told["key"] = []
    path = tmp_path / "report.pdf"
    path.write_bytes(set_as_pdf(told, "short", created(place)))
    assert judge.faults(path) == ["report.pdf does not tell which place it is about."]


def of(told: Told, id_: str) -> Told:
    """What a report says of an indicator."""
    return next(one for chapter in told["chapters"] for one in chapter["indicators"] if one["id"] == id_)


def in_a_sentence(told: Told) -> None:
    of(told, "DE_49")["sentences"].append("In 2020 waren het er 219.")


def in_an_alternative_text(told: Told) -> None:
    of(told, "DE_49")["trend"]["alt"] += " In 2020: 219."


def in_a_picture(told: Told) -> None:
    drawn = of(told, "DE_49")["trend"]
    drawn["svg"] = drawn["svg"].replace("</svg>", '<text x="40" y="40" font-size="8">219</text></svg>')


def in_a_note(told: Told) -> None:
    of(told, "DE_49")["table"]["notes"].append("zonder de 219 van 2020")


def in_a_cell(told: Told) -> None:
    rows = of(told, "DE_49")["table"]["rows"]
    next(row for row in rows if row[0] == "2020")[1] = "219"


def in_the_profile(told: Told) -> None:
    told["profile"][0]["rows"][0]["count"] = "219"


def among_the_key_figures(told: Told) -> None:
    told["key"][0]["count"] += " (219)"


def in_what_stands_out(told: Told) -> None:
    one = of(told, "DE_49")
    said = [*one["sentences"], "Dat zijn er 219."]
    told["highlights"] = [{"title": one["title"], "said": said, "picture": one["trend"]}]


def where_no_indicator_is_named(told: Told) -> None:
    told["words"]["withheld_lead"] += " Het gaat om 219 mensen."


def in_a_percentage(told: Told) -> None:
    of(told, "DE_49")["sentences"].append("Dat is 31,7%.")


LEAKS = (
    in_a_sentence,
    in_an_alternative_text,
    in_a_picture,
    in_a_note,
    in_a_cell,
    in_the_profile,
    among_the_key_figures,
    in_what_stands_out,
    where_no_indicator_is_named,
    in_a_percentage,
)


@pytest.mark.parametrize("leak", LEAKS)
def test_a_number_that_nothing_published_explains_is_refused_and_not_repeated(
    edition: Edition, judge: Judge, tmp_path: Path, leak: Callable[[Told], None]
) -> None:
    place = town(edition, "44083")
    told = content(place, "nl")
    leak(told)
    path = tmp_path / "report.pdf"
    path.write_bytes(set_as_pdf(told, "full", created(place)))
    found = judge.faults(path)
    assert found
    assert "219" not in " ".join(found)
