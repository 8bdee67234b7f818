"""The matrix is computed from what is there, never told."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from liim_web.accounts.models import PolicyDomain, Role
from liim_web.plans.coverage import Cover, comes_to, coverage
from liim_web.plans.models import Action, ActionObjective, CommissionSeat, Commitment, Objective
from liim_web.plans.quality import CHECKS, draft_of, findings

DAY = dt.date(2026, 6, 1)


@pytest.mark.parametrize(
    ("state", "relevance", "explanation", "actions", "cover"),
    [
        ("open", "relevant", "", 0, Cover.OPEN),
        ("open", "relevant", "", 1, Cover.COVERED),
        ("ingevuld", "relevant", "", 2, Cover.COVERED),
        ("ingevuld", "relevant", "", 0, Cover.OPEN),  # its only action was stopped since
        ("gemotiveerd_geen", "relevant", "Omdat.", 0, Cover.EXPLAINED),
        ("aanvaard", "relevant", "Omdat.", 0, Cover.EXPLAINED),
        ("niet_relevant", "relevant", "Omdat.", 0, Cover.OPEN),  # the domain says so, the secretariat does not
        ("open", "not_relevant", "", 0, Cover.NOT_RELEVANT),
        ("open", "not_relevant", "", 1, Cover.COVERED),
        ("betwist", "relevant", "", 3, Cover.CONTESTED),
        ("open", "undecided", "", 0, Cover.OPEN),
    ],
)
def test_what_a_cell_comes_to(state: str, relevance: str, explanation: str, actions: int, cover: Cover) -> None:
    assert comes_to(state=state, relevance=relevance, explanation=explanation, actions=actions) == cover


def test_a_row_says_how_a_domain_answers_for_itself(world: Any) -> None:
    world.action("SO1-OO1")
    for objective, relevance, state, why in [
        ("SO1-OO2", "relevant", "gemotiveerd_geen", "Hoort bij Wonen."),
        ("SO2-OO1", "not_relevant", "open", ""),
    ]:
        Commitment.objects.create(
            plan=world.plan, domain=world.domains["werk"], objective=world.objectives[objective],
            relevance=relevance, state=state, explanation=why,
        )  # fmt: skip
    work, housing = coverage(world.plan, DAY).rows
    assert work.sentence == "1 van 3 relevante cellen gedekt, 1 gemotiveerd, 1 open"
    assert housing.sentence == "0 van 4 relevante cellen gedekt, 0 gemotiveerd, 4 open"
    assert [row.name for row in coverage(world.plan, DAY).seat_gaps] == ["Wonen"]


def test_an_open_cell_says_how_long_it_has_been_open(world: Any) -> None:
    assert coverage(world.plan, world.plan.start + dt.timedelta(days=40)).rows[0].cells[0].days_open == 40


def test_a_stopped_action_covers_nothing(world: Any) -> None:
    action = world.action()
    action.state = "stopgezet"
    action.save()
    assert coverage(world.plan, DAY).rows[0].cells[0].cover == Cover.OPEN


def test_new_strengthened_and_existing_actions_are_told_apart(world: Any) -> None:
    for novelty in ("new", "existing", "existing"):
        world.action(novelty=novelty)
    cell = coverage(world.plan, DAY).rows[0].cells[0]
    assert cell.of_each == {"new": 1, "strengthened": 0, "existing": 2}


def test_a_seat_that_has_ended_leaves_a_gap(world: Any) -> None:
    CommissionSeat.objects.update(end=DAY - dt.timedelta(days=1))
    assert len(coverage(world.plan, DAY).seat_gaps) == 2


@pytest.fixture
def full(world: Any) -> Any:
    """Thirteen domains, forty objectives, six hundred actions."""
    PolicyDomain.objects.bulk_create(
        PolicyDomain(code=f"d{n}", name=f"Domein {n}", order=n, start=dt.date(2020, 1, 1)) for n in range(11)
    )
    strategic = world.objectives["SO1-OO1"].strategic
    Objective.objects.bulk_create(Objective(strategic=strategic, code=f"X{n}", title=f"Doel {n}") for n in range(36))
    domains, objectives = list(PolicyDomain.objects.all()), list(Objective.objects.all())
    actions = Action.objects.bulk_create(
        Action(plan=world.plan, uid=f"HIBP-A{n:03}", title=f"Actie {n}", novelty="new", lead_domain=domains[n % 13])
        for n in range(600)
    )
    ActionObjective.objects.bulk_create(
        ActionObjective(action=action, objective=objectives[n * 7 % 40], primary=True)
        for n, action in enumerate(actions)
    )
    Commitment.objects.bulk_create(
        Commitment(plan=world.plan, domain=domain, objective=objective)
        for domain in domains
        for objective in objectives
    )
    return world.plan


def test_the_full_matrix_takes_few_queries(full: Any) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        matrix = coverage(full, DAY)
    assert (len(matrix.rows), len(matrix.columns)) == (13, 40)
    assert len(queries) <= 5


def test_the_checks_take_the_same_number_of_queries_for_any_number_of_actions(full: Any) -> None:
    with CaptureQueriesContext(connection) as queries:
        findings(draft_of(full))
    assert len(queries) <= 20


def test_every_check_finds_what_it_is_named_for(world: Any) -> None:
    bare = world.action(title="Kale actie", novelty="existing")
    ActionObjective.objects.filter(action=bare).delete()
    bare.milestones.create(title="Stap", due=DAY)
    for domain in ("werk", "wonen"):
        world.action(domain=domain, novelty="existing").indicator_links.create(
            plan=world.plan, indicator="WE_02", role="output"
        )
    found = {finding.check.code for finding in findings(draft_of(world.plan)) if finding.gaps}
    assert found == {check.code for check in CHECKS}


def test_a_complete_action_passes_every_check_on_actions(world: Any) -> None:
    action = world.action(
        contribution="Wie Nederlands leert op het werk, blijft.",
        end=dt.date(2027, 1, 1),
        budget_statement="within_means",
    )
    action.milestones.create(title="Eerste groep", due=DAY, evidence_kind="verslag")
    action.outputs.create(title="Cursisten", target=400)
    about_actions = {"orphan", "no_contribution", "no_indicator", "no_target", "no_end", "no_budget", "only_existing",
                     "milestone_without_evidence", "claimed_twice"}  # fmt: skip
    found = {finding.check.code for finding in findings(draft_of(world.plan)) if finding.gaps}
    assert not found & about_actions


def test_the_page_of_the_full_matrix_asks_little(full: Any, world: Any) -> None:
    """Page and all: queries, computing, writing."""
    world.version("concept")
    browser = Client()
    browser.force_login(world.member(Role.SECRETARIAT, None).user)
    address = "/nl/plan/HIBP/versie/1/matrix/"
    assert browser.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        browser.get(address)
    assert len(queries) <= 20
