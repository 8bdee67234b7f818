"""From observations to the counts that are published."""

import polars as pl
import pytest

from liim import geography as where
from liim.catalogue import catalogue
from liim.cells import KEY, add, cells, cuts
from liim.model import TOTAL
from liim.observations import BREAKDOWNS, COLUMNS

_DE_42 = [catalogue()["DE_42"]]


def observed(quantity: str, area: str, count: float | None, **other: str) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(BREAKDOWNS, TOTAL)
    row |= {"source": "made", "quantity": quantity, "area": area, "division": "2018", "period": "2018"}
    return row | {"count": count, "status": "ok", "reason": ""} | other


def table(*rows: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=COLUMNS)


def count_of(made: pl.DataFrame, **wanted: str) -> tuple[float | None, str, str]:
    classes = dict.fromkeys(BREAKDOWNS, TOTAL)
    (row,) = made.filter(**(classes | wanted)).select("count", "status", "reason").rows()
    return row


def test_the_parts_of_a_merged_municipality_are_added_up() -> None:
    """Deinze and Nevele, 2018 (invented): 1,000 and 240 foreign nationals make 1,240 in Deinze of today."""
    made = cells(
        table(
            observed("foreign_nationals", "44011", 1000.0),
            observed("foreign_nationals", "44049", 240.0),
            observed("inhabitants", "44011", 31000.0),
            observed("inhabitants", "44049", 12000.0),
        ),
        _DE_42,
    )
    assert count_of(made, quantity="foreign_nationals", area="44083", geography="2025")[0] == 1240
    assert count_of(made, quantity="inhabitants", area="44083", geography="2019")[0] == 43000
    assert count_of(made, quantity="foreign_nationals", area="44011", geography="2018")[0] == 1000


def test_a_merged_area_is_rebuilt_and_an_old_one_as_published() -> None:
    made = cells(table(observed("inhabitants", "44011", 1.0), observed("inhabitants", "44049", 1.0)), _DE_42)
    flags = made.filter(quantity="inhabitants").select("area", "geography", "as_published", "rebuilt").rows()
    assert ("44083", "2025", False, True) in flags
    assert ("44011", "2018", True, False) in flags


def test_the_same_code_before_and_after_an_absorption_is_not_one_area() -> None:
    """Antwerpen keeps 11002 and gains Borsbeek."""
    made = cells(table(observed("inhabitants", "11002", 500.0), observed("inhabitants", "11007", 10.0)), _DE_42)
    assert count_of(made, quantity="inhabitants", area="11002", geography="2018")[0] == 500
    assert count_of(made, quantity="inhabitants", area="11002", geography="2025")[0] == 510


def test_a_missing_part_makes_the_union_missing_never_a_partial_sum() -> None:
    made = cells(table(observed("inhabitants", "44011", 31000.0)), _DE_42)
    assert count_of(made, quantity="inhabitants", area="44083", geography="2025") == (None, "missing", "part_missing")


def test_a_part_that_the_source_hides_hides_the_union() -> None:
    made = cells(
        table(
            observed("inhabitants", "44011", 31000.0),
            observed("inhabitants", "44049", None, status="withheld", reason="hidden_by_source"),
        ),
        _DE_42,
    )
    assert count_of(made, quantity="inhabitants", area="44083", geography="2025") == (None, "withheld", "part_withheld")


def test_a_municipality_that_changes_province_moves_its_people() -> None:
    """Zwijndrecht 11056 leaves the province of Antwerp for East Flanders in 2025."""
    everywhere = [observed("inhabitants", code, 1.0) for code in sorted(where.municipalities("2018"))]
    made = cells(table(*everywhere), _DE_42)
    assert count_of(made, quantity="inhabitants", area="10000", geography="2018")[0] == 70
    assert count_of(made, quantity="inhabitants", area="10000", geography="2025")[0] == 69
    assert count_of(made, quantity="inhabitants", area="40000", geography="2025")[0] == 66


@pytest.mark.parametrize("geography", ["2018", "2019", "2025"])
def test_the_region_is_the_same_sum_in_every_geography(geography: str) -> None:
    everywhere = [
        observed("inhabitants", code, float(n)) for n, code in enumerate(sorted(where.municipalities("2018")))
    ]
    made = cells(table(*everywhere), _DE_42)
    regions = sum(
        count_of(made, quantity="inhabitants", area=code, geography=geography)[0] or 0 for code in ("02000", "04000")
    )
    assert regions == sum(range(len(everywhere)))


def test_people_who_cannot_be_located_belong_to_the_region_alone() -> None:
    everywhere = [observed("inhabitants", code, 1.0) for code in sorted(where.municipalities("2018"))]
    made = cells(table(*everywhere, observed("inhabitants", "99991", 7.0)), _DE_42)
    assert count_of(made, quantity="inhabitants", area="02000", geography="2018")[0] == 308 + 7
    assert "99991" not in made["area"]


def test_a_class_without_a_row_in_an_area_that_has_rows_is_zero() -> None:
    made = cells(
        table(
            observed("inhabitants", "44021", 5.0, age="30", sex="female"),
            observed("inhabitants", "44020", 5.0, age="30", sex="male"),
        ),
        [catalogue()["DE_44"]],
    )
    assert count_of(made, quantity="inhabitants", area="44021", geography="2018", sex="male") == (0.0, "ok", "")
    assert count_of(made, quantity="inhabitants", area="44019", geography="2018", sex="male")[1:] == (
        "missing",
        "not_delivered",
    )


def test_where_a_source_has_no_count_of_an_area_no_class_of_it_is_zero() -> None:
    """It says so once, on the total; otherwise a town that is late would have nobody in every class."""
    made = cells(
        table(
            observed("unemployed", "44021", None, status="missing", reason="not_delivered"),
            observed("unemployed", "44020", 5.0),
            observed("unemployed", "44020", 5.0, origin="eu_origin"),
        ),
        [catalogue()["WE_09"]],
    )
    late = count_of(made, quantity="unemployed", area="44021", geography="2018", origin="eu_origin")
    assert late == (None, "missing", "not_delivered")


def test_two_sources_that_count_the_same_give_one_cell_and_others_are_refused() -> None:
    rows = [observed("inhabitants", "44021", 5.0, source=one) for one in ("made", "delivered")]
    made = cells(table(*rows), _DE_42)
    assert count_of(made, quantity="inhabitants", area="44021", geography="2018") == (5.0, "ok", "")
    with pytest.raises(ValueError, match=r"counted .*\(made\)"):
        cells(table(rows[0] | {"count": 6.0}, rows[1]), _DE_42)


def test_where_a_quantity_does_not_exist_it_is_not_applicable() -> None:
    """Newcomers are counted for Flanders; Brussels has no such figure, which is not the same as none delivered."""
    made = cells(table(observed("newcomers", "44021", 9.0)), [catalogue()["DE_49"]])
    assert count_of(made, quantity="newcomers", area="21001", geography="2018")[1:] == (
        "not_applicable",
        "outside_scope",
    )
    assert count_of(made, quantity="newcomers", area="04000", geography="2018")[1:] == (
        "not_applicable",
        "outside_scope",
    )


def test_what_cannot_be_added_up_is_not_carried_over_a_merger_nor_to_a_union() -> None:
    made = cells(
        table(
            observed("jobseekers_rate", "44011", 4.1),
            observed("jobseekers_rate", "44049", 3.9),
            observed("jobseekers_rate", "44021", 8.0),
        ),
        [catalogue()["PC_05"]],
    )
    assert count_of(made, quantity="jobseekers_rate", area="44083", geography="2025") == (
        None,
        "missing",
        "not_additive",
    )
    assert count_of(made, quantity="jobseekers_rate", area="44021", geography="2025")[0] == 8.0
    assert count_of(made, quantity="jobseekers_rate", area="02000", geography="2018") == (
        None,
        "missing",
        "not_additive",
    )


def test_a_delivered_total_goes_before_one_that_we_add_up() -> None:
    """A hidden class does not hide the total that its source prints."""
    made = cells(
        table(
            observed("jobseekers", "44021", 100.0),
            observed("jobseekers", "44021", None, nationality_group="eu_nationality", status="withheld", reason="x"),
        ),
        [catalogue()["PC_03"]],
    )
    assert count_of(made, quantity="jobseekers", area="44021", geography="2018")[0] == 100.0


def test_a_quantity_that_two_indicators_use_is_one_cell() -> None:
    every = cuts(catalogue().values())
    assert len(every) == len(set(every))
    made = cells(table(observed("inhabitants", "44021", 5.0, age="30", sex="female")), list(catalogue().values()))
    assert not made.select(KEY).is_duplicated().any()


@pytest.mark.parametrize(
    ("parts", "union"),
    [
        (["ok", "ok"], "ok"),
        (["ok", "provisional"], "provisional"),
        (["provisional", "estimated"], "estimated"),
        (["ok", "not_applicable"], "ok"),
        (["withheld", "ok"], "withheld"),
        (["missing", "withheld"], "missing"),
    ],
)
def test_a_sum_bears_the_status_of_its_weakest_part(parts: list[str], union: str) -> None:
    known = {"ok", "provisional", "estimated"}
    rows = [
        observed("inhabitants", str(n), 1.0 if status in known else None, status=status)
        for n, status in enumerate(parts)
    ]
    (made,) = add(table(*rows), ["quantity"])["status"]
    assert made == union
