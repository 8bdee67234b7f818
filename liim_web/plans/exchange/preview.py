"""What a table of actions would do to a plan, cell by cell, before anything happens."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from liim_web.accounts.models import PolicyDomain
from liim_web.plans.changes import FIELDS
from liim_web.plans.exchange.columns import Column, columns
from liim_web.plans.exchange.tables import texts
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
    removes: bool = False

    @property
    def is_new(self) -> bool:
        """Whether it would add an action."""
        return not self.uid


def action_changes(
    plan: Plan,
    known: Mapping[str, Action],
    rows: Sequence[Sequence[str]],
    mapping: Mapping[str, int],
    coming: Collection[str] = (),
) -> Iterator[RowChange]:
    """Every row of a table of actions with what it comes to; those that change nothing too.

    Columns that the table lacks stay as they are. `known` are the actions of the plan by number; `coming` the
    codes of objectives that come in with them.
    """
    domains = {domain.code.lower(): domain for domain in PolicyDomain.objects.all()}
    domains |= {domain.name.lower(): domain for domain in domains.values()}
    goals: dict[str, Objective | str] = {code.lower(): code for code in coming if "-" in code}
    goals |= {
        f"{goal.strategic.code}-{goal.code}".lower(): goal
        for goal in Objective.objects.filter(strategic__plan=plan).select_related("strategic__plan")
    }
    shape = [column for column in columns() if column.name in mapping]
    seen = set()
    for line, row in enumerate(rows, start=2):
        change = _row(line, texts(row, mapping), shape, known, domains, goals)
        if change.uid and change.uid in seen:
            change = _with_problem(change, _("%(uid)s staat al eerder in de tabel.") % {"uid": change.uid})
        seen.add(change.uid)
        yield change


def stands(action: Action, name: str) -> Any:  # noqa: ANN401 whatever the field holds
    """What an action says; its partners as the text in which they travel."""
    return "\n".join(str(each) for each in action.partners.all()) if name == "partners" else getattr(action, name)


def _row(
    line: int,
    told: Mapping[str, str],
    shape: Sequence[Column],
    known: Mapping[str, Action],
    domains: Mapping[str, PolicyDomain],
    goals: Mapping[str, Objective | str],
) -> RowChange:
    uid = told.get("uid", "").strip()
    action = known.get(uid)
    values: dict[str, Any] = {}
    problems = [] if action or not uid else [_("%(uid)s bestaat niet in dit plan.") % {"uid": uid}]
    cells: list[CellChange] = []
    for column in shape:
        text = told[column.name]
        if column.name in {"uid", "domain", "objective"}:
            continue
        if not column.read(text, values, problems):
            continue
        before = stands(action, column.name) if action else (False if column.name == "continuous" else "")
        if (before or "") != (values[column.name] or ""):
            cells.append(CellChange(column.header, column.out(before), text))
    if action is None:
        problems += _places(told, values, domains, goals)
    else:
        problems += _moved(told, action)
    if not problems:
        problems += _impossible(action, values)
    return RowChange(
        line=line, title=told.get("title", "") or (action.title if action else ""), uid=action.uid if action else "",
        values=values, cells=tuple(cells), problems=tuple(problems),
    )  # fmt: skip


def _places(
    texts: Mapping[str, str],
    values: dict[str, Any],
    domains: Mapping[str, PolicyDomain],
    goals: Mapping[str, Objective | str],
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
