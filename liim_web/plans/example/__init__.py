"""A fictitious plan in which every state occurs: to look around in, to learn with, and for browser tests.

The names of policy domains are real, so that the matrix looks as it will; everything else is invented and marked so.
"""

import datetime as dt
from random import Random

from liim_web.accounts.models import Role
from liim_web.plans import changes, editing
from liim_web.plans.coverage import NO_LONGER
from liim_web.plans.decisions import new_version
from liim_web.plans.example.actions import action
from liim_web.plans.example.cast import CODE, Cast, world
from liim_web.plans.example.others import comments, earlier_plan, local_plans, outside, translated
from liim_web.plans.example.rounds import closed_round, open_round, other_rounds
from liim_web.plans.models import ChangeRequest, Commitment, Plan, PlanVersion
from liim_web.plans.procedure import perform

__all__ = ["CODE", "draw"]


def draw(password: str, seed: int = 2026) -> dict[str, str]:
    """Make the plan with its people; returns who can sign in, and as what."""
    plan = Plan.objects.create(
        code=CODE, title="Voorbeeldplan integratie (verzonnen)", fictitious=True, legislature="2024-2029",
        start=dt.date(2025, 1, 1), end=dt.date(2029, 12, 31),
        themes=["integratie", "samenleven"],
        situation="Dit plan is een voorbeeld. Geen enkele actie, geen enkel bedrag en geen enkele datum is echt.",
    )  # fmt: skip
    cast = Cast(password=password, random=Random(seed), plan=plan)  # noqa: S311 an example needs no secrecy
    world(cast)
    earlier_plan(cast)
    first = new_version(cast.secretariat, plan, PlanVersion.Kind.FIRST)
    for n in range(46):
        action(cast, n)
    outside(cast)
    _cells(cast)
    _decide(cast, first, "VR 2025 VOORBEELD 0001", dt.date(2025, 3, 14))
    closed_round(cast)
    second = new_version(cast.secretariat, plan)
    for n in range(46, 52):
        action(cast, n)
    _requests(cast)
    _cells(cast)
    open_round(cast)
    other_rounds(cast)
    editing.save(cast.secretariat, second, {"change_note": "Tussentijdse actualisering (voorbeeld)."}, seen=None)
    local_plans(cast)
    comments(cast)
    translated(cast)
    for role in Role:
        if role not in {Role.PUBLIC, Role.REPORTER, Role.COORDINATOR, Role.CABINET, Role.SEAT_DOMAIN}:
            cast.someone(role)
    cast.someone(Role.CABINET, "wse")
    cast.someone(Role.SEAT_DOMAIN, "wse")
    return cast.people


def _cells(cast: Cast) -> None:
    """Every state of a cell, spread over the matrix."""
    running = cast.plan.actions.exclude(state__in=NO_LONGER)
    covered = set(running.values_list("lead_domain", "objectives"))
    for place, cell in enumerate(Commitment.objects.filter(plan=cast.plan).select_related("domain", "objective")):
        coordinator = cast.someone(Role.COORDINATOR, cell.domain.code)
        judge = cast.someone(Role.SEAT_SOCIETY)
        filled = (cell.domain_id, cell.objective_id) in covered
        if filled and place % 4:
            done = perform(coordinator, cell, "fill")
            if place % 4 == 1:
                perform(judge, done, "accept")
            elif place % 12 == 2:  # noqa: PLR2004 now and then
                perform(judge, done, "contest", reason="De actie bestaat al jaren en verandert niets aan de kloof.")
        elif not filled and place % 3 == 0:
            perform(
                coordinator,
                cell,
                "explain",
                reason="Dit domein is hier niet bevoegd; het werkt mee via anderen.",
            )
        elif not filled and place % 7 == 1:
            editing.save(cast.secretariat, cell, {"relevance": "not_relevant"}, seen=None, operation="set_relevance")
        elif not filled and place % 11 == 2:  # noqa: PLR2004 now and then
            perform(coordinator, cell, "call_irrelevant", reason="Wij zien geen verband met onze opdracht.")


def _decide(cast: Cast, version: PlanVersion, number: str, day: dt.date) -> None:
    """From draft to published."""
    for step in ("send_for_advice", "receive_advice"):
        version = perform(cast.secretariat, version, step)
    version = perform(cast.someone(Role.COORDINATING_CABINET), version, "submit")
    decision = {
        "decision_number": number,
        "decision_date": day,
        "effective_from": day,
        "override_reason": "De open cellen krijgen een plaats in de tussentijdse actualisering (voorbeeld).",
    }
    perform(cast.secretariat, perform(cast.secretariat, version, "decide", values=decision), "publish")


def _requests(cast: Cast) -> None:
    """Requests for change in every state."""
    actions = list(cast.plan.actions.filter(state__in=("opgenomen", "gestart")).select_related("lead_domain")[:6])
    steps: tuple[tuple[str, ...], ...] = (
        (), ("submit",), ("submit", "approve"), ("submit", "approve", "accept"), ("submit", "refuse"),
    )  # fmt: skip
    for about, taken in zip(actions, steps, strict=False):
        domain = about.lead_domain.code
        reporter, coordinator = cast.someone(Role.REPORTER, domain), cast.someone(Role.COORDINATOR, domain)
        asked = ChangeRequest(
            plan=cast.plan, action=about, kind="modify", domain=about.lead_domain, author_id=reporter.user_id,
            organisation=about.lead_organisation, motive="Uit de eerste ronde bleek dat meer mensen meedoen.",
            fields=changes.differences(about, {"title": f"{about.title}, uitgebreid"}),
        )  # fmt: skip
        asked = editing.add(reporter, asked)
        for step in taken:
            actor = reporter if step == "submit" else cast.secretariat if step == "accept" else coordinator
            asked = perform(actor, asked, step, reason="Het budget ontbreekt." if step == "refuse" else "")
    if len(actions) > len(steps):
        stop = ChangeRequest(
            plan=cast.plan, action=actions[-1], kind="stop", domain=actions[-1].lead_domain, motive="De nood is weg.",
            organisation=actions[-1].lead_organisation, author_id=cast.secretariat.user_id,
        )  # fmt: skip
        perform(cast.secretariat, editing.add(cast.secretariat, stop), "submit")
    _merger(cast)


def _merger(cast: Cast) -> None:
    """Two actions of one domain that become one, decided."""
    running = cast.plan.actions.filter(state__in=("opgenomen", "gestart"), change_requests=None)
    last = running.select_related("lead_domain").order_by("-uid")
    one = last[0]
    into = last.filter(lead_domain=one.lead_domain).exclude(pk=one.pk).first() or last[1]
    domain = one.lead_domain.code
    reporter, coordinator = cast.someone(Role.REPORTER, domain), cast.someone(Role.COORDINATOR, domain)
    asked = ChangeRequest(
        plan=cast.plan, action=one, merge_into=into, kind="merge", domain=one.lead_domain,
        organisation=one.lead_organisation, author_id=reporter.user_id, motive="Ze bereiken dezelfde mensen.",
    )  # fmt: skip
    asked = perform(reporter, editing.add(reporter, asked), "submit")
    perform(cast.secretariat, perform(coordinator, asked, "approve"), "accept")
