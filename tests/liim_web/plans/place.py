"""What someone types for each part of a plan, and a plan in the making on which it is tried."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.test import Client

from liim_web.accounts.models import Role
from liim_web.plans.entering.parts import BY_SLUG
from liim_web.plans.models import Action, Commitment

EMPTY = {"revision": "1"}
# What someone types for each part, and one field that is then changed.
TYPED: dict[str, tuple[dict[str, Any], str, str]] = {
    "plan": (
        {
            "code": "LOKAAL",
            "title": "Plan",
            "kind": "local",
            "visibility": "public",
            "start": "2025-01-01",
            "end": "2030-12-31",
        },
        "title",
        "Anders",
    ),
    "strategische-doelstelling": (
        {"code": "SO9", "title": "Doel", "order": 9, "missions": ["equality"]},
        "title",
        "Ander doel",
    ),
    "doelstelling": ({"code": "OO9", "title": "Doel", "order": 9}, "population", "Nieuwkomers"),
    "evaluatie": (
        {"title": "Studie", "moment": "final", "method": "Enquête", "limits": "Klein"},
        "limits",
        "Zeer klein",
    ),
    "voor-en-na": (
        {
            "title": "Wie nog leert",
            "unit": "%",
            "before_period": "2023",
            "before": "41",
            "after_period": "2025",
            "after": "52",
        },
        "note",
        "Klein verschil.",
    ),
    "actie": (
        {"title": "Taallessen", "novelty": "new", "motive": "Nodig.", "budget_statement": "none"},
        "title",
        "Betere taallessen",
    ),
    "mijlpaal": ({"title": "Eerste groep", "due": "2026-09-01"}, "evidence_kind", "verslag"),
    "voortgang-mijlpaal": ({"due": "2026-09-01"}, "done_on", "2026-08-20"),
    "partner": ({"name": "VVSG", "role": "verspreidt"}, "role", "verspreidt en adviseert"),
    "budgetlijn": (
        {"year": 2026, "source": "VO", "nature": "one_off", "stage": "planned", "amount": "1000.50"},
        "amount",
        "2000.00",
    ),
    "eigen-indicator": ({"title": "Cursisten", "unit": "personen", "target": "400"}, "target", "500"),
    "waarde": ({"on": "2026-01-01", "value": "12"}, "value", "14"),
    "cijfer-bij-actie": (
        {"indicator": "WE_02", "role": "output", "claim": "context", "area": "02000", "target_kind": "absolute"},
        "target_value",
        "70",
    ),
    "cijfer-bij-doelstelling": (
        {
            "indicator": "WE_02",
            "role": "outcome",
            "claim": "context",
            "area": "02000",
            "target_kind": "gap",
            "population": "origin:non_eu_origin",
            "comparator": "origin:belgian_origin",
        },
        "target_value",
        "-15",
    ),
    "buiten-het-plan": ({"title": "Ook dit", "start": "2026-01-01"}, "description", "Loopt al jaren."),
    "vragenlijst": ({"questions": "Wat leerden jullie?"}, "questions", "Wat leerden jullie?\nVoor wie?"),
    "zetel": (
        {"holder": "An Voorbeeld", "represents": "chair", "voting": "on", "start": "2026-01-01"},
        "end",
        "2027-01-01",
    ),
    "beleidsdomein": (
        {"code": "nieuw", "name": "Nieuw domein", "order": 9, "start": "2026-01-01"},
        "name",
        "Ander domein",
    ),
    "organisatie": ({"name": "Nieuwe dienst", "kind": "agency", "start": "2026-01-01"}, "name", "Andere dienst"),
    "mandaat": ({"holder": "An Voorbeeld", "title": "Minister", "start": "2026-01-01"}, "holder", "Bo Voorbeeld"),
}


@dataclass
class Place:
    """A plan in the making with one adopted action, and who works on it."""

    world: Any
    action: Action
    secretariat: Client
    reporter: Client
    outsider: Client

    def browser(self, role: Role, domain: str | None = "werk") -> Client:
        """Someone more, in a role."""
        client = Client()
        client.force_login(self.world.member(role, domain).user)
        return client

    def cell(self, **values: Any) -> Commitment:
        """A cell of the matrix."""
        told = {"domain": self.world.domains["werk"], "objective": self.world.objectives["SO1-OO1"], **values}
        made: Commitment = self.world.plan.commitments.create(**told)
        return made

    def above(self, slug: str) -> Model | None:
        """What a new part hangs under."""
        match BY_SLUG[slug].under:
            case "":
                return None
            case "plan":
                found: Model = self.world.plan
            case "strategic":
                found = self.world.plan.strategic_objectives.first()
            case "objective":
                found = self.world.objectives["SO1-OO1"]
            case "evaluation":
                found = self.world.plan.evaluations.create(title="Studie", moment="final", method="x", limits="y")
            case "output":
                found = self.action.outputs.create(title="Cursisten")
            case _:
                found = self.action
        return found

    def typed(self, slug: str) -> dict[str, Any]:
        """What someone fills in for a part."""
        told = dict(TYPED[slug][0])
        if slug == "actie":
            told |= {"objective": self.world.objectives["SO1-OO1"].pk, "lead_domain": self.world.domains["werk"].pk}
        if slug == "buiten-het-plan":
            told |= {"domain": self.world.domains["werk"].pk}
        if slug == "mandaat":
            told |= {"domains": [self.world.domains["werk"].pk]}
        return told

    def adding(self, slug: str) -> str:
        """The address where a part is added."""
        above = self.above(slug)
        return f"/nl/plan/bewerk/{slug}/nieuw/" + (f"{above.pk}/" if above else "")

    def made(self, slug: str) -> Any:
        """A part that was added by who may."""
        if slug == "voortgang-mijlpaal":
            return self.action.milestones.create(title="Stap", due="2026-09-01")
        model = BY_SLUG[slug].model._default_manager
        before = set(model.values_list("pk", flat=True))
        answer = self.secretariat.post(self.adding(slug), self.typed(slug))
        assert answer.status_code == 302, answer.context["form"].errors
        return model.exclude(pk__in=before).get()

    def editor(self, slug: str) -> Client:
        """Who edits such a part."""
        return self.reporter if slug == "voortgang-mijlpaal" else self.secretariat
