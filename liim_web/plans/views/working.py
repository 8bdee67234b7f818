"""Where the plan is made: steps, cells, changes, versions in the making."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liim_web.accounts.acting import acting
from liim_web.plans import editing
from liim_web.plans.decisions import new_version
from liim_web.plans.editing import ChangedMeanwhileError
from liim_web.plans.forms import (
    DecisionFields,
    NewVersionForm,
    RelevanceForm,
    StepForm,
    put_errors,
)
from liim_web.plans.models import ActionReport, ChangeRequest, Commitment, Plan, PlanVersion, ReportingRound
from liim_web.plans.procedure import perform
from liim_web.plans.reporting import recap
from liim_web.plans.rights import has_some, require, visible
from liim_web.plans.scopes import MODELS, Kind
from liim_web.plans.tasks import report_address, round_address
from liim_web.plans.transitions import BY_NAME
from liim_web.plans.views.filling_in import form_page, status_of


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
    if (transition.kind, name) == (Kind.ROUND, "close"):
        shown["recap"] = recap(thing)
    status = status_of(request, overtaken=meanwhile is not None)
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
    overtaken = False
    if request.method == "POST" and form.is_valid():
        values = {"relevance": form.cleaned_data["relevance"]}
        try:
            editing.save(actor, cell, values, seen=form.cleaned_data["revision"], operation="set_relevance")
            return redirect(address(cell))
        except ChangedMeanwhileError as told:
            form.add_error(None, _meanwhile(told))
            overtaken = True
    return form_page(request, actor, form, str(cell), _("Bewaar"), overtaken=overtaken, back=address(cell))


def _meanwhile(told: ChangedMeanwhileError) -> str:
    return _("Iemand bewaarde intussen een wijziging van “%(what)s”. Kijk na en bewaar opnieuw.") % {"what": told.now}
