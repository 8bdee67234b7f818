"""Several reports at once, evidence in and out, and what was still missing when a version was decided."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from liim_web.accounts.models import Role
from liim_web.plans.models import ActionReport, AuditEvent, Commitment, Evidence, Judgement, PlanVersion
from liim_web.plans.snapshots import snapshot

ROUND = "/nl/plan/HIBP/ronde/1/"


def browser(world: Any, role: Role, domain: str | None = "werk") -> Client:
    client = Client()
    client.force_login(world.member(role, domain).user)
    return client


@pytest.fixture
def reports(world: Any) -> list[ActionReport]:
    """Three handed in by someone else, in an open round."""
    round_, author = world.round("open"), world.person()
    return [
        ActionReport.objects.create(
            round=round_, action=world.action(state="opgenomen", title=f"Actie {n}"), state="ingediend", author=author,
            progress="running",
        )
        for n in range(3)
    ]  # fmt: skip


def chosen(reports: list[ActionReport]) -> dict[str, list[str]]:
    return {"report": [f"{each.pk}:{each.revision}" for each in reports]}


def test_a_coordinator_validates_several_at_once_and_each_is_stamped(world: Any, reports: Any) -> None:
    client = browser(world, Role.COORDINATOR)
    assert client.get(ROUND).text.count('form="several"') == 3
    answer = client.post(f"{ROUND}samen/", chosen(reports[:2]), follow=True)
    assert "2 rapporten: gedaan." in answer.text
    assert list(ActionReport.objects.order_by("pk").values_list("state", flat=True)) == [
        "gevalideerd", "gevalideerd", "ingediend",
    ]  # fmt: skip
    assert AuditEvent.objects.filter(operation="validate").count() == 2
    assert ActionReport.objects.filter(validator__isnull=False).count() == 2


def test_one_that_someone_changed_meanwhile_is_named_and_the_others_are_done(world: Any, reports: Any) -> None:
    ActionReport.objects.filter(pk=reports[1].pk).update(revision=9)
    answer = browser(world, Role.COORDINATOR).post(f"{ROUND}samen/", chosen(reports), follow=True)
    assert "2 rapporten: gedaan." in answer.text
    assert "iemand wijzigde dit rapport intussen" in answer.text
    assert ActionReport.objects.get(pk=reports[1].pk).state == "ingediend"


@pytest.mark.parametrize("role", [Role.REPORTER, Role.SEAT_SOCIETY, Role.AUDITOR, Role.CABINET])
def test_who_does_nothing_for_several_is_refused(world: Any, reports: Any, role: Role) -> None:
    assert browser(world, role).post(f"{ROUND}samen/", chosen(reports)).status_code == 403
    assert set(ActionReport.objects.values_list("state", flat=True)) == {"ingediend"}


def test_another_domain_s_coordinator_is_refused_for_every_one(world: Any, reports: Any) -> None:
    assert browser(world, Role.COORDINATOR, "wonen").post(f"{ROUND}samen/", chosen(reports)).status_code == 403
    assert set(ActionReport.objects.values_list("state", flat=True)) == {"ingediend"}


def test_the_secretariat_accepts_several(world: Any, reports: Any) -> None:
    ActionReport.objects.update(state="gevalideerd")
    client = browser(world, Role.SECRETARIAT, None)
    assert client.post(f"{ROUND}samen/", chosen(reports)).status_code == 302
    assert set(ActionReport.objects.values_list("state", flat=True)) == {"aanvaard"}


@pytest.mark.parametrize("report", ["", "x:1", "99999:1", "1"])
def test_a_forged_choice_does_nothing(world: Any, reports: Any, report: str) -> None:
    answer = browser(world, Role.COORDINATOR).post(f"{ROUND}samen/", {"report": report})
    assert answer.status_code in (302, 403)
    assert set(ActionReport.objects.values_list("state", flat=True)) == {"ingediend"}


@pytest.fixture
def handed_in(world: Any) -> Any:
    report = ActionReport.objects.create(
        round=world.round("open"), action=world.action(state="opgenomen"), state="concept"
    )
    evidence = Evidence(report=report, title="Verslag", public=True, sha256="0" * 64)
    evidence.file.save("verslag.pdf", ContentFile(b"%PDF-<script>alert(1)</script>"))
    return evidence


def test_evidence_is_a_download_and_never_a_page(world: Any, handed_in: Any) -> None:
    answer = browser(world, Role.REPORTER).get(f"/nl/plan/bewijs/{handed_in.pk}/")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_evidence_is_read_by_who_may_read_the_report_and_by_all_once_published(world: Any, handed_in: Any) -> None:
    address = f"/nl/plan/bewijs/{handed_in.pk}/"
    assert browser(world, Role.REPORTER, "wonen").get(address).status_code == 404
    assert Client().get(address).status_code == 404
    round_ = handed_in.report.round
    type(round_).objects.filter(pk=round_.pk).update(state="gepubliceerd", sha256="1" * 64, snapshot={})
    assert Client().get(address).status_code == 200
    type(handed_in).objects.update(public=False)
    assert Client().get(address).status_code == 404


def test_evidence_is_taken_back_while_the_report_is_still_open(world: Any, handed_in: Any) -> None:
    address = f"/nl/plan/bewijs/{handed_in.pk}/weg/"
    client = browser(world, Role.REPORTER)
    assert "Verslag" in client.get(address).text
    assert browser(world, Role.REPORTER, "wonen").post(address).status_code == 404
    ActionReport.objects.update(state="ingediend")
    assert client.post(address).status_code == 404
    ActionReport.objects.update(state="concept")
    assert client.post(address).status_code == 302
    assert AuditEvent.objects.latest("sequence").operation == "remove_evidence"


def test_a_decided_version_tells_per_domain_what_was_still_missing(world: Any) -> None:
    world.action()
    world.action(domain="wonen", contribution="Wonen helpt.")
    draft = world.version("concept")
    told = snapshot(draft)
    assert told["public"]["checks_by_domain"]["no_contribution"] == {"werk": 1}
    PlanVersion.objects.update(state="gepubliceerd", sha256="1" * 64, snapshot=told)
    page = Client().get("/nl/plan/HIBP/versie/1/controles/")
    assert page.status_code == 200
    assert "Actie die niet zegt hoe ze bijdraagt" in page.text
    assert "werk: 1" in page.text


def test_a_member_for_a_domain_judges_others_and_never_the_own(world: Any) -> None:
    """Cells and reports alike, on the pages as in the table of rights."""
    world.version("voor_advies")
    client = browser(world, Role.SEAT_DOMAIN, "werk")
    round_ = world.round("in_nazicht")
    for domain, status in (("werk", 403), ("wonen", 302)):
        cell = Commitment.objects.create(
            plan=world.plan, domain=world.domains[domain], objective=world.objectives["SO1-OO1"], state="ingevuld"
        )
        why = {"revision": cell.revision, "reason": "Dit volstaat niet."}
        assert client.post(f"/nl/plan/stap/cell/{cell.pk}/contest/", why).status_code == status
        report = ActionReport.objects.create(
            round=round_, action=world.action(domain=domain, state="opgenomen"), state="aanvaard", progress="running"
        )
        judged = client.post(f"/nl/plan/rapport/{report.pk}/oordeel/", {"value": "limited", "text": "Een begin."})
        assert judged.status_code == (404 if status == 403 else 302)
    assert Judgement.objects.count() == 1
    assert not Judgement.objects.get().final, "a member's view stands beside the chair's"
