"""A whole plan as one JSON text, out and in: the draft, every sealed version and every sealed round.

So a next legislature, or another administration, can leave with its data. What is sealed comes in as it was sealed,
with its hashes. People, seats and reports of a round that is still open stay behind: they belong to the place.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from liim_web.accounts.models import Mandate, Organisation, PolicyDomain
from liim_web.plans.models import (
    Action,
    ActionObjective,
    Commitment,
    Evaluation,
    IndicatorLink,
    Objective,
    Plan,
    PlanVersion,
    ReportingRound,
    StrategicObjective,
)
from liim_web.plans.snapshots import OUTCOME_NUMBERS, OUTCOME_WORDS, snapshot

FORMAT = "liim-plan-package/1"
PLAIN = (
    "state", "description", "contribution", "novelty", "contact", "target_groups", "legal_basis", "continuous",
    "budget_statement",
)  # fmt: skip
SEALED_VERSION = (
    "number", "kind", "state", "change_note", "decision_number", "decision_link", "override_reason", "snapshot",
    "sha256", "previous_sha256",
)  # fmt: skip
STUDY = ("title", "moment", "method", "limits", "lessons", "link")
SEALED_ROUND = ("number", "title", "state", "snapshot", "sha256")
REMINDING = ("remind_before", "remind_after", "remind_monthly")
TRANSLATED = ("of", "field", "language", "source_sha256", "text")
DAYS = {
    PlanVersion: ("decision_date", "effective_from"),
    ReportingRound: ("period_start", "period_end", "reference_date"),
}
MOMENTS = {PlanVersion: ("published_at",), ReportingRound: ("opens_at", "due_at", "closes_at", "published_at")}
Content = dict[str, Any]


def packed(plan: Plan) -> Content:
    """Everything of a plan, for who may have all of it."""
    last = plan.versions.order_by("number").last() or PlanVersion(plan=plan, number=1)
    return {
        "format": FORMAT,
        "draft": {"state": last.state, **snapshot(last)},
        "question_sets": [{"number": each.number, "questions": each.questions} for each in plan.question_sets.all()],
        "comments": [*_comments(plan)],
        "translations": [{name: getattr(each, name) for name in TRANSLATED} for each in plan.translations.all()],
        "versions": [_told(each, SEALED_VERSION) for each in plan.versions.exclude(sha256="").order_by("number")],
        "rounds": [
            {
                **_told(each, SEALED_ROUND + REMINDING),
                "version": each.version.number,
                "questions": each.questions.number if each.questions else None,
            }
            for each in plan.rounds.exclude(sha256="").select_related("version", "questions").order_by("number")
        ],
    }


def unpacked(package: Content, code: str) -> Plan:
    """Make the plan anew under a code of its own; domains and organisations that are missing are made with it.

    Raises:
        ValueError: when the package is of another format, or the code is in use.
    """
    if package.get("format") != FORMAT:
        raise ValueError(f"This is no package of a plan: its format is {package.get('format')!r}, not {FORMAT!r}.")
    if Plan.objects.filter(code=code).exists():
        raise ValueError(f"There is a plan {code} already. Give the package another code.")
    public, internal = package["draft"]["public"], package["draft"]["internal"]
    with transaction.atomic():
        plan = _plan(public["plan"], code)
        domains = _domains(public)
        studies = public["evaluations"] + internal.get("evaluations", [])
        evaluations = [(told, _study(plan, told)) for told in studies]
        goals = _objectives(plan, public)
        actions = {told["uid"]: told for told in public["actions"] + internal["actions"]}
        made = {uid: _action(plan, told, internal, domains, goals) for uid, told in sorted(actions.items())}
        for uid, told in actions.items():
            made[uid].merged_into = made.get(told["merged_into"])
            made[uid].predecessor = made.get(told["predecessor"])
            made[uid].split_from = made.get(told.get("split_from", ""))
            made[uid].save()
        strategic = {each.code: each for each in plan.strategic_objectives.all()}
        for told, study in evaluations:
            study.objective, study.action = goals.get(told["objective"]), made.get(told["action"])
            study.strategic = strategic.get(told.get("strategic", ""))
            study.save()
        _cells(plan, public, internal, domains, goals)
        _outside(plan, public, domains, goals)
        for told in package.get("question_sets", ()):
            plan.question_sets.create(**told)
        for told in package.get("translations", ()):
            plan.translations.create(**told)
        for told in package["versions"]:
            PlanVersion.objects.create(plan=plan, **_kept(PlanVersion, told, SEALED_VERSION))
        _draft(plan, package)
        for told in package["rounds"]:
            version = plan.versions.get(number=told["version"])
            asked = plan.question_sets.filter(number=told.get("questions")).first()
            kept = _kept(ReportingRound, told, SEALED_ROUND) | {name: told[name] for name in REMINDING if name in told}
            ReportingRound.objects.create(plan=plan, version=version, questions=asked, **kept)
        for told in package.get("comments", ()):
            _comment(plan, told, domains)
    return plan


def _told(thing: Any, names: tuple[str, ...]) -> Content:  # noqa: ANN401 a version or a round
    found = {name: getattr(thing, name) for name in names}
    for name in DAYS[type(thing)] + MOMENTS[type(thing)]:
        value = getattr(thing, name)
        found[name] = value.isoformat() if value else None
    return found


def _kept(model: Any, told: Content, names: tuple[str, ...]) -> Content:  # noqa: ANN401 a version or a round
    found = {name: told[name] for name in names}
    found |= {name: _day(told.get(name)) for name in DAYS[model]}
    found |= {name: dt.datetime.fromisoformat(told[name]) if told[name] else None for name in MOMENTS[model]}
    return found


def _comments(plan: Plan) -> Iterator[Content]:
    """What was said about actions and cells; what was said in a round that is still open stays behind with it."""
    said = plan.comments.exclude(round__isnull=False, round__sha256="")
    for each in said.select_related("action", "round", "cell__domain", "cell__objective__strategic", "domain"):
        goal = each.cell.objective if each.cell else None
        yield {
            "action": each.action.uid.removeprefix(f"{plan.code}-") if each.action else "",
            "round": each.round.number if each.round else None,
            "cell": [each.cell.domain.code, f"{goal.strategic.code}-{goal.code}"] if each.cell and goal else None,
            "domain": each.domain.code,
            "organisation": each.organisation.name if each.organisation else "",
            "text": each.text,
            "by": each.by,
            "role": each.role,
            "at": each.at.isoformat(),
        }


def _comment(plan: Plan, told: Content, domains: dict[str, PolicyDomain]) -> None:
    domain, _comma, goal = ":".join(told["cell"] or ()).partition(":")
    strategic, _dash, code = goal.partition("-")
    cells = plan.commitments.filter(domain__code=domain, objective__strategic__code=strategic, objective__code=code)
    plan.comments.create(
        action=plan.actions.filter(uid=f"{plan.code}-{told['action']}").first(),
        round=plan.rounds.filter(number=told["round"]).first(),
        cell=cells.first(),
        domain=domains[told["domain"]],
        organisation=_organisation(told["organisation"], domains[told["domain"]]),
        at=dt.datetime.fromisoformat(told["at"]),
        **{name: told[name] for name in ("text", "by", "role")},
    )


def _study(plan: Plan, told: Content) -> Evaluation:
    study: Evaluation = plan.evaluations.create(**{name: told[name] for name in STUDY})
    for each in told.get("outcomes", ()):
        study.outcomes.create(**{name: each[name] for name in OUTCOME_WORDS + OUTCOME_NUMBERS})
    return study


def _plan(told: Content, code: str) -> Plan:
    names = ("title", "kind", "legislature", "legal_basis", "situation", "fictitious", "themes", "visibility")
    start, end = _day(told["start"]), _day(told["end"])
    if start is None or end is None:
        raise ValueError("The package does not say from when to when the plan holds.")
    plan = Plan(code=code, start=start, end=end, **{name: told[name] for name in names if name in told})
    plan.coordinating_mandate = _mandate(told["coordinated_by"], start)
    plan.predecessor = Plan.objects.filter(code=told["predecessor"]).first()
    if told["owner"]:
        defaults = {"kind": Organisation.Kind.OTHER, "start": start}
        plan.owner = Organisation.objects.get_or_create(name=told["owner"], defaults=defaults)[0]
    plan.save()
    return plan


def _domains(public: Content) -> dict[str, PolicyDomain]:
    start = public["plan"]["start"]
    for order, told in enumerate(public["domains"]):
        PolicyDomain.objects.get_or_create(
            code=told["code"], defaults={"name": told["name"], "order": order, "start": start}
        )
    return {domain.code: domain for domain in PolicyDomain.objects.all()}


def _objectives(plan: Plan, public: Content) -> dict[str, Objective]:
    goals = {}
    for order, told in enumerate(public["strategic_objectives"]):
        strategic = StrategicObjective.objects.create(
            plan=plan, code=told["code"], title=told["title"], rationale=told["rationale"], missions=told["missions"],
            order=order, population=told.get("population", ""),
        )  # fmt: skip
        for place, goal in enumerate(told["objectives"]):
            goals[goal["code"]] = Objective.objects.create(
                strategic=strategic, code=goal["code"].removeprefix(f"{told['code']}-"), title=goal["title"],
                rationale=goal["rationale"], population=goal["population"], order=place,
            )  # fmt: skip
            for link in goal["indicators"]:
                _link(plan, link, objective=goals[goal["code"]])
    return goals


def _action(
    plan: Plan, told: Content, internal: Content, domains: dict[str, PolicyDomain], goals: dict[str, Objective]
) -> Action:
    action = Action.objects.create(
        plan=plan,
        uid=f"{plan.code}-{told['uid'].split('-', 1)[1]}",
        title=told["working_title"],
        official_title=told["title"] if told["state"] != Action.State.PROPOSED else "",
        lead_domain=domains[told["domain"]],
        lead_organisation=_organisation(told["organisation"], domains[told["domain"]]),
        mandate=_mandate(told["mandate"], plan.start),
        start=_day(told["start"]),
        end=_day(told["end"]),
        # What came into the format later is absent from older packages.
        scope=told.get("scope", ""),
        priority=told.get("priority", ""),
        started_on=_day(told.get("started_on")),
        ended_on=_day(told.get("ended_on")),
        internal=told in internal["actions"],
        contact_person=internal["contact_persons"].get(told["uid"], ""),
        **{name: told[name] for name in PLAIN},
    )
    for place, code in enumerate(told["objectives"]):
        ActionObjective.objects.create(action=action, objective=goals[code], primary=place == 0)
    for partner in told.get("partner_rows") or [{"name": name} for name in told["partners"].splitlines() if name]:
        action.partners.create(**partner)
    for line in told["budget"] + internal["planned_budget"].get(told["uid"], []):
        action.budget.create(**line)
    for milestone in told["milestones"]:
        days = {name: _day(milestone[name]) for name in ("due", "due_at_approval", "done_on")}
        action.milestones.create(title=milestone["title"], reason=milestone["reason"],
                                 evidence_kind=milestone["evidence_kind"], **days)  # fmt: skip
    for output in told["outputs"]:
        counted = action.outputs.create(
            title=output["title"], unit=output["unit"], target=output["target"], target_date=_day(output["target_date"])
        )
        for value in output["values"]:
            counted.values.create(**{**value, "on": _day(value["on"])})
    for link in told["indicators"]:
        _link(plan, link, action=action)
    action.also_in_plans.set(Plan.objects.filter(code__in=told["also_in"]))
    return action


def _link(plan: Plan, told: Content, **of: Action | Objective) -> None:
    study = Evaluation.objects.filter(plan=plan, title=told["evaluation"]).first() if told["evaluation"] else None
    plain = {name: value for name, value in told.items() if name not in {"evaluation", "title"}}
    IndicatorLink.objects.create(plan=plan, evaluation=study, **plain, **of)


def _cells(
    plan: Plan, public: Content, internal: Content, domains: dict[str, PolicyDomain], goals: dict[str, Objective]
) -> None:
    words = {(word["domain"], word["objective"]): word for word in internal["words"]}
    for told in public["cells"]:
        word = words.get((told["domain"], told["objective"]))
        if word is None:
            continue
        cell = Commitment.objects.create(
            plan=plan, domain=domains[told["domain"]], objective=goals[told["objective"]], state=told["state"],
            relevance=told["relevance"], explanation=told["explanation"], commission_note=told["note"],
            given_by=word["given_by"],
        )  # fmt: skip
        # The day on which a cell was opened is set by the database when it is made.
        days = {"opened_on": _day(word["opened_on"]), "given_on": _day(word["given_on"])}
        Commitment.objects.filter(pk=cell.pk).update(**days)


def _outside(plan: Plan, public: Content, domains: dict[str, PolicyDomain], goals: dict[str, Objective]) -> None:
    """Actions outside the plan; older packages have none."""
    for told in public.get("outside", ()):
        plan.outside_actions.create(
            uid=f"{plan.code}-{told['uid'].rpartition('-')[2]}",
            domain=domains[told["domain"]],
            organisation=_organisation(told["organisation"], domains[told["domain"]]),
            objective=goals.get(told["objective"]),
            start=_day(told["start"]),
            end=_day(told["end"]),
            **{name: told[name] for name in ("title", "description", "link")},
        )


def _draft(plan: Plan, package: Content) -> None:
    """The version in the making, if there was one."""
    told = package["draft"]["public"]["version"]
    if package["draft"]["state"] in PlanVersion.SEALED:
        return
    plain = {name: told[name] for name in ("number", "kind", "change_note")}
    PlanVersion.objects.create(plan=plan, state=package["draft"]["state"], **plain)


def _organisation(name: str, domain: PolicyDomain) -> Organisation | None:
    if not name:
        return None
    defaults = {"kind": Organisation.Kind.OTHER, "domain": domain, "start": domain.start}
    return Organisation.objects.get_or_create(name=name, defaults=defaults)[0]


def _mandate(told: str, start: dt.date) -> Mandate | None:
    """Told as "title (holder)"."""
    if not told:
        return None
    title, _, holder = told.removesuffix(")").rpartition(" (")
    return Mandate.objects.get_or_create(title=title, holder=holder, defaults={"start": start})[0]


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
