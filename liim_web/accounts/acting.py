"""Who acts in a request, and for whom: one membership at a time."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from liim_web.accounts.models import Membership, Role, User

_KEY = "membership"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person in one role. Rights are decided on this value alone."""

    role: Role
    user_id: int | None = None
    name: str = ""
    membership_id: int | None = None
    organisation_id: int | None = None
    domain_id: int | None = None


PUBLIC = Actor(role=Role.PUBLIC)


def current_memberships(user: User, day: dt.date | None = None) -> QuerySet[Membership]:
    """Those of a person that hold today; an expired one gives no right, even in a session that is still open."""
    today = day or timezone.localdate()
    return user.memberships.filter(Membership.holds_on(today)).select_related("organisation")


def as_actor(membership: Membership) -> Actor:
    """The person in this membership. The organisation's domain counts where the membership names none."""
    return Actor(
        role=Role(membership.role),
        user_id=membership.user_id,
        name=str(membership.user),
        membership_id=membership.pk,
        organisation_id=membership.organisation_id,
        domain_id=membership.domain_id or membership.organisation.domain_id,
    )


def acting(request: HttpRequest) -> Actor:
    """Who acts in this request: the chosen membership, else the first that holds, else the public."""
    if not isinstance(request.user, User):
        return PUBLIC
    held = {membership.pk: membership for membership in current_memberships(request.user)}
    chosen = held.get(request.session.get(_KEY, 0)) or next(iter(held.values()), None)
    return as_actor(chosen) if chosen else Actor(role=Role.PUBLIC, user_id=request.user.pk, name=str(request.user))


def act_as(request: HttpRequest, membership_id: int) -> bool:
    """Act in another of one's own memberships from now on; False when it is not one's own or no longer holds."""
    if not isinstance(request.user, User) or not current_memberships(request.user).filter(pk=membership_id).exists():
        return False
    request.session[_KEY] = membership_id
    return True
