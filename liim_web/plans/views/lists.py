"""Lists in which what people enter is found: of a plan, of an action, and the bodies that plans are about."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from liim_web.accounts.acting import Actor, acting
from liim_web.accounts.models import Mandate, Organisation, PolicyDomain, Spell
from liim_web.plans import indicators
from liim_web.plans.counting import counted
from liim_web.plans.entering.parts import BY_SLUG
from liim_web.plans.models import (
    Action,
    BudgetLine,
    Evaluation,
    IndicatorLink,
    Milestone,
    Objective,
    Outcome,
    OutputIndicator,
    OutputValue,
    OutsideAction,
    Plan,
)
from liim_web.plans.requested_parts import ASKED
from liim_web.plans.rights import has_some, may, may_add, visible
from liim_web.plans.scopes import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing in a list, where it is edited, what it lacks, and what hangs under it."""

    text: str
    detail: str = ""
    gap: str = ""
    edit: str = ""
    ask: str = ""
    under: tuple["Section", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Things of one kind, and where a new one is added."""

    title: str = ""
    note: str = ""
    lines: tuple[Line, ...] = ()
    add: str = ""
    ask: str = ""
    add_says: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What one person may edit: asked once for a whole list, not line by line."""

    actor: Actor
    # The action of which the person may ask to change what hangs under it.
    asks: Action | None = None

    def lines(self, slug: str, things: QuerySet[Any], says: Callable[[Any], Line], other: str = "") -> tuple[Line, ...]:
        """A line for each of the things; with `other`, where those are edited that this person may only follow."""
        ways = [each for each in (other, slug) if each]
        addresses: dict[int, str] = {}
        mine: set[str] = set()
        for way in ways:
            for pk in self._mine(way, things):
                addresses[pk] = reverse("plans:edit", args=[way, pk])
                mine.add(way)
        return tuple(
            replace(says(each), edit=addresses.get(each.pk, ""), ask=self._ask(slug, each, free=slug in mine))
            for each in things
        )

    def section(
        self,
        slug: str,
        over: Model,
        title: str,
        lines: tuple[Line, ...] = (),
        *,
        free: bool | None = None,
        note: str = "",
    ) -> Section:
        """The lines, and where another is added; `free` when that was asked for many at once."""
        part = BY_SLUG[slug]
        allowed = may_add(self.actor, part.kind, over, part.adding) if free is None else free
        add = reverse("plans:add_under", args=[slug, over.pk]) if allowed else ""
        ask = reverse("plans:request_new_part", args=self._of(slug)) if self._of(slug) and not allowed else ""
        return Section(title=title, note=note, lines=lines, add=add, ask=ask, add_says=part.new)

    def _of(self, slug: str) -> list[str]:
        """In the address of a request, where one can be made."""
        return [self.asks.plan.code, self.asks.uid, slug] if self.asks and slug in ASKED else []

    def _ask(self, slug: str, thing: Model, *, free: bool) -> str:
        """Where a change is asked for, by who may not make it at once."""
        return reverse("plans:request_part", args=[*self._of(slug), thing.pk]) if self._of(slug) and not free else ""

    def _mine(self, slug: str, things: QuerySet[Any]) -> Iterator[int]:
        yield from visible(self.actor, BY_SLUG[slug].operation, things).values_list("pk", flat=True)


def plan_parts(request: HttpRequest, code: str) -> HttpResponse:
    """The frame of a plan: what it says of itself, objectives with their figures, evaluations."""
    actor = acting(request)
    plan = get_object_or_404(Plan, code=code)
    if not has_some(actor, Kind.PLAN, "edit"):
        raise PermissionDenied("The frame of a plan is kept by the secretariat.")
    desk = Desk(actor)
    making = may(actor, "edit", plan)
    itself = desk.lines("plan", Plan.objects.filter(pk=plan.pk), lambda each: Line(text=each.title, detail=each.code))
    goals = plan.strategic_objectives.prefetch_related("objectives__indicator_links")
    frame = desk.lines("strategische-doelstelling", goals, lambda _goal: Line(text=_("Titel, waarom, wat ze dient")))
    objectives = [
        desk.section("doelstelling", goal, str(goal), (line, *_objectives(goal, desk, free=making)), free=making)
        for goal, line in zip(goals, frame, strict=True)
    ]
    studies = _evaluations(plan, desk)
    sections = [
        Section(title=_("Het plan zelf"), lines=itself),
        *objectives,
        desk.section("strategische-doelstelling", plan, "", free=making),
        desk.section("evaluatie", plan, _("Evaluaties"), studies),
    ]
    note = "" if making else _("Er is geen versie in opmaak: open eerst een nieuwe versie, of neem ze terug.")
    shown = {"plan": plan, "actor": actor, "sections": sections, "note": note, "title": _("Bewerk het plan")}
    return render(request, "plans/working/parts.html", shown | {"back": reverse("plans:plan", args=[code])})


def action_parts(request: HttpRequest, code: str, uid: str) -> HttpResponse:
    """Everything of one action: what it says, milestones, money, what it counts, figures of the monitor."""
    actor = acting(request)
    readable = visible(actor, "read", Action.objects.filter(plan__code=code))
    action = get_object_or_404(readable.select_related("plan", "lead_domain"), uid=uid)
    asks = may(actor, "request_change", action)
    desk = Desk(actor, action if asks else None)
    goals = ", ".join(
        f"{each.objective.strategic.code}-{each.objective.code}"
        for each in action.serves.select_related("objective__strategic")
    )
    gap = "" if action.contribution else _("zegt niet hoe ze bijdraagt")
    state = Line(text=f"{action.uid} · {action.get_state_display()}", detail=f"{action.lead_domain} · {goals}", gap=gap)
    outputs = action.outputs.prefetch_related("values")
    money = visible(actor, "read", BudgetLine.objects.filter(action=action))
    frozen = _("De datum bij vaststelling is bevroren. Wie verschuift, zegt waarom.")
    planned = _("Wat enkel gepland is, is niet publiek.")
    said = f"{action.get_budget_statement_display()}. {planned}"
    sections = [
        Section(
            title=_("Wat de actie is"),
            lines=desk.lines("actie", Action.objects.filter(pk=action.pk), lambda _action: state),
        ),
        desk.section(
            "mijlpaal",
            action,
            _("Mijlpalen"),
            desk.lines("mijlpaal", action.milestones.all(), _milestone, "voortgang-mijlpaal"),
            note=frozen,
        ),
        desk.section(
            "partner",
            action,
            _("Partners en hun rol"),
            desk.lines("partner", action.partners.all(), lambda each: Line(text=each.name, detail=each.role)),
        ),
        desk.section("budgetlijn", action, _("Budget"), desk.lines("budgetlijn", money, _amount), note=said),
        desk.section("eigen-indicator", action, _("Wat de actie zelf telt"), _outputs(outputs, action, desk)),
        desk.section(
            "cijfer-bij-actie",
            action,
            _("Cijfers uit de monitor"),
            desk.lines("cijfer-bij-actie", action.indicator_links.all(), _figure),
        ),
    ]
    number = action.plan.versions.latest("number").number
    shown = {
        "plan": action.plan,
        "actor": actor,
        "sections": sections,
        "action": action,
        "title": action.title,
        "asks": asks,
        "back": reverse("plans:action", args=[code, number, uid]),
    }
    return render(request, "plans/working/parts.html", shown)


def outside(request: HttpRequest, code: str) -> HttpResponse:
    """What domains do for integration outside the plan."""
    actor = acting(request)
    plan = get_object_or_404(Plan, code=code)
    if not has_some(actor, Kind.OUTSIDE, "read"):
        raise PermissionDenied("What is being written about the plan is read by who works on it.")
    mine = visible(actor, "read", plan.outside_actions.select_related("domain", "organisation"))
    lines = Desk(actor).lines("buiten-het-plan", mine, _outside)
    part = BY_SLUG["buiten-het-plan"]
    may_record = may_add(actor, part.kind, plan, part.adding)
    add = reverse("plans:add_under", args=[part.slug, plan.pk]) if may_record else ""
    note = _("Ze vullen geen cel van de matrix en er wordt niet over gerapporteerd.")
    sections = [Section(title=_("Acties buiten het plan"), note=note, lines=lines, add=add, add_says=part.new)]
    shown = {"plan": plan, "actor": actor, "sections": sections, "title": _("Wat buiten het plan gebeurt")}
    return render(request, "plans/working/parts.html", shown | {"back": reverse("plans:plan", args=[code])})


def bodies(request: HttpRequest) -> HttpResponse:
    """Policy domains, organisations and mandates, from when to when."""
    actor = acting(request)
    if not (has_some(actor, Kind.DOMAIN, "edit") or has_some(actor, Kind.ORGANISATION, "edit")):
        raise PermissionDenied("Bodies are kept by the secretariat and the administrator.")
    desk = Desk(actor)
    kept: tuple[tuple[str, str, QuerySet[Any]], ...] = (
        ("beleidsdomein", _("Beleidsdomeinen"), PolicyDomain.objects.all()),
        ("organisatie", _("Organisaties"), Organisation.objects.all()),
        ("mandaat", _("Mandaten"), Mandate.objects.all()),
    )
    sections = [
        Section(
            title=title,
            lines=desk.lines(slug, things, lambda each: Line(text=str(each), detail=_spell(each))),
            add=reverse("plans:add", args=[slug]) if has_some(actor, BY_SLUG[slug].kind, "edit") else "",
            add_says=BY_SLUG[slug].new,
        )
        for slug, title, things in kept
    ]
    shown = {"actor": actor, "sections": sections, "title": _("Domeinen, organisaties en mandaten")}
    return render(request, "plans/working/parts.html", shown | {"back": reverse("plans:start")})


def _objectives(goal: Any, desk: Desk, *, free: bool) -> Iterable[Line]:  # noqa: ANN401 with all under it fetched
    """The operational objectives; the plan answers for all of them, so it is asked once."""
    for objective in goal.objectives.all():
        links = list(objective.indicator_links.all())
        figures = tuple(replace(_figure(link), edit=_edited("cijfer-bij-doelstelling", link, free)) for link in links)
        outcome = any(link.role == IndicatorLink.Role.OUTCOME for link in links)
        yield Line(
            text=str(objective),
            edit=_edited("doelstelling", objective, free),
            gap="" if outcome else _("geen effectindicator"),
            under=(desk.section("cijfer-bij-doelstelling", objective, "", figures, free=free),),
        )


def _evaluations(plan: Plan, desk: Desk) -> tuple[Line, ...]:
    """Evaluations, with what each measured before and after; who may edit one, may edit all."""
    studies = plan.evaluations.select_related("strategic", "objective__strategic", "action").prefetch_related(
        "outcomes"
    )
    free = has_some(desk.actor, Kind.OUTCOME, "edit")

    def says(study: Evaluation) -> Line:
        measured = tuple(
            Line(
                text=each.title,
                detail=f"{each.before_period} → {each.after_period}",
                edit=_edited("voor-en-na", each, free),
            )
            for each in study.outcomes.all()
        )
        about = study.strategic or study.objective or study.action or ""
        return Line(
            text=study.title,
            detail=" · ".join(filter(None, (study.get_moment_display(), str(about)))),
            under=(desk.section("voor-en-na", study, "", measured, free=free),),
        )

    return desk.lines("evaluatie", studies, says)


def _outputs(outputs: QuerySet[OutputIndicator], action: Action, desk: Desk) -> tuple[Line, ...]:
    free = may_add(desk.actor, Kind.VALUE, outputs[0]) if outputs else False
    counted: dict[int, list[Line]] = {}
    values = OutputValue.objects.filter(output__action=action).select_related("output")
    for value, line in zip(values, desk.lines("waarde", values, _value), strict=True):
        counted.setdefault(value.output_id, []).append(line)

    def says(output: OutputIndicator) -> Line:
        under = desk.section("waarde", output, "", tuple(counted.get(output.pk, ())), free=free)
        target = number_format(output.target) if output.target is not None else ""
        aim = _("streefdoel %(target)s %(unit)s") % {"target": target, "unit": output.unit}
        none = output.target is None
        gap = _("geen streefdoel") if none else ""
        return Line(text=output.title, detail="" if none else aim, gap=gap, under=(under,))

    return desk.lines("eigen-indicator", outputs, says)


def _milestone(each: Milestone) -> Line:
    when = _("klaar op %(day)s") if each.done_on else _("tegen %(day)s")
    said = when % {"day": date_format(each.done_on or each.due)}
    if each.slippage_days > 0:
        later = counted(each.slippage_days, "days", "later_than_decided")
        said = f"{said} ({later})"
    return Line(text=each.title, detail=said, gap="" if each.evidence_kind else _("zegt niet hoe we ze aantonen"))


def _amount(each: BudgetLine) -> Line:
    amount = number_format(each.amount, decimal_pos=2, force_grouping=True)
    unit = _("VTE") if each.nature == BudgetLine.Nature.FTE else "€"
    detail = f"{each.source} · {each.get_nature_display()} · {each.get_stage_display()}"
    return Line(text=f"{each.year} · {amount} {unit}", detail=detail)


def _value(each: OutputValue) -> Line:
    return Line(text=f"{date_format(each.on)}: {each.value} {each.output.unit}", detail=each.source)


def _figure(each: IndicatorLink) -> Line:
    return Line(
        text=indicators.title_of(each.indicator), detail=f"{each.get_role_display()}, {each.get_claim_display()}"
    )


def _outside(each: OutsideAction) -> Line:
    return Line(
        text=f"{each.uid} {each.title}",
        detail=" · ".join(filter(None, (str(each.domain), str(each.organisation or "")))),
    )


def _spell(each: Spell) -> str:
    since = _("sinds %(day)s") % {"day": date_format(each.start)}
    until = _("tot en met %(day)s") % {"day": date_format(each.end)} if each.end else ""
    return f"{since}, {until}" if until else since


def _edited(slug: str, thing: IndicatorLink | Objective | Outcome, free: bool) -> str:  # noqa: FBT001 asked for many at once
    return reverse("plans:edit", args=[slug, thing.pk]) if free else ""
