"""What rights are about, and how much of it: kinds of things, to whom they belong, and scopes as filters."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Model, Q

from liim_web.accounts.acting import Actor
from liim_web.accounts.models import Mandate, Membership, Organisation, PolicyDomain
from liim_web.plans.models import (
    Action,
    ActionReport,
    AuditEvent,
    BudgetLine,
    ChangeRequest,
    Comment,
    CommissionSeat,
    Commitment,
    Evaluation,
    Evidence,
    IndicatorLink,
    Milestone,
    Objective,
    Outcome,
    OutputIndicator,
    OutputValue,
    OutsideAction,
    Partner,
    Plan,
    PlanVersion,
    QuestionSet,
    ReportingRound,
    StrategicObjective,
)


class Kind(StrEnum):
    """What rights are about."""

    VERSION = "version"
    PLAN = "plan"
    GOAL = "goal"
    OBJECTIVE = "objective"
    ACTION = "action"
    MILESTONE = "milestone"
    PARTNER = "partner"
    BUDGET = "budget"
    OUTPUT = "output"
    VALUE = "value"
    LINK = "link"
    EVALUATION = "evaluation"
    OUTCOME = "outcome"
    OUTSIDE = "outside"
    CELL = "cell"
    QUESTIONS = "questions"
    ROUND = "round"
    REPORT = "report"
    EVIDENCE = "evidence"
    CHANGE = "change"
    COMMENT = "comment"
    SEAT = "seat"
    AUDIT = "audit"
    MEMBER = "member"
    DOMAIN = "domain"
    ORGANISATION = "organisation"
    MANDATE = "mandate"


MODELS: dict[Kind, type[Model]] = {
    Kind.VERSION: PlanVersion,
    Kind.PLAN: Plan,
    Kind.GOAL: StrategicObjective,
    Kind.OBJECTIVE: Objective,
    Kind.ACTION: Action,
    Kind.MILESTONE: Milestone,
    Kind.PARTNER: Partner,
    Kind.BUDGET: BudgetLine,
    Kind.OUTPUT: OutputIndicator,
    Kind.VALUE: OutputValue,
    Kind.LINK: IndicatorLink,
    Kind.EVALUATION: Evaluation,
    Kind.OUTCOME: Outcome,
    Kind.OUTSIDE: OutsideAction,
    Kind.CELL: Commitment,
    Kind.QUESTIONS: QuestionSet,
    Kind.ROUND: ReportingRound,
    Kind.REPORT: ActionReport,
    Kind.EVIDENCE: Evidence,
    Kind.CHANGE: ChangeRequest,
    Kind.COMMENT: Comment,
    Kind.SEAT: CommissionSeat,
    Kind.AUDIT: AuditEvent,
    Kind.MEMBER: Membership,
    Kind.DOMAIN: PolicyDomain,
    Kind.ORGANISATION: Organisation,
    Kind.MANDATE: Mandate,
}
KINDS: dict[type[Model], Kind] = {model: kind for kind, model in MODELS.items()}

# Where a thing says to which domain, entity and plan it belongs, in which round it was reported, and who wrote it.
DOMAIN = {
    Kind.ACTION: "lead_domain",
    Kind.MILESTONE: "action__lead_domain",
    Kind.PARTNER: "action__lead_domain",
    Kind.BUDGET: "action__lead_domain",
    Kind.OUTPUT: "action__lead_domain",
    Kind.VALUE: "output__action__lead_domain",
    Kind.LINK: "action__lead_domain",
    Kind.OUTSIDE: "domain",
    Kind.CELL: "domain",
    Kind.REPORT: "action__lead_domain",
    Kind.EVIDENCE: "report__action__lead_domain",
    Kind.CHANGE: "domain",
    Kind.COMMENT: "domain",
    Kind.MEMBER: "domain",
}
ENTITY = {
    Kind.ACTION: "lead_organisation",
    Kind.MILESTONE: "action__lead_organisation",
    Kind.PARTNER: "action__lead_organisation",
    Kind.BUDGET: "action__lead_organisation",
    Kind.OUTPUT: "action__lead_organisation",
    Kind.VALUE: "output__action__lead_organisation",
    Kind.LINK: "action__lead_organisation",
    Kind.OUTSIDE: "organisation",
    Kind.REPORT: "action__lead_organisation",
    Kind.EVIDENCE: "report__action__lead_organisation",
    Kind.CHANGE: "organisation",
    Kind.COMMENT: "organisation",
}
PLAN = {
    Kind.PLAN: "",
    Kind.GOAL: "plan__",
    Kind.OBJECTIVE: "strategic__plan__",
    Kind.ACTION: "plan__",
    Kind.MILESTONE: "action__plan__",
    Kind.PARTNER: "action__plan__",
    Kind.OUTPUT: "action__plan__",
    Kind.LINK: "plan__",
    Kind.EVALUATION: "plan__",
    Kind.VERSION: "plan__",
    Kind.ROUND: "plan__",
}
ROUND = {Kind.REPORT: "round__", Kind.EVIDENCE: "report__round__"}
AUTHOR = {Kind.REPORT: "author", Kind.CHANGE: "author"}
STATE = {
    Kind.VERSION: "state",
    Kind.ACTION: "state",
    Kind.MILESTONE: "action__state",
    Kind.PARTNER: "action__state",
    Kind.OUTPUT: "action__state",
    Kind.VALUE: "output__action__state",
    Kind.LINK: "action__state",
    Kind.CELL: "state",
    Kind.ROUND: "state",
    Kind.REPORT: "state",
    Kind.EVIDENCE: "report__state",
    Kind.CHANGE: "state",
    Kind.BUDGET: "stage",
}
NOTHING = Q(pk__in=())
# Not Q(): Django drops an empty condition from an "or", which would turn everything into nothing.
EVERYTHING = Q(pk__isnull=False)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which of the things: a name to read aloud, and the same as a filter."""

    name: str
    keep: Callable[[Actor, Kind], Q]

    def __and__(self, other: "Scope") -> "Scope":
        """What both keep."""
        return Scope(f"{self.name}, {other.name}", lambda actor, kind: self.keep(actor, kind) & other.keep(actor, kind))


def _mine(paths: dict[Kind, str], mine: Callable[[Actor], int | None]) -> Callable[[Actor, Kind], Q]:
    def keep(actor: Actor, kind: Kind) -> Q:
        own = mine(actor)
        # An objective belongs to all domains, so to none: what hangs under it is nobody's own.
        return NOTHING if own is None or kind not in paths else Q(**{paths[kind]: own})

    return keep


_own_domain = _mine(DOMAIN, lambda actor: actor.domain_id)
_own_entity = _mine(ENTITY, lambda actor: actor.organisation_id)
_own_work = _mine(AUTHOR, lambda actor: actor.user_id)


def _other_domains(actor: Actor, kind: Kind) -> Q:
    # A member whose domain is unknown might be judging the own domain.
    return NOTHING if actor.domain_id is None else ~_own_domain(actor, kind)


def _of_another(actor: Actor, kind: Kind) -> Q:
    return ~_own_work(actor, kind)


ALL = Scope("all", lambda _actor, _kind: EVERYTHING)
OWN_DOMAIN = Scope("own domain", _own_domain)
OWN_ENTITY = Scope("own entity", _own_entity)
OF_ANOTHER = Scope("by someone else", _of_another)
OWN_DOMAIN_OF_ANOTHER = OWN_DOMAIN & OF_ANOTHER
OTHER_DOMAINS = Scope("not the own domain", _other_domains)
IN_THE_MAKING = Scope(
    "while a version is being made", lambda _actor, kind: Q(**{f"{PLAN[kind]}versions__state": "concept"})
)
FROM_ADVICE = Scope(
    "once the plan is out for advice",
    lambda _actor, _kind: (
        ~Q(state="voorstel")
        | Q(plan__versions__state__in=("voor_advies", "advies_ontvangen", "ter_beslissing", *PlanVersion.SEALED))
    ),
)
NOT_ASKED = Scope(
    "as long as no round asked it",
    lambda _actor, _kind: ~Q(rounds__state__in=("open", "in_nazicht", "voorgelegd", "afgesloten", "gepubliceerd")),
)
IN_REVIEW = Scope(
    "once the round is in review",
    lambda _actor, kind: Q(**{f"{ROUND[kind]}state__in": ("in_nazicht", "voorgelegd", "afgesloten", "gepubliceerd")}),
)
WHILE_OPEN = Scope("while the round is open", lambda _actor, kind: Q(**{f"{ROUND[kind]}state": "open"}))
OPEN_PLAN = Scope("of a plan that everyone may read", lambda _actor, kind: Q(**{f"{PLAN[kind]}visibility": "public"}))
SHOWN_TO_ALL = Scope(
    "called public, once the round is published",
    lambda _actor, kind: Q(
        public=True,
        report__action__internal=False,
        **{f"{ROUND[kind]}state": "gepubliceerd", f"{ROUND[kind]}plan__visibility": "public"},
    ),
)
IN_REVIEW_OTHER_DOMAINS = IN_REVIEW & OTHER_DOMAINS
