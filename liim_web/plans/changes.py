"""Requests to change the plan: which fields differ, why, and what follows when they are accepted."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from liim_web.accounts.acting import Actor
from liim_web.plans import editing
from liim_web.plans.audit import record
from liim_web.plans.models import Action, ActionObjective, ChangeRequest, Objective, Plan, PlanVersion
from liim_web.plans.requested_parts import apply_part, kept, moved_on
from liim_web.plans.requested_parts import label as label_of
from liim_web.plans.requested_parts import restored as restored_as
from liim_web.plans.scopes import Kind
from liim_web.plans.transitions import BY_NAME

# What a domain may ask to change; also the columns in which a plan travels.
FIELDS = (
    "title",
    "description",
    "contribution",
    "novelty",
    "contact",
    "target_groups",
    "scope",
    "priority",
    "legal_basis",
    "start",
    "end",
    "continuous",
    "budget_statement",
)
# Fields of an action that stand in rows of their own.
ROWS = ("objectives", "objective", "partners")


def label(name: str) -> str:
    """The name of a field as people read it."""
    match name:
        case "objective":
            return _("hoofddoelstelling")
        case "objectives":
            return _("dient ook")
        case "partners":
            return _("partners en hun rol")
        case _:
            return label_of(Action, name)


def differences(action: Action, wanted: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Field → what stands there and what is wanted, as JSON keeps it, where they differ."""
    found = {}
    for name in FIELDS:
        if name in wanted and wanted[name] != getattr(action, name):
            found[name] = [kept(getattr(action, name)), kept(wanted[name])]
    return found


def also_serves(action: Action) -> list[str]:
    """The codes of the objectives that an action serves besides its own."""
    others = action.serves.filter(primary=False).select_related("objective__strategic")
    return sorted(code_of(each.objective) for each in others)


def code_of(objective: Objective) -> str:
    """The code of an operational objective within its plan."""
    return f"{objective.strategic.code}-{objective.code}"


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
        case ChangeRequest.Kind.ADD | ChangeRequest.Kind.SPLIT:
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


def restored(name: str, value: Any) -> Any:  # noqa: ANN401 whatever the field holds
    """From what JSON kept to what the field holds."""
    return restored_as(Action, name, value)


def serve(actor: Actor, action: Action, wanted: Collection[Objective]) -> None:
    """Which objectives an action serves besides its own, logged when that changes."""
    others = action.serves.filter(primary=False).select_related("objective__strategic")
    before = {each.objective for each in others}
    if set(wanted) == before:
        return
    others.exclude(objective__in=wanted).delete()
    for objective in set(wanted) - before:
        ActionObjective.objects.create(action=action, objective=objective)
    record(actor, action, "edit", {"objectives": (sorted(map(str, before)), sorted(map(str, wanted)))})


def _modify(actor: Actor, request: ChangeRequest) -> None:
    action = _action(request)
    asked = dict(request.fields)
    served = asked.pop("objectives", None)
    moved = [label(name) for name, (old, _new) in asked.items() if kept(getattr(action, name)) != old]
    if served and also_serves(action) != served[0]:
        moved.append(label("objectives"))
    if moved:
        raise ValidationError(moved_on(moved))
    values = {name: restored(name, new) for name, (_old, new) in asked.items() if name in FIELDS}
    if values:
        editing.save(actor, action, values, seen=None, reason=request.motive)
    if served:
        goals = Objective.objects.filter(strategic__plan=request.plan).select_related("strategic")
        serve(actor, action, [each for each in goals if code_of(each) in served[1]])
    for part in request.parts:
        apply_part(actor, action, part, request.motive)


def _add(actor: Actor, request: ChangeRequest) -> None:
    wanted = {name: new for name, (_old, new) in request.fields.items()}
    code = str(wanted.pop("objective", ""))
    objective = next(
        (
            each
            for each in Objective.objects.filter(strategic__plan=request.plan).select_related("strategic__plan")
            if code_of(each) == code
        ),
        None,
    )
    if objective is None:
        raise ValidationError(_("De doelstelling %(code)s bestaat niet in dit plan.") % {"code": code})
    split_from = request.action if request.kind == ChangeRequest.Kind.SPLIT else None
    action = Action(
        plan=request.plan, lead_domain=request.domain, lead_organisation=request.organisation, split_from=split_from
    )
    for name in FIELDS:
        if name in wanted:
            setattr(action, name, restored(name, wanted[name]))
    add_action(actor, action, objective)


def _action(request: ChangeRequest) -> Action:
    if request.action is None:
        raise ValidationError(_("De vraag noemt geen actie."))
    return request.action
