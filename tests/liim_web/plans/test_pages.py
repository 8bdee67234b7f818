"""What people see and do on the pages, by who they are."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tinyhtml5.parser import HTMLParser as StandardParser  # type: ignore[import-untyped]  # ships no types

from liim_web.accounts.models import Membership, Role
from liim_web.plans.example import CODE, draw
from liim_web.plans.models import (
    Action,
    ActionReport,
    AuditEvent,
    ChangeRequest,
    Commitment,
    Judgement,
    Plan,
    PlanVersion,
)

pytestmark = pytest.mark.django_db
BASE = f"/nl/plan/{CODE}/"


@pytest.fixture(scope="module")
def example(django_db_setup: None, django_db_blocker: Any) -> Any:
    """The example plan, drawn once for this module and taken away again."""
    with django_db_blocker.unblock(), transaction.atomic():
        draw("een lang wachtwoord")
        yield Plan.objects.get(code=CODE)
        transaction.set_rollback(True)


@pytest.fixture
def sign_in(example: Any, db: None) -> Any:
    """A browser in which someone has signed in in a role."""

    def signed_in(role: Role, domain: str = "") -> Client:
        member = Membership.objects.get(role=role, **({"domain__code": domain} if domain else {"domain": None}))
        browser = Client()
        browser.force_login(member.user)
        return browser

    return signed_in


def readable_pages(browser: Client, start: str, limit: int = 60) -> dict[str, int]:
    """Follow links from a page, as far as they stay within the plans, once per shape of address; all are HTML."""
    seen: dict[str, int] = {}
    shapes: set[str] = set()
    ahead = [start]
    while ahead and len(seen) < limit:
        address = ahead.pop(0)
        response = browser.get(address)
        seen[address] = response.status_code
        if response.status_code != 200 or "text/html" not in response.headers["Content-Type"]:
            continue
        parser = StandardParser()
        parser.parse(response.text)
        assert not parser.errors, address
        for link in re.findall(r'href="([^"#]*)', response.text):
            target = (address.partition("?")[0] + link if link.startswith("?") else link).replace("&amp;", "&")
            shape = re.sub(r"\d+|VOORBEELD-\S+?(?=/)|=[^&]*|SO\d-OO\d|/brief/\w+", "*", target)
            if target.startswith("/nl/plan/") and shape not in shapes:
                shapes.add(shape)
                ahead.append(target)
    return seen


EVERYONE = [
    (None, ""), (Role.REPORTER, "wse"), (Role.COORDINATOR, "wse"), (Role.CABINET, "wse"), (Role.SEAT_DOMAIN, "wse"),
    (Role.SEAT_SOCIETY, ""),
    (Role.CHAIR, ""), (Role.SECRETARIAT, ""), (Role.COORDINATING_CABINET, ""), (Role.AUDITOR, ""),
    (Role.ADMINISTRATOR, ""), (Role.FILLER, ""),
]  # fmt: skip


@pytest.mark.parametrize(("role", "domain"), EVERYONE, ids=lambda each: str(each or "-"))
def test_no_link_that_someone_is_shown_leads_to_a_closed_door(sign_in: Any, role: Role | None, domain: str) -> None:
    """Whoever sees a link may follow it."""
    browser = sign_in(role, domain) if role else Client()
    found = readable_pages(browser, "/nl/plan/")
    assert len(found) > 8
    assert {address: status for address, status in found.items() if status not in (200, 302)} == {}


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_language_has_the_plans(example: Any, client: Client, language: str) -> None:
    assert client.get(f"/{language}/plan/{CODE}/versie/1/").status_code == 200


def test_the_public_sees_the_published_version_and_no_draft(example: Any, client: Client) -> None:
    assert client.get(f"{BASE}versie/1/").status_code == 200
    for closed in ("versie/2/", "versie/2/matrix/", "versie/2/plan.json", "ronde/2/", "vragen/", "invoer/"):
        assert client.get(f"{BASE}{closed}").status_code in (403, 404), closed


def test_the_public_sees_no_internal_action_anywhere(example: Any, client: Client) -> None:
    hidden = Action.objects.get(internal=True)
    for page in ("versie/1/", "versie/1/matrix/", "versie/1/plan.json", "versie/1/acties.csv", "ronde/1/"):
        assert hidden.title not in client.get(f"{BASE}{page}").text, page
    assert client.get(f"{BASE}versie/1/actie/{hidden.uid}/").status_code == 404


def test_the_matrix_shows_per_round_how_many_reports_came_in(example: Any, client: Client) -> None:
    answer = client.get(f"{BASE}versie/1/matrix/?ronde=1")
    told = [tuple(map(int, each.short.split("/"))) for each in answer.context["told"].values()]
    assert example.rounds.get(number=1).title in answer.context["says"]
    counted = example.rounds.get(number=1).public["counts"]
    assert sum(asked - received for received, asked in told) == counted["niet_ontvangen"] > 0
    assert re.search(r"<b>\d/\d</b>", answer.text)
    assert client.get(f"{BASE}versie/1/matrix/?ronde=2").context["told"] is None, "not published"


def test_everything_made_up_says_so(example: Any, client: Client) -> None:
    assert "verzonnen" in client.get(f"{BASE}versie/1/matrix/").text
    assert client.get(f"{BASE}versie/1/acties.csv").text.rstrip().endswith("# LIIM-FICTIEF")


def test_a_coordinator_validates_and_returns(sign_in: Any) -> None:
    report = ActionReport.objects.filter(round__number=2, state="ingediend").first()
    assert report
    browser = sign_in(Role.COORDINATOR, report.action.lead_domain.code)
    back = f"/nl/plan/stap/report/{report.pk}/return/"
    assert "Wat moet er anders?" in browser.get(back).text
    assert browser.post(back, {"revision": report.revision, "reason": ""}).status_code == 400
    assert browser.post(back, {"revision": report.revision, "reason": "Hoeveel?"}).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.returned_because) == ("concept", "Hoeveel?")


def test_a_coordinator_explains_an_open_cell_and_the_commission_contests_it(sign_in: Any) -> None:
    cell = Commitment.objects.filter(plan__code=CODE, state="open", domain__code="wse").first()
    assert cell
    step = f"/nl/plan/stap/cell/{cell.pk}/"
    why = {"revision": cell.revision, "reason": "<script>alert(1)</script> niet bevoegd"}
    answered = sign_in(Role.COORDINATOR, "wse").post(f"{step}explain/", why, follow=True)
    assert "&lt;script&gt;" in answered.text
    assert "<script>" not in answered.text
    cell.refresh_from_db()
    member = sign_in(Role.SEAT_SOCIETY)
    PlanVersion.objects.filter(plan__code=CODE, number=2).update(state="voor_advies")
    assert (
        member.post(f"{step}contest/", {"revision": cell.revision, "reason": "Dit volstaat niet."}).status_code == 302
    )
    cell.refresh_from_db()
    assert cell.state == "betwist"


def test_a_member_judges_with_text_and_the_chair_settles(sign_in: Any) -> None:
    report = ActionReport.objects.filter(round__number=2, state="aanvaard").first()
    assert report
    report.round.state = "in_nazicht"
    report.round.save()
    typed = {"value": "limited", "text": "Er is een begin."}
    for role in (Role.SEAT_SOCIETY, Role.CHAIR):
        assert sign_in(role).post(f"/nl/plan/rapport/{report.pk}/oordeel/", typed).status_code == 302
    assert list(Judgement.objects.filter(report=report).values_list("final", flat=True)) == [True, False]
    assert sign_in(Role.SECRETARIAT).post(f"/nl/plan/rapport/{report.pk}/oordeel/", typed).status_code == 404


def test_an_auditor_reads_checks_and_takes_out_the_log(sign_in: Any) -> None:
    browser = sign_in(Role.AUDITOR)
    assert "De ketting is heel" in browser.get("/nl/plan/logboek/?controle=1").text
    lines = b"".join(browser.get("/nl/plan/logboek/logboek.jsonl").streaming_content).splitlines()
    assert len(lines) == AuditEvent.objects.count()
    assert sign_in(Role.SECRETARIAT).get("/nl/plan/logboek/logboek.jsonl").status_code == 403


def test_a_cabinet_reads_its_own_domain_only(sign_in: Any) -> None:
    browser = sign_in(Role.CABINET, "wse")
    own, other = (Action.objects.filter(lead_domain__code=code, internal=False).first() for code in ("wse", "ov"))
    assert own
    assert other
    assert browser.get(f"{BASE}versie/2/actie/{own.uid}/").status_code == 200
    assert browser.get(f"{BASE}versie/2/actie/{other.uid}/").status_code == 404


def test_the_secretariat_accepts_a_request_and_the_plan_follows(sign_in: Any) -> None:
    asked = ChangeRequest.objects.get(plan__code=CODE, state="goedgekeurd")
    PlanVersion.objects.filter(plan__code=CODE, number=2).update(state="concept")
    answer = sign_in(Role.SECRETARIAT).post(
        f"/nl/plan/stap/change/{asked.pk}/accept/", {"revision": asked.revision}, follow=True
    )
    assert "aanvaard" in answer.text
    assert asked.action
    asked.action.refresh_from_db()
    assert asked.action.title.endswith("uitgebreid")


def test_a_domain_asks_for_an_action_and_sees_its_differences(sign_in: Any) -> None:
    typed = {"objective": "SO1-OO1", "title": "Nieuwe actie", "novelty": "new", "motive": "Er is nood aan."}
    answer = sign_in(Role.REPORTER, "wse").post(f"{BASE}acties/nieuw/", typed, follow=True)
    assert "<ins>Nieuwe actie</ins>" in answer.text


@pytest.mark.parametrize("page", ["", "versie/1/", "versie/2/", "versie/2/matrix/", "ronde/2/", "vragen/"])
def test_a_list_takes_as_many_queries_for_many_as_for_few(sign_in: Any, page: str) -> None:
    browser = sign_in(Role.SECRETARIAT)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"{BASE}{page}", follow=True)
        return len(asked)

    queries()
    few = queries()
    report = ActionReport.objects.filter(round__number=2).first()
    assert report
    for n in range(20):
        action = Action.objects.create(
            plan=report.action.plan, uid=f"{CODE}-X-A9{n:02}", title="Nog een", novelty="new",
            lead_domain=report.action.lead_domain, lead_organisation=report.action.lead_organisation,
        )  # fmt: skip
        action.milestones.create(title="Stap", due=dt.date(2027, 1, 1))
        ActionReport.objects.create(round=report.round, action=action)
        ChangeRequest.objects.create(
            plan=action.plan, action=action, kind="stop", motive="Omdat.", domain=action.lead_domain
        )
    assert queries() == few
    assert few <= 45
