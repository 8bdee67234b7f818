"""The demo's deliveries and its raw files hold together all that the catalogue counts."""

from pathlib import Path

import polars as pl
import pytest

from liim.catalogue import catalogue, groupings_of, quantities
from liim.classifications import members
from liim.demo import make_demo
from liim.demo.asked import Years, asked, every, few, open_to_all, small
from liim.demo.deliveries import Delivered, tables
from liim.demo.delivery_files import delivered
from liim.demo.known import HISTORY, known
from liim.demo.towns import Towns, towns
from liim.disclosure.linking import is_secret, rules
from liim.model import TOTAL, UNKNOWN, Indicator, Status
from liim.sources.delivered.administrations import ADMINISTRATIONS

SEED = 2025
_SMALL = asked(few)
# What the files in the formats of real sources carry, and by what they split it.
IN_RAW_FILES: dict[str, set[tuple[str, ...]]] = {
    "inhabitants": {("sex",), ("age",)},
    "foreign_nationals": {("sex",), ("age",)},
    "inhabitants_by_origin": {("origin_statbel",)},
    "newcomers": set(),
    "newcomers_non_eu": set(),
    "jobseekers": {("nationality_group",), ("origin",)},
    "jobseekers_rate": set(),
}


@pytest.fixture(scope="module")
def invented() -> Towns:
    return towns(SEED)


def _carried(quantity: str) -> set[tuple[str, ...]]:
    """The ways in which the demo splits a quantity, each in the order of its name."""
    told: set[tuple[str, ...]] = {(), *IN_RAW_FILES[quantity]} if quantity in IN_RAW_FILES else set()
    for one in _SMALL:
        if one.quantity == quantity:
            ways = tables(one, one.periods[-1]) if isinstance(one, Delivered) else [one.breakdowns]
            last = one.fine_periods[-1:] if isinstance(one, Delivered) and one.fine_periods else ()
            ways += [way for period in last if isinstance(one, Delivered) for way in tables(one, period)]
            told |= {tuple(sorted(way)) for way in ways}
    return told


@pytest.mark.parametrize("indicator", catalogue().values(), ids=lambda one: one.id)
def test_every_count_of_every_indicator_is_delivered_in_every_way_in_which_it_is_split(indicator: Indicator) -> None:
    split = {grouping.breakdown for grouping in groupings_of(indicator)}
    for one in indicator.formula.counts:
        by = tuple(sorted((split | set(dict(one.classes))) & set(quantities()[one.quantity].breakdowns)))
        if one.quantity == "inhabitants" and by == ("age", "sex"):
            continue
        assert by in _carried(one.quantity), f"{indicator.id}: no demo file holds {one.quantity} by {by}"


@pytest.mark.parametrize("indicator", catalogue().values(), ids=lambda one: one.id)
def test_every_class_that_an_indicator_shows_is_invented(indicator: Indicator) -> None:
    invented_classes = {
        (one.quantity, name): {
            *one.classes.get(name, ()),
            *(one.grouped[name].classes if isinstance(one, Delivered) and name in one.grouped else ()),
        }
        for one in _SMALL
        for name in one.breakdowns
    }
    for grouping in groupings_of(indicator):
        for one in indicator.formula.plus:
            classes = invented_classes.get((one.quantity, grouping.breakdown))
            if classes:  # else a raw file holds it, or every country is a class
                needed = members(grouping.id).filter(pl.col("class") != UNKNOWN).group_by("class")
                for (code,), of_class in needed:
                    assert classes & set(of_class["member"]), f"{indicator.id}: nobody is {code}"


@pytest.mark.parametrize("years", [few, every])
def test_each_administration_delivers_what_it_counts_and_a_whole_before_its_parts(years: Years) -> None:
    counts = {source.id: source.quantities for source in ADMINISTRATIONS}
    seen: set[str] = set()
    for one in asked(years):
        assert one.quantity in counts[one.source], one.quantity
        assert set(one.breakdowns) <= set(quantities()[one.quantity].breakdowns)
        if isinstance(one, Delivered):
            assert one.within in seen or _is_known(one.within), f"{one.quantity} stands before {one.within}"
        seen.add(one.quantity)


def _is_known(quantity: str) -> bool:
    try:
        known(towns(SEED), quantity, 2024, SEED)
    except KeyError:
        return False
    return True


def test_foreign_nationals_are_the_same_people_in_every_file(invented: Towns) -> None:
    """By group, by nationality as the portal splits it, and as the first part of those of foreign origin."""
    foreign = known(invented, "foreign_nationals", 2024, SEED)
    origin = known(invented, "foreign_origin", 2024, SEED)
    portal = known(invented, "inhabitants_by_nationality", 2024, SEED)
    inhabitants = known(invented, "inhabitants", 2024, SEED)
    total = foreign.by(())
    assert (foreign.by(("nationality_group_detail",)).sum(axis=1) == total).all()
    assert (portal.by(("nationality_group",))[:, 1:].sum(axis=1) == total).all()
    assert (origin.by(("nationality_history",))[:, HISTORY.index("now_foreign")] == total).all()
    assert (origin.by(()) <= inhabitants.by(())).all()
    assert (known(invented, "foreign_nationals_moe", 2024, SEED).by(()) <= total).all()


def test_a_coarse_breakdown_is_the_sum_of_the_fine_one(invented: Towns) -> None:
    of_work = [one for one in asked(few) if one.source == "ksz"]
    employed = delivered(invented, of_work, "ksz", SEED).filter(quantity="employed", period="2022")
    alone = pl.all_horizontal(pl.col(name) == TOTAL for name in ("sex", "age", "work_status"))
    belgian = [
        employed.filter(alone, pl.col(name) == code).sort("area")["count"]
        for name, code in (("origin", "belgian_origin"), ("origin_detail", "belgian_origin_detail"))
    ]
    assert belgian[0].equals(belgian[1])
    assert set(employed.filter(pl.col("work_regime") != TOTAL)["work_status"]) == {"employee"}


def test_the_deliveries_hold_every_status_and_every_reason_that_the_form_has(tmp_path: Path) -> None:
    files = make_demo(tmp_path, years=(2024,), deliveries=asked(few))
    rows = [
        pl.read_csv(path, comment_prefix="#", infer_schema=False).select("status", "reason")
        for path in files
        if path.name.startswith("delivery_")
    ]
    assert set(pl.concat(rows)["status"]) == set(Status) - {Status.BOUNDED}
    assert set(pl.concat(rows)["reason"].drop_nulls()) == {
        *("", "hidden_by_source", "not_delivered", "outside_scope", "too_few_respondents"),
    }


def test_nobody_in_brussels_is_obliged_which_is_not_applicable_and_not_zero(invented: Towns) -> None:
    table = delivered(invented, asked(few), "kruispuntbank_inburgering", SEED).filter(quantity="contracts")
    here = table.filter(pl.col("area").str.starts_with("210"), period="2024")
    duty = here.filter(target_group="obliged")
    assert set(duty["status"]) == {"not_applicable"}
    assert duty.height == here["area"].n_unique() == 19


def test_a_survey_adds_up_to_a_hundred_and_counts_nobody(invented: Towns) -> None:
    table = delivered(invented, asked(few), "burgerbevraging", SEED).filter(pl.col("response") != TOTAL)
    summed = table.filter(status="ok").group_by("quantity", "area", "period", "item").agg(pl.col("count").sum())
    assert summed.filter((pl.col("count") - 100).abs() > 1e-9).is_empty()
    assert table.filter(pl.col("area") == "73028")["count"].null_count() == table.filter(area="73028").height


def test_of_what_is_open_to_all_nothing_has_to_be_withheld() -> None:
    of_quantity = rules(catalogue().values())
    delivered_openly = {one.quantity for one in open_to_all(few)}
    assert not [quantity for quantity in delivered_openly if is_secret(quantity, of_quantity)]
    assert {"foreign_origin", "foreign_nationals_top5", "volunteers"} <= delivered_openly


def test_a_small_demo_delivers_everything_and_what_takes_long_to_protect_of_larger_municipalities_alone() -> None:
    delivers = {one.quantity: one for one in small()}
    assert set(delivers) == {one.quantity for one in asked(few)}
    of_large_ones = {id_ for id_, one in delivers.items() if isinstance(one, Delivered) and one.split_from}
    by_origin = {one.quantity for one in asked(few) if one.source in {"ksz", "vdab"}}
    assert of_large_ones == by_origin - {"local_staff"} | {"newcomers"}
