"""What a person may read of a version: as it was sealed, or, while it is being made, as it stands now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from liim_web.accounts.acting import Actor
from liim_web.plans.coverage import Matrix, coverage, from_content
from liim_web.plans.models import BudgetLine, Plan, PlanVersion
from liim_web.plans.rights import visible
from liim_web.plans.snapshots import action_content, snapshot

Content = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A version before someone's eyes."""

    actor: Actor
    version: PlanVersion

    @property
    def plan(self) -> Plan:
        """Of which it is a version."""
        return self.version.plan

    @property
    def sealed(self) -> bool:
        """Whether this is what was decided."""
        return bool(self.version.sha256)

    def content(self) -> Content:
        """All that the person may read of it."""
        return self.version.public if self.sealed else _draft(self.actor, self.version)

    def hidden_actions(self) -> int:
        """How many actions of a draft this person may not read: an export says so, and is never cut in silence."""
        return 0 if self.sealed else self.plan.actions.count() - len(_mine(self.actor, self.version))

    def public_content(self) -> Content:
        """What everyone may or would read of it: versions are compared on that, like with like."""
        content: Content = self.version.public if self.sealed else snapshot(self.version)["public"]
        return content

    def unread(self) -> set[str]:
        """The numbers of what stands in a draft, inside and outside the plan, that this person may not read."""
        if self.sealed:
            return set()
        plan, outside = self.plan, self.plan.outside_actions.all()
        found = set(plan.actions.values_list("uid", flat=True)) - _mine(self.actor, self.version)
        read = visible(self.actor, "read", outside).values_list("uid", flat=True)
        return found | (set(outside.values_list("uid", flat=True)) - set(read))

    def matrix(self) -> Matrix:
        """The coverage matrix: from the seal, or computed."""
        return from_content(self.version.public) if self.sealed else coverage(self.plan)

    def action(self, uid: str) -> Content:
        """One action.

        Raises:
            Http404: when this version does not have it, or the person may not read it.
        """
        if self.sealed:
            found: Content | None = next((each for each in self.version.public["actions"] if each["uid"] == uid), None)
        else:
            live = visible(self.actor, "read", self.plan.actions.filter(uid=uid)).first()
            found = action_content(live) if live else None
        if found is None:
            raise Http404(f"{uid} does not stand in {self.version.uid}.")
        return found


def side_by_side(former: Reading, found: Reading) -> tuple[Content, Content]:
    """Two versions to compare: what the person may not read in a draft is left out of both, or it would seem gone."""
    unread = former.unread() | found.unread()

    def kept(content: Content) -> Content:
        without = {
            name: [each for each in content.get(name, ()) if each["uid"] not in unread]
            for name in ("actions", "outside")
        }
        return {**content, **without}

    return kept(former.public_content()), kept(found.public_content())


def reading(actor: Actor, code: str, number: int) -> Reading:
    """A version by its permanent address.

    Raises:
        Http404: when it does not exist or the person may not read it: the difference is not told.
    """
    version = readable(actor, code).filter(number=number).first()
    if version is None:
        raise Http404(f"There is no version {number} of {code}.")
    return Reading(actor=actor, version=version)


def readable(actor: Actor, code: str) -> Any:  # noqa: ANN401 a query set of versions; its exact type is the stubs' affair
    """The versions of a plan that the person may read, oldest first."""
    versions = PlanVersion.objects.filter(plan__code=code).select_related("plan__predecessor").order_by("number")
    return visible(actor, "read", versions)


def in_force(actor: Actor, code: str) -> Reading | None:
    """The published version, else the last that the person may read."""
    versions = list(readable(actor, code))
    return Reading(actor=actor, version=in_force_of(versions)) if versions else None


def in_force_of(versions: Sequence[PlanVersion]) -> PlanVersion:
    """Of the versions of a plan, oldest first, the published one, else the last."""
    published = [each for each in versions if each.state == PlanVersion.State.PUBLISHED]
    return (published or versions)[-1]


def _draft(actor: Actor, version: PlanVersion) -> Content:
    leaves = snapshot(version)
    content: Content = leaves["public"]
    mine = _mine(actor, version)
    budgets = set(
        visible(actor, "read", BudgetLine.objects.filter(action__plan=version.plan)).values_list(
            "action__uid", flat=True
        )
    )
    actions = [each for each in content["actions"] + leaves["internal"]["actions"] if each["uid"] in mine]
    for action in actions:
        if action["uid"] in budgets:
            action["budget"] = action["budget"] + leaves["internal"]["planned_budget"].get(action["uid"], [])
    if content["outside"]:
        theirs = set(visible(actor, "read", version.plan.outside_actions.all()).values_list("uid", flat=True))
        content["outside"] = [each for each in content["outside"] if each["uid"] in theirs]
    content["actions"] = sorted(actions, key=lambda action: str(action["uid"]))
    return content


def _mine(actor: Actor, version: PlanVersion) -> set[str]:
    """The numbers of the actions that someone may read while the version is being made."""
    return set(visible(actor, "read", version.plan.actions.all()).values_list("uid", flat=True))
