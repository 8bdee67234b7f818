"""What holds for every page of the application."""

import pytest
from django.test import Client, RequestFactory
from django.views.defaults import bad_request

from liim_web.site.edition import shelf

pytestmark = pytest.mark.django_db


def test_the_bare_root_leads_to_the_dutch_start_page(client: Client) -> None:
    assert client.get("/").headers["Location"] == "/nl/"


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_language_has_its_own_address(client: Client, language: str) -> None:
    assert f'<html lang="{language}">' in client.get(f"/{language}/").text


def test_nothing_is_loaded_from_another_host(client: Client) -> None:
    policy = client.get("/nl/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert "unsafe" not in policy


def test_nobody_makes_an_account_for_themselves(client: Client) -> None:
    assert "password1" not in client.get("/nl/account/signup/").text


def test_the_sign_in_page_is_ours(client: Client) -> None:
    page = client.get("/nl/account/login/").text
    assert 'class="skip"' in page


def test_a_failure_of_ours_gets_a_page_with_a_way_back(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """In three languages at once: what failed may be the language itself."""

    def fails(*_: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr(shelf, "released", fails)
    client.raise_request_exception = False
    response = client.get("/nl/")
    assert response.status_code == 500
    assert all(f'href="/{language}/"' in response.text for language in ("nl", "fr", "en"))
    assert "on purpose" not in response.text


def test_a_request_that_cannot_be_read_gets_a_page_with_a_way_back() -> None:
    response = bad_request(RequestFactory().get("/nl/"), Exception())
    assert response.status_code == 400
    assert 'href="/nl/"' in response.content.decode()
