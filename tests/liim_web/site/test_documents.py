"""Reports and workbooks to take along: there, being made, or not, and each says so."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from liim import editions
from liim.publish import wanted
from liim.publish.batch import file_name
from liim.publish.published import folder
from liim.publish.wanted import Waiting, Wanted

pytestmark = pytest.mark.django_db

Page = Callable[[str], str]
Release = Callable[..., str]

LIST = "/nl/gemeente/gent-44021/documenten/"
REPORT = f"{LIST}liim-nl-gent-44021.pdf"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Wanted]:
    """What was asked for, of a line that is never full; nothing is made."""
    every: list[Wanted] = []

    def ask(one: Wanted) -> Waiting:
        every.append(one)
        return Waiting.IN_LINE

    monkeypatch.setattr(wanted, "ask", ask)
    return every


def put_there(content: bytes = b"%PDF") -> Path:
    with editions.open_edition("current") as edition:
        path = folder(edition, "nl") / file_name(edition, "44021", "nl")
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return path


def test_a_profile_leads_to_its_documents(release: Release, page: Page) -> None:
    release()
    profile = page("/nl/gemeente/gent-44021/")
    for name in (".pdf", "-short.pdf", ".xlsx", "-short.docx", "-chapters.pdf"):
        assert f'href="{LIST}liim-nl-gent-44021{name}" rel="nofollow"' in profile


def test_a_document_that_is_there_is_downloaded(release: Release, client: Client, asked: list[Wanted]) -> None:
    release()
    put_there(b"%PDF of Gent")
    answer = client.get(REPORT)
    assert answer.content == b"%PDF of Gent"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="liim-nl-gent-44021.pdf"'
    assert not asked


def test_a_document_that_was_not_made_is_asked_for_once_in_the_language_of_the_page(
    release: Release, client: Client, asked: list[Wanted]
) -> None:
    release()
    answer = client.get("/fr/gemeente/gent-44021/documenten/liim-fr-gand-44021.xlsx")
    assert answer.status_code == 202
    assert asked == [Wanted("e1", "44021", "fr", "workbook")]
    assert 'href="/fr/gemeente/gent-44021/documenten/liim-fr-gand-44021.xlsx"' in answer.text


@pytest.mark.parametrize("waiting", [Waiting.LINE_IS_FULL, Waiting.FAILED])
def test_a_document_that_cannot_come_now_says_when_to_ask_again(
    release: Release, client: Client, monkeypatch: pytest.MonkeyPatch, waiting: Waiting
) -> None:
    release()
    monkeypatch.setattr(wanted, "ask", lambda _: waiting)
    answer = client.get(REPORT)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "opnieuw" in answer.text


def test_only_documents_of_the_released_edition_are_made(release: Release, client: Client, asked: list[Wanted]) -> None:
    release("e1")
    release("e2")
    answer = client.get(f"/nl/editie/e1{REPORT.removeprefix('/nl')}")
    assert answer.status_code == 404
    assert "niet gemaakt" in answer.text
    assert not asked


def test_an_operator_may_offer_only_what_was_published(
    release: Release, client: Client, page: Page, asked: list[Wanted], settings: pytest.FixtureRequest
) -> None:
    settings.DOCUMENTS_ON_DEMAND = False  # type: ignore[attr-defined]  # Django's settings, as pytest-django lends them
    release()
    assert "documenten/" not in page("/nl/gemeente/gent-44021/")
    assert client.get(REPORT).status_code == 404
    put_there(b"x" * 1_234_567)
    assert "1,2 MB" in page(LIST)
    assert "44021.pdf" in page(LIST)
    assert "short.pdf" not in page(LIST)
    assert not asked


@pytest.mark.parametrize(
    "name", ["geheim.pdf", "..", "liim-nl-aalst-41002.pdf", "liim-nl-gent-44021.exe", "%2e%2e%2fmanifest.json"]
)
def test_nothing_else_is_ever_served(release: Release, client: Client, name: str, asked: list[Wanted]) -> None:
    release()
    assert client.get(LIST + name).status_code == 404
    assert not asked


@pytest.mark.parametrize("ending", [".pdf", "-short.pdf", ".xlsx", "-short.docx", "-chapters.pdf"])
def test_a_document_under_an_old_code_leads_to_that_of_the_successor(
    release: Release, client: Client, ending: str
) -> None:
    """Letters and reports keep addresses of before a merger."""
    release()
    answer = client.get(f"/nl/gemeente/nevele-44049/documenten/liim-nl-nevele-44049{ending}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/nl/gemeente/deinze-44083/documenten/liim-nl-deinze-44083{ending}?was=44049"
    assert client.get(f"/nl/gemeente/nevele-44049/documenten/liim-nl-nevele-44049-geheim{ending}").status_code == 404
    assert client.get(f"/nl/gemeente/nergens-99999/documenten/liim-nl-nergens-99999{ending}").status_code == 404
