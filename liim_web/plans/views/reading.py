"""Pages that anyone may read: plans, versions, matrix, actions, objectives, differences, letters, rounds."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liim_web.accounts.acting import Actor, acting
from liim_web.plans import indicators, standings
from liim_web.plans.content import Content, Reading, in_force, in_force_of, readable, reading, side_by_side
from liim_web.plans.differences import difference
from liim_web.plans.models import Action, IndicatorLink, Plan, PlanVersion, ReportingRound, other_languages
from liim_web.plans.quality import CHECKS, draft_of, findings
from liim_web.plans.reporting import said
from liim_web.plans.rights import has_some, visible
from liim_web.plans.scopes import Kind
from liim_web.plans.snapshots import evaluations
from liim_web.plans.story import story
from liim_web.plans.summary import summary
from liim_web.plans.tasks import piles
from liim_web.plans.translations import Dictionary, dictionary, of_action, translated
from liim_web.plans.views.commenting import comments_on

FILTERS = ("domain", "objective", "novelty", "state", "text")


def start(request: HttpRequest) -> HttpResponse:
    """All plans that the reader may see, and what waits for the reader."""
    actor = acting(request)
    every = visible(actor, "read", PlanVersion.objects.select_related("plan")).order_by("-plan__start", "number")
    of_plan: dict[Plan, list[PlanVersion]] = {}
    for each in every:
        of_plan.setdefault(each.plan, []).append(each)
    shown = [
        (plan, in_force_of(versions), next((each for each in versions if not each.sha256), None))
        for plan, versions in of_plan.items()
    ]
    return render(
        request,
        "plans/reading/start.html",
        {"plans": shown, "actor": actor, "piles": piles(actor), "links": _links_of(actor)},
    )


def _links_of(actor: Actor) -> list[tuple[str, str]]:
    """What else someone in this role keeps."""
    kept = (
        (Kind.PLAN, "add", _("Nieuw plan"), reverse("plans:add", args=["plan"])),
        (Kind.ORGANISATION, "edit", _("Domeinen, organisaties en mandaten"), reverse("plans:bodies")),
        (Kind.MEMBER, "read", _("Mensen"), reverse("plans:members")),
        (Kind.AUDIT, "read", _("Logboek"), reverse("plans:log")),
    )
    return [(name, address) for kind, operation, name, address in kept if has_some(actor, kind, operation)]


def plan(request: HttpRequest, code: str) -> HttpResponse:
    """The version in force."""
    found = in_force(acting(request), code)
    if found is None:
        raise Http404(f"There is no plan {code}.")
    return redirect("plans:version", code=code, number=found.version.number)


def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A plan as one version has it: objectives with their actions, filtered as asked."""
    found = reading(acting(request), code, number)
    content = spoken(found, found.content())
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    actions = chosen(content["actions"], asked)
    by_objective: dict[str, list[Content]] = {}
    for action in actions:
        for objective in action["objectives"]:
            by_objective.setdefault(objective, []).append(action)
    return page(
        request,
        "plans/reading/version.html",
        found,
        content=content,
        actions=actions,
        goals=[
            (strategic, [(goal, by_objective.get(goal["code"], [])) for goal in strategic["objectives"]])
            for strategic in content["strategic_objectives"]
        ],
        orphans=[action for action in actions if not action["objectives"]],
        asked=asked,
        may_read_outside=has_some(found.actor, Kind.OUTSIDE, "read"),
        may_translate=has_some(found.actor, Kind.PLAN, "translate"),
        may_read_requests=has_some(found.actor, Kind.CHANGE, "read"),
        filtered=any(asked.values()),
        summary=summary(content),
        novelties=Action.Novelty.choices,
        versions=list(readable(found.actor, code)),
    )


def chosen(actions: list[Content], asked: dict[str, str]) -> list[Content]:
    """Actions that answer to all that is asked."""

    def answers(action: Content) -> bool:
        text = f"{action['uid']} {action['title']} {action['description']} {action['organisation']}".lower()
        return (
            asked["domain"] in ("", action["domain"])
            and asked["novelty"] in ("", action["novelty"])
            and asked["state"] in ("", action["state"])
            and (not asked["objective"] or asked["objective"] in action["objectives"])
            and asked["text"].lower() in text
        )

    return [action for action in actions if answers(action)]


def action(request: HttpRequest, code: str, number: int, uid: str) -> HttpResponse:
    """One action with all that belongs to it."""
    found = reading(acting(request), code, number)
    known = abroad(found)
    told = found.action(uid) if known is None else of_action(found.action(uid), known)
    live = Action.objects.filter(uid=uid).first()
    reports = _published_reports(found.plan, uid)
    return page(
        request,
        "plans/reading/action.html",
        found,
        action=told,
        live=live,
        may_follow=live is not None and visible(found.actor, "follow", live.milestones.all()).exists(),
        standings=_standings(IndicatorLink.objects.filter(action__uid=uid).select_related("evaluation")),
        reports=reports,
        story=story(found, told, reports),
        comments=comments_on(found.actor, live) if live else {},
        evaluations=[each for each in _evaluations(found) if each["action"] == uid],
    )


def objective(request: HttpRequest, code: str, number: int, goal: str) -> HttpResponse:
    """One objective with its figures, its gaps and what every domain does for it."""
    found = reading(acting(request), code, number)
    content = spoken(found, found.content())
    told = next(
        (
            each
            for strategic in content["strategic_objectives"]
            for each in strategic["objectives"]
            if each["code"] == goal
        ),
        None,
    )
    if told is None:
        raise Http404(f"{goal} is no objective of {found.version.uid}.")
    strategic_code, _dash, code_within = goal.partition("-")
    links = IndicatorLink.objects.filter(
        objective__strategic__plan=found.plan, objective__strategic__code=strategic_code, objective__code=code_within
    )
    return page(
        request,
        "plans/reading/objective.html",
        found,
        objective=told,
        titles={each["uid"]: each["title"] for each in content["actions"]},
        cells=[(row, cell) for row in found.matrix().rows for cell in row.cells if cell.objective == goal],
        standings=_standings(links.select_related("evaluation")),
        evaluations=[each for each in content.get("evaluations", ()) if each["objective"] == goal],
    )


def changed(request: HttpRequest, code: str, number: int, since: int) -> HttpResponse:
    """What differs between two versions: the annex."""
    actor = acting(request)
    found, former = reading(actor, code, number), reading(actor, code, since)
    return page(
        request,
        "plans/reading/changed.html",
        found,
        former=former.version,
        difference=difference(*side_by_side(former, found)),
    )


def checks(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What a draft still lacks, per check and per domain; of a decided version, how often, as it was then."""
    found = reading(acting(request), code, number)
    if found.sealed:
        per_domain = found.version.public.get("checks_by_domain", {})
        counted = found.version.public.get("checks", {})
        sealed = [(check, counted.get(check.code, 0), per_domain.get(check.code, {})) for check in CHECKS]
        return page(request, "plans/reading/checks.html", found, sealed=sealed)
    return page(request, "plans/reading/checks.html", found, findings=findings(draft_of(found.plan)))


def abroad(found: Reading) -> Dictionary | None:
    """The translations for who reads in another language than the plan was written in; else nothing is looked up."""
    language = get_language() or ""
    return dictionary(found.plan, language) if language in dict(other_languages()) else None


def spoken(found: Reading, content: Content) -> Content:
    """A version in the language of the page, as far as it was translated."""
    known = abroad(found)
    return content if known is None else translated(content, known)


def page(request: HttpRequest, template: str, found: Reading, **shown: Any) -> HttpResponse:
    """A page about a version."""
    return render(
        request,
        template,
        {"reading": found, "version": found.version, "plan": found.plan, "actor": found.actor, **shown},
    )


def _evaluations(found: Reading) -> list[Content]:
    """The evaluations of a version: as they were sealed, or as they stand."""
    return list(found.version.public.get("evaluations", ()) if found.sealed else evaluations(found.plan))


def _standings(links: QuerySet[IndicatorLink]) -> list[tuple[IndicatorLink, standings.Standing | None]]:
    monitor = indicators.current()
    return [(link, standings.standing(link, monitor) if monitor else None) for link in links]


def _published_reports(plan: Plan, uid: str) -> list[tuple[ReportingRound, Content]]:
    rounds = plan.rounds.filter(state="gepubliceerd").order_by("-number")
    told = ((each, report) for each in rounds for report in each.public.get("reports", []) if report["action"] == uid)
    return [(each, said(report)) for each, report in told]
