"""The page of a municipality."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from liim.editions import Edition
from liim.editions.released import record
from liim_web.accounts.models import Organisation
from liim_web.site.edition import shelf

Page = Callable[[str], str]
Release = Callable[..., str]

GENT = "/nl/gemeente/gent-44021/"


def test_it_shows_the_latest_figure_with_its_count(release: Release, page: Page) -> None:
    release()
    text = page(GENT)
    row = text[text.index('id="DE_42"') :]
    assert "<strong>12,5%</strong>" in row
    assert "125 op 1.000" in row
    assert "2023" in row
    assert "Vlaams Gewest 14,5%" in row


def test_a_row_whose_total_was_just_told_tells_only_how_it_is_divided(
    release: Release, page: Page, figure: Callable[..., dict[str, object]]
) -> None:
    sexes = [figure("DE_44", "44021", sex=sex, numerator=60.0, denominator=500.0) for sex in ("male", "female")]
    release("e1", figure("DE_42", "44021"), figure("DE_44", "44021"), *sexes)
    text = page(GENT)
    row = text[text.index('id="DE_44"') : text.index("</article>", text.index('id="DE_44"'))]
    assert "Mannen <b>12,0%</b>" in row
    assert 'class="position"' not in row
    assert "verdict" not in row
    assert "<strong>12,0%</strong>" in row, "the number and its way to how it was made stay"


def test_a_number_leads_to_how_it_was_made(release: Release, page: Page) -> None:
    release()
    text = page(GENT)
    row = text[text.index('id="DE_42"') : text.index('id="DE_44"')]
    assert '<a href="DE_42/#DE_42-hoe"><strong>12,5%</strong>' in row
    assert 'id="DE_42-hoe"' in page(f"{GENT}DE_42/")


def test_every_figure_tells_how_it_was_made(release: Release, page: Page) -> None:
    release()
    row = page(f"{GENT}DE_42/")
    assert "125 ÷ 1.000 × 100 = 12,5%" in row
    assert "tussen 11,5% en 13,5% (Wilson-interval, 95%)" in row
    assert "made_2023.csv" in row
    assert "0" * 64 in row
    assert "/nl/editie/e1/gemeente/gent-44021/DE_42/?period=2023" in row


def test_every_cell_tells_how_it_was_made(release: Release, page: Page) -> None:
    """Earlier periods and single classes have an address of their own."""
    release()
    assert "120 ÷ 1.000 × 100 = 12,0%" in page(f"{GENT}DE_42/?period=2018")
    text = page(f"{GENT}DE_44/?period=2023&part=sex.male")
    assert "70 ÷ 500 × 100 = 14,0%" in text
    assert "mannen" in text.lower()


@pytest.mark.parametrize("query", ["period=1066", "period=<b>", "part=sex.none", "part=x", "period=2023&part=%00"])
def test_a_cell_that_does_not_exist_falls_back_on_the_latest(release: Release, page: Page, query: str) -> None:
    release()
    text = page(f"{GENT}DE_42/?{query}")
    assert "125 ÷ 1.000 × 100 = 12,5%" in text
    assert "<b>" not in text


def test_a_blank_tells_why_on_a_page_of_its_own(release: Release, page: Page) -> None:
    release()
    assert "De bron leverde dit gebied niet." in page("/nl/gemeente/aalst-41002/PC_02/")
    assert "De bron is nog niet ingelezen." in page("/nl/gemeente/aalst-41002/PC_05/")
    assert "Afgeschermd om mensen te beschermen" in page("/nl/gemeente/herstappe-73028/DE_42/?period=2023")


def test_everything_opened_is_one_page(release: Release, page: Page) -> None:
    release()
    text = page(f"{GENT}alles/")
    assert all(f'id="{one}"' in text for one in ("DE_42-verloop", "DE_44-sex", "PC_04-hoe"))


@pytest.mark.parametrize("below", ["alles/", "DE_42/", "DE_42/?period=2019"])
def test_a_page_below_an_old_or_misspelt_address_leads_on(release: Release, client: Client, below: str) -> None:
    release()
    assert client.get(f"/nl/gemeente/brugge-44021/{below}").headers["Location"] == f"{GENT}{below}"
    assert client.get(f"/nl/gemeente/x-99999/{below}").status_code == 404


def test_a_figure_that_became_too_small_shows_the_last_one_and_why(release: Release, page: Page) -> None:
    release()
    text = page("/nl/gemeente/herstappe-73028/")
    assert "2023: Afgeschermd om mensen te beschermen: dit cijfer zou te veel prijsgeven over een kleine groep." in text
    assert "2022, voorlopig" in text


def test_a_bounded_figure_shows_its_bounds(release: Release, page: Page) -> None:
    release()
    assert "10,0%\N{EN DASH}20,0%" in page("/nl/gemeente/herstappe-73028/")


def test_what_has_no_figure_is_one_line_that_says_why(release: Release, page: Page) -> None:
    release()
    text = page("/nl/gemeente/aalst-41002/")
    assert 'id="PC_02"' not in text
    assert re.search(r"De bron leverde dit gebied niet\.</summary><ul[^>]*>.*?Nieuwkomers van buiten de EU", text)
    assert "De bron geeft geen cijfers voor dit gewest." in page("/nl/gemeente/elsene-21009/")


def test_nothing_of_a_withheld_figure_is_on_any_page(release: Release, page: Page) -> None:
    """Neither the number nor a place on a map or a strip."""
    release()
    map_of = page("/nl/indicator/DE_42/")
    assert "Herstappe: afgeschermd" in map_of
    row = re.search(r"<tr data-keys=\"herstappe\|([^\"]*)\"", map_of)
    assert row
    assert row[1] == "||"


def test_the_page_asks_the_edition_five_times(release: Release, client: Client) -> None:
    """Figures, verdicts, trends, gaps and theirs: server time is spent on showing them, not on asking."""
    release()
    edition = shelf.released().edition
    client.get("/nl/gemeente/aalst-41002/")
    before = edition.queries
    client.get(GENT)
    assert edition.queries - before == 5
    client.get(GENT)
    assert edition.queries - before == 5, "the second time the page is there"


@pytest.mark.django_db
def test_a_page_may_ask_ten_questions_in_all(
    release: Release, client: Client, django_assert_max_num_queries: Any
) -> None:
    """DuckDB's counted too, on the first page that is read from an edition."""
    release("fresh")
    asked = []
    count = Edition.count_query

    def counted(edition: Edition) -> None:
        asked.append(edition)
        count(edition)

    with pytest.MonkeyPatch.context() as patch, django_assert_max_num_queries(10) as database:
        patch.setattr(Edition, "count_query", counted)
        client.get(GENT)
    assert 0 < len(asked) + len(database.captured_queries) <= 10


def test_an_old_code_leads_to_the_successor_with_a_note(release: Release, client: Client) -> None:
    release()
    response = client.get("/nl/gemeente/nevele-44049/")
    assert response.headers["Location"] == "/nl/gemeente/deinze-44083/?was=44049"
    text = client.get(response.headers["Location"]).text
    assert "Nevele (NIS-code 44049) is sinds 1 januari 2019 deel van deze gemeente." in text
    assert "Ontstaan op 1 januari 2019 uit Deinze en Nevele." in text


@pytest.mark.parametrize(
    "below", ["DE_42/", "DE_42/?period=2019", "PC_02/", "alles/", "binnen/", "nieuw/", "DE_42/beeld/"]
)
def test_an_old_code_leads_to_the_same_page_of_the_successor_with_a_note(
    release: Release, client: Client, below: str
) -> None:
    """Who kept the address of a figure gets that figure, not the whole profile."""
    release()
    response = client.get(f"/nl/gemeente/nevele-44049/{below}")
    more = "&" if "?" in below else "?"
    assert response.headers["Location"] == f"/nl/gemeente/deinze-44083/{below}{more}was=44049"
    answer = client.get(response.headers["Location"])
    assert answer.status_code == 200
    assert "Nevele (NIS-code 44049) is sinds 1 januari 2019 deel van deze gemeente." in answer.text


def test_a_chart_that_another_site_shows_outlives_a_merger(release: Release, client: Client) -> None:
    release()
    response = client.get("/nl/gemeente/nevele-44049/DE_42/inbed/")
    assert response.headers["Location"] == "/nl/gemeente/deinze-44083/DE_42/inbed/?was=44049"
    assert "Nevele (NIS-code 44049) is sinds" in client.get(response.headers["Location"]).text


def test_a_wrong_name_before_a_right_code_leads_to_the_right_address(release: Release, client: Client) -> None:
    release()
    response = client.get("/nl/gemeente/brugge-44021/")
    assert (response.status_code, response.headers["Location"]) == (301, GENT)


@pytest.mark.parametrize("address", ["gemeente/x/", "gemeente/x-99999/", "indicator/XX_1/", "nergens/"])
def test_an_address_that_leads_nowhere_gets_help(release: Release, client: Client, address: str) -> None:
    release()
    response = client.get(f"/nl/{address}")
    assert response.status_code == 404
    assert 'role="search"' in response.text


@pytest.mark.parametrize("was", ["44021", "99999", "<script>", "44049" * 99])
def test_a_note_is_only_for_codes_that_went_into_this_place(release: Release, page: Page, was: str) -> None:
    release()
    text = page(f"/nl/gemeente/aalst-41002/?was={was}")
    assert "is sinds" not in text
    assert "<script>" not in text


def test_a_page_in_an_edition_stays_in_it(release: Release, page: Page) -> None:
    release("e1")
    release("e2")
    text = page("/nl/editie/e1/gemeente/gent-44021/")
    assert 'href="/nl/editie/e1/indicator/DE_42/"' in text
    assert 'href="/nl/indicator/DE_42/"' not in text


def test_the_site_notices_another_release(release: Release, page: Page) -> None:
    release("e1")
    assert "editie e1" in page(GENT)
    release("e2")
    assert "editie e2" in page(GENT)


def test_an_edition_that_disappears_is_told_not_broken(release: Release, client: Client, home: Path) -> None:
    release("e1")
    client.get(GENT)
    (home / "editions" / "e1").rename(home / "gone")
    assert client.get(GENT).status_code == 503
    assert client.get("/nl/editie/e1/").status_code == 404
    assert "<h1>" in client.get(GENT).text


@pytest.mark.django_db
def test_who_is_signed_in_gets_a_page_of_their_own(release: Release, client: Client, django_user_model: Any) -> None:
    """A kept page says that nobody is signed in."""
    release()
    assert "Aanmelden" in client.get(GENT).text
    client.force_login(django_user_model.objects.create_user(email="reader@example.org", password="a" * 12))
    assert "Afmelden" in client.get(GENT).text
    client.logout()
    assert "Aanmelden" in client.get(GENT).text


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "status"), [("", 404), ("filler", 404), ("secretariat", 200), ("auditor", 200)])
def test_an_edition_is_shown_to_reviewers_alone_before_it_is_released(
    write: Release, release: Release, client: Client, django_user_model: Any, role: str, status: int
) -> None:
    release("e1")
    write("e2")
    assert client.get("/nl/editie/e2/").status_code == 404
    reader = django_user_model.objects.create_user(email="reader@example.org", password="a" * 12)
    if role:
        agency = Organisation.objects.create(name="Agentschap", kind=Organisation.Kind.AGENCY, start=date(2020, 1, 1))
        reader.memberships.create(organisation=agency, role=role, start=date(2020, 1, 1))
    client.force_login(reader)
    assert client.get("/nl/editie/e2/").status_code == status


@pytest.mark.django_db
def test_every_page_of_an_edition_says_that_it_is_not_released_until_it_is(
    write: Release, release: Release, client: Client, django_user_model: Any
) -> None:
    """It may be built again under the same id: nobody should cite it, nor read that it never changes."""
    release("e1")
    write("e2")
    reader = django_user_model.objects.create_user(email="reader@example.org", password="a" * 12)
    agency = Organisation.objects.create(name="Agentschap", kind=Organisation.Kind.AGENCY, start=date(2020, 1, 1))
    reader.memberships.create(organisation=agency, role="auditor", start=date(2020, 1, 1))
    client.force_login(reader)
    pages = ("/nl/editie/e2/", "/nl/editie/e2/gemeente/gent-44021/")
    for address in pages:
        text = client.get(address).text
        assert "Editie e2 is nog niet vrijgegeven." in text
        assert "verandert nooit meer" not in text
        assert "op haar vaste adres" not in text
    record("e2")
    for address in pages:
        assert "nog niet vrijgegeven" not in client.get(address).text
    assert "verandert nooit meer" in client.get(pages[0]).text


@pytest.fixture
def town_apart(figure: Callable[..., dict[str, Any]]) -> list[dict[str, Any]]:
    """Gent against a region of ten times its size: many newcomers from outside the EU, and more foreign nationals."""
    places = (("44021", 600.0, 1000.0), ("02000", 3000.0, 10_000.0), ("41002", 300.0, 1000.0))
    return [
        figure(indicator, area, numerator=part, denominator=whole, value=100 * part / whole)
        for indicator in ("PC_02", "DE_42")
        for area, part, whole in places
    ]


def test_a_verdict_is_said_in_words(release: Release, page: Page, town_apart: list[dict[str, Any]]) -> None:
    release("e1", *town_apart)
    text = page(GENT)
    assert '<p class="verdict higher">hoger dan de rest van het gewest</p>' in text
    assert "Dat is meer dan in de rest van het Vlaams Gewest (26,7%)." in page(f"{GENT}DE_42/")
    assert "geen aantoonbaar verschil met de rest van het gewest" in page("/nl/gemeente/aalst-41002/")


def test_what_stands_out_is_not_who_lives_here(release: Release, page: Page, town_apart: list[dict[str, Any]]) -> None:
    """Both figures differ as much; the share of foreign nationals never leads."""
    release("e1", *town_apart)
    text = page(GENT)
    highlights = text[text.index('class="highlights"') : text.index('class="with-chapters"')]
    assert "#PC_02" in highlights
    assert "#DE_42" not in highlights
    assert 'class="chart strip"' in highlights, "a difference is seen among the other municipalities"


def test_where_nothing_differs_nothing_stands_out(
    release: Release, page: Page, town_apart: list[dict[str, Any]]
) -> None:
    release("e1", *town_apart)
    assert 'class="highlights"' not in page("/nl/gemeente/aalst-41002/")


def test_a_zero_never_stands_out(release: Release, page: Page, figure: Callable[..., dict[str, Any]]) -> None:
    """It lies as far out as can be, in many small towns at once, and there is nobody to tell of."""
    places = (("44021", 0.0, 1000.0), ("02000", 3000.0, 10_000.0), ("41002", 300.0, 1000.0))
    rows = [figure("PC_02", area, numerator=n, denominator=of, value=100 * n / of) for area, n, of in places]
    release("e1", *rows)
    text = page(GENT)
    assert "lager dan de rest van het gewest" in text
    assert 'class="highlights"' not in text


def test_the_largest_part_of_a_whole_is_a_group_that_is_known_and_that_it_is_made_of(
    release: Release, page: Page, figure: Callable[..., dict[str, Any]]
) -> None:
    """By schooling within origin, not by origin, of which every class is 100 % of itself; never "unknown"."""

    def part(count: float, of: float = 100.0, **classes: str) -> dict[str, Any]:
        return figure("WE_17", "44021", numerator=count, denominator=of, value=100 * count / of, **classes)

    by_schooling = [
        part(20, schooling="low_schooled"),
        part(10, schooling="high_schooled"),
        part(70, schooling="unknown"),
    ]
    release("e1", part(100), part(100, origin="belgian_origin"), *by_schooling)
    row = page(GENT).partition('id="WE_17"')[2].partition("</article>")[0]
    assert '<p class="verdict largest">grootste groep: Laaggeschoold</p>' in row
    assert "<strong>20,0%</strong>" in row, "a share says more than how many people are divided"
    assert "20 op 100 werkzoekenden" in row
    opened = page(f"{GENT}WE_17/")
    assert "20 ÷ 100 × 100 = 20,0%" in opened, "what is made is the number that leads there"
    by_origin = opened[opened.index('id="WE_17-origin"') : opened.index('id="WE_17-schooling"')]
    assert "100,0%" not in by_origin
    assert ">100<" in by_origin


def test_what_is_unknown_is_named_where_people_are_divided_in_several_ways(
    release: Release, page: Page, figure: Callable[..., dict[str, Any]]
) -> None:
    every = [("WE_17", "schooling", "unknown"), ("PC_04", "origin", "unknown")]
    release("e1", *(figure(id_, "44021", **{by: code}) for id_, by, code in every), figure("WE_17", "44021"))
    assert "Onbekend (scholingsgraad)" in page("/nl/indicator/WE_17/")
    assert "Unknown (" in page("/en/indicator/WE_17/")
    assert ">Onbekend</option>" in page("/nl/indicator/PC_04/")
