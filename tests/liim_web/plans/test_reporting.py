"""A round: who reports, who looks, what is kept, and where four truths disagree."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from liim_web.accounts.models import Role
from liim_web.plans.editing import save
from liim_web.plans.models import Action, ActionReport, Judgement, ReportingRound
from liim_web.plans.procedure import perform
from liim_web.plans.truths import Calendar, Shown, Truths, calendar, truths

DAY = dt.date(2026, 6, 1)


@pytest.fixture
def people(world: Any) -> dict[str, Any]:
    return {
        "reporter": world.actor(Role.REPORTER),
        "coordinator": world.actor(Role.COORDINATOR),
        "secretariat": world.actor(Role.SECRETARIAT, None),
        "chair": world.actor(Role.CHAIR, None),
    }


@pytest.fixture
def report(world: Any, people: dict[str, Any]) -> ActionReport:
    """The empty report on one action in a round that has just opened."""
    world.action(state="opgenomen")
    perform(people["secretariat"], world.round("gepland"), "open")
    return ActionReport.objects.get()


def handed_in(people: dict[str, Any], report: ActionReport, **values: Any) -> ActionReport:
    begun = perform(people["reporter"], report, "begin")
    filled = save(people["reporter"], begun, {"progress": "running", "done": "Gestart.", **values}, seen=begun.revision)
    return perform(people["reporter"], filled, "submit")


def accepted(people: dict[str, Any], report: ActionReport, **values: Any) -> ActionReport:
    handed = handed_in(people, report, **values)
    return perform(people["secretariat"], perform(people["coordinator"], handed, "validate"), "accept")


def test_a_report_goes_from_reporter_to_coordinator_to_secretariat(
    people: dict[str, Any], report: ActionReport
) -> None:
    done = accepted(people, report)
    assert done.state == "aanvaard"
    assert done.author_id == people["reporter"].user_id
    assert done.validator_id == people["coordinator"].user_id


def test_an_accepted_report_moves_the_action(people: dict[str, Any], report: ActionReport) -> None:
    accepted(people, report, progress="completed")
    assert Action.objects.get().state == "afgerond"


def test_who_wrote_a_report_never_validates_it(world: Any, people: dict[str, Any], report: ActionReport) -> None:
    """Not even in another role."""
    handed = handed_in(people, report)
    handed.author_id = people["coordinator"].user_id
    handed.save()
    with pytest.raises(PermissionDenied):
        perform(people["coordinator"], handed, "validate")


def test_another_domain_touches_nothing(world: Any, people: dict[str, Any], report: ActionReport) -> None:
    handed = handed_in(people, report)
    with pytest.raises(PermissionDenied):
        perform(world.actor(Role.COORDINATOR, "wonen"), handed, "validate")


def test_a_report_is_returned_with_a_reason_that_the_reporter_reads(
    people: dict[str, Any], report: ActionReport
) -> None:
    handed = handed_in(people, report)
    with pytest.raises(ValidationError, match="reden"):
        perform(people["coordinator"], handed, "return")
    back = perform(people["coordinator"], handed, "return", reason="Hoeveel cursisten?")
    assert (back.state, back.returned_because) == ("concept", "Hoeveel cursisten?")
    assert perform(people["reporter"], back, "submit").returned_because == ""


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"progress": ""}, "progress"),
        ({"unchanged": True}, "unchanged_confirmed_by"),
    ],
)
def test_an_incomplete_report_is_not_handed_in(
    people: dict[str, Any], report: ActionReport, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        handed_in(people, report, **values)
    assert field in refusal.value.message_dict


def test_a_stop_without_a_reason_is_not_even_saved(people: dict[str, Any], report: ActionReport) -> None:
    with pytest.raises(ValidationError, match="waarom"):
        handed_in(people, report, progress="blocked")


def test_nothing_is_handed_in_after_the_window(people: dict[str, Any], report: ActionReport) -> None:
    long_ago = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    ReportingRound.objects.update(
        opens_at=long_ago, due_at=long_ago + dt.timedelta(1), closes_at=long_ago + dt.timedelta(1)
    )
    with pytest.raises(ValidationError, match="gesloten op 02-01-2020"):
        handed_in(people, report)


def closed(people: dict[str, Any], round_: ReportingRound) -> ReportingRound:
    for step in ("present", "close") if round_.state == "in_nazicht" else ("review", "present", "close"):
        round_ = perform(people["secretariat"], round_, step)
    return round_


def test_what_was_not_handed_in_is_kept_and_counted(world: Any, people: dict[str, Any], report: ActionReport) -> None:
    sealed = closed(people, report.round)
    report.refresh_from_db()
    assert report.state == "niet_ontvangen"
    assert sealed.public["counts"] == {"niet_ontvangen": 1}


def test_a_round_does_not_close_over_reports_that_wait(people: dict[str, Any], report: ActionReport) -> None:
    handed_in(people, report)
    with pytest.raises(ValidationError, match="1 rapport wacht nog"):
        closed(people, report.round)


def test_a_closed_round_never_opens_again(people: dict[str, Any], report: ActionReport) -> None:
    sealed = closed(people, report.round)
    for step in ("open", "review", "present", "close"):
        with pytest.raises(ValidationError):
            perform(people["secretariat"], sealed, step)


def test_the_next_round_opens_with_what_was_accepted(world: Any, people: dict[str, Any], report: ActionReport) -> None:
    accepted(people, report, done="Tweehonderd cursisten.")
    closed(people, report.round)
    perform(people["secretariat"], world.round("gepland"), "open")
    following = ActionReport.objects.get(round__number=2)
    assert (following.done, following.state, following.carried_over) == ("Tweehonderd cursisten.", "leeg", True)


def test_a_report_not_received_carries_the_earlier_text_and_says_so(
    world: Any, people: dict[str, Any], report: ActionReport
) -> None:
    accepted(people, report, done="Tweehonderd cursisten.")
    closed(people, report.round)
    second = perform(people["secretariat"], world.round("gepland"), "open")
    following = ActionReport.objects.get(round=second)
    begun = perform(people["reporter"], following, "begin")
    save(people["reporter"], begun, {"done": "Nog niet klaar om te delen."}, seen=begun.revision)
    [told] = closed(people, second).public["reports"]
    assert (told["received"], told["carried_over"], told["done"]) == (False, True, "Tweehonderd cursisten.")


def test_the_chair_judges_with_text_and_a_minority_view_stays(
    world: Any, people: dict[str, Any], report: ActionReport
) -> None:
    done = accepted(people, report, progress="completed")
    round_ = perform(people["secretariat"], done.round, "review")
    with pytest.raises(ValidationError, match="oordeel"):
        perform(people["chair"], done, "judge")
    organisation = world.organisations["wonen"]
    chair = world.person()
    Judgement.objects.create(
        report=done, by=chair, organisation=organisation, value="limited", text="Klein.", final=True
    )
    Judgement.objects.create(
        report=done, by=world.person(), organisation=organisation, value="not_started", text="Wij zien niets."
    )
    assert perform(people["chair"], done, "judge").state == "beoordeeld"
    [told] = closed(people, round_).public["reports"]
    assert [each["final"] for each in told["judgements"]] == [True, False]
    assert told["commission"] == "limited"


@pytest.mark.parametrize(
    ("milestones", "end", "says"),
    [
        ([], None, Calendar.NO_DATE),
        ([], DAY + dt.timedelta(365), Calendar.ON_TIME),
        ([], DAY + dt.timedelta(30), Calendar.DUE_SOON),
        ([], DAY - dt.timedelta(1), Calendar.OVERDUE),
        ([(DAY + dt.timedelta(200), DAY + dt.timedelta(100), None)], None, Calendar.LATE),
        ([(DAY - dt.timedelta(2), None, DAY - dt.timedelta(3))], None, Calendar.ON_TIME),
        ([(DAY - dt.timedelta(2), None, None)], DAY + dt.timedelta(365), Calendar.OVERDUE),
    ],
)
def test_what_the_calendar_says(world: Any, milestones: list[Any], end: dt.date | None, says: Calendar) -> None:
    action = world.action(end=end)
    for due, approved, done in milestones:
        action.milestones.create(title="Stap", due=due, due_at_approval=approved, done_on=done, reason="Later.")
    assert calendar(action, DAY) == says


def test_completed_without_evidence_is_a_disagreement(people: dict[str, Any], report: ActionReport) -> None:
    done = accepted(people, report, progress="completed")
    stand = truths(done, DAY)
    assert stand.evidence == Shown.CLAIMED
    assert [str(each) for each in stand.disagreements] == ["De entiteit zegt afgerond, bewijs ontbreekt."]


def test_verified_evidence_settles_it(people: dict[str, Any], report: ActionReport) -> None:
    done = accepted(people, report, progress="completed")
    evidence = done.evidence.create(title="Eindverslag", link="https://voorbeeld.be/verslag")
    assert truths(done, DAY).evidence == Shown.DOCUMENTED
    evidence.verified_on = DAY
    evidence.save()
    assert truths(ActionReport.objects.get(), DAY).disagreements == ()


@pytest.mark.parametrize("state", ["leeg", "concept", "niet_ontvangen"])
def test_what_was_taken_over_or_is_being_written_is_not_what_the_entity_says(report: ActionReport, state: str) -> None:
    """Otherwise the Commission reads last year's word as this year's."""
    report.state, report.progress, report.done = state, "running", "Tekst van vorig jaar."
    stand = truths(report, DAY)
    assert (stand.entity, stand.evidence) == ("", Shown.NONE)


def test_truths_that_agree_say_nothing() -> None:
    agreed = Truths(entity="running", calendar=Calendar.ON_TIME, evidence=Shown.DOCUMENTED, commission="substantial")
    assert agreed.disagreements == ()
