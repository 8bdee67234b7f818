"""Who has no mouse reaches all there is, and sees where they are."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "",
    "zoek/?q=gen",
    "gemeente/gent-44021/",
    "gemeente/gent-44021/DE_44/",
    "gemeente/gent-44021/binnen/",
    "gemeente/gent-44021/nieuw/",
    "gemeente/gent-44021/documenten/",
    "gemeente/gent-44021/DE_42/beeld/",
    "gebied/vlaams-gewest-02000/",
    "indicator/",
    "indicator/DE_49/",
    "indicator/DE_42/methode/",
    "vergelijk/?in=44021,41002,02000",
    "vergelijk/twee/?in=44021,41002&x=DE_42&y=DE_49",
    "beschikbaar/",
    "bronnen/",
    "niet-getoond/",
    "toegankelijkheid/",
    "edities/",
    "editie/demo/",
    "nergens/",
)
# Walks like the tab key does, but in one go: what can be reached in order, and whether each shows that it is.
WALK = """() => {
  for (const one of document.querySelectorAll('details')) one.open = true;
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')];
  const stands = (one) => one.type !== 'hidden' && !one.disabled && one.getClientRects().length;
  const reached = all.filter((one) => one.tabIndex >= 0 && stands(one));
  const unseen = [];
  document.activeElement.blur();
  for (const one of reached) {
    const shape = (one.closest('svg') && one.querySelector('path, rect, circle')) || one;
    const look = () => {
      const style = getComputedStyle(shape);
      return [style.outlineStyle, style.outlineWidth, style.fill, style.stroke, style.strokeWidth].join();
    };
    const before = look();
    one.focus({ focusVisible: true });
    if (document.activeElement !== one || look() === before) unseen.push(one.outerHTML.slice(0, 120));
    one.blur();
  }
  return [reached.length, unseen, all.filter((one) => one.tabIndex > 0).length];
}"""


@pytest.fixture
def page(browser: Browser, site: str) -> Page:
    del site
    return browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce").new_page()


@pytest.mark.parametrize("address", PAGES)
def test_all_there_is_can_be_reached_and_shows_that_it_is(page: Page, site: str, address: str) -> None:
    """In the order of the page: nothing jumps the queue."""
    page.goto(f"{site}/nl/{address}")
    page.keyboard.press("Tab")  # from here on the browser shows focus as to who uses the keyboard
    reached, unseen, ahead = page.evaluate(WALK)
    assert reached > 10
    assert unseen == []
    assert ahead == 0


def test_the_tab_key_goes_through_a_page_from_top_to_bottom_and_is_never_caught(page: Page, site: str) -> None:
    page.goto(f"{site}/nl/gemeente/gent-44021/nieuw/")
    last = page.locator(".bottom a").last
    for _ in range(60):
        page.keyboard.press("Tab")
        if last.evaluate("one => one === document.activeElement"):
            break
    expect(last).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".bottom a").nth(-2)).to_be_focused()


def test_the_first_step_leads_past_the_menu(page: Page, site: str) -> None:
    page.goto(f"{site}/nl/gemeente/gent-44021/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar de inhoud")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1


def test_what_was_opened_below_a_row_closes_with_escape_and_brings_back(page: Page, site: str) -> None:
    page.goto(f"{site}/nl/gemeente/gent-44021/")
    way = page.locator("#DE_42 .open a", has_text=re.compile("^hoe"))
    way.focus()
    page.keyboard.press("Enter")
    part = page.locator("#DE_42 .part")
    expect(part).to_be_visible()
    expect(way).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    part.get_by_role("link", name="Vast adres").focus()
    page.keyboard.press("Escape")
    expect(part).to_have_count(0)
    expect(way).to_be_focused()
    expect(way).to_have_attribute("aria-expanded", "false")
