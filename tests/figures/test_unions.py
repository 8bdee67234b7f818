from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liim.figures.unions import add, bound_distinct, bound_moves, not_carried

KEYS = ["indicator", "period"]
OTHERS = ["44049", "44050", "44051"]


def parts(*counts: Any, status: list[str] | None = None, **columns: Any) -> pl.DataFrame:
    """Parts of Deinze: Deinze 44011 and others, each a count or (count, people)."""
    pairs = [c if isinstance(c, tuple) else (c, None) for c in counts]
    numbers = {"numerator": [x for x, _ in pairs], "denominator": [n for _, n in pairs]} | columns
    return pl.DataFrame(
        {
            "indicator": "DE_42",
            "period": "2018",
            "area": ["44011", *OTHERS][: len(pairs)],
            "to": "44083",
            "status": status or ["ok"] * len(pairs),
            "reason": "",
            **numbers,
        },
        schema_overrides=dict.fromkeys(numbers, pl.Float64),
    )


def only(table: pl.DataFrame) -> dict[str, Any]:
    assert table.height == 1
    return table.row(0, named=True)


def told(table: pl.DataFrame) -> tuple[Any, ...]:
    row = only(table)
    return tuple(row[c] for c in ("numerator", "numerator_lower", "numerator_upper", "status", "reason"))


# --- what adds up


def test_deinze_and_nevele_are_added_before_they_are_divided() -> None:
    union = only(add(parts((1000, 31000), (240, 12000)), KEYS))
    assert (union["area"], union["numerator"], union["denominator"]) == ("44083", 1240, 43000)
    assert union["numerator"] / union["denominator"] == pytest.approx(0.0288, abs=5e-5)
    assert (union["status"], union["reason"], union["flags"]) == ("ok", "", "rebuilt")


def test_an_area_that_did_not_merge_passes_as_it_is() -> None:
    union = only(add(parts((None, 100), status=["withheld"]), KEYS))
    assert (union["status"], union["numerator"], union["denominator"], union["flags"]) == ("withheld", None, 100, "")


@pytest.mark.parametrize(
    ("status", "expected"),
    [(["ok", "provisional"], "provisional"), (["provisional", "estimated"], "estimated"), (["ok", "ok"], "ok")],
)
def test_a_union_is_as_sure_as_its_least_sure_part(status: list[str], expected: str) -> None:
    assert told(add(parts(1, 2, status=status), KEYS)) == (3, None, None, expected, "")


def test_a_missing_part_bounds_a_share_and_is_never_the_sum_of_the_rest() -> None:
    union = add(parts((1000, 31000), (None, 12000), status=["ok", "missing"]), KEYS)
    assert told(union) == (None, 1000, 13000, "bounded", "part_missing")
    assert only(union)["denominator"] == 43000


def test_a_missing_part_of_a_count_leaves_the_union_missing() -> None:
    assert told(add(parts(1000, None, status=["ok", "missing"]), KEYS)) == (None, None, None, "missing", "part_missing")


def test_a_withheld_part_withholds_the_union() -> None:
    """Otherwise the hidden municipality is found by subtraction."""
    union = add(parts((1000, 31000), (None, 12000), status=["ok", "withheld"]), KEYS)
    assert told(union) == (None, None, None, "withheld", "part_withheld")


def test_a_withheld_part_with_published_bounds_bounds_the_union() -> None:
    table = parts(1000, None, status=["ok", "withheld"], numerator_lower=[None, 1], numerator_upper=[None, 4])
    assert told(add(table, KEYS)) == (None, 1001, 1004, "bounded", "part_withheld")


def test_a_part_that_is_not_applicable_is_left_out_with_a_note() -> None:
    union = only(add(parts((10, 50), (None, None), status=["ok", "not_applicable"]), KEYS))
    assert (union["numerator"], union["denominator"], union["status"]) == (10, 50, "ok")
    assert union["flags"] == "rebuilt,without_not_applicable"


def test_a_zero_is_an_ordinary_number() -> None:
    assert told(add(parts(0, 7), KEYS)) == (7, None, None, "ok", "")


# --- what does not add up


def test_moves_between_the_parts_vanish() -> None:
    """300 and 100 moved in; the parts sent 60 and 250: between them at most min(300, 250) + min(100, 60)."""
    table = parts(300, 100, opposite=[60, 250])
    assert told(bound_moves(table, KEYS)) == (None, 400 - 310, 400, "bounded", "moves_between_parts")


def test_without_the_moves_out_the_lower_bound_is_nothing() -> None:
    assert told(bound_moves(parts(300, 100), KEYS)) == (None, 0, 400, "bounded", "moves_between_parts")


def test_moves_of_parts_that_sent_nobody_are_exact() -> None:
    assert told(bound_moves(parts(300, 100, opposite=[0, 0]), KEYS)) == (400, None, None, "ok", "")


def test_different_nationalities_are_at_least_those_of_the_largest_part() -> None:
    assert told(bound_distinct(parts(54, 31), KEYS)) == (None, 54, 85, "bounded", "not_additive")


@pytest.mark.parametrize("bound", [bound_moves, bound_distinct])
@pytest.mark.parametrize("status", ["missing", "withheld"])
def test_what_is_not_known_of_a_part_bounds_nothing(bound: Any, status: str) -> None:
    table = parts(300, None, status=["ok", status])
    assert told(bound(table, KEYS)) == (None, None, None, status, f"part_{status}")


def test_a_top_five_is_not_inherited() -> None:
    assert told(not_carried(parts(5, 5), KEYS, "top_five_needs_all_nationalities")) == (
        None,
        None,
        None,
        "missing",
        "top_five_needs_all_nationalities",
    )
    assert told(not_carried(parts(5), KEYS, "top_five_needs_all_nationalities")) == (5, None, None, "ok", "")


# --- bad input


def test_a_part_in_the_table_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        add(pl.concat([parts(1, 2), parts(1)]), KEYS)


def test_a_known_part_without_a_count_is_refused() -> None:
    with pytest.raises(ValueError, match="no count"):
        add(parts(1, None), KEYS)


# --- laws

PART = st.tuples(st.integers(0, 10**6), st.sampled_from(["ok", "provisional", "missing", "withheld"]))


def merged(drawn: list[tuple[int, str]]) -> pl.DataFrame:
    known = [x if s in {"ok", "provisional"} else None for x, s in drawn]
    return parts(*((x, 10**6) for x in known), status=[s for _, s in drawn])


@given(st.lists(PART, min_size=3, max_size=3))
def test_merging_in_any_order_gives_the_same(drawn: list[tuple[int, str]]) -> None:
    table = merged(drawn)
    at_once = only(add(table, KEYS))
    columns = [
        "indicator",
        "period",
        "area",
        "to",
        "numerator",
        "denominator",
        "numerator_lower",
        "numerator_upper",
        "status",
        "reason",
    ]
    for first in ([0, 1], [1, 2], [0, 2]):
        last = ({0, 1, 2} - set(first)).pop()
        step = add(table[first], KEYS).with_columns(to=pl.lit("44083"), area=pl.lit("between"))
        rest = table[[last]].with_columns(
            pl.lit(None, dtype=pl.Float64).alias(c) for c in ("numerator_lower", "numerator_upper")
        )
        in_steps = only(add(pl.concat([step.select(columns), rest.select(columns)]), KEYS))
        for column in ("numerator", "denominator", "numerator_lower", "numerator_upper", "status"):
            assert in_steps[column] == at_once[column]


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)), min_size=2, max_size=4), st.data())
def test_the_true_number_of_moves_lies_within_its_bounds(flows: list[tuple[int, int]], data: st.DataObject) -> None:
    """Draw who moved between which parts; count in and out of each part; the union's own moves lie within."""
    n = len(flows)
    between = [[0 if i == j else data.draw(st.integers(0, 500)) for j in range(n)] for i in range(n)]
    moved_in = [outside + sum(between[i][j] for i in range(n)) for j, (outside, _) in enumerate(flows)]
    moved_out = [outside + sum(between[i]) for i, (_, outside) in enumerate(flows)]
    union = only(bound_moves(parts(*moved_in, opposite=moved_out), KEYS))
    truth = sum(outside for outside, _ in flows)
    low, high = (
        union[c] if union["status"] == "bounded" else union["numerator"] for c in ("numerator_lower", "numerator_upper")
    )
    assert low <= truth <= high
