"""Codes into words, days and amounts as people read them, and the steps that someone may take."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.db import models
from django.template.defaultfilters import linebreaks_filter
from django.utils import formats
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liim_web.accounts.acting import Actor, acting, current_memberships
from liim_web.accounts.models import Membership, Revised, User
from liim_web.plans.counting import in_words, later
from liim_web.plans.coverage import Cell, Cover
from liim_web.plans.models import (
    Action,
    ActionReport,
    BudgetLine,
    CommissionSeat,
    Commitment,
    Evaluation,
    IndicatorLink,
    Judgement,
    PlanVersion,
)
from liim_web.plans.models.plans import Mission
from liim_web.plans.rights import able, may
from liim_web.plans.scopes import KINDS
from liim_web.plans.standings import Standing
from liim_web.plans.told_in_cells import Place, Told
from liim_web.plans.transitions import Transition, from_state
from liim_web.plans.translations import Spoken, TextState
from liim_web.plans.truths import Calendar, Shown

register = template.Library()

WORDS: dict[str, type[models.TextChoices]] = {
    "action": Action.State,
    "novelty": Action.Novelty,
    "budget": Action.Budget,
    "priority": Action.Priority,
    "stage": BudgetLine.Stage,
    "nature": BudgetLine.Nature,
    "cover": Cover,
    "cell": Commitment.State,
    "mission": Mission,
    "progress": ActionReport.Progress,
    "report": ActionReport.State,
    "calendar": Calendar,
    "evidence": Shown,
    "judgement": Judgement.Value,
    "seat": CommissionSeat.Represents,
    "version": PlanVersion.State,
    "version_kind": PlanVersion.Kind,
    "claim": IndicatorLink.Claim,
    "link": IndicatorLink.Role,
    "moment": Evaluation.Moment,
}
MARKS = {Cover.COVERED: "●", Cover.EXPLAINED: "◐", Cover.OPEN: "○", Cover.NOT_RELEVANT: "·", Cover.CONTESTED: "!"}


@register.filter
def says(code: str, of: str) -> str:
    """A code in words; one that is not known, as it stands."""
    words = WORDS[of]
    return str(words(code).label) if code in words.values else str(code)


register.filter("in_words", in_words)
register.filter("later", later)


@register.filter
def mark(cover: str) -> str:
    """The sign of a cell, beside its colour."""
    return MARKS[Cover(cover)]


@register.filter
def told_of(cell: Cell, told: dict[Place, Told]) -> Told | None:
    """What a cell tells besides its cover, if it was asked for."""
    return told.get((cell.domain, cell.objective))


@register.filter
def day(value: str | dt.date | None) -> str:
    """A day as people write it."""
    if not value:
        return ""
    return formats.date_format(dt.date.fromisoformat(value) if isinstance(value, str) else value, "j F Y")


@register.filter
def euro(amount: str | Decimal) -> str:
    """An amount with its cents and thousands."""
    return formats.number_format(Decimal(amount), decimal_pos=2, use_l10n=True, force_grouping=True)


@register.filter
def measured(value: str | None, unit: str) -> str:
    """What a study measured, with its unit; nothing where it was not measured."""
    if value is None:
        return "–"  # noqa: RUF001 an empty cell
    number = Decimal(value).normalize()
    said = formats.number_format(number, decimal_pos=max(0, -int(number.as_tuple().exponent)), force_grouping=True)
    return f"{said} {unit}".strip()


@register.simple_tag
def said(stand: Standing, value: float | None) -> str:
    """A value of a figure in its unit."""
    return stand.value(value)


@register.simple_tag
def changed_by(stand: Standing, value: float | None) -> str:
    """A change of a figure, in points where it is a percentage."""
    return stand.change(value)


@register.simple_tag
def smallest_of(stand: Standing) -> str:
    """The smallest change that could be shown, in whichever direction."""
    return stand.change(stand.smallest_change).lstrip("+")


@register.simple_tag
def levels_of(stand: Standing) -> str:
    """Two groups and what lies between them, in one sentence."""
    return stand.levels_said


@register.filter
def answer(report: dict[str, Any], asked: str) -> str:
    """What a closed report says to a question; nothing where it was not asked or not answered."""
    return str(report.get("answers", {}).get(asked, ""))


@register.filter
def spoken(text: str) -> str:
    """A short text of a plan: told apart where it is still Dutch, or a translation of an earlier text."""
    if not isinstance(text, Spoken) or text.state is TextState.CURRENT:
        return text
    if text.untranslated:
        return format_html('<span lang="nl">{}</span>', text.dutch)
    return format_html('{} <small class="gap">{}</small>', str(text), text.state.label)


@register.filter
def spoken_lines(text: str) -> str:
    """A long one, with the Dutch beside a translation of an earlier text: the Dutch is what was decided."""
    lines = linebreaks_filter(str(text))
    if not isinstance(text, Spoken) or text.state is TextState.CURRENT:
        return lines
    if text.untranslated:
        return format_html('<div lang="nl">{}</div>', lines)
    return format_html(
        '<div><p class="gap">{}</p>{}<details><summary>{}</summary><div lang="nl">{}</div></details></div>',
        _("Deze vertaling is van een vroegere tekst. De Nederlandse tekst geldt."),
        lines,
        _("Lees de Nederlandse tekst"),
        linebreaks_filter(text.dutch),
    )


@register.filter
def dutch(text: str) -> str:
    """What stays in the language in which it was said, told apart on a page in another language."""
    if not text or get_language() == settings.LANGUAGE_CODE:
        return text
    return format_html('<span lang="{}">{}</span>', settings.LANGUAGE_CODE, text)


@register.filter
def dutch_lines(text: str) -> str:
    """The same for a text of several lines."""
    lines = linebreaks_filter(text)
    if not text or get_language() == settings.LANGUAGE_CODE:
        return lines
    return format_html('<div lang="{}">{}</div>', settings.LANGUAGE_CODE, lines)


@register.filter
def named(uid: str, titles: dict[str, str]) -> str:
    """The title of an action by its number."""
    return titles.get(uid, uid)


@register.simple_tag(takes_context=True)
def steps(context: template.Context, thing: Revised) -> list[Transition]:
    """What the reader may do next with a thing."""
    actor: Actor = context.get("actor") or acting(context["request"])
    state: str = thing.state  # type: ignore[attr-defined]  # whatever has steps has a state
    next_ = from_state(KINDS[type(thing)], state)
    may_take = able(actor, thing, *(each.name for each in next_))
    return [each for each in next_ if each.name in may_take]


@register.simple_tag(takes_context=True)
def allowed(context: template.Context, operation: str, thing: models.Model) -> bool:
    """Whether the reader may do this with a thing."""
    return may(context.get("actor") or acting(context["request"]), operation, thing)


@register.simple_tag(takes_context=True)
def memberships(context: template.Context) -> list[Membership]:
    """In which memberships the reader may act today."""
    user = context["request"].user
    return list(current_memberships(user).select_related("domain")) if isinstance(user, User) else []
