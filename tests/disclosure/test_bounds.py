"""Bounds in place of withheld counts, where they give nothing away."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from liim.disclosure.attack import attack, too_narrow
from liim.disclosure.bounds import safe_bounds
from liim.disclosure.suppress import Protection, protect
from liim.disclosure.system import System
from liim.model import Disclosure, Threshold
from tests.disclosure.tables import square

FIVE: dict[str, Disclosure] = {"people": Threshold(minimum=5)}


def bounded(counts: list[list[int]]) -> tuple[pl.DataFrame, pl.DataFrame, Protection, System]:
    table, system = square(counts)
    made = protect(table, system, FIVE)
    return table, safe_bounds(made, system), made, system


def test_a_large_withheld_count_is_said_to_lie_between_bounds() -> None:
    _, cells, _, _ = bounded([[2, 142], [143, 150]])
    told = cells.filter(status="bounded")
    assert not told.is_empty()
    assert (told["lower"] % 5 == 0).all()
    assert (told["upper"] % 5 == 4).all()
    assert told["count"].null_count() == told.height


def test_a_small_count_gets_no_bounds() -> None:
    _, cells, _, _ = bounded([[2, 142], [143, 150]])
    assert cells.filter(area="A", origin="x")["status"].to_list() == ["withheld"]
    assert cells.filter(area="A", origin="x")["upper"].to_list() == [None]


def test_bounds_hold_the_count() -> None:
    table, cells, _, _ = bounded([[2, 142, 3], [143, 150, 88], [61, 4, 90]])
    told = cells.with_columns(truth=table["count"]).filter(status="bounded")
    assert told["truth"].is_between(told["lower"], told["upper"]).all()


def test_an_unchanged_group_keeps_its_bounds() -> None:
    table, cells, made, system = bounded([[2, 142], [143, 150]])
    assert safe_bounds(protect(table, system, FIVE, earlier=made.groups), system).equals(cells)


@given(st.lists(st.lists(st.integers(0, 120), min_size=3, max_size=3), min_size=2, max_size=4))
@settings(max_examples=60, deadline=None)
def test_all_bounds_together_withstand_the_attack(counts: list[list[int]]) -> None:
    _, cells, made, system = bounded(counts)
    assert too_narrow(attack(cells, system), made.required).is_empty()
