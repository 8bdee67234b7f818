"""Sixty people report at once: nobody's work is lost. How long they wait is measured in benchmarks/plans.py."""

import os
import threading
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client

from liim_web.accounts.models import Role
from liim_web.plans.audit import broken_links
from liim_web.plans.models import ActionReport, AuditEvent

pytestmark = pytest.mark.skipif(
    os.environ.get("LIIM_TEST_DB") != "postgres", reason="SQLite lets one person write at a time; LIIM_TEST_DB=postgres"
)
PEOPLE = 60


@pytest.fixture
def committed(transactional_db: None, world: Any) -> Any:
    """What other connections see too."""
    return world


def together(*works: Any) -> list[Any]:
    """All at the same moment, each on a connection of its own; what each returned."""
    start, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place: int, work: Any) -> None:
        try:
            start.wait()
            results[place] = work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_sixty_people_save_and_hand_in_at_once(committed: Any) -> None:
    world = committed
    round_ = world.round("open")
    works = []
    for n in range(PEOPLE):
        report = ActionReport.objects.create(round=round_, action=world.action(state="opgenomen"))
        browser = Client()
        browser.force_login(world.member(Role.REPORTER).user)

        def work(browser: Client = browser, report: ActionReport = report, n: int = n) -> None:
            address = f"/nl/plan/HIBP/ronde/1/{report.action.uid}/"
            for revision, text, button in ((1, "Bezig", "save"), (2, f"Klaar {n}", "submit")):
                typed = {"revision": revision, "progress": "running", "done": text, button: "1"}
                assert browser.post(address, typed).status_code == 302

        works.append(work)
    together(*works)
    assert set(ActionReport.objects.values_list("state", flat=True)) == {"ingediend"}
    assert len(set(ActionReport.objects.values_list("done", flat=True))) == PEOPLE
    assert list(broken_links()) == []


def test_of_two_who_save_the_same_report_one_is_told(committed: Any) -> None:
    world = committed
    report = ActionReport.objects.create(round=world.round("open"), action=world.action(state="opgenomen"))
    address = f"/nl/plan/HIBP/ronde/1/{report.action.uid}/"
    works = []
    for text in ("De ene", "De andere"):
        browser = Client()
        browser.force_login(world.member(Role.REPORTER).user)
        works.append(
            lambda browser=browser, text=text: browser.post(
                address, {"revision": 1, "progress": "running", "done": text, "save": "1"}
            )
        )
    answers = together(*works)
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    told = next(answer for answer in answers if answer.status_code == 409)
    report.refresh_from_db()
    assert report.done in told.text
    assert AuditEvent.objects.filter(kind="report").count() == 1
    assert connection.vendor == "postgresql"
