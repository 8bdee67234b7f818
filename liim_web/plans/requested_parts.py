"""What a request asks of what hangs under an action: a milestone, an amount, a partner, an indicator.

A request keeps it as JSON: which part (its slug in entering/parts.py), which one (none: a new one), what it was called,
and field by field what stands there and what is wanted; or that it goes.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from liim_web.accounts.acting import Actor
from liim_web.plans import editing
from liim_web.plans.models import Action, BudgetLine, IndicatorLink, Milestone, OutputIndicator, Partner

ASKED: dict[str, type[models.Model]] = {
    "mijlpaal": Milestone,
    "budgetlijn": BudgetLine,
    "partner": Partner,
    "eigen-indicator": OutputIndicator,
    "cijfer-bij-actie": IndicatorLink,
}
Part = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One field of one part, as people read it in a request."""

    thing: str
    field: str
    before: str
    after: str


def part_change(slug: str, thing: Any, values: Mapping[str, Any]) -> Part:  # noqa: ANN401 any of the models above
    """What would change, field by field; without fields when nothing would."""
    stands = {name: None if thing.pk is None else kept(getattr(thing, name)) for name in values}
    fields = {
        name: [stands[name], kept(value)]
        for name, value in values.items()
        if stands[name] != kept(value) and not (thing.pk is None and value in (None, ""))
    }
    says = str(thing) if thing.pk else _("nieuw onderdeel")
    return {"part": slug, "pk": thing.pk, "says": says, "fields": fields, "remove": False}


def part_removal(slug: str, thing: Any) -> Part:  # noqa: ANN401 as above
    """That a part goes."""
    return {"part": slug, "pk": thing.pk, "says": str(thing), "fields": {}, "remove": True}


def must_be_possible(thing: models.Model, values: Mapping[str, Any]) -> None:
    """Try on a copy what is asked, so that a mistake shows to who makes it and not to who decides.

    Raises:
        ValidationError: with what cannot be, field by field.
    """
    tried = copy(thing)
    for name, value in values.items():
        setattr(tried, name, value)
    linked = {field.name for field in thing._meta.fields if field.is_relation and field.name not in values}  # noqa: SLF001 Django's documented way to the fields
    tried.full_clean(exclude={*linked, "uid"})


def joined(parts: list[Part], new: Part) -> list[Part]:
    """The parts of a request with one more; who asks the same part twice means the last."""
    others = [each for each in parts if new["pk"] is None or (each["part"], each["pk"]) != (new["part"], new["pk"])]
    return [*others, new]


def apply_part(actor: Actor, action: Action, part: Part, motive: str) -> None:
    """Do what is asked of one part.

    Raises:
        ValidationError: when it is gone, or says something else than when it was asked.
    """
    model: Any = ASKED[part["part"]]
    wanted = {name: restored(model, name, new) for name, (_old, new) in part["fields"].items()}
    if part["pk"] is None:
        thing = model(action=action, **wanted)
        if isinstance(thing, IndicatorLink):
            thing.plan = action.plan
        editing.add(actor, thing, reason=motive)
        return
    thing = model.objects.filter(pk=part["pk"], action=action).first()
    if thing is None:
        message = _("“%(what)s” is er niet meer. Weiger de vraag en vraag een nieuwe.")
        raise ValidationError(message % {"what": part["says"]})
    moved = [name for name, (old, _new) in part["fields"].items() if kept(getattr(thing, name)) != old]
    if moved:
        raise ValidationError(moved_on([f"{thing}: {label(model, name)}" for name in moved]))
    if part["remove"]:
        editing.remove(actor, thing, motive)
    else:
        editing.save(actor, thing, wanted, seen=None, reason=motive)


def moved_on(fields: list[str]) -> str:
    """That the plan no longer says what a request started from."""
    message = _("Intussen veranderde al: %(fields)s. Weiger de vraag en vraag een nieuwe.")
    return message % {"fields": ", ".join(fields)}


def told(parts: list[Part]) -> Iterator[Told]:
    """What a request asks of parts, in words."""
    for part in parts:
        model = ASKED[part["part"]]
        name = str(model._meta.verbose_name)  # noqa: SLF001 as above
        thing = f"{name}: {part['says']}"
        if part["remove"]:
            yield Told(thing, _("gaat weg"), part["says"], "")
        for field, (old, new) in part["fields"].items():
            yield Told(thing, label(model, field), said(model, field, old), said(model, field, new))


def label(model: type[models.Model], name: str) -> str:
    """The name of a field as people read it."""
    return str(getattr(model._meta.get_field(name), "verbose_name", name))  # noqa: SLF001 as above


def said(model: type[models.Model], name: str, value: Any) -> str:  # noqa: ANN401 whatever JSON kept
    """What JSON kept, in words."""
    field = model._meta.get_field(name)  # noqa: SLF001 as above
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(field, models.ForeignKey):
        return str(restored(model, name, value) or "")
    return str(dict(getattr(field, "flatchoices", ())).get(value, "" if value is None else value))


def kept(value: Any) -> Any:  # noqa: ANN401 whatever a field holds
    """As JSON keeps it."""
    match value:
        case dt.date():
            return value.isoformat()
        case Decimal():
            # 500 and 500.00 are one amount.
            return f"{value:.2f}"
        case models.Model():
            return value.pk
        case _:
            return value


def restored(model: type[models.Model], name: str, value: Any) -> Any:  # noqa: ANN401 whatever a field holds
    """From what JSON kept to what the field holds."""
    field = model._meta.get_field(name)  # noqa: SLF001 as above
    if isinstance(field, models.ForeignKey):
        return field.related_model._default_manager.filter(pk=value).first()  # noqa: SLF001 as above
    return field.to_python(value) if isinstance(field, models.Field) else value
