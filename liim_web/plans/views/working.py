"""Where the plan is made: steps, cells, changes, versions in the making."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liim_web.accounts.acting import Actor, acting
from liim_web.plans import editing
from liim_web.plans.changes import differences, label
from liim_web.plans.decisions import new_version
from liim_web.plans.editing import ChangedMeanwhileError
from liim_web.plans.forms import (
    ActionForm,
    DecisionFields,
    MergeForm,
    NewActionForm,
    NewVersionForm,
    RelevanceForm,
    StepForm,
    put_errors,
)
from liim_web.plans.models import Action, ActionReport, ChangeRequest, Commitment, Plan, PlanVersion, ReportingRound
from liim_web.plans.procedure import perform
from liim_web.plans.rights import has_some, require, visible
from liim_web.plans.scopes import MODELS, Kind
from liim_web.plans.tasks import report_address, round_address
from liim_web.plans.transitions import BY_NAME

CONFLICT = 409


def step(request: HttpRequest, kind: str, pk: int, name: str) -> HttpResponse:
    """Take a step: first what it means and what it asks, then the step itself."""
    actor = acting(request)
    transition = BY_NAME.get((Kind(kind), name)) if kind in Kind.__members__.values() else None
    if transition is None or not transition.by_people:
        raise Http404(f"There is no step {name} for {kind}.")
    thing: Any = get_object_or_404(visible(actor, "read", MODELS[Kind(kind)].objects.all()), pk=pk)  # type: ignore[attr-defined]  # every model has objects
    require(actor, name, thing)
    asks = DecisionFields if (transition.kind, name) == (Kind.VERSION, "decide") else None
    values = asks(request.POST or None, instance=thing) if asks else None
    form = StepForm(request.POST or None, step=transition, initial={"revision": thing.revision})
    meanwhile: ChangedMeanwhileError | None = None
    if request.method == "POST" and form.is_valid() and (values is None or values.is_valid()):
        try:
            done = perform(
                actor, thing, name, seen=form.cleaned_data["revision"], reason=form.cleaned_data.get("reason", ""),
                values=values.cleaned_data if values else None,
            )  # fmt: skip
            return redirect(address(done))
        except ValidationError as refusal:
            put_errors(values if values and hasattr(refusal, "error_dict") else form, refusal)
        except ChangedMeanwhileError as told:
            meanwhile = told
    shown = {"thing": thing, "step": transition, "form": form, "values": values, "back": address(thing)}
    status = CONFLICT if meanwhile else 200 if request.method == "GET" else 400
    return render(request, "plans/working/step.html", {**shown, "actor": actor, "meanwhile": meanwhile}, status=status)


def address(thing: Model) -> str:
    """Where a thing is read."""
    match thing:
        case PlanVersion():
            return reverse("plans:version", args=[thing.plan.code, thing.number])
        case ReportingRound():
            return round_address(thing)
        case ActionReport():
            return report_address(thing)
        case ChangeRequest():
            return reverse("plans:request", args=[thing.plan.code, thing.pk])
        case Commitment():
            number = thing.plan.versions.latest("number").number
            goal = f"{thing.objective.strategic.code}-{thing.objective.code}"
            return f"{reverse('plans:matrix', args=[thing.plan.code, number])}?cel={thing.domain.code}:{goal}#cel"
        case _:
            return reverse("plans:start")


@require_POST
def open_version(request: HttpRequest, code: str) -> HttpResponse:
    """Open the plan for a next version."""
    actor = acting(request)
    if not has_some(actor, Kind.VERSION, "edit"):
        raise PermissionDenied("Only the secretariat opens a version.")
    form = NewVersionForm(request.POST)
    plan = get_object_or_404(Plan, code=code)
    if not form.is_valid() or plan.versions.filter(sha256="").exists():
        raise Http404("A version is being made already.")
    made = new_version(actor, plan, form.cleaned_data["kind"])
    return redirect("plans:version", code=code, number=made.number)


def relevance(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretariat says whether a cell is relevant."""
    actor = acting(request)
    cell = get_object_or_404(visible(actor, "set_relevance", Commitment.objects.all()), pk=pk)
    form = RelevanceForm(request.POST or None, instance=cell, initial={"revision": cell.revision})
    status = 200
    if request.method == "POST" and form.is_valid():
        values = {"relevance": form.cleaned_data["relevance"]}
        try:
            editing.save(actor, cell, values, seen=form.cleaned_data["revision"], operation="set_relevance")
            return redirect(address(cell))
        except ChangedMeanwhileError as told:
            form.add_error(None, _meanwhile(told))
            status = CONFLICT
    shown = {"form": form, "title": str(cell), "back": address(cell), "button": _("Bewaar"), "actor": actor}
    return render(request, "plans/working/form.html", shown, status=status)


def request_change(request: HttpRequest, code: str, uid: str) -> HttpResponse:
    """Ask to change an action; what differs from the plan is kept with the motive."""
    actor = acting(request)
    action = get_object_or_404(visible(actor, "request_change", Action.objects.filter(plan__code=code)), uid=uid)
    form = ActionForm(request.POST or None, instance=action, initial={"revision": action.revision})
    status = 200
    if request.method == "POST" and form.is_valid():
        wanted = differences(action, form.cleaned_data)
        if form.cleaned_data["revision"] not in (None, action.revision):
            form.add_error(
                None, _("De actie veranderde intussen. Je tekst staat er nog; kijk hem na en dien opnieuw in.")
            )
            status = CONFLICT
        elif not wanted:
            form.add_error(None, _("Er is nog niets gewijzigd."))
        else:
            try:
                return redirect(address(_asked(actor, action, "modify", wanted, form.cleaned_data["motive"])))
            except ValidationError as refusal:
                put_errors(form, refusal)
    shown = {
        "form": form,
        "title": _("Wijzig %(action)s") % {"action": action},
        "button": _("Bewaar de vraag als concept"),
    }
    number = action.plan.versions.latest("number").number
    back = reverse("plans:action", args=[code, number, uid])
    return render(request, "plans/working/form.html", {**shown, "back": back, "actor": actor}, status=status)


def request_end(request: HttpRequest, code: str, uid: str) -> HttpResponse:
    """Ask to stop an action or to merge it with another."""
    actor = acting(request)
    action = get_object_or_404(visible(actor, "request_change", Action.objects.filter(plan__code=code)), uid=uid)
    draft = _blank(actor, action.plan, action)
    form = MergeForm(request.POST or None, instance=draft, action=action)
    if request.method == "POST" and form.is_valid():
        editing.add(actor, form.instance)
        return redirect(address(form.instance))
    shown = {"form": form, "title": _("Stop of voeg samen: %(action)s") % {"action": action}, "actor": actor}
    return render(request, "plans/working/form.html", {**shown, "button": _("Bewaar de vraag als concept")})


def request_action(request: HttpRequest, code: str) -> HttpResponse:
    """Ask to add an action."""
    actor = acting(request)
    plan = get_object_or_404(Plan, code=code)
    if not _speaks(actor):
        raise PermissionDenied("Only who speaks for a domain asks to add an action to it.")
    form = NewActionForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        wanted = differences(Action(), form.cleaned_data)
        wanted["objective"] = [None, form.cleaned_data["objective"]]
        try:
            asked = _blank(actor, plan, None)
            asked.kind, asked.fields, asked.motive = ChangeRequest.Kind.ADD, wanted, form.cleaned_data["motive"]
            return redirect(address(editing.add(actor, asked)))
        except ValidationError as refusal:
            put_errors(form, refusal)
    shown = {
        "form": form,
        "title": _("Stel een actie voor"),
        "button": _("Bewaar de vraag als concept"),
        "actor": actor,
    }
    return render(request, "plans/working/form.html", shown)


def requests(request: HttpRequest, code: str) -> HttpResponse:
    """All requests for change that the reader may see."""
    actor = acting(request)
    if not has_some(actor, Kind.CHANGE, "read"):
        raise PermissionDenied("Requests for change are read by who works on the plan.")
    plan = get_object_or_404(Plan, code=code)
    asked = visible(actor, "read", plan.change_requests.select_related("action", "domain", "plan"))
    return render(
        request,
        "plans/working/requests.html",
        {"plan": plan, "requests": asked, "actor": actor, "may_ask": _speaks(actor)},
    )


def change_request(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One request with its differences."""
    actor = acting(request)
    asked = get_object_or_404(visible(actor, "read", ChangeRequest.objects.filter(plan__code=code)), pk=pk)
    fields = [(label(name) if name != "objective" else _("doelstelling"), *pair) for name, pair in asked.fields.items()]
    return render(request, "plans/working/request.html", {"asked": asked, "fields": fields, "actor": actor})


def _speaks(actor: Actor) -> bool:
    """Whether someone may ask to add an action: to the own domain only."""
    return actor.domain_id is not None and has_some(actor, Kind.ACTION, "request_change")


def _asked(actor: Actor, action: Action, kind: str, fields: dict[str, Any], motive: str) -> ChangeRequest:
    asked = _blank(actor, action.plan, action)
    asked.kind, asked.fields, asked.motive = kind, fields, motive
    return editing.add(actor, asked)


def _blank(actor: Actor, plan: Plan, action: Action | None) -> ChangeRequest:
    domain = action.lead_domain_id if action else actor.domain_id
    if domain is None:
        raise PermissionDenied("Only who speaks for a domain asks to change its part of the plan.")
    return ChangeRequest(
        plan=plan,
        action=action,
        domain_id=domain,
        organisation_id=action.lead_organisation_id if action else actor.organisation_id,
        author_id=actor.user_id,
    )


def _meanwhile(told: ChangedMeanwhileError) -> str:
    return _("Iemand bewaarde intussen een wijziging van “%(what)s”. Kijk na en bewaar opnieuw.") % {"what": told.now}
