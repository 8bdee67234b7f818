"""A plan in French and English: what is translated, what is not yet, and what is a translation of an earlier text.

Dutch is what was decided. A translation holds the hash of the Dutch text that it is of, so that no page shows an old
one as if it were of the text of now; and an old version keeps the translations that were made of its own texts.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from liim_web.accounts.acting import Actor
from liim_web.plans import editing
from liim_web.plans.audit import record
from liim_web.plans.models import Plan, Translation

Content = dict[str, Any]
# Which texts are translated: of the plan, of both levels of objectives, of an action, of one outside the plan.
OF_PLAN = ("title", "situation")
OF_STRATEGIC = ("title", "rationale", "population")
OF_OBJECTIVE = ("title", "rationale", "population")
OF_ACTION = ("title", "description", "contribution", "target_groups", "scope")
OF_OUTSIDE = ("title", "description")


class TextState(TextChoices):
    """How a text stands in another language."""

    CURRENT = "current", _("vertaald")
    OUTDATED = "outdated", _("vertaling van een vroegere tekst")
    NONE = "none", _("nog niet vertaald")


class Spoken(str):  # noqa: SLOT000 what is a str in C has no slots of its own
    """A text as it is shown, which knows its Dutch and whether it is a translation of that."""

    dutch: str
    state: TextState

    def __new__(cls, shown: str, dutch: str, state: TextState) -> Self:
        """A text like any other."""
        made = super().__new__(cls, shown)
        made.dutch, made.state = dutch, state
        return made

    @property
    def outdated(self) -> bool:
        """Whether the Dutch text was changed since."""
        return self.state is TextState.OUTDATED

    @property
    def untranslated(self) -> bool:
        """Whether this is the Dutch text itself."""
        return self.state is TextState.NONE


@dataclass(frozen=True, slots=True)
class Texts:
    """What belongs together: the texts of a plan, an objective or an action, by field, in Dutch."""

    of: str
    name: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """All translations of a plan into one language."""

    plan: Plan
    # Of the text with this hash; and the last one made, of whatever text.
    exact: dict[tuple[str, str, str], Translation] = field(default_factory=dict)
    last: dict[tuple[str, str], Translation] = field(default_factory=dict)

    def spoken(self, of: str, name: str, dutch: str) -> Spoken:
        """A text as it is shown to who reads this language: Dutch where there is nothing else."""
        if found := self.exact.get((of, name, fingerprint(dutch))):
            return Spoken(found.text, dutch, TextState.CURRENT)
        if earlier := self.last.get((of, name)):
            return Spoken(earlier.text, dutch, TextState.OUTDATED)
        return Spoken(dutch, dutch, TextState.NONE)


def fingerprint(dutch: str) -> str:
    """The hash by which it is known whether a text is still the one that was translated."""
    return hashlib.sha256(dutch.encode()).hexdigest()


def dictionary(plan: Plan, language: str) -> Dictionary:
    """The translations of a plan, the last one made last."""
    found = Dictionary(plan)
    for each in plan.translations.filter(language=language).order_by("changed_at", "pk"):
        found.exact[each.of, each.field, each.source_sha256] = each
        found.last[each.of, each.field] = each
    return found


def texts_of(content: Content) -> Iterator[Texts]:
    """All that is translated of a version, in the order of the plan; what is empty is not."""
    code = content["plan"]["code"]
    for of, name, told, fields in _objects(content):
        # Versions that were sealed before a field existed do not have it.
        filled = {each: told[each] for each in fields if told.get(each)}
        if filled:
            yield Texts(of.removeprefix(f"{code}-"), name, filled)


def translated(content: Content, known: Dictionary) -> Content:
    """A version as it is shown in another language: the same, with other texts."""
    code = content["plan"]["code"]

    def told(of: str, thing: Content, fields: tuple[str, ...]) -> Content:
        short = of.removeprefix(f"{code}-")
        return thing | {name: known.spoken(short, name, thing[name]) for name in fields if thing.get(name)}

    strategic = [
        told(goal["uid"], goal, OF_STRATEGIC)
        | {"objectives": [told(each["uid"], each, OF_OBJECTIVE) for each in goal["objectives"]]}
        for goal in content["strategic_objectives"]
    ]
    titles = {each["code"]: each["title"] for goal in strategic for each in goal["objectives"]}
    return content | {
        "plan": told("", content["plan"], OF_PLAN),
        "strategic_objectives": strategic,
        "columns": [each | {"title": titles.get(each["code"], each["title"])} for each in content["columns"]],
        "actions": [told(each["uid"], each, OF_ACTION) for each in content["actions"]],
        "outside": [told(each["uid"], each, OF_OUTSIDE) for each in content.get("outside", ())],
    }


def of_action(action: Content, known: Dictionary) -> Content:
    """The same for one action."""
    short = action["uid"].removeprefix(f"{known.plan.code}-")
    return action | {name: known.spoken(short, name, action[name]) for name in OF_ACTION if action[name]}


def state_of(texts: Texts, known: Dictionary) -> str:
    """A hash over what a translator has before their eyes: the Dutch texts and what was made of them."""
    shown = [(name, dutch, known.spoken(texts.of, name, dutch)) for name, dutch in texts.fields.items()]
    return fingerprint(repr([(name, dutch, str(told), told.state.value) for name, dutch, told in shown]))


def translate(actor: Actor, plan: Plan, language: str, texts: Texts, typed: dict[str, str]) -> int:
    """Keep what was typed as translations of the texts of now; an emptied one goes. Returns how many changed."""
    known, done = dictionary(plan, language), 0
    with transaction.atomic():
        for name, text in typed.items():
            dutch = texts.fields[name]
            there = known.exact.get((texts.of, name, fingerprint(dutch)))
            if (there.text if there else "") == text:
                continue
            done += 1
            if there and not text:
                record(actor, there, "remove", {"text": (there.text, None)})
                there.delete()
            elif there:
                editing.save(actor, there, {"text": text}, seen=None)
            else:
                made = Translation(plan=plan, of=texts.of, field=name, language=language, text=text)
                made.source_sha256 = fingerprint(dutch)
                editing.add(actor, made)
    return done


def _objects(content: Content) -> Iterator[tuple[str, str, Content, tuple[str, ...]]]:
    yield "", content["plan"]["title"], content["plan"], OF_PLAN
    for goal in content["strategic_objectives"]:
        yield goal["uid"], f"{goal['code']} {goal['title']}", goal, OF_STRATEGIC
        for each in goal["objectives"]:
            yield each["uid"], f"{each['code']} {each['title']}", each, OF_OBJECTIVE
    for action in content["actions"]:
        yield action["uid"], f"{action['uid']} {action['title']}", action, OF_ACTION
    for action in content.get("outside", ()):
        yield action["uid"], f"{action['uid']} {action['title']}", action, OF_OUTSIDE
