"""Texts in other languages: each is of one Dutch text, and says so when that was changed."""

import re
from typing import Any

import pytest
from django.forms import ModelChoiceField, ModelForm
from django.test import Client

from liim_web.accounts.models import Role
from liim_web.plans import forms
from liim_web.plans.dutch_options import DutchCheckboxes, DutchSelect
from liim_web.plans.entering.parts import PARTS
from liim_web.plans.models import Action, Translation
from liim_web.plans.translations import Texts, TextState, dictionary, translate
from tests.liim_web.plans.place import Place

DUTCH, FRENCH = "Taallessen op de werkvloer", "Cours de langue au travail"
OVERVIEW = "/nl/plan/HIBP/vertaling/fr/"


@pytest.fixture
def of(place: Place) -> str:
    """The number of the action within its plan."""
    return place.action.uid.removeprefix("HIBP-")


def typed(place: Place, of: str, **texts: Any) -> dict[str, Any]:
    """The form as it stands, with what someone types in it."""
    form = place.secretariat.get(f"{OVERVIEW}{of}/").context["form"]
    return {"seen": form["seen"].value(), **texts}


def test_a_translation_is_shown_until_the_dutch_changes_and_then_says_so(place: Place, of: str) -> None:
    assert place.secretariat.post(f"{OVERVIEW}{of}/", typed(place, of, title=FRENCH)).status_code == 302
    page = f"/fr/plan/HIBP/versie/1/actie/{place.action.uid}/"
    assert f"<h1>{FRENCH}</h1>" in place.secretariat.get(page).text
    assert DUTCH in place.secretariat.get(page.replace("/fr/", "/nl/")).text
    assert f'<span lang="nl">{DUTCH}</span>' in place.secretariat.get(page.replace("/fr/", "/en/")).text
    Action.objects.filter(pk=place.action.pk).update(title="Taallessen, ook online")
    assert f'{FRENCH} <small class="gap">traduction d' in place.secretariat.get(page).text
    overview = place.secretariat.get(OVERVIEW)
    assert dict(overview.context["counts"])[TextState.OUTDATED] == 1


def test_an_old_version_keeps_the_translation_of_its_own_text(place: Place, of: str) -> None:
    for dutch, french in ((DUTCH, FRENCH), ("Taallessen, ook online", "Cours de langue, aussi en ligne")):
        texts = Texts(of, of, {"title": dutch})
        translate(place.world.actor(Role.SECRETARIAT, None), place.world.plan, "fr", texts, {"title": french})
    known = dictionary(place.world.plan, "fr")
    assert known.spoken(of, "title", DUTCH) == FRENCH
    assert known.spoken(of, "title", "Taallessen, ook online") == "Cours de langue, aussi en ligne"
    assert known.spoken(of, "title", "Iets nieuws").outdated


def test_an_outdated_translation_counts_again_once_someone_confirms_it(place: Place, of: str) -> None:
    place.secretariat.post(f"{OVERVIEW}{of}/", typed(place, of, title=FRENCH))
    Action.objects.filter(pk=place.action.pk).update(title=f"{DUTCH}!")
    place.secretariat.post(f"{OVERVIEW}{of}/", typed(place, of, title=FRENCH))
    assert dictionary(place.world.plan, "fr").spoken(of, "title", f"{DUTCH}!").state is TextState.OUTDATED, (
        "nobody said that it is still right"
    )
    place.secretariat.post(f"{OVERVIEW}{of}/", typed(place, of, title=FRENCH) | {"still-title": "on"})
    assert dictionary(place.world.plan, "fr").spoken(of, "title", f"{DUTCH}!").state is TextState.CURRENT


def test_who_translates_a_text_that_changed_meanwhile_sees_both_and_loses_nothing(place: Place, of: str) -> None:
    told = typed(place, of, title=FRENCH)
    Action.objects.filter(pk=place.action.pk).update(title="Intussen anders")
    late = place.secretariat.post(f"{OVERVIEW}{of}/", told)
    assert late.status_code == 409
    assert FRENCH in late.text
    assert "Intussen anders" in late.text
    assert Translation.objects.count() == 0
    again = {"seen": late.context["form"].data["seen"], "title": FRENCH}
    assert place.secretariat.post(f"{OVERVIEW}{of}/", again).status_code == 302


def test_an_emptied_translation_goes_and_the_log_keeps_it(place: Place, of: str) -> None:
    place.secretariat.post(f"{OVERVIEW}{of}/", typed(place, of, title=FRENCH))
    place.secretariat.post(f"{OVERVIEW}{of}/", typed(place, of, title=""))
    assert Translation.objects.count() == 0


def test_html_in_a_translation_never_runs(place: Place, of: str) -> None:
    evil = "<script>alert(1)</script>"
    place.secretariat.post(f"{OVERVIEW}{of}/", typed(place, of, title=evil))
    for page in (f"/fr/plan/HIBP/versie/1/actie/{place.action.uid}/", "/fr/plan/HIBP/versie/1/", f"{OVERVIEW}{of}/"):
        answer = place.secretariat.get(page)
        assert "alert(1)" in answer.text
        assert evil not in answer.text, page


def test_only_the_secretariat_translates_and_only_what_is_there(place: Place, of: str) -> None:
    for browser in (place.reporter, Client()):
        assert browser.get(OVERVIEW).status_code == 403
        assert browser.post(f"{OVERVIEW}{of}/", {"title": FRENCH}).status_code == 403
    assert place.secretariat.get("/nl/plan/HIBP/vertaling/de/").status_code == 404
    assert place.secretariat.get(f"{OVERVIEW}SO9-OO9-A999/").status_code == 404


def test_pages_ask_as_much_for_many_translations_as_for_few(place: Place, django_assert_max_num_queries: Any) -> None:
    for n in range(60):
        action = place.world.action(title=f"Actie {n}", state="opgenomen")
        texts = Texts(action.uid.removeprefix("HIBP-"), "", {"title": action.title})
        translate(place.world.actor(Role.SECRETARIAT, None), place.world.plan, "fr", texts, {"title": f"Action {n}"})
    with django_assert_max_num_queries(45):
        assert place.secretariat.get("/fr/plan/HIBP/versie/1/").status_code == 200
    with django_assert_max_num_queries(45):
        assert place.secretariat.get(OVERVIEW).status_code == 200


def test_domains_milestones_and_what_people_said_are_marked_as_dutch_on_other_pages(place: Place) -> None:
    """A screen reader would otherwise read them out in French."""
    place.action.milestones.create(title="Eerste groep gestart", due="2026-09-01")
    place.cell(explanation="Wij werken mee via Wonen.", state="gemotiveerd_geen")
    address = f"plan/HIBP/versie/1/actie/{place.action.uid}/"
    for language in ("fr", "en"):
        page = place.secretariat.get(f"/{language}/{address}").text
        for said in ("Werk en Sociale Economie", "Eerste groep gestart"):
            assert f'<span lang="nl">{said}</span>' in page, (language, said)
        matrix = place.secretariat.get(f"/{language}/plan/HIBP/versie/1/matrix/?cel=werk:SO1-OO1").text
        assert '<span lang="nl">Werk en Sociale Economie</span>' in matrix
        assert '<div lang="nl"><p>Wij werken mee via Wonen.</p></div>' in matrix
    assert '<span lang="nl">Eerste groep' not in place.secretariat.get(f"/nl/{address}").text


def test_what_is_chosen_among_is_marked_as_dutch_on_other_pages_and_no_choice_is_not(place: Place) -> None:
    ask = "plan/HIBP/acties/nieuw/"
    change = f"plan/HIBP/acties/{place.action.uid}/wijzig/"
    for language in ("fr", "en"):
        assert re.search(r'<option value="SO1-OO1" lang="nl">', place.reporter.get(f"/{language}/{ask}").text)
        assert re.search(
            r'<input type="checkbox"[^>]*>\s*<span lang="nl">', place.reporter.get(f"/{language}/{change}").text
        )
        assert 'value="" lang' not in place.secretariat.get(f"/{language}/plan/bewerk/mandaat/nieuw/").text
    assert 'lang="nl">' not in place.reporter.get(f"/nl/{ask}").text.split("<main")[1]


def test_every_list_of_what_people_wrote_is_one_that_is_marked() -> None:
    """In the forms that are made from the table of parts, and in those that are written by hand."""
    by_hand = [one for one in vars(forms).values() if isinstance(one, type) and issubclass(one, ModelForm)]
    made = [part.form_of(new=new) for part in PARTS for new in (True, False)]
    for form in [*by_hand, *made]:
        for name, field in form.base_fields.items():
            if isinstance(field, ModelChoiceField):
                assert isinstance(field.widget, DutchSelect | DutchCheckboxes), (form, name)
