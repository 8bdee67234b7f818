"""What comes out of a printer: figures with what they rest on, and nothing that only serves a screen."""

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GENT = "gemeente/gent-44021/"
PRINTED = {
    GENT: (".row .figure", ".row .verdict", ".row svg", ".highlights li p"),
    f"{GENT}DE_42/": (".part table", ".part svg", ".making", "text=TF_SOC_POP_STRUCT_"),
    "indicator/DE_42/": ("figure.map svg", ".legend", "#table", ".making"),
    "vergelijk/?in=44021,41002,02000": (".compare", ".shade"),
}
ON_A_SCREEN_ALONE = (
    ".top nav",
    ".languages",
    ".search",
    ".chapters",
    ".choice",
    ".open",
    ".zoom",
    ".ways",
    ".taken",
    ".skip",
)


@pytest.fixture
def paper(browser: Browser, site: str) -> Page:
    """A page as it is printed by a reader whose screen is dark."""
    del site
    page = browser.new_context(viewport={"width": 720, "height": 1000}, color_scheme="dark").new_page()
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("address", PRINTED)
def test_paper_shows_figures_edition_and_permanent_address(paper: Page, site: str, address: str) -> None:
    paper.goto(f"{site}/nl/{address}")
    expect(paper.get_by_role("heading", level=1)).to_be_visible()
    for wanted in PRINTED[address]:
        expect(paper.locator(wanted).first).to_be_visible()
    expect(paper.get_by_text("alle cijfers op deze pagina zijn verzonnen")).to_be_visible()
    expect(paper.locator(".bottom")).to_contain_text("Editie demo. Verzonnen cijfers.")
    expect(paper.locator(".bottom")).to_contain_text("Geen officiële statistiek.")
    expect(paper.locator(".printed")).to_have_text(f"{site}/nl/editie/demo/{address}")


@pytest.mark.parametrize("address", PRINTED)
def test_paper_shows_nothing_to_press(paper: Page, site: str, address: str) -> None:
    paper.goto(f"{site}/nl/{address}")
    for one in (*ON_A_SCREEN_ALONE, "button"):
        assert [each for each in paper.locator(one).all() if each.is_visible()] == [], one


def test_paper_is_white(paper: Page, site: str) -> None:
    """Ink is dear, and light letters on paper are not read."""
    paper.goto(f"{site}/nl/{GENT}")
    told = paper.evaluate(
        "[document.documentElement, document.querySelector('.row h3')].map((one) => getComputedStyle(one))"
        ".map((style) => [style.color, style.backgroundColor])"
    )
    assert told[0] == ["rgb(26, 26, 26)", "rgb(255, 255, 255)"]
    assert told[1][0] == "rgb(26, 26, 26)"
