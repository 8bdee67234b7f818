"""The form of a report, as someone fills it in: saved, handed in, overtaken, refused; nothing typed is lost."""

from typing import Any

import pytest

from liim_web.plans.models import ActionReport, AuditEvent
from tests.liim_web.plans.place import Place


@pytest.fixture
def report(place: Place) -> ActionReport:
    """An empty report in an open round."""
    made: ActionReport = place.world.round("open").reports.create(action=place.action)
    return made


@pytest.fixture
def address(place: Place) -> str:
    return f"/nl/plan/HIBP/ronde/1/{place.action.uid}/"


def typed(report: ActionReport, done: str, **more: str) -> dict[str, Any]:
    return {"revision": report.revision, "progress": "running", "done": done, **more}


def test_a_reporter_fills_in_saves_and_hands_in(place: Place, report: ActionReport, address: str) -> None:
    assert place.reporter.post(address, typed(report, "Twaalf groepen.", save="1")).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.done) == ("concept", "Twaalf groepen.")
    assert place.reporter.post(address, typed(report, "Twaalf groepen.", submit="1")).status_code == 302
    report.refresh_from_db()
    assert report.state == "ingediend"


def test_two_people_on_one_report_the_second_sees_what_changed_and_loses_nothing(
    place: Place, report: ActionReport, address: str
) -> None:
    place.reporter.post(address, typed(report, "De eerste."))
    late = place.reporter.post(address, typed(report, "De tweede, heel lang getypt."))
    assert late.status_code == 409
    assert "<del>De eerste.</del>" in late.text
    assert late.text.count("De tweede, heel lang getypt.") == 2, "in the difference and in the form"
    report.refresh_from_db()
    assert report.done == "De eerste."


def test_a_report_that_cannot_be_handed_in_keeps_what_was_typed(
    place: Place, report: ActionReport, address: str
) -> None:
    refused = place.reporter.post(address, typed(report, "Bijna klaar.", unchanged="on", submit="1"))
    assert refused.status_code == 400
    assert "Zet je naam" in refused.text
    report.refresh_from_db()
    assert (report.done, report.state) == ("Bijna klaar.", "concept")
    assert f'name="revision" value="{report.revision}"' in refused.text, "so that the next try is not refused as stale"


def test_a_first_saving_is_told_in_the_log_as_one_step_with_all_that_was_typed(
    place: Place, report: ActionReport, address: str
) -> None:
    place.reporter.post(address, typed(report, "Twaalf groepen.", save="1"))
    logged = AuditEvent.objects.get(kind="report", thing_id=report.pk)
    assert logged.operation == "begin"
    assert logged.changes == {
        "state": ["leeg", "concept"], "progress": ["", "running"], "done": ["", "Twaalf groepen."]
    }  # fmt: skip


def test_what_the_database_refuses_is_said_in_words_and_nothing_is_saved(
    place: Place, report: ActionReport, address: str
) -> None:
    typed_in = typed(report, "Gestopt.", save="1") | {"progress": "abandoned"}
    refused = place.reporter.post(address, typed_in)
    assert refused.status_code == 400
    assert "Zeg waarom de actie stilligt of stopt." in refused.text
    assert "Gestopt." in refused.text
    report.refresh_from_db()
    assert (report.state, report.revision) == ("leeg", 1)


def test_sixty_people_at_once_ask_little_of_the_database(
    place: Place, report: ActionReport, address: str, django_assert_max_num_queries: Any
) -> None:
    """Each question is asked sixty times within seconds; it was seventeen and fifty-six."""
    with django_assert_max_num_queries(11):
        place.reporter.get(address)
    with django_assert_max_num_queries(17):
        place.reporter.post(address, typed(report, "Bezig", save="1"))
    report.refresh_from_db()
    with django_assert_max_num_queries(17):
        place.reporter.post(address, typed(report, "Klaar", submit="1"))
    report.refresh_from_db()
    assert report.state == "ingediend"
