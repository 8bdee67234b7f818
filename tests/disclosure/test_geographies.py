"""Old and new municipalities, provinces that change, people who are nowhere: all in one system."""

import polars as pl
import pytest

from liim import geography
from liim.disclosure.attack import attack, too_narrow
from liim.disclosure.suppress import protect
from liim.disclosure.system import Identity, Partition, System, equations
from liim.model import Disclosure, Threshold
from tests.disclosure.tables import cells

FIVE: dict[str, Disclosure] = {"people": Threshold(minimum=5)}


def edges(*pairs: tuple[str, str], names: tuple[str, str] = ("parent", "child")) -> pl.DataFrame:
    return pl.DataFrame(pairs, schema=list(names), orient="row")


MERGER = {("2019", "2025"): edges(("A", "AB"), ("B", "AB"), ("C", "C"), names=("area", "to"))}
ARRONDISSEMENTS = {
    "2019": edges(("R", "A"), ("R", "B"), ("R", "C")),
    "2025": edges(("R", "AB"), ("R", "C")),
}


def before_and_after(a: float, b: float, c: float) -> pl.DataFrame:
    """The same people by municipality, in the geography before and after A and B merged."""
    old = {"A": {"total": a}, "B": {"total": b}, "C": {"total": c}, "R": {"total": a + b + c}}
    new = {"AB": {"total": a + b}, "C": {"total": c}, "R": {"total": a + b + c}}
    return pl.concat([cells(old, geography="2019"), cells(new, geography="2025")])


def withheld(table: pl.DataFrame) -> set[tuple[str, str]]:
    return set(table.filter(status="withheld").select("geography", "area").iter_rows())


def test_a_municipality_that_never_merged_is_one_cell_in_every_geography() -> None:
    table = before_and_after(50, 60, 70)
    system = equations(table, ARRONDISSEMENTS, MERGER)
    assert table.height == 7
    assert system.variables.height == 5


def test_a_region_of_the_same_ground_is_one_cell() -> None:
    system = equations(before_and_after(50, 60, 70), ARRONDISSEMENTS, MERGER)
    assert system.cells.filter(area="R")["variable"].n_unique() == 1


def test_new_minus_old_gives_away_what_was_withheld_in_the_old() -> None:
    """AB is printed on 2025 and B on 2019: A follows."""
    table = before_and_after(3, 60, 70)
    hidden = pl.col("area") == "A"
    naive = table.with_columns(
        pl.when(hidden).then(None).otherwise(pl.col("count")).alias("count"),
        pl.when(hidden).then(pl.lit("withheld")).otherwise(pl.col("status")).alias("status"),
    )
    assert attack(naive, equations(table, ARRONDISSEMENTS, MERGER))["exact"].to_list() == [True]


def test_old_and_new_are_protected_together() -> None:
    table = before_and_after(3, 60, 70)
    system = equations(table, ARRONDISSEMENTS, MERGER)
    protected = protect(table, system, FIVE)
    assert ("2019", "A") in withheld(protected.cells)
    assert too_narrow(attack(protected.cells, system), protected.required).is_empty()


def test_a_cell_is_withheld_in_every_geography_or_in_none() -> None:
    table = before_and_after(50, 60, 3)
    system = equations(table, ARRONDISSEMENTS, MERGER)
    gone = withheld(protect(table, system, FIVE).cells)
    assert {("2019", "C"), ("2025", "C")} <= gone


def test_a_province_that_changes_isolates_the_municipality_that_moved() -> None:
    """East Flanders has Zwijndrecht since 2025: its new total minus its old one tells it, unless the system knows."""
    hierarchy = {one: geography.children(one) for one in ("2019", "2025")}
    translations = {("2019", "2025"): geography.translate("2019", "2025")}
    leaves = dict.fromkeys(sorted(geography.municipalities("2019")), 50.0) | {"11056": 2.0}
    tables = []
    for name in ("2019", "2025"):
        moved = geography.translate("2019", name)
        counted = moved.with_columns(count=pl.col("area").replace_strict(leaves, return_dtype=pl.Float64))
        local = counted.group_by("to").agg(pl.col("count").sum())
        unions = geography.unions(name).filter(level="province").join(local, left_on="area", right_on="to")
        provinces = unions.group_by("union").agg(pl.col("count").sum())
        rows = {area: {"total": count} for area, count in [*local.iter_rows(), *provinces.iter_rows()]}
        tables.append(cells(rows, geography=name))
    table = pl.concat(tables)
    system = equations(table, hierarchy, translations)
    protected = protect(table, system, FIVE)
    assert ("2019", "11056") in withheld(protected.cells)
    assert too_narrow(attack(protected.cells, system), protected.required).is_empty()


def test_a_level_that_is_not_printed_is_looked_through() -> None:
    """The region is the sum of its municipalities, although no province is printed."""
    hierarchy = {"2025": edges(("R", "P"), ("P", "A"), ("P", "B"))}
    table = cells({"A": {"total": 2}, "B": {"total": 60}, "R": {"total": 62}})
    protected = protect(table, equations(table, hierarchy, {}), FIVE)
    assert withheld(protected.cells) > {("2025", "A")}


def test_who_is_in_no_municipality_is_a_rest_of_the_region() -> None:
    hierarchy = {"2025": edges(("R", "A"), ("R", "B"))}
    table = cells({"A": {"total": 20}, "B": {"total": 60}, "R": {"total": 90}})
    system = equations(table, hierarchy, {}, not_located={("people", "R")})
    assert system.implied.sum() == 1
    assert withheld(protect(table, system, FIVE).cells) == set()


def test_a_missing_municipality_is_unknown_to_the_attacker_too() -> None:
    hierarchy = {"2025": edges(("R", "A"), ("R", "B"), ("R", "C"))}
    table = cells({"A": {"total": 2}, "B": {"total": None}, "C": {"total": 60}, "R": {"total": None}})
    protected = protect(table, equations(table, hierarchy, {}), FIVE)
    assert withheld(protected.cells) == {("2025", "A")}


def test_stock_and_flow_give_next_years_stock() -> None:
    stocks = [cells({"A": {"total": n}}, quantity="people", period=year) for year, n in (("2023", 40), ("2024", 3))]
    flows = [cells({"A": {"total": 37}}, quantity="left", period="2023")]
    table = pl.concat([*stocks, *flows])
    system = equations(table, {}, {}, identities=[Identity(((1, "people", 1), (-1, "people", 0), (1, "left", 0)))])
    protected = protect(table, system, FIVE | {"left": Threshold(minimum=5)})
    assert protected.cells.filter(status="withheld").height == 2


def test_percentages_are_not_added_up() -> None:
    hierarchy = {"2025": edges(("R", "A"), ("R", "B"))}
    table = cells({"A": {"total": 7.5}, "B": {"total": 8.5}, "R": {"total": 8.0}}, quantity="rate")
    assert equations(table, hierarchy, {}, not_additive={"rate"}).matrix.shape[0] == 0


def test_nothing_to_tie_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="there are no cells"):
        equations(cells({"A": {"total": 1}}).clear(), {}, {})


def test_overlapping_classes_are_tied_by_their_rest() -> None:
    """20 to 64 lies within 15 to 64: the difference, 2 people from 15 to 19, must not follow."""
    table = cells({"A": {"15-64": 80, "20-64": 78}}, by="age")
    system: System = equations(table, {}, {}, partitions=[Partition("age", "15-64", ("20-64",), complete=False)])
    protected = protect(table, system, FIVE)
    assert protected.cells.filter(status="withheld").height >= 1
    assert too_narrow(attack(protected.cells, system), protected.required).is_empty()
