"""What people see and do on the pages, by who they are."""

import datetime as dt
import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tinyhtml5.parser import HTMLParser as StandardParser  # type: ignore[import-untyped]  # ships no types

from liim_web.accounts.models import Membership, Role
from liim_web.plans import attachments
from liim_web.plans.example import CODE, draw
from liim_web.plans.models import (
    Action,
    ActionReport,
    AuditEvent,
    ChangeRequest,
    Commitment,
    Evidence,
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


def test_a_reporter_fills_in_saves_and_hands_in(sign_in: Any) -> None:
    report = ActionReport.objects.filter(round__number=2, state="leeg", action__lead_domain__code="wse").first()
    assert report
    browser = sign_in(Role.REPORTER, "wse")
    address = f"{BASE}ronde/2/{report.action.uid}/"
    typed = {"revision": report.revision, "progress": "running", "done": "Twaalf groepen.", "save": "1"}
    assert browser.post(address, typed).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.done) == ("concept", "Twaalf groepen.")
    assert browser.post(address, {**typed, "revision": report.revision, "submit": "1"}).status_code == 302
    report.refresh_from_db()
    assert report.state == "ingediend"


def test_two_people_on_one_report_the_second_sees_what_changed_and_loses_nothing(sign_in: Any) -> None:
    report = ActionReport.objects.filter(round__number=2, state="leeg", action__lead_domain__code="wse").last()
    assert report
    address = f"{BASE}ronde/2/{report.action.uid}/"
    first = {"revision": report.revision, "progress": "running", "done": "De eerste."}
    sign_in(Role.REPORTER, "wse").post(address, first)
    late = sign_in(Role.REPORTER, "wse").post(address, {**first, "done": "De tweede, heel lang getypt."})
    assert late.status_code == 409
    assert "<del>De eerste.</del>" in late.text
    assert late.text.count("De tweede, heel lang getypt.") == 2, "in the difference and in the form"
    report.refresh_from_db()
    assert report.done == "De eerste."


def test_a_report_that_cannot_be_handed_in_keeps_what_was_typed(sign_in: Any) -> None:
    report = ActionReport.objects.filter(round__number=2, state="leeg", action__lead_domain__code="wse").last()
    assert report
    address = f"{BASE}ronde/2/{report.action.uid}/"
    typed = {
        "revision": report.revision,
        "progress": "running",
        "done": "Bijna klaar.",
        "unchanged": "on",
        "submit": "1",
    }
    refused = sign_in(Role.REPORTER, "wse").post(address, typed)
    assert refused.status_code == 400
    assert "Zet je naam" in refused.text
    report.refresh_from_db()
    assert (report.done, report.state) == ("Bijna klaar.", "concept")
    assert f'name="revision" value="{report.revision}"' in refused.text, "so that the next try is not refused as stale"


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


def test_another_domain_s_step_is_refused(sign_in: Any) -> None:
    cell = Commitment.objects.filter(plan__code=CODE, state="open", domain__code="wse").first()
    assert cell
    forged = sign_in(Role.COORDINATOR, "ov").post(
        f"/nl/plan/stap/cell/{cell.pk}/explain/", {"revision": cell.revision, "reason": "Omdat."}
    )
    assert forged.status_code == 403


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nl/plan/stap/cell/1/explode/", 404),
        ("/nl/plan/stap/planet/1/fill/", 404),
        ("/nl/plan/stap/cell/99999999/fill/", 404),
        ("/nl/plan/stap/action/1/adopt/", 404),
        ("/nl/plan/stap/report/1/expire/", 404),
    ],
)
def test_a_forged_step_is_refused(sign_in: Any, address: str, status: int) -> None:
    assert sign_in(Role.SECRETARIAT).post(address, {"revision": 1}).status_code == status


def test_a_sealed_version_takes_no_step_back(sign_in: Any) -> None:
    version = PlanVersion.objects.get(plan__code=CODE, number=1)
    for step in ("decide", "take_back", "send_for_advice"):
        answer = sign_in(Role.SECRETARIAT).post(
            f"/nl/plan/stap/version/{version.pk}/{step}/",
            {"revision": version.revision, "reason": "Omdat.", "decision_number": "X"},
        )
        assert answer.status_code == 400
        assert "de stand is nu" in answer.text


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


def test_impossible_dates_are_refused_and_the_text_stays(sign_in: Any) -> None:
    action = Action.objects.filter(lead_domain__code="wse", state="gestart").first()
    assert action
    typed = {
        "revision": action.revision, "title": "Anders", "novelty": "new", "motive": "Lang verhaal.",
        "start": "2027-01-01", "end": "zomer 2027",
    }  # fmt: skip
    answer = sign_in(Role.REPORTER, "wse").post(f"{BASE}acties/{action.uid}/wijzig/", typed)
    assert "Lang verhaal." in answer.text
    assert "geldige datum" in answer.text


def test_an_expired_membership_gives_no_right(sign_in: Any) -> None:
    browser = sign_in(Role.SECRETARIAT)
    Membership.objects.filter(role=Role.SECRETARIAT).update(end=dt.date(2025, 1, 1))
    assert browser.get(f"{BASE}versie/2/").status_code == 404
    assert "geen lidmaatschap dat geldt" in browser.get("/nl/plan/").text


def test_nobody_acts_in_another_s_membership(sign_in: Any) -> None:
    other = Membership.objects.get(role=Role.SECRETARIAT)
    assert sign_in(Role.FILLER).post("/nl/plan/optreden-als/", {"membership": other.pk}).status_code == 403


@pytest.mark.parametrize("moment", ["2026-03-29T02:30", "2026-10-25T02:30"])
def test_an_hour_that_does_not_exist_or_comes_twice_is_refused(sign_in: Any, moment: str) -> None:
    """The clock changes that night."""
    typed = {
        "version": PlanVersion.objects.get(plan__code=CODE, number=1).pk, "title": "R", "period_start": "2026-01-01",
        "period_end": "2026-12-31", "opens_at": "2026-01-01T00:00", "due_at": moment, "closes_at": "2027-01-01T00:00",
    }  # fmt: skip
    answer = sign_in(Role.SECRETARIAT).post(f"{BASE}rondes/nieuw/", typed)
    assert answer.status_code == 200
    assert "errorlist" in answer.text


def zipped(**members: bytes) -> bytes:
    """An archive with these members, pressed as small as it goes."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("groot.pdf", b"%PDF-" + b"0" * (attachments.LARGEST + 1), "groter dan 10 MB"),
        ("programma.exe", b"MZ", "kan hier niet"),
        ("vermomd.pdf", b"MZ\x90", "geen echt pdf-bestand"),
        ("virus.pdf", b"%PDF-" + attachments.TEST_PATTERN, "bevat een programma"),
        ("macro.docx", zipped(**{"word/document.xml": b"<x/>", "word/vbaProject.bin": b"MZ"}), "bevat een programma"),
        ("virus.docx", zipped(**{"word/document.xml": attachments.TEST_PATTERN}), "bevat een programma"),
        ("vermomd.docx", zipped(**{"programma.exe": b"MZ"}), "geen echt docx-bestand"),
        ("half.xlsx", zipped(**{"xl/workbook.xml": b"<x/>"})[:-30], "geen echt xlsx-bestand"),
        ("bom.ods", zipped(**{"content.xml": b"0" * (attachments.LARGEST_UNPACKED + 1)}), "uitgepakt te groot"),
    ],
)
def test_a_file_that_is_too_large_or_not_what_it_says_is_refused(
    sign_in: Any, name: str, content: bytes, says: str
) -> None:
    report = ActionReport.objects.filter(round__number=2, state="concept").first()
    assert report
    answer = sign_in(Role.REPORTER, report.action.lead_domain.code).post(
        f"/nl/plan/rapport/{report.pk}/bewijs/", {"title": "Verslag", "file": file(name, content)}
    )
    assert answer.status_code == 400
    assert says in answer.text
    assert "Verslag" in answer.text, "what was typed stays"


def test_evidence_is_handed_in_with_its_fingerprint_and_verified_by_the_secretariat(sign_in: Any) -> None:
    report = ActionReport.objects.filter(round__number=2, state="concept").first()
    assert report
    reporter = sign_in(Role.REPORTER, report.action.lead_domain.code)
    pdf = SimpleUploadedFile("verslag.pdf", BytesIO(b"%PDF-1.7 verslag").getvalue())
    added = reporter.post(f"/nl/plan/rapport/{report.pk}/bewijs/", {"title": "Verslag", "file": pdf})
    assert added.status_code == 302
    evidence = Evidence.objects.get(report=report)
    assert len(evidence.sha256) == 64
    report.state = "ingediend"
    report.save()
    assert reporter.post(f"/nl/plan/bewijs/{evidence.pk}/nagekeken/").status_code == 403
    assert sign_in(Role.SECRETARIAT).post(f"/nl/plan/bewijs/{evidence.pk}/nagekeken/").status_code == 302


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
