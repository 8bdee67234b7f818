"""Who may do what with which thing in which state: one table, which answers for one thing and for whole lists alike.

`visible` turns the table into a filter; `may` asks whether that filter keeps the one thing. So they cannot drift.
The public has no right to anything that is still being edited: it reads sealed versions and published rounds.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet

from liim_web.accounts.acting import Actor
from liim_web.accounts.models import Membership, Role
from liim_web.plans.models import (
    Action,
    ActionReport,
    AuditEvent,
    BudgetLine,
    ChangeRequest,
    CommissionSeat,
    Commitment,
    PlanVersion,
    ReportingRound,
)

Thing = TypeVar("Thing", bound=Model)


class Kind(StrEnum):
    """What rights are about."""

    VERSION = "version"
    ACTION = "action"
    BUDGET = "budget"
    CELL = "cell"
    ROUND = "round"
    REPORT = "report"
    CHANGE = "change"
    SEAT = "seat"
    AUDIT = "audit"
    MEMBER = "member"


MODELS: dict[Kind, type[Model]] = {
    Kind.VERSION: PlanVersion,
    Kind.ACTION: Action,
    Kind.BUDGET: BudgetLine,
    Kind.CELL: Commitment,
    Kind.ROUND: ReportingRound,
    Kind.REPORT: ActionReport,
    Kind.CHANGE: ChangeRequest,
    Kind.SEAT: CommissionSeat,
    Kind.AUDIT: AuditEvent,
    Kind.MEMBER: Membership,
}
KINDS: dict[type[Model], Kind] = {model: kind for kind, model in MODELS.items()}

# Where a thing says to which domain and entity it belongs, and who wrote it.
DOMAIN = {
    Kind.ACTION: "lead_domain",
    Kind.BUDGET: "action__lead_domain",
    Kind.CELL: "domain",
    Kind.REPORT: "action__lead_domain",
    Kind.CHANGE: "domain",
    Kind.MEMBER: "domain",
}
ENTITY = {
    Kind.ACTION: "lead_organisation",
    Kind.BUDGET: "action__lead_organisation",
    Kind.REPORT: "action__lead_organisation",
    Kind.CHANGE: "organisation",
}
AUTHOR = {Kind.REPORT: "author", Kind.CHANGE: "author"}
STATE = {
    Kind.VERSION: "state",
    Kind.ACTION: "state",
    Kind.CELL: "state",
    Kind.ROUND: "state",
    Kind.REPORT: "state",
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


def _mine(paths: dict[Kind, str], mine: Callable[[Actor], int | None]) -> Callable[[Actor, Kind], Q]:
    def keep(actor: Actor, kind: Kind) -> Q:
        own = mine(actor)
        return NOTHING if own is None else Q(**{paths[kind]: own})

    return keep


_own_domain = _mine(DOMAIN, lambda actor: actor.domain_id)
_own_entity = _mine(ENTITY, lambda actor: actor.organisation_id)
_own_work = _mine(AUTHOR, lambda actor: actor.user_id)


def _other_domains(actor: Actor, kind: Kind) -> Q:
    # A member whose domain is unknown might be judging the own domain.
    return NOTHING if actor.domain_id is None else ~_own_domain(actor, kind)


ALL = Scope("all", lambda _actor, _kind: EVERYTHING)
OWN_DOMAIN = Scope("own domain", _own_domain)
OWN_ENTITY = Scope("own entity", _own_entity)
OWN_DOMAIN_OF_ANOTHER = Scope(
    "own domain, by someone else", lambda actor, kind: _own_domain(actor, kind) & ~_own_work(actor, kind)
)
OF_ANOTHER = Scope("by someone else", lambda actor, kind: ~_own_work(actor, kind))
OTHER_DOMAINS = Scope("not the own domain", _other_domains)
FROM_ADVICE = Scope(
    "once the plan is out for advice",
    lambda _actor, _kind: (
        ~Q(state="voorstel")
        | Q(plan__versions__state__in=("voor_advies", "advies_ontvangen", "ter_beslissing", *PlanVersion.SEALED))
    ),
)
IN_REVIEW = Scope(
    "once the round is in review",
    lambda _actor, _kind: Q(round__state__in=("in_nazicht", "voorgelegd", "afgesloten", "gepubliceerd")),
)
IN_REVIEW_OTHER_DOMAINS = Scope(
    "once the round is in review, not the own domain",
    lambda actor, kind: IN_REVIEW.keep(actor, kind) & _other_domains(actor, kind),
)


@dataclass(frozen=True, slots=True)
class Grant:
    """These roles may do it, with these things, in these states (none named: in every state)."""

    roles: tuple[Role, ...]
    scope: Scope = ALL
    states: tuple[str, ...] = ()


def to(*roles: Role, scope: Scope = ALL, states: Iterable[str] = ()) -> Grant:
    """A line of the table."""
    return Grant(roles, scope, tuple(states))


R = Role
COMMISSION = (R.SEAT_DOMAIN, R.SEAT_SOCIETY)
MAKERS = (R.REPORTER, R.COORDINATOR, R.CABINET, R.SECRETARIAT, R.COORDINATING_CABINET, R.AUDITOR)
NAMED = tuple(role for role in Role if role is not R.PUBLIC)
IN_FORCE = ("opgenomen", "gestart", "gepauzeerd", "geblokkeerd")
FROM_ADVICE_STATES = ("voor_advies", "advies_ontvangen", "ter_beslissing")

TABLE: dict[tuple[Kind, str], tuple[Grant, ...]] = {
    # The plan and its versions
    (Kind.VERSION, "read"): (
        to(*Role, states=PlanVersion.PUBLIC),
        to(*MAKERS, states=("concept", *FROM_ADVICE_STATES, "vastgesteld")),
        to(*COMMISSION, R.CHAIR, states=(*FROM_ADVICE_STATES, "vastgesteld")),
    ),
    (Kind.VERSION, "edit"): (to(R.SECRETARIAT, states=("concept",)),),
    (Kind.VERSION, "send_for_advice"): (to(R.SECRETARIAT),),
    (Kind.VERSION, "receive_advice"): (to(R.SECRETARIAT),),
    (Kind.VERSION, "submit"): (to(R.COORDINATING_CABINET),),
    (Kind.VERSION, "take_back"): (
        to(R.SECRETARIAT),
        to(R.COORDINATING_CABINET, states=("ter_beslissing",)),
    ),
    (Kind.VERSION, "decide"): (to(R.SECRETARIAT),),
    (Kind.VERSION, "publish"): (to(R.SECRETARIAT),),
    # Actions, as they are being edited
    (Kind.ACTION, "read"): (
        to(R.REPORTER, scope=OWN_DOMAIN),
        to(R.COORDINATOR, R.SECRETARIAT, R.COORDINATING_CABINET, R.AUDITOR),
        to(R.CABINET, scope=OWN_DOMAIN),
        to(*COMMISSION, R.CHAIR, scope=FROM_ADVICE),
    ),
    (Kind.ACTION, "edit"): (to(R.SECRETARIAT, states=("voorstel", *IN_FORCE)),),
    (Kind.ACTION, "request_change"): (
        to(R.REPORTER, scope=OWN_ENTITY, states=("voorstel", *IN_FORCE)),
        to(R.COORDINATOR, scope=OWN_DOMAIN, states=("voorstel", *IN_FORCE)),
        to(R.SECRETARIAT, states=("voorstel", *IN_FORCE)),
    ),
    (Kind.BUDGET, "read"): (
        to(R.REPORTER, scope=OWN_ENTITY),
        to(R.COORDINATOR, R.CABINET, scope=OWN_DOMAIN),
        to(*COMMISSION, R.CHAIR, R.SECRETARIAT, R.COORDINATING_CABINET, R.AUDITOR),
    ),
    (Kind.BUDGET, "edit"): (
        to(R.REPORTER, scope=OWN_ENTITY),
        to(R.COORDINATOR, scope=OWN_DOMAIN),
        to(R.SECRETARIAT),
    ),
    # Cells of the matrix
    (Kind.CELL, "read"): (to(*MAKERS, *COMMISSION, R.CHAIR),),
    (Kind.CELL, "set_relevance"): (to(R.SECRETARIAT),),
    (Kind.CELL, "fill"): (to(R.COORDINATOR, scope=OWN_DOMAIN),),
    (Kind.CELL, "explain"): (to(R.COORDINATOR, scope=OWN_DOMAIN),),
    (Kind.CELL, "call_irrelevant"): (to(R.COORDINATOR, scope=OWN_DOMAIN),),
    (Kind.CELL, "reopen"): (to(R.COORDINATOR, scope=OWN_DOMAIN),),
    (Kind.CELL, "accept"): (to(R.SEAT_DOMAIN, scope=OTHER_DOMAINS), to(R.SEAT_SOCIETY, R.CHAIR)),
    (Kind.CELL, "contest"): (to(R.SEAT_DOMAIN, scope=OTHER_DOMAINS), to(R.SEAT_SOCIETY, R.CHAIR)),
    # Rounds and reports
    (Kind.ROUND, "read"): (to(*Role, states=("gepubliceerd",)), to(*MAKERS, *COMMISSION, R.CHAIR)),
    (Kind.ROUND, "edit"): (to(R.SECRETARIAT, states=("gepland",)),),
    (Kind.ROUND, "open"): (to(R.SECRETARIAT),),
    (Kind.ROUND, "review"): (to(R.SECRETARIAT),),
    (Kind.ROUND, "present"): (to(R.SECRETARIAT),),
    (Kind.ROUND, "close"): (to(R.SECRETARIAT),),
    (Kind.ROUND, "publish"): (to(R.SECRETARIAT),),
    (Kind.REPORT, "read"): (
        to(R.REPORTER, scope=OWN_ENTITY),
        to(R.COORDINATOR, R.CABINET, scope=OWN_DOMAIN),
        to(R.SECRETARIAT, R.COORDINATING_CABINET, R.AUDITOR),
        to(*COMMISSION, R.CHAIR, scope=IN_REVIEW),
    ),
    (Kind.REPORT, "edit"): (to(R.REPORTER, scope=OWN_ENTITY, states=("leeg", "concept")),),
    (Kind.REPORT, "begin"): (to(R.REPORTER, scope=OWN_ENTITY),),
    (Kind.REPORT, "submit"): (to(R.REPORTER, scope=OWN_ENTITY),),
    (Kind.REPORT, "validate"): (to(R.COORDINATOR, scope=OWN_DOMAIN_OF_ANOTHER),),
    (Kind.REPORT, "return"): (
        to(R.COORDINATOR, scope=OWN_DOMAIN_OF_ANOTHER, states=("ingediend",)),
        to(R.SECRETARIAT),
    ),
    (Kind.REPORT, "accept"): (to(R.SECRETARIAT, scope=OF_ANOTHER),),
    (Kind.REPORT, "verify_evidence"): (to(R.SECRETARIAT, states=("ingediend", "gevalideerd", "aanvaard")),),
    (Kind.REPORT, "assess"): (
        to(R.SEAT_DOMAIN, scope=IN_REVIEW_OTHER_DOMAINS, states=("aanvaard",)),
        to(R.SEAT_SOCIETY, R.CHAIR, scope=IN_REVIEW, states=("aanvaard",)),
    ),
    (Kind.REPORT, "judge"): (to(R.CHAIR, scope=IN_REVIEW),),
    # Requests for change
    (Kind.CHANGE, "read"): (
        to(R.REPORTER, scope=OWN_ENTITY),
        to(R.COORDINATOR, R.CABINET, scope=OWN_DOMAIN),
        to(R.SECRETARIAT, R.COORDINATING_CABINET, R.AUDITOR, R.CHAIR),
        to(*COMMISSION, states=("aanvaard", "geweigerd")),
    ),
    (Kind.CHANGE, "submit"): (
        to(R.REPORTER, scope=OWN_ENTITY),
        to(R.COORDINATOR, scope=OWN_DOMAIN),
        to(R.SECRETARIAT),
    ),
    (Kind.CHANGE, "approve"): (
        to(R.COORDINATOR, scope=OWN_DOMAIN_OF_ANOTHER),
        to(R.SECRETARIAT, scope=OF_ANOTHER),
    ),
    (Kind.CHANGE, "accept"): (to(R.SECRETARIAT),),
    (Kind.CHANGE, "refuse"): (
        to(R.COORDINATOR, scope=OWN_DOMAIN_OF_ANOTHER, states=("ingediend",)),
        to(R.SECRETARIAT),
    ),
    # The Commission, the log, the people
    (Kind.SEAT, "read"): (to(*Role),),
    (Kind.SEAT, "edit"): (to(R.SECRETARIAT),),
    (Kind.AUDIT, "read"): (to(R.CHAIR, R.SECRETARIAT, R.AUDITOR, R.ADMINISTRATOR),),
    (Kind.AUDIT, "export"): (to(R.AUDITOR),),
    (Kind.MEMBER, "read"): (to(R.COORDINATOR, scope=OWN_DOMAIN), to(R.ADMINISTRATOR)),
    (Kind.MEMBER, "invite"): (to(R.COORDINATOR, scope=OWN_DOMAIN), to(R.ADMINISTRATOR)),
}


def condition(actor: Actor, kind: Kind, operation: str) -> Q:
    """Which things of a kind the actor may do this with, as a filter. An operation that the table lacks is nobody's."""
    allowed = NOTHING
    for grant in TABLE.get((kind, operation), ()):
        if actor.role in grant.roles:
            in_state = Q(**{f"{STATE[kind]}__in": grant.states}) if grant.states else Q()
            allowed |= grant.scope.keep(actor, kind) & in_state
    return allowed


def visible(actor: Actor, operation: str, things: QuerySet[Thing]) -> QuerySet[Thing]:
    """Those of the things with which the actor may do this."""
    allowed = things.model.objects.filter(condition(actor, KINDS[things.model], operation))  # type: ignore[attr-defined]  # every model has objects
    # Asked by key, because a filter that follows links to many rows would repeat the things.
    return things.filter(pk__in=allowed.values("pk"))


def may(actor: Actor, operation: str, thing: Model) -> bool:
    """Whether the actor may do this with the thing as it stands in the database."""
    model = type(thing)
    return bool(visible(actor, operation, model._default_manager.filter(pk=thing.pk)))  # noqa: SLF001 Django's documented way to a model's manager


def has_some(actor: Actor, kind: Kind, operation: str) -> bool:
    """Whether the actor's role may do this with anything at all: for menus, never for a decision."""
    return any(actor.role in grant.roles for grant in TABLE.get((kind, operation), ()))


def require(actor: Actor, operation: str, thing: Model) -> None:
    """Raise unless the actor may.

    Raises:
        PermissionDenied: naming the role, the operation and the thing.
    """
    if not may(actor, operation, thing):
        raise PermissionDenied(f"{actor.role.label} may not {operation} {thing}.")
