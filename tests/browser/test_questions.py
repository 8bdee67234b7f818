"""Questions that people come with, each answered from the start page in at most three screens."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def find(reader: Page, text: str) -> None:
    reader.get_by_label("Zoek je gemeente").fill(text)
    reader.get_by_role("button", name="Toon").click()


def test_how_many_newcomers_came_to_my_town(reader: Page) -> None:
    find(reader, "aalst")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Aalst")
    row = reader.locator("#DE_49")
    expect(row.locator(".figure strong")).to_have_text(re.compile(r"^\d+(,\d)?$"))
    expect(row.locator(".figure")).to_contain_text(re.compile(r"\d+ op \d"))


def test_has_it_changed_and_where_is_the_table(reader: Page) -> None:
    find(reader, "Gent")
    row = reader.locator("#DE_42")
    row.get_by_role("link", name="verloop en tabel").click()
    expect(row.locator(".part table")).to_be_visible()
    expect(row.locator(".part svg")).to_be_visible()


def test_what_may_i_quote_and_with_which_source(reader: Page) -> None:
    find(reader, "Gent")
    row = reader.locator("#DE_42")
    row.locator(".figure a").click()
    expect(row.locator(".part")).to_contain_text("TF_SOC_POP_STRUCT_")
    row.get_by_role("link", name="Vast adres").click()
    expect(reader).to_have_url(re.compile(r"/nl/editie/demo/gemeente/gent-44021/DE_42/\?period=\d{4}$"))


def test_where_is_the_town_that_merged(reader: Page) -> None:
    find(reader, "Nevele")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Deinze")
    expect(reader.get_by_text("Nevele is deel van deze gemeente.")).to_be_visible()


def test_which_town_has_this_postcode(reader: Page) -> None:
    find(reader, "9300")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Aalst")


def test_why_is_this_figure_missing(reader: Page) -> None:
    find(reader, "Elsene")
    expect(reader.locator(".blank", has_text="geeft geen cijfers voor dit gewest").first).to_be_visible()


def test_where_on_the_map_is_my_town(reader: Page) -> None:
    """By keyboard: the map is a list of links."""
    place = reader.locator('.places a[href="/nl/gemeente/gent-44021/"]')
    place.focus()
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Gent")


def test_which_towns_have_most_newcomers(reader: Page) -> None:
    """The script sorts as the server does."""
    reader.get_by_role("link", name="Alle indicatoren").click()
    reader.get_by_role("link", name="Meerderjarige nieuwkomers", exact=True).click()
    head = reader.get_by_role("columnheader", name="Per 1.000")
    head.get_by_role("link").click()
    head.get_by_role("link").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    by_script = reader.locator("tbody tr th").all_text_contents()
    reader.goto(f"{reader.url}?sort=value&order=down")
    by_server = reader.locator("tbody tr th").all_text_contents()
    assert by_script[:20] == by_server[:20]


def test_where_do_the_figures_come_from(reader: Page) -> None:
    reader.get_by_role("link", name="Bronnen").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Bronnen")
    expect(reader.locator("code").first).to_have_text(re.compile("^[0-9a-f]{12}$"))


def test_what_do_you_not_show(reader: Page) -> None:
    reader.get_by_role("link", name="Wat we niet tonen").click()
    expect(reader.get_by_role("main")).to_contain_text("schermen we het af")


def test_everything_is_there_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{site}/nl/zoek/?q=gent")
    page.locator("#DE_42 .open a").first.click()
    expect(page.locator("#DE_42-verloop table")).to_be_visible()
    context.close()


@pytest.mark.parametrize("address", ["", "gemeente/gent-44021/", "indicator/DE_45/", "bronnen/", "niet-getoond/"])
def test_nothing_scrolls_sideways_on_a_phone(browser: Browser, site: str, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{site}/fr/{address}")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
