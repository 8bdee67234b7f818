"""Who plays a part in the example, and where it plays."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from django.contrib.auth.hashers import make_password

from liim_web.accounts.acting import Actor, as_actor
from liim_web.accounts.models import Membership, Organisation, PolicyDomain, Role, User
from liim_web.plans.models import CommissionSeat, Evaluation, IndicatorLink, Objective, Plan, StrategicObjective

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

    @cached_property
    def hashed(self) -> str:
        """The one password of all of them, hashed once, and as slowly as every other."""
        return make_password(self.password)

    def someone(self, role: Role, domain: str = "") -> Actor:
        """The person in this role, made when first asked for."""
        if (role, domain) not in self.actors:
            name = f"{role.value.replace('_', '-')}{'-' + domain if domain else ''}"
            email = f"{name}@voorbeeld.invalid"
            name = f"{role.label} {domain.upper()} (voorbeeld)".strip()
            user = User.objects.create(email=email, name=name, password=self.hashed)
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


def world(cast: Cast) -> None:
    """Domains, bodies, seats and objectives, with the figures beside them."""
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
        breakdown="origin", population="non_eu_origin", comparator="belgian_origin", target_kind="gap",
        target_value=-2, target_period="2029", direction="up", lag_years=2, baseline_period="2021",
        rationale="Taal en werkervaring verhogen de kans op werk.",
    )  # fmt: skip
    IndicatorLink.objects.create(plan=cast.plan, objective=cast.goals["SO3-OO3"], indicator="DE_42", role="context")
    study = Evaluation.objects.create(
        plan=cast.plan, title="Tussentijdse studie (verzonnen)", moment="mid_term", method="Vergelijking van groepen",
        limits="Kleine steekproef; wie meedoet, verschilt van wie niet meedoet.", objective=cast.goals["SO2-OO1"],
        lessons="Wie een mentor heeft, volgt langer les.",
    )  # fmt: skip
    study.outcomes.create(
        title="Wie na een jaar nog Nederlands leert", unit="%", before_period="2023", before=41, after_period="2025",
        after=52, compared_with="gelijkaardige cursisten zonder mentor", compared_before=40, compared_after=44,
        note="Verzonnen cijfers.",
    )  # fmt: skip
    Evaluation.objects.create(
        plan=cast.plan, title="Vooraf: is dit plan te volgen? (verzonnen)", moment="ex_ante", limits="Enkel op papier.",
        method="Nalezen van doelstellingen en indicatoren",
    )  # fmt: skip
    IndicatorLink.objects.create(
        plan=cast.plan, objective=cast.goals["SO2-OO1"], indicator="WE_02", role="outcome", claim="attributable",
        evaluation=study, target_value=40, target_period="2029", direction="up", baseline_period="2021",
        breakdown="origin", population="non_eu_origin",
    )  # fmt: skip
