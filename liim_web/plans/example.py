"""A fictitious plan in which every state occurs: to look around in, to learn with, and for browser tests.

The names of policy domains are real, so that the matrix looks as it will; everything else is invented and marked so.
"""

import datetime as dt
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.utils import timezone

from liim_web.accounts.acting import Actor, as_actor
from liim_web.accounts.models import Mandate, Membership, Organisation, PolicyDomain, Role, User
from liim_web.plans import changes, editing
from liim_web.plans.coverage import NO_LONGER
from liim_web.plans.decisions import new_version
from liim_web.plans.models import (
    Action,
    ActionReport,
    ChangeRequest,
    CommissionSeat,
    Commitment,
    IndicatorLink,
    Judgement,
    Objective,
    Plan,
    PlanVersion,
    ReportingRound,
    StrategicObjective,
)
from liim_web.plans.procedure import perform

CODE = "VOORBEELD"
SINCE = dt.date(2024, 1, 1)
DOMAINS = {
    "kb": "Kanselarij, Bestuur, Buitenlandse Zaken en Justitie",
    "fb": "Financiën en Begroting",
    "ewi": "Economie, Wetenschap en Innovatie",
    "ov": "Onderwijs en Vorming",
    "wvg": "Welzijn, Volksgezondheid en Gezin",
    "cjsm": "Cultuur, Jeugd, Sport en Media",
    "wse": "Werk en Sociale Economie",
    "lv": "Landbouw en Visserij",
    "mow": "Mobiliteit en Openbare Werken",
    "omg": "Omgeving",
}
# One action that is not public, so that the difference shows.
HIDDEN = 17
# How often a milestone whose day has passed is done.
MOSTLY = 0.85
WITHOUT_SEAT = {"lv", "mow"}
GOALS = {
    "SO1": (
        "Iedereen neemt volwaardig deel aan de samenleving",
        ["participation", "equality"],
        {
            "OO1": "De kloof in werkzaamheid naar herkomst verkleint",
            "OO2": "Leerlingen van buitenlandse herkomst stromen even vlot door",
            "OO3": "Wie hier woont, vindt de weg naar zorg en huisvesting",
        },
    ),
    "SO2": (
        "Wie Nederlands wil leren en oefenen, krijgt daar overal de kans toe",
        ["participation"],
        {
            "OO1": "Er is een aanbod Nederlands op maat van werk en gezin",
            "OO2": "Nederlands oefenen kan dichtbij, in de vrije tijd",
        },
    ),
    "SO3": (
        "Mensen leven met respect voor elkaar samen",
        ["respect", "values"],
        {
            "OO1": "Discriminatie wordt gemeld en aangepakt",
            "OO2": "Buren van verschillende herkomst ontmoeten elkaar",
            "OO3": "De overheid kent en bereikt iedereen",
        },
    ),
}
VERBS = ("Versterk", "Start", "Verbreed", "Evalueer", "Vereenvoudig", "Bundel", "Maak")
THINGS = (
    "taallessen op de werkvloer", "een netwerk van mentoren", "de toeleiding naar stages", "het meldpunt in de wijk",
    "een opleiding voor loketmedewerkers", "oefenkansen in sportclubs", "de informatie voor nieuwkomers",
    "een proeftuin met drie steden", "de begeleiding van ouders", "het onderzoek naar drempels",
)  # fmt: skip


@dataclass
class Cast:
    """Everyone who plays a part, by role and domain."""

    password: str
    random: Random
    plan: Plan
    domains: dict[str, PolicyDomain] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    goals: dict[str, Objective] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    actors: dict[tuple[Role, str], Actor] = field(default_factory=dict)

    def someone(self, role: Role, domain: str = "") -> Actor:
        """The person in this role, made when first asked for."""
        if (role, domain) not in self.actors:
            name = f"{role.value.replace('_', '-')}{'-' + domain if domain else ''}"
            email = f"{name}@voorbeeld.invalid"
            user = User.objects.create_user(
                email, self.password, name=f"{role.label} {domain.upper()} (voorbeeld)".strip()
            )
            member = Membership.objects.create(
                user=user,
                organisation=self.organisations[domain or "secretariaat"],
                role=role,
                domain=self.domains.get(domain),
                start=SINCE,
            )
            self.people[email] = str(member)
            self.actors[role, domain] = as_actor(member)
        return self.actors[role, domain]

    @property
    def secretariat(self) -> Actor:
        """Who keeps the plan."""
        return self.someone(Role.SECRETARIAT)


def draw(password: str, seed: int = 2026) -> dict[str, str]:
    """Make the plan with its people; returns who can sign in, and as what."""
    plan = Plan.objects.create(
        code=CODE, title="Voorbeeldplan integratie (verzonnen)", fictitious=True, legislature="2024-2029",
        start=dt.date(2025, 1, 1), end=dt.date(2029, 12, 31),
        situation="Dit plan is een voorbeeld. Geen enkele actie, geen enkel bedrag en geen enkele datum is echt.",
    )  # fmt: skip
    cast = Cast(password=password, random=Random(seed), plan=plan)  # noqa: S311 an example needs no secrecy
    _world(cast)
    first = new_version(cast.secretariat, plan, PlanVersion.Kind.FIRST)
    for n in range(46):
        _action(cast, n)
    _cells(cast)
    _decide(cast, first, "VR 2025 VOORBEELD 0001", dt.date(2025, 3, 14))
    _closed_round(cast)
    second = new_version(cast.secretariat, plan)
    for n in range(46, 52):
        _action(cast, n)
    _requests(cast)
    _cells(cast)
    _open_round(cast)
    editing.save(cast.secretariat, second, {"change_note": "Tussentijdse actualisering (voorbeeld)."}, seen=None)
    for role in Role:
        if role not in {Role.PUBLIC, Role.REPORTER, Role.COORDINATOR, Role.CABINET, Role.SEAT_DOMAIN}:
            cast.someone(role)
    cast.someone(Role.CABINET, "wse")
    return cast.people


def _world(cast: Cast) -> None:
    make = Organisation.objects.create
    cast.organisations["secretariaat"] = make(name="Voorbeeldsecretariaat", kind="agency", start=SINCE)
    for order, (code, name) in enumerate(DOMAINS.items()):
        domain, _made = PolicyDomain.objects.get_or_create(
            code=code, defaults={"name": name, "order": order, "start": SINCE}
        )
        cast.domains[code] = domain
        cast.organisations[code] = make(name=f"Voorbeelddienst {name}", kind="department", domain=domain, start=SINCE)
        if code not in WITHOUT_SEAT:
            CommissionSeat.objects.create(
                holder=f"Voorbeeldlid {code.upper()}", represents="domain", domain=domain, start=SINCE,
                organisation=cast.organisations[code],
            )  # fmt: skip
    for holder, represents in (
        ("Voorbeeldvoorzitter", "chair"),
        ("Voorbeeldlid doelgroep", "target_group"),
        ("Voorbeeldlid middenveld", "civil_society"),
    ):
        CommissionSeat.objects.create(holder=holder, represents=represents, start=SINCE)
    CommissionSeat.objects.create(
        holder="Vroeger voorbeeldlid",
        represents="domain",
        domain=cast.domains["lv"],
        start=SINCE,
        end=dt.date(2025, 6, 30),
    )
    for order, (code, (title, missions, goals)) in enumerate(GOALS.items()):
        strategic = StrategicObjective.objects.create(
            plan=cast.plan, code=code, title=title, missions=missions, order=order
        )
        for place, (goal, says) in enumerate(goals.items()):
            cast.goals[f"{code}-{goal}"] = Objective.objects.create(
                strategic=strategic,
                code=goal,
                title=says,
                order=place,
                population="Inwoners van buitenlandse herkomst.",
            )
    IndicatorLink.objects.create(
        plan=cast.plan, objective=cast.goals["SO1-OO1"], indicator="WE_02", role="outcome", claim="contributes",
        breakdown="origin", population="non_eu", comparator="belgian", target_kind="gap", target_value=-15,
        target_period="2029", direction="up", lag_years=2, rationale="Taal en werkervaring verhogen de kans op werk.",
    )  # fmt: skip
    IndicatorLink.objects.create(plan=cast.plan, objective=cast.goals["SO3-OO3"], indicator="DE_42", role="context")


def _action(cast: Cast, n: int) -> None:
    draw = cast.random
    domain = draw.choice([code for code in DOMAINS if code not in {"fb", "lv"}])
    goal = draw.choice(list(cast.goals))
    start = dt.date(2025, draw.randint(1, 12), 1)
    complete = n % 5 != 0
    mandate, _made = Mandate.objects.get_or_create(
        title=f"Voorbeeldminister voor {DOMAINS[domain]}", defaults={"holder": "Voorbeeldpersoon", "start": SINCE}
    )
    action = Action(
        plan=cast.plan,
        title=f"{draw.choice(VERBS)} {draw.choice(THINGS)} ({n + 1})",
        description="Verzonnen omschrijving. De actie loopt in drie stappen, voor wie er het meest baat bij heeft.",
        contribution="Wie oefent en begeleid wordt, blijft langer deelnemen." if complete else "",
        novelty=draw.choice(["new", "new", "strengthened", "existing"]) if domain != "mow" else "existing",
        lead_domain=cast.domains[domain],
        lead_organisation=cast.organisations[domain],
        mandate=mandate,
        partners="Lokale besturen, middenveld",
        contact=f"integratie.{domain}@voorbeeld.invalid",
        contact_person="Voorbeeldpersoon",
        target_groups="Nieuwkomers en hun gezin",
        start=start,
        end=start + dt.timedelta(days=draw.randint(300, 1200)) if complete else None,
        budget_statement=draw.choice(["lines", "within_means", "none"]) if complete else "",
        internal=n == HIDDEN,
    )
    changes.add_action(cast.secretariat, action, cast.goals[goal])
    if action.budget_statement == "lines":
        amount = draw.randint(20, 400) * 1000
        for year in (2025, 2026):
            action.budget.create(year=year, source="Vlaamse begroting (verzonnen)", stage="authorised", amount=amount)
        action.budget.create(year=2027, source="Vlaamse begroting (verzonnen)", stage="planned", amount=amount)
    for step, days in (("Partners gekozen", 90), ("Eerste groep gestart", 240)):
        due = start + dt.timedelta(days=days)
        done = due if draw.random() < MOSTLY and due < timezone.localdate() else None
        action.milestones.create(title=step, due=due, done_on=done, evidence_kind="verslag" if complete else "")
    if n % 3 == 0:
        action.outputs.create(title="Deelnemers", unit="personen", target=draw.randint(50, 500), target_date=action.end)


def _cells(cast: Cast) -> None:
    """Every state of a cell, spread over the matrix."""
    for place, cell in enumerate(Commitment.objects.filter(plan=cast.plan).select_related("domain", "objective")):
        coordinator = cast.someone(Role.COORDINATOR, cell.domain.code)
        judge = cast.someone(Role.SEAT_SOCIETY)
        running = cast.plan.actions.exclude(state__in=NO_LONGER)
        filled = running.filter(lead_domain=cell.domain, objectives=cell.objective).exists()
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


def _round(cast: Cast, number: int, year: int, opens: dt.datetime) -> ReportingRound:
    planned = ReportingRound(
        plan=cast.plan, version=cast.plan.versions.exclude(sha256="").latest("number"), number=number,
        title=f"Rapportering over {year} (voorbeeld)", period_start=dt.date(year, 1, 1),
        period_end=dt.date(year, 12, 31),
        opens_at=opens, due_at=opens + dt.timedelta(days=45), closes_at=opens + dt.timedelta(days=400),
    )  # fmt: skip
    return perform(cast.secretariat, editing.add(cast.secretariat, planned), "open")


def _reported(cast: Cast, report: ActionReport, progress: str, until: str) -> ActionReport:
    """A report, taken as far as asked."""
    domain = report.action.lead_domain.code
    reporter, coordinator = cast.someone(Role.REPORTER, domain), cast.someone(Role.COORDINATOR, domain)
    values: dict[str, Any] = {
        "progress": progress,
        "done": "Verzonnen verslag: de partners zijn gekozen en de eerste groep is gestart.",
        "reason": "De middelen zijn herschikt." if progress in ActionReport.NEEDS_REASON else "",
    }
    report = perform(reporter, report, "begin")
    report = editing.save(reporter, report, values, seen=None)
    for actor, step in ((reporter, "submit"), (coordinator, "validate"), (cast.secretariat, "accept")):
        if report.state == until:
            break
        report = perform(actor, report, step)
    return report


def _closed_round(cast: Cast) -> None:
    """The first round: reports of every kind, judged, closed and published."""
    now = timezone.now()
    round_ = _round(cast, 1, 2025, now - dt.timedelta(days=300))
    progress = ("running", "running", "completed", "preparing", "paused", "blocked", "not_started", "abandoned")
    accepted = []
    for place, report in enumerate(round_.reports.select_related("action__lead_domain").order_by("action__uid")):
        if place % 6 == 5:  # noqa: PLR2004 some never report
            continue
        accepted.append(_reported(cast, report, progress[place % len(progress)], ""))
        if place % 3 == 0:
            shown = report.evidence.create(
                title="Jaarverslag (verzonnen)", link="https://voorbeeld.invalid/v", public=True
            )
            if place % 2 == 0:
                shown.verified_by, shown.verified_on = cast.secretariat.name, timezone.localdate()
                shown.save()
    round_ = perform(cast.secretariat, round_, "review")
    for place, report in enumerate(accepted):
        if place % 2 == 0:
            _judged(cast, report, ["limited", "substantial", "complete", "no_evidence", "not_started"][place // 2 % 5])
    for step in ("present", "close", "publish"):
        round_ = perform(cast.secretariat, round_, step)


def _judged(cast: Cast, report: ActionReport, value: str) -> None:
    chair, member = cast.someone(Role.CHAIR), cast.someone(Role.SEAT_SOCIETY)
    text = "De Commissie leest het verslag en ziet wat er gebeurde (verzonnen)."
    house = cast.organisations["secretariaat"]
    for who, final in ((chair, True), (member, False)):
        Judgement.objects.create(
            report=report, by=User.objects.get(name=who.name), organisation=house, text=text, final=final,
            value=value if final else "limited",
        )  # fmt: skip
    perform(chair, report, "judge")


def _requests(cast: Cast) -> None:
    """Requests for change in every state."""
    actions = list(cast.plan.actions.filter(state__in=("opgenomen", "gestart")).select_related("lead_domain")[:6])
    steps: tuple[tuple[str, ...], ...] = (
        (), ("submit",), ("submit", "approve"), ("submit", "approve", "accept"), ("submit", "refuse"),
    )  # fmt: skip
    for action, taken in zip(actions, steps, strict=False):
        domain = action.lead_domain.code
        reporter, coordinator = cast.someone(Role.REPORTER, domain), cast.someone(Role.COORDINATOR, domain)
        asked = ChangeRequest(
            plan=cast.plan, action=action, kind="modify", domain=action.lead_domain, author_id=reporter.user_id,
            organisation=action.lead_organisation, motive="Uit de eerste ronde bleek dat meer mensen meedoen.",
            fields=changes.differences(action, {"title": f"{action.title}, uitgebreid"}),
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


def _open_round(cast: Cast) -> None:
    """The second round: open, with reports in every state on their way."""
    round_ = _round(cast, 2, 2026, timezone.now() - dt.timedelta(days=20))
    wanted = ("leeg", "concept", "ingediend", "gevalideerd", "aanvaard")
    reports = round_.reports.select_related("action__lead_domain").order_by("action__uid")
    for place, report in enumerate(reports):
        until = wanted[place % len(wanted)]
        if until != "leeg":
            _reported(cast, report, "running", until)
