"""What changed between two versions, readable: the annex “wat is gewijzigd”."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any, Literal

from django.utils.translation import gettext as _

from liim_web.plans.changes import FIELDS, label
from liim_web.plans.coverage import Cover
from liim_web.plans.models import Action, OutsideAction
from liim_web.plans.requested_parts import label as part_label

Content = Mapping[str, Any]
Word = tuple[Literal["same", "gone", "new"], str]

COMPARED = ("title", *(name for name in FIELDS if name != "title"), "partners", "started_on", "ended_on")
# What is compared of an action outside the plan, and which field that is.
OUTSIDE = {
    "title": "title", "description": "description", "domain_name": "domain", "organisation": "organisation",
    "objective": "objective", "start": "start", "end": "end", "link": "link",
}  # fmt: skip
NAMED_ELSEWHERE = {"domain_name": "lead_domain", "organisation": "lead_organisation", "mandate": "mandate"}


@dataclass(frozen=True, slots=True)
class Changed:
    """One field of one action, then and now."""

    field: str
    before: str
    after: str

    @property
    def words(self) -> list[Word]:
        """Word by word, which stayed, went and came."""
        return words(self.before, self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionChange:
    """An action with all that changed about it."""

    uid: str
    title: str
    fields: tuple[Changed, ...] = ()
    moved: tuple[str, str] | None = None
    merged_into: str = ""
    budget: Decimal = Decimal(0)
    slippage: tuple[tuple[str, int], ...] = ()

    @property
    def is_one(self) -> bool:
        """Whether anything changed at all."""
        return bool(self.fields or self.moved or self.merged_into or self.budget or self.slippage)


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of the matrix that comes to something else."""

    domain: str
    objective: str
    before: Cover | None
    after: Cover | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All that a reader of the new version should know of the old one."""

    added: tuple[ActionChange, ...]
    removed: tuple[ActionChange, ...]
    changed: tuple[ActionChange, ...]
    cells: tuple[CellChange, ...]
    objectives_added: tuple[str, ...]
    objectives_removed: tuple[str, ...]
    objectives_changed: tuple[Changed, ...]
    outside_added: tuple[ActionChange, ...] = ()
    outside_removed: tuple[ActionChange, ...] = ()
    outside_changed: tuple[ActionChange, ...] = ()

    @property
    def moved(self) -> tuple[ActionChange, ...]:
        """Actions that serve other objectives than before."""
        return tuple(each for each in self.changed if each.moved)

    @property
    def merged(self) -> tuple[ActionChange, ...]:
        """Actions that went up in another."""
        return tuple(each for each in self.changed if each.merged_into)

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (
            self.added
            or self.removed
            or self.changed
            or self.cells
            or self.objectives_added
            or self.objectives_removed
            or self.objectives_changed
            or self.outside_added
            or self.outside_removed
            or self.outside_changed
        )


def difference(before: Content, after: Content) -> Difference:
    """From the content of one version to that of another."""
    old, new = _by(before, "actions", "uid"), _by(after, "actions", "uid")
    old_goals, new_goals = _goals(before), _goals(after)
    # Versions that were sealed before there were any have none.
    beside, now_beside = (_by(each, "outside", "uid") if "outside" in each else {} for each in (before, after))
    both_beside = [_outside(beside[uid], now_beside[uid]) for uid in now_beside if uid in beside]
    both = [change_of(old[uid], new[uid]) for uid in new if uid in old]
    return Difference(
        added=tuple(_named(new[uid]) for uid in new if uid not in old),
        removed=tuple(_named(old[uid]) for uid in old if uid not in new),
        changed=tuple(each for each in both if each.is_one),
        cells=tuple(_cells(before, after)),
        objectives_added=tuple(f"{code} {title}" for code, title in new_goals.items() if code not in old_goals),
        objectives_removed=tuple(f"{code} {title}" for code, title in old_goals.items() if code not in new_goals),
        objectives_changed=tuple(
            Changed(code, old_goals[code], title)
            for code, title in new_goals.items()
            if code in old_goals and old_goals[code] != title
        ),
        outside_added=tuple(_named(now_beside[uid]) for uid in now_beside if uid not in beside),
        outside_removed=tuple(_named(beside[uid]) for uid in beside if uid not in now_beside),
        outside_changed=tuple(each for each in both_beside if each.is_one),
    )


def words(before: str, after: str) -> list[Word]:
    """Two texts, word by word."""
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    found: list[Word] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(new[c:d])))
            continue
        if a < b:
            found.append(("gone", "".join(old[a:b])))
        if c < d:
            found.append(("new", "".join(new[c:d])))
    return found


def change_of(old: Content, new: Content) -> ActionChange:
    """What changed about an action, from one version to another."""
    fields = [
        Changed(label(name), _said(name, old.get(name)), _said(name, new.get(name)))
        for name in (*COMPARED, "state")
        # Versions that were sealed before a field existed do not have it.
        if (old.get(name) or "") != (new.get(name) or "")
    ]
    fields += [
        Changed(label(field), _said(field, old[name]), _said(field, new[name]))
        for name, field in NAMED_ELSEWHERE.items()
        if old[name] != new[name]
    ]
    moved = (", ".join(old["objectives"]), ", ".join(new["objectives"]))
    return ActionChange(
        uid=new["uid"],
        title=new["title"],
        fields=tuple(fields),
        moved=moved if moved[0] != moved[1] else None,
        merged_into=new["merged_into"] if new["merged_into"] != old["merged_into"] else "",
        budget=_total(new) - _total(old),
        slippage=tuple(_slippage(old, new)),
    )


def _outside(old: Content, new: Content) -> ActionChange:
    """An action outside the plan: it has texts and days only."""
    fields = tuple(
        Changed(part_label(OutsideAction, field), old[name] or "", new[name] or "")
        for name, field in OUTSIDE.items()
        if (old[name] or "") != (new[name] or "")
    )
    return ActionChange(uid=new["uid"], title=new["title"], fields=fields)


def _slippage(old: Content, new: Content) -> Iterator[tuple[str, int]]:
    """Milestones that lie later or earlier than they did, in days."""
    earlier = {milestone["title"]: milestone["due"] for milestone in old["milestones"]}
    for milestone in new["milestones"]:
        then = earlier.get(milestone["title"])
        if then and then != milestone["due"]:
            yield milestone["title"], (dt.date.fromisoformat(milestone["due"]) - dt.date.fromisoformat(then)).days


def _cells(before: Content, after: Content) -> Iterator[CellChange]:
    old = {(cell["domain"], cell["objective"]): Cover(cell["cover"]) for cell in before["cells"]}
    new = {(cell["domain"], cell["objective"]): Cover(cell["cover"]) for cell in after["cells"]}
    for domain, objective in {**old, **new}:
        was, now = old.get((domain, objective)), new.get((domain, objective))
        if was != now:
            yield CellChange(domain, objective, was, now)


def _total(action: Content) -> Decimal:
    """Euros of all public stages; people are not added to euros."""
    return sum((Decimal(line["amount"]) for line in action["budget"] if line["nature"] != "fte"), Decimal(0))


def _goals(content: Content) -> dict[str, str]:
    return {
        objective["code"]: objective["title"]
        for strategic in content["strategic_objectives"]
        for objective in strategic["objectives"]
    }


def _by(content: Content, table: str, key: str) -> dict[str, Content]:
    return {row[key]: row for row in content[table]}


def _named(action: Content) -> ActionChange:
    return ActionChange(uid=action["uid"], title=action["title"])


def _said(name: str, value: object) -> str:
    """A value in words: codes by their names, yes and no as such."""
    words_of = {} if name == "partners" else dict(getattr(Action._meta.get_field(name), "flatchoices", ()))  # noqa: SLF001 Django's documented way to a field
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    return str(words_of.get(value, "" if value is None else value))
