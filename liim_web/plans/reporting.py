"""Rounds of reports: opened with what was last accepted, handed in, and closed for good."""

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from liim_web.accounts.acting import Actor
from liim_web.plans import editing
from liim_web.plans.models import Action, ActionReport, PlanVersion, ReportingRound
from liim_web.plans.rights import visible
from liim_web.plans.scopes import Kind
from liim_web.plans.snapshots import leaf, milestones_content, outputs_content, seal
from liim_web.plans.transitions import BY_NAME
from liim_web.plans.truths import day_of, truths

IN_FORCE = (Action.State.ADOPTED, Action.State.STARTED, Action.State.PAUSED, Action.State.BLOCKED)
RECEIVED = (ActionReport.State.ACCEPTED, ActionReport.State.JUDGED)
# What a new report takes over from the last accepted one.
KEPT = ("progress", "reason", "unblock_condition", "done", "obstacles", "next_steps")

_PROGRESS = ActionReport.Progress
# What becomes of the action when its report is accepted. A merger goes by change request: it needs the other action.
_FOLLOWS = {
    _PROGRESS.RUNNING: "start",
    _PROGRESS.COMPLETED: "complete",
    _PROGRESS.PAUSED: "pause",
    _PROGRESS.BLOCKED: "block",
    _PROGRESS.ABANDONED: "stop",
}


def handed_in(actor: Actor, round_: ReportingRound) -> dict[str, bool]:
    """For every action that a round asks about, by number: whether its report came in, as far as the actor may know."""
    if round_.sha256:
        return {report["action"]: bool(report["received"]) for report in round_.public["reports"]}
    reports = visible(actor, "read", round_.reports.all()).values_list("action__uid", "state")
    return {uid: state not in BY_NAME[Kind.REPORT, "expire"].sources for uid, state in reports}


def can_open(_actor: Actor, round_: ReportingRound) -> None:
    """Only a version that was decided can be reported on."""
    if round_.version.state not in PlanVersion.SEALED:
        raise ValidationError(_("Deze versie is nog niet vastgesteld. Er valt nog niet over te rapporteren."))


def prefill(_actor: Actor, round_: ReportingRound) -> None:
    """One report for every action in force, with the text that was last accepted for it."""
    latest = dict(
        ActionReport.objects.filter(action__plan=round_.plan_id, state__in=RECEIVED)
        .values_list("action")
        .annotate(Max("round__number"))
    )
    earlier = {
        report.action_id: report
        for report in ActionReport.objects.filter(action__in=latest, state__in=RECEIVED).select_related("round")
        if report.round.number == latest[report.action_id]
    }
    actions = Action.objects.filter(plan=round_.plan_id, state__in=IN_FORCE)
    questions = round_.questions.questions if round_.questions else ()
    reports = []
    for action in actions:
        report = ActionReport(round=round_, action=action)
        if action.pk in earlier:
            for name in KEPT:
                setattr(report, name, getattr(earlier[action.pk], name))
            said = earlier[action.pk].answers
            report.answers = {asked: said[asked] for asked in questions if said.get(asked)}
        report.carried_over = action.pk in earlier
        reports.append(report)
    ActionReport.objects.bulk_create(reports)


def can_be_submitted(_actor: Actor, report: ActionReport) -> None:
    """A report says how it goes, within the window; unchanged means that someone looked and puts a name to it."""
    problems: dict[str, str] = {}
    if report.round.state != ReportingRound.State.OPEN:
        raise ValidationError(_("De ronde is niet open. Vraag het secretariaat wat nog kan."))
    if timezone.now() > report.round.closes_at:
        raise ValidationError(_("De ronde is gesloten op %(when)s.") % {"when": _moment(report.round.closes_at)})
    if not report.progress:
        problems["progress"] = _("Zeg hoe het met de actie staat.")
    if report.progress in ActionReport.NEEDS_REASON and not report.reason:
        problems["reason"] = _("Zeg waarom de actie stilligt of stopt.")
    if report.progress == _PROGRESS.BLOCKED and not report.unblock_condition:
        problems["unblock_condition"] = _("Zeg wat er nodig is om verder te kunnen.")
    if report.unchanged and not report.unchanged_confirmed_by:
        problems["unchanged_confirmed_by"] = _("Zet je naam bij “ongewijzigd”.")
    if problems:
        raise ValidationError(problems)


def can_be_judged(_actor: Actor, report: ActionReport) -> None:
    """The Commission's judgement is a text with a value, not the press of a button."""
    if not report.judgements.filter(final=True).exists():
        raise ValidationError(_("Schrijf eerst het oordeel van de Commissie."))


def can_close(_actor: Actor, round_: ReportingRound) -> None:
    """What waits for someone's decision is decided first."""
    waiting = round_.reports.filter(state__in=("ingediend", "gevalideerd")).count()
    if waiting:
        message = ngettext(
            "%(n)s rapport wacht nog op validatie of aanvaarding. Aanvaard het, of stuur het terug.",
            "%(n)s rapporten wachten nog op validatie of aanvaarding. Aanvaard ze, of stuur ze terug.",
            waiting,
        )
        raise ValidationError(message % {"n": waiting})


def recap(round_: ReportingRound) -> dict[str, int]:
    """How many reports stand how, and how many will be written down as not received: to look at before closing."""
    states = Counter(round_.reports.values_list("state", flat=True))
    lost = sum(states.pop(state, 0) for state in BY_NAME[Kind.REPORT, "expire"].sources)
    states[ActionReport.State.NOT_RECEIVED.value] += lost
    return {state.value: states[state.value] for state in ActionReport.State if states[state.value]}


def close(actor: Actor, round_: ReportingRound) -> None:
    """What was not handed in is written down as not received; then the round is sealed."""
    for report in round_.reports.filter(state__in=BY_NAME[Kind.REPORT, "expire"].sources):
        editing.follow(actor, report, BY_NAME[Kind.REPORT, "expire"])
    # Sealed in Dutch, whatever the language of who closes it: the page says it in its own.
    with override("nl"):
        round_.snapshot = snapshot(round_)
    round_.sha256 = seal(round_.version.sha256, leaf(round_.snapshot["public"]), leaf(round_.snapshot["internal"]))


def keep_as_accepted(actor: Actor, report: ActionReport) -> None:
    """What the report said on the day on which it was accepted, with milestones and counts as they stood then.

    Those of the action go on; the report keeps what the secretariat had before its eyes.
    """
    said = {name: getattr(report, name) for name in (*KEPT, "answers", "proposed_changes")}
    report.accepted = {
        "on": timezone.localdate().isoformat(),
        "by": actor.name,
        **said,
        "budget_realised": None if report.budget_realised is None else str(report.budget_realised),
        "milestones": milestones_content(report.action),
        "outputs": outputs_content(report.action),
        "evidence": [
            {"title": each.title, "link": each.link, "sha256": each.sha256, "public": each.public}
            for each in report.evidence.all()
        ],
    }


def action_follows(actor: Actor, report: ActionReport) -> None:
    """An accepted report moves the action to the state that it tells, and says when it really began and ended."""
    step = _FOLLOWS.get(_PROGRESS(report.progress))
    if step:
        editing.follow(actor, report.action, BY_NAME[Kind.ACTION, step], report.reason)
    told = {"started_on": report.started_on, "ended_on": report.ended_on}
    if dates := {name: day for name, day in told.items() if day}:
        editing.save(actor, report.action, dates, seen=None, reason=str(report))


def snapshot(round_: ReportingRound) -> dict[str, Any]:
    """The round as it was closed, in two leaves as a version has them."""
    reports = list(
        round_.reports.select_related("round", "action__lead_domain", "action__lead_organisation")
        .prefetch_related("evidence", "judgements__organisation", "action__milestones")
        .order_by("action__uid")
    )
    earlier = _last_accepted(round_)
    public = [_content(report, earlier) for report in reports if not report.action.internal]
    return {
        "public": {
            "format": "liim-round/1",
            "uid": round_.uid,
            "title": round_.title,
            "version": round_.version.uid,
            "period": [round_.period_start.isoformat(), round_.period_end.isoformat()],
            "reference_date": round_.reference_date.isoformat() if round_.reference_date else None,
            "question_set": round_.questions.uid if round_.questions else "",
            "questions": list(round_.questions.questions) if round_.questions else [],
            "reports": public,
            "counts": dict(Counter(report["progress"] or report["state"] for report in public)),
        },
        "internal": {"reports": [_content(report, earlier) for report in reports if report.action.internal]},
    }


def said(report: dict[str, Any]) -> dict[str, Any]:
    """What a closed round says of an action, its sentences in the language of who reads."""
    return report | {"disagreements": [_(each) for each in report["disagreements"]]}


def _content(report: ActionReport, earlier: dict[int, ActionReport]) -> dict[str, Any]:
    received = report.state in RECEIVED
    told = report if received else earlier.get(report.action_id)
    accepted = (report.accepted or {}) if received else {}
    stand = truths(report, day_of(report.round, timezone.localdate()))
    return {
        "action": report.action.uid,
        "title": report.action.official_title or report.action.title,
        "domain": report.action.lead_domain.code,
        "state": report.state,
        "received": received,
        "carried_over": not received and told is not None,
        "progress": report.progress if received else "",
        "calendar": stand.calendar.value,
        "evidence_truth": stand.evidence.value if received else "",
        "commission": stand.commission,
        "disagreements": [str(each) for each in stand.disagreements] if received else [],
        "reason": told.reason if told else "",
        "unblock_condition": told.unblock_condition if told else "",
        "done": told.done if told else "",
        "obstacles": told.obstacles if told else "",
        "next_steps": told.next_steps if told else "",
        "answers": told.answers if told else {},
        "accepted_on": accepted.get("on"),
        "milestones": accepted.get("milestones", []),
        "outputs": accepted.get("outputs", []),
        "evidence": [
            {
                "title": each.title,
                "link": each.link,
                "language": each.language,
                "file": each.pk if each.file else None,
                "sha256": each.sha256,
                "verified": bool(each.verified_on),
            }
            for each in (report.evidence.all() if received else ())
            if each.public
        ],
        "judgements": [
            {"value": each.value, "text": each.text, "final": each.final, "by": each.organisation.name}
            for each in report.judgements.all()
        ],
    }


def _last_accepted(round_: ReportingRound) -> dict[int, ActionReport]:
    reports = ActionReport.objects.filter(
        round__plan=round_.plan_id, round__number__lt=round_.number, state__in=RECEIVED
    )
    return {report.action_id: report for report in reports.order_by("round__number")}


def _moment(moment: Any) -> str:  # noqa: ANN401 an aware moment
    return timezone.localtime(moment).strftime("%d-%m-%Y %H:%M")
