"""What is logged or sealed can be checked by anyone and altered by no one."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from liim_web.accounts.acting import Actor
from liim_web.accounts.models import Role
from liim_web.plans.audit import broken_links, record
from liim_web.plans.models import AuditEvent, AuditHead

SOMEONE = Actor(role=Role.SECRETARIAT, user_id=1, name="Iemand")


def refused(act: Any) -> bool:
    try:
        with transaction.atomic():
            act()
    except DatabaseError:
        return True
    return False


@pytest.fixture
def log(world: Any) -> list[AuditEvent]:
    action = world.action()
    return [
        AuditEvent.objects.get(),
        record(SOMEONE, action, "edit", {"title": ("oud", "nieuw")}, "Omdat het zo is."),
        record(SOMEONE, action, "edit", {"start": (None, action.start)}),
    ]


def test_an_untouched_log_is_whole(log: list[AuditEvent]) -> None:
    assert list(broken_links()) == []
    assert [event.previous_sha256 for event in log[1:]] == [event.sha256 for event in log[:-1]]


def test_the_database_refuses_to_alter_or_remove_what_was_logged(log: list[AuditEvent]) -> None:
    assert refused(lambda: AuditEvent.objects.filter(sequence=2).update(actor="Iemand anders"))
    assert refused(lambda: AuditEvent.objects.filter(sequence=2).delete())


@pytest.mark.parametrize(
    ("tamper", "says"),
    [
        (lambda: AuditEvent.objects.filter(sequence=2).update(actor="Iemand anders"), "Event 2 was altered."),
        (lambda: AuditEvent.objects.filter(sequence=2).delete(), "Event 2 is missing: 3 follows 1."),
        (lambda: AuditEvent.objects.filter(sequence=3).delete(), "The log ends at event 2, but 3 were written."),
    ],
)
def test_who_gets_around_the_database_is_found_out(
    log: list[AuditEvent], unprotected: Any, tamper: Any, says: str
) -> None:
    unprotected()
    tamper()
    assert says in list(broken_links())


def test_the_chain_has_one_end(log: list[AuditEvent]) -> None:
    assert AuditHead.objects.get().sha256 == log[-1].sha256


@pytest.mark.parametrize(
    "alter", [{"snapshot": {"public": {"x": 1}}}, {"sha256": "f" * 64}, {"change_note": "Toch iets anders."}]
)
def test_the_database_refuses_to_alter_a_decided_version(world: Any, alter: dict[str, Any]) -> None:
    version = world.version("vastgesteld")
    assert refused(lambda: type(version).objects.filter(pk=version.pk).update(**alter))
    assert refused(version.delete)


@pytest.mark.parametrize(
    "alter", [{"snapshot": {"public": {"x": 1}}}, {"title": "Anders"}, {"period_end": "2027-01-01"}]
)
def test_the_database_refuses_to_alter_a_closed_round(world: Any, alter: dict[str, Any]) -> None:
    round_ = world.round("afgesloten")
    assert refused(lambda: type(round_).objects.filter(pk=round_.pk).update(**alter))


def test_a_decided_version_may_still_be_published(world: Any) -> None:
    version = world.version("vastgesteld")
    assert type(version).objects.filter(pk=version.pk).update(state="gepubliceerd") == 1


def test_a_version_cannot_be_called_decided_without_a_seal(world: Any) -> None:
    version = world.version("ter_beslissing")
    assert refused(lambda: type(version).objects.filter(pk=version.pk).update(state="vastgesteld"))


def elsewhere(folder: Path) -> dict[str, str]:
    """A database of its own: SQLite in a folder, or one more on the PostgreSQL server of these tests."""
    address = {}
    if connection.vendor == "postgresql":
        host = connection.settings_dict["HOST"]
        address = {"DATABASE_URL": f"postgresql://liim@/elsewhere?host={host}"}
        with psycopg.connect(host=host, user="liim", dbname="liim", autocommit=True) as server:
            server.execute("CREATE DATABASE elsewhere")
    return os.environ | address | {"LIIM_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "liim_web.settings.dev"}


BACK_AND_FORTH = """
import django; django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

BEFORE, SINCE = "0003_what_is_edited_counts_its_revisions", "0004_partners_are_rows"
PEOPLE = "0004_what_is_edited_counts_its_revisions"

def at(*target):
    call_command("migrate", *target, verbosity=0)

def models(name):
    known = MigrationLoader(connection).project_state([("plans", name), ("accounts", PEOPLE)]).apps
    return lambda app, model: known.get_model(app, model).objects

at("plans", BEFORE)
at("accounts", PEOPLE)
text = "VVSG: verspreidt\\nAgentschap " + "met een lange naam " * 40
old = models(BEFORE)
domain = old("accounts", "PolicyDomain").create(code="werk", name="Werk", start="2020-01-01")
plan = old("plans", "Plan").create(code="P", title="Plan", start="2025-01-01", end="2029-12-31")
old("plans", "Action").create(plan=plan, uid="P-A1", title="A", lead_domain=domain, partners=text)
at("plans", SINCE)
rows = list(models(SINCE)("plans", "Partner").values_list("name", "role"))
assert rows[0] == ("VVSG", "verspreidt") and len(rows) == 2, rows
at("plans")
at("accounts")
at("plans", BEFORE)
back = models(BEFORE)("plans", "Action").get().partners
assert back.replace(": ", "") == text.replace(": ", "").strip(), back
at("plans", "zero")
at("accounts", "zero")
at()
"""


def test_every_migration_can_be_undone_and_done_again_and_partners_lose_nothing(world: Any, tmp_path: Path) -> None:
    """They were a text, and became rows."""
    environment, here = elsewhere(tmp_path), Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", BACK_AND_FORTH], check=True, env=environment, cwd=here)
