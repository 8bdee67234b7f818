"""A whole plan leaves and arrives, and loses nothing on the way."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]  # the library ships no types

from liim_web.accounts.models import Role
from liim_web.plans.decisions import new_version
from liim_web.plans.example import CODE, draw
from liim_web.plans.exchange.package import packed, unpacked
from liim_web.plans.models import Plan
from liim_web.plans.snapshots import broken_seals

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def example(django_db_setup: None, django_db_blocker: Any) -> Any:
    """The example plan, drawn once for this module and taken away again."""
    with django_db_blocker.unblock(), transaction.atomic():
        draw("een lang wachtwoord")
        yield Plan.objects.get(code=CODE)
        transaction.set_rollback(True)


def test_the_example_leaves_and_arrives_the_same(example: Any, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    call_command("plan_package", "export", CODE, str(file), verbosity=0)
    call_command("plan_package", "import", "ELDERS", str(file), verbosity=0)
    sent, arrived = json.loads(file.read_text()), packed(Plan.objects.get(code="ELDERS"))
    assert arrived["versions"] == sent["versions"], "what was sealed stays as it was sealed"
    for kept in ("rounds", "question_sets", "translations"):
        assert arrived[kept] == sent[kept] != []
    draft = json.dumps(arrived["draft"], sort_keys=True).replace("ELDERS", CODE)
    assert json.loads(draft) == json.loads(json.dumps(sent["draft"]))
    assert list(broken_seals(Plan.objects.get(code="ELDERS"))) == []


def documented(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema, in which nothing may stand that it does not name."""
    closed: dict[str, Any] = json.loads(
        json.dumps(schema).replace('"additionalProperties": true', '"additionalProperties": false')
    )
    return closed | {"additionalProperties": False}


def test_the_open_data_holds_to_its_schema_and_every_key_is_documented(example: Any) -> None:
    schema = json.loads((Path(apps.get_app_config("plans").path) / "static/plans/plan-1.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    checked = Draft202012Validator(documented(schema), format_checker=FormatChecker())
    told = json.loads(Client().get(f"/nl/plan/{CODE}/versie/1/plan.json").content)
    assert [f"{list(each.path)}: {each.message}" for each in checked.iter_errors(told)] == []
    assert list(checked.iter_errors(told | {"format": "liim-plan/2"}))


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).map(str.strip).filter(bool)
DAY = st.dates(min_value=dt.date(2025, 1, 1), max_value=dt.date(2029, 12, 31))
AMOUNT = st.decimals(min_value=0, max_value=10**6, places=2)


def drawn(world: Any, draw: Any) -> None:
    """A plan of whatever people might enter."""
    plan = world.plan
    plan.situation, plan.legal_basis = draw(TEXT), draw(TEXT)
    plan.save()
    study = plan.evaluations.create(title=draw(TEXT), moment="final", method=draw(TEXT), limits=draw(TEXT))
    plan.question_sets.create(number=1, questions=[draw(TEXT)])
    plan.translations.create(of="SO1", field="title", language="fr", source_sha256="0" * 64, text=draw(TEXT))
    plan.outside_actions.create(
        uid="HIBP-B001", title=draw(TEXT), description=draw(TEXT), domain=world.domains["wonen"], start=draw(DAY),
        organisation=world.organisations["wonen"], objective=world.objectives["SO1-OO1"],
    )  # fmt: skip
    for n in range(draw(st.integers(1, 3))):
        action = world.action(
            draw(st.sampled_from(sorted(world.objectives))), draw(st.sampled_from(["werk", "wonen"])), title=draw(TEXT),
            description=draw(TEXT), contribution=draw(TEXT), scope=draw(TEXT), contact_person=draw(TEXT),
            started_on=draw(st.none() | DAY), priority=draw(st.sampled_from(["", "high", "low"])),
            novelty=draw(st.sampled_from(["new", "existing", "strengthened"])), start=draw(DAY),
            internal=draw(st.booleans()), budget_statement=draw(st.sampled_from(["", "lines", "none"])),
        )  # fmt: skip
        action.partners.create(name=draw(TEXT), role=draw(TEXT))
        action.milestones.create(
            title=draw(TEXT), due=draw(DAY), done_on=draw(st.none() | DAY), evidence_kind=draw(TEXT)
        )
        for stage in ("planned", "paid"):
            action.budget.create(year=2026 + n, source=draw(TEXT), stage=stage, amount=draw(AMOUNT))
        counted = action.outputs.create(title=draw(TEXT), unit=draw(TEXT), target=draw(st.none() | AMOUNT))
        counted.values.create(on=draw(DAY), value=draw(AMOUNT), note=draw(TEXT), provisional=draw(st.booleans()))
        action.indicator_links.create(
            plan=plan, indicator="WE_02", claim="attributable", evaluation=study, target_value=draw(st.floats(-50, 50)),
            rationale=draw(TEXT), lag_years=draw(st.none() | st.integers(0, 9)),
        )  # fmt: skip
    for cell in plan.commitments.all():
        cell.explanation, cell.state = draw(TEXT), draw(st.sampled_from(["open", "ingevuld", "gemotiveerd_geen"]))
        cell.relevance = draw(st.sampled_from(["relevant", "not_relevant", "undecided"]))
        cell.save()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_people_enter_leaves_and_arrives_the_same(world: Any, data: st.DataObject) -> None:
    with transaction.atomic():
        new_version(world.actor(Role.SECRETARIAT, None), world.plan, "first")
        drawn(world, data.draw)
        sent = json.loads(json.dumps(packed(world.plan)))
        arrived = json.loads(json.dumps(packed(unpacked(sent, "ELDERS"))).replace("ELDERS", "HIBP"))
        transaction.set_rollback(True)
    assert arrived == sent


def test_a_code_in_use_and_another_format_are_refused(world: Any, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="already"):
        unpacked(packed(world.plan), "HIBP")
    with pytest.raises(ValueError, match="no package"):
        unpacked({"format": "liim-plan/1"}, "NIEUW")
    with pytest.raises(CommandError, match="no plan"):
        call_command("plan_package", "export", "GEEN", str(tmp_path / "x.json"))
    assert Plan.objects.filter(code="NIEUW").count() == 0
