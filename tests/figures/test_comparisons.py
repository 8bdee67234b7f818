from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportions_ztest

from liim.figures.benchmarks import Benchmarks, neighbours, own_group, together, unions
from liim.figures.comparisons import comparisons, rate_test, share_test

TOWNS = pl.DataFrame({"area": ["A", "B", "C"], "union": "02000", "level": "region"})
REGION = unions(TOWNS, geography="2025")
PEOPLE = 1000


@pytest.fixture
def towns(figures: Any) -> Any:
    """Towns A, B and C of one region, and the region with somebody who cannot be located."""

    def make(counts: list[float | None], region: float | None = None, **columns: Any) -> Any:
        total = sum(c for c in counts if c is not None) if region is None else region
        return figures(
            area=["A", "B", "C", "02000"],
            numerator=[*counts, total],
            denominator=[PEOPLE, PEOPLE, PEOPLE, 3 * PEOPLE],
            **columns,
        )

    return make


def of(table: pl.DataFrame, area: str) -> dict[str, Any]:
    return table.row(by_predicate=pl.col("area") == area, named=True)


def test_the_benchmark_leaves_the_municipality_out(towns: Any, declare: Any) -> None:
    town = of(comparisons(towns([100, 150, 250]), [declare()], REGION), "A")
    assert (town["benchmark_numerator"], town["benchmark_denominator"]) == (400, 2000)
    assert town["benchmark_value"] == 20
    assert town["difference"] == -10


def test_overlapping_intervals_may_still_differ(figures: Any, declare: Any) -> None:
    """60 of 400 against 85 of 400: each value's interval reaches into the other's."""
    table = figures(area=["A", "B", "C"], numerator=[60, 45, 40], denominator=[400, 200, 200])
    group = own_group("A", ["B", "C"], geography="2025", areas="ABC", parts=TOWNS)
    town = of(comparisons(table, [declare()], group), "A")
    assert town["verdict"] == "lower"
    assert town["band"] == 95


def test_polarity_turns_higher_into_better_or_worse(towns: Any, declare: Any) -> None:
    table = towns([100, 150, 250])
    words = {
        polarity: [of(comparisons(table, [declare(polarity=polarity)], REGION), t)["verdict"] for t in "AC"]
        for polarity in ("neutral", "higher_is_better", "lower_is_better")
    }
    assert words == {
        "neutral": ["lower", "higher"],
        "higher_is_better": ["worse", "better"],
        "lower_is_better": ["better", "worse"],
    }


def test_a_difference_below_the_margin_is_no_difference_and_says_so(towns: Any, declare: Any) -> None:
    town = of(comparisons(towns([100, 150, 250]), [declare(margin=10.5)], REGION), "A")
    assert (town["verdict"], town["reason"], town["band"]) == ("no_difference", "within_margin", 0)


def test_998_is_told_from_95(towns: Any, declare: Any) -> None:
    table = comparisons(towns([100, 140, 150]), [declare()], REGION)
    assert of(table, "A")["band"] == 99.8
    assert of(table, "C")["band"] == 95
    assert of(table, "B")["verdict"] == "no_difference"


def test_a_withheld_municipality_gets_no_verdict_and_no_benchmark_that_gives_it_away(towns: Any, declare: Any) -> None:
    table = towns([None, 150, 250], region=403, status=["withheld", "ok", "ok", "ok"])
    town = of(comparisons(table, [declare()], REGION), "A")
    assert (town["verdict"], town["reason"]) == ("", "own_withheld")
    assert town["benchmark_numerator"] is None
    assert of(comparisons(table, [declare()], REGION), "B")["benchmark_numerator"] == 253


def test_a_withheld_member_withholds_the_benchmark_of_a_group(figures: Any, declare: Any) -> None:
    table = figures(area=list("ABC"), numerator=[10, None, 30], denominator=100, status=["ok", "withheld", "ok"])
    group = own_group("A", ["B", "C"], geography="2025", areas="ABC", parts=TOWNS)
    town = of(comparisons(table, [declare()], group), "A")
    assert (town["reason"], town["benchmark_numerator"], town["p"]) == ("benchmark_withheld", None, None)


def test_a_member_without_a_figure_leaves_no_benchmark(figures: Any, declare: Any) -> None:
    table = figures(area=["A", "C"], numerator=[10, 30], denominator=100)
    group = own_group("A", ["B", "C"], geography="2025", areas="ABC", parts=TOWNS)
    assert of(comparisons(table, [declare()], group), "A")["reason"] == "benchmark_missing"


@pytest.mark.parametrize(
    ("kind", "columns", "reason"),
    [
        ("balance", {}, "no_test"),
        ("published", {}, "no_test"),
        ("share", {"status": ["missing", "ok", "ok", "ok"]}, "own_missing"),
        ("share", {"status": ["ok", "ok", "ok", "withheld"]}, "benchmark_withheld"),
    ],
)
def test_where_no_verdict_is_possible_it_says_why(
    *, towns: Any, declare: Any, kind: str, columns: dict[str, Any], reason: str
) -> None:
    town = of(comparisons(towns([100, 150, 250], **columns), [declare(kind)], REGION), "A")
    assert (town["verdict"], town["reason"]) == ("", reason)


def test_a_town_without_people_gets_no_verdict(figures: Any, declare: Any) -> None:
    table = figures(area=["A", "B", "C"], numerator=[0, 5, 5], denominator=[0, 10, 10])
    group = own_group("A", ["B", "C"], geography="2025", areas="ABC", parts=TOWNS)
    assert of(comparisons(table, [declare()], group), "A")["reason"] == "own_empty"


def test_a_region_of_two_compares_with_one_town_and_gives_no_verdict(figures: Any, declare: Any) -> None:
    table = figures(area=["A", "B", "02000"], numerator=[1, 5, 6], denominator=[10, 10, 20])
    pair = unions(TOWNS.head(2), geography="2025")
    assert of(comparisons(table, [declare()], pair), "A")["reason"] == "benchmark_of_one"


@pytest.mark.parametrize(
    ("members", "message"),
    [
        (["B"], "at least two"),
        (["A", "B"], "at least two"),
        (["B", "B", "C"], "twice"),
        (["B", "99999"], "99999 is no area in the division of 2025"),
        (["B", "02000"], "is a part of 02000"),
    ],
)
def test_a_group_that_cannot_be_a_benchmark_is_refused(members: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        own_group("A", members, geography="2025", areas=["A", "B", "C", "02000"], parts=TOWNS)


def test_a_region_is_not_compared_with_its_own_parts() -> None:
    with pytest.raises(ValueError, match="is a part of 02000"):
        own_group("02000", ["B", "C"], geography="2025", areas=["B", "C", "02000"], parts=TOWNS)


def test_a_year_that_stands_in_the_table_twice_is_refused(towns: Any, declare: Any) -> None:
    table = towns([100, 150, 250])
    with pytest.raises(ValueError, match="twice"):
        comparisons(pl.concat([table, table]), [declare()], REGION)


def test_similar_towns_are_compared_without_each_other(figures: Any, declare: Any) -> None:
    table = figures(area=["A", "B", "C"], numerator=[10, 20, 30], denominator=100)
    like = neighbours(pl.DataFrame({"area": ["A", "A"], "neighbour": ["B", "C"]}), geography="2025")
    town = of(comparisons(table, [declare()], like), "A")
    assert (town["benchmark"], town["benchmark_numerator"], town["benchmark_denominator"]) == ("similar", 50, 200)


# --- false alarms


def test_a_profile_is_controlled_for_false_discoveries(figures: Any, declare: Any) -> None:
    """Of eighty figures that differ by chance alone, four would be called different."""
    rng = np.random.default_rng(20261)
    ids = [f"I{i:02}" for i in range(80)]
    counts = rng.binomial(500, 0.2, (80, 3))
    table = pl.concat(
        [
            figures(indicator=ids, area=a, numerator=c.tolist(), denominator=500)
            for a, c in zip("ABC", counts.T, strict=True)
        ]
    )
    group = own_group("A", ["B", "C"], geography="2025", areas="ABC", parts=TOWNS)
    ours = comparisons(table, [declare(id=i) for i in ids], group).sort("indicator")
    raw = share_test(counts[:, 0], 500, counts[:, 1] + counts[:, 2], 1000)
    assert (raw < 0.05).sum() >= 2
    assert ours["controlled"].all()
    np.testing.assert_allclose(ours["p"], multipletests(raw, method="fdr_bh")[1])
    assert set(ours["verdict"]) == {"no_difference"}


def test_only_totals_of_the_latest_period_are_in_the_family(figures: Any, declare: Any) -> None:
    rows = [("2021", "total"), ("2022", "total"), ("2022", "female")]
    table = pl.concat(
        [figures(area=list("ABC"), period=p, sex=s, numerator=[9, 20, 30], denominator=100) for p, s in rows]
    )
    group = own_group("A", ["B", "C"], geography="2025", areas="ABC", parts=TOWNS)
    ours = comparisons(table, [declare()], group)
    assert ours.filter("controlled").select("period", "sex").rows() == [("2022", "total")]


# --- laws, and second implementations


@given(st.integers(1, 5000), st.integers(1, 5000), st.floats(0, 1), st.floats(0, 1))
def test_the_share_test_is_the_one_of_statsmodels_and_careful_where_few_are_expected(
    n1: int, n2: int, p1: float, p2: float
) -> None:
    x1, x2 = round(p1 * n1), round(p2 * n2)
    p, both = share_test(x1, n1, x2, n2)[0], x1 + x2
    if both in {0, n1 + n2}:
        assert p == 1
    elif min(n1, n2) * min(both, n1 + n2 - both) > 5 * (n1 + n2):
        assert p == pytest.approx(proportions_ztest([x1, x2], [n1, n2])[1], rel=1e-7, abs=1e-12)
    elif p < 0.05 and min(n1, n2) * min(both, n1 + n2 - both) < 5 * (n1 + n2):
        exact = stats.hypergeom(n1 + n2, both, n1)
        assert 2 * min(exact.cdf(x1), exact.sf(x1 - 1)) <= p + 0.01


def test_one_person_of_a_rare_kind_is_no_evidence() -> None:
    """By the normal curve, one out of one against ten percent would be."""
    assert share_test(1, 1, 1000, 10000)[0] > 0.1
    assert share_test(60, 100, 30000, 3000000)[0] < 1e-9


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 10**5), st.integers(1, 10**5))
def test_the_rate_test_is_the_exact_binomial_one(x1: int, x2: int, n1: int, n2: int) -> None:
    part, total = n1 / (n1 + n2), x1 + x2
    tails = stats.binom.cdf(x1, total, part), stats.binom.sf(x1 - 1, total, part)
    assert rate_test(x1, n1, x2, n2) == pytest.approx(min(1, 2 * min(tails)), rel=1e-7, abs=1e-12)


@given(st.lists(st.integers(0, PEOPLE), min_size=3, max_size=3), st.randoms(use_true_random=False))
def test_the_order_of_areas_does_not_matter(figures: Any, declare: Any, counts: list[int], random: Any) -> None:
    table = figures(
        area=["A", "B", "C", "02000"],
        numerator=[*counts, sum(counts)],
        denominator=[PEOPLE] * 3 + [3 * PEOPLE],
    )
    mixed = list(range(4))
    random.shuffle(mixed)
    both = together(REGION, Benchmarks(REGION.pairs.reverse(), REGION.members.reverse()))
    one = comparisons(table, [declare()], REGION).sort("area")
    other = comparisons(table[mixed], [declare()], both).sort("area")
    assert one.equals(other)
    assert not one.select(pl.col(pl.Float64).is_nan().any()).row(0).count(True)  # what is counted
