"""What waits for whom: lists that follow from the table of rights, so that nobody is asked what is not theirs."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
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
    note: Promise | str = ""
    round: str = ""
    due: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Pile:
    """What waits of one kind, with the day on which the first of it must be done."""

    what: Promise | str
    tasks: tuple[Task, ...]
    today: dt.date

    @property
    def due(self) -> dt.datetime | None:
        """The first deadline, in the time that people live by."""
        found = [task.due for task in self.tasks if task.due]
        return timezone.localtime(min(found)) if found else None

    @property
    def late(self) -> bool:
        """Whether that deadline has passed."""
        return self.due is not None and self.due < timezone.now()

    @property
    def days(self) -> int:
        """Days until then, by the calendar: what is due tomorrow morning is due in one day."""
        return (self.due.date() - self.today).days if self.due else 0


def piles(actor: Actor) -> list[Pile]:
    """The same per kind: what has a deadline first."""
    today = timezone.localdate()
    found = [Pile(what, tuple(same), today) for what, same in groupby(tasks(actor), key=lambda task: task.what)]
    return sorted(found, key=lambda pile: (pile.due is None, pile.due or 0))


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
        # The window is the reporter's; who validates or judges has no day of their own.
        asks = operation == "submit"
        if operation == "assess" and actor.user_id:
            mine = mine.exclude(judgements__by=actor.user_id)
        found += [
            Task(
                what,
                each.action.title,
                report_address(each),
                _standing(each),
                # Who judges or accepts has reports of several rounds before them.
                round="" if asks else str(each.round),
                due=each.round.due_at if asks else None,
            )
            for each in mine[:AT_MOST]
        ]
    return found


def _standing(report: ActionReport) -> Promise | str:
    """How far a report is, where that helps to choose which to do first."""
    if report.returned_because and report.state == ActionReport.State.DRAFT:
        return _("teruggestuurd")
    return _("begonnen") if report.state == ActionReport.State.DRAFT else ""


def next_report(actor: Actor, report: ActionReport) -> tuple[Task | None, int]:
    """The report that the same person fills in after this one, and how many there are in all."""
    waiting = ActionReport.objects.filter(round=report.round_id, state__in=("leeg", "concept")).exclude(pk=report.pk)
    mine = dict(visible(actor, "submit", waiting).order_by("action__uid").values_list("action__uid", "action__title"))
    uid = next((uid for uid in mine if uid > report.action.uid), next(iter(mine), None))
    if uid is None:
        return None, 0
    address = reverse("plans:report", args=[report.round.plan.code, report.round.number, uid])
    return Task(_("In te vullen"), mine[uid], address), len(mine)


def _requests(actor: Actor) -> list[Task]:
    found = []
    for what, operation, state in (
        (_("Wijzigingsvragen goed te keuren"), "approve", "ingediend"),
        (_("Wijzigingsvragen te beslissen"), "accept", "goedgekeurd"),
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
            address = f"{address}?cel={cell.domain.code}:{goal}#cel"
            found.append(Task(what, title, address, cell.plan.title))
    return found


def _rounds(actor: Actor) -> list[Task]:
    rounds = visible(actor, "review", ReportingRound.objects.exclude(state="gepubliceerd").select_related("plan"))
    return [Task(_("Ronde te begeleiden"), str(each), round_address(each)) for each in rounds[:AT_MOST]]


def _versions(actor: Actor) -> list[Task]:
    found = []
    for what, operation, state in (
        (_("Versies voor te leggen"), "submit", "advies_ontvangen"),
        (_("Versies te beslissen"), "decide", "ter_beslissing"),
        (_("Versies te publiceren"), "publish", "vastgesteld"),
    ):
        found += [
            Task(what, str(each), reverse("plans:version", args=[each.plan.code, each.number]))
            for each in visible(actor, operation, PlanVersion.objects.filter(state=state).select_related("plan"))
        ]
    return found


def round_address(round_: ReportingRound) -> str:
    """Where a round is read."""
    return reverse("plans:round", args=[round_.plan.code, round_.number])


def report_address(report: ActionReport) -> str:
    """Where a report is filled in and judged."""
    return reverse("plans:report", args=[report.round.plan.code, report.round.number, report.action.uid])
