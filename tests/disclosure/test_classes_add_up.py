"""Which classes make up a whole, as everybody knows: who is hidden must not follow by subtraction."""

import polars as pl

from liim.catalogue import catalogue
from liim.cells import cells
from liim.disclosure import system_of
from liim.model import TOTAL
from liim.observations import BREAKDOWNS, COLUMNS

TOWN = "44021"


def observed(quantity: str, count: float, **classes: str) -> dict[str, object]:
    row: dict[str, object] = {"source": "made", "quantity": quantity, "area": TOWN, "division": "2025"}
    row |= dict.fromkeys(BREAKDOWNS, TOTAL) | {"period": "2025", "count": count, "status": "ok", "reason": ""}
    return row | classes


def sums(breakdown: str, quantity: str, rows: list[dict[str, object]], *ids: str) -> list[set[str]]:
    """The equations among the classes of one quantity in one town that hold nothing else: no rest, no other place."""
    counted = cells(pl.DataFrame(rows, schema=COLUMNS), [catalogue()[id_] for id_ in ids])
    system = system_of(counted.filter(area=TOWN))
    others = [one for one in BREAKDOWNS if one != breakdown]
    named = system.variables.with_row_index("n").filter(~pl.col("implied"), quantity=quantity)
    own = dict(named.filter(pl.all_horizontal(pl.col(others) == TOTAL)).select("n", breakdown).rows())
    tied = [set(system.matrix[row].indices.tolist()) for row in range(system.matrix.shape[0])]
    return [{own[n] for n in members} for members in tied if members <= set(own)]


def jobseekers(*codes: str) -> list[dict[str, object]]:
    return [observed("jobseekers", 30.0, nationality_group=code) for code in codes]


def test_where_nobody_is_unknown_the_other_classes_are_the_whole() -> None:
    """A class that no source delivers would be a rest to hide in, and every reader knows that it is empty."""
    codes = ("belgian_nationality", "eu_nationality", "non_eu_nationality")
    assert sums("nationality_group", "jobseekers", jobseekers(*codes), "PC_03") == [{TOTAL, *codes}]


def test_who_is_unknown_is_part_of_the_whole_where_a_source_says_so() -> None:
    codes = ("belgian_nationality", "eu_nationality", "non_eu_nationality", "unknown")
    assert sums("nationality_group", "jobseekers", jobseekers(*codes), "PC_03") == [{TOTAL, *codes}]


def test_a_grouping_of_another_quantity_loosens_nothing() -> None:
    """Newcomers and the employed share two age groups; those not being all the employed says nothing of newcomers."""
    ages = ("18-24", "25-49", "50-64", "65+")
    rows = [observed("newcomers", 20.0, age=age) for age in ages]
    for quantity in ("employed", "inhabitants_20_64"):
        rows += [observed(quantity, 50.0, age=age, origin="eu_origin") for age in ("20-24", "25-49", "50-64")]
    assert {TOTAL, *ages} in sums("age", "newcomers", rows, "DE_51", "WE_04")
