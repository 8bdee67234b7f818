"""People are invited, act for someone from one day to another, and get no right that is not theirs to give."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from liim_web.accounts.models import Membership, Role, User
from liim_web.plans.models import AuditEvent
from tests.liim_web.plans.place import Place


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


def test_an_expired_membership_gives_no_right(place: Place) -> None:
    """Whoever was signed in before, sees from then on what everyone sees."""
    address = f"/nl/plan/bewerk/actie/{place.action.pk}/"
    assert place.secretariat.get(address).status_code == 200
    Membership.objects.filter(role=Role.SECRETARIAT).update(end=dt.date(2025, 1, 1))
    assert place.secretariat.get("/nl/plan/HIBP/versie/1/").status_code == 404
    assert place.secretariat.post(address, place.typed("actie") | {"revision": 1}).status_code == 403
    assert "geen lidmaatschap dat geldt" in place.secretariat.get("/nl/plan/").text


def test_nobody_acts_in_another_s_membership(place: Place) -> None:
    other = Membership.objects.get(role=Role.SECRETARIAT)
    assert place.reporter.post("/nl/plan/optreden-als/", {"membership": other.pk}).status_code == 403
