"""What waits for whom: lists that follow from the table of rights, so that nobody is asked what is not theirs."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liim_web.accounts.acting import Actor
from liim_web.plans.models import ActionReport, ChangeRequest, Commitment, PlanVersion, ReportingRound
from liim_web.plans.rights import visible

AT_MOST = 50


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits, with where to do it."""

    what: Promise | str
    title: str
    address: str


def tasks(actor: Actor) -> list[Task]:
    """What waits for this actor, the oldest questions first, at most fifty of a kind."""
    return [*_reports(actor), *_requests(actor), *_cells(actor), *_rounds(actor), *_versions(actor)]


def _reports(actor: Actor) -> list[Task]:
    reports = ActionReport.objects.select_related("action", "round__plan").order_by("round__due_at", "action__uid")
    asked = (
        (_("In te vullen"), "submit", ("leeg", "concept"), "open"),
        (_("Te valideren"), "validate", ("ingediend",), "open"),
        (_("Te aanvaarden"), "accept", ("gevalideerd",), "open"),
        (_("Te beoordelen"), "assess", ("aanvaard",), ""),
    )
    found = []
    for what, operation, states, round_state in asked:
        mine = visible(actor, operation, reports.filter(state__in=states))
        mine = mine.filter(round__state=round_state) if round_state else mine
        if operation == "assess" and actor.user_id:
            mine = mine.exclude(judgements__by=actor.user_id)
        found += [Task(what, str(each.action), report_address(each)) for each in mine[:AT_MOST]]
    return found


def _requests(actor: Actor) -> list[Task]:
    found = []
    for what, operation, state in (
        (_("Goed te keuren"), "approve", "ingediend"),
        (_("Te beslissen"), "accept", "goedgekeurd"),
    ):
        mine = visible(actor, operation, ChangeRequest.objects.filter(state=state).select_related("plan", "action"))
        found += [
            Task(what, str(each), reverse("plans:request", args=[each.plan.code, each.pk])) for each in mine[:AT_MOST]
        ]
    return found


def _cells(actor: Actor) -> list[Task]:
    cells = Commitment.objects.select_related("plan", "domain", "objective__strategic").order_by("opened_on")
    readable = visible(actor, "read", PlanVersion.objects.filter(sha256=""))
    making = {each.plan_id: each.number for each in readable}
    found = []
    for what, operation, states in (
        (_("Cel te beantwoorden"), "explain", ("open",)),
        (_("Cel te beoordelen"), "accept", ("ingevuld", "gemotiveerd_geen", "niet_relevant")),
    ):
        mine = visible(actor, operation, cells.filter(state__in=states, plan__in=making))
        for cell in mine[:AT_MOST]:
            goal = f"{cell.objective.strategic.code}-{cell.objective.code}"
            address = reverse("plans:matrix", args=[cell.plan.code, making[cell.plan_id]])
            title = f"{cell.domain} · {goal} {cell.objective.title}"
            found.append(Task(what, title, f"{address}?cel={cell.domain.code}:{goal}#cel"))
    return found


def _rounds(actor: Actor) -> list[Task]:
    rounds = visible(actor, "review", ReportingRound.objects.exclude(state="gepubliceerd").select_related("plan"))
    return [Task(_("Ronde te begeleiden"), str(each), round_address(each)) for each in rounds[:AT_MOST]]


def _versions(actor: Actor) -> list[Task]:
    found = []
    for operation, state in (("submit", "advies_ontvangen"), ("decide", "ter_beslissing"), ("publish", "vastgesteld")):
        found += [
            Task(_("Versie"), str(each), reverse("plans:version", args=[each.plan.code, each.number]))
            for each in visible(actor, operation, PlanVersion.objects.filter(state=state).select_related("plan"))
        ]
    return found


def round_address(round_: ReportingRound) -> str:
    """Where a round is read."""
    return reverse("plans:round", args=[round_.plan.code, round_.number])


def report_address(report: ActionReport) -> str:
    """Where a report is filled in and judged."""
    return reverse("plans:report", args=[report.round.plan.code, report.round.number, report.action.uid])
