"""Everything that people enter by hand: added, changed, overtaken, taken away, and refused to who may not."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from liim_web.accounts.models import Membership, Organisation, PolicyDomain, Role, User
from liim_web.plans.audit import broken_links
from liim_web.plans.entering.parts import BY_SLUG, PARTS
from liim_web.plans.models import Action, AuditEvent, Commitment, Milestone, Plan

EMPTY = {"revision": "1"}
# What someone types for each part, and one field that is then changed.
TYPED: dict[str, tuple[dict[str, Any], str, str]] = {
    "plan": (
        {"code": "LOKAAL", "title": "Plan", "kind": "local", "start": "2025-01-01", "end": "2030-12-31"},
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
    "actie": (
        {"title": "Taallessen", "novelty": "new", "motive": "Nodig.", "budget_statement": "none"},
        "title",
        "Betere taallessen",
    ),
    "mijlpaal": ({"title": "Eerste groep", "due": "2026-09-01"}, "evidence_kind", "verslag"),
    "voortgang-mijlpaal": ({"due": "2026-09-01"}, "done_on", "2026-08-20"),
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
EACH = pytest.mark.parametrize("slug", sorted(TYPED))


@dataclass
class Place:
    """A plan in the making with one adopted action, and who works on it."""

    world: Any
    action: Action
    secretariat: Client
    reporter: Client
    outsider: Client

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


@pytest.fixture
def place(world: Any) -> Place:
    world.version("concept")

    def browser(role: Role, domain: str | None) -> Client:
        client = Client()
        client.force_login(world.member(role, domain).user)
        return client

    action = world.action(state="opgenomen")
    return Place(
        world, action, browser(Role.SECRETARIAT, None), browser(Role.REPORTER, "werk"), browser(Role.REPORTER, "wonen")
    )


def test_everything_that_is_entered_is_tried_here() -> None:
    assert set(TYPED) == set(BY_SLUG)


@EACH
def test_a_part_is_added_shown_in_its_list_and_stands_in_the_log(place: Place, slug: str) -> None:
    if slug == "voortgang-mijlpaal":
        assert place.reporter.get(place.adding(slug)).status_code == 404, "who follows adds none"
        return
    assert place.secretariat.get(place.adding(slug)).status_code == 200
    before = AuditEvent.objects.count()
    answer = place.secretariat.post(place.adding(slug), place.typed(slug), follow=True)
    assert answer.status_code == 200
    assert "is toegevoegd" in answer.text
    assert AuditEvent.objects.count() > before
    assert list(broken_links()) == []


@EACH
def test_a_part_is_changed_and_who_was_overtaken_loses_nothing(place: Place, slug: str) -> None:
    thing, (_typed, name, value) = place.made(slug), TYPED[slug]
    address = f"/nl/plan/bewerk/{slug}/{thing.pk}/"
    seen = type(thing)._default_manager.get(pk=thing.pk).revision
    form = place.editor(slug).get(address)
    assert f'name="revision" value="{seen}"' in form.text
    typed = place.typed(slug) | {name: value, "revision": seen}
    assert place.editor(slug).post(address, typed).status_code == 302
    changed = type(thing)._default_manager.get(pk=thing.pk)
    assert changed.revision > seen
    late = place.editor(slug).post(address, typed | {name: place.typed(slug).get(name, "")})
    assert late.status_code == 409, "the form is older than what stands there"
    assert "Iemand anders bewaarde dit terwijl jij typte" in late.text
    assert f'name="revision" value="{seen}"' in late.text, "what was typed is not taken for what was seen"


@EACH
def test_another_domain_and_the_public_are_refused(place: Place, slug: str) -> None:
    thing = place.made(slug)
    for browser in (place.outsider, Client()):
        assert browser.get(place.adding(slug)).status_code in (403, 404)
        assert browser.post(place.adding(slug), place.typed(slug)).status_code in (403, 404)
        for address in (f"/nl/plan/bewerk/{slug}/{thing.pk}/", f"/nl/plan/bewerk/{slug}/{thing.pk}/weg/"):
            assert browser.post(address, place.typed(slug) | EMPTY).status_code in (403, 404), address


@EACH
def test_a_removable_part_goes_after_a_second_look_and_the_log_keeps_it(place: Place, slug: str) -> None:
    thing = place.made(slug)
    address = f"/nl/plan/bewerk/{slug}/{thing.pk}/weg/"
    if not BY_SLUG[slug].removable:
        assert place.secretariat.get(address).status_code == 404, "it ends on a day, or by request"
        return
    assert "Haal weg" in place.secretariat.get(address).text
    thing.refresh_from_db()
    assert place.secretariat.post(address, {"revision": thing.revision + 7}).status_code == 409
    assert place.secretariat.post(address, {"revision": thing.revision}).status_code == 302
    assert not type(thing)._default_manager.filter(pk=thing.pk).exists()
    assert AuditEvent.objects.latest("sequence").operation == "remove"


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.slug)
def test_every_field_that_is_asked_for_is_explained(place: Place, part: Any) -> None:
    """A label that a person reads, in the language of the page."""
    form = part.form_of(new=True)(instance=part.blank(place.above(part.slug)))
    labels = [str(field.label) for name, field in form.fields.items() if name != "revision"]
    assert all(labels)
    assert not [label for label in labels if "_" in label]


def test_what_has_something_under_it_does_not_go(place: Place) -> None:
    goal = place.world.objectives["SO1-OO1"]
    answer = place.secretariat.post(f"/nl/plan/bewerk/doelstelling/{goal.pk}/weg/", {"revision": goal.revision})
    assert answer.status_code == 400
    assert "Haal dat eerst weg" in answer.text


def test_a_domain_fills_in_its_own_proposal_and_no_adopted_action(place: Place) -> None:
    proposal = place.world.action()
    typed = TYPED["mijlpaal"][0]
    assert place.reporter.post(f"/nl/plan/bewerk/mijlpaal/nieuw/{proposal.pk}/", typed).status_code == 302
    assert place.reporter.post(f"/nl/plan/bewerk/mijlpaal/nieuw/{place.action.pk}/", typed).status_code == 403
    assert "Eerste groep" in place.reporter.get(f"/nl/plan/HIBP/acties/{proposal.uid}/bewerk/").text


def test_a_milestone_that_moved_after_approval_says_why(place: Place) -> None:
    step = place.action.milestones.create(title="Stap", due="2026-09-01", due_at_approval="2026-09-01")
    address = f"/nl/plan/bewerk/voortgang-mijlpaal/{step.pk}/"
    refused = place.reporter.post(address, {"revision": 1, "due": "2026-12-01"})
    assert "Zeg waarom de datum verschuift" in refused.text
    assert 'value="2026-12-01"' in refused.text, "what was typed stays"
    told = {"revision": 1, "due": "2026-12-01", "reason": "De aanbesteding liep uit."}
    assert place.reporter.post(address, told).status_code == 302
    step.refresh_from_db()
    assert (step.due_at_approval, step.slippage_days) == (dt.date(2026, 9, 1), 91)


@pytest.mark.parametrize(
    ("amount", "says"),
    [
        ("-5", "niet negatief"), ("5000000001", "5 miljard"), ("600000", "Duizend keer"), ("veel", "getal"),
        ("0.001", "komma"),
    ],
)  # fmt: skip
def test_an_amount_that_cannot_be_is_refused_and_stays_in_the_form(place: Place, amount: str, says: str) -> None:
    nature = "one_off" if says.startswith("Duizend") else "recurring"
    place.action.budget.create(year=2025, source="VO", nature=nature, amount=Decimal(500))
    typed = TYPED["budgetlijn"][0] | {"amount": amount, "source": "Een lang getypte bron"}
    answer = place.secretariat.post(f"/nl/plan/bewerk/budgetlijn/nieuw/{place.action.pk}/", typed)
    assert answer.status_code == 400
    assert says in answer.text
    assert "Een lang getypte bron" in answer.text
    assert place.action.budget.count() == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"comparator": "origin:belgian_origin", "population": ""}, "twee groepen"),
        ({"comparator": "sex:male"}, "dezelfde uitsplitsing"),
        ({"indicator": "DE_42", "population": "home_language:dutch_only", "comparator": ""}, "kent die groep niet"),
        ({"indicator": "XX_99"}, "geldige keuze"),
        ({"claim": "contributes"}, "na hoeveel jaar"),
        ({"claim": "attributable"}, "alleen met een evaluatie"),
    ],
)
def test_a_figure_that_does_not_exist_is_not_linked(place: Place, typed: dict[str, str], says: str) -> None:
    told = TYPED["cijfer-bij-doelstelling"][0] | typed
    goal = place.world.objectives["SO1-OO1"]
    answer = place.secretariat.post(f"/nl/plan/bewerk/cijfer-bij-doelstelling/nieuw/{goal.pk}/", told)
    assert answer.status_code == 400
    assert says in answer.text or "geldige" in answer.text


def test_no_plan_is_its_own_predecessor_by_a_detour(place: Place) -> None:
    second = Plan.objects.create(code="TWEE", title="Twee", start="2030-01-01", end="2034-12-31")
    place.world.plan.predecessor = second
    place.world.plan.save()
    second.versions.create(number=1)
    typed = TYPED["plan"][0] | {"predecessor": place.world.plan.pk, "revision": 1}
    answer = place.secretariat.post(f"/nl/plan/bewerk/plan/{second.pk}/", typed)
    assert answer.status_code == 400
    assert "zichzelf opvolgen" in answer.text


def test_an_action_follows_itself_by_no_detour(place: Place) -> None:
    second = place.world.action(predecessor=place.action)
    typed = place.typed("actie") | {"predecessor": second.pk, "revision": place.action.revision}
    answer = place.secretariat.post(f"/nl/plan/bewerk/actie/{place.action.pk}/", typed)
    assert answer.status_code == 400
    assert "zichzelf opvolgen" in answer.text


@pytest.mark.parametrize("code", ["beheer", "commissie", "bewerk"])
def test_a_plan_does_not_take_an_address_that_is_in_use(place: Place, code: str) -> None:
    answer = place.secretariat.post("/nl/plan/bewerk/plan/nieuw/", TYPED["plan"][0] | {"code": code})
    assert answer.status_code == 400
    assert "andere code" in answer.text


def test_a_new_plan_starts_with_a_version_and_a_new_objective_with_its_cells(place: Place) -> None:
    place.made("plan")
    made = Plan.objects.get(code="LOKAAL")
    assert [version.state for version in made.versions.all()] == ["concept"]
    goal = place.made("doelstelling")
    assert Commitment.objects.filter(objective=goal).count() == 2


def test_an_action_serves_other_objectives_and_other_plans(place: Place) -> None:
    local = Plan.objects.create(code="LOKAAL", title="Lokaal plan", kind="local", start="2025-01-01", end="2030-12-31")
    also = place.world.objectives["SO2-OO1"]
    typed = place.typed("actie") | {
        "also_serves": [also.pk], "also_in_plans": [local.pk], "revision": place.action.revision,
        "title": place.action.title, "lead_organisation": place.action.lead_organisation_id,
    }  # fmt: skip
    address = f"/nl/plan/bewerk/actie/{place.action.pk}/"
    assert place.secretariat.post(address, typed).status_code == 302
    served = [(each.objective_id, each.primary) for each in place.action.serves.all()]
    assert served == [(place.world.objectives["SO1-OO1"].pk, True), (also.pk, False)]
    assert list(place.action.also_in_plans.all()) == [local]
    form = place.secretariat.get(address).context["form"]
    assert form.initial["also_serves"] == [also.pk]


def test_lists_ask_as_much_for_many_as_for_few(place: Place, django_assert_max_num_queries: Any) -> None:
    for n in range(30):
        place.action.milestones.create(title=f"Stap {n}", due="2026-09-01")
        place.action.budget.create(year=2000 + n, source="VO", amount=n)
        place.action.outputs.create(title=f"Telling {n}").values.create(on="2026-01-01", value=n)
        place.action.indicator_links.create(plan=place.world.plan, indicator="WE_02")
        place.world.objectives["SO1-OO1"].indicator_links.create(plan=place.world.plan, indicator="DE_42")
    for address in (f"acties/{place.action.uid}/bewerk/", "bewerk/"):
        with django_assert_max_num_queries(40):
            answer = place.secretariat.get(f"/nl/plan/HIBP/{address}")
        assert answer.status_code == 200
    assert Milestone.objects.count() == 30


# People


@pytest.fixture
def administrator(world: Any) -> Client:
    client = Client()
    client.force_login(world.member(Role.ADMINISTRATOR, None).user)
    return client


def invitation(world: Any, **typed: Any) -> dict[str, Any]:
    return {
        "email": "nieuw@voorbeeld.be", "name": "Nieuw Voorbeeld", "role": "reporter", "start": "2026-01-01",
        "organisation": world.organisations["werk"].pk, "domain": world.domains["werk"].pk, **typed,
    }  # fmt: skip


def test_who_is_invited_chooses_a_password_with_a_link_that_is_shown_once(world: Any, administrator: Client) -> None:
    answer = administrator.post("/nl/plan/beheer/mensen/nodig-uit/", invitation(world), follow=True)
    link = answer.context["welcome"][1]
    assert link in answer.text
    assert administrator.get("/nl/plan/beheer/mensen/").context["welcome"] is None
    newcomer = Client()
    form = newcomer.get(link, follow=True)
    chosen = {"password1": "kaas en brood", "password2": "kaas en brood"}
    newcomer.post(form.request["PATH_INFO"], chosen)
    assert User.objects.get(email="nieuw@voorbeeld.be").check_password("kaas en brood")
    again = Client().get(link, follow=True)
    assert "password1" not in again.text, "the link holds once"


def test_who_has_an_account_is_never_given_a_link_into_it(world: Any, administrator: Client) -> None:
    person = world.person("Oud Voorbeeld")
    told = invitation(world, email=person.email.upper())
    answer = administrator.post("/nl/plan/beheer/mensen/nodig-uit/", told, follow=True)
    assert answer.context["welcome"] is None
    assert Membership.objects.get(user=person).role == "reporter"
    assert User.objects.get(pk=person.pk).name == "Oud Voorbeeld"


def test_a_coordinator_invites_reporters_of_the_own_domain_only(world: Any) -> None:
    browser = Client()
    browser.force_login(world.member(Role.COORDINATOR).user)
    address = "/nl/plan/beheer/mensen/nodig-uit/"
    wonen = {"domain": world.domains["wonen"].pk, "organisation": world.organisations["wonen"].pk}
    for forged in ({"role": "secretariat"}, {"role": "coordinator"}, wonen, {"domain": ""}):
        assert browser.post(address, invitation(world, **forged)).status_code == 400, forged
    assert browser.post(address, invitation(world)).status_code == 302
    assert not User.objects.filter(memberships__role="secretariat").exists()


def test_a_membership_ends_and_gives_no_right_from_then_on(world: Any, administrator: Client) -> None:
    held = world.member(Role.REPORTER)
    browser = Client()
    browser.force_login(held.user)
    assert "rapporteur" in browser.get("/nl/plan/").text
    address = f"/nl/plan/beheer/mensen/{held.pk}/einde/"
    assert held.user.name in administrator.get(address).text
    assert administrator.post(address).status_code == 302
    assert "geen lidmaatschap dat geldt" in browser.get("/nl/plan/").text
    assert AuditEvent.objects.latest("sequence").operation == "end"
    other = Client()
    other.force_login(world.member(Role.COORDINATOR, "wonen").user)
    assert other.post(address).status_code == 404, "another domain's people are not one's own"


def test_bodies_are_kept_by_the_secretariat_and_end_on_a_day(place: Place) -> None:
    body = Organisation.objects.get(name="Secretariaat")
    typed = {"name": "Secretariaat", "kind": "agency", "start": "2020-01-01", "end": "2019-01-01", "revision": 1}
    answer = place.secretariat.post(f"/nl/plan/bewerk/organisatie/{body.pk}/", typed)
    assert "einddatum ligt voor de begindatum" in answer.text
    assert place.secretariat.get("/nl/plan/beheer/").status_code == 200
    assert place.reporter.get("/nl/plan/beheer/").status_code == 403
    assert PolicyDomain.objects.count() == 2
