"""A whole plan leaves and arrives, and loses nothing on the way."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from liim_web.plans.example import CODE, draw
from liim_web.plans.exchange.package import packed, unpacked
from liim_web.plans.models import Plan
from liim_web.plans.snapshots import broken_seals

pytestmark = pytest.mark.django_db


def test_the_example_leaves_and_arrives_the_same(tmp_path: Path) -> None:
    draw("een lang wachtwoord")
    file = tmp_path / "plan.json"
    call_command("plan_package", "export", CODE, str(file), verbosity=0)
    call_command("plan_package", "import", "ELDERS", str(file), verbosity=0)
    sent, arrived = json.loads(file.read_text()), packed(Plan.objects.get(code="ELDERS"))
    assert arrived["versions"] == sent["versions"], "what was sealed stays as it was sealed"
    assert arrived["rounds"] == sent["rounds"]
    draft = json.dumps(arrived["draft"], sort_keys=True).replace("ELDERS", CODE)
    assert json.loads(draft) == json.loads(json.dumps(sent["draft"]))
    assert list(broken_seals(Plan.objects.get(code="ELDERS"))) == []


def test_a_code_in_use_and_another_format_are_refused(world: Any, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="already"):
        unpacked(packed(world.plan), "HIBP")
    with pytest.raises(ValueError, match="no package"):
        unpacked({"format": "liim-plan/1"}, "NIEUW")
    with pytest.raises(CommandError, match="no plan"):
        call_command("plan_package", "export", "GEEN", str(tmp_path / "x.json"))
    assert Plan.objects.count() == 1
