"""What a sheet of actions outside the plan would do, cell by cell, before anything happens."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from liim_web.accounts.acting import Actor
from liim_web.accounts.models import Organisation, PolicyDomain
from liim_web.plans import editing
from liim_web.plans.exchange.columns import Column
from liim_web.plans.exchange.outside_sheet import REMOVE, outside_columns
from liim_web.plans.exchange.preview import CellChange, RowChange
from liim_web.plans.exchange.tables import texts
from liim_web.plans.models import Objective, OutsideAction, Plan

# Columns that name something else, by its code or name.
LINKS = ("domain", "organisation", "objective")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideChange(RowChange):
    """One row: which action outside the plan it changes or takes away (none: a new one)."""

    thing: OutsideAction | None = None

    @property
    def is_new(self) -> bool:
        """Whether it would add something."""
        return self.thing is None and not self.removes


def outside_changes(plan: Plan, rows: Sequence[Sequence[str]], mapping: Mapping[str, int]) -> Iterator[OutsideChange]:
    """Every row of such a table with what it comes to; those that change nothing too."""
    known = {
        each.uid: each for each in plan.outside_actions.select_related("domain", "organisation", "objective__strategic")
    }
    goals = Objective.objects.filter(strategic__plan=plan).select_related("strategic")
    among: dict[str, dict[str, Any]] = {
        "domain": {
            name: each for each in PolicyDomain.objects.all() for name in (each.code.lower(), each.name.lower())
        },
        "organisation": {each.name.lower(): each for each in Organisation.objects.all()},
        "objective": {f"{goal.strategic.code}-{goal.code}".lower(): goal for goal in goals},
    }
    seen: set[str] = set()
    for line, row in enumerate(rows, start=2):
        told = texts(row, mapping)
        uid = told.get("uid", "").strip()
        problems = [_("%(uid)s bestaat niet in dit plan.") % {"uid": uid}] if uid and uid not in known else []
        if uid and uid in seen:
            problems.append(_("%(uid)s staat al eerder in de tabel.") % {"uid": uid})
        seen.add(uid)
        yield _change(plan, line, told, known.get(uid), among, problems)


def bring_in_outside(actor: Actor, plan: Plan, changes: Sequence[OutsideChange]) -> None:
    """Do what the rows show."""
    why = _("Ingevoerd uit een bestand.")
    for change in changes:
        if change.thing is None:
            editing.add(actor, OutsideAction(plan=plan, **change.values), why)
        elif change.removes:
            editing.remove(actor, change.thing, why)
        else:
            editing.save(actor, change.thing, change.values, seen=None, reason=why)


def _change(
    plan: Plan, line: int, told: Mapping[str, str], thing: OutsideAction | None, among: Mapping[str, Mapping[str, Any]],
    problems: list[str],
) -> OutsideChange:  # fmt: skip
    values: dict[str, Any] = {}
    for column in outside_columns():
        if column.name == "uid" or column.name not in told:
            continue
        text = told[column.name].strip()
        if column.name in LINKS:
            values[column.name] = among[column.name].get(text.lower())
            if text and values[column.name] is None:
                said = _("“%(text)s” bestaat niet.") % {"text": text}
                problems.append(f"{column.header}: {said}")
            continue
        column.read(text, values, problems)
    removes = bool(values.pop(REMOVE, False))
    if removes and thing is None and not problems:
        problems.append(_("Dit staat er niet, dus kan het niet weg."))
    cells = [] if removes or problems else [*_cells(told, values, thing)]
    if cells:
        problems += _impossible(plan, values, thing)
    return OutsideChange(
        line=line, title=told.get("title", "") or (thing.title if thing else ""), uid=thing.uid if thing else "",
        values=values, cells=tuple(cells), problems=tuple(problems), removes=removes, thing=thing,
    )  # fmt: skip


def _cells(told: Mapping[str, str], values: Mapping[str, Any], thing: OutsideAction | None) -> Iterator[CellChange]:
    for column in outside_columns():
        if column.name in values:
            before = getattr(thing, column.name) if thing else None
            if (before or "") != (values[column.name] or ""):
                yield CellChange(column.header, _said(column, before), told[column.name])


def _said(column: Column, value: Any) -> str:  # noqa: ANN401 whatever the field holds
    match value:
        case PolicyDomain():
            return value.code
        case Objective():
            return f"{value.strategic.code}-{value.code}"
        case Organisation():
            return value.name
        case _:
            return column.out(value)


def _impossible(plan: Plan, values: Mapping[str, Any], thing: OutsideAction | None) -> list[str]:
    """What the rules of an action outside the plan refuse, before anything is saved."""
    fields = [field.name for field in OutsideAction._meta.fields if field.editable and field.name != "plan"]  # noqa: SLF001 Django's documented way to the fields
    tried = OutsideAction(plan=plan, **{name: getattr(thing, name) for name in fields} if thing else {})
    for name, value in values.items():
        setattr(tried, name, value)
    try:
        tried.clean_fields(exclude={"plan", "organisation", "objective"})
        tried.validate_constraints(exclude={"uid"})
    except ValidationError as refusal:
        names = {column.name: column.header for column in outside_columns()}
        return [f"{names.get(name, name)}: {' '.join(said)}" for name, said in refusal.message_dict.items()]
    return []
