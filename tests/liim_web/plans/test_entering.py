"""Everything that people enter by hand: added, changed, overtaken, taken away, and refused to who may not."""

from typing import Any

import pytest
from django.test import Client

from liim_web.accounts.models import Organisation, PolicyDomain
from liim_web.plans.audit import broken_links
from liim_web.plans.entering.parts import BY_SLUG, PARTS
from liim_web.plans.models import AuditEvent, Commitment, Milestone, Plan
from tests.liim_web.plans.place import EMPTY, TYPED, Place

EACH = pytest.mark.parametrize("slug", sorted(TYPED))


def test_everything_that_is_entered_is_tried_here() -> None:
    assert set(TYPED) == set(BY_SLUG)


@EACH
def test_a_part_is_added_shown_in_its_list_and_stands_in_the_log(place: Place, slug: str) -> None:
    if slug == "voortgang-mijlpaal":
        assert place.reporter.get(place.adding(slug)).status_code == 404, "who follows adds none"
        return
    assert place.secretariat.get(place.adding(slug)).status_code == 200
    before = AuditEvent.objects.count()
    answer = place.secretariat.post(place.adding(slug), place.typed(slug), follow=True)
    assert answer.status_code == 200
    assert "is toegevoegd" in answer.text
    assert AuditEvent.objects.count() > before
    assert list(broken_links()) == []


@EACH
def test_a_part_is_changed_and_who_was_overtaken_loses_nothing(place: Place, slug: str) -> None:
    thing, (_typed, name, value) = place.made(slug), TYPED[slug]
    address = f"/nl/plan/bewerk/{slug}/{thing.pk}/"
    seen = type(thing)._default_manager.get(pk=thing.pk).revision
    form = place.editor(slug).get(address)
    assert f'name="revision" value="{seen}"' in form.text
    typed = place.typed(slug) | {name: value, "revision": seen}
    assert place.editor(slug).post(address, typed).status_code == 302
    changed = type(thing)._default_manager.get(pk=thing.pk)
    assert changed.revision > seen
    late = place.editor(slug).post(address, typed | {name: place.typed(slug).get(name, "")})
    assert late.status_code == 409, "the form is older than what stands there"
    assert "Iemand anders bewaarde dit terwijl jij typte" in late.text
    assert f'name="revision" value="{seen}"' in late.text, "what was typed is not taken for what was seen"


@EACH
def test_another_domain_and_the_public_are_refused(place: Place, slug: str) -> None:
    thing = place.made(slug)
    for browser in (place.outsider, Client()):
        if browser is not place.outsider or slug != "buiten-het-plan":
            assert browser.get(place.adding(slug)).status_code in (403, 404)
            assert browser.post(place.adding(slug), place.typed(slug)).status_code in (403, 404)
        for address in (f"/nl/plan/bewerk/{slug}/{thing.pk}/", f"/nl/plan/bewerk/{slug}/{thing.pk}/weg/"):
            assert browser.post(address, place.typed(slug) | EMPTY).status_code in (403, 404), address


@EACH
def test_a_removable_part_goes_after_a_second_look_and_the_log_keeps_it(place: Place, slug: str) -> None:
    thing = place.made(slug)
    address = f"/nl/plan/bewerk/{slug}/{thing.pk}/weg/"
    if not BY_SLUG[slug].removable:
        assert place.secretariat.get(address).status_code == 404, "it ends on a day, or by request"
        return
    assert "Haal weg" in place.secretariat.get(address).text
    thing.refresh_from_db()
    assert place.secretariat.post(address, {"revision": thing.revision + 7}).status_code == 409
    assert place.secretariat.post(address, {"revision": thing.revision}).status_code == 302
    assert not type(thing)._default_manager.filter(pk=thing.pk).exists()
    assert AuditEvent.objects.latest("sequence").operation == "remove"


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.slug)
def test_every_field_that_is_asked_for_is_explained(place: Place, part: Any) -> None:
    """A label that a person reads, in the language of the page."""
    form = part.form_of(new=True)(instance=part.blank(place.above(part.slug)))
    labels = [str(field.label) for name, field in form.fields.items() if name != "revision"]
    assert all(labels)
    assert not [label for label in labels if "_" in label]


def test_what_has_something_under_it_does_not_go(place: Place) -> None:
    goal = place.world.objectives["SO1-OO1"]
    answer = place.secretariat.post(f"/nl/plan/bewerk/doelstelling/{goal.pk}/weg/", {"revision": goal.revision})
    assert answer.status_code == 400
    assert "Haal dat eerst weg" in answer.text


def test_a_domain_fills_in_its_own_proposal_and_no_adopted_action(place: Place) -> None:
    proposal = place.world.action()
    typed = TYPED["mijlpaal"][0]
    assert place.reporter.post(f"/nl/plan/bewerk/mijlpaal/nieuw/{proposal.pk}/", typed).status_code == 302
    assert place.reporter.post(f"/nl/plan/bewerk/mijlpaal/nieuw/{place.action.pk}/", typed).status_code == 403
    assert "Eerste groep" in place.reporter.get(f"/nl/plan/HIBP/acties/{proposal.uid}/bewerk/").text


def test_a_new_plan_starts_with_a_version_and_a_new_objective_with_its_cells(place: Place) -> None:
    place.made("plan")
    made = Plan.objects.get(code="LOKAAL")
    assert [version.state for version in made.versions.all()] == ["concept"]
    goal = place.made("doelstelling")
    assert Commitment.objects.filter(objective=goal).count() == 2


def test_an_action_serves_other_objectives_and_other_plans(place: Place) -> None:
    local = Plan.objects.create(code="LOKAAL", title="Lokaal plan", kind="local", start="2025-01-01", end="2030-12-31")
    also = place.world.objectives["SO2-OO1"]
    typed = place.typed("actie") | {
        "also_serves": [also.pk], "also_in_plans": [local.pk], "revision": place.action.revision,
        "title": place.action.title, "lead_organisation": place.action.lead_organisation_id,
    }  # fmt: skip
    address = f"/nl/plan/bewerk/actie/{place.action.pk}/"
    assert place.secretariat.post(address, typed).status_code == 302
    served = [(each.objective_id, each.primary) for each in place.action.serves.all()]
    assert served == [(place.world.objectives["SO1-OO1"].pk, True), (also.pk, False)]
    assert list(place.action.also_in_plans.all()) == [local]
    form = place.secretariat.get(address).context["form"]
    assert form.initial["also_serves"] == [also.pk]


def test_lists_ask_as_much_for_many_as_for_few(place: Place, django_assert_max_num_queries: Any) -> None:
    for n in range(30):
        place.action.milestones.create(title=f"Stap {n}", due="2026-09-01")
        place.action.budget.create(year=2000 + n, source="VO", amount=n)
        place.action.outputs.create(title=f"Telling {n}").values.create(on="2026-01-01", value=n)
        place.action.indicator_links.create(plan=place.world.plan, indicator="WE_02")
        place.world.objectives["SO1-OO1"].indicator_links.create(plan=place.world.plan, indicator="DE_42")
    for address in (f"acties/{place.action.uid}/bewerk/", "bewerk/"):
        with django_assert_max_num_queries(40):
            answer = place.secretariat.get(f"/nl/plan/HIBP/{address}")
        assert answer.status_code == 200
    assert Milestone.objects.count() == 30


def test_bodies_are_kept_by_the_secretariat_and_end_on_a_day(place: Place) -> None:
    body = Organisation.objects.get(name="Secretariaat")
    typed = {"name": "Secretariaat", "kind": "agency", "start": "2020-01-01", "end": "2019-01-01", "revision": 1}
    answer = place.secretariat.post(f"/nl/plan/bewerk/organisatie/{body.pk}/", typed)
    assert "einddatum ligt voor de begindatum" in answer.text
    assert place.secretariat.get("/nl/plan/beheer/").status_code == 200
    assert place.reporter.get("/nl/plan/beheer/").status_code == 403
    assert PolicyDomain.objects.count() == 2


def test_who_speaks_for_a_domain_records_what_it_does_outside_the_plan_and_nobody_else_s(place: Place) -> None:
    """For the own domain only; who may not choose another is not offered it."""
    address, told = place.adding("buiten-het-plan"), place.typed("buiten-het-plan")
    own = place.world.domains["wonen"].pk
    assert [pk for pk, _name in place.outsider.get(address).context["form"].fields["domain"].choices if pk] == [own]
    refused = place.outsider.post(address, told | {"description": "Lang getypt."})
    assert refused.status_code == 400
    assert "Lang getypt." in refused.text
    body = place.world.organisations["wonen"].pk
    assert place.outsider.post(address, told | {"domain": own, "organisation": body}).status_code == 302
    made = place.world.plan.outside_actions.get()
    assert made.uid == "HIBP-B001"
    assert made.title in place.outsider.get("/nl/plan/HIBP/buiten/").text
    assert made.title not in place.reporter.get("/nl/plan/HIBP/buiten/").text, "another domain's"
