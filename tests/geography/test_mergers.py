from collections import Counter
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liim import geography
from liim.geography import GEOGRAPHIES, tables

# Municipalities per division, larger area by larger area (../shared/domain/mergers.md).
COUNTS = {
    "02000": (308, 300, 285),
    "04000": (19, 19, 19),
    "10000": (70, 69, 67),
    "20001": (65, 65, 63),
    "30000": (64, 64, 62),
    "40000": (65, 60, 55),
    "70000": (44, 42, 38),
    "11000": (30, 30, 28),
    "12000": (13, 12, 12),
    "23000": (35, 35, 33),
    "37000": (9, 9, 7),
    "44000": (21, 17, 13),
    "45000": (11, 10, 10),
    "46000": (7, 7, 6),
    "71000": (18, 17, 16),
    "72000": (13, 12, 12),
    "73000": (13, 13, 10),
}
MOVED_OUT = [(2019, 15, 7), (2025, 28, 13)]


@pytest.mark.parametrize("code", COUNTS)
def test_each_larger_area_holds_as_many_municipalities_as_it_did(code: str) -> None:
    counted = tuple(
        geography.unions(division).filter(pl.col("union") == code).height for division in geography.GEOGRAPHIES
    )
    assert counted == COUNTS[code]


@pytest.mark.parametrize("division", GEOGRAPHIES)
def test_each_division_partitions_both_regions(division: str) -> None:
    """Each municipality lies in one region, one arrondissement and, outside Brussels, one province."""
    of = geography.unions(division)
    for level in ("region", "arrondissement"):
        assert Counter(of.filter(pl.col("level") == level)["area"]) == Counter(geography.municipalities(division))
    flemish = of.filter(pl.col("union") == "02000")["area"]
    assert sorted(of.filter(pl.col("level") == "province")["area"]) == sorted(flemish)


@pytest.mark.parametrize("division", GEOGRAPHIES)
def test_a_union_is_as_large_through_its_parts_as_directly(division: str) -> None:
    parts = {
        parent: set(group["child"])
        for (parent,), group in geography.children(division).group_by("parent", maintain_order=True)
    }

    def leaves(code: str) -> set[str]:
        return set().union(*map(leaves, parts[code])) if code in parts else {code}

    direct = geography.unions(division)
    for code in parts:
        assert leaves(str(code)) == set(direct.filter(pl.col("union") == code)["area"])


@pytest.mark.parametrize("division", GEOGRAPHIES)
def test_every_child_has_one_parent_and_only_regions_have_none(division: str) -> None:
    children = geography.children(division)["child"].to_list()
    every = geography.areas_of(division)
    assert sorted([*children, "02000", "04000"]) == sorted(every["code"])
    assert every["code"].is_unique().all()


@pytest.mark.parametrize(("year", "old", "new"), MOVED_OUT)
def test_old_codes_end_on_the_day_before_the_new_ones_begin(year: int, old: int, new: int) -> None:
    """308 became 300 by 15 into 7, 300 became 285 by 28 into 13; 11002 ends and begins as itself."""
    day = date(year, 1, 1)
    edges = geography.mergers().filter(pl.col("date") == day)
    assert (edges["old"].n_unique(), edges["new"].n_unique()) == (old, new)
    areas = geography.areas().filter(pl.col("level") == "municipality")
    assert set(areas.filter(pl.col("valid_to") == day - timedelta(days=1))["code"]) == set(edges["old"])
    assert set(areas.filter(pl.col("valid_from") == day)["code"]) == set(edges["new"])


def test_no_municipality_has_two_successors() -> None:
    assert geography.mergers()["old"].is_unique().all()


def test_no_area_is_valid_twice_on_one_day() -> None:
    rows = geography.areas().sort("code", "valid_from").with_columns(next=pl.col("valid_from").shift(-1).over("code"))
    assert rows.filter(pl.col("next").is_not_null() & (pl.col("valid_to") >= pl.col("next"))).is_empty()
    assert rows.filter(pl.col("valid_to").is_null() & pl.col("next").is_not_null()).is_empty()


def test_antwerp_before_and_after_borsbeek_are_two_areas() -> None:
    rows = geography.areas().filter(pl.col("code") == "11002").sort("valid_from")
    assert rows["valid_to"].to_list() == [date(2024, 12, 31), None]
    assert rows["valid_from"].to_list()[1] == date(2025, 1, 1)
    assert geography.predecessors("11002", "2025") == ("11002", "11007")
    assert geography.predecessors("11002", "2019") == ()
    assert geography.successors("11002") == ("11002",)


def test_seven_names_of_today_and_before_occur_with_two_codes() -> None:
    names = geography.areas().filter(pl.col("level") == "municipality").group_by("name_nl").agg(pl.col("code").unique())
    twice = names.filter(pl.col("code").list.len() > 1)["name_nl"].sort().to_list()
    assert twice == ["Aalter", "Deinze", "Hasselt", "Lochristi", "Lokeren", "Tielt", "Wingene"]


def test_memberships_live_exactly_as_long_as_their_areas() -> None:
    """Whoever changes arrondissement gets a new code, so that one validity has one parent."""
    key = ["code", "valid_from", "valid_to"]
    areas = geography.areas().filter(pl.col("level") != "region").select(key)
    assert areas.sort(key).equals(tables.memberships().rename({"area": "code"}).select(key).sort(key))


def test_the_first_two_digits_of_a_municipality_are_its_arrondissement() -> None:
    edges = tables.memberships().join(geography.areas(), left_on="area", right_on="code")
    of = edges.filter(pl.col("level") == "municipality")
    assert (of["parent"].str.head(2) == of["area"].str.head(2)).all()


@pytest.mark.parametrize(
    ("division", "expressed", "merged"),
    [("2018", "2019", 15), ("2019", "2025", 27), ("2018", "2025", 42), ("2025", "2025", 0)],
)
def test_a_translation_gives_every_municipality_one_place(division: str, expressed: str, merged: int) -> None:
    table = geography.translate(division, expressed)
    assert set(table["area"]) == geography.municipalities(division)
    assert set(table["to"]) == geography.municipalities(expressed)
    assert table["area"].is_unique().all()
    assert table.filter(pl.col("area") != pl.col("to")).height == merged


def test_translations_in_two_steps_end_where_one_step_does() -> None:
    steps = geography.translate("2018", "2019").join(
        geography.translate("2019", "2025"), left_on="to", right_on="area", maintain_order="left"
    )
    assert steps.select("area", to="to_right").equals(geography.translate("2018", "2025"))


@given(data=st.data(), pair=st.sampled_from([("2018", "2019"), ("2018", "2025"), ("2019", "2025")]))
def test_whatever_is_counted_no_one_is_lost_or_counted_twice(data: st.DataObject, pair: tuple[str, str]) -> None:
    division, expressed = pair
    codes = sorted(geography.municipalities(division))
    counts = data.draw(st.lists(st.integers(0, 1000), min_size=len(codes), max_size=len(codes)))
    counted = pl.DataFrame({"area": codes, "count": counts}).join(geography.translate(division, expressed), on="area")
    for level in ("region", "arrondissement"):
        above = geography.unions(expressed).filter(pl.col("level") == level)
        assert counted.join(above, left_on="to", right_on="area")["count"].sum() == sum(counts)


def test_a_merged_municipality_cannot_be_split() -> None:
    with pytest.raises(ValueError, match="cannot be split"):
        geography.translate("2025", "2019")


def test_zwijndrecht_took_its_inhabitants_to_another_province() -> None:
    """The only municipality that did: totals of two provinces in 2024 and 2025 are different territories."""
    moved = []
    for old, new, day in geography.mergers().iter_rows():
        before, after = ("2018", "2019") if day.year == 2019 else ("2019", "2025")
        provinces = [
            geography.areas_of(division).filter(pl.col("code") == code)["province"].item()
            for division, code in ((before, old), (after, new))
        ]
        if provinces[0] != provinces[1]:
            moved.append((old, *provinces))
    assert moved == [("11056", "10000", "40000")]


@pytest.mark.parametrize(
    ("old", "today"),
    [("44049", "44083"), ("71047", "72042"), ("11007", "11002"), ("11002", "11002"), ("11000", "11000")],
)
def test_old_codes_find_the_area_of_today(old: str, today: str) -> None:
    assert geography.resolve(old) == today


def test_a_code_that_is_not_of_an_area_since_2009_resolves_to_none() -> None:
    assert geography.resolve("11003") is None
    assert geography.resolve("99991") is None


@pytest.mark.parametrize(
    ("code", "region"), [("21004", "04000"), ("46030", "02000"), ("21000", "04000"), ("02000", "02000")]
)
def test_every_area_lies_in_a_region(code: str, region: str) -> None:
    assert geography.region_of(code, "2025") == region


def test_an_area_of_another_geography_has_no_region() -> None:
    with pytest.raises(ValueError, match="46030"):
        geography.region_of("46030", "2019")


def test_brussels_has_no_province() -> None:
    brussels = geography.areas_of("2025", "municipality").filter(pl.col("region") == "04000")
    assert brussels["province"].is_null().all()
    assert brussels["arrondissement"].unique().to_list() == ["21000"]
