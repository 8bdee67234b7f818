"""The actions of the example, drawn."""

import datetime as dt

from django.utils import timezone

from liim_web.accounts.models import Mandate
from liim_web.plans import changes
from liim_web.plans.example.cast import DOMAINS, SINCE, Cast
from liim_web.plans.models import Action

# One action that is not public, so that the difference shows.
HIDDEN = 17
# One action beside which a figure of the monitor stands.
LINKED = 3
# How often a milestone whose day has passed is done.
MOSTLY = 0.85
VERBS = ("Versterk", "Start", "Verbreed", "Evalueer", "Vereenvoudig", "Bundel", "Maak")
THINGS = (
    "taallessen op de werkvloer", "een netwerk van mentoren", "de toeleiding naar stages", "het meldpunt in de wijk",
    "een opleiding voor loketmedewerkers", "oefenkansen in sportclubs", "de informatie voor nieuwkomers",
    "een proeftuin met drie steden", "de begeleiding van ouders", "het onderzoek naar drempels",
)  # fmt: skip


def action(cast: Cast, n: int) -> None:
    """One action with its milestones, money and own indicator; every fifth one leaves out what the checks look for."""
    draw = cast.random
    domain = draw.choice([code for code in DOMAINS if code not in {"fb", "lv"}])
    goal = draw.choice(list(cast.goals))
    start = dt.date(2025, draw.randint(1, 12), 1)
    complete = n % 5 != 0
    mandate, _made = Mandate.objects.get_or_create(
        title=f"Voorbeeldminister voor {DOMAINS[domain]}", defaults={"holder": "Voorbeeldpersoon", "start": SINCE}
    )
    made = Action(
        plan=cast.plan,
        title=f"{draw.choice(VERBS)} {draw.choice(THINGS)} ({n + 1})",
        description="Verzonnen omschrijving. De actie loopt in drie stappen, voor wie er het meest baat bij heeft.",
        contribution="Wie oefent en begeleid wordt, blijft langer deelnemen." if complete else "",
        novelty=draw.choice(["new", "new", "strengthened", "existing"]) if domain != "mow" else "existing",
        lead_domain=cast.domains[domain],
        lead_organisation=cast.organisations[domain],
        mandate=mandate,
        contact=f"integratie.{domain}@voorbeeld.invalid",
        contact_person="Voorbeeldpersoon",
        target_groups=("Nieuwkomers", "Nieuwkomers; Jongeren", "Anderstaligen", "")[n % 4],
        priority=("", "high", "normal")[n % 3],
        start=start,
        end=start + dt.timedelta(days=draw.randint(300, 1200)) if complete else None,
        budget_statement=draw.choice(["lines", "within_means", "none"]) if complete else "",
        internal=n == HIDDEN,
    )
    changes.add_action(cast.secretariat, made, cast.goals[goal])
    made.partners.create(name="Lokale besturen", role="voert uit in de buurt")
    made.partners.create(name="Middenveld")
    if made.budget_statement == "lines":
        amount = draw.randint(20, 400) * 1000
        for year in (2025, 2026):
            made.budget.create(year=year, source="Vlaamse begroting (verzonnen)", stage="authorised", amount=amount)
        for year, stage, part in ((2025, "committed", 90), (2025, "paid", 80), (2027, "planned", 100)):
            made.budget.create(
                year=year, source="Vlaamse begroting (verzonnen)", stage=stage, amount=amount * part // 100
            )
    for step, days in (("Partners gekozen", 90), ("Eerste groep gestart", 240)):
        due = start + dt.timedelta(days=days)
        done = due if draw.random() < MOSTLY and due < timezone.localdate() else None
        made.milestones.create(title=step, due=due, done_on=done, evidence_kind="verslag" if complete else "")
    if n % 3 == 0:
        aim = draw.randint(50, 500)
        counted = made.outputs.create(title="Deelnemers", unit="personen", target=aim, target_date=made.end)
        counted.values.create(
            on=dt.date(2026, 6, 30), value=aim // 3, source="Eigen telling (verzonnen)", provisional=True
        )
    if n == LINKED:
        made.indicator_links.create(plan=cast.plan, indicator="WE_02", role="output", claim="context")
