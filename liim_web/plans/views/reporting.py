"""Rounds and reports: who handed in what, what is late, what four truths say."""

import datetime as dt
from collections import Counter
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import prefetch_related_objects
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liim_web.accounts.acting import Actor, acting
from liim_web.accounts.models import Role
from liim_web.plans import attachments, editing, reminders
from liim_web.plans.audit import record
from liim_web.plans.content import readable
from liim_web.plans.counting import counted
from liim_web.plans.editing import ChangedMeanwhileError
from liim_web.plans.forms import EvidenceForm, JudgementForm, ReportForm, RoundForm, put_errors
from liim_web.plans.models import ActionReport, Evidence, Judgement, Plan, ReportingRound
from liim_web.plans.procedure import perform
from liim_web.plans.reporting import said
from liim_web.plans.rights import able, has_some, require, visible
from liim_web.plans.scopes import Kind
from liim_web.plans.tasks import next_report, report_address, round_address
from liim_web.plans.transitions import BY_NAME
from liim_web.plans.truths import day_of, truths
from liim_web.plans.views.commenting import comments_on
from liim_web.plans.views.filling_in import CONFLICT, REFUSED, form_page

# What a role does for several reports at once, and in which state those are.
TOGETHER: dict[Role, str] = {Role.COORDINATOR: "validate", Role.SECRETARIAT: "accept"}


def round_page(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A round: as it was closed, or as it stands, counted per status; never one percentage."""
    actor = acting(request)
    rounds = ReportingRound.objects.filter(plan__code=code).select_related("plan", "version")
    found = get_object_or_404(visible(actor, "read", rounds), number=number)
    if found.sha256:
        told = found.public
        shown = {"reports": [said(each) for each in told["reports"]], "counts": told["counts"], "sealed": True}
    else:
        reports = visible(actor, "read", found.reports.all())
        reports = reports.select_related("action__lead_domain", "action__lead_organisation", "author").prefetch_related(
            "evidence", "judgements", "action__milestones"
        )
        today = timezone.localdate()
        day = day_of(found, today)
        rows = [(each, truths(each, day)) for each in reports.order_by("action__lead_domain__order", "action__uid")]
        counts = dict(Counter(each.state for each, _truths in rows))
        name = TOGETHER.get(actor.role, "")
        waiting = (
            visible(actor, name, found.reports.filter(state__in=BY_NAME[Kind.REPORT, name].sources)) if name else ()
        )
        several = {each.pk for each in waiting}
        step = BY_NAME[Kind.REPORT, name] if several else None
        shown = {"rows": rows, "counts": counts, "sealed": False, "several": several, "step": step}
        shown |= _reminding(actor, found, today)
    late = not found.sha256 and timezone.now() > found.due_at
    return render(
        request, "plans/working/round.html", {"round": found, "plan": found.plan, "actor": actor, "late": late, **shown}
    )


def _reminding(actor: Actor, round_: ReportingRound, today: dt.date) -> dict[str, Any]:
    """For who keeps the round or answers for a domain: when it reminds, whom still, and a letter to all of them."""
    if round_.state not in (ReportingRound.State.PLANNED, ReportingRound.State.OPEN) or not TOGETHER.get(actor.role):
        return {}
    owing = reminders.owing(actor, round_)
    days = [(day, day < today) for day in reminders.days(round_)]
    return {"reminders": days, "owing": owing, "letter": reminders.letter(round_, owing)}


def new_round(request: HttpRequest, code: str) -> HttpResponse:
    """The secretariat plans a round; it starts from what the last one asked and when that reminded."""
    actor = acting(request)
    if not has_some(actor, Kind.ROUND, "edit"):
        raise PermissionDenied("Only the secretariat plans rounds.")
    plan = get_object_or_404(Plan, code=code)
    planned = ReportingRound(plan=plan, number=plan.rounds.count() + 1)
    if last := plan.rounds.order_by("number").last():
        planned.questions = last.questions
        planned.remind_before, planned.remind_after = last.remind_before, last.remind_after
        planned.remind_monthly = last.remind_monthly
    form = RoundForm(request.POST or None, instance=planned, plan=plan)
    if request.method == "POST" and form.is_valid():
        return redirect(round_address(editing.add(actor, form.instance)))
    back = reverse("plans:rounds", args=[code])
    return form_page(request, actor, form, _("Plan een rapporteringsronde"), _("Plan de ronde"), back=back, plan=plan)


def edit_round(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """As long as a round is only planned, the secretariat may change it."""
    actor = acting(request)
    found = get_object_or_404(ReportingRound.objects.select_related("plan"), plan__code=code, number=number)
    require(actor, "edit", found)
    form = RoundForm(request.POST or None, instance=found, plan=found.plan)
    overtaken = False
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in RoundForm.Meta.fields}
        try:
            editing.save(actor, found, values, seen=form.cleaned_data["revision"] or 0)
            return redirect(round_address(found))
        except ChangedMeanwhileError:
            overtaken = True
            message = _("Iemand bewaarde intussen een wijziging van “%(what)s”. Kijk na en bewaar opnieuw.")
            form.add_error(None, message % {"what": found})
    back = round_address(found)
    title = _("Wijzig %(what)s") % {"what": found}
    return form_page(request, actor, form, title, _("Bewaar"), overtaken=overtaken, back=back, plan=found.plan)


def report(request: HttpRequest, code: str, number: int, uid: str) -> HttpResponse:
    """One report: the form for who may fill it in, else what it says; with four truths and the judgements."""
    actor = acting(request)
    reports = ActionReport.objects.select_related("round__plan", "action__lead_domain").defer("round__snapshot")
    found = get_object_or_404(reports, round__plan__code=code, round__number=number, action__uid=uid)
    able_to = able(actor, found, "read", "edit", "assess")
    if "read" not in able_to:
        raise Http404(f"{actor.role.label} does not read {found}.")
    editable = "edit" in able_to and found.round.state == ReportingRound.State.OPEN
    form = None
    status, meanwhile = 200, None
    if editable:
        form = ReportForm(request.POST or None, instance=found, initial={"revision": found.revision})
    if request.method == "POST":
        if form is None:
            raise PermissionDenied("This report is not yours to fill in now.")
        status = REFUSED
        if form.is_valid():
            typed = dict(form.cleaned_data)
            seen = typed.pop("revision")
            try:
                if "submit" in request.POST:
                    _handed_in(actor, found, typed, seen, form)
                    messages.success(request, _("“%(title)s” is ingediend.") % {"title": found.action.title})
                else:
                    _saved(actor, found, typed, seen)
                    messages.success(request, _("Bewaard als concept. Je diende nog niet in."))
                return redirect(report_address(found))
            except ValidationError as refusal:
                put_errors(form, refusal)
            except ChangedMeanwhileError as told:
                status, meanwhile = CONFLICT, told.differences(typed)
    following, left = next_report(actor, found) if found.round.state == ReportingRound.State.OPEN else (None, 0)
    prefetch_related_objects([found], "evidence", "judgements__organisation", "action__milestones")
    shown = {
        "report": found,
        "following": following,
        "left": left,
        "round": found.round,
        "plan": found.round.plan,
        "form": form,
        "meanwhile": meanwhile,
        "actor": actor,
        "truths": truths(found, day_of(found.round, timezone.localdate())),
        "judgement": JudgementForm() if "assess" in able_to else None,
        "evidence": EvidenceForm(instance=Evidence(report=found)) if editable else None,
        "accepted": found.accepted,
        "comments": comments_on(actor, found),
    }
    return render(request, "plans/working/report.html", shown, status=status)


def _saved(actor: Actor, found: ActionReport, typed: dict[str, Any], seen: int) -> ActionReport:
    if found.state == ActionReport.State.EMPTY:
        return perform(actor, found, "begin", seen=seen, values=typed)
    return editing.save(actor, found, typed, seen=seen)


def _handed_in(actor: Actor, found: ActionReport, typed: dict[str, Any], seen: int, form: ReportForm) -> None:
    """Hand in what was typed; when that is refused, it is kept, and the form goes on from there."""
    if found.state == ActionReport.State.EMPTY:
        found = _saved(actor, found, typed, seen)
        seen = found.revision
    try:
        perform(actor, found, "submit", seen=seen, values=typed)
    except ValidationError:
        kept = _saved(actor, found, typed, seen)
        form.data = {**form.data.dict(), "revision": str(kept.revision)}  # type: ignore[attr-defined]  # POST data is a QueryDict
        raise


@require_POST
def add_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in a link or a file with a report."""
    actor = acting(request)
    found = get_object_or_404(visible(actor, "edit", ActionReport.objects.all()), pk=pk)
    form = EvidenceForm(request.POST, request.FILES, instance=Evidence(report=found))
    if form.is_valid():
        if form.cleaned_data["file"]:
            form.instance.sha256 = attachments.fingerprint(form.cleaned_data["file"])
        saved = form.save()
        record(actor, found, "add_evidence", {"evidence": (None, saved.title)})
        return redirect(report_address(found))
    return form_page(request, actor, form, _("Bewijsstuk"), _("Voeg toe"), back=report_address(found), files=True)


def evidence(request: HttpRequest, pk: int) -> FileResponse:
    """A file that was handed in, for who may read it: always as a download, never shown as a page of ours."""
    shown = get_object_or_404(visible(acting(request), "read", Evidence.objects.exclude(file="")), pk=pk)
    answer = FileResponse(shown.file.open("rb"), as_attachment=True, filename=PurePath(shown.file.name or "").name)
    answer.headers["Content-Type"] = "application/octet-stream"
    return answer


def remove_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was handed in, while the report is still one's own to write; after a second look."""
    actor = acting(request)
    shown = get_object_or_404(visible(actor, "edit", Evidence.objects.select_related("report__action")), pk=pk)
    back = report_address(shown.report)
    if request.method == "POST":
        record(
            actor, shown.report, "remove_evidence", {"evidence": (shown.title, None), "sha256": (shown.sha256, None)}
        )
        shown.delete()
        return redirect(back)
    told = [(_("bewijsstuk"), shown.title), (_("link"), shown.link)]
    return render(request, "plans/working/remove.html", {"thing": shown, "told": told, "back": back, "actor": actor})


@require_POST
def together(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Validate or accept several reports at once; each is checked as if it were the only one."""
    actor = acting(request)
    found = get_object_or_404(ReportingRound, plan__code=code, number=number)
    name = TOGETHER.get(actor.role, "")
    done, refused = 0, []
    for chosen in request.POST.getlist("report"):
        pk, _colon, seen = chosen.partition(":")
        if not (pk.isdecimal() and seen.isdecimal()):
            continue
        each = found.reports.select_related("action", "round").filter(pk=int(pk)).first()
        try:
            if each is None or not name:
                raise PermissionDenied("There is nothing here that this role does for several at once.")
            perform(actor, each, name, seen=int(seen))
            done += 1
        except ChangedMeanwhileError:
            refused.append(_("%(title)s: iemand wijzigde dit rapport intussen.") % {"title": each})
        except ValidationError as problem:
            refused.append(f"{each}: {' '.join(problem.messages)}")
    if done:
        messages.success(request, counted(done, "reports", "done"))
    for told in refused:
        messages.warning(request, told)
    return redirect(round_address(found))


@require_POST
def verify_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretariat looked at it."""
    actor = acting(request)
    shown = get_object_or_404(Evidence, pk=pk)
    require(actor, "verify_evidence", shown.report)
    shown.verified_by, shown.verified_on = actor.name, timezone.localdate()
    shown.save()
    record(actor, shown.report, "verify_evidence", {"evidence": (None, shown.title)})
    return redirect(report_address(shown.report))


@require_POST
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    """A member writes a judgement; the chair's is the Commission's, others stay beside it as minority views."""
    actor = acting(request)
    found = get_object_or_404(visible(actor, "assess", ActionReport.objects.all()), pk=pk)
    if actor.user_id is None or actor.organisation_id is None:
        raise Http404("Only a member judges.")
    mine = Judgement.objects.filter(report=found, by=actor.user_id).first() or Judgement(
        report=found, by_id=actor.user_id, organisation_id=actor.organisation_id, domain_id=actor.domain_id
    )
    mine.final = actor.role is Role.CHAIR
    form = JudgementForm(request.POST, instance=mine)
    if form.is_valid():
        before = mine.pk and Judgement.objects.get(pk=mine.pk).value
        saved = form.save()
        record(actor, found, "assess", {"value": (before, saved.value)}, saved.text)
        return redirect(report_address(found))
    return form_page(request, actor, form, _("Oordeel"), _("Bewaar"), back=report_address(found))


def round_list(request: HttpRequest, code: str) -> HttpResponse:
    """All rounds of a plan that the reader may see."""
    actor = acting(request)
    plan = get_object_or_404(Plan, code=code)
    if not readable(actor, code).exists():
        raise Http404(f"There is no plan {code}.")
    rounds = visible(actor, "read", plan.rounds.select_related("version"))
    shown = {"plan": plan, "rounds": rounds, "actor": actor, "may_plan": has_some(actor, Kind.ROUND, "edit")}
    if shown["may_plan"]:
        free = set(visible(actor, "edit", plan.question_sets.all()).values_list("pk", flat=True))
        shown["question_sets"] = [(each, each.pk in free) for each in plan.question_sets.all()]
    return render(request, "plans/working/rounds.html", {**shown, "back": reverse("plans:plan", args=[code])})
