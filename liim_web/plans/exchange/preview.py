"""What a file would change, cell by cell, before anything changes."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from liim_web.accounts.acting import Actor
from liim_web.accounts.models import PolicyDomain
from liim_web.plans import editing
from liim_web.plans.changes import FIELDS, add_action
from liim_web.plans.exchange.columns import Column, columns
from liim_web.plans.models import Action, Objective, Plan

REQUIRED = ("title", "novelty", "domain", "objective")


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell: what stands there, and what would."""

    header: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """One row of the file: a new action, an action with changes, or what is wrong with it."""

    line: int
    title: str
    uid: str
    values: dict[str, Any]
    cells: tuple[CellChange, ...]
    problems: tuple[str, ...]

    @property
    def is_new(self) -> bool:
        """Whether it would add an action."""
        return not self.uid


@dataclass(frozen=True, slots=True)
class Preview:
    """All rows, with what they come to."""

    rows: tuple[RowChange, ...]
    unchanged: int

    @property
    def problems(self) -> int:
        """How many rows have something wrong: as long as there are any, nothing is brought in."""
        return sum(bool(row.problems) for row in self.rows)

    @property
    def added(self) -> int:
        """How many actions would be added."""
        return sum(row.is_new and not row.problems for row in self.rows)

    @property
    def changed(self) -> int:
        """How many actions would change."""
        return sum(not row.is_new and not row.problems for row in self.rows)

    @property
    def digest(self) -> str:
        """By which it is known that what is confirmed is what was seen."""
        seen = [[row.uid, *[[cell.header, cell.before, cell.after] for cell in row.cells]] for row in self.rows]
        return hashlib.sha256(json.dumps(seen).encode()).hexdigest()


def mapping_of(headers: Sequence[str]) -> dict[str, int]:
    """Column name → place, for headers that are ours, however they are capitalised."""
    ours = {column.header.lower(): column.name for column in columns()}
    return {
        ours[header.strip().lower()]: place for place, header in enumerate(headers) if header.strip().lower() in ours
    }


def preview(plan: Plan, rows: Sequence[Sequence[str]], mapping: Mapping[str, int]) -> Preview:
    """Compare a table with the plan as it stands now. Columns that the table lacks stay as they are."""
    known = {
        action.uid: action
        for action in plan.actions.select_related("lead_domain").prefetch_related("serves__objective__strategic")
    }
    domains = {domain.code.lower(): domain for domain in PolicyDomain.objects.all()}
    domains |= {domain.name.lower(): domain for domain in domains.values()}
    goals = {
        f"{goal.strategic.code}-{goal.code}".lower(): goal
        for goal in Objective.objects.filter(strategic__plan=plan).select_related("strategic__plan")
    }
    shape = [column for column in columns() if column.name in mapping]
    found, unchanged, seen = [], 0, set()
    for line, row in enumerate(rows, start=2):
        texts = {column.name: row[mapping[column.name]] if mapping[column.name] < len(row) else "" for column in shape}
        change = _row(line, texts, shape, known, domains, goals)
        if change.uid and change.uid in seen:
            change = _with_problem(change, _("%(uid)s staat al eerder in de tabel.") % {"uid": change.uid})
        seen.add(change.uid)
        if change.is_new or change.cells or change.problems:
            found.append(change)
        else:
            unchanged += 1
    return Preview(tuple(found), unchanged)


def bring_in(actor: Actor, plan: Plan, shown: Preview) -> None:
    """Do what the preview shows, all of it or nothing.

    Raises:
        ValidationError: when a row has something wrong.
    """
    if shown.problems:
        raise ValidationError(_("Verbeter eerst de rijen met een probleem."))
    with transaction.atomic():
        for row in shown.rows:
            values = {name: value for name, value in row.values.items() if name in FIELDS}
            if row.is_new:
                action = Action(plan=plan, lead_domain=row.values["domain"], **values)
                add_action(actor, action, row.values["objective"])
            else:
                editing.save(
                    actor, plan.actions.get(uid=row.uid), values, seen=None, reason=_("Ingevoerd uit een bestand.")
                )


def _row(
    line: int,
    texts: Mapping[str, str],
    shape: Sequence[Column],
    known: Mapping[str, Action],
    domains: Mapping[str, PolicyDomain],
    goals: Mapping[str, Objective],
) -> RowChange:
    uid = texts.get("uid", "").strip()
    action = known.get(uid)
    values: dict[str, Any] = {}
    problems = [] if action or not uid else [_("%(uid)s bestaat niet in dit plan.") % {"uid": uid}]
    cells: list[CellChange] = []
    for column in shape:
        text = texts[column.name]
        if column.name in {"uid", "domain", "objective"}:
            continue
        try:
            values[column.name] = column.back(text)
        except ValueError as problem:
            said = _("“%(text)s” kan niet.") % {"text": text}
            problems.append(f"{column.header}: {said} {problem}")
            continue
        before = getattr(action, column.name) if action else (False if column.name == "continuous" else "")
        if (before or "") != (values[column.name] or ""):
            cells.append(CellChange(column.header, column.out(before), text))
    if action is None:
        problems += _places(texts, values, domains, goals)
    else:
        problems += _moved(texts, action)
    if not problems:
        problems += _impossible(action, values)
    return RowChange(
        line=line, title=texts.get("title", "") or (action.title if action else ""), uid=action.uid if action else "",
        values=values, cells=tuple(cells), problems=tuple(problems),
    )  # fmt: skip


def _places(
    texts: Mapping[str, str],
    values: dict[str, Any],
    domains: Mapping[str, PolicyDomain],
    goals: Mapping[str, Objective],
) -> list[str]:
    """A new action needs a domain, an objective, a title and whether it is new."""
    headers = {column.name: column.header for column in columns()}
    missing = [headers[name] for name in REQUIRED if not texts.get(name, "").strip()]
    problems = [_("Ontbreekt: %(what)s.") % {"what": ", ".join(missing)}] if missing else []
    for name, among in (("domain", domains), ("objective", goals)):
        text = texts.get(name, "").strip()
        if text and text.lower() not in among:
            said = _("“%(text)s” bestaat niet.") % {"text": text}
            problems.append(f"{headers[name]}: {said}")
        elif text:
            values[name] = among[text.lower()]
    return problems


def _moved(texts: Mapping[str, str], action: Action) -> list[str]:
    """A file does not move an action to another domain or objective: its number would no longer be true."""
    problems = []
    domain = texts.get("domain", "").strip().lower()
    if domain and domain not in {action.lead_domain.code.lower(), action.lead_domain.name.lower()}:
        problems.append(_("Het domein van een actie wijzig je niet via een bestand."))
    served = [f"{each.objective.strategic.code}-{each.objective.code}".lower() for each in action.serves.all()]
    if texts.get("objective", "").strip().lower() not in {"", *served[:1]}:
        problems.append(_("De hoofddoelstelling van een actie wijzig je niet via een bestand."))
    return problems


def _impossible(action: Action | None, values: Mapping[str, Any]) -> list[str]:
    """What the rules of an action refuse, before anything is saved."""
    tried = Action(**{name: getattr(action, name) for name in FIELDS} if action else {})
    for name, value in values.items():
        if name in FIELDS:
            setattr(tried, name, value)
    try:
        tried.clean_fields(exclude={field.name for field in Action._meta.fields} - set(FIELDS))  # noqa: SLF001 Django's documented way to the fields
        tried.validate_constraints(exclude={"uid"})
    except ValidationError as refusal:
        return list(refusal.messages)
    return []


def _with_problem(change: RowChange, problem: str) -> RowChange:
    return RowChange(
        line=change.line, title=change.title, uid=change.uid, values=change.values, cells=change.cells,
        problems=(*change.problems, problem),
    )  # fmt: skip
