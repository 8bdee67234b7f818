"""A version in a few counts: computed once from its content, so that page, Excel and PDF say the same."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from liim_web.plans.coverage import Cover
from liim_web.plans.models import Action, BudgetLine
from liim_web.plans.models.plans import Mission

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts per status with what is left out; never one percentage."""

    actions: int
    states: dict[str, int]
    novelty: dict[str, int]
    covers: dict[str, int]
    budget: dict[str, Decimal]
    without_amount: int
    unserved: tuple[Mission, ...]
    responsible: tuple["Responsible", ...]


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who leads how many actions, with how much money in which stage."""

    name: str
    actions: int
    budget: dict[str, Decimal]


def summary(content: Content) -> Summary:
    """What a version comes to, as far as its reader may see."""
    actions = content["actions"]
    served = {mission for strategic in content["strategic_objectives"] for mission in strategic["missions"]}
    covers = Counter(cell["cover"] for cell in content["cells"])
    return Summary(
        actions=len(actions),
        states=_counted(Action.State.values, actions, "state"),
        novelty=_counted(Action.Novelty.values, actions, "novelty"),
        covers={cover.value: covers[cover.value] for cover in Cover},
        budget=_money(actions),
        without_amount=sum(not action["budget"] for action in actions),
        unserved=tuple(mission for mission in Mission if mission.value not in served),
        responsible=tuple(_responsible(actions)),
    )


def _money(actions: Sequence[Content]) -> dict[str, Decimal]:
    """Euros per stage; people are not added to euros."""
    budget: dict[str, Decimal] = {}
    for line in (line for action in actions for line in action["budget"]):
        if line["nature"] != BudgetLine.Nature.FTE:
            budget[line["stage"]] = budget.get(line["stage"], Decimal(0)) + Decimal(line["amount"])
    return {stage: budget[stage] for stage in BudgetLine.Stage.values if stage in budget}


def _responsible(actions: Sequence[Content]) -> Iterator[Responsible]:
    """Entities, or the domain where none was named, in the order of the alphabet."""
    led: dict[str, list[Content]] = {}
    for action in actions:
        led.setdefault(action["organisation"] or action["domain_name"], []).append(action)
    for name, theirs in sorted(led.items()):
        yield Responsible(name, len(theirs), _money(theirs))


def _counted(order: list[str], actions: list[Content], name: str) -> dict[str, int]:
    counts = Counter(action[name] for action in actions)
    return {value: counts[value] for value in order if counts[value]}
