"""A small world to draw plans in, and, when LIIM_TEST_DB=postgres, a PostgreSQL server of our own."""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client

from benchmarks.postgresql import NoPostgreSQL, programs, server
from liim_web.accounts.acting import Actor, as_actor
from liim_web.accounts.models import Membership, Organisation, PolicyDomain, Role, User
from liim_web.plans import changes
from liim_web.plans.decisions import new_version
from liim_web.plans.models import (
    Action,
    CommissionSeat,
    Objective,
    Plan,
    PlanVersion,
    ReportingRound,
    StrategicObjective,
)
from tests.liim_web.plans.place import Place

PROTECTION = "liim_web.plans.migrations.0002_what_is_proven_cannot_be_altered"

LONG_AGO = dt.date(2020, 1, 1)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """Start PostgreSQL on a socket in a folder of its own, as a user who is not root, and stop it afterwards."""
    if os.environ.get("LIIM_TEST_DB") != "postgres":
        yield
        return
    try:
        programs()
    except NoPostgreSQL as problem:
        pytest.exit(str(problem), returncode=3)
    with server() as folder:
        connections["default"].settings_dict["HOST"] = str(folder)
        try:
            yield
        finally:
            connections["default"].close()


@dataclass
class World:
    """One plan with two domains, and people in every role that is asked for."""

    plan: Plan
    domains: dict[str, PolicyDomain]
    organisations: dict[str, Organisation]
    objectives: dict[str, Objective] = field(default_factory=dict)
    people: int = 0

    def person(self, name: str = "") -> User:
        self.people += 1
        name = name or f"persoon{self.people}"
        return User.objects.create_user(
            f"{name.lower().replace(' ', '.')}@voorbeeld.be", "een lang wachtwoord", name=name
        )

    def member(self, role: Role, domain: str | None = "werk", user: User | None = None) -> Membership:
        """A person in a role for a domain, or for none."""
        return Membership.objects.create(
            user=user or self.person(),
            organisation=self.organisations[domain or "secretariaat"],
            role=role,
            domain=self.domains[domain] if domain else None,
            start=LONG_AGO,
        )

    def actor(self, role: Role, domain: str | None = "werk") -> Actor:
        return Actor(role=role) if role is Role.PUBLIC else as_actor(self.member(role, domain))

    def as_user(self, user: User) -> Actor:
        """A person as who acts today."""
        return as_actor(user.memberships.get())

    def action(self, objective: str = "SO1-OO1", domain: str = "werk", **values: Any) -> Action:
        values.setdefault("title", "Taallessen op de werkvloer")
        values.setdefault("novelty", Action.Novelty.NEW)
        action = Action(
            plan=self.plan,
            lead_domain=self.domains[domain],
            lead_organisation=self.organisations[domain],
            **values,
        )
        return changes.add_action(Actor(role=Role.SECRETARIAT), action, self.objectives[objective])

    def version(self, state: str = "concept", **values: Any) -> PlanVersion:
        """A version in a state; what is decided gets a seal of straw."""
        values.setdefault("number", self.plan.versions.count() + 1)
        if state in PlanVersion.SEALED:
            straw: dict[str, Any] = {"public": {}, "internal": {}}
            values = {"sha256": f"{values['number']:064}", "snapshot": straw, "decision_number": "VR 1", **values}
        return PlanVersion.objects.create(plan=self.plan, state=state, **values)

    def round(self, state: str = "open", **values: Any) -> ReportingRound:
        day = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
        version = self.plan.versions.filter(state__in=PlanVersion.SEALED).first() or self.version("vastgesteld")
        values = {
            "number": self.plan.rounds.count() + 1,
            "title": "Ronde",
            "period_start": dt.date(2025, 1, 1),
            "period_end": dt.date(2025, 12, 31),
            "opens_at": day,
            "due_at": day + dt.timedelta(days=30),
            "closes_at": day + dt.timedelta(days=3650),
            **values,
        }
        sealed = {"sha256": "1" * 64, "snapshot": {}} if state in ReportingRound.SEALED else {}
        return ReportingRound.objects.create(plan=self.plan, version=version, state=state, **sealed, **values)


@pytest.fixture
def world(db: None) -> World:
    """Two domains, two strategic objectives with two operational ones each, one plan."""
    domains = {
        code: PolicyDomain.objects.create(code=code, name=name, order=order, start=LONG_AGO)
        for order, (code, name) in enumerate([("werk", "Werk en Sociale Economie"), ("wonen", "Wonen")])
    }
    organisations = {
        code: Organisation.objects.create(
            name=f"Departement {domain.name}", kind="department", domain=domain, start=LONG_AGO
        )
        for code, domain in domains.items()
    }
    organisations["secretariaat"] = Organisation.objects.create(name="Secretariaat", kind="agency", start=LONG_AGO)
    plan = Plan.objects.create(
        code="HIBP", title="Horizontaal integratiebeleidsplan", start=dt.date(2025, 1, 1), end=dt.date(2029, 12, 31)
    )
    drawn = World(plan=plan, domains=domains, organisations=organisations)
    for so in ("SO1", "SO2"):
        strategic = StrategicObjective.objects.create(plan=plan, code=so, title=f"Doel {so}", missions=["equality"])
        for oo in ("OO1", "OO2"):
            drawn.objectives[f"{so}-{oo}"] = Objective.objects.create(strategic=strategic, code=oo, title=f"{so} {oo}")
    CommissionSeat.objects.create(holder="An Voorbeeld", represents="domain", domain=domains["werk"], start=LONG_AGO)
    return drawn


@pytest.fixture
def place(world: Any) -> Place:
    world.version("concept")

    def browser(role: Role, domain: str | None) -> Client:
        client = Client()
        client.force_login(world.member(role, domain).user)
        return client

    action = world.action(state="opgenomen")
    return Place(
        world, action, browser(Role.SECRETARIAT, None), browser(Role.REPORTER, "werk"), browser(Role.REPORTER, "wonen")
    )


@pytest.fixture
def maker(world: Any) -> Any:
    """The secretariat, with a version in the making."""
    actor = world.actor(Role.SECRETARIAT, None)
    new_version(actor, world.plan, "first")
    return actor


@pytest.fixture
def making(maker: Any) -> Client:
    """The same in a browser."""
    client = Client()
    client.force_login(User.objects.get(pk=maker.user_id))
    return client


class SchemaEditor:
    """As much of Django's as taking away triggers needs, within the transaction of a test."""

    def __init__(self) -> None:
        self.connection = connection

    def execute(self, sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)


@pytest.fixture
def unprotected() -> Callable[[], None]:
    """What only who owns the database can do: take away what protects the log and the versions."""
    protection = import_module(PROTECTION)
    return lambda: protection.release(apps, SchemaEditor())


@pytest.fixture
def desk(live_server: Any, world: Any) -> Iterator[Any]:
    """A small plan in the making with a round that is open, on an address of its own."""
    world.site = f"{live_server.url}/nl"
    world.version("gepubliceerd")
    world.version("concept", number=2)
    for n in range(12):
        world.action(title=f"Taallessen {n + 1}", state="opgenomen", target_groups="Nieuwkomers")
    yield world
    emptied()


def emptied() -> None:
    """The tables are emptied afterwards, the protected ones included."""
    protection = import_module(PROTECTION)
    with connection.cursor() as cursor:
        editor: Any = type("Editor", (), {"connection": connection, "execute": staticmethod(cursor.execute)})
        protection.release(apps, editor)
        call_command("flush", interactive=False, verbosity=0)
        protection.protect(apps, type("Editor", (), {"connection": connection, "execute": _execute}))


def _execute(sql: str, params: Any = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
