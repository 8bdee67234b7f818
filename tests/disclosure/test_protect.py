"""What is withheld, and that it is enough."""

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from liim.disclosure import heuristic
from liim.disclosure.attack import attack, too_narrow
from liim.disclosure.errors import ContradictionError, DisclosureError, UnprotectableError
from liim.disclosure.suppress import protect
from liim.disclosure.system import Partition, System, equations
from liim.model import Disclosure, PublicElsewhere, Threshold
from tests.disclosure.tables import by_origin, cells, hierarchy, square

FIVE: dict[str, Disclosure] = {"people": Threshold(minimum=5)}


def withheld(table: pl.DataFrame) -> set[tuple[str, str]]:
    return set(table.filter(status="withheld").select("area", "origin").iter_rows())


def small_only(table: pl.DataFrame, minimum: int) -> pl.DataFrame:
    """What most publishers do: hide small counts, and nothing else."""
    small = pl.col("count").is_between(1, minimum - 1)
    return table.with_columns(
        pl.when(small).then(None).otherwise(pl.col("count")).alias("count"),
        pl.when(small).then(pl.lit("withheld")).otherwise(pl.col("status")).alias("status"),
    )


def test_a_small_count_takes_others_with_it_so_that_it_cannot_be_subtracted() -> None:
    table, system = square([[2, 30], [40, 50], [60, 70]])
    protected = protect(table, system, FIVE)
    assert ("A", "x") in withheld(protected.cells)
    assert len(withheld(protected.cells)) == 4
    assert not attack(protected.cells, system)["exact"].any()
    assert too_narrow(attack(protected.cells, system), protected.required).is_empty()


def test_nothing_is_withheld_where_every_count_is_large() -> None:
    table, system = square([[20, 30], [40, 50]])
    assert protect(table, system, FIVE).cells.equals(table)


def test_a_withheld_cell_has_no_count_and_does_not_tell_why() -> None:
    table, system = square([[2, 30], [40, 50]])
    gone = protect(table, system, FIVE).cells.filter(status="withheld")
    assert gone["count"].null_count() == gone.height
    assert gone["reason"].unique().to_list() == ["protects_people"]


def test_the_region_is_withheld_last() -> None:
    table, system = square([[2, 9, 80], [6, 50, 70], [60, 70, 90]])
    assert not {area for area, _ in withheld(protect(table, system, FIVE).cells)} & {"R"}


def test_zeros_are_public_unless_the_rule_says_otherwise() -> None:
    table, system = square([[0, 30], [40, 50]])
    assert not withheld(protect(table, system, FIVE).cells)
    rule = {"people": Threshold(minimum=5, zeros_are_public=False)}
    protected = protect(table, system, rule)
    assert ("A", "x") in withheld(protected.cells)
    assert too_narrow(attack(protected.cells, system, hides_zeros={"people"}), protected.required).is_empty()


def test_hiding_only_small_counts_is_undone_by_the_attack() -> None:
    table, system = square([[2, 30], [40, 50], [60, 70]])
    attacked = attack(small_only(table, 5), system)
    assert attacked.select("lower", "upper", "exact").row(0) == (2.0, 2.0, True)


def test_who_knows_that_zeros_are_printed_learns_no_more_about_a_small_count() -> None:
    """Two withheld cells that add up to 5 are 1 to 4 for him: not wide enough, so more is withheld."""
    table, system = square([[1, 4], [4, 90]])
    protected = protect(table, system, FIVE)
    told = attack(protected.cells, system).filter(area_is("A", system), origin="x")
    assert told["upper_not_zero"][0] >= 5


def area_is(area: str, system: System) -> pl.Expr:
    return pl.col("variable").is_in(system.cells.filter(area=area)["variable"].cast(pl.Int64).to_list())


def test_what_was_withheld_before_stays_withheld() -> None:
    """Two editions can be subtracted."""
    table, system = square([[2, 30], [40, 50], [60, 70]])
    before = table.filter(area="C", origin="y")
    assert ("C", "y") in withheld(protect(table, system, FIVE, kept=before).cells)


def test_a_group_in_which_nothing_changed_keeps_its_decision() -> None:
    table, system = square([[2, 30], [40, 50], [60, 70]])
    first = protect(table, system, FIVE)
    again = protect(table, system, FIVE, earlier=first.groups)
    assert again.cells.equals(first.cells)
    assert again.required.equals(first.required)
    assert again.groups.equals(first.groups)


def test_the_same_cells_give_the_same_decision() -> None:
    table, system = square([[2, 30, 7], [40, 3, 6], [60, 70, 1]])
    assert protect(table, system, FIVE).cells.equals(protect(table, system, FIVE).cells)


def test_parts_that_do_not_add_up_make_no_edition() -> None:
    table = cells({"A": {"total": 50, "x": 20, "y": 20}})
    system = equations(table, {}, {}, partitions=by_origin("x", "y"))
    with pytest.raises(ContradictionError, match=r"people · 2025:A · 2024: its parts over origin do not add up"):
        protect(table, system, FIVE)


def test_a_quantity_without_a_rule_makes_no_edition() -> None:
    table, system = square([[20, 30]])
    with pytest.raises(DisclosureError, match="no disclosure rule for people"):
        protect(table, system, {})


def test_an_error_names_the_group_and_no_count() -> None:
    table = cells({"A": {"total": 373737, "x": 373777}})
    system = equations(table, {}, {}, partitions=by_origin("x"))
    with pytest.raises(ContradictionError) as refused:
        protect(table, system, FIVE)
    assert "3737" not in str(refused.value)


def test_a_cell_that_is_public_elsewhere_is_never_withheld() -> None:
    both = pl.concat(
        [
            cells({"A": {"total": 80}, "B": {"total": 900}}, quantity="inhabitants"),
            cells({"A": {"total": 2}, "B": {"total": 70}, "R": {"total": 72}}),
        ]
    )
    system = equations(
        both,
        hierarchy(R=("A", "B")),
        {},
        partitions=[Partition("quantity", "inhabitants", ("people",), complete=False)],
    )
    rules = FIVE | {"inhabitants": PublicElsewhere(where="Statbel")}
    protected = protect(both, system, rules).cells
    assert protected.filter(quantity="inhabitants", status="withheld").is_empty()
    assert not protected.filter(quantity="people", area="A", status="withheld").is_empty()


def test_the_complement_is_protected_too() -> None:
    """Of 1,000 inhabitants 997 are foreign nationals: the 3 others follow by subtraction."""
    both = pl.concat(
        [cells({"A": {"total": 1000}}, quantity="inhabitants"), cells({"A": {"total": 997}})],
    )
    system = equations(both, {}, {}, partitions=[Partition("quantity", "inhabitants", ("people",), complete=False)])
    rules = FIVE | {"inhabitants": PublicElsewhere(where="Statbel")}
    assert withheld(protect(both, system, rules).cells) == {("A", "total")}


def test_what_is_public_elsewhere_limits_what_can_be_asked() -> None:
    """Of 3 inhabitants 2 are foreign nationals: withheld, they are 0 to 3, and no more can be asked."""
    both = pl.concat([cells({"A": {"total": 3}}, quantity="inhabitants"), cells({"A": {"total": 2}})])
    system = equations(both, {}, {}, partitions=[Partition("quantity", "inhabitants", ("people",), complete=False)])
    protected = protect(both, system, FIVE | {"inhabitants": PublicElsewhere(where="Statbel")})
    assert withheld(protected.cells) == {("A", "total")}
    assert protected.required.filter(count=2)["high"].to_list() == pytest.approx([3])


def test_a_cell_that_is_given_away_elsewhere_makes_no_edition() -> None:
    both = pl.concat([cells({"A": {"total": 2}}, quantity="inhabitants"), cells({"A": {"total": 2}})])
    system = equations(both, {}, {}, partitions=[Partition("quantity", "inhabitants", ("people",))])
    with pytest.raises(UnprotectableError, match="1 cells of this group follow from what is public elsewhere"):
        protect(both, system, FIVE | {"inhabitants": PublicElsewhere(where="Statbel")})


@st.composite
def squares(draw: st.DrawFn) -> list[list[int]]:
    rows, columns = draw(st.integers(2, 3)), draw(st.integers(2, 3))
    count = st.integers(0, 12)
    return [[draw(count) for _ in range(columns)] for _ in range(rows)]


@given(squares())
@settings(max_examples=60, deadline=None)
def test_a_protected_table_withstands_its_own_attack(counts: list[list[int]]) -> None:
    table, system = square(counts)
    protected = protect(table, system, FIVE)
    assert too_narrow(attack(protected.cells, system), protected.required).is_empty()


@given(st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=2), min_size=2, max_size=3))
@example([[0, 0], [1, 5], [5, 6]])
@settings(max_examples=40, deadline=None)
def test_a_protected_table_withstands_trying_every_table(counts: list[list[int]]) -> None:
    """Whoever tries every table that fits what is printed finds small counts from value - 1 up to the threshold."""
    table, system = square(counts)
    protected = protect(table, system, FIVE)
    fitting = _every_table(protected.cells, len(counts))
    assert len(fitting)
    for row, (before, after) in enumerate(zip(table["count"], protected.cells["count"], strict=True)):
        if after is None and 0 < before < 5:
            found = fitting[:, row]
            assert found.min() <= before - 1
            assert found.max() >= 5


def _every_table(printed: pl.DataFrame, areas: int) -> np.ndarray:
    """All tables of whole counts below 12 in the inner cells that fit what is printed, as rows of cells.

    A count of at most 6 moves by 5 at most until another reaches the threshold: a lower limit would miss tables.
    """
    inner = np.indices((12,) * (2 * areas), dtype=np.int16).reshape(2 * areas, -1).T
    x, y = inner[:, 0::2], inner[:, 1::2]
    columns = []
    for area in range(areas):
        columns += [x[:, area] + y[:, area], x[:, area], y[:, area]]
    columns += [x.sum(axis=1) + y.sum(axis=1), x.sum(axis=1), y.sum(axis=1)]
    full = np.stack(columns, axis=1)
    fits = np.ones(len(full), bool)
    for column, count in enumerate(printed["count"]):
        if count is not None:
            fits &= full[:, column] == count
    return full[fits]


def test_polishing_withholds_less_where_the_quick_way_is_not_the_best() -> None:
    table, system = square([[15, 15, 30], [3, 60, 1], [1, 60, 60]])
    quick, exact = protect(table, system, FIVE), protect(table, system, FIVE, polish=True)
    assert (len(withheld(quick.cells)), len(withheld(exact.cells))) == (8, 7)


@given(squares())
@settings(max_examples=30, deadline=None)
def test_a_polished_table_withstands_the_same_attack(counts: list[list[int]]) -> None:
    table, system = square(counts)
    quick, exact = protect(table, system, FIVE), protect(table, system, FIVE, polish=True)
    assert too_narrow(attack(exact.cells, system), exact.required).is_empty()
    assert exact.required.equals(quick.required)


@given(squares())
@settings(max_examples=40, deadline=None)
def test_a_table_whose_small_counts_are_moved_at_once_withstands_the_same_attack(counts: list[list[int]]) -> None:
    """As is done in the largest groups."""
    table, system = square(counts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(heuristic, "_AT_ONCE", 0)
        quick = protect(table, system, FIVE)
    assert too_narrow(attack(quick.cells, system), quick.required).is_empty()
    assert quick.required.equals(protect(table, system, FIVE).required)
