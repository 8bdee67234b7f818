"""A version as one self-contained text: it reads without any live row, is hashed, and is chained to the one before.

The content has two leaves. The public leaf is what everyone may read; the internal leaf holds what was decided but is
not public. The seal covers the former seal and the hashes of both leaves, so the public can check the whole chain with
the public leaf and the hash of the other, and learns nothing of it.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.utils import timezone

from liim_web.plans.coverage import Matrix
from liim_web.plans.indicators import title_of
from liim_web.plans.models import Action, BudgetLine, CommissionSeat, IndicatorLink, OutsideAction, Plan, PlanVersion
from liim_web.plans.quality import draft_of, findings

FORMAT = "liim-plan/1"
FIRST = "0" * 64
Content = dict[str, Any]
OUTCOME_WORDS = ("title", "indicator", "unit", "before_period", "after_period", "compared_with", "note")
OUTCOME_NUMBERS = ("before", "after", "compared_before", "compared_after")


def canonical(content: Content) -> bytes:
    """One text for one content, whatever wrote it."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def leaf(content: Content) -> str:
    """The hash of one leaf."""
    return hashlib.sha256(canonical(content)).hexdigest()


def seal(previous: str, public: str, internal: str) -> str:
    """The seal of a version: over the former seal and both leaves."""
    return hashlib.sha256(f"{previous}{public}{internal}".encode()).hexdigest()


def snapshot(version: PlanVersion) -> Content:
    """Both leaves of a version, from the plan as it stands now."""
    plan = version.plan
    actions = list(
        plan.actions.select_related(
            "lead_domain", "lead_organisation", "mandate", "predecessor", "merged_into", "split_from"
        )
        .prefetch_related(
            "serves__objective__strategic",
            "partners",
            "milestones",
            "budget",
            "outputs__values",
            "indicator_links__evaluation",
            "also_in_plans",
        )
        .order_by("uid")
    )
    draft = draft_of(plan)
    found = findings(draft)
    outside = plan.outside_actions.select_related("domain", "organisation", "objective__strategic")
    studies, hidden = list(evaluations(plan)), {action.uid for action in actions if action.internal}
    open_to_all = [action for action in actions if not action.internal]
    return {
        "public": {
            "format": FORMAT,
            "plan": _plan(plan),
            "version": _version(version),
            **_matrix(draft.matrix, hidden),
            "strategic_objectives": list(_objectives(plan)),
            "actions": [action_content(action) for action in open_to_all],
            "outside": [outside_content(each) for each in outside],
            "evaluations": [each for each in studies if each["action"] not in hidden],
            "seats": list(_seats()),
            "checks": {finding.check.code: len(finding.gaps) for finding in found},
            "checks_by_domain": {finding.check.code: finding.per_domain for finding in found if finding.gaps},
        },
        "internal": {
            "actions": [action_content(action) for action in actions if action.internal],
            "evaluations": [each for each in studies if each["action"] in hidden],
            "planned_budget": {
                action.uid: planned for action in actions if (planned := [*_budget(action, public=False)])
            },
            "words": [
                {
                    "domain": cell.domain.code,
                    "objective": f"{cell.objective.strategic.code}-{cell.objective.code}",
                    "given_by": cell.given_by,
                    "given_on": _day(cell.given_on),
                    "opened_on": _day(cell.opened_on),
                }
                for cell in plan.commitments.select_related("domain", "objective__strategic").order_by("pk")
            ],
            "contact_persons": {action.uid: action.contact_person for action in actions if action.contact_person},
        },
    }


def broken_seals(plan: Plan) -> Iterator[str]:
    """Which versions are not what was sealed, in words; nothing when all are."""
    previous = FIRST
    if plan.predecessor:
        last = plan.predecessor.versions.exclude(sha256="").order_by("number").last()
        previous = last.sha256 if last else FIRST
    for version in plan.versions.exclude(sha256="").order_by("number"):
        content = version.snapshot or {"public": {}, "internal": {}}
        if version.previous_sha256 != previous:
            yield f"{version.uid} does not follow from the version before it."
        if version.sha256 != seal(version.previous_sha256, leaf(content["public"]), leaf(content["internal"])):
            yield f"{version.uid} was altered after it was decided."
        previous = version.sha256


def action_content(action: Action) -> Content:
    """An action with all that belongs to it, in words that stand on their own."""
    return {
        "uid": action.uid,
        "title": action.official_title or action.title,
        "working_title": action.title,
        "state": action.state,
        "description": action.description,
        "contribution": action.contribution,
        "novelty": action.novelty,
        "domain": action.lead_domain.code,
        "domain_name": action.lead_domain.name,
        "organisation": action.lead_organisation.name if action.lead_organisation else "",
        "mandate": f"{action.mandate.title} ({action.mandate.holder})" if action.mandate else "",
        "partners": "\n".join(str(partner) for partner in action.partners.all()),
        "partner_rows": [{"name": partner.name, "role": partner.role} for partner in action.partners.all()],
        "contact": action.contact,
        "target_groups": action.target_groups,
        "scope": action.scope,
        "priority": action.priority,
        "legal_basis": action.legal_basis,
        "start": _day(action.start),
        "end": _day(action.end),
        "continuous": action.continuous,
        "started_on": _day(action.started_on),
        "ended_on": _day(action.ended_on),
        "objectives": [f"{each.objective.strategic.code}-{each.objective.code}" for each in action.serves.all()],
        "predecessor": action.predecessor.uid if action.predecessor else "",
        "merged_into": action.merged_into.uid if action.merged_into else "",
        "split_from": action.split_from.uid if action.split_from else "",
        "also_in": [plan.code for plan in action.also_in_plans.all()],
        "budget_statement": action.budget_statement,
        "budget": list(_budget(action, public=True)),
        "milestones": milestones_content(action),
        "outputs": outputs_content(action),
        "indicators": [link_content(link) for link in action.indicator_links.all()],
    }


def milestones_content(action: Action) -> list[Content]:
    """The steps of an action with their days."""
    return [
        {
            "title": milestone.title,
            "due_at_approval": _day(milestone.due_at_approval),
            "due": _day(milestone.due),
            "done_on": _day(milestone.done_on),
            "reason": milestone.reason,
            "evidence_kind": milestone.evidence_kind,
        }
        for milestone in action.milestones.all()
    ]


def outputs_content(action: Action) -> list[Content]:
    """What an action counts itself, with what was counted."""
    return [
        {
            "title": output.title,
            "unit": output.unit,
            "target": _decimal(output.target),
            "target_date": _day(output.target_date),
            "values": [
                {
                    "on": _day(each.on),
                    "value": str(each.value),
                    "source": each.source,
                    "note": each.note,
                    "provisional": each.provisional,
                }
                for each in output.values.all()
            ],
        }
        for output in action.outputs.all()
    ]


def outside_content(action: OutsideAction) -> Content:
    """An action outside the plan."""
    goal = action.objective
    return {
        "uid": action.uid,
        "title": action.title,
        "description": action.description,
        "domain": action.domain.code,
        "domain_name": action.domain.name,
        "organisation": action.organisation.name if action.organisation else "",
        "objective": f"{goal.strategic.code}-{goal.code}" if goal else "",
        "start": _day(action.start),
        "end": _day(action.end),
        "link": action.link,
    }


def _plan(plan: Plan) -> Content:
    return {
        "code": plan.code,
        "title": plan.title,
        "kind": plan.kind,
        "themes": list(plan.themes),
        "visibility": plan.visibility,
        "owner": plan.owner.name if plan.owner else "",
        "legislature": plan.legislature,
        "start": _day(plan.start),
        "end": _day(plan.end),
        "legal_basis": plan.legal_basis,
        "situation": plan.situation,
        "coordinated_by": str(plan.coordinating_mandate or ""),
        "predecessor": plan.predecessor.code if plan.predecessor else "",
        "fictitious": plan.fictitious,
    }


def _version(version: PlanVersion) -> Content:
    return {
        "uid": version.uid,
        "number": version.number,
        "kind": version.kind,
        "change_note": version.change_note,
        "decision_number": version.decision_number,
        "decision_date": _day(version.decision_date),
        "decision_link": version.decision_link,
        "effective_from": _day(version.effective_from),
        "override_reason": version.override_reason,
    }


def _matrix(matrix: Matrix, hidden: set[str]) -> Content:
    """The matrix in public: an action that is not public covers its cell, but is not named or counted by kind."""
    return {
        "domains": [{"code": row.domain, "name": row.name, "has_seat": row.has_seat} for row in matrix.rows],
        "columns": [asdict(column) for column in matrix.columns],
        "cells": [
            {
                **asdict(cell),
                "id": None,
                "actions": [uid for uid in cell.actions if uid not in hidden],
                "novelty": None if hidden.intersection(cell.actions) else dict(cell.novelty or {}),
            }
            for row in matrix.rows
            for cell in row.cells
        ],
    }


def _objectives(plan: Plan) -> Iterator[Content]:
    for strategic in plan.strategic_objectives.prefetch_related("objectives__indicator_links__evaluation"):
        yield {
            "code": strategic.code,
            "uid": strategic.uid,
            "title": strategic.title,
            "rationale": strategic.rationale,
            "population": strategic.population,
            "missions": sorted(strategic.missions),
            "objectives": [
                {
                    "code": f"{strategic.code}-{objective.code}",
                    "uid": f"{strategic.uid}-{objective.code}",
                    "title": objective.title,
                    "rationale": objective.rationale,
                    "population": objective.population,
                    "indicators": [link_content(link) for link in objective.indicator_links.all()],
                }
                for objective in strategic.objectives.all()
            ],
        }


def evaluations(plan: Plan) -> Iterator[Content]:
    """Every evaluation of a plan, its parts and actions, with what it measured."""
    studies = plan.evaluations.select_related("strategic", "objective__strategic", "action")
    for study in studies.prefetch_related("outcomes").order_by("title", "pk"):
        goal = study.objective
        yield {
            "title": study.title,
            "moment": study.moment,
            "method": study.method,
            "limits": study.limits,
            "lessons": study.lessons,
            "link": study.link,
            "objective": f"{goal.strategic.code}-{goal.code}" if goal else "",
            "strategic": study.strategic.code if study.strategic else "",
            "action": study.action.uid if study.action else "",
            "outcomes": [
                {name: getattr(each, name) for name in OUTCOME_WORDS}
                | {name: _decimal(getattr(each, name)) for name in OUTCOME_NUMBERS}
                for each in study.outcomes.all()
            ],
        }


def _seats() -> Iterator[Content]:
    today = timezone.localdate()
    for seat in CommissionSeat.objects.filter(CommissionSeat.holds_on(today)).select_related("organisation", "domain"):
        yield {
            "holder": seat.holder,
            "organisation": seat.organisation.name if seat.organisation else "",
            "represents": seat.represents,
            "domain": seat.domain.code if seat.domain else "",
            "voting": seat.voting,
        }


def _budget(action: Action, *, public: bool) -> Iterator[Content]:
    for line in action.budget.all():
        if (line.stage in BudgetLine.PUBLIC_STAGES) == public:
            yield {
                "year": line.year,
                "source": line.source,
                "nature": line.nature,
                "stage": line.stage,
                "amount": str(line.amount),
            }


def link_content(link: IndicatorLink) -> Content:
    """A figure of the monitor as a version tells it."""
    names = (
        "indicator", "role", "claim", "area", "geography", "breakdown", "population", "comparator", "baseline_period",
        "baseline_value", "baseline_edition", "target_kind", "target_value", "target_period", "direction", "lag_years",
        "rationale",
    )  # fmt: skip
    return {name: getattr(link, name) for name in names} | {
        "title": title_of(link.indicator),
        "evaluation": link.evaluation.title if link.evaluation else "",
    }


def _day(day: Any) -> str | None:  # noqa: ANN401 a date, or nothing
    return day.isoformat() if day else None


def _decimal(value: Any) -> str | None:  # noqa: ANN401 a decimal, or nothing
    return None if value is None else str(value)
