"""Requests for change: of an action, of what hangs under it, to split, merge or stop it, to add one."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from liim_web.accounts.acting import Actor, acting
from liim_web.plans import editing, requested_parts
from liim_web.plans.changes import FIELDS, also_serves, differences, label
from liim_web.plans.entering.parts import BY_SLUG
from liim_web.plans.forms import ActionForm, MergeForm, MotiveForm, NewActionForm, put_errors
from liim_web.plans.models import Action, ChangeRequest, Plan
from liim_web.plans.requested_parts import ASKED, joined, must_be_possible, part_change, part_removal
from liim_web.plans.rights import has_some, visible
from liim_web.plans.scopes import Kind
from liim_web.plans.views.filling_in import form_page


def request_change(request: HttpRequest, code: str, uid: str) -> HttpResponse:
    """Ask to change an action; what differs from the plan is kept with the motive."""
    actor, action = acting(request), _action(acting(request), code, uid)
    form = ActionForm(request.POST or None, instance=action, initial={"revision": action.revision})
    overtaken = False
    if request.method == "POST" and form.is_valid():
        wanted = differences(action, form.cleaned_data)
        served = [also_serves(action), sorted(form.cleaned_data["objectives"])]
        if served[0] != served[1]:
            wanted["objectives"] = served
        if form.cleaned_data["revision"] not in (None, action.revision):
            form.add_error(
                None, _("De actie veranderde intussen. Je tekst staat er nog; kijk hem na en dien opnieuw in.")
            )
            overtaken = True
        elif not wanted:
            form.add_error(None, _("Er is nog niets gewijzigd."))
        else:
            try:
                must_be_possible(action, {name: form.cleaned_data[name] for name in FIELDS})
                asked = _blank(actor, action.plan, action)
                asked.kind, asked.fields, asked.motive = "modify", wanted, form.cleaned_data["motive"]
                return redirect(_address(editing.add(actor, asked)))
            except ValidationError as refusal:
                put_errors(form, refusal)
    title = _("Wijzig %(action)s") % {"action": action}
    return _form(request, actor, form, title, back=_of(action), overtaken=overtaken)


def request_part(request: HttpRequest, code: str, uid: str, slug: str, pk: int | None = None) -> HttpResponse:
    """Ask to add, change or take away a milestone, an amount, a partner or an indicator of an action.

    It joins the request for the same action that the person is still writing, so that three milestones need one motive.
    """
    actor, action = acting(request), _action(acting(request), code, uid)
    if slug not in ASKED:
        raise Http404(f"{slug} is not changed by request.")
    part = BY_SLUG[slug]
    if pk is None:
        thing: Any = part.blank(action)
    else:
        thing = get_object_or_404(part.model, pk=pk, action=action)
    writing = _being_written(actor, action)
    form = part.form_of(new=pk is None)(request.POST or None, instance=thing, initial={"revision": thing.revision})
    motive = MotiveForm(request.POST or None, initial={"motive": writing.motive if writing else ""}, removable=bool(pk))
    overtaken = False
    if request.method == "POST" and motive.is_valid() and (motive.cleaned_data["remove"] or form.is_valid()):
        try:
            if motive.cleaned_data["remove"]:
                asked = part_removal(slug, thing)
            else:
                must_be_possible(thing, form.plain)
                asked = part_change(slug, thing, form.plain)
            if pk and form.data.get("revision") not in (None, "", str(thing.revision)):
                overtaken = True
                form.add_error(None, _("Dit veranderde intussen. Je tekst staat er nog; kijk hem na en vraag opnieuw."))
            elif not asked["fields"] and not asked["remove"]:
                form.add_error(None, _("Er is nog niets gewijzigd."))
            else:
                return redirect(_address(_joined(actor, action, writing, asked, motive.cleaned_data["motive"])))
        except ValidationError as refusal:
            put_errors(form, refusal)
    title = _("Vraag een wijziging: %(what)s") % {"what": thing if pk else part.new}
    return _form(request, actor, form, title, back=_of(action), overtaken=overtaken, motive=motive)


def request_end(request: HttpRequest, code: str, uid: str) -> HttpResponse:
    """Ask to stop an action or to merge it with another."""
    actor, action = acting(request), _action(acting(request), code, uid)
    form = MergeForm(request.POST or None, instance=_blank(actor, action.plan, action), action=action)
    if request.method == "POST" and form.is_valid():
        editing.add(actor, form.instance)
        return redirect(_address(form.instance))
    title = _("Stop of voeg samen: %(action)s") % {"action": action}
    return _form(request, actor, form, title, back=_of(action))


def request_split(request: HttpRequest, code: str, uid: str) -> HttpResponse:
    """Ask to split an action: a second one that takes part of it, and remembers from which it came."""
    actor, action = acting(request), _action(acting(request), code, uid)
    form = NewActionForm(request.POST or None, plan=action.plan, initial=_taken_over(action))
    title = _("Splits %(action)s") % {"action": action}
    return _added(request, actor, action.plan, form, title, split=action)


def request_action(request: HttpRequest, code: str) -> HttpResponse:
    """Ask to add an action."""
    actor, plan = acting(request), get_object_or_404(Plan, code=code)
    if not _speaks(actor):
        raise PermissionDenied("Only who speaks for a domain asks to add an action to it.")
    form = NewActionForm(request.POST or None, plan=plan)
    return _added(request, actor, plan, form, _("Stel een actie voor"))


def requests(request: HttpRequest, code: str) -> HttpResponse:
    """All requests for change that the reader may see."""
    actor = acting(request)
    if not has_some(actor, Kind.CHANGE, "read"):
        raise PermissionDenied("Requests for change are read by who works on the plan.")
    plan = get_object_or_404(Plan, code=code)
    asked = visible(actor, "read", plan.change_requests.select_related("action", "domain", "plan"))
    shown = {"plan": plan, "requests": asked, "actor": actor, "may_ask": _speaks(actor)}
    return render(request, "plans/working/requests.html", shown)


def change_request(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One request with its differences."""
    actor = acting(request)
    asked = get_object_or_404(visible(actor, "read", ChangeRequest.objects.filter(plan__code=code)), pk=pk)
    fields = [(label(name), *(_said(name, each) for each in pair)) for name, pair in asked.fields.items()]
    shown = {"asked": asked, "plan": asked.plan, "fields": fields, "actor": actor}
    return render(request, "plans/working/request.html", shown | {"parts": list(requested_parts.told(asked.parts))})


def _added(
    request: HttpRequest, actor: Actor, plan: Plan, form: NewActionForm, title: str, split: Action | None = None
) -> HttpResponse:
    """A request for a new action, on its own or split from another."""
    if request.method == "POST" and form.is_valid():
        wanted = differences(Action(), form.cleaned_data)
        wanted["objective"] = [None, form.cleaned_data["objective"]]
        try:
            must_be_possible(_tried(plan, actor, split), {name: form.cleaned_data[name] for name in FIELDS})
            asked = _blank(actor, plan, split)
            asked.kind = ChangeRequest.Kind.SPLIT if split else ChangeRequest.Kind.ADD
            asked.fields, asked.motive = wanted, form.cleaned_data["motive"]
            return redirect(_address(editing.add(actor, asked)))
        except ValidationError as refusal:
            put_errors(form, refusal)
    back = _of(split) if split else reverse("plans:requests", args=[plan.code])
    return _form(request, actor, form, title, back=back)


def _action(actor: Actor, code: str, uid: str) -> Action:
    return get_object_or_404(visible(actor, "request_change", Action.objects.filter(plan__code=code)), uid=uid)


def _tried(plan: Plan, actor: Actor, split: Action | None) -> Action:
    """An action to try values on; it is never saved."""
    tried = Action(plan=plan)
    tried.lead_domain_id = split.lead_domain_id if split else actor.domain_id or 0
    return tried


def _taken_over(action: Action) -> dict[str, Any]:
    """What a second action starts from: everything but the title."""
    primary = action.serves.filter(primary=True).select_related("objective__strategic").first()
    goal = f"{primary.objective.strategic.code}-{primary.objective.code}" if primary else ""
    return {name: getattr(action, name) for name in FIELDS if name != "title"} | {"objective": goal}


def _being_written(actor: Actor, action: Action) -> ChangeRequest | None:
    """The person's own request about this action that was not handed in yet."""
    mine = action.change_requests.filter(state="concept", kind="modify", author=actor.user_id)
    return mine.order_by("pk").last()


def _joined(
    actor: Actor, action: Action, writing: ChangeRequest | None, part: requested_parts.Part, motive: str
) -> ChangeRequest:
    if writing is None:
        asked = _blank(actor, action.plan, action)
        asked.kind, asked.parts, asked.motive = ChangeRequest.Kind.MODIFY, [part], motive
        return editing.add(actor, asked)
    return editing.save(actor, writing, {"parts": joined(writing.parts, part), "motive": motive}, seen=writing.revision)


def _speaks(actor: Actor) -> bool:
    """Whether someone may ask to add an action: to the own domain only."""
    return actor.domain_id is not None and has_some(actor, Kind.ACTION, "request_change")


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


def _said(name: str, value: Any) -> str:  # noqa: ANN401 whatever JSON kept
    if name in ("objective", "objectives"):
        return ", ".join(value) if isinstance(value, list) else str(value or "")
    return requested_parts.said(Action, name, value)


def _of(action: Action) -> str:
    return reverse("plans:edit_action", args=[action.plan.code, action.uid])


def _address(asked: ChangeRequest) -> str:
    return reverse("plans:request", args=[asked.plan.code, asked.pk])


def _form(request: HttpRequest, actor: Actor, form: Any, title: str, **shown: Any) -> HttpResponse:  # noqa: ANN401 any of the forms above
    return form_page(request, actor, form, title, _("Bewaar de vraag als concept"), **shown)
