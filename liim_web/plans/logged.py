"""An event of the log in the words of who reads it: the log itself keeps codes, which never change."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liim_web.accounts.models import Role
from liim_web.plans.models import AuditEvent, Translation
from liim_web.plans.scopes import MODELS, Kind
from liim_web.plans.transitions import BY_NAME

# What was done besides the steps of the table, whose labels say it.
DONE: dict[str, Promise] = {
    "add": gettext_lazy("toegevoegd"),
    "edit": gettext_lazy("gewijzigd"),
    "remove": gettext_lazy("weggehaald"),
    "freeze": gettext_lazy("bevroren bij de vaststelling"),
    "replaces": gettext_lazy("vervangt de vorige"),
    "set_relevance": gettext_lazy("relevantie bepaald"),
    "add_evidence": gettext_lazy("bewijsstuk toegevoegd"),
    "remove_evidence": gettext_lazy("bewijsstuk weggehaald"),
    "verify_evidence": gettext_lazy("bewijsstuk nagekeken"),
    "assess": gettext_lazy("beoordeeld door een lid"),
    "end": gettext_lazy("beëindigd"),
}


OTHERS: dict[str, type[models.Model]] = {"translation": Translation}


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One line of the log."""

    event: AuditEvent
    role: str
    kind: str
    what: str
    changes: tuple[tuple[str, str, str], ...]


def told(event: AuditEvent) -> Logged:
    """An event in words; what is not known any more, by its code."""
    kind = Kind(event.kind) if event.kind in Kind.__members__.values() else None
    # What is in no table of rights is logged under the name of its model.
    model = MODELS[kind] if kind else OTHERS.get(event.kind)
    step = BY_NAME.get((kind, event.operation)) if kind else None
    return Logged(
        event=event,
        role=str(Role(event.role).label) if event.role in Role.values else event.role,
        kind=str(model._meta.verbose_name) if model else event.kind,  # noqa: SLF001 Django's documented way to a model's name
        what=str(step.label if step else DONE.get(event.operation, event.operation)),
        changes=tuple(_changed(model, name, *pair) for name, pair in event.changes.items()),
    )


def _changed(model: type[models.Model] | None, name: str, before: Any, after: Any) -> tuple[str, str, str]:  # noqa: ANN401 what JSON kept
    try:
        field = model._meta.get_field(name) if model else None  # noqa: SLF001 as above
    except FieldDoesNotExist:
        field = None
    words = dict(getattr(field, "flatchoices", ()))
    label = str(getattr(field, "verbose_name", name))
    return label, _said(words, before), _said(words, after)


def _said(words: dict[str, Any], value: Any) -> str:  # noqa: ANN401 as above
    match value:
        case None | "":
            return ""
        case bool():
            return _("ja") if value else _("nee")
        case list():
            return ", ".join(map(str, value))
        case _:
            return str(words.get(str(value), value))
