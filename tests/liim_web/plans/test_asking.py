"""What hangs under an adopted action changes by request: asked, decided, gathered into the next version."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from liim_web.accounts.models import Role
from liim_web.plans.entering.parts import BY_SLUG
from liim_web.plans.models import Action, AuditEvent, ChangeRequest
from liim_web.plans.procedure import perform
from liim_web.plans.requested_parts import ASKED
from tests.liim_web.plans.place import TYPED, Place


def asking(place: Place, rest: str) -> str:
    return f"/nl/plan/HIBP/acties/{place.action.uid}/{rest}"


def decided(place: Place, asked: ChangeRequest) -> ChangeRequest:
    """Handed in by who wrote it, approved by the domain, accepted by the secretariat."""
    reporter = place.world.as_user(asked.author)
    secretariat = place.world.actor(Role.SECRETARIAT, None)
    asked = perform(reporter, asked, "submit")
    perform(secretariat, perform(place.world.actor(Role.COORDINATOR), asked, "approve"), "accept")
    asked.refresh_from_db()
    return asked


def test_what_is_asked_for_by_request_is_entered_in_the_same_way() -> None:
    assert {slug: BY_SLUG[slug].model for slug in ASKED} == ASKED
    assert {BY_SLUG[slug].under for slug in ASKED} == {"action"}


@pytest.mark.parametrize("slug", sorted(ASKED))
def test_a_part_of_an_adopted_action_is_asked_for_and_comes_in_with_the_decision(place: Place, slug: str) -> None:
    listed = place.reporter.get(asking(place, "bewerk/")).text
    if slug != "budgetlijn":
        assert asking(place, f"vraag/{slug}/") in listed, "who may not enter it, may ask for it"
    model: Any = ASKED[slug]
    typed = place.typed(slug) | {"motive": "Dit ontbrak bij de vaststelling."}
    answer = place.reporter.post(asking(place, f"vraag/{slug}/"), typed, follow=True)
    assert answer.status_code == 200
    assert "Wat onder de actie verandert" in answer.text
    assert model.objects.count() == 0, "nothing changes before it is decided"
    asked = decided(place, ChangeRequest.objects.get())
    assert model.objects.get().action == place.action
    assert asked.target_version == place.world.plan.versions.get()
    assert AuditEvent.objects.filter(operation="add", reason="Dit ontbrak bij de vaststelling.").exists()


def test_three_milestones_need_one_motive_and_one_decision(place: Place) -> None:
    first = place.action.milestones.create(title="Eerste", due="2026-03-01", due_at_approval="2026-03-01")
    second = place.action.milestones.create(title="Tweede", due="2026-06-01")
    told = {"revision": 1, "motive": "De aanbesteding liep uit.", "evidence_kind": ""}
    address = asking(place, "vraag/mijlpaal/{}/")
    moved = {"title": "Eerste", "due": "2026-05-01", "reason": "De aanbesteding liep uit."}
    assert place.reporter.post(address.format(first.pk), told | moved).status_code == 302
    assert place.reporter.post(address.format(second.pk), told | {"remove": "on"}).status_code == 302
    new = {"title": "Derde", "due": "2026-09-01", "motive": told["motive"]}
    assert place.reporter.post(asking(place, "vraag/mijlpaal/"), new).status_code == 302
    decided(place, ChangeRequest.objects.get())
    stands = {each.title: each.due for each in place.action.milestones.all()}
    assert stands == {"Eerste": dt.date(2026, 5, 1), "Derde": dt.date(2026, 9, 1)}
    assert AuditEvent.objects.filter(operation="remove", label="Tweede").exists(), "the log keeps what went"


def test_what_cannot_be_is_told_to_who_asks_and_not_to_who_decides(place: Place) -> None:
    step = place.action.milestones.create(title="Stap", due="2026-03-01", due_at_approval="2026-03-01")
    typed = {"revision": 1, "title": "Stap", "due": "2026-09-01", "motive": "Een lang getypte motivering."}
    answer = place.reporter.post(asking(place, f"vraag/mijlpaal/{step.pk}/"), typed)
    assert answer.status_code == 400
    assert "Zeg waarom de datum verschuift" in answer.text
    assert "Een lang getypte motivering." in answer.text
    wrong = place.reporter.get(asking(place, "wijzig/")).context["form"].initial | {
        "title": "Taal", "start": "2026-05-01", "end": "2026-04-01", "novelty": "new", "motive": "Lang getypt.",
    }  # fmt: skip
    answer = place.reporter.post(asking(place, "wijzig/"), {k: v for k, v in wrong.items() if v is not None})
    assert answer.status_code == 400
    assert "Het einde ligt voor de start" in answer.text
    assert "Lang getypt." in answer.text
    assert not ChangeRequest.objects.exists()


def test_a_part_that_changed_or_went_meanwhile_is_not_overwritten(place: Place) -> None:
    step = place.action.milestones.create(title="Stap", due="2026-03-01")
    address = asking(place, f"vraag/mijlpaal/{step.pk}/")
    typed = {"revision": 1, "title": "Stap", "due": "2026-09-01", "motive": "Later."}
    assert place.reporter.post(address, typed | {"revision": 7}).status_code == 409, "a form that is too old"
    place.reporter.post(address, typed)
    step.due = dt.date(2026, 4, 1)
    step.save()
    with pytest.raises(Exception, match="Intussen veranderde al: Stap: datum nu"):
        decided(place, ChangeRequest.objects.get())
    step.delete()
    asked = ChangeRequest.objects.get()
    with pytest.raises(Exception, match="is er niet meer"):
        perform(place.world.actor(Role.SECRETARIAT, None), asked, "accept")


def test_a_domain_asks_for_another_objective_too(place: Place) -> None:
    form = place.reporter.get(asking(place, "wijzig/")).context["form"]
    assert "SO1-OO1" not in dict(form.fields["objectives"].choices), "its own objective gives it its number"
    typed = {"title": place.action.title, "novelty": "new", "objectives": ["SO2-OO1"], "motive": "Het dient ook dat."}
    assert place.reporter.post(asking(place, "wijzig/"), typed).status_code == 302
    decided(place, ChangeRequest.objects.get())
    assert [f"{each.objective.code} {each.primary}" for each in place.action.serves.all()] == ["OO1 True", "OO1 False"]


def test_an_action_is_split_and_the_new_one_remembers_from_which(place: Place) -> None:
    form = place.reporter.get(asking(place, "splits/"))
    assert form.context["form"].initial["objective"] == "SO1-OO1", "it starts from what the action says"
    typed = {"title": "Taallessen voor ouders", "novelty": "new", "objective": "SO1-OO1", "motive": "Een andere groep."}
    answer = place.reporter.post(asking(place, "splits/"), typed, follow=True)
    assert "splitsen: " in answer.text
    decided(place, ChangeRequest.objects.get())
    made = Action.objects.get(title="Taallessen voor ouders")
    assert (made.split_from, made.lead_organisation) == (place.action, place.action.lead_organisation)


def test_another_entity_and_the_public_ask_nothing(place: Place) -> None:
    step = place.action.milestones.create(title="Stap", due="2026-03-01")
    foreign = place.world.action(domain="wonen", state="opgenomen")
    for rest in ("vraag/mijlpaal/", f"vraag/mijlpaal/{step.pk}/", "splits/", "wijzig/", "stop/"):
        for browser in (place.outsider, Client()):
            assert browser.post(asking(place, rest), TYPED["mijlpaal"][0]).status_code == 404, rest
    theirs = foreign.milestones.create(title="X", due="2026-01-01")
    assert place.reporter.get(asking(place, f"vraag/mijlpaal/{theirs.pk}/")).status_code == 404, (
        "a part of another action"
    )
    assert place.reporter.get(asking(place, "vraag/zetel/")).status_code == 404, "what is not asked for by request"


def test_a_report_tells_when_an_action_really_began(place: Place) -> None:
    """Beside the planned dates, which stay as they were decided."""
    place.action.start = dt.date(2026, 1, 1)
    place.action.save()
    report = place.world.round().reports.create(action=place.action, state="gevalideerd", progress="running",
                                                started_on=dt.date(2026, 3, 15))  # fmt: skip
    perform(place.world.actor(Role.SECRETARIAT, None), report, "accept")
    place.action.refresh_from_db()
    assert (place.action.start, place.action.started_on) == (dt.date(2026, 1, 1), dt.date(2026, 3, 15))
    page = place.secretariat.get(f"/nl/plan/HIBP/versie/1/actie/{place.action.uid}/").text
    assert "15 maart 2026" in page
