"""Cells that nothing ties are protected apart; editions are held against those before them."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from liim.catalogue import catalogue
from liim.cells import cells
from liim.disclosure import families as disclosure_families
from liim.disclosure import linking, protect_all, suppress
from liim.disclosure.attack import attack
from liim.disclosure.classes import refuse_exceptions
from liim.disclosure.earlier import both, lifts, not_lifted, printed_before, withheld_before
from liim.disclosure.errors import ContradictionError
from liim.disclosure.families import families
from liim.disclosure.linking import rules
from liim.disclosure.outside import attack_figures, attack_shown, published_cells
from liim.disclosure.system import KEY
from liim.figures.values import values
from liim.geography import municipalities
from liim.model import TOTAL, Respondents
from liim.observations import BREAKDOWNS, COLUMNS

CLASSES = ("belgian_nationality", "eu_nationality", "non_eu_nationality")
INDICATORS = [catalogue()["PC_03"]]


def jobseekers(period: str = "2025", small: int = 2) -> pl.DataFrame:
    """Every municipality of today; the third one has few job-seekers from outside the EU."""
    rows = []
    for number, area in enumerate(sorted(municipalities("2025"))):
        counts = dict(zip(CLASSES, (200 + number, 40 + number, small if number == 2 else 30 + number), strict=True))
        for code, count in {TOTAL: sum(counts.values()), **counts}.items():
            row: dict[str, object] = {"source": "made", "quantity": "jobseekers", "area": area, "division": "2025"}
            row |= dict.fromkeys(BREAKDOWNS, TOTAL) | {"period": period, "nationality_group": code}
            rows.append(row | {"count": float(count), "status": "ok", "reason": ""})
    return cells(pl.DataFrame(rows, schema=COLUMNS), INDICATORS)


def test_what_a_figure_is_divided_by_is_of_the_period_in_which_it_was_counted() -> None:
    """Tenants of 31 December 2024 live among the inhabitants of 1 January 2025."""
    tenants = catalogue()["WO_12"]
    counted = {"social_tenants": ("2024", 40), "inhabitants_by_nationality": ("2025", 900)}
    rows = [
        dict.fromkeys(BREAKDOWNS, TOTAL)
        | {"source": "made", "quantity": quantity, "area": "11002", "division": "2025", "period": period}
        | {"nationality_group": code, "count": float(count), "status": "ok", "reason": ""}
        for quantity, (period, count) in counted.items()
        for code in CLASSES
    ]
    made = cells(pl.DataFrame(rows, schema=COLUMNS), [tenants])
    shown = published_cells(values(protect_all(made, [tenants], {}).cells, [tenants]), [tenants])
    seen = shown.filter(pl.col("count") == 900.0, area="11002").select("quantity", "period").unique()
    assert seen.rows() == [("inhabitants_by_nationality", "2025")]


def test_periods_that_nothing_ties_are_families_of_their_own() -> None:
    both = pl.concat([jobseekers("2024"), jobseekers("2025")])
    assert [one["period"].unique().to_list() for one in families(both, rules(INDICATORS))] == [["2024"], ["2025"]]


def test_two_processes_withhold_what_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large edition is protected in two, a small one in one: size may not tell in a figure."""
    both = pl.concat([jobseekers("2024"), jobseekers("2025", small=3)])
    alone = protect_all(both, INDICATORS, {})
    monkeypatch.setattr(disclosure_families, "_ALONE", 0)
    together = protect_all(both, INDICATORS, {})
    assert together.cells.equals(alone.cells)
    assert together.required.equals(alone.required)
    assert together.memory.groups.equals(alone.memory.groups)


def test_who_waits_is_told_how_many_families_are_done() -> None:
    told = list[tuple[str, int, int]]()
    both = pl.concat([jobseekers("2024"), jobseekers("2025")])
    made = protect_all(both, INDICATORS, {}, tell=lambda *one: told.append(one))
    attack_shown(made.cells, {}, rules(INDICATORS), tell=lambda *one: told.append(one))
    protected, attacked = "families of counts protected", "families of counts attacked"
    assert told == [(protected, 1, 2), (protected, 2, 2), (attacked, 1, 2), (attacked, 2, 2)]


def shown(made: pl.DataFrame) -> pl.DataFrame:
    """The cells that an edition of these protected ones shows."""
    return published_cells(values(made, INDICATORS), INDICATORS)


def test_what_an_edition_withheld_the_next_withholds_although_it_has_grown() -> None:
    """Else the one edition minus the other tells it."""
    withheld = withheld_before({"one": shown(protect_all(jobseekers(small=2), INDICATORS, {}).cells)})
    assert withheld.height >= 4
    grown = jobseekers(small=50)
    assert protect_all(grown, INDICATORS, {}).cells.filter(status="withheld").is_empty()
    after = protect_all(grown, INDICATORS, {}, kept=withheld).cells.filter(status="withheld")
    assert after.join(withheld, on=withheld.columns, how="semi").height == withheld.height


def test_what_is_printed_after_all_is_found_and_lifting_it_is_told_apart(tmp_path: Path) -> None:
    before = {"one": shown(protect_all(jobseekers(), INDICATORS, {}).cells)}
    grown = shown(protect_all(jobseekers(small=50), INDICATORS, {}).cells)
    assert len(both(grown, before, now="printed", then="withheld")) == withheld_before(before).height
    path = tmp_path / "lifted.toml"
    path.write_text('[[lift]]\nquantity = "jobseekers"\nperiod = "2025"\nreason = "revised by its publisher"\n')
    assert not_lifted(before["one"], lifts(path)).is_empty()


def test_what_was_printed_and_is_withheld_now_is_found() -> None:
    """A count that fell below the threshold: who kept the old edition knows what it was."""
    before = {"one": shown(protect_all(jobseekers(small=50), INDICATORS, {}).cells)}
    fallen = shown(protect_all(jobseekers(small=2), INDICATORS, {}).cells)
    found = both(fallen, before, now="withheld", then="printed")
    assert any("non_eu_nationality" in one and "(edition one)" in one for one in found)
    assert both(fallen, {"one": fallen}, now="withheld", then="printed") == []


def test_what_was_printed_before_is_the_last_to_be_withheld() -> None:
    """Of the towns that could hide the small count, those are taken that no edition has printed."""
    alone = protect_all(jobseekers(), INDICATORS, {}).cells.filter(status="withheld")
    others = alone.filter(pl.col("count").is_null() & (pl.col("area") != sorted(municipalities("2025"))[2])).select(KEY)
    again = protect_all(jobseekers(), INDICATORS, {}, printed=others).cells.filter(status="withheld")
    assert not others.is_empty()
    assert again.join(others.filter(~pl.col("area").str.ends_with("000")), on=KEY, how="semi").is_empty()


def test_two_editions_that_each_hold_give_a_count_away_together() -> None:
    """One printed more of the neighbours, the other more of the classes: nobody learns it from either alone."""
    first, second = (shown(protect_all(jobseekers(), INDICATORS, {}).cells) for _ in range(2))
    town = sorted(municipalities("2025"))[2]
    secret = (pl.col("area") == town) & (pl.col("nationality_group") == "non_eu_nationality")
    (attacked,) = attack_shown(second, {}, rules(INDICATORS), before={"one": first})
    assert attacked.given_away == ()
    # The earlier one withheld this town's count alone in its row, and by mistake not in its column.
    told = jobseekers().filter(area=town, nationality_group="eu_nationality")["count"][0]
    loose = first.with_columns(
        pl.when((pl.col("area") == town) & (pl.col("nationality_group") == "eu_nationality"))
        .then(told)
        .otherwise("count")
        .alias("count")
    )
    (attacked,) = attack_shown(second, {}, rules(INDICATORS), before={"one": loose})
    assert first.filter(secret)["status"].to_list() == ["withheld"]
    assert any("non_eu_nationality" in one and "(beside edition one)" in one for one in attacked.given_away)


def test_two_editions_that_cannot_both_be_true_of_one_count_tell_nothing_about_it() -> None:
    """What is withheld has changed; it is not taken to be what it was."""
    first = shown(protect_all(jobseekers(small=2), INDICATORS, {}).cells)
    second = shown(protect_all(jobseekers(small=3), INDICATORS, {}).cells)
    (attacked,) = attack_shown(second, {}, rules(INDICATORS), before={"one": first})
    assert attacked.given_away == ()


def test_nothing_is_lifted_without_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "lifted.toml"
    assert lifts(path) == ()
    path.write_text('[[lift]]\nquantity = "jobseekers"\n')
    with pytest.raises(ValueError, match="lift 1: name the quantity and the reason"):
        lifts(path)


def test_from_inside_a_small_count_that_is_printed_is_found() -> None:
    truth = jobseekers()
    made = protect_all(truth, INDICATORS, {})
    figures = values(made.cells, INDICATORS)
    (attacked,) = attack_figures(figures, INDICATORS, {}, made.required)
    assert (attacked.given_away, attacked.too_close) == ((), ())
    whole = made.required.with_columns(low=pl.col("low") - 3, high=pl.col("high") + 500)
    assert attack_figures(figures, INDICATORS, {}, whole)[0].too_close
    wrong = made.required.with_columns(count=pl.lit(4000.0))
    assert attack_figures(figures, INDICATORS, {}, wrong)[0].too_close


def test_from_inside_small_counts_are_found_where_nothing_at_all_is_withheld() -> None:
    truth = jobseekers()
    required = protect_all(truth, INDICATORS, {}).required
    printed = values(
        truth.with_columns(pl.lit(None, pl.Float64).alias(side) for side in ("lower", "upper")), INDICATORS
    )
    (attacked,) = attack_figures(printed, INDICATORS, {}, required)
    assert attacked.withheld == 0
    assert attacked.too_close


def test_the_attack_tells_what_it_tried_and_never_a_count() -> None:
    made = protect_all(jobseekers(), INDICATORS, {})
    (attacked,) = attack_figures(values(made.cells, INDICATORS), INDICATORS, {})
    assert attacked.family == "2025 jobseekers"
    assert attacked.withheld == made.cells.filter(status="withheld").height >= 4
    assert attacked.printed > attacked.withheld
    assert attacked.groups == 1
    assert attacked.narrowest is not None
    assert attacked.narrowest >= 4
    assert attacked.too_close == ()


def test_two_rules_for_one_count_make_no_edition() -> None:
    other = replace(INDICATORS[0], id="PC_98", disclosure=Respondents(minimum=30))
    with pytest.raises(ContradictionError, match="jobseekers: its indicators declare Respondents and Threshold"):
        protect_all(jobseekers(), [*INDICATORS, other], {})


def test_who_is_of_no_class_in_a_few_towns_is_an_error_and_in_most_a_class_of_its_own() -> None:
    """Else a wrong total would make a person of no class, behind whom the others could hide."""

    def with_one_more_in(towns: Collection[str]) -> pl.DataFrame:
        more = (pl.col("nationality_group") == TOTAL) & pl.col("area").is_in([*towns, "02000"])
        return jobseekers().with_columns(pl.col("count") + pl.when(more).then(1.0).otherwise(0.0))

    with pytest.raises(ContradictionError, match="jobseekers, 11001, 2025: its classes by nationality_group do not"):
        refuse_exceptions(with_one_more_in({"11001"}))
    refuse_exceptions(with_one_more_in(municipalities("2025")))


def test_a_family_in_which_nothing_changed_keeps_its_decision() -> None:
    first = protect_all(jobseekers(), INDICATORS, {})
    again = protect_all(jobseekers(), INDICATORS, {}, earlier=first.memory)
    assert again.cells.equals(first.cells)
    assert again.required.equals(first.required)


def test_a_decision_that_rested_on_what_is_lifted_since_is_taken_anew() -> None:
    alone = protect_all(jobseekers(), INDICATORS, {})
    far = jobseekers().filter(pl.col("area") == "11001", pl.col("nationality_group") != TOTAL).select(KEY)
    kept = protect_all(jobseekers(), INDICATORS, {}, kept=far)
    assert kept.cells.join(far, on=KEY, how="semi")["status"].to_list() == ["withheld"] * far.height
    again = protect_all(jobseekers(), INDICATORS, {}, kept=far, earlier=kept.memory)
    assert again.cells.equals(kept.cells)
    lifted = protect_all(jobseekers(), INDICATORS, {}, earlier=kept.memory)
    assert lifted.cells.equals(alone.cells)


def test_what_a_released_edition_says_of_a_family_does_not_undo_its_decision(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the first build after every release would begin from nothing."""
    first = protect_all(jobseekers(), INDICATORS, {})
    before = {"one": shown(first.cells)}

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("decided anew")

    monkeypatch.setattr(suppress, "withhold_in", refuse)
    kept, printed = withheld_before(before), printed_before(before)
    again = protect_all(jobseekers(), INDICATORS, {}, kept=kept, printed=printed, earlier=first.memory)
    assert again.cells.equals(first.cells)


def test_a_family_in_which_nothing_changed_is_not_even_attacked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """When one source of many changed, the others cost no more than to see that they did not."""
    both = pl.concat([jobseekers("2024"), jobseekers("2025")])
    first = protect_all(both, INDICATORS, {})
    attacked = list[str]()

    def look(cells: pl.DataFrame, *given: object, **more: object) -> pl.DataFrame:
        attacked.extend(cells["period"].unique())
        return attack(cells, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(linking, "attack", look)
    changed = pl.concat([jobseekers("2024"), jobseekers("2025", small=3)])
    again = protect_all(changed, INDICATORS, {}, earlier=first.memory)
    assert attacked == ["2025"]
    assert again.cells.equals(protect_all(changed, INDICATORS, {}).cells)


def test_a_family_is_protected_anew_when_an_edition_withheld_what_it_prints() -> None:
    first = protect_all(jobseekers(), INDICATORS, {})
    far = jobseekers().filter(pl.col("area") == "11001", pl.col("nationality_group") != TOTAL).select(KEY)
    again = protect_all(jobseekers(), INDICATORS, {}, kept=far, earlier=first.memory)
    assert again.cells.join(far, on=KEY, how="semi")["status"].to_list() == ["withheld"] * far.height
