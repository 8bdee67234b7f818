"""Who works on an action or a cell says something about it; the others do not read it, and what is said stays."""

from typing import Any

import pytest
from django.test import Client

from liim_web.accounts.models import Role
from liim_web.plans.models import ActionReport, AuditEvent, Comment
from tests.liim_web.plans.place import Place

SAID = "Kan dit ook in de randsteden?"


def says(browser: Client, kind: str, about: Any, text: str = SAID) -> Any:
    return browser.post(f"/nl/plan/opmerking/{kind}/{about.pk}/", {"text": text})


def test_the_cabinet_comments_on_an_action_of_its_domain_and_the_coordinator_answers(place: Place) -> None:
    cabinet, coordinator = place.browser(Role.CABINET), place.browser(Role.COORDINATOR)
    assert says(cabinet, "action", place.action).status_code == 302
    assert says(coordinator, "action", place.action, "Ja, vanaf het voorjaar.").status_code == 302
    page = place.secretariat.get(f"/nl/plan/HIBP/versie/1/actie/{place.action.uid}/")
    assert page.text.index(SAID) < page.text.index("Ja, vanaf het voorjaar.")
    first = Comment.objects.earliest("pk")
    assert (first.role, first.domain.code) == (Role.CABINET, "werk")
    logged = AuditEvent.objects.get(kind="comment", thing_id=first.pk)
    assert (logged.operation, logged.reason) == ("add", SAID)


def test_another_domain_and_the_public_neither_read_nor_add_comments(place: Place) -> None:
    says(place.browser(Role.CABINET), "action", place.action)
    place.world.plan.versions.update(state="voor_advies")
    elsewhere = place.browser(Role.CABINET, "wonen")
    for browser in (elsewhere, place.outsider, Client()):
        assert says(browser, "action", place.action).status_code in (403, 404)
    seat = place.browser(Role.SEAT_SOCIETY, None)
    page = seat.get(f"/nl/plan/HIBP/versie/1/actie/{place.action.uid}/")
    assert page.status_code == 200
    assert SAID not in page.text
    assert 'id="opmerkingen"' not in page.text
    assert says(seat, "action", place.action).status_code == 403
    assert Comment.objects.count() == 1


def test_a_comment_on_a_report_stands_with_its_round_and_stays_when_the_round_is_over(place: Place) -> None:
    round_ = place.world.round("open")
    report = ActionReport.objects.create(round=round_, action=place.action, state="ingediend", progress="running")
    cabinet = place.browser(Role.CABINET)
    assert says(cabinet, "report", report).status_code == 302
    assert Comment.objects.get().round == round_
    type(round_).objects.filter(pk=round_.pk).update(state="in_nazicht")
    assert SAID in cabinet.get(f"/nl/plan/HIBP/ronde/1/{place.action.uid}/").text
    assert SAID in place.reporter.get(f"/nl/plan/HIBP/ronde/1/{place.action.uid}/").text
    about_the_action = cabinet.get(f"/nl/plan/HIBP/versie/1/actie/{place.action.uid}/").text
    assert "Ronde" in about_the_action[about_the_action.index('id="opmerkingen"') :]


def test_a_comment_on_a_cell_is_read_beside_the_matrix(place: Place) -> None:
    cell = place.cell()
    assert says(place.browser(Role.CABINET), "cell", cell).status_code == 302
    address = "/nl/plan/HIBP/versie/1/matrix/?cel=werk:SO1-OO1"
    assert SAID in place.browser(Role.COORDINATOR).get(address).text
    assert SAID not in place.outsider.get(address).text


@pytest.mark.parametrize(("kind", "text", "status"), [("action", "  ", 400), ("version", SAID, 404)])
def test_an_empty_comment_and_one_on_something_else_are_refused(
    place: Place, kind: str, text: str, status: int
) -> None:
    about = place.action if kind == "action" else place.world.plan.versions.get()
    assert says(place.browser(Role.CABINET), kind, about, text).status_code == status
    assert not Comment.objects.exists()


def test_markup_in_a_comment_is_shown_and_not_run(place: Place) -> None:
    says(place.browser(Role.CABINET), "action", place.action, "<script>alert(1)</script>")
    page = place.secretariat.get(f"/nl/plan/HIBP/versie/1/actie/{place.action.uid}/").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
