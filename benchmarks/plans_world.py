"""`python -m benchmarks.plans_world WHAT`: a plan at its full size, or sixty people with a report to fill in each."""

import datetime as dt
import json
import sys
import time
from collections.abc import Callable
from statistics import median

import django
from django.core.management import call_command

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402 after Django is set up
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402 as above
from django.test import Client  # noqa: E402 as above

from liim_web.accounts.models import Membership, Organisation, PolicyDomain, Role, User  # noqa: E402 as above
from liim_web.plans.audit import broken_links  # noqa: E402 as above
from liim_web.plans.coverage import coverage  # noqa: E402 as above
from liim_web.plans.models import (  # noqa: E402 as above
    Action,
    ActionObjective,
    ActionReport,
    Commitment,
    Objective,
    Plan,
    PlanVersion,
    ReportingRound,
    StrategicObjective,
)

DOMAINS, OBJECTIVES, ACTIONS, PEOPLE, AGAIN = 13, 40, 600, 60, 9
OK = 200
SINCE = dt.date(2025, 1, 1)


def plan(domains: int, objectives: int, actions: int) -> Plan:
    """A plan of this size, every cell of which was answered."""
    made = Plan.objects.create(code="GROOT", title="Groot plan", start=SINCE, end=dt.date(2029, 12, 31))
    bodies = [
        Organisation.objects.create(
            name=f"Dienst {n}", kind="department", start=SINCE,
            domain=PolicyDomain.objects.create(code=f"d{n}", name=f"Domein {n}", start=SINCE),
        )
        for n in range(domains)
    ]  # fmt: skip
    strategic = StrategicObjective.objects.create(plan=made, code="SO1", title="Doel")
    goals = [Objective.objects.create(strategic=strategic, code=f"OO{n}", title=f"Doel {n}") for n in range(objectives)]
    Commitment.objects.bulk_create(
        Commitment(plan=made, domain=body.domain, objective=goal) for body in bodies for goal in goals if body.domain
    )
    for n in range(actions):
        body = bodies[n % domains]
        action = Action(
            plan=made, uid=f"GROOT-SO1-OO1-A{n:03}", title=f"Actie {n}", novelty="new", state="opgenomen",
            lead_organisation=body,
        )  # fmt: skip
        action.lead_domain_id = body.domain_id or 0
        action.save()
        ActionObjective.objects.create(action=action, objective=goals[n % objectives], primary=True)
    return made


def matrix() -> str:
    """Milliseconds of computing it, and of its whole page, each the median of some."""
    made = plan(DOMAINS, OBJECTIVES, ACTIONS)
    PlanVersion.objects.create(plan=made, number=1)
    keeper = User.objects.create_user("secretariaat@voorbeeld.invalid", name="Secretariaat")
    body = Organisation.objects.create(name="Secretariaat", kind="agency", start=SINCE)
    Membership.objects.create(user=keeper, organisation=body, role=Role.SECRETARIAT, start=SINCE)
    browser = Client()
    browser.force_login(keeper)
    page = "/nl/plan/GROOT/versie/1/matrix/"
    if browser.get(page).status_code != OK:
        raise RuntimeError(f"{page} is not there.")
    return json.dumps([_median(lambda: coverage(made)), _median(lambda: browser.get(page))])


def _median(call: Callable[[], object]) -> float:
    taken = []
    for _time in range(AGAIN):
        # Of the processor: what else the machine does then is not in it.
        start = time.process_time()
        call()
        taken.append(1000 * (time.process_time() - start))
    return median(taken)


def people() -> str:
    """Sixty reporters, signed in, with the address of the report that each has to fill in."""
    made = plan(PEOPLE, 1, PEOPLE)
    version = PlanVersion.objects.create(
        plan=made, number=1, state="vastgesteld", sha256="1" * 64, snapshot={"public": {}, "internal": {}}
    )
    day = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    round_ = ReportingRound.objects.create(
        plan=made, version=version, number=1, title="Ronde", state="open", period_start=SINCE, period_end=SINCE,
        opens_at=day, due_at=day + dt.timedelta(days=9000), closes_at=day + dt.timedelta(days=9000),
    )  # fmt: skip
    told = []
    for n, action in enumerate(made.actions.select_related("lead_organisation")):
        user = User.objects.create_user(f"persoon{n}@voorbeeld.invalid", name=f"Persoon {n}")
        Membership.objects.create(
            user=user, organisation_id=action.lead_organisation_id or 0, domain_id=action.lead_domain_id,
            role=Role.REPORTER, start=SINCE,
        )  # fmt: skip
        ActionReport.objects.create(round=round_, action=action)
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session.save()
        address = f"/nl/plan/GROOT/ronde/1/{action.uid}/"
        told.append({"cookie": f"sessionid={session.session_key}", "address": address})
    return json.dumps(told)


def left() -> str:
    """What came of it: reports handed in, different texts, broken links in the log."""
    reports = ActionReport.objects.filter(state="ingediend")
    texts = set(reports.values_list("done", flat=True))
    return json.dumps({"handed_in": reports.count(), "texts": len(texts), "broken": len(list(broken_links()))})


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    print({"matrix": matrix, "people": people, "left": left}[sys.argv[1]]())
