"""What no figure may be made from: tables that are not whole, or do not hold together."""

from typing import Any

import polars as pl
import pytest

from liim import geography
from liim.observations import BREAKDOWNS, COLUMNS, BadObservations, check


def row(area: str, **told: Any) -> dict[str, Any]:
    """Inhabitants of a municipality in 2024, 10 women of 40, unless told otherwise."""
    usual = {"source": "statbel_population", "quantity": "inhabitants", "area": area, "division": "2019"}
    usual |= {"period": "2024", **dict.fromkeys(BREAKDOWNS, "total"), "sex": "female", "age": "40"}
    return {**usual, "count": 10.0, "status": "ok", "reason": "", **told}


def table(*more: dict[str, Any], without: str = "", instead: dict[str, Any] | None = None) -> pl.DataFrame:
    """A row for every municipality of 2019, and more; one left out, or another in its place."""
    rows = [row(area) for area in sorted(geography.municipalities("2019")) if area != without]
    return pl.DataFrame([*rows, *more, *([instead] if instead else [])], schema=COLUMNS)


def test_a_whole_table_passes() -> None:
    check(table())


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (table().drop("reason"), "the columns are"),
        (table().with_columns(pl.col("count").cast(pl.Int64)), "the columns are"),
        (table().clear(), "not a single number"),
        (table(row("11001", age="41", quantity="dragons")), "quantity 'dragons' is not known"),
        (table(row("11001", age="41", status="fine")), "status 'fine' is not known"),
        (table(row("11001", age="41", division="2020")), "division '2020' is not known"),
        (table(row("11001", age="41", origin="eu_origin")), "inhabitants is broken down by origin"),
        (table(row("11001", age="41", count=None)), "has status ok and count None"),
        (table(row("11001", age="41", status="withheld")), "has status withheld and count 10.0"),
        (table(row("11001", age="41", count=-1.0)), "counts -1.0"),
        (table(row("11001", age="41", count=float("nan"))), "counts nan"),
        (table(row("11001", age=None)), "a key has an empty field"),
        (table(row("11001")), "inhabitants of municipality 11001, 2024, sex female, age 40 stands twice"),
        (table(row("46030")), "46030 is not in division 2019"),
        (table(row("44011"), row("44049")), "44011, 44049 are not in division 2019"),
        (table(without="11001"), "1 of 319 municipalities are missing from inhabitants of 2024: 11001"),
        (table(row("11002", period="2025")), "inhabitants of 2025 is written in division 2019, which had ended"),
    ],
)
def test_a_table_that_is_not_whole_is_refused(wrong: pl.DataFrame, told: str) -> None:
    with pytest.raises(BadObservations) as error:
        check(wrong)
    assert told in str(error.value)


def test_people_who_cannot_be_located_may_stand_beside_the_municipalities() -> None:
    check(table(row("99991")))


def test_a_quantity_that_brussels_does_not_have_needs_no_row_there() -> None:
    flemish = [
        area for area in sorted(geography.municipalities("2025")) if geography.region_of(area, "2025") == "02000"
    ]
    rows = [row(area, quantity="newcomers", division="2025", sex="total", age="total") for area in flemish]
    check(pl.DataFrame(rows, schema=COLUMNS))
