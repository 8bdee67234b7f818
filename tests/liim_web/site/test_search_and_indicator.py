"""Finding a municipality, and the page of an indicator."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

Page = Callable[[str], str]
Release = Callable[..., str]


@pytest.mark.parametrize("typed", ["Gent", "gent", "  GENT ", "Gand"])
def test_a_name_leads_to_its_page(release: Release, client: Client, typed: str) -> None:
    release()
    assert client.get("/nl/zoek/", {"q": typed}).headers["Location"] == "/nl/gemeente/gent-44021/"


@pytest.mark.parametrize("typed", ["Nevele", "Landegem"])
def test_the_name_of_a_part_leads_to_the_whole_with_a_note(release: Release, client: Client, typed: str) -> None:
    release()
    address = client.get("/nl/zoek/", {"q": typed}).headers["Location"]
    assert address == f"/nl/gemeente/deinze-44083/?part={typed}"
    assert f"{typed} is deel van deze gemeente." in client.get(address).text


def test_a_note_says_nothing_of_what_is_no_part(release: Release, page: Page) -> None:
    release()
    assert "is deel van" not in page("/nl/gemeente/deinze-44083/?part=Gent")
    assert "<u>" not in page("/nl/gemeente/deinze-44083/?part=<u>")


def test_a_postcode_leads_to_its_municipality_and_a_part_of_a_name_to_a_choice(
    release: Release, client: Client
) -> None:
    release()
    assert client.get("/nl/zoek/", {"q": "9000"}).headers["Location"] == "/nl/gemeente/gent-44021/"
    assert "Herstappe" in client.get("/nl/zoek/", {"q": "hers"}).text


@pytest.mark.parametrize(
    "typed", ["", "<script>alert(1)</script>", "' OR 1=1 --", "%", "x" * 5000, "\u202e\u0000", "💥"]
)
def test_whatever_is_typed_gets_an_answer(release: Release, client: Client, typed: str) -> None:
    release()
    response = client.get("/nl/zoek/", {"q": typed})
    assert response.status_code == 200
    assert "<script>alert" not in response.text


@pytest.mark.parametrize(
    "query",
    [
        "period=1066",
        "period=<b>",
        "part=sex.none",
        "sort=drop table",
        "order=sideways",
        "period=2023&period=x",
        "%00=1",
    ],
)
def test_a_choice_that_does_not_exist_falls_back_on_one_that_does(release: Release, page: Page, query: str) -> None:
    release()
    assert "Gent" in page(f"/nl/indicator/DE_42/?{query}")


def names(text: str) -> list[str]:
    return re.findall(r'<tr data-keys.*?<a href="[^"]*">([^<]*)</a>', text)


def test_the_table_is_sorted_by_the_server_with_blanks_last(release: Release, page: Page) -> None:
    release()
    text = page("/nl/indicator/DE_42/?sort=value&order=down")
    assert names(text) == ["Elsene", "Gent", "Deinze", "Aalst", "Herstappe"]
    assert 'aria-sort="descending"' in text
    assert names(page("/nl/indicator/DE_42/?sort=value")) == ["Aalst", "Deinze", "Gent", "Elsene", "Herstappe"]


def test_municipalities_are_not_ranked_by_origin(release: Release, page: Page) -> None:
    """A share of residents of foreign origin is not good or bad, and a rank says nothing."""
    release()
    text = page("/nl/indicator/PC_04/?sort=value&order=down")
    assert names(text) == ["Gent", "Elsene", "Deinze", "Aalst"]  # by name, as always
    assert "aria-sort" in text
    assert 'href="?period=2023&amp;part=origin.non_eu_origin&amp;sort=value' not in text


def test_a_blank_says_why_in_the_table(release: Release, page: Page) -> None:
    release()
    text = page("/nl/indicator/PC_02/")
    assert 'title="De bron geeft geen cijfers voor dit gewest."' in text
    assert "Nog niet geleverd." in text


def test_an_indicator_without_figures_says_so(release: Release, page: Page) -> None:
    release()
    assert "geen enkel cijfer" in page("/nl/indicator/PC_05/")


def test_without_shapes_a_tile_map_takes_their_place(release: Release, page: Page) -> None:
    release()
    assert page("/nl/indicator/DE_42/").count("<title>") > 300


def test_numbers_are_written_as_the_language_does(release: Release, page: Page) -> None:
    release()
    assert "12,5%" in page("/nl/gemeente/gent-44021/")
    assert "12,5\u00a0%" in page("/fr/gemeente/gent-44021/")
    assert "12.5%" in page("/en/gemeente/gent-44021/")


def test_old_editions_stay_listed(release: Release, page: Page) -> None:
    release("e1")
    release("e2")
    text = page("/nl/edities/")
    assert text.index("/editie/e2/") < text.index("/editie/e1/")


def test_places_stand_side_by_side_in_the_order_of_the_address(release: Release, page: Page) -> None:
    release()
    text = page("/nl/vergelijk/?in=44021,41002,02000")
    heads = re.findall(r'<th scope="col" class="number">([^<]*)</th>', text)
    assert heads[:3] == ["Gent", "Aalst", "Vlaams Gewest"]
    assert "12,5%" in text


def test_a_place_is_added_by_its_name_and_becomes_part_of_the_address(release: Release, client: Client) -> None:
    release()
    response = client.get("/nl/vergelijk/", {"in": "44021", "add": "Nevele"})
    assert response.headers["Location"] == "/nl/vergelijk/?in=44021,44083"


def test_a_hundred_municipalities_in_one_comparison_are_too_many(release: Release, page: Page) -> None:
    release()
    codes = ",".join(f"{code}" for code in range(11001, 11060))
    text = page(f"/nl/vergelijk/?in={codes}")
    assert text.count('class="out"') == 12
    assert "pasten er niet meer bij" in text


@pytest.mark.parametrize("asked", ["", ",,,", "x", "44021,44021", "99999", "<script>", "44049"])
def test_what_cannot_be_compared_is_left_out(release: Release, page: Page, asked: str) -> None:
    release()
    text = page(f"/nl/vergelijk/?in={asked}")
    assert text.count('class="out"') == (asked[:2] == "44")
    assert "<script>" not in text


def test_a_theme_begins_with_a_share_rather_than_with_a_whole(
    release: Release, page: Page, figure: Callable[..., dict[str, object]]
) -> None:
    """How many children were born says nothing of poverty; which share of them in deprivation does."""
    whole = figure("AR_04", "02000", numerator=1000.0, value=100.0)
    release("e1", whole, figure("AR_07", "02000"))
    cards = page("/nl/")
    assert "indicator/AR_07/" in cards
    assert "indicator/AR_04/" not in cards


def test_a_theme_of_counts_and_compositions_alone_shows_the_largest_part(
    release: Release, page: Page, figure: Callable[..., dict[str, object]]
) -> None:
    """Numbers of people do not compare regions; nor is "unknown" a group that leads."""
    parts = (("belgian_origin", 300.0), ("non_eu_origin", 200.0), ("unknown", 500.0))
    composed = [figure("AR_04", "02000", origin=code, numerator=count, value=count / 10) for code, count in parts]
    release("e1", figure("AR_04", "02000", numerator=1000.0, value=100.0), *composed)
    cards = page("/nl/")
    assert re.search(r'indicator/AR_04/">[^<]*</a>: Belgische herkomst <span class="quiet">2023', cards)
    assert "<dd>30,0%</dd>" in cards


def test_a_theme_shows_a_rate_rather_than_a_count(
    release: Release, page: Page, figure: Callable[..., dict[str, object]]
) -> None:
    release("e1", figure("CW_01", "02000", numerator=30.0, denominator=None, value=30.0), figure("CW_05", "02000"))
    assert "indicator/CW_05/" in page("/nl/")


def test_a_theme_shows_a_count_where_its_rate_is_too_small_to_write(
    release: Release, page: Page, figure: Callable[..., dict[str, object]]
) -> None:
    """Less than 0.1 caravan households per 1,000 inhabitants tells nobody anything; 249 households do."""
    rate = figure("CW_08", "02000", numerator=249.0, denominator=6e6, value=0.0415)
    release("e1", rate, figure("CW_07", "02000", numerator=249.0, denominator=None, value=249.0))
    assert re.search(r'indicator/CW_07/".*?<dd>249</dd>', page("/nl/"), re.DOTALL)


def test_of_a_composition_a_reader_chooses_the_parts_that_it_is_made_of(
    release: Release, page: Page, figure: Callable[..., dict[str, object]]
) -> None:
    """Of job-seekers by schooling within origin, every origin is 100 % of itself: a map of that tells nothing."""
    release("e1", figure("WE_17", "44021", numerator=300.0, denominator=300.0, value=100.0))
    chosen = page("/nl/indicator/WE_17/")
    assert 'value="schooling.' in chosen
    assert 'value="origin.' not in chosen
    assert "100,0%" not in page("/nl/indicator/WE_17/?part=origin.eu_origin")


def test_the_page_of_an_indicator_says_in_a_word_that_a_figure_of_a_region_is_provisional(
    release: Release, page: Page, figure: Callable[..., dict[str, object]]
) -> None:
    """In a table a sign says so, below which it is explained; in a sentence nobody knows what a v is."""
    release("e1", figure("DE_42", "44021"), figure("DE_42", "02000", status="provisional"))
    told = page("/nl/indicator/DE_42/")
    assert re.search(r"Vlaams Gewest: [0-9,]+% \([0-9.]+\), voorlopig\.", told)
    assert re.search(r"Vlaams Gewest [0-9,]+% \(voorlopig\)", told)
