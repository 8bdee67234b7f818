"""Who may do what with which thing in which state: one table, which answers for one thing and for whole lists alike.

`visible` turns the table into a filter; `may` asks whether that filter keeps the one thing. So they cannot drift.
The public has no right to anything that is still being edited: it reads sealed versions and published rounds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, Q, QuerySet

from liim_web.accounts.acting import Actor
from liim_web.accounts.models import Role
from liim_web.plans.models import PlanVersion
from liim_web.plans.scopes import (
    ALL,
    FROM_ADVICE,
    IN_REVIEW,
    IN_REVIEW_OTHER_DOMAINS,
    IN_THE_MAKING,
    KINDS,
    MODELS,
    NOT_ASKED,
    NOTHING,
    OF_ANOTHER,
    OPEN_PLAN,
    OTHER_DOMAINS,
    OWN_DOMAIN,
    OWN_DOMAIN_OF_ANOTHER,
    OWN_ENTITY,
    SHOWN_TO_ALL,
    STATE,
    WHILE_OPEN,
    Kind,
    Scope,
)

Thing = TypeVar("Thing", bound=Model)


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

PARTS_OF_AN_ACTION = (
    to(R.REPORTER, scope=OWN_ENTITY & IN_THE_MAKING, states=("voorstel",)),
    to(R.COORDINATOR, scope=OWN_DOMAIN & IN_THE_MAKING, states=("voorstel",)),
    to(R.SECRETARIAT, scope=IN_THE_MAKING),
)

TABLE: dict[tuple[Kind, str], tuple[Grant, ...]] = {
    # The plan and its versions
    (Kind.VERSION, "read"): (
        to(*NAMED, states=PlanVersion.PUBLIC),
        to(R.PUBLIC, scope=OPEN_PLAN, states=PlanVersion.PUBLIC),
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
    (Kind.PLAN, "add"): (to(R.SECRETARIAT),),
    # Dutch is what was decided: a translation comes before or after that.
    (Kind.PLAN, "translate"): (to(R.SECRETARIAT),),
    (Kind.PLAN, "edit"): (to(R.SECRETARIAT, scope=IN_THE_MAKING),),
    (Kind.GOAL, "edit"): (to(R.SECRETARIAT, scope=IN_THE_MAKING),),
    (Kind.OBJECTIVE, "edit"): (to(R.SECRETARIAT, scope=IN_THE_MAKING),),
    (Kind.EVALUATION, "edit"): (to(R.SECRETARIAT),),
    (Kind.OUTCOME, "edit"): (to(R.SECRETARIAT),),
    # Actions, as they are being edited
    (Kind.ACTION, "read"): (
        to(R.REPORTER, scope=OWN_DOMAIN),
        to(R.COORDINATOR, R.SECRETARIAT, R.COORDINATING_CABINET, R.AUDITOR),
        to(R.CABINET, scope=OWN_DOMAIN),
        to(*COMMISSION, R.CHAIR, scope=FROM_ADVICE),
    ),
    (Kind.ACTION, "edit"): (to(R.SECRETARIAT, scope=IN_THE_MAKING, states=("voorstel", *IN_FORCE)),),
    (Kind.ACTION, "request_change"): (
        to(R.REPORTER, scope=OWN_ENTITY, states=("voorstel", *IN_FORCE)),
        to(R.COORDINATOR, scope=OWN_DOMAIN, states=("voorstel", *IN_FORCE)),
        to(R.SECRETARIAT, states=("voorstel", *IN_FORCE)),
    ),
    # What hangs under an action. A proposal is filled in by its domain; what was adopted changes by request.
    (Kind.MILESTONE, "edit"): PARTS_OF_AN_ACTION,
    (Kind.MILESTONE, "follow"): (
        to(R.REPORTER, scope=OWN_ENTITY, states=IN_FORCE),
        to(R.COORDINATOR, scope=OWN_DOMAIN, states=IN_FORCE),
    ),
    (Kind.PARTNER, "edit"): PARTS_OF_AN_ACTION,
    (Kind.OUTPUT, "edit"): PARTS_OF_AN_ACTION,
    (Kind.VALUE, "edit"): (
        to(R.REPORTER, scope=OWN_ENTITY, states=IN_FORCE),
        to(R.COORDINATOR, scope=OWN_DOMAIN, states=IN_FORCE),
        to(R.SECRETARIAT),
    ),
    (Kind.LINK, "edit"): PARTS_OF_AN_ACTION,
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
    # Beside the plan
    (Kind.OUTSIDE, "read"): (
        to(R.REPORTER, R.CABINET, scope=OWN_DOMAIN),
        to(R.COORDINATOR, R.SECRETARIAT, R.COORDINATING_CABINET, R.AUDITOR, *COMMISSION, R.CHAIR),
    ),
    (Kind.OUTSIDE, "add"): (to(R.REPORTER, R.COORDINATOR, R.SECRETARIAT),),
    (Kind.OUTSIDE, "edit"): (
        to(R.REPORTER, scope=OWN_ENTITY & OWN_DOMAIN),
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
    (Kind.ROUND, "read"): (
        to(*NAMED, states=("gepubliceerd",)),
        to(R.PUBLIC, scope=OPEN_PLAN, states=("gepubliceerd",)),
        to(*MAKERS, *COMMISSION, R.CHAIR),
    ),
    (Kind.ROUND, "edit"): (to(R.SECRETARIAT, states=("gepland",)),),
    (Kind.QUESTIONS, "add"): (to(R.SECRETARIAT),),
    (Kind.QUESTIONS, "edit"): (to(R.SECRETARIAT, scope=NOT_ASKED),),
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
    (Kind.EVIDENCE, "read"): (
        to(*Role, scope=SHOWN_TO_ALL),
        to(R.REPORTER, scope=OWN_ENTITY),
        to(R.COORDINATOR, R.CABINET, scope=OWN_DOMAIN),
        to(R.SECRETARIAT, R.COORDINATING_CABINET, R.AUDITOR),
        to(*COMMISSION, R.CHAIR, scope=IN_REVIEW),
    ),
    (Kind.EVIDENCE, "edit"): (to(R.REPORTER, scope=OWN_ENTITY & WHILE_OPEN, states=("leeg", "concept")),),
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
    # Comments on an action, its report or a cell: said once, and kept
    (Kind.COMMENT, "read"): (
        to(R.REPORTER, scope=OWN_ENTITY),
        to(R.COORDINATOR, R.CABINET, scope=OWN_DOMAIN),
        to(R.SECRETARIAT, R.COORDINATING_CABINET, R.AUDITOR),
    ),
    (Kind.COMMENT, "add"): (
        to(R.REPORTER, scope=OWN_ENTITY),
        to(R.COORDINATOR, R.CABINET, scope=OWN_DOMAIN),
        to(R.SECRETARIAT),
    ),
    # The Commission, the log, the people
    (Kind.SEAT, "read"): (to(*Role),),
    (Kind.SEAT, "edit"): (to(R.SECRETARIAT),),
    (Kind.AUDIT, "read"): (to(R.CHAIR, R.SECRETARIAT, R.AUDITOR, R.ADMINISTRATOR),),
    (Kind.AUDIT, "export"): (to(R.AUDITOR),),
    (Kind.MEMBER, "read"): (to(R.COORDINATOR, scope=OWN_DOMAIN), to(R.ADMINISTRATOR)),
    (Kind.MEMBER, "invite"): (to(R.COORDINATOR, scope=OWN_DOMAIN), to(R.ADMINISTRATOR)),
    (Kind.DOMAIN, "edit"): (to(R.SECRETARIAT),),
    (Kind.ORGANISATION, "edit"): (to(R.SECRETARIAT, R.ADMINISTRATOR),),
    (Kind.MANDATE, "edit"): (to(R.SECRETARIAT),),
}


def condition(actor: Actor, kind: Kind, operation: str, seen_from: Kind | None = None) -> Q:
    """Which things of a kind the actor may do this with, as a filter. An operation that the table lacks is nobody's.

    With `seen_from`, a filter on what such a thing hangs under: under which of these the actor may do it.
    """
    allowed, asked = NOTHING, seen_from or kind
    for grant in TABLE.get((kind, operation), ()):
        if actor.role not in grant.roles:
            continue
        kept = grant.scope.keep(actor, asked)
        if not grant.states or (seen_from and _first_state(kind) in grant.states):
            allowed |= kept
        elif asked in STATE and not (seen_from and _first_state(kind)):
            allowed |= kept & Q(**{f"{STATE[asked]}__in": grant.states})
    return allowed


def _first_state(kind: Kind) -> str:
    """In which state a thing of a kind is made; empty where its state is that of what it hangs under."""
    path = STATE.get(kind, "")
    if not path or "__" in path:
        return ""
    return str(getattr(MODELS[kind]._meta.get_field(path), "default", ""))  # noqa: SLF001 Django's documented way to a field


def visible(actor: Actor, operation: str, things: QuerySet[Thing]) -> QuerySet[Thing]:
    """Those of the things with which the actor may do this."""
    kind = KINDS[things.model]
    if not has_some(actor, kind, operation):
        return things.none()
    allowed = things.model.objects.filter(condition(actor, kind, operation))  # type: ignore[attr-defined]  # every model has objects
    # Asked by key, because a filter that follows links to many rows would repeat the things.
    return things.filter(pk__in=allowed.values("pk"))


def may(actor: Actor, operation: str, thing: Model) -> bool:
    """Whether the actor may do this with the thing as it stands in the database."""
    return operation in able(actor, thing, operation)


def able(actor: Actor, thing: Model, *operations: str) -> frozenset[str]:
    """Which of these the actor may do with the thing, in one question to the database."""
    kind = KINDS[type(thing)]
    return _holding(thing, {each: condition(actor, kind, each) for each in operations if has_some(actor, kind, each)})


def may_add(actor: Actor, kind: Kind, under: Model, operation: str = "edit") -> bool:
    """Whether the actor may do this with a thing of a kind that is still to be made under another."""
    return operation in able_under(actor, kind, under, operation)


def able_under(actor: Actor, kind: Kind, under: Model, *operations: str) -> frozenset[str]:
    """The same for something that is still to be made under another."""
    seen_from = KINDS[type(under)]
    asked = {each: condition(actor, kind, each, seen_from) for each in operations if has_some(actor, kind, each)}
    return _holding(under, asked)


def _holding(thing: Model, asked: dict[str, Q]) -> frozenset[str]:
    """Which of the conditions hold for a thing as it stands in the database."""
    if not asked:
        return frozenset()
    model = type(thing)._default_manager  # noqa: SLF001 Django's documented way to a model's manager
    # Named so that no operation is called as a field of the thing.
    holding = {f"may_{name}": Exists(model.filter(each, pk=thing.pk)) for name, each in asked.items()}
    found = model.filter(pk=thing.pk).order_by("pk").values(**holding).first() or {}
    return frozenset(name.removeprefix("may_") for name, holds in found.items() if holds)


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
