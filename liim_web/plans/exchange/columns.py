"""The columns in which actions travel, out and in, and how each text is read back."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from liim_web.plans.models import Action

Row = dict[str, str]
# What spreadsheets take for the start of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
YES, NO = "ja", "nee"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, how a value becomes text, and how text becomes a value (ValueError when it cannot)."""

    name: str
    header: str
    out: Callable[[Any], str]
    back: Callable[[str], Any]
    choices: Mapping[str, str] | None = None

    def read(self, text: str, values: dict[str, Any], problems: list[str]) -> bool:
        """Whether a text is a value; it comes among the values then, else what is wrong with it among the problems."""
        try:
            values[self.name] = self.back(text)
        except ValueError as problem:
            said = _("“%(text)s” kan niet.") % {"text": text}
            problems.append(f"{self.header}: {said} {problem}")
            return False
        return True


def as_text(value: Any) -> str:  # noqa: ANN401 whatever the content holds
    """A text without what no workbook can hold."""
    return CONTROL.sub("", str(value or ""))


def as_day(text: str) -> dt.date | None:
    """2026-12-31 or 31/12/2026, with or without a time of midnight."""
    text = text.strip().removesuffix(" 00:00:00")
    if not text:
        return None
    if found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text):
        day, month, year = map(int, found.groups())
        return dt.date(year, month, day)
    return dt.date.fromisoformat(text)


def yes(text: str) -> bool:
    """Ja, nee or nothing, which is no."""
    word = text.strip().lower()
    if word not in {YES, NO, ""}:
        raise ValueError(_("Schrijf ja of nee."))
    return word == YES


def one_of(choices: type[Any]) -> tuple[Callable[[Any], str], Callable[[str], str], dict[str, str]]:
    """How one of some choices goes out, comes back, and which words there are."""
    labels = {str(label).lower(): str(value) for value, label in choices.choices}

    def back(text: str) -> str:
        word = text.strip().lower()
        if word in labels:
            return labels[word]
        if word in choices.values or word == "":
            return word
        raise ValueError(_("Kies uit: %(words)s.") % {"words": ", ".join(labels)})

    return (lambda value: str(choices(value).label) if value in choices.values else ""), back, labels


def columns() -> tuple[Column, ...]:
    """All columns, with headers in Dutch, the language in which plans are written."""
    novelty_out, novelty_back, novelties = one_of(Action.Novelty)
    budget_out, budget_back, budgets = one_of(Action.Budget)
    priority_out, priority_back, priorities = one_of(Action.Priority)
    plain = str.strip
    return (
        Column("uid", "Nummer", as_text, plain),
        Column("objective", "Hoofddoelstelling", as_text, plain),
        Column("domain", "Beleidsdomein", as_text, plain),
        Column("title", "Titel", as_text, plain),
        Column("description", "Omschrijving", as_text, plain),
        Column("contribution", "Bijdrage aan de doelstelling", as_text, plain),
        Column("novelty", "Nieuw of bestaand", novelty_out, novelty_back, novelties),
        Column("partners", "Partners", as_text, plain),
        Column("contact", "Functionele mailbox", as_text, plain),
        Column("target_groups", "Doelgroepen", as_text, plain),
        Column("scope", "Bereik", as_text, plain),
        Column("priority", "Prioriteit", priority_out, priority_back, priorities),
        Column("legal_basis", "Juridische grondslag", as_text, plain),
        Column("start", "Start", as_text, as_day),
        Column("end", "Einde", as_text, as_day),
        Column("continuous", "Doorlopend", lambda value: YES if value else NO, yes),
        Column("budget_statement", "Budget", budget_out, budget_back, budgets),
    )


def rows_of(content: Mapping[str, Any]) -> list[Row]:
    """The actions of a version, one row each."""
    shape = columns()
    return [{column.name: column.out(_value(action, column.name)) for column in shape} for action in content["actions"]]


def beside() -> tuple[tuple[str, str, Callable[[Mapping[str, Any]], str]], ...]:
    """What stands behind the columns to be read and filtered on: it is said elsewhere, so a file does not change it."""
    return (
        ("state", "Stand", lambda action: str(Action.State(action["state"]).label)),
        ("slippage", "Verschoven (dagen)", lambda action: str(_slippage(action) or "")),
        ("organisation", "Trekker", lambda action: as_text(action["organisation"])),
        ("mandate", "Mandaat", lambda action: as_text(action["mandate"])),
        ("indicators", "Cijfers", lambda action: "; ".join(each["indicator"] for each in action["indicators"])),
    )


def _slippage(action: Mapping[str, Any]) -> int:
    """By how many days the milestone that moved most was put off since it was decided."""
    days = [
        (dt.date.fromisoformat(each["due"]) - dt.date.fromisoformat(each["due_at_approval"])).days
        for each in action["milestones"]
        if each["due"] and each["due_at_approval"]
    ]
    return max([0, *days])


def _value(action: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 whatever the content holds
    if name == "objective":
        return next(iter(action["objectives"]), "")
    return action["working_title"] if name == "title" else action[name]


def neutral(text: str) -> str:
    """A text that no spreadsheet runs: for formats that cannot say that a cell is text."""
    return f"'{text}" if text.startswith(FORMULA) else text
