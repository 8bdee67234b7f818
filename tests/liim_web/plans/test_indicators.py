"""Figures beside a plan: what may be computed from them, and what may be said."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from liim_web.plans import indicators
from liim_web.plans.indicators import Levels
from liim_web.plans.models import Evaluation, IndicatorLink
from liim_web.plans.standings import baseline, standing
from liim_web.plans.targets import (
    About,
    Figure,
    detectable,
    gap,
    pace_needed,
    pace_seen,
    reaches,
    target_value,
    too_small_to_show,
    wording,
)


def figures(**values: float | None) -> list[Figure]:
    """`_2020=12.5` is an ok figure, None a withheld one."""
    return [
        Figure(period=name[1:], value=value, status="withheld" if value is None else "ok")
        for name, value in values.items()
    ]


class Drawn:
    """A monitor with one indicator, split by origin."""

    edition = "2026-11"
    levels: Sequence[Levels] = ()

    def __init__(self, series: Mapping[str, list[Figure]], breaks: tuple[str, ...] = ()) -> None:
        self.drawn, self.breaks = series, breaks

    def about(self, indicator: str) -> About | None:
        known = About(id="WE_02", title="Werkzaamheidsgraad", unit="%", polarity="higher_is_better", breaks=self.breaks)
        return known if indicator == "WE_02" else None

    def series(self, _id: str, _area: str, _geography: str, classes: Mapping[str, str], /) -> Sequence[Figure]:
        return self.drawn[classes.get("origin", "total")]

    def gaps(self, _id: str, _area: str, _geography: str, _breakdown: str, /) -> Sequence[Levels]:
        return self.levels

    def smallest_change(self, _id: str, _area: str, _geography: str, _classes: Mapping[str, str], /) -> float | None:
        return 3.0

    def beside(self, _id: str, _area: str, _geography: str, /) -> Sequence[tuple[str, Figure]]:
        return [("Provincie", Figure(period="2024", value=70.0, status="ok"))]


def test_the_pace_is_the_change_per_year_since_the_baseline() -> None:
    assert pace_seen(figures(_2018=1.0, _2020=50.0, _2024=58.0), since="2020") == 2.0


def test_no_pace_is_taken_over_a_break_or_from_one_figure() -> None:
    assert pace_seen(figures(_2020=50.0, _2024=58.0), since="2020", breaks=("2022",)) is None
    assert pace_seen(figures(_2024=58.0), since="2020") is None


def test_a_withheld_figure_is_never_computed_with() -> None:
    assert pace_seen(figures(_2020=50.0, _2024=None), since="2020") is None
    assert pace_needed(figures(_2024=None)[0], 60.0, "2029") is None


@pytest.mark.parametrize(
    ("target", "period", "needed"),
    [(60.0, "2029", 2.0), (60.0, "2024", None), (60.0, "2020", None), (None, "2029", None), (60.0, "later", None)],
)
def test_the_pace_needed_is_what_is_left_over_the_years_left(
    target: float | None, period: str, needed: float | None
) -> None:
    assert pace_needed(figures(_2024=50.0)[0], target, period) == needed


@pytest.mark.parametrize(
    ("target", "smallest", "too_small"),
    [(52.0, 3.0, True), (53.0, 3.0, False), (None, 3.0, False), (52.0, None, False)],
)
def test_a_target_below_the_smallest_change_is_called_so(
    target: float | None, smallest: float | None, *, too_small: bool
) -> None:
    assert too_small_to_show(figures(_2024=50.0)[0], target, smallest) is too_small
    assert too_small_to_show(figures(_2024=None)[0], target, smallest) is False


def test_a_gap_is_of_one_period_and_hidden_when_either_side_is() -> None:
    here, there = figures(_2024=50.0)[0], figures(_2024=72.0)[0]
    found = gap(here, there)
    assert found
    assert found.value == -22.0
    assert gap(here, figures(_2023=72.0)[0]) is None
    hidden = gap(here, figures(_2024=None)[0])
    assert hidden
    assert (hidden.value, hidden.status) == (None, "withheld")


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_gap_turns_sign_with_its_sides(one: float, other: float) -> None:
    a, b = Figure(period="2024", value=one, status="ok"), Figure(period="2024", value=other, status="ok")
    there, back = gap(a, b), gap(b, a)
    assert there
    assert back
    assert there.value == -(back.value or 0.0)


def test_change_is_detectable_when_intervals_lie_apart() -> None:
    early = Figure(period="2020", value=50, status="ok", lower=48, upper=52)
    assert detectable(early, Figure(period="2024", value=56, status="ok", lower=54, upper=58)) is True
    assert detectable(early, Figure(period="2024", value=53, status="ok", lower=51, upper=55)) is False
    assert detectable(early, Figure(period="2024", value=53, status="ok")) is None


def link(world: Any, **values: Any) -> IndicatorLink:
    made = IndicatorLink(plan=world.plan, objective=world.objectives["SO1-OO1"], indicator="WE_02", **values)
    made.full_clean()
    return made


def test_a_link_of_context_uses_no_causal_word(world: Any) -> None:
    assert wording(link(world), "De werkzaamheidsgraad") == "De werkzaamheidsgraad staat hier als achtergrond."


def test_what_contributes_says_how_and_when(world: Any) -> None:
    with pytest.raises(ValidationError, match="na hoeveel jaar"):
        link(world, claim="contributes")
    said = wording(link(world, claim="contributes", lag_years=2, rationale="Taal helpt."), "de werkzaamheidsgraad")
    assert "is bedoeld om bij te dragen" in said
    assert "2 jaar" in said


def test_nothing_is_attributed_without_an_evaluation(world: Any) -> None:
    with pytest.raises(ValidationError, match="evaluatie"):
        link(world, claim="attributable")
    study = Evaluation.objects.create(plan=world.plan, title="Studie", moment="final", method="x", limits="y")
    assert "Volgens “Studie”" in wording(link(world, claim="attributable", evaluation=study), "x")


def test_a_link_shows_the_gap_with_its_target_and_both_paces(world: Any) -> None:
    monitor = Drawn({"non_eu": figures(_2020=50.0, _2024=54.0), "belgian": figures(_2020=74.0, _2024=76.0)})
    found = standing(
        link(
            world, breakdown="origin", population="non_eu", comparator="belgian", target_kind="gap", target_value=-17.0,
            target_period="2029", baseline_period="2020", baseline_value=-24.0,
        ),
        monitor,
    )  # fmt: skip
    assert found
    assert found.latest
    assert (found.latest.value, found.seen, found.needed, found.points) == (-22.0, 0.5, 1.0, 2)


def test_a_revised_edition_shows_the_frozen_and_the_recalculated_baseline(world: Any) -> None:
    monitor = Drawn({"total": figures(_2020=50.4, _2024=54.0)})
    found = standing(link(world, baseline_period="2020", baseline_value=50.0), monitor)
    assert found
    assert found.recalculated
    assert (found.link.baseline_value, found.recalculated.value) == (50.0, 50.4)


def test_a_relative_target_needs_a_baseline(world: Any) -> None:
    half = link(world, target_kind="relative", target_value=-50.0)
    assert target_value(half) is None
    half.baseline_value = 12.0
    assert target_value(half) == 6.0


def test_a_break_since_the_baseline_is_named(world: Any) -> None:
    monitor = Drawn({"total": figures(_2020=50.0, _2024=54.0)}, breaks=("2019", "2022"))
    found = standing(link(world, baseline_period="2020"), monitor)
    assert found
    assert (found.breaks, found.seen) == (("2022",), None)


def test_a_plan_reads_without_an_edition(world: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIIM_HOME", str(tmp_path))
    assert indicators.current() is None
    assert standing(link(world)) is None
    assert baseline(link(world)) is None


def test_a_plan_reads_the_released_edition(world: Any, demo_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIIM_HOME", str(demo_home))
    found = standing(IndicatorLink(plan=world.plan, indicator="DE_42", area="41002"))
    assert found
    assert found.latest
    assert found.edition == "demo"
    assert found.latest.value is not None
    assert found.beside[0].name == "Vlaams Gewest"
    frozen = baseline(IndicatorLink(plan=world.plan, indicator="DE_42", area="41002"))
    assert frozen
    assert frozen["baseline_edition"] == "demo"


def test_an_unknown_indicator_shows_nothing(world: Any) -> None:
    assert standing(IndicatorLink(plan=world.plan, indicator="XX_99"), Drawn({})) is None


@pytest.mark.parametrize(
    ("seen", "needed", "answer"),
    [(0.5, 1.0, False), (1.0, 1.0, True), (-2.0, -1.0, True), (0.5, -1.0, False), (0.1, 0.0, True), (None, 1.0, None)],
)
def test_the_pace_seen_is_held_against_the_pace_needed(
    seen: float | None, needed: float | None, *, answer: bool | None
) -> None:
    assert reaches(seen, needed) is answer


def level(period: str, difference: float | None, lower: float | None = None, upper: float | None = None) -> Levels:
    return Levels(
        id="WE_06",
        period=period,
        group="Niet-EU-herkomst",
        reference="Belgische herkomst",
        group_value=50.0,
        reference_value=71.3,
        difference=Figure(
            period=period, value=difference, status="withheld" if difference is None else "ok", lower=lower, upper=upper
        ),
    )


def test_the_gap_by_origin_stands_beside_a_figure_of_everyone(world: Any) -> None:
    """With both levels and its interval; nothing is said of a gap that is withheld."""
    monitor = Drawn({"total": figures(_2020=50.0, _2024=54.0)})
    monitor.levels = [level("2024", -21.3, lower=-23.7, upper=-18.9)]
    found = standing(link(world), monitor)
    assert found
    said = "Niet-EU-herkomst 50,0%, Belgische herkomst 71,3%: een verschil van 21,3"
    assert found.levels_said.startswith(said)
    assert "18,9" in found.levels_said
    assert found.levels_said.index("18,9") < found.levels_said.index("23,7")
    monitor.levels = [level("2024", None)]
    hidden = standing(link(world), monitor)
    assert hidden
    assert hidden.levels_said == ""


def test_a_declared_gap_comes_with_the_interval_of_the_monitor(world: Any) -> None:
    monitor = Drawn({})
    monitor.levels = [level("2020", -24.0, lower=-25.0, upper=-23.0), level("2024", -20.0, lower=-21.0, upper=-19.0)]
    told = link(world, breakdown="origin", population="non_eu_origin", comparator="belgian_origin")
    found = standing(told, monitor)
    assert found
    assert found.latest
    assert (found.latest.value, found.seen, found.changed) == (-20.0, 1.0, True)
    assert "aantoonbaar verschil" in found.verdict
    assert found.value(found.latest.value).startswith("−20,0")


def test_the_smallest_change_that_can_be_shown_is_told(world: Any) -> None:
    found = standing(link(world), Drawn({"total": figures(_2020=50.0, _2024=54.0)}))
    assert found
    assert found.smallest_change == 3.0
    assert not found.too_small_to_show
    assert "svg" in found.chart


def test_elsewhere_the_same_figure_moves_at_its_own_pace(world: Any) -> None:
    monitor = Drawn({"total": figures(_2020=50.0, _2024=54.0), "non_eu_origin": figures(_2020=40.0, _2024=42.0)})
    found = standing(link(world, breakdown="origin", population="non_eu_origin", area="41002"), monitor)
    assert found
    assert [(each.name, each.seen) for each in found.beside] == [("Iedereen", 1.0), ("Vlaams Gewest", 0.5)]


def test_an_edition_from_before_the_smallest_change_was_computed_says_nothing_of_it() -> None:
    class Old:
        id = "2025-11"

        def trends(self, _area: str) -> list[dict[str, Any]]:
            return [{"indicator": "WE_02", "geography": "2025", "classes": ()}]

        def gap_trends(self, _area: str) -> list[dict[str, Any]]:
            return []

    old: Any = Old()
    assert indicators.Released(old).smallest_change("WE_02", "02000", "2025", {}) is None
