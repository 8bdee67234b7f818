"""Four truths about an action stand side by side; where they disagree, that is said."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liim_web.plans.models import Action, ActionReport, Judgement, ReportingRound

State = ActionReport.State
SOON = dt.timedelta(days=60)


class Calendar(models.TextChoices):
    """What the calendar says."""

    ON_TIME = "on_time", _("op tijd")
    DUE_SOON = "due_soon", _("binnenkort te doen")
    LATE = "late", _("later dan afgesproken")
    OVERDUE = "overdue", _("termijn voorbij")
    NO_DATE = "no_date", _("geen datum")


class Shown(models.TextChoices):
    """What the evidence says. None found does not mean that nothing happened."""

    NONE = "none", _("geen publiek bewijs")
    CLAIMED = "claimed", _("beweerd")
    DOCUMENTED = "documented", _("gestaafd")
    VERIFIED = "verified", _("nagekeken")


@dataclass(frozen=True, slots=True, kw_only=True)
class Truths:
    """What the entity, the calendar, the evidence and the Commission say of one action in one round."""

    entity: str
    calendar: Calendar
    evidence: Shown
    commission: str

    @property
    def disagreements(self) -> tuple[Promise | str, ...]:
        """Where they do not fit together, in words."""
        return tuple(says for says, holds in DISAGREEMENTS if holds(self))

    @property
    def commission_says(self) -> str:
        """The Commission's judgement in words."""
        return str(Judgement.Value(self.commission).label) if self.commission else ""

    @property
    def entity_says(self) -> str:
        """The entity's word in words."""
        return str(ActionReport.Progress(self.entity).label) if self.entity else ""


_P, _J = ActionReport.Progress, Judgement.Value
_UNSHOWN = (Shown.NONE, Shown.CLAIMED)
DISAGREEMENTS: tuple[tuple[Promise | str, Callable[[Truths], bool]], ...] = (
    (_("De entiteit zegt afgerond, bewijs ontbreekt."), lambda t: t.entity == _P.COMPLETED and t.evidence in _UNSHOWN),
    (
        _("De entiteit zegt afgerond, maar een termijn is verstreken zonder dat de mijlpaal klaar is."),
        lambda t: t.entity == _P.COMPLETED and t.calendar == Calendar.OVERDUE,
    ),
    (
        _("De entiteit zegt dat het loopt, maar een termijn is verstreken."),
        lambda t: t.entity == _P.RUNNING and t.calendar == Calendar.OVERDUE,
    ),
    (
        _("De entiteit zegt niet gestart, maar er is bewijs van uitvoering."),
        lambda t: t.entity == _P.NOT_STARTED and t.evidence in (Shown.DOCUMENTED, Shown.VERIFIED),
    ),
    (
        _("De entiteit zegt afgerond, de Commissie niet."),
        lambda t: t.entity == _P.COMPLETED and t.commission not in ("", _J.COMPLETE),
    ),
    (
        _("De Commissie zegt niet gestart, de entiteit wel."),
        lambda t: t.commission == _J.NOT_STARTED and t.entity in (_P.RUNNING, _P.COMPLETED),
    ),
)


def day_of(round_: ReportingRound, today: dt.date) -> dt.date:
    """The day on which a round compares with the calendar: its reference date, as far as that has come."""
    return min(round_.reference_date or today, today)


def truths(report: ActionReport, day: dt.date) -> Truths:
    """All four, from the report with its evidence, judgements and milestones."""
    # What was taken over from a former round, or is still being written, was not said in this one.
    handed_in = report.state not in (State.EMPTY, State.DRAFT, State.NOT_RECEIVED)
    final = [judgement.value for judgement in report.judgements.all() if judgement.final]
    return Truths(
        entity=report.progress if handed_in else "",
        calendar=calendar(report.action, day),
        evidence=evidence(report, handed_in=handed_in),
        commission=final[0] if final else "",
    )


def calendar(action: Action, day: dt.date) -> Calendar:
    """From the dates of the open milestones and the end of the action."""
    milestones = list(action.milestones.all())
    # What was done after the day was not done on the day.
    undone = [milestone for milestone in milestones if milestone.done_on is None or milestone.done_on > day]
    over = action.state in (Action.State.COMPLETED, Action.State.STOPPED, Action.State.MERGED)
    ended = over and not (action.ended_on and action.ended_on > day)
    dates = [milestone.due for milestone in undone] + ([action.end] if action.end and not ended else [])
    if any(date < day for date in dates):
        return Calendar.OVERDUE
    if any(milestone.slippage_days > 0 for milestone in undone):
        return Calendar.LATE
    if any(date <= day + SOON for date in dates):
        return Calendar.DUE_SOON
    return Calendar.ON_TIME if milestones or action.end else Calendar.NO_DATE


def evidence(report: ActionReport, *, handed_in: bool) -> Shown:
    """From the attachments and links, and who looked at them."""
    shown = list(report.evidence.all())
    if shown:
        return Shown.VERIFIED if all(each.verified_on for each in shown) else Shown.DOCUMENTED
    claims = (handed_in and report.done) or any(milestone.done_on for milestone in report.action.milestones.all())
    return Shown.CLAIMED if claims else Shown.NONE
