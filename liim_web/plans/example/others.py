"""Other plans of the example: the one before, and local plans of invented towns on their way to a decision."""

import datetime as dt

from django.utils import timezone

from liim_web.accounts.acting import Actor
from liim_web.accounts.models import Organisation, Role
from liim_web.plans import changes, editing
from liim_web.plans.decisions import new_version
from liim_web.plans.example.cast import SINCE, Cast
from liim_web.plans.models import (
    Action,
    Comment,
    Objective,
    OutsideAction,
    Plan,
    PlanVersion,
    ReportingRound,
    StrategicObjective,
)
from liim_web.plans.procedure import perform
from liim_web.plans.translations import Texts, translate

EARLIER = "VOORBEELD-2020"
TOWNS = {"Ginderdorp": 1, "Overstad": 2, "Waterhoek": 3, "Zandbergen": 4}
FOR_MEMBERS = "Waterhoek"
FOREIGN = {
    "fr": {
        "SO1-OO1": "L'écart d'emploi selon l'origine se réduit",
        "SO2-OO1": "Il existe une offre de néerlandais adaptée au travail et à la famille",
    },
    "en": {"SO1-OO1": "The employment gap by origin narrows"},
}
WAY = ("send_for_advice", "receive_advice", "submit", "decide", "publish")


def earlier_plan(cast: Cast) -> None:
    """The plan of the legislature before: replaced, closed, and followed by the present one."""
    old = _small(cast, EARLIER, "Voorbeeldplan 2020-2024 (verzonnen)", dt.date(2020, 1, 1), dt.date(2024, 12, 31))
    _taken(cast, old.versions.get(), len(WAY))
    _taken(cast, new_version(cast.secretariat, old, PlanVersion.Kind.CLOSING), len(WAY))
    opens = timezone.now() - dt.timedelta(days=700)
    for number, steps in ((1, ("open", "review", "present", "close")), (2, ("open", "review", "present"))):
        round_ = ReportingRound(
            plan=old, version=old.versions.latest("number"), number=number, title=f"Ronde {number} (voorbeeld)",
            period_start=dt.date(2022 + number, 1, 1), period_end=dt.date(2022 + number, 12, 31), opens_at=opens,
            due_at=opens + dt.timedelta(days=45), closes_at=opens + dt.timedelta(days=60),
        )  # fmt: skip
        round_ = editing.add(cast.secretariat, round_)
        for step in steps:
            round_ = perform(cast.secretariat, round_, step)
    editing.save(cast.secretariat, cast.plan, {"predecessor": old}, seen=None)


def outside(cast: Cast) -> None:
    """What two domains do outside the plan."""
    for domain, title, goal in (
        ("lv", "Seizoenarbeiders krijgen uitleg in hun taal (verzonnen)", "SO1-OO1"),
        ("omg", "Een wedstrijd voor buurttuinen (verzonnen)", ""),
    ):
        made = OutsideAction(
            plan=cast.plan, domain=cast.domains[domain], organisation=cast.organisations[domain], title=title,
            description="Verzonnen omschrijving: dit loopt al en stond in geen plan.", start=dt.date(2025, 4, 1),
            objective=cast.goals.get(goal), link="https://voorbeeld.invalid/buiten",
        )  # fmt: skip
        editing.add(cast.secretariat, made)


def comments(cast: Cast) -> None:
    """What cabinet, coordinator and secretariat say about an action, its report in the first round, and a cell."""
    action = cast.plan.actions.filter(reports__round__number=1, lead_domain__code="wse").earliest("uid")
    cell = cast.plan.commitments.get(domain__code="wse", objective=cast.goals["SO1-OO1"])
    closed = cast.plan.rounds.get(number=1)
    cabinet, coordinator = cast.someone(Role.CABINET, "wse"), cast.someone(Role.COORDINATOR, "wse")
    about: tuple[tuple[Actor, dict[str, object], str], ...] = (
        (cabinet, {"action": action}, "Kan dit ook in de randsteden (verzonnen)?"),
        (coordinator, {"action": action}, "Ja, vanaf het voorjaar (verzonnen)."),
        (cabinet, {"action": action, "round": closed}, "Het verslag zegt niet hoeveel mensen meedoen (verzonnen)."),
        (cast.secretariat, {"cell": cell}, "Dit nemen we op de volgende vergadering door (verzonnen)."),
    )
    for who, what, text in about:
        made = Comment(
            plan=cast.plan, domain=cast.domains["wse"], text=text, author_id=who.user_id, by=who.name, role=who.role,
            organisation=action.lead_organisation if "action" in what else None, at=timezone.now(), **what,
        )  # fmt: skip
        editing.add(who, made)


def translated(cast: Cast) -> None:
    """Some texts in French and English; of one the Dutch was changed afterwards."""
    goals = {goal: each.title for goal, each in cast.goals.items()}
    for language, said in FOREIGN.items():
        for goal, text in said.items():
            texts = Texts(goal, goal, {"title": goals[goal]})
            translate(cast.secretariat, cast.plan, language, texts, {"title": text})
    changed = cast.goals["SO1-OO2"]
    earlier = Texts("SO1-OO2", "SO1-OO2", {"title": f"{changed.title} (eerste tekst)"})
    text = "Les élèves d'origine étrangère passent aussi facilement à l'étape suivante"
    translate(cast.secretariat, cast.plan, "fr", earlier, {"title": text})


def local_plans(cast: Cast) -> None:
    """One plan per invented town, each a step further on the way to its decision."""
    for town, steps in TOWNS.items():
        owner = Organisation.objects.create(
            name=f"{town} (verzonnen gemeente)", kind=Organisation.Kind.MUNICIPALITY, start=SINCE
        )
        plan = _small(
            cast, f"VB-{town.upper()}", f"Lokaal voorbeeldplan {town} (verzonnen)", dt.date(2026, 1, 1),
            dt.date(2031, 12, 31), kind=Plan.Kind.LOCAL, owner=owner,
            visibility=Plan.Visibility.MEMBERS if town == FOR_MEMBERS else Plan.Visibility.PUBLIC,
        )  # fmt: skip
        _taken(cast, plan.versions.get(), steps)


def _small(cast: Cast, code: str, title: str, start: dt.date, end: dt.date, **more: object) -> Plan:
    """A plan with one objective and one action."""
    plan = Plan(code=code, title=title, start=start, end=end, fictitious=True, **more)
    editing.add(cast.secretariat, plan)
    strategic = StrategicObjective.objects.create(
        plan=plan, code="SO1", title="Iedereen doet mee", missions=["cohesion"]
    )
    goal = Objective.objects.create(strategic=strategic, code="OO1", title="Buren ontmoeten elkaar")
    new_version(cast.secretariat, plan, PlanVersion.Kind.FIRST)
    made = Action(
        plan=plan, title="Een buurtfeest in elke wijk (verzonnen)", novelty="new", start=start, end=end,
        lead_domain=cast.domains["cjsm"], lead_organisation=cast.organisations["cjsm"], budget_statement="within_means",
    )  # fmt: skip
    changes.add_action(cast.secretariat, made, goal)
    return plan


def _taken(cast: Cast, version: PlanVersion, steps: int) -> None:
    """A version, so many steps on its way."""
    decision = {
        "decision_number": f"{version.uid} (voorbeeld)",
        "decision_date": version.plan.start,
        "override_reason": "Een voorbeeld mag open punten hebben.",
    }
    for step in WAY[:steps]:
        actor = cast.someone(Role.COORDINATING_CABINET) if step == "submit" else cast.secretariat
        version = perform(actor, version, step, values=decision if step == "decide" else None)
