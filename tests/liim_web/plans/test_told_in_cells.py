"""The same matrix per target group and per budget: counted from what the reader may read, sealed or not."""

from decimal import Decimal
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from liim_web.accounts.models import Role
from liim_web.plans.content import Reading
from liim_web.plans.coverage import coverage
from liim_web.plans.models import ActionObjective
from liim_web.plans.snapshots import snapshot
from liim_web.plans.told_in_cells import (
    Group,
    euros,
    groups_in,
    overview,
    per_budget,
    per_group,
    primaries,
    target_groups,
)

ADDRESS = "/nl/plan/HIBP/versie/1/matrix/"


def reading(world: Any, role: Role, domain: str | None = None) -> Reading:
    return Reading(actor=world.actor(role, domain), version=world.plan.versions.get())


def test_target_groups_are_named_one_per_line_or_with_semicolons() -> None:
    assert groups_in("Nieuwkomers; Jongeren van 15 tot 24, ook studenten\nNieuwkomers\n\n") == (
        "Nieuwkomers", "Jongeren van 15 tot 24, ook studenten",
    )  # fmt: skip


def test_the_matrix_per_target_group_counts_the_actions_that_name_it(world: Any) -> None:
    world.version("concept")
    world.action(target_groups="Nieuwkomers; Jongeren")
    world.action(target_groups="nieuwkomers")
    world.action(domain="wonen", objective="SO2-OO1")
    found, matrix = reading(world, Role.SECRETARIAT), coverage(world.plan)
    named = target_groups(found)
    told = per_group(matrix, named, "Nieuwkomers")
    assert told["werk", "SO1-OO1"].short == "2/2"
    assert told["wonen", "SO2-OO1"].words == "0 van 1 actie voor Nieuwkomers"
    assert ("werk", "SO2-OO1") not in told, "an empty cell tells nothing"
    assert [(each.name, each.actions) for each in overview(matrix, named)] == [
        ("Nieuwkomers", 2), ("Jongeren", 1), ("", 1),
    ]  # fmt: skip
    assert overview(matrix, named)[-1] == Group("", 1, 1, 1), "what names none is counted too"


def test_the_matrix_per_budget_counts_each_euro_once_and_no_people(world: Any) -> None:
    world.version("concept")
    action = world.action()
    ActionObjective.objects.create(action=action, objective=world.objectives["SO2-OO2"])
    for year in (2026, 2027):
        action.budget.create(year=year, source="VO", stage="authorised", amount=Decimal("61728.25"))
    action.budget.create(year=2026, source="VO", stage="authorised", nature="fte", amount=2)
    action.budget.create(year=2026, source="VO", stage="paid", amount=Decimal(1000))
    found = reading(world, Role.SECRETARIAT)
    told = per_budget(coverage(world.plan), euros(found, "authorised"), primaries(found))
    assert {place: (each.short, each.words) for place, each in told.items()} == {
        ("werk", "SO1-OO1"): ("123", "123.456,50 €")
    }


def test_a_sealed_version_tells_the_same_and_planned_money_stays_inside(world: Any) -> None:
    draft = world.version("concept")
    action = world.action(target_groups="Ouders", state="opgenomen")
    action.budget.create(year=2026, source="VO", stage="planned", amount=5000)
    action.budget.create(year=2026, source="VO", stage="paid", amount=4000)
    before = reading(world, Role.SECRETARIAT)
    live = (target_groups(before), euros(before, "paid"), primaries(before))
    draft.state, draft.snapshot, draft.sha256 = "gepubliceerd", snapshot(draft), "1" * 64
    draft.save()
    sealed = reading(world, Role.PUBLIC)
    assert (target_groups(sealed), euros(sealed, "paid"), primaries(sealed)) == live
    page = Client().get(f"{ADDRESS}?budget=planned")
    assert page.context["told"] is None
    assert "5.000" not in page.text
    assert "4.000,00 €" in Client().get(f"{ADDRESS}?budget=paid").text


def test_money_of_another_domain_is_not_told_to_who_may_not_read_it(world: Any) -> None:
    world.version("concept")
    world.action(domain="wonen").budget.create(year=2026, source="VO", stage="planned", amount=9000)
    assert euros(reading(world, Role.COORDINATOR, "werk"), "planned") == {}
    assert euros(reading(world, Role.COORDINATOR, "wonen"), "planned") == {"HIBP-SO1-OO1-A001": Decimal(9000)}


def test_the_page_asks_little_whatever_it_tells_and_keeps_it_when_a_cell_opens(world: Any) -> None:
    world.version("concept")
    for n in range(30):
        action = world.action(target_groups=f"Groep {n % 4}")
        action.budget.create(year=2026, source="VO", amount=1000 + n)
    browser = Client()
    browser.force_login(world.member(Role.SECRETARIAT, None).user)
    for asked in ("doelgroep=", "doelgroep=Groep%201", "budget=planned"):
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(f"{ADDRESS}?{asked}")
        assert page.status_code == 200
        assert len(queries) <= 20, asked
    assert "?budget=planned&amp;cel=werk:SO1-OO1#cel" in page.text
    assert "Groep 1</a>" in browser.get(f"{ADDRESS}?doelgroep=").text
