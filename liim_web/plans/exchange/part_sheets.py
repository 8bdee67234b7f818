"""The sheets beside that of the actions: milestones, amounts and own indicators, out and in with the same columns."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from liim_web.plans.exchange.columns import Column, Row, as_day, as_text, one_of, yes
from liim_web.plans.models import BudgetLine, Milestone, OutputIndicator

# 1234 · 1234,50 · 1234.5 · 1 234,50 · 1.234,50 · 1.234.567: but 1.234 may be a thousand or one and a bit.
NUMBER = re.compile(
    r"-?(\d+([.,]\d{1,2})?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(,\d{1,2})?|\d{1,3}(\.\d{3})+,\d{1,2}|\d{1,3}(\.\d{3}){2,})"
)
ACTION, REMOVE = "action", "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSheet:
    """A sheet with what hangs under actions; a row is known by its action and the columns of `key`."""

    name: str
    title: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    # Under which name the content of a version holds it, and the action its rows.
    content: str
    rows: str
    # What stands there to be read, and is not changed by a file.
    frozen: tuple[str, ...] = ()

    @property
    def plain(self) -> tuple[Column, ...]:
        """The columns that are fields of the thing."""
        return tuple(each for each in self.columns if each.name not in (ACTION, REMOVE))


def part_sheets() -> tuple[PartSheet, ...]:
    """All of them, with headers in Dutch, the language in which plans are written."""
    nature_out, nature_back, natures = one_of(BudgetLine.Nature)
    stage_out, stage_back, stages = one_of(BudgetLine.Stage)
    plain = str.strip
    action, remove = Column(ACTION, "Actie", as_text, plain), Column(REMOVE, "Haal weg", as_text, yes)
    return (
        PartSheet(
            name="milestones", title="Mijlpalen", model=Milestone, key=("title",), content="milestones",
            rows="milestones", frozen=("due_at_approval",),
            columns=(
                action,
                Column("title", "Mijlpaal", as_text, plain),
                Column("due_at_approval", "Datum bij vaststelling", as_text, as_day),
                Column("due", "Datum nu", as_text, as_day),
                Column("reason", "Waarom verschoven", as_text, plain),
                Column("done_on", "Klaar op", as_text, as_day),
                Column("evidence_kind", "Hoe tonen we het aan", as_text, plain),
                remove,
            ),
        ),
        PartSheet(
            name="budget", title="Budget", model=BudgetLine, key=("year", "source", "nature", "stage"),
            content="budget", rows="budget",
            columns=(
                action,
                Column("year", "Jaar", as_text, _year),
                Column("source", "Herkomst", as_text, plain),
                Column("nature", "Aard", nature_out, nature_back, natures),
                Column("stage", "Fase", stage_out, stage_back, stages),
                Column("amount", "Bedrag of VTE", as_text, as_number),
                remove,
            ),
        ),
        PartSheet(
            name="outputs", title="Eigen indicatoren", model=OutputIndicator, key=("title",), content="outputs",
            rows="outputs",
            columns=(
                action,
                Column("title", "Wat tellen we", as_text, plain),
                Column("unit", "Eenheid", as_text, plain),
                Column("target", "Streefwaarde", as_text, as_number),
                Column("target_date", "Tegen", as_text, as_day),
                remove,
            ),
        ),
    )  # fmt: skip


def part_rows(sheet: PartSheet, content: Mapping[str, Any]) -> Iterator[Row]:
    """What hangs under the actions of a version, one row each."""
    for action in content["actions"]:
        for part in action[sheet.content]:
            told = {column.name: column.out(part[column.name]) for column in sheet.plain}
            yield {ACTION: action["uid"], **told, REMOVE: ""}


def as_number(text: str) -> Decimal | None:
    """An amount as people write it, exactly; None when there is none."""
    text = text.strip().removesuffix("€").removeprefix("€").strip()
    if not text:
        return None
    if not NUMBER.fullmatch(text):
        raise ValueError(_("Schrijf een getal als 1234 of 1234,50."))
    digits = re.sub(r"[ \u00a0\u202f]", "", text)
    if "," in digits or digits.count(".") > 1:
        digits = digits.replace(".", "").replace(",", ".")
    return Decimal(digits)


def _year(text: str) -> int | None:
    text = text.strip().removesuffix(".0")
    if not text:
        return None
    if not re.fullmatch(r"\d{4}", text):
        raise ValueError(_("Schrijf een jaar als 2027."))
    return int(text)
