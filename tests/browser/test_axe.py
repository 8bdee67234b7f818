"""What axe finds on each kind of page, light and dark: nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
PAGES = (
    "",
    "zoek/?q=gen",
    "gemeente/gent-44021/",
    "gemeente/herstappe-73028/",
    "gebied/vlaams-gewest-02000/",
    "indicator/",
    "indicator/DE_42/",
    "indicator/PC_04/",
    "indicator/DE_42/beeld/",
    "indicator/DE_42/inbed/",
    "vergelijk/?in=44021,41002,02000",
    "gemeente/gent-44021/DE_42/",
    "gemeente/gent-44021/DE_42/beeld/",
    "gemeente/gent-44021/DE_42/inbed/",
    "gemeente/gent-44021/WE_02/",
    "gemeente/gent-44021/documenten/",
    "gemeente/gent-44021/documenten/geheim.pdf",
    "gemeente/gent-44021/alles/",
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
    "editie/demo/",
    "editie/nergens/",
    "nergens/",
)


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_axe_finds_nothing(browser: Browser, site: str, language: str) -> None:
    context = browser.new_context(
        color_scheme="light", reduced_motion="reduce", viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    found: list[Any] = []
    for address in PAGES:
        page.goto(f"{site}/{language}/{address}")
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        found += [("light", address, *one) for one in _violations(page, {"type": "tag", "values": RULES})]
        page.emulate_media(color_scheme="dark")
        found += [("dark", address, *one) for one in _violations(page, {"type": "rule", "values": OF_COLOUR})]
        page.emulate_media(color_scheme="light")
    context.close()
    assert not found


def _violations(page: Page, rules: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Which rule is broken, and by what; a scheme changes colours alone."""
    answer = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": rules}).response
    for one in answer["violations"]:
        yield one["id"], one["nodes"][0]["html"][:200]
