"""The figures of the monitor beside actions and objectives travel in the Excel file too."""

from typing import Any

import pytest

from liim_web.plans.exchange.bringing_in import bring_in
from liim_web.plans.exchange.link_sheet import LINKS_TITLE, link_columns
from liim_web.plans.models import AuditEvent, Evaluation, IndicatorLink
from tests.liim_web.plans.files import EVIL, HEADERS, book, exported, goals_of, row, shown

HEADS = [column.header for column in link_columns()]


def figure(**texts: str) -> list[str]:
    return [texts.get(column.name, "") for column in link_columns()]


def figures(*rows: list[str], **sheets: list[list[str]]) -> bytes:
    return book(**sheets, **{LINKS_TITLE: [HEADS, *rows]})


def links(world: Any) -> dict[str, IndicatorLink]:
    """One of every sort: of an action and of an objective, with all that a link can say, zeros included."""
    action = world.action()
    study = Evaluation.objects.create(plan=world.plan, title="Onderzoek", moment="final")
    common = {"plan": world.plan, "rationale": EVIL, "lag_years": 0, "target_value": 0.0}
    return {
        "full": IndicatorLink.objects.create(
            action=action, indicator="WE_02", role="output", claim="attributable", evaluation=study, area="44021",
            breakdown="origin", population="non_eu_origin", comparator="belgian_origin", baseline_period="2024",
            baseline_value=12.345, baseline_edition="2026-11", target_kind="gap", target_period="2029",
            direction="down", **common,
        ),
        "goal": IndicatorLink.objects.create(objective=world.objectives["SO1-OO1"], indicator="DE_36", **common),
        "plain": IndicatorLink.objects.create(plan=world.plan, action=action, indicator="DE_36"),
    }  # fmt: skip


def test_figures_go_out_and_come_in_unchanged(world: Any, maker: Any) -> None:
    links(world)
    looked = shown(world, exported(world, maker))
    assert (looked.rows, looked.unchanged) == ((), 1 + 3 + goals_of(world))


def test_a_plan_gets_the_figures_of_another_from_its_file(world: Any, maker: Any) -> None:
    """All that a person said of them; what was kept at a decision stays with that decision."""
    for link in links(world).values():
        link.baseline_value, link.baseline_edition = None, ""
        link.save()
    file = exported(world, maker)
    world.plan.indicator_links.all().delete()
    bring_in(maker, world.plan, shown(world, file))
    assert world.plan.indicator_links.count() == 3
    assert shown(world, file).rows == ()


def test_figures_are_added_changed_and_taken_away_by_a_file(world: Any, maker: Any) -> None:
    known = links(world)
    uid = world.plan.actions.get().uid
    looked = shown(
        world,
        figures(
            figure(beside=uid, indicator="DE_36", target_value="12,5", target_period="2029"),
            figure(beside="SO1-OO1", indicator="DE_36", remove="ja"),
            figure(beside="so1-oo2", indicator="WE_02", population="non_eu_origin"),
        ),
    )
    assert (looked.added, looked.changed, looked.removed, looked.problems) == (1, 1, 1, 0)
    before = AuditEvent.objects.count()
    bring_in(maker, world.plan, looked)
    known["plain"].refresh_from_db()
    assert known["plain"].target_value == 12.5
    assert not IndicatorLink.objects.filter(pk=known["goal"].pk).exists()
    made = world.objectives["SO1-OO2"].indicator_links.get()
    assert (made.indicator, made.area, made.breakdown, made.population) == ("WE_02", "02000", "origin", "non_eu_origin")
    assert AuditEvent.objects.count() == before + 3


def test_a_figure_stands_beside_what_comes_in_with_the_same_file(world: Any, maker: Any) -> None:
    file = figures(
        figure(beside="Een nieuwe actie", indicator="DE_36"),
        figure(beside="SO1-OO9", indicator="DE_36"),
        Acties=[HEADERS, row(title="Een nieuwe actie", novelty="nieuw", domain="werk", objective="SO1-OO9")],
        Doelstellingen=[["Code", "Doelstelling"], ["SO1-OO9", "Een nieuw doel"]],
    )
    looked = shown(world, file)
    assert looked.problems == 0
    bring_in(maker, world.plan, looked)
    action = world.plan.actions.get()
    goal = action.serves.get().objective
    assert [link.action or link.objective for link in world.plan.indicator_links.order_by("pk")] == [action, goal]


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ({"beside": "HIBP-SO9", "indicator": "WE_02"}, "haar nummer of haar titel"),
        ({"beside": "SO1", "indicator": "WE_02"}, "haar nummer of haar titel"),
        ({"indicator": ""}, "Ontbreekt: Indicator"),
        ({"indicator": "XX_99"}, "XX_99 bestaat niet"),
        ({"area": "Atlantis"}, "Atlantis"),
        ({"population": "martians"}, "kent die groep niet"),
        ({"population": "unknown", "indicator": "WE_03"}, "kent die groep niet"),
        ({"comparator": "belgian_origin"}, "twee groepen"),
        ({"claim": "is eraan toe te schrijven"}, "met een evaluatie"),
        ({"evaluation": "Geen onderzoek"}, "bestaat niet"),
        ({"claim": "misschien"}, "Kies uit"),
        ({"target_value": "1.234"}, "1234"),
        ({"lag_years": "-1"}, "geheel aantal"),
        ({"baseline_value": "12,3"}, "staat vast"),
        ({"remove": "ja"}, "Dit staat er niet"),
        ({"remove": "weg"}, "ja of nee"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_before_anything_happens(
    world: Any, texts: dict[str, str], says: str
) -> None:
    looked = shown(world, figures(figure(**{"beside": "SO1-OO1", "indicator": "WE_02", **texts})))
    assert looked.problems == 1
    assert says in " ".join(looked.rows[0].problems)


def test_the_same_figure_twice_is_refused(world: Any) -> None:
    twice = figure(beside="SO1-OO1", indicator="WE_02")
    looked = shown(world, figures(twice, twice))
    assert "staat al eerder" in " ".join(looked.rows[1].problems)


def test_what_was_kept_at_the_decision_is_not_changed_by_a_file(world: Any) -> None:
    links(world)
    told = figure(beside=world.plan.actions.get().uid, indicator="WE_02", area="44021", breakdown="origin",
                  population="non_eu_origin", comparator="belgian_origin", baseline_value="99,9")  # fmt: skip
    assert "staat vast" in " ".join(shown(world, figures(told)).rows[0].problems)
