"""What cannot be is refused in words, and nothing that was typed is lost."""

import datetime as dt
from decimal import Decimal

import pytest

from liim_web.accounts.models import Mandate
from liim_web.plans.models import Action, Plan
from tests.liim_web.plans.place import TYPED, Place


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


# Whatever people write is shown as they wrote it, and never runs.
EVIL = "<script>alert(1)</script> \"'&amp; {{ 7 }} <img src=x onerror=alert(1)>"


def test_html_in_text_is_shown_and_never_runs(place: Place) -> None:
    world = place.world
    action = world.action(title=EVIL, description=EVIL, contribution=EVIL, target_groups=EVIL, scope=EVIL)
    action.partners.create(name=EVIL, role=EVIL)
    action.milestones.create(title=EVIL, due="2026-01-01", evidence_kind=EVIL)
    action.budget.create(year=2026, source=EVIL[:200], amount=1)
    action.outputs.create(title=EVIL, unit="x")
    cell = world.plan.commitments.create(domain=world.domains["wonen"], objective=world.objectives["SO1-OO1"],
                                         explanation=EVIL, state="gemotiveerd_geen")  # fmt: skip
    assert cell
    base = "/nl/plan/HIBP/"
    pages = [
        "versie/1/", "versie/1/matrix/?doelgroep=<script>", "versie/1/matrix/?cel=wonen:SO1-OO1",
        "versie/1/brief/werk/",
        f"versie/1/actie/{action.uid}/", "versie/1/doelstelling/SO1-OO1/", "versie/1/controles/",
        f"versie/1/?text={EVIL}", f"acties/{action.uid}/bewerk/", f"acties/{action.uid}/wijzig/", "vragen/", "rondes/",
    ]  # fmt: skip
    for page in pages:
        answer = place.secretariat.get(base + page)
        assert answer.status_code == 200, page
        assert "<script>alert" not in answer.text, page
        assert "<img src=x" not in answer.text, page


def test_a_mandate_that_has_ended_is_not_given_to_an_action_but_stays_where_it_was(place: Place) -> None:
    ended = Mandate.objects.create(holder="An Voorbeeld", title="Minister", start="2019-01-01", end="2024-06-30")
    typed = place.typed("actie") | {"mandate": ended.pk, "revision": place.action.revision}
    address = f"/nl/plan/bewerk/actie/{place.action.pk}/"
    answer = place.secretariat.post(address, typed)
    assert answer.status_code == 400
    assert "Kies er een dat vandaag geldt" in answer.text
    assert typed["motive"] in answer.text, "what was typed stays"
    Action.objects.filter(pk=place.action.pk).update(mandate=ended)
    assert place.secretariat.post(address, typed).status_code == 302, "history stays true"


@pytest.mark.parametrize(
    ("day", "offset"), [(dt.date(2026, 3, 29), 2), (dt.date(2026, 10, 25), 1)], ids=["summer time", "winter time"]
)
def test_a_deadline_on_the_day_the_clock_changes_is_the_hour_that_people_read(
    place: Place, monkeypatch: pytest.MonkeyPatch, day: dt.date, offset: int
) -> None:
    """Five in the afternoon in Brussels, also when the day has twenty-three or twenty-five hours."""
    world = place.world
    number = world.version("gepubliceerd", number=2).pk
    typed = {
        "version": number, "title": "R", "period_start": "2025-01-01", "period_end": "2025-12-31",
        "opens_at": f"{day}T00:30", "due_at": f"{day}T17:00", "closes_at": f"{day}T17:00",
    }  # fmt: skip
    assert place.secretariat.post("/nl/plan/HIBP/rondes/nieuw/", typed).status_code == 302
    made = world.plan.rounds.get()
    assert made.due_at == dt.datetime.combine(day, dt.time(17 - offset), tzinfo=dt.UTC)
    made.state = "open"
    made.save()
    report = made.reports.create(action=place.action, state="concept", progress="running")
    address = f"/nl/plan/HIBP/ronde/1/{place.action.uid}/"
    assert "17:00" in place.reporter.get("/nl/plan/HIBP/ronde/1/").text
    told = {"progress": "running", "done": "Lang getypt.", "revision": 1, "submit": "1"}
    monkeypatch.setattr("liim_web.plans.reporting.timezone.now", lambda: made.closes_at + dt.timedelta(seconds=1))
    late = place.reporter.post(address, told)
    assert late.status_code == 400
    assert "17:00" in late.text
    assert "Lang getypt." in late.text
    monkeypatch.setattr("liim_web.plans.reporting.timezone.now", lambda: made.closes_at - dt.timedelta(seconds=1))
    report.refresh_from_db()
    assert place.reporter.post(address, told | {"revision": report.revision}).status_code == 302
