"""In a real browser, with and without scripts: pages fit a phone, pass axe, and can be worked with."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page

from liim_web.accounts.models import Role, User
from liim_web.plans.example import CODE, draw
from liim_web.plans.models import ActionReport
from tests.axe import violations
from tests.liim_web.plans.conftest import emptied

pytestmark = pytest.mark.browser
PASSWORD = "een lang wachtwoord"  # noqa: S105 of people who do not exist


@pytest.fixture
def site(live_server: Any) -> Iterator[str]:
    """The example plan, on an address of its own."""
    draw(PASSWORD)
    yield f"{live_server.url}/nl"
    emptied()


def signed_in(browser: Browser, site: str, address: str, *, scripts: bool = False) -> Page:
    page = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=scripts).new_page()
    page.goto(f"{site}/account/login/")
    page.get_by_label("E-mailadres").fill(address)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    return page


def works(browser: Browser, desk: Any, role: Role, domain: str | None = "werk", *, scripts: bool = False) -> Page:
    """Someone in a role, at the start of the plans."""
    page = signed_in(browser, desk.site, desk.member(role, domain).user.email, scripts=scripts)
    page.goto(f"{desk.site}/plan/")
    return page


def press(page: Page, target: Locator) -> None:
    """Reach something with the Tab key alone, see that it is in focus, and press Enter."""
    for _tab in range(150):
        page.keyboard.press("Tab")
        if target.evaluate("each => each === document.activeElement"):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"{target} cannot be reached with the keyboard.")


def test_a_reporter_finds_her_twelve_actions_first_and_hands_in_one_after_another_by_keyboard(
    browser: Browser, desk: Any
) -> None:
    asked = desk.round(due_at=timezone.now() + dt.timedelta(days=4))
    asked.reports.bulk_create(ActionReport(round=asked, action=each) for each in desk.plan.actions.all())
    page = works(browser, desk, Role.REPORTER, scripts=True)
    pile = page.locator(".pile").first
    assert pile.locator("h4").inner_text().startswith("In te vullen: 12 vóór ")
    assert "(nog 4 dagen)" in pile.inner_text()
    press(page, pile.get_by_role("link").first)
    page.get_by_label("hoe staat het ermee").select_option("running")
    page.get_by_label("wat is er gebeurd").fill("Twaalf groepen gestart.")
    press(page, page.get_by_role("button", name="Dien in"))
    assert "“Taallessen 1” is ingediend." in page.locator("main").inner_text()
    press(page, page.get_by_role("link", name="Volgende rapport"))
    assert page.locator("h1").inner_text() == "Taallessen 2"
    report = ActionReport.objects.get(state="ingediend")
    assert (report.done, report.progress) == ("Twaalf groepen gestart.", "running")


def test_a_coordinator_validates_a_report_and_explains_an_open_cell(browser: Browser, desk: Any) -> None:
    author = desk.member(Role.REPORTER).user
    action = desk.plan.actions.first()
    desk.round().reports.create(action=action, state="ingediend", progress="running", author=author)
    desk.plan.commitments.create(domain=desk.domains["werk"], objective=desk.objectives["SO2-OO1"])
    page = works(browser, desk, Role.COORDINATOR)
    page.get_by_role("link", name=action.title, exact=True).click()
    page.get_by_role("link", name="Valideer").click()
    page.get_by_role("button", name="Valideer").click()
    assert "gevalideerd" in page.locator("main").inner_text()
    page.goto(f"{desk.site}/plan/")
    page.get_by_role("link", name="SO2-OO1").click()
    page.get_by_role("link", name="Motiveer waarom er geen actie is").click()
    page.get_by_label("Waarom is er geen actie?").fill("Wij werken mee via Wonen.")
    page.get_by_role("button", name="Motiveer").click()
    assert "Wij werken mee via Wonen." in page.locator("main").inner_text()


def test_a_member_of_the_commission_contests_a_cell_and_says_why(browser: Browser, desk: Any) -> None:
    desk.plan.versions.filter(state="concept").update(state="voor_advies")
    desk.plan.commitments.create(
        domain=desk.domains["werk"], objective=desk.objectives["SO1-OO1"], state="ingevuld", explanation=""
    )
    page = works(browser, desk, Role.SEAT_SOCIETY, None)
    page.get_by_role("link", name="SO1-OO1").click()
    page.get_by_role("link", name="Betwist").click()
    page.get_by_label("Waarom?").fill("De actie bestaat al jaren.")
    page.get_by_role("button", name="Betwist").click()
    told = page.locator("#cel").inner_text()
    assert "betwist" in told
    assert "De actie bestaat al jaren." in told


def test_the_secretariat_sees_what_a_file_would_change_before_it_does(
    browser: Browser, desk: Any, tmp_path: Path
) -> None:
    action = desk.plan.actions.first()
    file = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        for title, rows in (
            ("Acties", (("Nummer", "Titel"), (action.uid, "Taallessen, ook online"))),
            ("Mijlpalen", (("Actie", "Mijlpaal", "Datum nu"), (action.uid, "Eerste groep", "2026-09-01"))),
        ):
            sheet = book.add_worksheet(title)
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
    page = works(browser, desk, Role.SECRETARIAT, None)
    page.goto(f"{desk.site}/plan/HIBP/versie/2/")
    page.get_by_role("link", name="Voer een bestand in").click()
    page.get_by_label("Bestand").set_input_files(file)
    page.get_by_role("button", name="Toon wat er zou veranderen").click()
    assert page.get_by_role("status").inner_text() == "1 nieuw, 1 gewijzigd, 0 weg, 0 ongewijzigd, 0 met een probleem."
    assert page.locator("del").inner_text() == "Taallessen 1"
    action.refresh_from_db()
    assert action.title == "Taallessen 1", "nothing happens before it is confirmed"
    page.get_by_role("button", name="Voer dit in").click()
    action.refresh_from_db()
    assert (action.title, action.milestones.get().title) == ("Taallessen, ook online", "Eerste groep")


def test_the_public_reads_from_plan_to_matrix_to_action_and_takes_the_data_along(browser: Browser, site: str) -> None:
    page = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    page.goto(f"{site}/plan/")
    page.get_by_role("link", name="Voorbeeldplan integratie (verzonnen)").first.click()
    page.get_by_role("link", name="Matrix", exact=True).click()
    page.locator("td a.cell.covered").first.click()
    opened = page.locator("#cel")
    title = opened.locator("li a").first.inner_text()
    opened.locator("li a").first.click()
    assert page.locator("h1").inner_text() == title
    page.get_by_role("link", name="Voorbeeldplan integratie (verzonnen)").first.click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download het hele plan (JSON)").click()
    told = json.loads(Path(taken.value.path()).read_text())
    assert title in {action["title"] for action in told["actions"]}
    assert page.context.new_page().goto(f"{site}/plan/{CODE}/versie/2/").status == 404, "drafts stay inside"  # type: ignore[union-attr]  # a page that was asked for answers


PAGES = ("", "versie/1/", "versie/1/matrix/?cel=wse:SO1-OO1", "versie/1/doelstelling/SO1-OO1/", "ronde/1/", "rondes/")


def test_pages_fit_pass_axe_and_load_nothing_from_elsewhere(browser: Browser, site: str) -> None:
    """At 360 pixels and at 1400, in the light and in the dark."""
    foreign: list[str] = []
    for width in (360, 1400):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, reduced_motion="reduce", bypass_csp=True
        )
        page = context.new_page()
        page.on("request", lambda request: foreign.append(request.url))
        for name in PAGES:
            page.goto(f"{site}/plan/{CODE}/{name}")
            assert list(violations(page)) == [], (name, width)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (name, width)
    assert {re.sub(r":\d+/.*", "", url) for url in foreign} == {re.sub(r":\d+/.*", "", site)}


def test_forms_and_lists_of_who_works_fit_a_phone(browser: Browser, site: str) -> None:
    assert User.objects.exists()
    page = signed_in(browser, site, "secretariat@voorbeeld.invalid", scripts=True)
    for name in (
        "versie/2/matrix/?cel=wse:SO1-OO1",
        "versie/2/controles/",
        "invoer/",
        "rondes/nieuw/",
        "vragen/",
        "ronde/2/",
    ):
        page.goto(f"{site}/plan/{CODE}/{name}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360, name
