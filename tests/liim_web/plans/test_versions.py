"""A decided version stands for good, on its own, and tells how it differs from the one before."""

import copy
import datetime as dt
import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from liim_web.accounts.models import Role
from liim_web.plans.content import reading
from liim_web.plans.coverage import Cover, coverage, from_content
from liim_web.plans.decisions import new_version
from liim_web.plans.differences import difference, words
from liim_web.plans.editing import ChangedMeanwhileError, save
from liim_web.plans.models import Commitment, PlanVersion
from liim_web.plans.procedure import perform
from liim_web.plans.snapshots import broken_seals, canonical, snapshot


@pytest.fixture
def secretariat(world: Any) -> Any:
    return world.actor(Role.SECRETARIAT, None)


@pytest.fixture
def cabinet(world: Any) -> Any:
    return world.actor(Role.COORDINATING_CABINET, None)


def decided(secretariat: Any, cabinet: Any, version: PlanVersion, *, publish: bool = True) -> PlanVersion:
    """From draft to decision, as it goes."""
    version = perform(secretariat, version, "send_for_advice")
    version = perform(secretariat, version, "receive_advice")
    version = perform(cabinet, version, "submit")
    decision = {
        "decision_number": "VR 2026 0101 DOC.0001/1",
        "decision_date": dt.date(2026, 1, 1),
        "override_reason": "De Regering neemt de open punten mee in de actualisering.",
    }
    version = perform(secretariat, version, "decide", values=decision)
    return perform(secretariat, version, "publish") if publish else version


def test_a_version_goes_from_draft_to_published_by_the_right_hands(world: Any, secretariat: Any, cabinet: Any) -> None:
    action = world.action()
    milestone = action.milestones.create(title="Eerste groep", due=dt.date(2026, 9, 1))
    version = decided(secretariat, cabinet, new_version(secretariat, world.plan, "first"))
    action.refresh_from_db()
    milestone.refresh_from_db()
    assert version.state == "gepubliceerd"
    assert (action.state, action.official_title) == ("opgenomen", action.title)
    assert milestone.due_at_approval == dt.date(2026, 9, 1)
    assert list(broken_seals(world.plan)) == []


def test_a_version_is_sealed_in_dutch_whatever_the_language_of_who_decides(
    world: Any, secretariat: Any, cabinet: Any
) -> None:
    world.action().indicator_links.create(plan=world.plan, indicator="WE_02")
    with translation.override("fr"):
        version = decided(secretariat, cabinet, new_version(secretariat, world.plan, "first"))
    (action,) = version.public["actions"]
    assert action["indicators"][0]["title"].startswith("WE_02 Werk")


def test_the_secretariat_cannot_put_a_plan_up_for_decision(world: Any, secretariat: Any) -> None:
    version = world.version("advies_ontvangen")
    with pytest.raises(PermissionDenied):
        perform(secretariat, version, "submit")


def test_a_decision_without_number_date_or_answer_to_the_checks_is_refused(world: Any, secretariat: Any) -> None:
    world.action()
    with pytest.raises(ValidationError) as refusal:
        perform(secretariat, world.version("ter_beslissing"), "decide")
    assert set(refusal.value.message_dict) == {"decision_number", "decision_date", "override_reason"}


def test_a_version_is_taken_back_only_with_a_reason(world: Any, secretariat: Any) -> None:
    version = world.version("voor_advies")
    with pytest.raises(ValidationError, match="reden"):
        perform(secretariat, version, "take_back", reason="  ")
    assert perform(secretariat, version, "take_back", reason="Nog een domein erbij.").state == "concept"


def test_a_step_from_another_state_is_refused_in_words(world: Any, secretariat: Any) -> None:
    with pytest.raises(ValidationError, match="concept"):
        perform(secretariat, world.version("concept"), "publish")


def test_a_snapshot_reads_without_any_live_row(world: Any, secretariat: Any, cabinet: Any) -> None:
    world.action(mandate=None, contribution="Het helpt.")
    version = decided(secretariat, cabinet, new_version(secretariat, world.plan, "first"))
    sealed = json.loads(canonical(version.public))
    domain = world.domains["werk"]
    domain.name = "Een nieuwe naam"
    domain.save()
    assert sealed["actions"][0]["domain_name"] == "Werk en Sociale Economie"
    assert [row.name for row in from_content(sealed).rows] == ["Werk en Sociale Economie", "Wonen"]


def test_the_matrix_of_a_version_is_the_matrix_of_the_plan_when_it_was_decided(
    world: Any, secretariat: Any, cabinet: Any
) -> None:
    world.action()
    version = decided(secretariat, cabinet, new_version(secretariat, world.plan, "first"))
    assert from_content(version.public).counts == coverage(world.plan).counts


def test_what_is_internal_is_in_the_seal_but_not_in_public(world: Any, secretariat: Any, cabinet: Any) -> None:
    hidden = world.action(title="Nog geheim", internal=True, contact_person="An")
    hidden.budget.create(year=2026, source="VO", stage="planned", amount=10)
    open_one = world.action(title="Open actie", contact_person="Bert")
    open_one.budget.create(year=2026, source="VO", stage="planned", amount=987)
    version = decided(secretariat, cabinet, new_version(secretariat, world.plan, "first"))
    public = canonical(version.public).decode()
    assert all(secret not in public for secret in ("Nog geheim", "Bert", "987", hidden.uid))
    assert "Nog geheim" in canonical(version.internal).decode()


def test_versions_form_a_chain_and_a_forged_one_is_found(
    world: Any, secretariat: Any, cabinet: Any, unprotected: Any
) -> None:
    first = decided(secretariat, cabinet, new_version(secretariat, world.plan, "first"))
    second = decided(secretariat, cabinet, new_version(secretariat, world.plan))
    assert second.previous_sha256 == first.sha256
    assert PlanVersion.objects.get(pk=first.pk).state == "vervangen"
    unprotected()
    forged = copy.deepcopy(first.snapshot)
    assert forged
    forged["public"]["plan"]["title"] = "Iets anders"
    PlanVersion.objects.filter(pk=first.pk).update(snapshot=forged)
    assert list(broken_seals(world.plan)) == [f"{first.uid} was altered after it was decided."]


def test_a_new_version_opens_every_cell_again(world: Any, secretariat: Any, cabinet: Any) -> None:
    decided(secretariat, cabinet, new_version(secretariat, world.plan, "first"))
    Commitment.objects.update(state="aanvaard")
    new_version(secretariat, world.plan)
    assert set(Commitment.objects.values_list("state", flat=True)) == {"open"}


def test_a_plan_has_one_version_in_the_making(world: Any, secretariat: Any) -> None:
    new_version(secretariat, world.plan, "first")
    with pytest.raises(ValidationError):
        new_version(secretariat, world.plan)


def test_two_versions_differ_in_words_that_can_be_read(world: Any, secretariat: Any) -> None:
    kept = world.action(description="Lessen voor 100 mensen.")
    kept.milestones.create(title="Start", due=dt.date(2026, 1, 1))
    kept.budget.create(year=2026, source="VO", stage="committed", amount="1000.00")
    gone = world.action(title="Verdwijnt")
    before = snapshot(world.version())["public"]
    save(secretariat, kept, {"description": "Lessen voor 250 mensen."}, seen=1)
    kept.milestones.update(due=dt.date(2026, 1, 31), reason="Later.")
    kept.budget.update(amount="1500.50")
    gone.serves.all().delete()
    gone.delete()
    world.action("SO2-OO1", title="Nieuw")
    found = difference(before, snapshot(world.plan.versions.get())["public"])
    assert [each.title for each in found.added] == ["Nieuw"]
    assert [each.title for each in found.removed] == ["Verdwijnt"]
    [changed] = found.changed
    assert changed.fields[0].words == [("same", "Lessen voor "), ("gone", "100 "), ("new", "250 "), ("same", "mensen.")]
    assert changed.slippage == (("Start", 30),)
    assert str(changed.budget) == "500.50"
    assert [(cell.objective, cell.after) for cell in found.cells] == [("SO2-OO1", Cover.COVERED)]


def test_a_draft_is_compared_with_a_seal_like_with_like(world: Any, secretariat: Any, cabinet: Any) -> None:
    """What only insiders see (internal actions, planned money) is no difference."""
    world.action(internal=True)
    action = world.action()
    action.budget.create(year=2026, source="VO", stage="planned", amount=10)
    decided(secretariat, cabinet, new_version(secretariat, world.plan, "first"))
    new_version(secretariat, world.plan)
    former, latest = reading(secretariat, "HIBP", 1), reading(secretariat, "HIBP", 2)
    assert difference(former.public_content(), latest.public_content()).is_empty
    save(secretariat, action, {"novelty": "existing"}, seen=None)
    [changed] = difference(former.public_content(), latest.public_content()).changed
    assert [(field.before, field.after) for field in changed.fields] == [("nieuw", "bestaand")]


def test_a_version_does_not_differ_from_itself(world: Any) -> None:
    world.action()
    content = snapshot(world.version())["public"]
    assert difference(content, content).is_empty


@given(st.text(), st.text())
def test_a_word_difference_loses_nothing(before: str, after: str) -> None:
    said = words(before, after)
    assert "".join(text for kind, text in said if kind != "gone").split() == after.split()


def test_who_saves_second_sees_what_changed_and_loses_nothing(world: Any, secretariat: Any) -> None:
    action = world.action()
    save(secretariat, action, {"title": "Eerst"}, seen=1)
    with pytest.raises(ChangedMeanwhileError) as told:
        save(secretariat, action, {"title": "Tweede"}, seen=1)
    assert told.value.differences({"title": "Tweede"}) == [("titel", "Eerst", "Tweede")]
