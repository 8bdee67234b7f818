"""Where nothing of a table by age may be told, broader ages are: if nobody can be found with them."""

import polars as pl
import pytest

from liim.catalogue import catalogue
from liim.cells import cells
from liim.disclosure import linking, protect_all
from liim.disclosure.coarser import coarser, is_broader
from liim.disclosure.linking import rules
from liim.disclosure.outside import attack_figures, attack_shown, published_cells
from liim.disclosure.system import KEY
from liim.figures.derived import derived
from liim.figures.structure import COLUMNS as SIMILAR
from liim.figures.values import values
from liim.geography import municipalities
from liim.model import TOTAL, Status
from liim.observations import BREAKDOWNS, COLUMNS

AGES = ("18-24", "25-49", "50-64", "65+")
INDICATORS = [catalogue()["DE_51"]]
TOWNS = sorted(municipalities("2025"))
EMPTIED, ALONE, LARGE = TOWNS[2], TOWNS[40], TOWNS[5]
COUNTS = {EMPTIED: (3, 4, 3, 4), ALONE: (3, 0, 0, 2)}


@pytest.fixture(scope="module")
def counted() -> pl.DataFrame:
    """Newcomers by age: one town has few of each age, one has three young ones and two old, the others have many."""
    rows = []
    for number, area in enumerate(TOWNS):
        counts = COUNTS.get(area, (20 + number, 60 + number, 15 + number, 9 + number))
        for code, count in {TOTAL: sum(counts), **dict(zip(AGES, counts, strict=True))}.items():
            row: dict[str, object] = {"source": "made", "quantity": "newcomers", "area": area, "division": "2025"}
            row |= dict.fromkeys(BREAKDOWNS, TOTAL) | {"period": "2024", "age": code}
            rows.append(row | {"count": float(count), "status": "ok", "reason": ""})
    return cells(pl.DataFrame(rows, schema=COLUMNS), INDICATORS)


@pytest.fixture(scope="module")
def made(counted: pl.DataFrame) -> linking.Protected:
    """Them protected."""
    return protect_all(counted, INDICATORS, {})


def of(table: pl.DataFrame, area: str) -> dict[str, float | None]:
    found = table.filter(pl.col("age") != TOTAL, area=area, geography="2025").select("age", "count")
    return dict(found.iter_rows())


def test_a_town_of_which_no_age_may_be_told_is_told_by_broader_ages(made: linking.Protected) -> None:
    told = of(made.cells, EMPTIED)
    assert [told[age] for age in AGES] == [None, None, None, None]
    assert (told["18-49"], told["from_50"]) == (7.0, 7.0)


def test_broader_ages_are_told_of_no_town_that_has_finer_ones(made: linking.Protected) -> None:
    assert of(made.cells, LARGE)["18-24"] is not None
    assert not {"18-49", "from_50"} & of(made.cells, LARGE).keys()


def test_a_broader_age_that_is_one_finer_one_is_not_told(made: linking.Protected) -> None:
    """Three of 18 to 49 years are three of 18 to 24, where everybody sees that none is 25 to 49."""
    assert not {"18-49", "from_50"} & of(made.cells, ALONE).keys()


def test_nobody_is_found_with_what_the_figures_tell(made: linking.Protected) -> None:
    attacked = attack_figures(values(made.cells, INDICATORS), INDICATORS, {}, made.required)
    assert attacked
    assert [f for one in attacked for f in (*one.given_away, *one.too_close)] == []


def test_a_broader_age_that_should_not_be_told_is_caught(counted: pl.DataFrame, made: linking.Protected) -> None:
    shown = published_cells(values(made.cells, INDICATORS), INDICATORS)
    one_more = counted.filter(is_broader(coarser(INDICATORS)), area=ALONE).select(
        *KEY, "count", "status", "reason", "source"
    )
    leaking = pl.concat([shown, one_more], how="diagonal").sort(KEY)
    attacked = attack_shown(leaking, {}, rules(INDICATORS), made.required)
    assert [f for one in attacked for f in (*one.given_away, *one.too_close)]


def test_what_was_told_before_is_told_again_from_memory(counted: pl.DataFrame, made: linking.Protected) -> None:
    assert protect_all(counted, INDICATORS, {}, earlier=made.memory).cells.equals(made.cells)


def test_shares_of_broader_ages_are_of_the_whole_and_stand_beside_no_benchmark(made: linking.Protected) -> None:
    figures = values(made.cells, INDICATORS)
    is_broad = pl.col("age").is_in(["18-49", "from_50"])
    told = figures.filter(is_broad, area=EMPTIED).select("age", "value", "denominator", "status")
    assert told.rows() == [("18-49", 50.0, 14.0, Status.OK.value), ("from_50", 50.0, 14.0, Status.OK.value)]
    beside = derived(figures, INDICATORS, pl.DataFrame(schema=SIMILAR))
    assert beside["comparisons"].height
    assert beside["comparisons"].filter(is_broad).is_empty()
