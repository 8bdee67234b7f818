"""Questions that people come with, each answered in three screens from the start page (`reader` counts them)."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def find(reader: Page, text: str) -> None:
    reader.get_by_label("Zoek je gemeente").fill(text)
    reader.get_by_role("button", name="Toon").click()


def opened(row: Locator, way: str) -> Locator:
    """What opens below a row."""
    row.locator(".open a", has_text=re.compile(f"^{way}")).click()
    part = row.locator(".part")
    expect(part).to_be_visible()
    return part


def test_how_many_newcomers_came_to_my_town_last_year_and_where_from(reader: Page) -> None:
    find(reader, "mechelen")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Mechelen")
    expect(reader.locator("#DE_49 .figure")).to_contain_text(re.compile(r"\d op \d"))
    expect(reader.locator("#PC_02")).to_contain_text("Nieuwkomers van buiten de EU")
    part = opened(reader.locator("#PC_02"), "verloop")
    expect(part).to_contain_text(re.compile(r"Mechelen.* op \d+"))


def test_is_the_employment_gap_here_larger_than_in_towns_like_mine(reader_of_work: Page) -> None:
    find(reader_of_work, "Gent")
    row = reader_of_work.locator("#WE_06")
    expect(row.locator(".verdict")).to_have_text("kloof groter dan bij vergelijkbare gemeenten")
    part = opened(row, "kloof")
    expect(part).to_contain_text("De kloof is groter dan in vergelijkbare gemeenten (10,0 procentpunten).")
    expect(part.locator("svg")).to_be_visible()


def test_has_that_gap_changed_since_2019(reader_of_work: Page) -> None:
    find(reader_of_work, "Gent")
    part = opened(reader_of_work.locator("#WE_06"), "kloof")
    expect(part.get_by_role("rowheader", name="2019")).to_be_visible()
    expect(part).to_contain_text("Sinds 2016 wordt de kloof aantoonbaar groter.")


def test_what_may_i_quote_and_with_which_source(reader: Page) -> None:
    find(reader, "Gent")
    row = reader.locator("#DE_42")
    row.locator(".figure a").click()
    expect(row.locator(".part")).to_contain_text("TF_SOC_POP_STRUCT_")
    expect(row.locator(".part")).to_contain_text("LIIM, editie demo, Vreemdelingen (DE_42), Gent")
    row.get_by_role("link", name="Vast adres").click()
    expect(reader).to_have_url(re.compile(r"/nl/editie/demo/gemeente/gent-44021/DE_42/\?period=\d{4}$"))


def test_why_is_this_figure_missing(reader: Page) -> None:
    find(reader, "Elsene")
    line = reader.locator(".blank", has_text="geeft geen cijfers voor dit gewest").first
    expect(line).to_be_visible()
    line.locator("summary").click()
    expect(line.get_by_role("listitem").first).to_be_visible()


def test_what_is_new_since_the_last_edition(reader: Page) -> None:
    find(reader, "Gent")
    reader.get_by_role("link", name="nieuw in deze editie").click()
    expect(reader.get_by_role("main")).to_contain_text("geen vroegere editie")


def test_where_does_my_town_stand_among_towns_like_it(reader: Page) -> None:
    find(reader, "Gent")
    reader.get_by_text("vergelijkbare gemeenten", exact=False).first.click()
    reader.get_by_role("link", name="Zet ze naast elkaar").click()
    expect(reader.locator(".chosen li")).to_have_count(11)


def test_how_do_we_compare_with_the_towns_that_we_choose_ourselves(reader: Page) -> None:
    find(reader, "Gent")
    reader.get_by_role("link", name="vergelijk met andere").click()
    reader.get_by_label("Voeg een gemeente").fill("Aalst")
    reader.get_by_role("button", name="Voeg toe").click()
    expect(reader.locator(".chosen li")).to_have_text([re.compile("Gent"), re.compile("Vlaams"), re.compile("Aalst")])
    expect(reader).to_have_url(re.compile(r"\?in=44021,02000,41002$"))


def test_which_report_do_i_take_to_the_council(reader: Page) -> None:
    find(reader, "mechelen")
    report = reader.get_by_role("link", name="Kort rapport (pdf)")
    expect(report).to_have_attribute("href", re.compile(r"/documenten/liim-nl-mechelen-12025-short\.pdf$"))


def test_what_does_this_figure_mean_and_how_is_it_computed(reader: Page) -> None:
    reader.get_by_role("link", name="Alle indicatoren").click()
    reader.get_by_role("link", name="Vreemdelingen", exact=True).click()
    reader.get_by_role("link", name="Volledige methode").click()
    expect(reader.get_by_role("main")).to_contain_text("100 × foreign_nationals ÷ inhabitants")


def test_where_is_the_town_that_merged(reader: Page) -> None:
    find(reader, "Nevele")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Deinze")
    expect(reader.get_by_text("Nevele is deel van deze gemeente.")).to_be_visible()


def test_which_town_has_this_postcode(reader: Page) -> None:
    find(reader, "9300")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Aalst")


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
    reader.goto(f"{reader.url.partition('#')[0]}?sort=value&order=down")
    by_server = reader.locator("tbody tr th").all_text_contents()
    assert by_script[:20] == by_server[:20]


def test_what_is_the_figure_of_that_town_on_the_map(reader: Page) -> None:
    """Hover and focus show the same card, whole or near."""
    reader.get_by_role("link", name="Alle indicatoren").click()
    reader.get_by_role("link", name="Vreemdelingen", exact=True).click()
    place = reader.locator('figure.map a[href="/nl/gemeente/gent-44021/"]')
    card = reader.locator("figure.map .card")
    place.focus()
    told = card.text_content()
    assert re.match(r"Gent: \d+,\d%", told or "")
    place_of_aalst = reader.locator('figure.map a[href="/nl/gemeente/aalst-41002/"] path').first
    place_of_aalst.hover()
    expect(card).to_contain_text("Aalst: ")
    before = reader.locator("figure.map svg:not(.sample)").get_attribute("viewBox")
    place.press("+")
    assert reader.locator("figure.map svg:not(.sample)").get_attribute("viewBox") != before
    reader.get_by_role("button", name="hele kaart").click()
    assert reader.locator("figure.map svg:not(.sample)").get_attribute("viewBox") == before


def test_do_these_two_figures_go_together(reader: Page) -> None:
    reader.get_by_role("link", name="Vergelijken").click()
    reader.get_by_role("link", name="Twee cijfers in één beeld").click()
    expect(reader.locator("figure.two svg")).to_be_visible()
    expect(reader.get_by_role("main")).to_contain_text("zegt niet dat het ene van het andere komt")


def test_where_do_the_figures_come_from(reader: Page) -> None:
    reader.get_by_role("link", name="Bronnen").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Bronnen")
    expect(reader.locator("code").first).to_have_text(re.compile("^[0-9a-f]{12}$"))


def test_what_is_there_and_what_do_you_not_show(reader: Page) -> None:
    reader.get_by_role("link", name="Wat er is, en wat niet").click()
    expect(reader.get_by_role("rowheader", name="Vreemdelingen", exact=True)).to_be_visible()
    reader.get_by_role("link", name="Wat we niet tonen").click()
    expect(reader.get_by_role("main")).to_contain_text("schermen we het af")


def test_everything_is_there_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{site}/nl/zoek/?q=gent")
    page.locator("#DE_42 .open a").first.click()
    expect(page.locator("#DE_42-verloop table")).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "gemeente/gent-44021/",
        "gemeente/gent-44021/DE_45/",
        "gemeente/gent-44021/alles/",
        "gemeente/gent-44021/binnen/",
        "indicator/DE_45/",
        "indicator/DE_45/methode/",
        "vergelijk/twee/",
        "beschikbaar/",
        "bronnen/",
        "niet-getoond/",
        "../nl/toegankelijkheid/",  # the longest word of all titles
    ],
)
def test_nothing_scrolls_sideways_on_a_phone(browser: Browser, site: str, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    for fonts in ("**/none", "**/*.woff2"):  # with its own letters, and with wider ones while those are on their way
        page.route(fonts, lambda asked: asked.abort())
        page.goto(f"{site}/fr/{address}")
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        page.evaluate("document.fonts.ready")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
