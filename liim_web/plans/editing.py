"""Saving what people typed, so that nobody overwrites what they have not seen."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction

from liim_web.accounts.acting import Actor
from liim_web.plans.audit import record
from liim_web.plans.models import ActionReport, Revised
from liim_web.plans.transitions import Transition

Thing = TypeVar("Thing", bound=Revised)

# What is read along with a thing that is held: its name in the log and what guards it ask for these.
ALONG: dict[type[Revised], tuple[str, ...]] = {ActionReport: ("round", "action")}


class ChangedMeanwhileError(Exception):
    """Someone else saved first. Nothing of what the person typed is lost: the page shows both."""

    def __init__(self, now: Revised) -> None:
        super().__init__(f"{now} was changed meanwhile.")
        self.now = now

    def differences(self, typed: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
        """Field, what stands there now, and what the person typed, where these differ."""
        found = []
        for name, value in typed.items():
            field = self.now._meta.get_field(name)  # noqa: SLF001 Django's documented way to a field
            present = getattr(self.now, name)
            if isinstance(value, dict) and isinstance(present, dict):
                asked = [each for each in {**present, **value} if present.get(each, "") != value.get(each, "")]
                found += [(each, present.get(each, ""), value.get(each, "")) for each in asked]
            elif present != value:
                found.append((str(getattr(field, "verbose_name", name)), present, value))
        return found


def locked(thing: Thing, seen: int | None) -> Thing:
    """The thing as it stands now, held until the transaction ends.

    Args:
        thing: what is about to be changed.
        seen: the revision that the person had before their eyes; None when the application itself acts.

    Raises:
        ChangedMeanwhileError: when that is no longer what stands there.
    """
    held = type(thing)._default_manager.select_for_update(of=("self",))  # noqa: SLF001 Django's documented way to a model's manager
    along = ALONG.get(type(thing), ())
    now = (held.select_related(*along) if along else held).get(pk=thing.pk)
    if seen is not None and now.revision != seen:
        raise ChangedMeanwhileError(now)
    return now


def save(
    actor: Actor,
    thing: Thing,
    values: Mapping[str, Any],
    *,
    seen: int | None,
    operation: str = "edit",
    reason: str = "",
) -> Thing:
    """Set the values, count the revision and log what changed. Returns the thing as saved.

    Raises:
        ChangedMeanwhileError: when someone saved since `seen`.
        ValidationError: when the values contradict one another.
    """
    with transaction.atomic():
        now = locked(thing, seen)
        changes = {name: (getattr(now, name), value) for name, value in values.items() if getattr(now, name) != value}
        if not changes and operation == "edit":
            return now
        for name, value in values.items():
            setattr(now, name, value)
        _keep(now, values)
        record(actor, now, operation, changes, reason)
    return now


def finish(
    actor: Actor, now: Revised, transition: Transition, changes: Mapping[str, tuple[Any, Any]], reason: str
) -> None:
    """Save the new state of something that is held, and log the step."""
    now.state = transition.target  # type: ignore[attr-defined]  # whatever has transitions has a state
    _keep(now, {})
    record(actor, now, transition.name, changes, reason)


def follow(actor: Actor, thing: Revised, transition: Transition, reason: str = "") -> None:
    """Take a step as the consequence of another; nothing happens when the state does not allow it."""
    now = locked(thing, None)
    before = now.state  # type: ignore[attr-defined]  # idem
    if before in transition.sources:
        finish(actor, now, transition, {"state": (before, transition.target)}, reason)


def add(actor: Actor, thing: Thing, reason: str = "") -> Thing:
    """Save something new and log it."""
    with transaction.atomic():
        thing.full_clean()
        thing.save()
        record(actor, thing, "add", reason=reason)
    return thing


def remove(actor: Actor, thing: models.Model, reason: str = "") -> None:
    """Take something away, and log all that it said."""
    gone = {field.name: (getattr(thing, field.name), None) for field in thing._meta.fields if field.editable}  # noqa: SLF001 Django's documented way to the fields
    with transaction.atomic():
        record(actor, thing, "remove", gone, reason)
        thing.delete()


def _keep(now: Revised, values: Mapping[str, Any]) -> None:
    """Save it as the next revision. What must hold is checked by the database, once, as it saves.

    Only when the database refuses are the constraints asked one by one, for the words in which each says what is wrong.
    """
    now.full_clean(exclude=_unchanged_links(now, values), validate_constraints=False)
    now.revision += 1
    try:
        with transaction.atomic():
            now.save()
    except IntegrityError:
        now.validate_constraints()
        raise


def _unchanged_links(thing: models.Model, values: Mapping[str, Any]) -> set[str]:
    """Links that stay as they are need not be looked up again."""
    return {field.name for field in thing._meta.fields if field.is_relation and field.name not in values}  # noqa: SLF001 as above
