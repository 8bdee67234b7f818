"""The pages of the libraries speak as ours do: je, not u; and a form with a mistake is a refusal."""

import re
from pathlib import Path

import allauth
import django
import pytest
from babel.messages.pofile import read_po
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, ngettext, npgettext, pgettext

from liim_web.accounts.models import User

FORMAL = re.compile(r"(?<![.\w])(u|uw|alstublieft|gelieve|a\.u\.b)\b", re.IGNORECASE)
LIBRARIES = [
    Path(django.__path__[0]) / "conf",
    Path(django.__path__[0]) / "contrib/auth",
    Path(allauth.__path__[0]),
]
# Only who works on this program sees it, and in English.
OURS_ALONE = "You are seeing this page because <a"


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda one: one.name)
def test_no_text_of_a_library_says_u_where_the_site_says_je(library: Path) -> None:
    """When a library adds one, put it in liim_web/accounts/locale/nl."""
    with (library / "locale/nl/LC_MESSAGES/django.po").open("rb") as content:
        known = [message for message in read_po(content, "nl") if message.id]
    formal = []
    with translation.override("nl"):
        for message in known:
            one, *many = [message.id] if isinstance(message.id, str) else message.id
            if message.context:
                shown = npgettext(message.context, one, many[0], 2) if many else pgettext(message.context, one)
            else:
                shown = ngettext(one, many[0], 2) if many else gettext(one)
            if FORMAL.search(shown) and not one.startswith(OURS_ALONE):
                formal.append(shown)
    assert formal == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("login/", {"login": "iemand@voorbeeld.be", "password": "fout"}),
        ("password/reset/", {"email": "geen adres"}),
        ("password/change/", {"oldpassword": "fout", "password1": "kort", "password2": "anders"}),
    ],
)
def test_a_form_of_a_library_with_a_mistake_is_refused_and_keeps_what_was_typed(
    address: str, typed: dict[str, str]
) -> None:
    browser = Client()
    if "change" in address:
        browser.force_login(User.objects.create_user("iemand@voorbeeld.be", "een lang wachtwoord", name="Iemand"))
    answer = browser.post(f"/nl/account/{address}", typed)
    assert answer.status_code == 400
    kept = typed.get("login") or typed.get("email", "")
    assert kept in answer.text
    assert browser.get(f"/nl/account/{address}").status_code == 200
