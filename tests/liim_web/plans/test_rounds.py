"""A round as it is planned: its reference date, its questions, and when it reminds whom."""

import datetime as dt
from typing import Any

import pytest
from django.utils import translation

from liim_web.accounts.models import Role
from liim_web.plans import reminders
from liim_web.plans.models import ReportingRound
from liim_web.plans.procedure import perform
from liim_web.plans.truths import Calendar, calendar, day_of
from tests.liim_web.plans.place import Place

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
PLANNED = {
    "title": "Ronde", "period_start": "2025-01-01", "period_end": "2025-12-31", "reference_date": "2025-12-31",
    "opens_at": "2026-01-15T09:00", "due_at": "2026-03-01T17:00", "closes_at": "2026-05-31T17:00",
    "remind_before": "30, 7, 1", "remind_after": "1; 7", "remind_monthly": "on",
}  # fmt: skip
ASKED = ["Wat leerden jullie?", "Wie deed mee?"]


def planned(place: Place, **typed: Any) -> Any:
    version = place.world.version("gepubliceerd", number=2)
    return place.secretariat.post("/nl/plan/HIBP/rondes/nieuw/", PLANNED | {"version": version.pk} | typed)


def test_a_round_reminds_before_and_after_its_term_and_then_every_month_until_it_closes(place: Place) -> None:
    assert planned(place).status_code == 302
    found = reminders.days(ReportingRound.objects.get())
    assert [f"{day:%d-%m}" for day in found] == ["30-01", "22-02", "28-02", "02-03", "08-03", "08-04", "08-05"]


def test_a_month_that_is_too_short_reminds_on_its_last_day(world: Any) -> None:
    due = dt.datetime(2026, 1, 31, 12, tzinfo=dt.UTC)
    round_ = world.round(due_at=due, remind_before=[], remind_after=[], closes_at=due + dt.timedelta(days=95))
    assert [f"{day:%d-%m}" for day in reminders.days(round_)] == ["28-02", "31-03", "30-04"]


@pytest.mark.parametrize("typed", ["dertig", "0", "400", "-7", "1,2,3,4,5,6,7,8,9,10,11,12,13"])
def test_days_that_cannot_be_are_refused_and_stay_in_the_form(place: Place, typed: str) -> None:
    refused = planned(place, remind_before=typed)
    assert refused.status_code == 400
    assert f'value="{typed}"' in refused.text
    assert "dagen" in refused.context["form"].errors["remind_before"][0]


def test_whoever_handed_in_is_reminded_no_more(world: Any) -> None:
    round_ = world.round("open")
    for state in ("leeg", "concept", "ingediend", "aanvaard"):
        action = world.action(title=state, state="opgenomen", contact=f"{state}@voorbeeld.be")
        round_.reports.create(action=action, state=state)
    secretariat, other = world.actor(Role.SECRETARIAT, None), world.actor(Role.COORDINATOR, "wonen")
    (owing,) = reminders.owing(secretariat, round_)
    assert (owing.reports, owing.contacts) == (2, ("leeg@voorbeeld.be", "concept@voorbeeld.be"))
    assert reminders.letter(round_, [owing]).startswith("mailto:?bcc=leeg@voorbeeld.be,concept@voorbeeld.be&")
    assert reminders.owing(other, round_) == [], "a coordinator reminds the own domain"


def test_the_secretariat_sees_who_still_has_to_report_and_how_to_reach_them(place: Place) -> None:
    place.action.contact = "integratie@voorbeeld.be"
    place.action.save()
    place.world.round("open").reports.create(action=place.action, state="leeg")
    told = place.secretariat.get("/nl/plan/HIBP/ronde/1/").text
    assert 'href="mailto:integratie@voorbeeld.be"' in told
    assert "1 trekker moet nog indienen" in told
    assert "mailto:?bcc" not in place.reporter.get("/nl/plan/HIBP/ronde/1/").text


def test_a_round_looks_at_the_calendar_of_its_reference_date(world: Any) -> None:
    """What was due before it and done after it was overdue on that day, whatever today says."""
    day, today = dt.date(2025, 12, 31), dt.date(2026, 6, 1)
    action = world.action(state="opgenomen")
    step = action.milestones.create(title="Stap", due=dt.date(2025, 12, 1), done_on=dt.date(2026, 2, 1))
    assert day_of(world.round(reference_date=day), today) == day
    assert day_of(world.round(), today) == today, "none given: the day on which someone looks"
    assert day_of(world.round(reference_date=dt.date(2026, 12, 31)), today) == today, "not come yet"
    assert calendar(action, day) == Calendar.OVERDUE
    assert calendar(action, today) == Calendar.ON_TIME
    step.done_on = dt.date(2025, 11, 30)
    step.save()
    assert calendar(type(action).objects.get(), day) == Calendar.ON_TIME


def test_a_round_asks_its_questions_and_keeps_them_with_the_answers(place: Place, world: Any) -> None:
    asked = world.plan.question_sets.create(number=1, questions=ASKED)
    round_ = world.round("open", questions=asked)
    report = round_.reports.create(action=place.action)
    address = f"/nl/plan/HIBP/ronde/1/{place.action.uid}/"
    assert ASKED[1] in place.reporter.get(address).text
    typed = {"revision": 1, "progress": "running", "question_1": "Dat oefenen helpt.", "submit": "1"}
    assert place.reporter.post(address, typed).status_code == 302
    report.refresh_from_db()
    assert report.answers == {ASKED[0]: "Dat oefenen helpt."}
    people = [world.actor(Role.COORDINATOR), *[world.actor(Role.SECRETARIAT, None)] * 4]
    report = perform(people[0], report, "validate")
    perform(people[1], report, "accept")
    for step in ("review", "present", "close"):
        round_ = perform(people[1], round_, step)
    assert (round_.public["questions"], round_.public["question_set"]) == (ASKED, "HIBP-Q1")
    assert round_.public["reports"][0]["answers"] == {ASKED[0]: "Dat oefenen helpt."}
    assert "Dat oefenen helpt." in place.secretariat.get("/nl/plan/HIBP/ronde/1/").text


def test_an_answer_returns_in_the_next_round_where_the_same_is_asked(place: Place, world: Any) -> None:
    first = world.plan.question_sets.create(number=1, questions=ASKED)
    second = world.plan.question_sets.create(number=2, questions=[ASKED[0], "Iets anders?"])
    told = dict.fromkeys(ASKED, "Zo.")
    world.round("in_nazicht", questions=first).reports.create(action=place.action, state="aanvaard", answers=told)
    perform(world.actor(Role.SECRETARIAT, None), world.round("gepland", questions=second), "open")
    assert world.plan.rounds.get(number=2).reports.get().answers == {ASKED[0]: "Zo."}


def test_who_was_overtaken_sees_which_answer_differs(place: Place, world: Any) -> None:
    asked = world.plan.question_sets.create(number=1, questions=ASKED)
    report = world.round("open", questions=asked).reports.create(action=place.action, state="concept")
    address = f"/nl/plan/HIBP/ronde/1/{place.action.uid}/"
    typed = {"revision": report.revision, "progress": "running", "question_1": "De eerste."}
    assert place.reporter.post(address, typed).status_code == 302
    late = place.reporter.post(address, typed | {"question_1": "De tweede."})
    assert late.status_code == 409
    assert (ASKED[0], "De eerste.", "De tweede.") in late.context["meanwhile"]
    assert late.text.count("De tweede.") == 2, "in the difference and in the form"


@pytest.mark.parametrize("typed", ["", "A\nA", "A\nB\nC\nD\nE\nF"])
def test_no_question_the_same_twice_or_too_many_are_refused(place: Place, typed: str) -> None:
    answer = place.secretariat.post(place.adding("vragenlijst"), {"questions": typed})
    assert answer.status_code == 400
    assert place.world.plan.question_sets.count() == 0


def test_a_planned_round_is_changed_and_an_open_one_is_not(place: Place) -> None:
    planned(place)
    made = ReportingRound.objects.get()
    typed = PLANNED | {"version": made.version_id, "title": "Andere titel", "revision": made.revision}
    assert place.secretariat.post("/nl/plan/HIBP/ronde/1/bewerk/", typed).status_code == 302
    late = place.secretariat.post("/nl/plan/HIBP/ronde/1/bewerk/", typed | {"title": "Nog anders"})
    assert late.status_code == 409
    assert "Nog anders" in late.text
    made.refresh_from_db()
    assert (made.title, made.remind_after) == ("Andere titel", [1, 7])
    ReportingRound.objects.update(state="open")
    assert place.secretariat.get("/nl/plan/HIBP/ronde/1/bewerk/").status_code == 403


def test_who_closes_a_round_sees_first_how_the_reports_leave_it(place: Place) -> None:
    round_ = place.world.round("voorgelegd")
    for n, state in enumerate(("leeg", "concept", "beoordeeld")):
        round_.reports.create(action=place.world.action(title=f"Actie {n}", state="opgenomen"), state=state)
    told = place.secretariat.get(f"/nl/plan/stap/round/{round_.pk}/close/").text
    assert "1 beoordeeld, 2 niet ontvangen" in told


def test_where_truths_disagree_is_sealed_in_dutch_and_said_in_the_language_of_the_reader(place: Place) -> None:
    """Whatever the language of who closes the round."""
    round_ = place.world.round("voorgelegd")
    round_.reports.create(action=place.action, state="aanvaard", progress="completed")
    with translation.override("fr"):
        round_ = perform(place.world.actor(Role.SECRETARIAT, None), round_, "close")
    (sentence,) = round_.public["reports"][0]["disagreements"]
    assert sentence == "De entiteit zegt afgerond, bewijs ontbreekt."
    assert sentence in place.secretariat.get("/nl/plan/HIBP/ronde/1/").text
    assert sentence not in place.secretariat.get("/fr/plan/HIBP/ronde/1/").text
