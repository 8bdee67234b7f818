"""What cannot be is refused in words, and nothing that was typed is lost."""

import datetime as dt
from decimal import Decimal

import pytest

from liim_web.accounts.models import Mandate, Role
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


@pytest.mark.parametrize("moment", ["2026-03-29T02:30", "2026-10-25T02:30"])
def test_an_hour_that_does_not_exist_or_comes_twice_is_refused(place: Place, moment: str) -> None:
    """The clock changes that night."""
    typed = {
        "version": place.world.version("gepubliceerd", number=2).pk, "title": "Een lang getypte titel",
        "period_start": "2026-01-01", "period_end": "2026-12-31", "opens_at": "2026-01-01T00:00", "due_at": moment,
        "closes_at": "2027-01-01T00:00",
    }  # fmt: skip
    answer = place.secretariat.post("/nl/plan/HIBP/rondes/nieuw/", typed)
    assert answer.status_code == 400
    assert "due_at" in answer.context["form"].errors
    assert "Een lang getypte titel" in answer.text


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [("2027-01-01", "zomer 2027", "geldige datum"), ("2027-01-01", "2026-01-01", "einde ligt voor de start")],
)
def test_impossible_dates_are_refused_and_the_text_stays(place: Place, start: str, end: str, says: str) -> None:
    told = {"title": "Anders", "novelty": "new", "motive": "Lang verhaal.", "start": start, "end": end}
    asked = place.reporter.post(
        f"/nl/plan/HIBP/acties/{place.action.uid}/wijzig/", told | {"revision": place.action.revision}
    )
    entered = place.secretariat.post(place.adding("actie"), place.typed("actie") | told)
    for answer in (asked, entered):
        assert answer.status_code == 400
        assert "Lang verhaal." in answer.text
        assert says in answer.text


def test_a_step_seen_in_an_older_state_is_not_taken_and_the_reason_stays(place: Place) -> None:
    """A stale form: someone else contested the cell while this person was typing."""
    cell = place.cell(state="ingevuld")
    address = f"/nl/plan/stap/cell/{cell.pk}/contest/"
    why = {"revision": cell.revision, "reason": "Een lang getypte reden."}
    members = [place.browser(Role.SEAT_SOCIETY, None) for _each in range(2)]
    place.world.plan.versions.update(state="voor_advies")
    assert members[0].post(address, why | {"reason": "De eerste."}).status_code == 302
    late = members[1].post(address, why)
    assert late.status_code == 409
    assert "Een lang getypte reden." in late.text
    cell.refresh_from_db()
    assert cell.commission_note == "De eerste."


@pytest.mark.parametrize(
    "address",
    ["cell/{cell}/explode/", "planet/1/fill/", "cell/99999999/fill/", "action/{action}/adopt/", "report/1/expire/"],
)
def test_a_forged_step_is_refused(place: Place, address: str) -> None:
    """One that does not exist, of a thing that does not exist, or that only the application takes."""
    cell = place.cell()
    told = address.format(cell=cell.pk, action=place.action.pk)
    assert place.secretariat.post(f"/nl/plan/stap/{told}", {"revision": 1}).status_code == 404
    cell.refresh_from_db()
    assert (cell.state, type(place.action).objects.get().state) == ("open", "opgenomen")


def test_what_is_of_another_organisation_is_not_touched_by_its_number(place: Place) -> None:
    """Whoever guesses a number reads, changes and asks nothing of another entity."""
    world = place.world
    report = world.round("open").reports.create(action=place.action, state="concept", done="Van ons.")
    shown = report.evidence.create(title="Verslag", link="https://voorbeeld.be")
    step = place.action.milestones.create(title="Stap", due="2026-09-01")
    asked = place.action.change_requests.create(
        plan=world.plan, kind="stop", domain=place.action.lead_domain, motive="Omdat.",
        organisation=place.action.lead_organisation,
    )  # fmt: skip
    number = place.action.uid
    for address, typed in (
        (f"HIBP/ronde/1/{number}/", {"revision": 1, "progress": "completed", "submit": "1"}),
        (f"rapport/{report.pk}/bewijs/", {"title": "Vals", "link": "https://vals.be"}),
        (f"bewijs/{shown.pk}/weg/", {}),
        (f"bewerk/voortgang-mijlpaal/{step.pk}/", {"revision": 1, "due": "2030-01-01", "reason": "Zo."}),
        (f"HIBP/acties/{number}/wijzig/", {"revision": 1, "title": "Vals", "novelty": "new", "motive": "Zo."}),
        (f"HIBP/acties/{number}/stop/", {"kind": "stop", "motive": "Zo."}),
        (f"stap/change/{asked.pk}/submit/", {"revision": 1}),
        (f"stap/cell/{place.cell().pk}/explain/", {"revision": 1, "reason": "Zo."}),
    ):
        assert place.outsider.post(f"/nl/plan/{address}", typed).status_code in (403, 404), address
    report.refresh_from_db()
    step.refresh_from_db()
    assert (report.done, report.evidence.get().title, str(step.due)) == ("Van ons.", "Verslag", "2026-09-01")
    assert place.action.change_requests.get().state == "concept"


def test_a_version_that_was_decided_takes_nothing_that_is_posted_to_it(place: Place) -> None:
    """No step back, no decision twice, no file, no part of the plan."""
    world = place.world
    version = world.plan.versions.get()
    type(version).objects.filter(pk=version.pk).update(state="gepubliceerd", sha256="1" * 64, snapshot={"public": {}})
    version.refresh_from_db()
    for step in ("decide", "take_back", "send_for_advice"):
        told = {"revision": version.revision, "reason": "Omdat.", "decision_number": "X", "decision_date": "2026-01-01"}
        answer = place.secretariat.post(f"/nl/plan/stap/version/{version.pk}/{step}/", told)
        assert answer.status_code == 400, step
        assert "de stand is nu" in answer.text
    goal = world.objectives["SO1-OO1"]
    for address, typed in (
        (f"bewerk/actie/{place.action.pk}/", place.typed("actie") | {"revision": 1}),
        (f"bewerk/doelstelling/{goal.pk}/", {"code": "OO1", "title": "Anders", "order": 0, "revision": 1}),
        (f"bewerk/mijlpaal/nieuw/{place.action.pk}/", TYPED["mijlpaal"][0]),
        ("HIBP/invoer/", {}),
    ):
        assert place.secretariat.post(f"/nl/plan/{address}", typed).status_code == 403, address
    version.refresh_from_db()
    assert (version.state, version.decision_number) == ("gepubliceerd", "")
