"""A whole file against a plan: all its tables together, shown first, then brought in, all of it or nothing."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from liim_web.accounts.acting import Actor
from liim_web.plans import editing
from liim_web.plans.audit import record
from liim_web.plans.changes import FIELDS, add_action
from liim_web.plans.exchange.link_preview import LinkChange, bring_in_links, link_changes
from liim_web.plans.exchange.link_sheet import LINKS
from liim_web.plans.exchange.objective_preview import ObjectiveChange, bring_in_objectives, goals_of, objective_changes
from liim_web.plans.exchange.objective_sheet import OBJECTIVES
from liim_web.plans.exchange.outside_preview import OutsideChange, bring_in_outside, outside_changes
from liim_web.plans.exchange.outside_sheet import OUTSIDE
from liim_web.plans.exchange.part_preview import PartChange, bring_in_parts, part_changes
from liim_web.plans.exchange.part_sheets import part_sheets
from liim_web.plans.exchange.preview import RowChange, action_changes, stands
from liim_web.plans.exchange.tables import ACTIONS, Table
from liim_web.plans.models import Action, Objective, Plan

Matched = tuple[Table, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Shown:
    """One table of the file with the rows that do something or have something wrong."""

    table: Table
    rows: tuple[RowChange, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole file, with what it comes to."""

    tables: tuple[Shown, ...]

    @property
    def rows(self) -> tuple[RowChange, ...]:
        """All rows that do something or have something wrong."""
        return tuple(row for shown in self.tables for row in shown.rows)

    @property
    def unchanged(self) -> int:
        """How many rows say what stands there already."""
        return sum(shown.unchanged for shown in self.tables)

    @property
    def problems(self) -> int:
        """How many rows have something wrong: as long as there are any, nothing is brought in."""
        return sum(bool(row.problems) for row in self.rows)

    @property
    def added(self) -> int:
        """How many rows would add something."""
        return sum(row.is_new and not row.problems for row in self.rows)

    @property
    def removed(self) -> int:
        """How many would take something away."""
        return sum(row.removes and not row.problems for row in self.rows)

    @property
    def changed(self) -> int:
        """How many would change something."""
        return sum(not (row.is_new or row.removes or row.problems) for row in self.rows)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows do what."""
        return {name: getattr(self, name) for name in ("added", "changed", "removed", "unchanged", "problems")}

    @property
    def digest(self) -> str:
        """By which it is known that what is confirmed is what was seen."""
        seen = [
            [row.uid, row.title, row.removes, *[[cell.header, cell.before, cell.after] for cell in row.cells]]
            for row in self.rows
        ]
        return hashlib.sha256(json.dumps(seen).encode()).hexdigest()


def preview(plan: Plan, tables: Sequence[Matched]) -> Preview:
    """Compare the tables of a file with the plan as it stands now. What a file does not have, stays as it is."""
    sheets = {sheet.name: sheet for sheet in part_sheets()}
    known = {
        action.uid: action
        for action in plan.actions.select_related("lead_domain", "plan").prefetch_related(
            "serves__objective__strategic", "partners", *(sheet.rows for sheet in sheets.values())
        )
    }
    found: dict[int, list[RowChange]] = {}
    for place, (table, mapping) in enumerate(tables):
        if table.about == OBJECTIVES:
            found[place] = list(objective_changes(plan, table.rows, mapping))
    goals = {row.code for rows in found.values() for row in rows if isinstance(row, ObjectiveChange) and row.is_new}
    # Then actions: they name an objective, and what hangs under a new one names it by its title.
    for place, (table, mapping) in enumerate(tables):
        if table.about == ACTIONS:
            found[place] = list(action_changes(plan, known, table.rows, mapping, goals))
    coming = [
        row.title
        for rows in found.values()
        for row in rows
        if row.is_new and not row.problems and not isinstance(row, ObjectiveChange)
    ]
    for place, (table, mapping) in enumerate(tables):
        if table.about in sheets:
            found[place] = list(part_changes(sheets[table.about], table.rows, mapping, known, coming))
        if table.about == OUTSIDE:
            found[place] = list(outside_changes(plan, table.rows, mapping))
        if table.about == LINKS:
            operational = [code for code in goals if "-" in code]
            found[place] = list(link_changes(plan, table.rows, mapping, known, [*coming, *operational]))
    return Preview(tuple(_shown(tables[place][0], rows) for place, rows in sorted(found.items())))


def bring_in(actor: Actor, plan: Plan, shown: Preview) -> None:
    """Do what the preview shows, all of it or nothing.

    Raises:
        ValidationError: when a row has something wrong, or two rows contradict each other.
    """
    if shown.problems:
        raise ValidationError(_("Verbeter eerst de rijen met een probleem."))
    made: dict[str, Action] = {}
    with transaction.atomic():
        bring_in_objectives(actor, plan, [row for row in shown.rows if isinstance(row, ObjectiveChange)])
        for row in shown.rows:
            if not isinstance(row, PartChange | OutsideChange | ObjectiveChange | LinkChange):
                action = _action(actor, plan, row)
                made[action.title.casefold()] = action
        bring_in_parts(actor, [row for row in shown.rows if isinstance(row, PartChange)], made)
        bring_in_outside(actor, plan, [row for row in shown.rows if isinstance(row, OutsideChange)])
        bring_in_links(actor, plan, [row for row in shown.rows if isinstance(row, LinkChange)], made)


def _shown(table: Table, rows: Sequence[RowChange]) -> Shown:
    telling = tuple(row for row in rows if row.is_new or row.removes or row.cells or row.problems)
    return Shown(table, telling, len(rows) - len(telling))


def _action(actor: Actor, plan: Plan, row: RowChange) -> Action:
    values: dict[str, Any] = {name: value for name, value in row.values.items() if name in FIELDS}
    if row.is_new:
        action = Action(plan=plan, lead_domain=row.values["domain"], **values)
        action = add_action(actor, action, _objective(plan, row.values["objective"]))
    else:
        action = plan.actions.get(uid=row.uid)
        action = editing.save(actor, action, values, seen=None, reason=_("Ingevoerd uit een bestand."))
    if "partners" in row.values:
        _partners(actor, action, row.values["partners"])
    return action


def _objective(plan: Plan, named: Objective | str) -> Objective:
    """The objective of a new action; one that came in with the same file is named by its code."""
    goal = goals_of(plan)[named.lower()] if isinstance(named, str) else named
    if not isinstance(goal, Objective):
        raise ValidationError(_("Een actie staat onder een operationele doelstelling."))
    return goal


def _partners(actor: Actor, action: Action, text: str) -> None:
    """Partners as a text names them, one per line, with their role after a colon."""
    before = stands(action, "partners")
    if text == before:
        return
    roles: dict[str, list[str]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _colon, role = line.partition(": ")
        roles.setdefault(name, []).append(role)
    action.partners.all().delete()
    for name, told in roles.items():
        editing.add(actor, action.partners.model(action=action, name=name, role="; ".join(filter(None, told))))
    record(actor, action, "edit", {"partners": (before, text)}, _("Ingevoerd uit een bestand."))
