"""One test per role, kind, operation, state and tie: the table, a second reading of it, lists and details agree."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from django.utils import timezone

from liim_web.accounts.acting import Actor
from liim_web.accounts.models import Mandate, Membership, Role
from liim_web.plans.models import (
    ActionReport,
    AuditEvent,
    BudgetLine,
    ChangeRequest,
    CommissionSeat,
    Commitment,
    PlanVersion,
    ReportingRound,
)
from liim_web.plans.rights import TABLE, may, may_add, visible
from liim_web.plans.scopes import MODELS, STATE, Kind
from liim_web.plans.transitions import BY_NAME, TRANSITIONS

GOLDEN = Path(__file__).parents[2] / "golden" / "plans" / "rights.txt"
TIES = ("own", "foreign", "author")


def states_of(kind: Kind) -> list[str]:
    field = None
    if kind in STATE:
        *links, name = STATE[kind].split("__")
        model = MODELS[kind]
        for link in links:
            model = model._meta.get_field(link).related_model  # type: ignore[assignment]  # every step of a path is a link
        field = model._meta.get_field(name)
    return [str(value) for value, _label in field.flatchoices] if isinstance(field, models.CharField) else [""]


def cells() -> Iterator[tuple[Kind, str, str]]:
    """Every kind, state and tie."""
    for kind in Kind:
        ties = TIES if kind in {Kind.REPORT, Kind.CHANGE} else TIES[:2]
        for state, tie in product(states_of(kind), ties):
            yield kind, state, tie


# What hangs under an action has the state of the action.
PART_OF_ACTION: dict[Kind, Callable[[Any], Any]] = {
    Kind.MILESTONE: lambda action: action.milestones.create(title="Stap", due="2027-01-01"),
    Kind.PARTNER: lambda action: action.partners.create(name="VVSG"),
    Kind.OUTPUT: lambda action: action.outputs.create(title="Cursisten"),
    Kind.VALUE: lambda action: action.outputs.create(title="Cursisten").values.create(on="2026-01-01", value=1),
    Kind.LINK: lambda action: action.indicator_links.create(plan=action.plan, indicator="WE_02"),
}
# What is of no action.
ALONE: dict[Kind, Callable[[Any, str, str], Any]] = {
    Kind.VERSION: lambda world, _domain, state: world.version(state),
    Kind.ROUND: lambda world, _domain, state: world.round(state),
    Kind.SEAT: lambda _world, _domain, _state: CommissionSeat.objects.get(),
    Kind.AUDIT: lambda world, _domain, _state: world.action() and AuditEvent.objects.get(),
    Kind.MEMBER: lambda world, domain, _state: world.member(Role.REPORTER, domain),
    Kind.PLAN: lambda world, _domain, _state: world.version("concept").plan,
    Kind.GOAL: lambda world, _domain, _state: world.version("concept").plan.strategic_objectives.earliest("pk"),
    Kind.OBJECTIVE: lambda world, _domain, _state: world.version("concept") and world.objectives["SO1-OO1"],
    Kind.EVALUATION: lambda world, _domain, _state: world.plan.evaluations.create(
        title="Studie", moment="final", method="x", limits="y"
    ),
    Kind.OUTCOME: lambda world, _domain, _state: ALONE[Kind.EVALUATION](world, "", "").outcomes.create(
        title="Wie nog leert", before_period="2023", after_period="2025"
    ),
    Kind.COMMENT: lambda world, domain, _state: world.plan.comments.create(
        action=world.action(domain=domain), domain=world.domains[domain], organisation=world.organisations[domain],
        text="Goed zo.", by="Iemand", role=Role.CABINET, at=timezone.now(),
    ),
    Kind.DOMAIN: lambda world, domain, _state: world.domains[domain],
    Kind.ORGANISATION: lambda world, domain, _state: world.organisations[domain],
    Kind.MANDATE: lambda _world, _domain, _state: Mandate.objects.create(
        holder="An Voorbeeld", title="Minister", start="2024-01-01"
    ),
    Kind.QUESTIONS: lambda world, _domain, _state: world.plan.question_sets.create(number=1, questions=["Wat?"]),
    Kind.OUTSIDE: lambda world, domain, _state: world.plan.outside_actions.create(
        uid="HIBP-B001", title="Ook dit", domain=world.domains[domain], organisation=world.organisations[domain]
    ),
    Kind.CELL: lambda world, domain, state: Commitment.objects.create(
        plan=world.plan, domain=world.domains[domain], objective=world.objectives["SO1-OO1"], state=state,
        explanation="Omdat.", commission_note="Omdat.",
    ),
}  # fmt: skip


def thing(world: Any, kind: Kind, state: str, tie: str, author: int | None) -> Any:
    """A thing of a kind, in a state, of the own domain or another's, perhaps one's own work."""
    domain = "wonen" if tie == "foreign" else "werk"
    wrote = author if tie == "author" else None
    if kind in ALONE:
        return ALONE[kind](world, domain, state)
    if kind is Kind.CHANGE:
        return ChangeRequest.objects.create(
            plan=world.plan, domain=world.domains[domain], organisation=world.organisations[domain], kind="add",
            motive="Omdat.", state=state, author_id=wrote,
        )  # fmt: skip
    action = world.action(domain=domain)
    if kind is Kind.BUDGET:
        return BudgetLine.objects.create(action=action, year=2026, source="VO", stage=state, amount=1)
    if kind in {Kind.REPORT, Kind.EVIDENCE}:
        action.state = "opgenomen"
        action.save()
        report = ActionReport.objects.create(round=world.round("open"), action=action, state=state, author_id=wrote)
        shown = {"title": "Verslag", "link": "https://voorbeeld.be", "public": True}
        return report.evidence.create(**shown) if kind is Kind.EVIDENCE else report
    world.version("concept")
    action.state = state
    action.save()
    return action if kind is Kind.ACTION else PART_OF_ACTION[kind](action)


def granted(role: Role, kind: Kind, operation: str, state: str, tie: str) -> bool:
    """A second reading of the table, by name of the scope: a version is made, the round is open, no advice is asked."""
    holds = {
        "all": True,
        "own domain": tie != "foreign",
        "own entity": tie != "foreign",
        "as long as no round asked it": True,
        "by someone else": tie != "author",
        "not the own domain": tie == "foreign",
        "once the plan is out for advice": state != "voorstel",
        "once the round is in review": False,
        "while a version is being made": True,
        "while the round is open": True,
        "called public, once the round is published": False,
        "of a plan that everyone may read": True,
    }

    def scope_holds(name: str) -> bool:
        # "own domain, by someone else": both parts hold. One name has a comma of its own.
        return holds[name] if name in holds else all(holds[part] for part in name.split(", "))

    return any(
        role in grant.roles and (not grant.states or state in grant.states) and scope_holds(grant.scope.name)
        for grant in TABLE.get((kind, operation), ())
    )


@pytest.mark.parametrize(("kind", "state", "tie"), list(cells()), ids=str)
def test_every_cell_of_the_table_holds_for_one_thing_and_for_lists(
    world: Any, subtests: Any, kind: Kind, state: str, tie: str
) -> None:
    """Every role and operation on this thing: what the table says is what a list shows and what a check answers."""
    user = world.person()
    found = thing(world, kind, state, tie, user.pk)
    operations = sorted({operation for each, operation in TABLE if each is kind})
    organisation, domain = world.organisations["werk"].pk, world.domains["werk"].pk
    for role, operation in product(Role, operations):
        mine = {} if role is Role.PUBLIC else {"user_id": user.pk, "organisation_id": organisation, "domain_id": domain}
        actor = Actor(role=role, **mine)
        expected = granted(role, kind, operation, state, tie)
        listed = visible(actor, operation, MODELS[kind].objects.all()).filter(pk=found.pk).exists()  # type: ignore[attr-defined]  # every model has objects
        with subtests.test(role=role, operation=operation):
            assert (may(actor, operation, found), listed) == (expected, expected)


@pytest.mark.parametrize("state", ["in_nazicht", "voorgelegd", "afgesloten", "gepubliceerd"])
def test_the_commission_reads_reports_once_the_round_is_in_review(world: Any, state: str) -> None:
    action = world.action()
    report = ActionReport.objects.create(round=world.round(state), action=action, state="aanvaard")
    own, other = world.actor(Role.SEAT_DOMAIN, "werk"), world.actor(Role.SEAT_DOMAIN, "wonen")
    assert may(own, "read", report)
    assert not may(own, "assess", report), "nobody judges the own domain"
    assert may(other, "assess", report)
    assert may(world.actor(Role.SEAT_SOCIETY, None), "assess", report)


def test_the_commission_reads_proposals_once_the_plan_is_out_for_advice(world: Any) -> None:
    action, member = world.action(), world.actor(Role.SEAT_DOMAIN, "wonen")
    version = world.version("concept")
    assert not may(member, "read", action)
    version.state = "voor_advies"
    version.save()
    assert may(member, "read", action)


FROZEN = ("voor_advies", "advies_ontvangen", "ter_beslissing", "vastgesteld", "gepubliceerd")


@pytest.mark.parametrize("state", FROZEN)
@pytest.mark.parametrize("kind", [Kind.PLAN, Kind.GOAL, Kind.OBJECTIVE, Kind.ACTION, Kind.MILESTONE, Kind.LINK])
def test_nothing_of_a_plan_is_edited_once_its_version_is_out(world: Any, kind: Kind, state: str) -> None:
    """What is out for advice or decided is what was sent out."""
    found = thing(world, kind, "voorstel", "own", None)
    assert may(world.actor(Role.SECRETARIAT, None), "edit", found)
    sealed = {"sha256": "1" * 64, "snapshot": {}} if state in PlanVersion.SEALED else {}
    world.plan.versions.update(state=state, **sealed)
    for role in Role:
        assert not may(world.actor(role), "edit", found), role


@pytest.mark.parametrize(
    ("kind", "under"),
    [
        (Kind.GOAL, Kind.PLAN), (Kind.OBJECTIVE, Kind.GOAL), (Kind.EVALUATION, Kind.PLAN), (Kind.ACTION, Kind.PLAN),
        (Kind.MILESTONE, Kind.ACTION), (Kind.PARTNER, Kind.ACTION),
        (Kind.BUDGET, Kind.ACTION), (Kind.OUTPUT, Kind.ACTION),
        (Kind.VALUE, Kind.OUTPUT), (Kind.LINK, Kind.ACTION), (Kind.LINK, Kind.OBJECTIVE),
        (Kind.OUTCOME, Kind.EVALUATION),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("tie", ["own", "foreign"])
def test_who_may_edit_a_thing_may_add_one_in_that_place(world: Any, kind: Kind, under: Kind, tie: str) -> None:
    """The question before the form and the check after it have one answer, for every role and state."""
    for state in states_of(under):
        over = thing(world, under, state, tie, None)
        made = under_it(world, kind, over, tie)
        for role in Role:
            actor = world.actor(role)
            assert may_add(actor, kind, over) == may(actor, "edit", made), (role, state)
        world.plan.versions.all().delete()


def under_it(world: Any, kind: Kind, over: Any, tie: str) -> Any:
    """A thing of a kind under another that is there already."""
    made: dict[Kind, Callable[[], Any]] = {
        Kind.GOAL: lambda: over.strategic_objectives.earliest("pk"),
        Kind.OBJECTIVE: lambda: over.objectives.earliest("pk"),
        Kind.EVALUATION: lambda: ALONE[Kind.EVALUATION](world, "", ""),
        Kind.ACTION: lambda: world.action(domain="wonen" if tie == "foreign" else "werk"),
        Kind.BUDGET: lambda: over.budget.create(year=2026, source="VO", stage="planned", amount=1),
        Kind.OUTCOME: lambda: over.outcomes.create(title="Wie leert", before_period="2023", after_period="2025"),
        Kind.VALUE: lambda: over.values.create(on="2026-01-01", value=1),
        Kind.LINK: lambda: over.indicator_links.create(plan=world.plan, indicator="WE_02"),
    }
    return made[kind]() if kind in made else PART_OF_ACTION[kind](over)


def test_what_a_round_asked_is_not_asked_otherwise_afterwards(world: Any) -> None:
    asked = world.plan.question_sets.create(number=1, questions=["Wat leerden jullie?"])
    secretariat = world.actor(Role.SECRETARIAT, None)
    planned = world.round("gepland", questions=asked)
    assert may(secretariat, "edit", asked)
    ReportingRound.objects.filter(pk=planned.pk).update(state="open")
    assert not may(secretariat, "edit", asked)


def test_a_commission_member_of_no_domain_judges_no_cell(world: Any) -> None:
    """Otherwise a forgotten domain would let a member judge the own one."""
    cell = Commitment.objects.create(
        plan=world.plan, domain=world.domains["werk"], objective=world.objectives["SO1-OO1"], state="ingevuld"
    )
    assert not may(Actor(role=Role.SEAT_DOMAIN, user_id=1), "accept", cell)


def test_the_technical_administrator_has_no_right_to_content() -> None:
    mine = {kind for (kind, _operation), grants in TABLE.items() for each in grants if Role.ADMINISTRATOR in each.roles}
    public = {kind for (kind, _operation), grants in TABLE.items() for each in grants if Role.PUBLIC in each.roles}
    assert mine - public == {Kind.AUDIT, Kind.MEMBER, Kind.ORGANISATION}


def test_the_public_reads_nothing_that_is_being_edited(world: Any) -> None:
    """What it sees are sealed versions, published rounds and seats."""
    rights = {key: grants for key, grants in TABLE.items() if any(Role.PUBLIC in each.roles for each in grants)}
    assert set(rights) == {
        (Kind.VERSION, "read"), (Kind.ROUND, "read"), (Kind.SEAT, "read"), (Kind.EVIDENCE, "read")
    }  # fmt: skip


def test_every_step_that_the_table_of_rights_names_can_be_taken() -> None:
    others = {
        "read", "add", "edit", "follow", "request_change", "set_relevance", "verify_evidence", "assess", "export",
        "invite", "translate",
    }  # fmt: skip
    steps = {key for key in TABLE if key[1] not in others}
    assert steps == {key for key, transition in BY_NAME.items() if transition.by_people}


def test_every_state_can_be_reached_and_belongs_to_its_kind() -> None:
    first = {"concept", "open", "voorstel", "gepland", "leeg"}
    for kind in {transition.kind for transition in TRANSITIONS}:
        named = {state for each in TRANSITIONS if each.kind is kind for state in (*each.sources, each.target)}
        assert named | first >= set(states_of(kind))
        assert named <= set(states_of(kind))


def test_the_tables_are_as_approved() -> None:
    """Whoever changes a right or a step shows it in this file, in words that the field can read."""
    lines = [f"{kind} · {operation}" for kind, operation in TABLE]
    for line, grants in zip(list(lines), TABLE.values(), strict=True):
        said = [
            f"    {', '.join(each.roles)}: {each.scope.name}" + (f" [{', '.join(each.states)}]" if each.states else "")
            for each in grants
        ]
        lines[lines.index(line)] = "\n".join([line, *said])
    lines += [
        f"{each.kind} · {each.name}: {' | '.join(each.sources)} -> {each.target}"
        + (" (with reason)" if each.reason else "")
        + ("" if each.by_people else " (by the application)")
        for each in TRANSITIONS
    ]
    assert "\n".join(lines) + "\n" == GOLDEN.read_text()


def test_nothing_is_forgotten() -> None:
    assert {Membership, PlanVersion, ReportingRound} <= set(MODELS.values())
    assert {kind for kind, _operation in TABLE} == set(Kind)
