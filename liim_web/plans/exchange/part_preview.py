"""What a sheet of milestones, amounts or own indicators would do to a plan, cell by cell, before anything happens."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liim_web.accounts.acting import Actor
from liim_web.plans import editing
from liim_web.plans.exchange.part_sheets import ACTION, REMOVE, PartSheet
from liim_web.plans.exchange.preview import CellChange, RowChange
from liim_web.plans.exchange.tables import texts
from liim_web.plans.models import Action
from liim_web.plans.requested_parts import must_be_possible


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChange(RowChange):
    """One row of such a sheet: of which action, and which thing it changes (none: a new one) or takes away."""

    sheet: PartSheet
    action: Action | None
    # By its title, when the action comes in with the same file.
    new_action: str = ""
    thing: Any = None

    @property
    def is_new(self) -> bool:
        """Whether it would add something."""
        return self.thing is None and not self.removes


def part_changes(
    sheet: PartSheet,
    rows: Sequence[Sequence[str]],
    mapping: Mapping[str, int],
    actions: Mapping[str, Action],
    new_titles: Sequence[str],
) -> Iterator[PartChange]:
    """Every row with what it comes to; those that change nothing too.

    Args:
        sheet: what the rows are.
        rows: as they stand in the file.
        mapping: column name → place.
        actions: the actions of the plan by number, with these parts fetched.
        new_titles: titles of the actions that the same file adds.
    """
    titles = Counter(action.title.casefold() for action in actions.values())
    by_title = {action.title.casefold(): action for action in actions.values()}
    coming = Counter(title.casefold() for title in new_titles)
    seen: Counter[tuple[Any, ...]] = Counter()
    for line, row in enumerate(rows, start=2):
        told = texts(row, mapping)
        named = told.get(ACTION, "").strip()
        key = named.casefold()
        action = actions.get(named) or (by_title[key] if titles[key] == 1 else None)
        new_action = "" if action or coming[key] != 1 else key
        problems = []
        if not (action or new_action):
            problems.append(_action_problem(named, titles[key] + coming[key]))
        values, wrong = _values(sheet, told)
        problems += wrong
        place = (action.pk if action else key, *(values.get(name) for name in sheet.key))
        thing = _matching(sheet, action, values, seen[place]) if not problems else None
        if seen[place] and thing is None and not problems:
            problems.append(_("Deze rij staat al eerder in de tabel."))
        seen[place] += 1
        yield _change(sheet, line, told, values, action, thing, problems, new_action)


def bring_in_parts(actor: Actor, changes: Sequence[PartChange], made: Mapping[str, Action]) -> None:
    """Do what the rows show; `made` are the actions that came in with the same file, by title."""
    why = _("Ingevoerd uit een bestand.")
    # What goes, goes first: its place may be taken by another row.
    for change in sorted(changes, key=lambda each: not each.removes):
        action = change.action or made[change.new_action]
        if change.removes:
            editing.remove(actor, change.thing, why)
        elif change.thing is None:
            editing.add(actor, change.sheet.model(action=action, **change.values), why)  # type: ignore[type-var]  # every part is revised
        else:
            editing.save(actor, change.thing, change.values, seen=None, reason=why)


def _values(sheet: PartSheet, told: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = {}
    problems = list[str]()
    for column in sheet.plain:
        if column.name in sheet.frozen:
            continue
        if column.name not in told:
            # What the file does not have is shown with what it becomes, so that nobody is surprised by it.
            if column.name in sheet.key and (usual := getattr(sheet.model(), column.name)):
                values[column.name] = usual
            continue
        column.read(told[column.name], values, problems)
    headers = {column.name: column.header for column in sheet.columns}
    missing = [headers[name] for name in sheet.key if values.get(name) in (None, "") and not problems]
    if missing:
        problems.append(_("Ontbreekt: %(what)s.") % {"what": ", ".join(missing)})
    return values, problems


def _matching(sheet: PartSheet, action: Action | None, values: Mapping[str, Any], earlier: int) -> Any:  # noqa: ANN401 of whatever the sheet holds
    """What stands there under the same key; of several that are called alike, the next one."""
    if action is None:
        return None
    wanted = tuple(values.get(name) for name in sheet.key)
    alike = [each for each in getattr(action, sheet.rows).all() if tuple(getattr(each, n) for n in sheet.key) == wanted]
    return alike[earlier] if earlier < len(alike) else None


def _change(
    sheet: PartSheet, line: int, told: Mapping[str, str], values: dict[str, Any], action: Action | None, thing: Any,  # noqa: ANN401 as above
    problems: list[str], new_action: str,
) -> PartChange:  # fmt: skip
    removes = False
    if REMOVE in told and not problems:
        try:
            removes = next(each for each in sheet.columns if each.name == REMOVE).back(told[REMOVE])
        except ValueError as problem:
            problems.append(str(problem))
    if removes and thing is None and not problems:
        problems.append(_("Dit staat er niet, dus kan het niet weg."))
    cells = [] if removes else _cells(sheet, told, values, thing)
    if cells and not problems:
        problems += _frozen(sheet, told, thing) + _impossible(sheet, action, thing, values)
    title = " · ".join(told.get(name, "") for name in sheet.key)
    where = action.uid if action else told.get(ACTION, "")
    return PartChange(
        line=line, title=title, uid=where, values=values, cells=tuple(cells), problems=tuple(problems), sheet=sheet,
        action=action, new_action=new_action, thing=thing, removes=removes,
    )  # fmt: skip


def _cells(sheet: PartSheet, told: Mapping[str, str], values: Mapping[str, Any], thing: Any) -> list[CellChange]:  # noqa: ANN401 as above
    found = []
    for column in sheet.plain:
        if column.name in values:
            before = getattr(thing, column.name) if thing else None
            if (before or "") != (values[column.name] or ""):
                after = told.get(column.name) or column.out(values[column.name])
                found.append(CellChange(column.header, column.out(before), after))
    return found


def _frozen(sheet: PartSheet, told: Mapping[str, str], thing: Any) -> list[str]:  # noqa: ANN401 as above
    """What was frozen is not thawed by a file."""
    problems = []
    for column in sheet.columns:
        if column.name in sheet.frozen and told.get(column.name, "").strip():
            try:
                same = thing is not None and column.back(told[column.name]) == getattr(thing, column.name)
            except ValueError:
                same = False
            if not same:
                message = _("%(header)s staat vast en wijzigt niet via een bestand.")
                problems.append(message % {"header": column.header})
    return problems


def _impossible(sheet: PartSheet, action: Action | None, thing: Any, values: Mapping[str, Any]) -> list[str]:  # noqa: ANN401 as above
    try:
        must_be_possible(thing or sheet.model(action=action), values)
    except ValidationError as refusal:
        return list(refusal.messages)
    return []


def _action_problem(named: str, found: int) -> str:
    if not named:
        return _("Zeg bij welke actie dit hoort: haar nummer of haar titel.")
    if found > 1:
        # Always more than one; other languages have more than one plural.
        message = ngettext(
            "Er is %(n)s actie met de titel “%(title)s”: schrijf het nummer.",
            "Er zijn %(n)s acties met de titel “%(title)s”: schrijf het nummer.",
            found,
        )
        return message % {"n": found, "title": named}
    return _("De actie “%(title)s” bestaat niet in dit plan of dit bestand.") % {"title": named}
