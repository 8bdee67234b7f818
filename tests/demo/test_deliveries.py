"""Invented deliveries add up, keep parts within their wholes, and show every status that a source can have."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from liim.demo.deliveries import Delivered
from liim.demo.delivery_files import delivered, delivery_files
from liim.demo.known import FOREIGN_NATIONALS
from liim.demo.people import FOREIGN, inhabitants
from liim.demo.places import FLANDERS
from liim.demo.towns import Towns, towns
from liim.geography import municipalities
from liim.model import Status
from liim.sources.mark import is_fictitious, without_mark

SEED = 7
ORIGIN = ("belgian_origin", "eu_origin", "non_eu_origin", "unknown")
PEOPLE = Delivered(
    source="ksz",
    quantity="people_20_64",
    periods=("2017", "2019", "2024", "2025"),
    rate=(0.5, 0.6),
    classes={"origin": ORIGIN, "sex": ("female", "male")},
    crossings=(("origin", "sex"),),
)
EMPLOYED = Delivered(
    source="ksz",
    quantity="employed",
    within="people_20_64",
    periods=PEOPLE.periods,
    rate=(0.7, 0.8),
    gap=-0.3,
    classes={"origin": ORIGIN, "employment": ("employee", "self_employed")},
    crossings=(("origin", "employment"),),
    statuses={"2024": Status.PROVISIONAL, "2025": Status.NOT_YET},
)


@pytest.fixture(scope="module")
def invented() -> Towns:
    return towns(SEED)


def test_the_classes_of_a_breakdown_add_up_to_the_delivered_total(invented: Towns) -> None:
    table = delivered(invented, [PEOPLE], "ksz", SEED)
    total = table.filter(origin="total", sex="total").select("area", "period", "count")
    for one, other in (("origin", "sex"), ("sex", "origin")):
        parts = table.filter(pl.col(one) != "total", pl.col(other) == "total").group_by("area", "period")
        both = total.join(parts.agg(pl.col("count").sum()), on=["area", "period"], how="left", suffix="_of_parts")
        assert both.filter(pl.col("count") != pl.col("count_of_parts").fill_null(0)).is_empty()


def test_a_part_is_never_larger_than_its_whole_in_any_class(invented: Towns) -> None:
    table = delivered(invented, [PEOPLE, EMPLOYED], "ksz", SEED).filter(period="2019", sex="total", employment="total")
    whole = table.filter(quantity="people_20_64").select("area", "origin", whole="count")
    part = table.filter(quantity="employed").join(whole, on=["area", "origin"], how="left")
    assert part.height > 1_000
    assert part.filter(pl.col("count") > pl.col("whole")).is_empty()


def test_of_small_municipalities_all_stand_in_the_class_unknown(invented: Towns) -> None:
    """So that their total is told and no small class of theirs."""
    table = delivered(invented, [replace(PEOPLE, split_from=40_000)], "ksz", SEED).filter(period="2019")
    people = invented.joined(inhabitants(invented, 2019, SEED).sum(axis=(1, 2, 3, 4)), "2019")
    small = table.filter(pl.col("area").is_in([area for area, count in people.items() if count < 40_000]))
    assert 0 < small["area"].n_unique() < table["area"].n_unique()
    split = small.filter((pl.col("origin") != "total") | (pl.col("sex") != "total"))
    assert set(split["origin"]) | set(split["sex"]) == {"total", "unknown"}
    totals = small.filter(origin="total", sex="total").select("area", total="count")
    both = split.join(totals, on="area")
    assert both.height == 3 * totals.filter(pl.col("total") > 0).height
    assert (both["count"] == both["total"]).all()


def test_a_rate_of_one_splits_the_whole_exactly(invented: Towns) -> None:
    """So that foreign nationals by nationality group add up to those of the population file."""
    groups = Delivered(
        source="statbel",
        quantity="foreign_nationals_by_group",
        within=FOREIGN_NATIONALS,
        periods=("2018",),
        rate=(1, 1),
        classes={"nationality_group": ("neighbours", "eu13", "other")},
    )
    table = delivered(invented, [groups], "statbel", SEED).filter(pl.col("nationality_group") != "total")
    foreign = invented.joined(inhabitants(invented, 2018, SEED)[:, :, FOREIGN].sum(axis=(1, 2, 3)), "2018")
    assert table["count"].sum() == sum(int(foreign[code]) for code in municipalities("2018"))


def test_what_is_not_there_yet_is_said_once_for_every_municipality(invented: Towns) -> None:
    table = delivered(invented, [PEOPLE, EMPLOYED], "ksz", SEED).filter(quantity="employed")
    not_yet = table.filter(status=Status.NOT_YET)
    assert set(not_yet["area"]) == municipalities("2025")
    assert not_yet.height == len(municipalities("2025"))
    assert not_yet["count"].is_null().all()
    assert set(table.filter(period="2024")["status"]) == {Status.PROVISIONAL}


def test_a_source_hides_small_counts_and_misses_towns(invented: Towns) -> None:
    one = Delivered(
        source="vdab",
        quantity="jobseekers",
        periods=("2023", "2024"),
        rate=(0.01, 0.05),
        classes={"origin": ORIGIN},
        hides_below=5,
        late_towns=0.03,
        late_in=("2024",),
        regions=(FLANDERS,),
    )
    table = delivered(invented, [one], "vdab", SEED)
    assert table.filter(pl.col("count").is_between(1, 4)).is_empty()
    reasons = table.group_by("status").agg(pl.col("reason").unique(), pl.col("count").count()).sort("status").rows()
    assert [(status, reason) for status, reason, _ in reasons] == [
        ("missing", ["not_delivered"]),
        ("ok", [""]),
        ("withheld", ["hidden_by_source"]),
    ]
    assert {status: counted for status, _, counted in reasons if status != "ok"} == {"missing": 0, "withheld": 0}
    assert not set(table["area"]) & {area for area in municipalities("2025") if area.startswith("21")}


def test_a_break_in_the_series_moves_all_counts(invented: Towns) -> None:
    series = Delivered(
        source="x",
        quantity="events",
        periods=("2021", "2022"),
        rate=(0.1, 0.1),
        jump=("2022", 0.5),
        mean_of_months=True,
    )
    sums = delivered(invented, [series], "x", SEED).group_by("period").agg(pl.col("count").sum()).sort("period")
    before, after = sums["count"]
    assert after / before == pytest.approx(0.5, abs=0.03)


def test_a_whole_may_come_from_another_source_and_counts_the_same_there(invented: Towns) -> None:
    elsewhere = Delivered(source="onva", quantity="pupils", within="people_20_64", periods=("2019",), rate=(1, 1))
    alone = delivered(invented, [PEOPLE, elsewhere], "onva", SEED)
    whole = delivered(invented, [PEOPLE], "ksz", SEED).filter(period="2019", origin="total", sex="total")
    assert alone.select("area", "count").equals(whole.select("area", "count"))


def test_a_delivery_file_is_marked_and_the_same_each_time(invented: Towns, tmp_path: Path) -> None:
    once = delivery_files(tmp_path / "once", invented, [PEOPLE, EMPLOYED], SEED)
    again = delivery_files(tmp_path / "again", invented, [PEOPLE, EMPLOYED], SEED)
    assert [path.name for path in once] == ["delivery_ksz.csv"]
    assert once[0].read_bytes() == again[0].read_bytes()
    assert is_fictitious(once[0])
    table = pl.read_csv(without_mark(once[0].read_bytes()), schema_overrides={"area": pl.String, "period": pl.String})
    assert table.columns == [
        *("source", "quantity", "area", "division", "period"),
        *("origin", "sex", "employment"),
        *("count", "status", "reason"),
    ]
