"""Domains change the plan by asking; what was asked, why and by whom it was decided stays."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from liim_web.accounts.models import Role
from liim_web.plans import editing
from liim_web.plans.changes import differences
from liim_web.plans.models import Action, AuditEvent, BudgetLine, ChangeRequest, Plan
from liim_web.plans.procedure import perform


@pytest.fixture
def people(world: Any) -> dict[str, Any]:
    world.version("concept")
    return {
        "reporter": world.actor(Role.REPORTER),
        "coordinator": world.actor(Role.COORDINATOR),
        "secretariat": world.actor(Role.SECRETARIAT, None),
    }


def ask(world: Any, people: dict[str, Any], kind: str = "modify", **values: Any) -> ChangeRequest:
    request = ChangeRequest(
        plan=world.plan, domain=world.domains["werk"], organisation=world.organisations["werk"], kind=kind,
        motive="Het aanbod is uitgebreid.", author_id=people["reporter"].user_id, **values,
    )  # fmt: skip
    return perform(people["reporter"], editing.add(people["reporter"], request), "submit")


def accepted(people: dict[str, Any], request: ChangeRequest) -> ChangeRequest:
    return perform(people["secretariat"], perform(people["coordinator"], request, "approve"), "accept")


def test_a_change_is_asked_approved_and_accepted_and_then_stands_in_the_plan(world: Any, people: Any) -> None:
    action = world.action()
    wanted = differences(action, {"title": "Taallessen, ook online", "end": dt.date(2027, 1, 1), "novelty": "new"})
    assert wanted == {"title": [action.title, "Taallessen, ook online"], "end": [None, "2027-01-01"]}
    request = accepted(people, ask(world, people, action=action, fields=wanted))
    action.refresh_from_db()
    request.refresh_from_db()
    assert (action.title, action.end) == ("Taallessen, ook online", dt.date(2027, 1, 1))
    assert request.target_version == world.plan.versions.get()
    assert AuditEvent.objects.filter(kind="action", operation="edit").get().reason == "Het aanbod is uitgebreid."


def test_an_action_is_added_with_the_next_number(world: Any, people: Any) -> None:
    world.action()
    fields = {"title": [None, "Nieuw"], "novelty": [None, "new"], "objective": [None, "SO2-OO1"]}
    accepted(people, ask(world, people, "add", fields=fields))
    assert Action.objects.get(title="Nieuw").uid == "HIBP-SO2-OO1-A002"


def test_actions_are_stopped_and_merged_with_a_motive(world: Any, people: Any) -> None:
    stopped, merged, into = world.action(), world.action(), world.action()
    accepted(people, ask(world, people, "stop", action=stopped))
    accepted(people, ask(world, people, "merge", action=merged, merge_into=into))
    stopped.refresh_from_db()
    merged.refresh_from_db()
    assert (stopped.state, merged.state, merged.merged_into) == ("stopgezet", "samengevoegd", into)


def test_a_plan_that_moved_on_is_not_overwritten(world: Any, people: Any) -> None:
    action = world.action()
    request = ask(world, people, action=action, fields=differences(action, {"title": "Anders"}))
    editing.save(people["secretariat"], action, {"title": "Nog anders"}, seen=None)
    with pytest.raises(ValidationError, match="Intussen veranderde al: titel"):
        accepted(people, request)


def test_nobody_approves_the_own_request(world: Any, people: Any) -> None:
    request = ask(world, people, action=world.action())
    request.author_id = people["coordinator"].user_id
    request.save()
    with pytest.raises(PermissionDenied):
        perform(people["coordinator"], request, "approve")


def test_a_refusal_says_why(world: Any, people: Any) -> None:
    request = ask(world, people, action=world.action())
    with pytest.raises(ValidationError, match="reden"):
        perform(people["secretariat"], request, "refuse")
    assert perform(people["secretariat"], request, "refuse", reason="Te laat.").decision_note == "Te laat."


def test_nothing_is_accepted_while_no_version_is_being_made(world: Any, people: Any) -> None:
    request = ask(world, people, action=world.action())
    world.plan.versions.update(state="voor_advies")
    with pytest.raises(ValidationError, match="geen versie in opmaak"):
        accepted(people, request)


def test_a_circle_of_predecessors_is_refused(world: Any, people: Any) -> None:
    first, second = world.action(), world.action()
    editing.save(people["secretariat"], second, {"predecessor": first}, seen=None)
    with pytest.raises(ValidationError, match="zichzelf"):
        editing.save(people["secretariat"], first, {"predecessor": second}, seen=None)


@pytest.mark.parametrize(
    "values",
    [
        {"start": dt.date(2026, 5, 1), "end": dt.date(2026, 4, 1)},
        {"continuous": True, "end": dt.date(2026, 4, 1)},
        {"novelty": "revolutionary"},
    ],
)
def test_what_cannot_be_is_refused_in_words(world: Any, people: Any, values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        editing.save(people["secretariat"], world.action(), values, seen=None)


@pytest.mark.parametrize("amount", ["-1", "6000000000", "5000000", "5"])
def test_an_impossible_amount_is_refused(world: Any, amount: str) -> None:
    """Negative, above any budget, or a thousand times another line of the same action."""
    action = world.action()
    BudgetLine.objects.create(action=action, year=2026, source="VO", amount=5000)
    line = BudgetLine(action=action, year=2027, source="VO", amount=amount)
    with pytest.raises(ValidationError):
        line.full_clean()


def test_a_plan_never_follows_itself(world: Any) -> None:
    following = Plan(code="N", title="Volgend", start=world.plan.start, end=world.plan.end, predecessor=world.plan)
    following.save()
    world.plan.predecessor = following
    with pytest.raises(ValidationError, match="zichzelf"):
        world.plan.full_clean()
