"""What an outsider can work out, and when the gate refuses to believe its own answer."""

import itertools

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from liim.disclosure import intervals as solving
from liim.disclosure.algebra import Free, determined
from liim.disclosure.attack import Statement, attack, percentage, rounded, too_narrow
from liim.disclosure.errors import ContradictionError, NotSolvedError
from liim.disclosure.system import equations
from tests.disclosure.tables import by_origin, cells, hierarchy, square


def hide(table: pl.DataFrame, *areas: str) -> pl.DataFrame:
    gone = pl.col("area").is_in(areas)
    return table.with_columns(
        pl.when(gone).then(None).otherwise(pl.col("count")).alias("count"),
        pl.when(gone).then(pl.lit("withheld")).otherwise(pl.col("status")).alias("status"),
    )


REGION = cells({"A": {"total": 3}, "B": {"total": 7}, "C": {"total": 50}, "R": {"total": 60}})
SUMS = equations(REGION, hierarchy(R=("A", "B", "C")), {})


def told(*statements: Statement) -> dict[str, tuple[float, float, float]]:
    attacked = attack(hide(REGION, "A", "B"), SUMS, statements=statements)
    area = pl.col("territory").str.strip_prefix("2025:")
    return {a: (lo, up, nz) for a, lo, up, nz in attacked.select(area, "lower", "upper", "upper_not_zero").iter_rows()}


A, B = (SUMS.cells.filter(area=area)["variable"][0] for area in "AB")


def test_two_withheld_cells_share_what_is_left() -> None:
    assert told() == {"A": (0, 10, 9), "B": (0, 10, 9)}


def test_a_rounded_count_narrows_both() -> None:
    assert told(rounded(A, 5, 5)) == {"A": (3, 7, 7), "B": (3, 7, 7)}


def test_a_percentage_over_a_known_denominator_tells_the_count() -> None:
    whole = SUMS.cells.filter(area="R")["variable"][0]
    assert told(*percentage(A, whole, 5.0, 1))["B"] == (7, 7, 7)


def test_printed_bounds_are_known() -> None:
    table = hide(REGION, "A", "B").with_columns(
        lower=pl.when(pl.col("area") == "B").then(5.0), upper=pl.when(pl.col("area") == "B").then(9.0)
    )
    assert attack(table, SUMS).select("lower", "upper").rows() == [(1, 5), (5, 9)]


def test_without_a_total_there_is_no_most() -> None:
    table = hide(REGION, "A", "R")
    assert attack(table, SUMS)["upper"].to_list() == [float("inf"), float("inf")]


def test_what_stands_alone_is_unknown() -> None:
    table = cells({"A": {"total": None}})
    assert attack(table, equations(table, {}, {})).select("lower", "upper").row(0) == (0, float("inf"))


def test_nothing_withheld_leaves_nothing_to_attack() -> None:
    assert attack(REGION, SUMS).is_empty()


def test_what_is_printed_must_add_up() -> None:
    wrong = REGION.with_columns(count=pl.when(pl.col("area") == "R").then(61.0).otherwise("count"))
    with pytest.raises(ContradictionError, match="does not add up"):
        attack(wrong, SUMS)


def test_what_follows_must_be_possible() -> None:
    wrong = hide(REGION.with_columns(count=pl.when(pl.col("area") == "R").then(40.0).otherwise("count")), "A")
    with pytest.raises(ContradictionError, match="by subtracting cannot be"):
        attack(wrong, SUMS)


def test_what_is_stated_must_fit_what_is_printed() -> None:
    with pytest.raises(ContradictionError, match="no counts at all fit"):
        told(Statement(((A, 1.0),), 8, 9), Statement(((B, 1.0),), 8, 9))


def test_a_part_that_exceeds_what_is_left_is_a_contradiction() -> None:
    wrong = hide(REGION.with_columns(count=pl.when(pl.col("area") == "R").then(40.0).otherwise("count")), "A", "B")
    with pytest.raises(ContradictionError, match="no counts at all fit"):
        attack(wrong, SUMS)


def test_a_program_that_does_not_end_in_an_optimum_refuses_the_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a solver that fails everywhere would look like perfect protection."""

    class Unsolved(solving._Highs):  # type: ignore[misc,name-defined]  # the binding has no types
        def passModel(self, program: object) -> object:  # noqa: N802  # the binding's name
            self.setOptionValue("time_limit", 0.0)
            return super().passModel(program)

    monkeypatch.setattr(solving, "_Highs", Unsolved)
    with pytest.raises(NotSolvedError, match="a solve ended"):
        told()


def test_algebra_that_contradicts_the_solver_refuses_the_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    """A solver may meet counts that no equation allows: then they show nothing, and algebra is asked."""
    monkeypatch.setattr("liim.disclosure.attack.determined", lambda matrix: np.ones(matrix.shape[1], bool))
    solved, more = solving._Solver.minimum, itertools.count()

    def lie(solver: solving._Solver, objective: solving.Numbers) -> solving.Numbers | None:
        counts = solved(solver, objective)
        return None if counts is None else counts + next(more)

    monkeypatch.setattr(solving._Solver, "minimum", lie)
    with pytest.raises(NotSolvedError, match="one of them is wrong"):
        told()


def test_a_truth_outside_its_bounds_refuses_the_edition() -> None:
    attacked = attack(hide(REGION, "A", "B"), SUMS)
    required = pl.DataFrame({"variable": [A], "count": [30.0], "low": [2.0], "high": [5.0]})
    assert too_narrow(attacked, required).height == 1


def test_a_primary_cell_that_is_printed_refuses_the_edition() -> None:
    attacked = attack(hide(REGION, "B", "C"), SUMS)
    required = pl.DataFrame({"variable": [A], "count": [3.0], "low": [2.0], "high": [5.0]})
    assert too_narrow(attacked, required).height == 1


def test_counts_of_people_come_whole() -> None:
    assert told(Statement(((A, 1.0),), 2.5, 4.5))["A"] == (3, 4, 4)


def test_what_is_counted_in_parts_is_not_rounded() -> None:
    table = hide(cells({"A": {"total": 3}, "B": {"total": 7}, "C": {"total": 50.5}, "R": {"total": 60.5}}), "A", "B")
    system = equations(table, hierarchy(R=("A", "B", "C")), {})
    half = Statement(((system.cells.filter(area="A")["variable"][0], 1.0),), 2.5, 4.5)
    assert attack(table, system, statements=[half]).select("lower", "upper").row(0) == (2.5, 4.5)


@given(st.lists(st.lists(st.sampled_from([-1, 0, 0, 1]), min_size=5, max_size=5), min_size=1, max_size=5))
@settings(deadline=None)  # the machine is shared: a slow moment is no failure
def test_algebra_finds_what_the_rank_says(rows: list[list[int]]) -> None:
    """A column is determined if leaving it out lowers the rank by more than leaving it in the null space would."""
    matrix = np.array(rows, dtype=float)
    rank = np.linalg.matrix_rank(matrix)
    expected = [np.linalg.matrix_rank(np.vstack([matrix, np.eye(5)[column]])) == rank for column in range(5)]
    assert determined(sparse.csr_matrix(matrix)).tolist() == expected


@given(
    st.lists(st.lists(st.sampled_from([-1, 0, 0, 1]), min_size=5, max_size=5), min_size=1, max_size=5),
    st.lists(st.lists(st.floats(-50, 50), min_size=5, max_size=5), min_size=2, max_size=6),
)
@settings(deadline=None)  # the machine is shared: a slow moment is no failure
def test_counts_that_differ_never_show_free_what_algebra_determines(
    rows: list[list[int]], tried: list[list[float]]
) -> None:
    """Whatever counts a solver gives, those that fit only nearly, or not at all, included."""
    matrix = np.array(rows, dtype=float)
    nearest = np.array(tried) @ (np.eye(5) - np.linalg.pinv(matrix) @ matrix)
    free = Free(sparse.csr_matrix(matrix))
    for counts in (*nearest, *np.rint(nearest), *np.array(tried)):
        free.add(counts)
    assert not (free.shown & determined(sparse.csr_matrix(matrix))).any()


def test_counts_that_differ_show_what_they_leave_free() -> None:
    """One sum of two and one single count, as a solver tells them, with its last decimals."""
    free = Free(sparse.csr_matrix(np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])))
    for counts in ([0.0, 10.0, 4.0], [2.5 + 1e-9, 7.5, 4.0]):
        free.add(np.array(counts))
    assert free.shown.tolist() == [True, True, False]


def test_classes_of_a_withheld_total_are_not_told() -> None:
    table = cells({"A": {"total": 60, "x": 20, "y": 40}}).with_columns(
        pl.when(pl.col("origin") == "x").then(pl.col("count")).alias("count"),
        status=pl.when(pl.col("origin") == "x").then(pl.lit("ok")).otherwise(pl.lit("withheld")),
    )
    attacked = attack(table, equations(table, {}, {}, partitions=by_origin("x", "y")))
    assert attacked["lower"].to_list() == [20, 0]


@given(st.lists(st.lists(st.integers(1, 30), min_size=3, max_size=3), min_size=3, max_size=4), st.data())
@settings(max_examples=60, deadline=None)
def test_who_looks_only_as_far_as_asked_finds_the_same_cells_too_narrow(
    counts: list[list[int]], data: st.DataObject
) -> None:
    """Limits that nobody asks for are not solved; what is too narrow, or follows, is found all the same."""
    table, system = square(counts)
    gone = data.draw(st.lists(st.booleans(), min_size=table.height, max_size=table.height))
    shown = table.with_columns(
        count=pl.when(pl.Series(gone)).then(None).otherwise("count"),
        status=pl.when(pl.Series(gone)).then(pl.lit("withheld")).otherwise("status"),
    )
    asked = (
        table.with_columns(variable=system.cells["variable"].cast(pl.Int64))
        .filter(pl.Series(gone) & (pl.col("count") < 5))
        .select("variable", "count", low=pl.max_horizontal(pl.col("count") - 1, 0), high=pl.lit(5.0))
    )
    whole, quick = attack(shown, system), attack(shown, system, enough=asked)
    assert (
        too_narrow(quick, asked)
        .select("variable", "low", "high")
        .equals(too_narrow(whole, asked).select("variable", "low", "high"))
    )
    assert quick.select("exact", "exact_not_zero").equals(whole.select("exact", "exact_not_zero"))
    assert (quick["lower"] >= whole["lower"]).all()
    assert (quick["upper"] <= whole["upper"]).all()
