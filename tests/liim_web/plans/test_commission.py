"""The Commission at work: a member who sits for a domain, one for the target group, and the chair who settles."""

from typing import Any

import pytest
from django.utils import timezone

from liim_web.accounts.models import Role
from liim_web.plans.models import ActionReport, AuditEvent, AuditHead, Judgement
from tests.liim_web.plans.place import Place


@pytest.fixture
def report(place: Place) -> ActionReport:
    """An accepted report of the domain of work, in a round that the Commission reads."""
    place.world.plan.versions.update(state="voor_advies")
    round_ = place.world.round("in_nazicht")
    made: ActionReport = round_.reports.create(action=place.action, state="aanvaard", progress="running", done="Zo.")
    return made


def judged(browser: Any, report: ActionReport, value: str = "limited") -> int:
    typed = {"value": value, "text": "Er is een begin."}
    return int(browser.post(f"/nl/plan/rapport/{report.pk}/oordeel/", typed).status_code)


def test_a_member_for_a_domain_judges_the_others_and_never_the_own(place: Place, report: ActionReport) -> None:
    """The own domain's report is read like any other, but there is nothing to judge it with."""
    own, other = place.browser(Role.SEAT_DOMAIN, "werk"), place.browser(Role.SEAT_DOMAIN, "wonen")
    address = f"/nl/plan/HIBP/ronde/1/{place.action.uid}/"
    assert "Bewaar je oordeel" in other.get(address).text
    assert own.get(address).status_code == 200
    assert "Bewaar je oordeel" not in own.get(address).text
    assert (judged(own, report), judged(other, report)) == (404, 302)
    cell = place.cell(state="ingevuld")
    why = {"revision": cell.revision, "reason": "De actie bestaat al jaren."}
    assert own.post(f"/nl/plan/stap/cell/{cell.pk}/contest/", why).status_code == 403
    assert other.post(f"/nl/plan/stap/cell/{cell.pk}/contest/", why).status_code == 302
    told = own.get("/nl/plan/HIBP/versie/1/matrix/?cel=werk:SO1-OO1").text
    assert "De actie bestaat al jaren." in told, "the domain reads why"


def test_a_member_for_the_target_group_judges_every_domain_and_the_view_stays(
    place: Place, report: ActionReport
) -> None:
    member, chair = place.browser(Role.SEAT_SOCIETY, None), place.browser(Role.CHAIR, None)
    assert "Te beoordelen: 1" in member.get("/nl/plan/").text
    assert judged(member, report) == 302
    assert "Te beoordelen" not in member.get("/nl/plan/").text, "done, so no longer waiting"
    assert judged(chair, report, "substantial") == 302
    assert sorted(Judgement.objects.values_list("value", "final")) == [("limited", False), ("substantial", True)]
    assert "eigen visie" in member.get(f"/nl/plan/HIBP/ronde/1/{place.action.uid}/").text


def test_the_chair_settles_and_reads_the_log_but_edits_nothing(place: Place, report: ActionReport) -> None:
    chair = place.browser(Role.CHAIR, None)
    step = f"/nl/plan/stap/report/{report.pk}/judge/"
    assert chair.post(step, {"revision": report.revision}).status_code == 400, "a judgement has text"
    assert judged(chair, report) == 302
    report.refresh_from_db()
    assert chair.post(step, {"revision": report.revision}).status_code == 302
    report.refresh_from_db()
    assert report.state == "beoordeeld"
    assert chair.get("/nl/plan/logboek/").status_code == 200
    assert chair.post(f"/nl/plan/bewerk/actie/{place.action.pk}/", place.typed("actie")).status_code == 403


def test_the_log_is_read_in_words_and_exported_in_codes(place: Place) -> None:
    """A code that is not known any more is shown as it stands."""
    chair, auditor = place.browser(Role.CHAIR, None), place.browser(Role.AUDITOR, None)
    version = place.world.plan.versions.get()
    assert place.secretariat.post(f"/nl/plan/stap/version/{version.pk}/send_for_advice/", {"revision": 1}).status_code
    AuditEvent.objects.create(
        sequence=AuditHead.objects.get().sequence + 1, at=timezone.now(), actor="Iemand", role="visitor", kind="planet",
        thing_id=1, label="Mars", operation="explode", changes={"size": [1, 2]}, previous_sha256="0" * 64,
        sha256="1" * 64,
    )  # fmt: skip
    page = chair.get("/nl/plan/logboek/").text
    for said in ("Vraag advies", "<del>concept</del> <ins>voor advies</ins>", "versie · ", "planet", "explode"):
        assert said in page, said
    told = auditor.get("/nl/plan/logboek/logboek.jsonl").getvalue().decode()
    assert '"voor_advies"' in told
    assert '"send_for_advice"' in told
