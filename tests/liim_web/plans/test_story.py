"""What became of an action reads as a story, and what a report said when it was accepted stays said."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from liim_web.accounts.models import Role
from liim_web.plans import editing
from liim_web.plans.content import reading, side_by_side
from liim_web.plans.decisions import new_version
from liim_web.plans.differences import difference
from liim_web.plans.models import ActionReport, ChangeRequest, PlanVersion
from liim_web.plans.procedure import perform


def decided(world: Any, kind: str, day: dt.date) -> PlanVersion:
    """A version, from open to published."""
    secretariat = world.actor(Role.SECRETARIAT, None)
    version = new_version(secretariat, world.plan, kind)
    for step in ("send_for_advice", "receive_advice"):
        version = perform(secretariat, version, step)
    version = perform(world.actor(Role.COORDINATING_CABINET, None), version, "submit")
    decision = {"decision_number": f"VR {kind}", "decision_date": day, "override_reason": "Later."}
    return perform(secretariat, perform(secretariat, version, "decide", values=decision), "publish")


def test_an_action_is_told_from_its_first_version_to_its_last_in_order(world: Any) -> None:
    action = world.action()
    action.milestones.create(title="Eerste groep", due=dt.date(2025, 6, 1), done_on=dt.date(2025, 5, 20))
    decided(world, "first", dt.date(2025, 3, 14))
    action.refresh_from_db()
    editing.save(world.actor(Role.SECRETARIAT, None), action, {"title": "Lessen op de werf"}, seen=None)
    decided(world, "update", dt.date(2026, 2, 1))
    page = Client().get(f"/nl/plan/HIBP/versie/2/actie/{action.uid}/")
    told = [(moment.what, moment.says) for moment in page.context["story"]]
    assert told == [
        ("Opgenomen in versie 1", ""),
        ("Mijlpaal klaar", "Eerste groep"),
        ("Gewijzigd in versie 2", "titel"),
    ]
    first = Client().get(f"/nl/plan/HIBP/versie/1/actie/{action.uid}/").context["story"]
    assert "Gewijzigd in versie 2" not in [moment.what for moment in first], (
        "an old version does not know of later ones"
    )


def test_who_may_read_requests_finds_them_in_the_story_and_the_public_does_not(world: Any) -> None:
    action = world.action()
    decided(world, "first", dt.date(2025, 3, 14))
    ChangeRequest.objects.create(
        plan=world.plan, action=action, domain=action.lead_domain, organisation=action.lead_organisation, kind="stop",
        motive="De nood is weg.", state="geweigerd", decided_on=dt.date(2026, 1, 5), decided_by="Iemand",
    )  # fmt: skip
    address = f"/nl/plan/HIBP/versie/1/actie/{action.uid}/"
    coordinator = Client()
    coordinator.force_login(world.member(Role.COORDINATOR).user)
    assert "De nood is weg." in coordinator.get(address).text
    assert "De nood is weg." not in Client().get(address).text


@pytest.fixture
def reported(world: Any) -> ActionReport:
    """A report that waits to be accepted, of an action with a milestone and a count."""
    action = world.action(state="opgenomen")
    action.milestones.create(title="Eerste groep", due=dt.date(2025, 6, 1))
    action.outputs.create(title="Cursisten", unit="personen").values.create(on=dt.date(2025, 12, 31), value=12)
    author, validator = world.person(), world.person()
    return ActionReport.objects.create(
        round=world.round("open"), action=action, state="gevalideerd", progress="running", done="Twaalf groepen.",
        author=author, validator=validator,
    )  # fmt: skip


def test_what_was_accepted_stays_said_when_the_action_goes_on(world: Any, reported: ActionReport) -> None:
    secretariat = world.actor(Role.SECRETARIAT, None)
    accepted = perform(secretariat, reported, "accept")
    accepted.action.milestones.update(done_on=dt.date(2026, 4, 1))
    accepted.action.outputs.get().values.update(value=99)
    kept: Any = ActionReport.objects.get(pk=accepted.pk).accepted
    assert (kept["progress"], kept["done"], kept["by"]) == ("running", "Twaalf groepen.", secretariat.name)
    assert kept["milestones"][0]["done_on"] is None
    assert kept["outputs"][0]["values"][0]["value"] == "12.00"
    round_ = accepted.round
    for step in ("review", "present", "close", "publish"):
        round_ = perform(secretariat, round_, step)
    [sealed] = round_.public["reports"]
    assert sealed["milestones"][0]["done_on"] is None
    assert sealed["accepted_on"] == kept["on"]


def test_a_blocked_action_says_what_it_needs_to_go_on(world: Any, reported: ActionReport) -> None:
    reporter = world.actor(Role.REPORTER)
    values = {"progress": "blocked", "reason": "Geen lokalen."}
    ActionReport.objects.filter(pk=reported.pk).update(state="concept", validator=None, **values)
    reported.refresh_from_db()
    with pytest.raises(ValidationError) as refusal:
        perform(reporter, reported, "submit")
    assert set(refusal.value.message_dict) == {"unblock_condition"}
    told = editing.save(reporter, reported, {"unblock_condition": "Een beslissing van de stad."}, seen=None)
    assert perform(reporter, told, "submit").state == "ingediend"


def test_a_plan_for_who_works_on_plans_is_not_for_the_public_published_or_not(world: Any) -> None:
    """Who may read, and whether it is published, are two questions."""
    world.action()
    decided(world, "first", dt.date(2025, 3, 14))
    addresses = ("", "versie/1/", "versie/1/matrix/", "versie/1/plan.json", "versie/1/plan.xlsx", "rondes/")
    assert Client().get("/nl/plan/HIBP/versie/1/").status_code == 200
    world.plan.visibility = "members"
    world.plan.save()
    for address in addresses:
        assert Client().get(f"/nl/plan/HIBP/{address}").status_code == 404, address
    assert "Horizontaal" not in Client().get("/nl/plan/").text
    member = Client()
    member.force_login(world.member(Role.REPORTER).user)
    assert member.get("/nl/plan/HIBP/versie/1/").status_code == 200


def test_what_someone_may_not_read_in_a_draft_does_not_seem_gone(world: Any) -> None:
    """A reporter reads the own domain of a draft; the other domains were not struck out."""
    world.action(domain="wonen", title="Van een ander")
    world.action(domain="werk", title="Van ons")
    world.plan.outside_actions.create(uid="HIBP-B001", title="Ook dit", domain=world.domains["wonen"])
    decided(world, "first", dt.date(2025, 3, 14))
    new_version(world.actor(Role.SECRETARIAT, None), world.plan)
    reporter = world.actor(Role.REPORTER, "werk")
    told = difference(*side_by_side(reading(reporter, "HIBP", 1), reading(reporter, "HIBP", 2)))
    assert (told.removed, told.outside_removed) == ((), ())


def test_what_happens_outside_the_plan_is_compared_too(world: Any) -> None:
    kept = world.plan.outside_actions.create(uid="HIBP-B001", title="Ook dit", domain=world.domains["wonen"])
    world.plan.outside_actions.create(uid="HIBP-B002", title="Weg", domain=world.domains["wonen"])
    decided(world, "first", dt.date(2025, 3, 14))
    secretariat = world.actor(Role.SECRETARIAT, None)
    new_version(secretariat, world.plan)
    editing.save(secretariat, kept, {"title": "Ook dat", "start": dt.date(2026, 1, 1)}, seen=None)
    world.plan.outside_actions.filter(uid="HIBP-B002").delete()
    world.plan.outside_actions.create(uid="HIBP-B003", title="Nieuw", domain=world.domains["werk"])
    told = difference(*side_by_side(reading(secretariat, "HIBP", 1), reading(secretariat, "HIBP", 2)))
    assert [each.title for each in told.outside_added] == ["Nieuw"]
    assert [each.title for each in told.outside_removed] == ["Weg"]
    [changed] = told.outside_changed
    assert [(field.field, field.before, field.after) for field in changed.fields] == [
        ("titel", "Ook dit", "Ook dat"),
        ("start", "", "2026-01-01"),
    ]
    browser = Client()
    browser.force_login(world.member(Role.SECRETARIAT, None).user)
    page = browser.get("/nl/plan/HIBP/versie/2/gewijzigd-sinds/1/")
    assert "HIBP-B003" in page.text
    annex = browser.get("/nl/plan/HIBP/versie/2/gewijzigd-sinds/1/bijlage.pdf")
    assert annex.status_code == 200


def test_an_evaluation_shows_before_and_after_and_whom_it_compares_with(world: Any) -> None:
    study = world.plan.evaluations.create(
        title="Studie", moment="mid_term", method="Enquête", limits="Klein", objective=world.objectives["SO1-OO1"]
    )
    study.outcomes.create(
        title="Wie nog leert", unit="%", before_period="2023", before="41", after_period="2025", after="52.5",
        compared_with="wie geen mentor heeft", compared_before="40", compared_after="44",
    )  # fmt: skip
    hidden = world.action(title="Nog geheim", internal=True)
    world.plan.evaluations.create(title="Geheime studie", moment="final", method="x", limits="y", action=hidden)
    version = decided(world, "first", dt.date(2025, 3, 14))
    page = Client().get("/nl/plan/HIBP/versie/1/doelstelling/SO1-OO1/").text
    for said in ("Studie", "41 %", "52,5 %", "wie geen mentor heeft", "44 %"):
        assert said in page, said
    assert "Geheime studie" not in str(version.public), "a study of an action that is not public"
    assert "Geheime studie" in str(version.internal)
