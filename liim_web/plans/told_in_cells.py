"""What the cells of the matrix can tell besides their cover: reports of a round, actions for a target group, money."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liim_web.plans.content import Reading
from liim_web.plans.coverage import Cell, Matrix
from liim_web.plans.models import ActionObjective, BudgetLine
from liim_web.plans.rights import visible

THOUSAND = Decimal(1000)
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """What stands in a cell, and the same in words."""

    short: str
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """A target group: how many actions name it, of how many domains, for how many objectives."""

    name: str
    actions: int
    domains: int
    objectives: int


def groups_in(text: str) -> tuple[str, ...]:
    """The target groups that a text names: one per line, or with semicolons between them."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, re.split(r"[;\n]", text)))))


def per_round(matrix: Matrix, handed_in: Mapping[str, bool]) -> dict[Place, Told]:
    """Of the actions in each cell: how many reports came in, of how many that were asked for."""
    found = {}
    for cell in _cells(matrix):
        asked = [handed_in[uid] for uid in cell.actions if uid in handed_in]
        if asked:
            numbers = {"n": sum(asked), "of": len(asked)}
            words = ngettext("%(n)s van %(of)s rapport ontvangen", "%(n)s van %(of)s rapporten ontvangen", len(asked))
            words = words % numbers
            found[cell.domain, cell.objective] = Told(f"{sum(asked)}/{len(asked)}", words)
    return found


def per_group(matrix: Matrix, named: Mapping[str, tuple[str, ...]], group: str) -> dict[Place, Told]:
    """Of the actions in each cell: how many name this target group."""
    wanted, found = group.casefold(), {}
    for cell in _cells(matrix):
        n = sum(wanted in {each.casefold() for each in named.get(uid, ())} for uid in cell.actions)
        if cell.actions:
            words = ngettext(
                "%(n)s van %(of)s actie voor %(group)s", "%(n)s van %(of)s acties voor %(group)s", len(cell.actions)
            )
            words = words % {"n": n, "of": len(cell.actions), "group": group}
            found[cell.domain, cell.objective] = Told(f"{n}/{len(cell.actions)}", words)
    return found


def per_budget(matrix: Matrix, money: Mapping[str, Decimal], primary: Mapping[str, str]) -> dict[Place, Told]:
    """The euros of the actions in each cell, each action counted once: under its own objective."""
    found = {}
    for cell in _cells(matrix):
        own = [uid for uid in cell.actions if primary.get(uid) == cell.objective and uid in money]
        if own:
            amount = sum((money[uid] for uid in own), Decimal(0))
            words = _("%(amount)s €") % {"amount": number_format(amount, decimal_pos=2, force_grouping=True)}
            thousands = number_format(amount / THOUSAND, decimal_pos=0, force_grouping=True)
            found[cell.domain, cell.objective] = Told(thousands if amount >= THOUSAND else "<1", words)
    return found


def target_groups(found: Reading) -> dict[str, tuple[str, ...]]:
    """Number of an action → the target groups that it names, for actions that the reader may read."""
    if found.sealed:
        return {each["uid"]: groups_in(each["target_groups"]) for each in found.version.public["actions"]}
    mine = visible(found.actor, "read", found.plan.actions.all()).values_list("uid", "target_groups")
    return {uid: groups_in(text) for uid, text in mine}


def overview(matrix: Matrix, named: Mapping[str, tuple[str, ...]]) -> list[Group]:
    """Every target group with what is done for it, those of most actions first; what names none comes last, as ""."""
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for cell in _cells(matrix):
        for uid in cell.actions:
            for group in named.get(uid, ()) or ("",):
                spelt[group.casefold()][group] += 1
                places[group.casefold()].add((uid, cell.domain, cell.objective))
    groups = [
        Group(spelt[key].most_common(1)[0][0], *(len({one[n] for one in where}) for n in range(3)))
        for key, where in places.items()
    ]
    return sorted(groups, key=lambda each: (not each.name, -each.actions, each.name.casefold()))


def euros(found: Reading, stage: str) -> dict[str, Decimal]:
    """Number of an action → its euros of one stage, as far as the reader may know; people are not added to euros."""
    total: dict[str, Decimal] = defaultdict(Decimal)
    for uid, amount in _lines(found, stage):
        total[uid] += amount
    return dict(total)


def primaries(found: Reading) -> dict[str, str]:
    """Number of an action → the code of its own objective."""
    if found.sealed:
        return {each["uid"]: next(iter(each["objectives"]), "") for each in found.version.public["actions"]}
    own = ActionObjective.objects.filter(action__plan=found.plan, primary=True)
    names = own.values_list("action__uid", "objective__strategic__code", "objective__code")
    return {uid: f"{strategic}-{code}" for uid, strategic, code in names}


def stages(found: Reading) -> list[tuple[str, str]]:
    """The stages of money that a reader may ask for: what is only planned is not public."""
    return [(value, str(label)) for value, label in BudgetLine.Stage.choices if not found.sealed or value != "planned"]


def _lines(found: Reading, stage: str) -> Iterable[tuple[str, Decimal]]:
    if found.sealed:
        for action in found.version.public["actions"]:
            for line in action["budget"]:
                if line["stage"] == stage and line["nature"] != BudgetLine.Nature.FTE:
                    yield action["uid"], Decimal(line["amount"])
        return
    lines = BudgetLine.objects.filter(action__plan=found.plan, stage=stage).exclude(nature=BudgetLine.Nature.FTE)
    yield from visible(found.actor, "read", lines).values_list("action__uid", "amount")


def _cells(matrix: Matrix) -> Iterable[Cell]:
    return (cell for row in matrix.rows for cell in row.cells)
