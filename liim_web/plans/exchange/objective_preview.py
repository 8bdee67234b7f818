"""What a sheet of objectives would do to a plan, cell by cell, before anything happens."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from liim_web.accounts.acting import Actor
from liim_web.plans import editing
from liim_web.plans.exchange.objective_sheet import objective_columns
from liim_web.plans.exchange.preview import CellChange, RowChange
from liim_web.plans.exchange.tables import texts
from liim_web.plans.models import Objective, Plan, StrategicObjective

Goal = StrategicObjective | Objective


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveChange(RowChange):
    """One row: which objective it changes (none: a new one), by its code within the plan."""

    code: str
    goal: Goal | None = None

    @property
    def is_new(self) -> bool:
        """Whether it would add an objective."""
        return self.goal is None


def objective_changes(
    plan: Plan, rows: Sequence[Sequence[str]], mapping: Mapping[str, int]
) -> Iterator[ObjectiveChange]:
    """Every row of such a table with what it comes to; those that change nothing too."""
    known = goals_of(plan)
    every = [texts(row, mapping) for row in rows]
    # The strategic ones that are there, and those that come in, wherever they stand in the file.
    above = {code for code in (*known, *(told.get("code", "").strip().lower() for told in every)) if "-" not in code}
    seen = set[str]()
    for line, told in enumerate(every, start=2):
        code = told.get("code", "").strip()
        problems = []
        if not code:
            problems.append(_("Ontbreekt: %(what)s.") % {"what": "Code"})
        if code.lower() in seen:
            problems.append(_("%(uid)s staat al eerder in de tabel.") % {"uid": code})
        strategic, dash, _below = code.partition("-")
        if dash and strategic.lower() not in above:
            problems.append(_("%(uid)s bestaat niet in dit plan.") % {"uid": strategic})
        seen.add(code.lower())
        yield _change(plan, line, code, told, known.get(code.lower()), problems)


def bring_in_objectives(actor: Actor, plan: Plan, changes: Sequence[ObjectiveChange]) -> None:
    """Do what the rows show, strategic ones first."""
    why = _("Ingevoerd uit een bestand.")
    for change in sorted(changes, key=lambda one: "-" in one.code):
        if change.goal is None:
            editing.add(actor, _made(plan, change.code, change.values), why)
        else:
            editing.save(actor, change.goal, change.values, seen=None, reason=why)


def goals_of(plan: Plan) -> dict[str, Goal]:
    """Every objective of a plan, by its code within it, in small letters."""
    found: dict[str, Goal] = {each.code.lower(): each for each in plan.strategic_objectives.all()}
    below = Objective.objects.filter(strategic__plan=plan).select_related("strategic__plan")
    return found | {f"{each.strategic.code}-{each.code}".lower(): each for each in below}


def _made(plan: Plan, code: str, values: Mapping[str, Any]) -> Goal:
    """A new objective, at the end of those beside it."""
    strategic, dash, operational = code.partition("-")
    if not dash:
        return StrategicObjective(plan=plan, code=code, order=plan.strategic_objectives.count(), **values)
    above = plan.strategic_objectives.get(code__iexact=strategic)
    return Objective(strategic=above, code=operational, order=above.objectives.count(), **values)


def _change(
    plan: Plan, line: int, code: str, told: Mapping[str, str], goal: Goal | None, problems: list[str]
) -> ObjectiveChange:
    is_operational = "-" in code
    before: Goal = goal or (Objective() if is_operational else StrategicObjective(plan=plan))
    values: dict[str, Any] = {}
    cells = list[CellChange]()
    for column in objective_columns():
        if column.name == "code" or column.name not in told:
            continue
        if is_operational and column.name == "missions":
            if told[column.name].strip():
                problems.append(_("Wat een doelstelling dient, staat bij de strategische doelstelling."))
            continue
        if not column.read(told[column.name], values, problems):
            continue
        stood = getattr(before, column.name)
        if (sorted(stood) if isinstance(stood, list) else stood or "") != values[column.name]:
            cells.append(CellChange(column.header, column.out(stood), told[column.name]))
    if not problems:
        problems += _impossible(before, code, values)
    return ObjectiveChange(
        line=line, title=told.get("title", "") or before.title, uid=goal.uid if goal else code, values=values,
        cells=tuple(cells), problems=tuple(problems), code=code, goal=goal,
    )  # fmt: skip


def _impossible(goal: Goal, code: str, values: Mapping[str, Any]) -> list[str]:
    """What the rules of an objective refuse, before anything is saved."""
    strategic, dash, operational = code.partition("-")
    tried = type(goal)(code=operational if dash else strategic, **{"title": goal.title, **values})
    try:
        tried.clean_fields(exclude={"plan", "strategic"})
    except ValidationError as refusal:
        names = {column.name: column.header for column in objective_columns()}
        return [f"{names.get(name, name)}: {' '.join(said)}" for name, said in refusal.message_dict.items()]
    return []
