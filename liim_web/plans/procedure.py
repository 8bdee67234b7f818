"""Taking something to its next state: right, guard, consequence and log, in one transaction."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from liim_web.accounts.acting import Actor
from liim_web.plans import changes, decisions, editing, reporting
from liim_web.plans.models import Revised
from liim_web.plans.rights import require
from liim_web.plans.scopes import KINDS, Kind
from liim_web.plans.transitions import BY_NAME, Transition

Thing = TypeVar("Thing", bound=Revised)
Step = Callable[[Actor, Any], None]

# What must hold before; raises ValidationError with what to do.
GUARDS: dict[tuple[Kind, str], Step] = {
    (Kind.VERSION, "decide"): decisions.can_be_decided,
    (Kind.CELL, "fill"): decisions.has_an_action,
    (Kind.ROUND, "open"): reporting.can_open,
    (Kind.ROUND, "close"): reporting.can_close,
    (Kind.REPORT, "submit"): reporting.can_be_submitted,
    (Kind.REPORT, "judge"): reporting.can_be_judged,
}
# What follows, after the state is set.
CONSEQUENCES: dict[tuple[Kind, str], Step] = {
    (Kind.VERSION, "publish"): decisions.replace_the_former,
    (Kind.ROUND, "open"): reporting.prefill,
    (Kind.REPORT, "accept"): reporting.action_follows,
    (Kind.CHANGE, "accept"): changes.apply,
}
# What has to be done before the new state may be saved, because the database demands both at once.
PREPARATIONS: dict[tuple[Kind, str], Step] = {
    (Kind.VERSION, "decide"): decisions.seal,
    (Kind.ROUND, "close"): reporting.close,
    (Kind.REPORT, "accept"): reporting.keep_as_accepted,
}


def perform(
    actor: Actor,
    thing: Thing,
    name: str,
    *,
    seen: int | None = None,
    reason: str = "",
    values: Mapping[str, Any] | None = None,
) -> Thing:
    """Do what a button says.

    Args:
        actor: who does it.
        thing: to what.
        name: of the transition.
        seen: the revision that the person had before their eyes.
        reason: why, where the table asks for it.
        values: what else the person filled in with it.

    Raises:
        PermissionDenied: when the table of rights does not grant it, or people may not do it at all.
        ValidationError: when the state does not allow it, the reason lacks, or a guard refuses.
        ChangedMeanwhileError: when someone saved since.
    """
    kind = KINDS[type(thing)]
    transition = BY_NAME.get((kind, name))
    if transition is None or not transition.by_people:
        raise PermissionDenied(f"Nobody takes the step {name} by hand.")
    with transaction.atomic():
        now = editing.locked(thing, seen)
        require(actor, name, now)
        return _take(actor, now, transition, reason.strip(), dict(values or {}))


def _take(actor: Actor, now: Thing, transition: Transition, reason: str, values: dict[str, Any]) -> Thing:
    key = (transition.kind, transition.name)
    before = now.state  # type: ignore[attr-defined]  # whatever has transitions has a state
    if before not in transition.sources:
        message = _("Dit kan niet meer: de stand is nu “%(state)s”. Herlaad de pagina om te zien wat er gebeurd is.")
        raise ValidationError(message % {"state": now.get_state_display()}, code="state")  # type: ignore[attr-defined]  # idem
    if transition.reason and not reason:
        raise ValidationError(_("Geef een reden."), code="reason")
    changed = {name: (getattr(now, name), value) for name, value in values.items() if getattr(now, name) != value}
    for name, value in values.items():
        setattr(now, name, value)
    stamp(actor, now, transition, reason)
    if key in GUARDS:
        GUARDS[key](actor, now)
    if key in PREPARATIONS:
        PREPARATIONS[key](actor, now)
    editing.finish(actor, now, transition, {"state": (before, transition.target), **changed}, reason)
    if key in CONSEQUENCES:
        CONSEQUENCES[key](actor, now)
    return now


def stamp(actor: Actor, now: Any, transition: Transition, reason: str) -> None:  # noqa: ANN401 any of the kinds
    """Write on the thing itself who did this, where it has a place for it."""
    today = timezone.localdate()
    match transition.kind, transition.name:
        case Kind.CELL, "explain" | "call_irrelevant":
            now.explanation, now.given_by, now.given_on = reason, actor.name, today
        case Kind.CELL, "fill":
            now.given_by, now.given_on = actor.name, today
        case Kind.CELL, "contest":
            now.commission_note = reason
        case Kind.REPORT, "submit":
            now.author_id, now.returned_because = actor.user_id, ""
        case Kind.REPORT, "validate":
            now.validator_id = actor.user_id
        case Kind.REPORT, "return":
            now.returned_because, now.validator_id = reason, None
        case Kind.CHANGE, "accept" | "refuse":
            now.decided_by, now.decided_on, now.decision_note = actor.name, today, reason
        case ((Kind.VERSION | Kind.ROUND), "publish"):
            now.published_at = timezone.now()
        case _:
            pass
