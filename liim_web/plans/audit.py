"""The log: who did what to which thing, when and why. It grows and never changes, and anyone can check that."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from liim_web.accounts.acting import Actor
from liim_web.plans.models import AuditEvent, AuditHead
from liim_web.plans.scopes import DOMAIN, KINDS

FIRST = "0" * 64
# What an event's hash covers: everything but the hash itself.
COVERED = (
    "sequence", "at", "user_id", "actor", "role", "kind", "thing_id", "label", "operation", "domain_id", "changes",
    "reason", "previous_sha256",
)  # fmt: skip


def fingerprint(event: AuditEvent) -> str:
    """The hash over all that the event says and over the hash of the one before."""
    return hashlib.sha256(_text(event, COVERED).encode()).hexdigest()


def as_text(event: AuditEvent) -> str:
    """The event as it is exported: without its own hash it is the text that was hashed."""
    return _text(event, (*COVERED, "sha256"))


def record(
    actor: Actor,
    thing: models.Model,
    operation: str,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    reason: str = "",
) -> AuditEvent:
    """Add an event to the chain, in the transaction of what it tells."""
    # Nobody goes on after an event that could not be written, so there is nothing to come back to.
    with transaction.atomic(savepoint=False):
        kind = KINDS.get(type(thing))
        event = AuditEvent(
            user_id=actor.user_id,
            actor=actor.name,
            role=actor.role.value,
            kind=kind.value if kind else thing._meta.model_name or "",  # noqa: SLF001 Django's documented way to a model's name
            thing_id=thing.pk,
            label=str(getattr(thing, "uid", "") or thing)[:300],
            operation=operation,
            domain_id=_domain(thing),
            changes={name: [_plain(before), _plain(after)] for name, (before, after) in (changes or {}).items()},
            reason=reason,
        )
        # Everyone who writes waits for the end of the chain, so nothing is done from here that could be done before.
        head, _created = AuditHead.objects.select_for_update().get_or_create(pk=1, defaults={"sha256": FIRST})
        event.sequence, event.previous_sha256, event.at = head.sequence + 1, head.sha256, timezone.now()
        event.sha256 = fingerprint(event)
        event.save(force_insert=True)
        head.sequence, head.sha256 = event.sequence, event.sha256
        head.save()
    return event


def broken_links() -> Iterator[str]:
    """What does not fit in the chain, in words; nothing when the log is whole."""
    expected, sequence = FIRST, 0
    for event in AuditEvent.objects.order_by("sequence").iterator():
        sequence += 1
        if event.sequence != sequence:
            yield f"Event {sequence} is missing: {event.sequence} follows {sequence - 1}."
            sequence = event.sequence
        if event.previous_sha256 != expected:
            yield f"Event {event.sequence} does not follow from the one before."
        if event.sha256 != fingerprint(event):
            yield f"Event {event.sequence} was altered."
        expected = event.sha256
    head = AuditHead.objects.filter(pk=1).first()
    if head and (head.sequence, head.sha256) != (sequence, expected):
        yield f"The log ends at event {sequence}, but {head.sequence} were written."


def _text(event: AuditEvent, names: tuple[str, ...]) -> str:
    said = {name: getattr(event, name) for name in names}
    said["at"] = event.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def _domain(thing: models.Model) -> int | None:
    path = DOMAIN.get(KINDS.get(type(thing)))  # type: ignore[arg-type]  # None is in no table
    if not path:
        return None
    *steps, last = path.split("__")
    value: Any = thing
    for step in steps:
        # A figure beside an objective has no action, so it is of no domain.
        value = None if value is None else getattr(value, step)
    return None if value is None else getattr(value, f"{last}_id")


def _plain(value: object) -> Any:  # noqa: ANN401 what JSON can hold
    if isinstance(value, models.Model):
        return str(value)
    return value if value is None or isinstance(value, bool | int | float | str | list | dict) else str(value)
