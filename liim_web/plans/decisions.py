"""How a version comes about: opened on the draft, checked, decided and sealed, published in place of the former."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from liim_web.accounts.acting import Actor
from liim_web.plans import editing, standings
from liim_web.plans.audit import record
from liim_web.plans.coverage import NO_LONGER, default_relevance, domains_of
from liim_web.plans.models import Action, Commitment, Objective, Plan, PlanVersion
from liim_web.plans.quality import draft_of, findings
from liim_web.plans.scopes import Kind
from liim_web.plans.snapshots import FIRST, leaf, snapshot
from liim_web.plans.snapshots import seal as sealed
from liim_web.plans.transitions import BY_NAME


def new_version(actor: Actor, plan: Plan, kind: str = PlanVersion.Kind.UPDATE) -> PlanVersion:
    """Open the plan for change: a next version in the making, in which every cell has to be answered again."""
    with transaction.atomic():
        last = plan.versions.order_by("number").last()
        version = PlanVersion(plan=plan, number=last.number + 1 if last else 1, kind=kind)
        editing.add(actor, version)
        ensure_cells(plan)
        if last:
            for cell in plan.commitments.exclude(state=Commitment.State.OPEN):
                editing.follow(actor, cell, BY_NAME[Kind.CELL, "open_again"])
    return version


def ensure_cells(plan: Plan) -> None:
    """A cell for every domain and objective, so that each can be answered and judged."""
    present = set(plan.commitments.values_list("domain_id", "objective_id"))
    Commitment.objects.bulk_create(
        Commitment(plan=plan, domain=domain, objective=objective, relevance=default_relevance(domain))
        for domain in domains_of(plan, timezone.localdate())
        for objective in Objective.objects.filter(strategic__plan=plan)
        if (domain.pk, objective.pk) not in present
    )


def can_be_decided(_actor: Actor, version: PlanVersion) -> None:
    """A decision has a number and a date, and answers for what the checks still find."""
    problems: dict[str, str] = {}
    if not version.decision_number:
        problems["decision_number"] = _("Geef het documentnummer van de beslissing.")
    if not version.decision_date:
        problems["decision_date"] = _("Geef de datum van de beslissing.")
    found = sum(len(finding.gaps) for finding in findings(draft_of(version.plan)))
    if found and not version.override_reason:
        message = ngettext(
            "De controles vinden nog %(n)s punt. Werk het weg, of zeg waarom de versie toch vastgesteld is.",
            "De controles vinden nog %(n)s punten. Werk ze weg, of zeg waarom de versie toch vastgesteld is.",
            found,
        )
        problems["override_reason"] = message % {"n": found}
    if problems:
        raise ValidationError(problems)


def has_an_action(_actor: Actor, cell: Commitment) -> None:
    """Who says that a cell is filled, has an action in it."""
    serving = Action.objects.filter(plan=cell.plan_id, lead_domain=cell.domain_id, objectives=cell.objective_id)
    if not serving.exclude(state__in=NO_LONGER).exists():
        raise ValidationError(
            _("Er is nog geen actie voor deze doelstelling. Vraag er een aan, of motiveer waarom niet.")
        )


def seal(actor: Actor, version: PlanVersion) -> None:
    """Freeze titles, dates and baselines, and close the version with its hash."""
    for action in version.plan.actions.filter(state=Action.State.PROPOSED):
        editing.follow(actor, action, BY_NAME[Kind.ACTION, "adopt"])
    for action in version.plan.actions.prefetch_related("milestones"):
        if action.official_title != action.title:
            editing.save(actor, action, {"official_title": action.title}, seen=None, operation="freeze")
        for milestone in action.milestones.all():
            if milestone.due_at_approval is None:
                editing.save(actor, milestone, {"due_at_approval": milestone.due}, seen=None, operation="freeze")
    for link in version.plan.indicator_links.filter(baseline_edition=""):
        baseline = standings.baseline(link)
        if baseline:
            editing.save(actor, link, baseline, seen=None, operation="freeze")
    version.previous_sha256 = _seal_before(version)
    # Sealed in Dutch, whatever the language of the page on which it was decided.
    with override("nl"):
        version.snapshot = snapshot(version)
    leaves = version.snapshot
    version.sha256 = sealed(version.previous_sha256, leaf(leaves["public"]), leaf(leaves["internal"]))


def replace_the_former(actor: Actor, version: PlanVersion) -> None:
    """One version is in force at a time."""
    for former in version.plan.versions.filter(state=PlanVersion.State.PUBLISHED).exclude(pk=version.pk):
        editing.follow(actor, former, BY_NAME[Kind.VERSION, "replace"])
        record(actor, version, "replaces", {"former": (former.uid, version.uid)})


def _seal_before(version: PlanVersion) -> str:
    former = version.plan.versions.exclude(sha256="").order_by("number").last()
    if former is None and version.plan.predecessor:
        former = version.plan.predecessor.versions.exclude(sha256="").order_by("number").last()
    return former.sha256 if former else FIRST
