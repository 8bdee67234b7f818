"""The example for the demo: every state occurs, everything says that it is made up, and its people stay in the demo."""

import re
import stat
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from liim_web.accounts.models import Role, User
from liim_web.plans.audit import broken_links
from liim_web.plans.example import CODE
from liim_web.plans.models import Evidence, IndicatorLink, Judgement, Plan
from liim_web.plans.scopes import MODELS, STATE
from liim_web.plans.snapshots import broken_seals
from liim_web.plans.transitions import TRANSITIONS

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """What the console says when the demo starts, twice; taken away again afterwards."""
    from django.conf import settings  # noqa: PLC0415 after Django is set up

    home = tmp_path_factory.mktemp("home")
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "DEBUG", False)
        patch.setattr(settings, "SETTINGS_MODULE", "liim_web.settings.served")  # with which `liim start` serves
        patch.setattr(settings, "LIIM_HOME", home)
        said = []
        for _twice in range(2):
            out = StringIO()
            call_command("example_plan", "--for-demo", stdout=out)
            said.append(out.getvalue())
        yield said, home
        transaction.set_rollback(True)


@pytest.mark.parametrize("kind", sorted({transition.kind for transition in TRANSITIONS}))
def test_every_state_occurs(told: Any, kind: Any) -> None:
    model = MODELS[kind]
    states = {str(value) for value, _label in model._meta.get_field(STATE[kind]).flatchoices}  # type: ignore[union-attr]  # a state has choices
    assert set(model._default_manager.values_list("state", flat=True)) == states


def test_every_kind_of_claim_evidence_and_judgement_occurs(told: Any) -> None:
    assert {claim for claim, _role in IndicatorLink.objects.values_list("claim", "role")} == set(
        IndicatorLink.Claim.values
    )
    assert {role for (role,) in IndicatorLink.objects.values_list("role")} == set(IndicatorLink.Role.values)
    assert set(Judgement.objects.values_list("value", flat=True)) == set(Judgement.Value.values)
    assert {bool(day) for day in Evidence.objects.values_list("verified_on", flat=True)} == {True, False}


def test_everything_is_marked_as_made_up_and_holds_together(told: Any) -> None:
    assert all(plan.fictitious and "verzonnen" in plan.title for plan in Plan.objects.all())
    assert [problem for plan in Plan.objects.all() for problem in broken_seals(plan)] == []
    assert list(broken_links()) == []
    assert Plan.objects.get(code=CODE).predecessor


def test_the_console_tells_how_to_sign_in_and_tells_the_same_again(told: Any) -> None:
    said, home = told
    assert said[0] == said[1]
    password = (Path(home) / "example-people").read_text()
    assert password in said[0]
    assert stat.S_IMODE((Path(home) / "example-people").stat().st_mode) == 0o600
    named = re.findall(r"\S+@voorbeeld\.invalid", said[0])
    assert len(named) > 6
    assert all(User.objects.get(email=email).check_password(password) for email in named)


def test_there_is_someone_in_every_role(told: Any) -> None:
    roles = set(User.objects.values_list("memberships__role", flat=True))
    assert roles == set(Role.values) - {Role.PUBLIC}


def test_example_people_are_refused_on_a_server(settings: Any) -> None:
    settings.DEBUG = False
    before = User.objects.count()
    with pytest.raises(CommandError, match="no place on a server"):
        call_command("example_plan", "--for-demo")
    assert User.objects.count() == before
