"""Every page on which people work: sound HTML, nothing that axe finds, three languages, light and dark, on a phone."""

from typing import Any
from urllib.parse import urlsplit

import pytest
import xlsxwriter
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, Response
from tinyhtml5.parser import HTMLParser as StandardParser  # type: ignore[import-untyped]  # ships no types

from liim_web.accounts.models import Role
from liim_web.plans.entering.parts import PARTS
from tests.axe import violations

pytestmark = pytest.mark.browser
WIDTH = 360
# No colour is on its way to another while it is looked at.
AT_ONCE: dict[str, Any] = {
    "viewport": {"width": WIDTH, "height": 800},
    "bypass_csp": True,
    "reduced_motion": "reduce",
}


def enter(context: BrowserContext, desk: Any, role: Role, domain: str | None) -> None:
    """Someone in this role signs in, where another was."""
    client = Client()
    client.force_login(desk.member(role, domain).user)
    context.clear_cookies()
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": desk.site}])


class Walk:
    """Goes over pages and keeps what is wrong with them."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home
        self.wrong: list[tuple[str, str]] = []

    def look(self, address: str) -> None:
        """At a page as it is first shown."""
        self.judge(self.page.goto(f"{self.home}/{address}"), address)

    def send(self, address: str, **typed: str) -> None:
        """At what a form answers to who fills in just this."""
        self.page.goto(f"{self.home}/{address}")
        for name, text in typed.items():
            self.page.locator(f"main [name={name}]").first.fill(text)
        with self.page.expect_navigation() as sent:
            self.page.evaluate("{ const form = document.querySelector('main form[method=post]');"
                               "form.noValidate = true; form.requestSubmit() }")  # fmt: skip
        self.judge(sent.value, f"{address}, sent")

    def judge(self, answer: Response | None, address: str) -> None:
        parser = StandardParser()
        parser.parse(answer.text() if answer else "")
        self.wrong += [(address, f"HTML: {code} at {at}") for at, code, _more in parser.errors]
        self.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        if self.page.evaluate("document.documentElement.scrollWidth") > WIDTH:
            self.wrong.append((address, "scrolls sideways"))
        self.wrong += [(address, one) for one in violations(self.page)]


@pytest.fixture
def filled(desk: Any) -> Any:
    """The small plan with something of every kind in it."""
    action = desk.plan.actions.first()
    action.milestones.create(title="Eerste groep", due="2026-09-01")
    action.budget.create(year=2026, source="VO", amount=1000)
    action.outputs.create(title="Cursisten").values.create(on="2026-01-01", value=12)
    asked = desk.plan.question_sets.create(number=1, questions=["Wat leerden jullie?"])
    desk.round("gepland")
    open_ = desk.round("open", questions=asked)
    for place, each in enumerate(desk.plan.actions.all()):
        open_.reports.create(action=each, state=("leeg", "concept", "ingediend", "aanvaard")[place % 4])
    desk.cell = desk.plan.commitments.create(domain=desk.domains["werk"], objective=desk.objectives["SO1-OO1"])
    desk.request = action.change_requests.create(
        plan=desk.plan, kind="modify", domain=action.lead_domain, organisation=action.lead_organisation,
        motive="Omdat.", fields={"title": ["Oud", "Nieuw"]},
    )  # fmt: skip
    study = desk.plan.evaluations.create(
        title="Studie", moment="final", method="Enquête", limits="Klein", action=action
    )
    study.outcomes.create(title="Wie nog leert", before_period="2023", before=41, after_period="2025", after=52)
    for about in ({"action": action}, {"action": action, "round": open_}, {"cell": desk.cell}):
        desk.plan.comments.create(
            domain=action.lead_domain, organisation=action.lead_organisation, text="Kan dit ook in de randsteden?",
            by="Iemand", role=Role.CABINET, at=timezone.now(), **about,
        )  # fmt: skip
    desk.uid = action.uid
    return desk


def of_the_secretariat(desk: Any) -> list[str]:
    """Desks, lists, forms."""
    above = {
        "plan": desk.plan.pk, "strategic": desk.plan.strategic_objectives.first().pk,
        "objective": desk.objectives["SO1-OO1"].pk, "action": desk.plan.actions.first().pk,
        "output": desk.plan.actions.first().outputs.get().pk, "evaluation": desk.plan.evaluations.get().pk,
    }  # fmt: skip
    adding = [
        f"bewerk/{each.slug}/nieuw/" + (f"{above[each.under]}/" if each.under else "") for each in PARTS if each.adding
    ]
    return [
        "", *adding, "HIBP/versie/2/", "HIBP/versie/2/matrix/?cel=werk:SO1-OO1", "HIBP/versie/2/controles/",
        "HIBP/bewerk/", f"HIBP/acties/{desk.uid}/bewerk/", "HIBP/rondes/", "HIBP/rondes/nieuw/", "HIBP/ronde/1/",
        "HIBP/ronde/1/bewerk/", "HIBP/ronde/2/", f"HIBP/ronde/2/{desk.uid}/", "HIBP/vragen/",
        f"HIBP/vragen/{desk.request.pk}/", f"HIBP/acties/{desk.uid}/wijzig/", "HIBP/buiten/", "HIBP/vertaling/fr/",
        f"HIBP/vertaling/en/{desk.uid.removeprefix('HIBP-')}/", "HIBP/invoer/", "beheer/", "commissie/",
        "logboek/?controle=1",        f"cel/{desk.cell.pk}/relevantie/",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_working_pages_are_sound_and_open_to_all(browser: Browser, filled: Any, tmp_path: Any, language: str) -> None:
    desk, uid = filled, filled.uid
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(desk.site))
    plans, account = f"{origin}/{language}/plan", f"{origin}/{language}/account"

    context = browser.new_context(**AT_ONCE)
    walk = Walk(context.new_page(), account)
    for address in ("login/", "password/reset/", "signup/"):
        walk.look(address)
    walk.send("login/", login="niemand@voorbeeld.be")
    walk.send("login/")

    for role, domain, looked, sent in (
        (Role.SECRETARIAT, None, of_the_secretariat(desk), ["HIBP/rondes/nieuw/", "bewerk/plan/nieuw/"]),
        (
            Role.REPORTER, "werk",
            ["", f"HIBP/ronde/2/{uid}/", f"HIBP/acties/{uid}/splits/", f"HIBP/acties/{uid}/vraag/mijlpaal/",
             f"HIBP/acties/{uid}/stop/", "HIBP/acties/nieuw/"],
            [f"HIBP/ronde/2/{uid}/", f"HIBP/acties/{uid}/wijzig/"],
        ),
        (
            Role.COORDINATOR, "werk",
            ["", f"stap/cell/{desk.cell.pk}/explain/", "beheer/mensen/", "beheer/mensen/nodig-uit/", "HIBP/ronde/2/"],
            [f"stap/cell/{desk.cell.pk}/explain/", "beheer/mensen/nodig-uit/"],
        ),
        (Role.SEAT_SOCIETY, None, ["", "nergens/"], []),
        (
            Role.CABINET, "werk",
            ["", f"HIBP/versie/2/actie/{uid}/", "HIBP/versie/2/matrix/?cel=werk:SO1-OO1", f"HIBP/ronde/2/{uid}/"],
            [],
        ),
        (Role.CHAIR, None, ["", "HIBP/ronde/2/", "logboek/"], []),
        (Role.AUDITOR, None, ["", f"HIBP/ronde/2/{uid}/", "HIBP/vragen/"], []),
        (Role.ADMINISTRATOR, None, ["", "beheer/mensen/", "beheer/"], []),
    ):  # fmt: skip
        enter(context, desk, role, domain)
        walk.home = plans
        for address in looked:
            walk.look(address)
        for address in sent:
            walk.send(address)
        if role is Role.CABINET:
            walk.look(f"opmerking/action/{desk.plan.actions.first().pk}/")
        if role is Role.SECRETARIAT:
            _preview(walk, tmp_path, uid)
            walk.home = account
            for address in ("email/", "password/change/", "2fa/", "2fa/totp/activate/", "logout/"):
                walk.look(address)
    assert not walk.wrong, "\n".join(f"{address}: {what}" for address, what in walk.wrong)


def _preview(walk: Walk, folder: Any, uid: str) -> None:
    """What a file would change, and what is wrong in it."""
    file = folder / "plan.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("Acties")
        for line, row in enumerate(
            (("Nummer", "Titel", "Start"), (uid, "Anders", "2026-01-01"), (uid, "Twee", "ooit"))
        ):
            sheet.write_row(line, 0, row)
    walk.page.goto(f"{walk.home}/HIBP/invoer/")
    walk.page.locator("#file").set_input_files(file)
    with walk.page.expect_navigation() as sent:
        walk.page.locator("main form button").first.click()
    walk.judge(sent.value, "the preview of a file")
