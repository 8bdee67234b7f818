"""What a sheet of figures of the monitor would do to a plan, cell by cell, before anything happens."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from liim_web.accounts.acting import Actor
from liim_web.plans import editing, indicators
from liim_web.plans.exchange.link_sheet import BESIDE, FROZEN, KEY, REMOVE, link_columns, link_row
from liim_web.plans.exchange.objective_preview import goals_of
from liim_web.plans.exchange.preview import CellChange, RowChange
from liim_web.plans.exchange.tables import texts
from liim_web.plans.models import Action, IndicatorLink, Objective, Plan
from liim_web.plans.requested_parts import must_be_possible
from liim_web.plans.snapshots import link_content

Above = Action | Objective
USUAL = ("area", "geography", "role", "claim", "target_kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkChange(RowChange):
    """One row: beside what the figure stands, and which link it changes (none: a new one) or takes away."""

    above: Above | None
    # By its code or title, when that comes in with the same file.
    coming: str = ""
    link: IndicatorLink | None = None

    @property
    def is_new(self) -> bool:
        """Whether it would add a figure."""
        return self.link is None and not self.removes


def link_changes(
    plan: Plan,
    rows: Sequence[Sequence[str]],
    mapping: Mapping[str, int],
    actions: Mapping[str, Action],
    coming: Collection[str],
) -> Iterator[LinkChange]:
    """Every row of such a table with what it comes to; those that change nothing too.

    Args:
        plan: of which the table is.
        rows: as they stand in the file.
        mapping: column name → place.
        actions: the actions of the plan by number.
        coming: titles of actions and codes of operational objectives that the same file adds.
    """
    there = _named(plan, actions)
    new = Counter(each.casefold() for each in coming)
    standing = defaultdict[tuple[Any, ...], list[IndicatorLink]](list)
    for each in plan.indicator_links.select_related("evaluation", "action", "objective"):
        standing[_place(each.action or each.objective, each)].append(each)
    seen = Counter[tuple[Any, ...]]()
    for line, row in enumerate(rows, start=2):
        told = texts(row, mapping)
        key = told.get(BESIDE, "").strip().casefold()
        above = there.get(key)
        values, problems = _values(plan, told)
        if above is None and new[key] != 1:
            problems.insert(0, _("Zeg bij welke actie of doelstelling dit cijfer staat: haar nummer of haar titel."))
        place = (above or key, *(values.get(name) for name in KEY))
        alike = standing.get(place, [])
        link = alike[seen[place]] if seen[place] < len(alike) else None
        if seen[place] and link is None and not problems:
            problems.append(_("Deze rij staat al eerder in de tabel."))
        seen[place] += 1
        yield _change(plan, line, told, values, above, "" if above else key, link, problems)


def bring_in_links(actor: Actor, plan: Plan, changes: Sequence[LinkChange], made: Mapping[str, Action]) -> None:
    """Do what the rows show; `made` are the actions that came in with the same file, by title."""
    why = _("Ingevoerd uit een bestand.")
    goals = goals_of(plan)
    for change in changes:
        if change.removes:
            editing.remove(actor, change.link, why)  # type: ignore[arg-type]  # what goes, is there
        elif change.link is None:
            above = change.above or made.get(change.coming) or goals[change.coming]
            editing.add(actor, _link(plan, above, change.values), why)  # type: ignore[arg-type]  # a strategic objective is refused in the preview
        else:
            editing.save(actor, change.link, change.values, seen=None, reason=why)


def _named(plan: Plan, actions: Mapping[str, Action]) -> dict[str, Above]:
    """What a figure may stand beside, by number, by code, and by title where only one has it."""
    titles = Counter(action.title.casefold() for action in actions.values())
    found: dict[str, Above] = {
        action.title.casefold(): action for action in actions.values() if titles[action.title.casefold()] == 1
    }
    found |= {code: goal for code, goal in goals_of(plan).items() if isinstance(goal, Objective)}
    return found | {uid.casefold(): action for uid, action in actions.items()}


def _place(above: Above | None, link: IndicatorLink) -> tuple[Any, ...]:
    return (above, *(getattr(link, name) for name in KEY))


def _link(plan: Plan, above: Above | None, values: Mapping[str, Any]) -> IndicatorLink:
    of = {"objective": above} if isinstance(above, Objective) else {"action": above}
    return IndicatorLink(plan=plan, **of, **values)


def _values(plan: Plan, told: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """What the cells say, as the link holds it, and what is wrong with them."""
    values: dict[str, Any] = {name: getattr(IndicatorLink(), name) for name in KEY}
    problems = list[str]()
    for column in link_columns():
        if column.name not in told or column.name in (BESIDE, REMOVE, *FROZEN):
            continue
        # Where nothing is no choice, an empty cell leaves what is usual.
        if column.name in USUAL and not told[column.name].strip():
            continue
        column.read(told[column.name], values, problems)
    if values.get("evaluation"):
        study = plan.evaluations.filter(title=values["evaluation"]).first()
        if study is None:
            said = _("“%(text)s” bestaat niet.") % {"text": values["evaluation"]}
            problems.append(f"Evaluatie: {said}")
        values["evaluation"] = study
    elif "evaluation" in values:
        values["evaluation"] = None
    return values, problems + _unknown(values)


def _unknown(values: dict[str, Any]) -> list[str]:
    """What the catalogue of the monitor does not know; the breakdown of a group is filled in where only one has it."""
    indicator = values["indicator"]
    if not indicator:
        return [_("Ontbreekt: %(what)s.") % {"what": "Indicator"}]
    if indicator not in indicators.ids():
        return [_("De indicator %(id)s bestaat niet.") % {"id": indicator}]
    if values["area"] not in dict(indicators.places()):
        return [f"Gebied: {_('“%(text)s” bestaat niet.') % {'text': values['area']}}"]
    if values["comparator"] and not values["population"]:
        return [_("Een kloof heeft twee groepen nodig.")]
    known = indicators.groups_of(indicator)
    if values["population"] and not values["breakdown"]:
        among = sorted({breakdown for breakdown, code in known if code == values["population"]})
        values["breakdown"] = among[0] if len(among) == 1 else ""
    asked = [values[name] for name in ("population", "comparator") if values[name]]
    if all((values["breakdown"], code) in known for code in asked):
        return []
    there = ", ".join(f"{title} ({code})" for (_breakdown, code), title in known.items()) or str(_("geen"))
    return [_("Deze indicator kent die groep niet. Hij kent: %(groups)s.") % {"groups": there}]


def _change(
    plan: Plan, line: int, told: Mapping[str, str], values: dict[str, Any], above: Above | None, coming: str,
    link: IndicatorLink | None, problems: list[str],
) -> LinkChange:  # fmt: skip
    removes = False
    try:
        removes = next(each for each in link_columns() if each.name == REMOVE).back(told.get(REMOVE, ""))
    except ValueError as problem:
        problems.append(str(problem))
    if removes and link is None and not problems:
        problems.append(_("Dit staat er niet, dus kan het niet weg."))
    stood = link_row(told.get(BESIDE, ""), link_content(link)) if link else {}
    cells = [] if removes or problems else _cells(told, values, link, stood)
    problems += _thawed(told, stood)
    if cells and not problems:
        try:
            must_be_possible(link or _link(plan, above, {}), values)
        except ValidationError as refusal:
            problems += refusal.messages
    return LinkChange(
        line=line, title=f"{told.get(BESIDE, '')} · {told.get('indicator', '')}", uid=told.get(BESIDE, ""),
        values=values, cells=tuple(cells), problems=tuple(problems), removes=removes, above=above, coming=coming,
        link=link,
    )  # fmt: skip


def _cells(
    told: Mapping[str, str], values: Mapping[str, Any], link: IndicatorLink | None, stood: Mapping[str, str]
) -> list[CellChange]:
    before = link or IndicatorLink(target_kind="", role="", claim="", area="", geography="")
    return [
        CellChange(column.header, stood.get(column.name, ""), told.get(column.name) or column.out(values[column.name]))
        for column in link_columns()
        if column.name in values and getattr(before, column.name) != values[column.name]
    ]


def _thawed(told: Mapping[str, str], stood: Mapping[str, str]) -> list[str]:
    """What was kept at the decision is not changed by a file."""
    message = _("%(header)s staat vast en wijzigt niet via een bestand.")
    return [
        message % {"header": column.header}
        for column in link_columns()
        if column.name in FROZEN
        and told.get(column.name, "").strip()
        and column.back(told[column.name]) != column.back(stood.get(column.name, ""))
    ]
