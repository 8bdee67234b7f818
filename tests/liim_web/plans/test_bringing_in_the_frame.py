"""What stands around the actions of a plan comes in too: its objectives, and what happens outside it."""

import datetime as dt
from io import BytesIO
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # the library ships no types
import pytest
from django.core.exceptions import ValidationError

from liim_web.plans.exchange.bringing_in import bring_in
from liim_web.plans.exchange.objective_sheet import objective_columns
from liim_web.plans.exchange.outside_sheet import outside_columns
from liim_web.plans.models import Action, AuditEvent, OutsideAction
from tests.liim_web.plans.files import EVIL, HEADERS, book, exported, goals_of, row, shown

OUTSIDE = [
    "Nummer",
    "Beleidsdomein",
    "Trekker",
    "Titel",
    "Omschrijving",
    "Raakt aan",
    "Start",
    "Einde",
    "Link",
    "Haal weg",
]


def beside(**texts: str) -> list[str]:
    headers = {column.name: column.header for column in outside_columns()}
    return [next((text for name, text in texts.items() if headers[name] == header), "") for header in OUTSIDE]


def outside(world: Any, title: str = "Buurttuinen", **values: Any) -> OutsideAction:
    number = world.plan.outside_actions.count() + 1
    made: OutsideAction = world.plan.outside_actions.create(
        uid=f"HIBP-B{number:03}", title=title, domain=world.domains["wonen"], **values
    )
    return made


def test_what_happens_outside_the_plan_goes_out_and_comes_in_unchanged(world: Any, maker: Any) -> None:
    body, goal = world.organisations["wonen"], world.objectives["SO1-OO2"]
    outside(world, EVIL, organisation=body, objective=goal, start=dt.date(2026, 1, 1), link="https://voorbeeld.be/x")
    outside(world)
    looked = shown(world, exported(world, maker))
    assert (looked.rows, looked.unchanged) == ((), 2 + goals_of(world))


def test_actions_outside_the_plan_are_added_changed_and_taken_away_by_a_file(world: Any, maker: Any) -> None:
    kept, gone = outside(world), outside(world, "Weg")
    rows = [
        OUTSIDE,
        beside(uid=kept.uid, domain="wonen", title="Buurttuinen", start="2026-03-01"),
        beside(uid=gone.uid, domain="wonen", title="Weg", remove="ja"),
        beside(domain="Werk en Sociale Economie", organisation="Departement Werk en Sociale Economie",
               title="Een wedstrijd", objective="SO1-OO1", link="https://voorbeeld.be"),
    ]  # fmt: skip
    looked = shown(world, book(**{"Buiten het plan": rows}))
    assert (looked.added, looked.changed, looked.removed, looked.problems) == (1, 1, 1, 0)
    assert [(cell.header, cell.before, cell.after) for cell in looked.rows[0].cells] == [("Start", "", "2026-03-01")]
    bring_in(maker, world.plan, looked)
    kept.refresh_from_db()
    made = world.plan.outside_actions.get(title="Een wedstrijd")
    assert kept.start == dt.date(2026, 3, 1)
    assert (made.uid, made.domain.code, str(made.organisation)) == (
        "HIBP-B003", "werk", "Departement Werk en Sociale Economie"
    )  # fmt: skip
    assert not world.plan.outside_actions.filter(title="Weg").exists()
    assert AuditEvent.objects.filter(kind="outside", operation="remove").count() == 1


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ({"uid": "HIBP-B999", "title": "X", "domain": "werk"}, "bestaat niet in dit plan"),
        ({"title": "X", "domain": "maan"}, "“maan” bestaat niet"),
        ({"title": "X"}, "Beleidsdomein"),
        ({"domain": "werk"}, "Titel"),
        ({"title": "X", "domain": "werk", "organisation": "Niemand"}, "“Niemand” bestaat niet"),
        ({"title": "X", "domain": "werk", "objective": "SO9-OO9"}, "“SO9-OO9” bestaat niet"),
        ({"title": "X", "domain": "werk", "start": "2026-05-01", "end": "2026-04-01"}, "einde ligt voor de start"),
        ({"title": "X", "domain": "werk", "link": "javascript:alert(1)"}, "Link"),
        ({"title": "X", "domain": "werk", "remove": "ja"}, "kan het niet weg"),
    ],
)
def test_a_row_outside_the_plan_that_cannot_be_says_why(
    world: Any, maker: Any, texts: dict[str, str], says: str
) -> None:
    looked = shown(world, book(**{"Buiten het plan": [OUTSIDE, beside(**texts)]}))
    assert looked.problems == 1
    assert says in " ".join(looked.rows[0].problems)
    with pytest.raises(ValidationError):
        bring_in(maker, world.plan, looked)
    assert not world.plan.outside_actions.exists()


GOALS = [column.header for column in objective_columns()]


def goal(**texts: str) -> list[str]:
    return [texts.get(column.name, "") for column in objective_columns()]


def test_objectives_go_out_and_come_in_unchanged(world: Any, maker: Any) -> None:
    strategic = world.plan.strategic_objectives.first()
    strategic.missions, strategic.rationale = ["participation", "equality"], EVIL
    strategic.save()
    file = exported(world, maker)
    told = openpyxl.load_workbook(BytesIO(file))["Doelstellingen"]
    assert told.max_row == 1 + goals_of(world)
    looked = shown(world, file)
    assert (looked.rows, looked.unchanged) == ((), goals_of(world))


def test_a_whole_plan_comes_in_at_once_its_objectives_with_the_actions_under_them(world: Any, maker: Any) -> None:
    rows = [
        GOALS,
        goal(code="SO1-OO1", title="Meer mensen aan het werk"),
        goal(code="SO8", title="Iedereen doet mee", missions="sociale cohesie; actieve deelname"),
        goal(code="SO8-OO1", title="Wie nieuw is, kent de buurt", rationale="Wie elkaar kent, helpt elkaar."),
    ]
    under = row(objective="SO8-OO1", domain="wonen", title="Buurtgids", novelty="nieuw", budget_statement="geen budget")
    looked = shown(world, book(Acties=[HEADERS, under], Doelstellingen=rows))
    assert [problem for each in looked.rows for problem in each.problems] == []
    assert (looked.added, looked.changed) == (3, 1)
    bring_in(maker, world.plan, looked)
    strategic = world.plan.strategic_objectives.get(code="SO8")
    assert (strategic.missions, [str(each) for each in strategic.objectives.all()]) == (
        ["cohesion", "participation"], ["OO1 Wie nieuw is, kent de buurt"]
    )  # fmt: skip
    assert Action.objects.get(title="Buurtgids").uid.startswith(f"{strategic.uid}-OO1-A")
    assert AuditEvent.objects.filter(kind="objective", operation="add").count() == 1


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ({"title": "Zonder code"}, "Code"),
        ({"code": "SO9-OO1", "title": "Boven ontbreekt"}, "SO9 bestaat niet in dit plan"),
        ({"code": "SO8"}, "Doelstelling"),
        ({"code": "SO 8", "title": "Met een spatie"}, "Code"),
        ({"code": "SO8", "title": "X", "missions": "vrede"}, "“vrede” kan niet"),
        ({"code": "SO1-OO1", "title": "X", "missions": "sociale cohesie"}, "strategische doelstelling"),
    ],
)
def test_an_objective_that_cannot_be_says_why(world: Any, maker: Any, texts: dict[str, str], says: str) -> None:
    looked = shown(world, book(Doelstellingen=[GOALS, goal(**texts)]))
    assert looked.problems == 1
    assert says in " ".join(looked.rows[0].problems)
    with pytest.raises(ValidationError):
        bring_in(maker, world.plan, looked)


def test_an_action_under_a_strategic_objective_is_refused(world: Any, maker: Any) -> None:
    under = row(objective="SO8", domain="wonen", title="Buurtgids", novelty="nieuw")
    looked = shown(world, book(Acties=[HEADERS, under], Doelstellingen=[GOALS, goal(code="SO8", title="Meedoen")]))
    assert "“SO8” bestaat niet" in " ".join(problem for each in looked.rows for problem in each.problems)


def test_an_operational_objective_may_stand_before_its_strategic_one(world: Any, maker: Any) -> None:
    rows = [GOALS, goal(code="SO8-OO1", title="Wie nieuw is, kent de buurt"), goal(code="SO8", title="Meedoen")]
    looked = shown(world, book(Doelstellingen=rows))
    assert looked.problems == 0
    bring_in(maker, world.plan, looked)
    assert [str(each) for each in world.plan.strategic_objectives.get(code="SO8").objectives.all()] == [
        "OO1 Wie nieuw is, kent de buurt"
    ]
