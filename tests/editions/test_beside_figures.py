"""What an edition serves beside its figures: similar places, gaps, and a group of the reader's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from liim import editions
from liim.editions import Edition, compare_with_group

GHENT, ANTWERP, BRUGES = "44021", "11002", "31005"


@pytest.fixture
def demo(demo_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Edition]:
    monkeypatch.setenv("LIIM_HOME", str(demo_home))
    with editions.current() as edition:
        yield edition


def test_similar_places_come_nearest_first_with_what_makes_the_distance(demo: Edition) -> None:
    asked = demo.queries
    found = demo.similar(GHENT)
    assert demo.queries == asked + 1
    assert [one["rank"] for one in found] == list(range(1, 11))
    assert [one["distance"] for one in found] == sorted(one["distance"] for one in found)
    for one in found:
        parts = [part["contribution"] for part in one["variables"] if part["contribution"] is not None]
        assert parts == sorted(parts, reverse=True)
        assert sum(parts) == pytest.approx(one["distance"])


def test_the_demo_has_no_shapes_so_that_density_is_left_out_and_it_says_so(demo: Edition) -> None:
    left_out = {part["variable"]: part["reason"] for part in demo.similar(GHENT)[0]["variables"] if part["reason"]}
    assert left_out == {"density": "not_delivered"}


def test_gaps_cost_one_question_each(demo: Edition) -> None:
    asked = demo.queries
    for rows in (demo.gaps, demo.gap_comparisons, demo.gap_trends):
        assert all(row["area"] == GHENT for row in rows(GHENT))
    assert demo.queries == asked + 3


def test_a_group_of_the_readers_own_is_a_benchmark_like_any_other(demo: Edition) -> None:
    asked = demo.queries
    found = compare_with_group(demo, GHENT, [ANTWERP, BRUGES])
    assert demo.queries == asked + 1
    figures = {(one.indicator, one.area): one for one in demo.latest()}
    (foreign,) = (row for row in found if row["indicator"] == "DE_42")
    both = [figures["DE_42", area] for area in (ANTWERP, BRUGES)]
    assert foreign["benchmark"] == "own"
    assert foreign["benchmark_numerator"] == sum(one.numerator or 0 for one in both)
    assert foreign["verdict"] in {"higher", "lower", "no_difference"}


def test_a_group_with_a_withheld_member_has_no_benchmark(demo: Edition) -> None:
    withheld = next(one for one in demo.latest() if one.is_withheld and one.area not in {GHENT, ANTWERP})
    row = next(
        row
        for row in compare_with_group(demo, GHENT, [ANTWERP, withheld.area])
        if row["indicator"] == withheld.indicator
    )
    assert (row["verdict"], row["reason"]) == ("", "benchmark_withheld")


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ([ANTWERP], "at least two"),
        ([ANTWERP, ANTWERP], "twice"),
        ([ANTWERP, "11007"], "11007"),
        (["02000", BRUGES], "would count twice"),
    ],
)
def test_a_group_that_is_no_benchmark_is_refused_in_words(demo: Edition, members: list[str], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        compare_with_group(demo, GHENT, members)
