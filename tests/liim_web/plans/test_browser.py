"""In a real browser, with and without scripts: pages fit a phone, pass axe, and can be worked with."""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # the library ships no types
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, Page

from liim_web.accounts.models import User
from liim_web.plans.example import CODE, draw
from liim_web.plans.models import ActionReport

pytestmark = pytest.mark.browser
PASSWORD = "een lang wachtwoord"  # noqa: S105 of people who do not exist
PROTECTION = "liim_web.plans.migrations.0002_what_is_proven_cannot_be_altered"


@pytest.fixture
def site(live_server: Any) -> Iterator[str]:
    """The example plan, on an address of its own; the tables are emptied afterwards, the protected ones included."""
    draw(PASSWORD)
    yield f"{live_server.url}/nl"
    protection = import_module(PROTECTION)
    with connection.cursor() as cursor:
        editor: Any = type("Editor", (), {"connection": connection, "execute": staticmethod(cursor.execute)})
        protection.release(apps, editor)
        call_command("flush", interactive=False, verbosity=0)
        protection.protect(apps, type("Editor", (), {"connection": connection, "execute": _execute}))


def _execute(sql: str, params: Any = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def signed_in(browser: Browser, site: str, who: str, *, scripts: bool = False) -> Page:
    page = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=scripts).new_page()
    page.goto(f"{site}/account/login/")
    page.get_by_label("E-mailadres").fill(f"{who}@voorbeeld.invalid")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    return page


def test_five_people_work_without_scripts_on_a_phone(browser: Browser, site: str) -> None:
    """Reporter, coordinator, secretariat, the Commission and the public, one after another on one report."""
    report = ActionReport.objects.filter(round__number=2, state="concept").select_related("action__lead_domain").first()
    assert report
    domain, address = report.action.lead_domain.code, f"{site}/plan/{CODE}/ronde/2/{report.action.uid}/"
    page = signed_in(browser, site, f"reporter-{domain}")
    page.goto(address)
    page.get_by_label("wat is er gebeurd", exact=False).fill("Twaalf groepen gestart.")
    page.get_by_role("button", name="Dien in").click()
    for who, button in ((f"coordinator-{domain}", "Valideer"), ("secretariat", "Aanvaard")):
        page = signed_in(browser, site, who)
        page.goto(address)
        page.get_by_role("link", name=button).click()
        page.get_by_role("button", name=button).click()
    report.refresh_from_db()
    assert (report.state, report.done) == ("aanvaard", "Twaalf groepen gestart.")
    page = signed_in(browser, site, "seat-society")
    page.goto(f"{site}/plan/{CODE}/ronde/2/")
    assert page.locator("h1").inner_text().startswith("Rapportering over 2026")
    public = browser.new_context(java_script_enabled=False).new_page()
    answer = public.goto(address)
    assert answer
    assert answer.status == 404


PAGES = ("", "versie/1/", "versie/1/matrix/?cel=wse:SO1-OO1", "versie/1/doelstelling/SO1-OO1/", "ronde/1/", "rondes/")


def test_pages_fit_pass_axe_and_load_nothing_from_elsewhere(browser: Browser, site: str) -> None:
    """At 360 pixels and at 1400, in the light and in the dark."""
    foreign: list[str] = []
    for width, scheme in ((360, "light"), (1400, "dark")):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]  # one of the two schemes
        page = context.new_page()
        page.on("request", lambda request: foreign.append(request.url))
        for name in PAGES:
            page.goto(f"{site}/plan/{CODE}/{name}")
            found = Axe().run(page).response["violations"]
            said = [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]
            assert said == [], (name, width, scheme)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (name, width)
    assert {re.sub(r":\d+/.*", "", url) for url in foreign} == {re.sub(r":\d+/.*", "", site)}


def test_forms_and_lists_of_who_works_pass_axe(browser: Browser, site: str) -> None:
    assert User.objects.exists()
    page = signed_in(browser, site, "secretariat", scripts=True)
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
