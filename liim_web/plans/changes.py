"""Requests to change the plan: which fields differ, why, and what follows when they are accepted."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from liim_web.accounts.acting import Actor
from liim_web.plans import editing
from liim_web.plans.models import Action, ActionObjective, ChangeRequest, Objective, Plan, PlanVersion
from liim_web.plans.scopes import Kind
from liim_web.plans.transitions import BY_NAME

# What a domain may ask to change; also the columns in which a plan travels.
FIELDS = (
    "title",
    "description",
    "contribution",
    "novelty",
    "partners",
    "contact",
    "target_groups",
    "legal_basis",
    "start",
    "end",
    "continuous",
    "budget_statement",
)


def label(name: str) -> str:
    """The name of a field as people read it."""
    return str(getattr(Action._meta.get_field(name), "verbose_name", name))  # noqa: SLF001 Django's documented way to a field


def differences(action: Action, wanted: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Field → what stands there and what is wanted, as JSON keeps it, where they differ."""
    found = {}
    for name in FIELDS:
        if name in wanted and wanted[name] != getattr(action, name):
            found[name] = [_kept(getattr(action, name)), _kept(wanted[name])]
    return found


def apply(actor: Actor, request: ChangeRequest) -> None:
    """Change the draft as asked, in the version that is being made.

    Raises:
        ValidationError: when no version is being made, or the plan no longer says what the request started from.
    """
    version = request.plan.versions.filter(state=PlanVersion.State.DRAFT).first()
    if version is None:
        raise ValidationError(_("Er is geen versie in opmaak. Open eerst een nieuwe versie van het plan."))
    ChangeRequest.objects.filter(pk=request.pk).update(target_version=version)
    match request.kind:
        case ChangeRequest.Kind.ADD:
            _add(actor, request)
        case ChangeRequest.Kind.MODIFY:
            _modify(actor, request)
        case ChangeRequest.Kind.STOP:
            editing.follow(actor, _action(request), BY_NAME[Kind.ACTION, "stop"], request.motive)
        case ChangeRequest.Kind.MERGE:
            merged = editing.save(actor, _action(request), {"merged_into": request.merge_into}, seen=None)
            editing.follow(actor, merged, BY_NAME[Kind.ACTION, "merge"], request.motive)


def add_action(actor: Actor, action: Action, objective: Objective) -> Action:
    """A new action under its primary objective, which gives it its number."""
    with transaction.atomic():
        action.uid = next_uid(action.plan, objective)
        editing.add(actor, action)
        ActionObjective.objects.create(action=action, objective=objective, primary=True)
    return action


def next_uid(plan: Plan, objective: Objective) -> str:
    """The next free number in the plan; numbers are never used again."""
    # One at a time: whoever adds an action holds the plan.
    Plan.objects.select_for_update().get(pk=plan.pk)
    used = plan.actions.values_list("uid", flat=True)
    last = max((int(uid.rsplit("-A", 1)[1]) for uid in used), default=0)
    return f"{objective.uid}-A{last + 1:03}"


def restored(name: str, kept: Any) -> Any:  # noqa: ANN401 whatever the field holds
    """From what JSON kept to what the field holds."""
    field = Action._meta.get_field(name)  # noqa: SLF001 as above
    return field.to_python(kept) if isinstance(field, models.Field) else kept


def _modify(actor: Actor, request: ChangeRequest) -> None:
    action = _action(request)
    moved = [label(name) for name, (old, _new) in request.fields.items() if _kept(getattr(action, name)) != old]
    if moved:
        message = _("Intussen veranderde al: %(fields)s. Weiger de vraag en vraag een nieuwe.")
        raise ValidationError(message % {"fields": ", ".join(moved)})
    values = {name: restored(name, new) for name, (_old, new) in request.fields.items() if name in FIELDS}
    editing.save(actor, action, values, seen=None, reason=request.motive)


def _add(actor: Actor, request: ChangeRequest) -> None:
    wanted = {name: new for name, (_old, new) in request.fields.items()}
    code = str(wanted.pop("objective", ""))
    objective = next(
        (
            each
            for each in Objective.objects.filter(strategic__plan=request.plan).select_related("strategic__plan")
            if f"{each.strategic.code}-{each.code}" == code
        ),
        None,
    )
    if objective is None:
        raise ValidationError(_("De doelstelling %(code)s bestaat niet in dit plan.") % {"code": code})
    action = Action(plan=request.plan, lead_domain=request.domain, lead_organisation=request.organisation)
    for name in FIELDS:
        if name in wanted:
            setattr(action, name, restored(name, wanted[name]))
    add_action(actor, action, objective)


def _action(request: ChangeRequest) -> Action:
    if request.action is None:
        raise ValidationError(_("De vraag noemt geen actie."))
    return request.action


def _kept(value: Any) -> Any:  # noqa: ANN401 whatever the field holds
    return value.isoformat() if isinstance(value, dt.date) else value
