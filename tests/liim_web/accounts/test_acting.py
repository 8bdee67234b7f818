"""Who acts, for whom, from when to when: one membership at a time."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client, RequestFactory

from liim_web.accounts.acting import PUBLIC, acting, as_actor, current_memberships
from liim_web.accounts.models import Membership, Organisation, PolicyDomain, Role, User

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 6, 1)
LONG_AGO = dt.date(2020, 1, 1)


@pytest.fixture
def work() -> PolicyDomain:
    return PolicyDomain.objects.create(code="werk", name="Werk", start=LONG_AGO)


@pytest.fixture
def department(work: PolicyDomain) -> Organisation:
    return Organisation.objects.create(name="Departement Werk", kind="department", domain=work, start=LONG_AGO)


@pytest.fixture
def person() -> User:
    return User.objects.create_user("An.Voorbeeld@Voorbeeld.BE", "een lang wachtwoord", name="An Voorbeeld")


def member(person: User, department: Organisation, role: Role = Role.REPORTER, **spell: dt.date | None) -> Membership:
    return Membership.objects.create(user=person, organisation=department, role=role, **{"start": LONG_AGO, **spell})


def test_people_sign_in_with_their_address_however_they_type_it(person: User) -> None:
    assert person.email == "an.voorbeeld@voorbeeld.be"
    assert User.objects.get_by_natural_key("AN.VOORBEELD@voorbeeld.be") == person
    browser = Client()
    typed = {"login": "An.Voorbeeld@voorbeeld.be", "password": "een lang wachtwoord"}
    assert browser.post("/nl/account/login/", typed).status_code == 302
    assert "_auth_user_id" in browser.session


def test_an_address_is_kept_once(person: User) -> None:
    with pytest.raises(IntegrityError):
        User.objects.create_user("an.voorbeeld@voorbeeld.be")


def test_a_person_without_an_address_is_refused() -> None:
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("")


def test_who_has_not_signed_in_is_the_public() -> None:
    request = RequestFactory().get("/")
    request.user = type("Nobody", (), {"is_authenticated": False})()
    assert acting(request) == PUBLIC


def test_the_domain_of_the_organisation_counts_where_the_membership_names_none(
    person: User, department: Organisation, work: PolicyDomain
) -> None:
    assert as_actor(member(person, department)).domain_id == work.pk


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [
        (LONG_AGO, None, True),
        (LONG_AGO, DAY, True),  # up to and including
        (LONG_AGO, DAY - dt.timedelta(days=1), False),
        (DAY, None, True),
        (DAY + dt.timedelta(days=1), None, False),
    ],
)
def test_a_membership_holds_from_its_first_to_its_last_day(
    person: User, department: Organisation, start: dt.date, end: dt.date | None, *, holds: bool
) -> None:
    member(person, department, start=start, end=end)
    assert current_memberships(person, DAY).exists() is holds


def test_one_membership_is_active_and_can_be_changed(person: User, department: Organisation) -> None:
    member(person, department, Role.REPORTER)
    second = member(person, department, Role.COORDINATOR)
    browser = Client()
    browser.force_login(person)
    assert "rapporteur" in browser.get("/nl/plan/").text
    browser.post("/nl/plan/optreden-als/", {"membership": second.pk})
    page = browser.get("/nl/plan/").text
    assert "An Voorbeeld, domeincoördinator" in page


def test_an_end_before_the_start_is_refused(person: User, department: Organisation) -> None:
    spell = Membership(user=person, organisation=department, role=Role.REPORTER, start=DAY, end=LONG_AGO)
    with pytest.raises(ValidationError, match="einddatum"):
        spell.full_clean()


def test_a_membership_is_given_once(person: User, department: Organisation) -> None:
    member(person, department)
    with pytest.raises(IntegrityError):
        member(person, department)


def test_two_factors_are_there_for_who_wants_them(person: User) -> None:
    browser = Client()
    browser.force_login(person)
    answer = browser.get("/nl/account/2fa/", follow=True)
    assert answer.status_code == 200
