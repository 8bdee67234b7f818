"""Our figures beside the values that a publisher computed of the same."""

import polars as pl
import pytest

from liim.figures.differences import as_listed, compared
from liim.model import TOTAL
from liim.observations import BREAKDOWNS


def ours(**values: float | None) -> pl.DataFrame:
    return rows("geography", values)


def theirs(**values: float | None) -> pl.DataFrame:
    return rows("division", values)


def rows(geography: str, values: dict[str, float | None]) -> pl.DataFrame:
    """A value per town (a11002=…) of foreign nationals."""
    classes = dict.fromkeys(BREAKDOWNS, TOTAL)
    same = {"indicator": "DE_42", geography: "2025", "period": "2024", **classes}
    schema = {"value": pl.Float64}
    told = [{**same, "area": area[1:], "value": value} for area, value in values.items()]
    return pl.DataFrame(told, schema_overrides=schema)


@pytest.mark.parametrize(("own", "differs"), [(12.34, False), (12.25001, False), (12.36, True), (12.2, True)])
def test_what_rounds_to_the_published_value_does_not_differ(own: float, differs: bool) -> None:  # noqa: FBT001 - a case
    comparison = compared(ours(a11002=own, a11001=1.0), theirs(a11002=12.3, a11001=1.0))
    assert comparison.filter(area="11002")["differs"].to_list() == [differs]


def test_unrounded_values_must_be_the_same() -> None:
    comparison = compared(ours(a11002=100 / 3, a11001=20 / 3), theirs(a11002=100 / 3, a11001=20 / 3 + 1e-4))
    assert comparison["differs"].to_list() == [True, False]


def test_what_we_do_not_show_is_not_told_by_another() -> None:
    """The published value beside a withheld figure would undo its protection."""
    assert compared(ours(a11002=None), theirs(a11002=12.3)).is_empty()


def test_the_manifest_lists_what_differs_the_largest_first_and_how_many_were_compared() -> None:
    (told,) = as_listed(
        compared(ours(a11001=1.0, a11002=12.3, a11004=5.0), theirs(a11001=1.5, a11002=12.3, a11004=9.0))
    )
    assert (told["compared"], told["differ"], told["wins"]) == (3, 2, "ours")
    assert [one["area"] for one in told["differences"]] == ["11004", "11001"]
