"""What a draft still lacks: one check, one sentence, one function. Only a decision must answer for them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liim_web.plans.coverage import NO_LONGER, Cover, Matrix, coverage
from liim_web.plans.models import Action, IndicatorLink, Objective, Plan
from liim_web.plans.models.plans import Mission


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All that the checks look at, read once."""

    plan: Plan
    actions: tuple[Action, ...]
    objectives: tuple[Objective, ...]
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing: of which thing, and in which domain (empty: of the plan as a whole)."""

    thing: str
    title: str
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A question to the draft; `find` yields what does not answer it."""

    code: str
    says: Promise | str
    find: Callable[[Draft], Iterator[Gap]]


@dataclass(frozen=True, slots=True)
class Finding:
    """A check with what it found."""

    check: Check
    gaps: tuple[Gap, ...]

    @property
    def per_domain(self) -> dict[str, int]:
        """How often in each domain. A plain dict: templates would look up `items` in a Counter and find zero."""
        return dict(Counter(gap.domain for gap in self.gaps))


def _actions(wanting: Callable[[Action], bool]) -> Callable[[Draft], Iterator[Gap]]:
    def find(draft: Draft) -> Iterator[Gap]:
        for action in draft.actions:
            if wanting(action):
                yield Gap(action.uid, action.title, action.lead_domain.code)

    return find


def _no_target(action: Action) -> bool:
    has_target = any(link.target_value is not None for link in action.indicator_links.all())
    return not has_target and all(output.target is None for output in action.outputs.all())


def _only_existing(draft: Draft) -> Iterator[Gap]:
    novelty: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for action in draft.actions:
        novelty[action.lead_domain.code].add(action.novelty)
        names[action.lead_domain.code] = action.lead_domain.name
    for domain, kinds in novelty.items():
        if kinds == {Action.Novelty.EXISTING}:
            yield Gap(domain, names[domain], domain)


def _claimed_twice(draft: Draft) -> Iterator[Gap]:
    claims: dict[tuple[str, ...], list[Action]] = defaultdict(list)
    for action in draft.actions:
        for link in action.indicator_links.all():
            if link.role == IndicatorLink.Role.OUTPUT:
                claims[link.indicator, link.area, link.breakdown, link.population].append(action)
    for (indicator, *_where), claimants in claims.items():
        if len({action.pk for action in claimants}) > 1:
            for action in claimants:
                yield Gap(action.uid, f"{indicator}: {action.title}", action.lead_domain.code)


def _milestones_without_evidence(draft: Draft) -> Iterator[Gap]:
    for action in draft.actions:
        for milestone in action.milestones.all():
            if not milestone.evidence_kind:
                yield Gap(action.uid, milestone.title, action.lead_domain.code)


def _objectives_without_outcome(draft: Draft) -> Iterator[Gap]:
    for objective in draft.objectives:
        if all(link.role != IndicatorLink.Role.OUTCOME for link in objective.indicator_links.all()):
            yield Gap(objective.uid, objective.title)


def _open_cells(draft: Draft) -> Iterator[Gap]:
    for row in draft.matrix.rows:
        for cell in row.cells:
            if cell.cover == Cover.OPEN:
                yield Gap(cell.objective, f"{row.name}, {cell.objective}", row.domain)


def _domains_without_seat(draft: Draft) -> Iterator[Gap]:
    for row in draft.matrix.seat_gaps:
        yield Gap(row.domain, row.name, row.domain)


def _elements_without_objective(draft: Draft) -> Iterator[Gap]:
    served = {mission for objective in draft.objectives for mission in objective.strategic.missions}
    for mission in Mission:
        if mission.value not in served:
            yield Gap(mission.value, str(mission.label))


CHECKS: tuple[Check, ...] = (
    Check("orphan", _("Actie zonder doelstelling"), _actions(lambda action: not action.serves.all())),
    Check(
        "no_contribution", _("Actie die niet zegt hoe ze bijdraagt"), _actions(lambda action: not action.contribution)
    ),
    Check(
        "no_indicator",
        _("Actie zonder indicator"),
        _actions(lambda action: not action.indicator_links.all() and not action.outputs.all()),
    ),
    Check("no_target", _("Actie zonder streefdoel"), _actions(_no_target)),
    Check(
        "no_end", _("Actie zonder einddatum, niet doorlopend"), _actions(lambda each: not (each.end or each.continuous))
    ),
    Check(
        "no_budget",
        _("Actie die niets over budget zegt"),
        _actions(
            lambda each: each.budget_statement == "" or (each.budget_statement == "lines" and not each.budget.all())
        ),
    ),
    Check("only_existing", _("Domein met enkel bestaande acties"), _only_existing),
    Check("claimed_twice", _("Indicator die twee acties als hun resultaat opgeven"), _claimed_twice),
    Check("milestone_without_evidence", _("Mijlpaal die niet zegt hoe we ze aantonen"), _milestones_without_evidence),
    Check("objective_without_outcome", _("Doelstelling zonder effectindicator"), _objectives_without_outcome),
    Check("open_cell", _("Open cel in de matrix"), _open_cells),
    Check("no_seat", _("Domein zonder zetel in de Commissie"), _domains_without_seat),
    Check("element_unserved", _("Element van het beleid zonder doelstelling"), _elements_without_objective),
)


def draft_of(plan: Plan) -> Draft:
    """Read all that the checks look at, in a fixed number of queries."""
    actions = (
        plan.actions.exclude(state__in=NO_LONGER)
        .select_related("lead_domain")
        .prefetch_related("serves", "indicator_links", "outputs", "budget", "milestones")
    )
    objectives = (
        Objective.objects.filter(strategic__plan=plan)
        .select_related("strategic__plan")
        .prefetch_related("indicator_links")
    )
    return Draft(plan=plan, actions=tuple(actions), objectives=tuple(objectives), matrix=coverage(plan))


def findings(draft: Draft) -> tuple[Finding, ...]:
    """Every check, in order, also those that found nothing."""
    return tuple(Finding(check, tuple(check.find(draft))) for check in CHECKS)
