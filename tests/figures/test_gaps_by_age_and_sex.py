"""A gap beside what is left of it when both groups have the same ages and sexes, from observations to the edition."""

from collections.abc import Mapping

import polars as pl
import pytest

from liim import disclosure, geography
from liim.catalogue import breakdowns, catalogue
from liim.catalogue.strata import STRATA
from liim.cells import cells
from liim.figures.derived import derived
from liim.figures.gaps import gaps_of
from liim.figures.structure import COLUMNS as SIMILAR
from liim.figures.values import crossed, values
from liim.model import TOTAL
from liim.observations import COLUMNS

WORK = [catalogue()[id_] for id_ in ("WE_02", "WE_06")]
GHENT, DEINZE, HERSTAPPE, BRUGES, ANTWERP = "44021", "44083", "73028", "31005", "11002"
AGES = ("20-24", "25-49", "50-64")

# People per sex and age; everywhere half of the youngest work, and three in four of the others.
BELGIAN, NON_EU = {"20-24": 100, "25-49": 400, "50-64": 400}, {"20-24": 400, "25-49": 400, "50-64": 100}
AT_WORK = {"20-24": 0.5, "25-49": 0.75, "50-64": 0.75}


def employed(town: str, origin: str, age: str, people: int) -> float:
    """In Deinze fewer of non-EU origin work, at every age; in Herstappe hardly anybody young does."""
    if origin == "non_eu_origin" and town == DEINZE:
        return people * (AT_WORK[age] - 0.25)
    if origin == "non_eu_origin" and town == HERSTAPPE and age == "20-24":
        return 3.0
    return people * AT_WORK[age]


def observed(ages: tuple[str, ...] = AGES) -> pl.DataFrame:
    """One year of all municipalities of today, by origin, age and sex at once."""
    rows = [
        (quantity, town, "2022", origin, age, sex, float(count))
        for town in sorted(geography.municipalities("2025"))
        for origin, sizes in (("belgian_origin", BELGIAN), ("non_eu_origin", NON_EU))
        for age, people in (sizes | ({"20-24": 0} if (town, origin) == (BRUGES, "non_eu_origin") else {})).items()
        for sex in ("male", "female")
        for quantity, count in (("inhabitants_20_64", people), ("employed", employed(town, origin, age, people)))
        if age in ages
    ]
    named = ("quantity", "area", "period", "origin", "age", "sex", "count")
    fixed = {"source": "drawn", "division": "2025", "status": "ok", "reason": ""}
    rest = dict.fromkeys(breakdowns(), TOTAL)
    table = pl.DataFrame(rows, schema=named, orient="row")
    return table.with_columns(
        **{name: pl.lit(value) for name, value in {**fixed, **rest}.items() if name not in named}
    ).select(*COLUMNS)


SIMILAR_TO_DEINZE = pl.concat(
    [pl.DataFrame(schema=SIMILAR), pl.DataFrame({"area": [DEINZE, DEINZE], "neighbour": [GHENT, ANTWERP]})],
    how="diagonal",
)


def made_of(observations: pl.DataFrame) -> Mapping[str, pl.DataFrame]:
    counted = (*WORK, *STRATA)
    protected = disclosure.protected(cells(observations, counted), counted, {})
    figures = values(protected, WORK)
    return derived(figures, WORK, SIMILAR_TO_DEINZE, strata=crossed(protected, STRATA))


@pytest.fixture(scope="module")
def made() -> Mapping[str, pl.DataFrame]:
    return made_of(observed())


@pytest.fixture(scope="module")
def gaps(made: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    return made["gaps"]


def test_every_gap_of_the_catalogue_is_counted_by_age_and_sex() -> None:
    assert {one.of for one in gaps_of(catalogue().values())} == {one.id for one in STRATA}


def test_a_gap_that_comes_from_age_alone_vanishes_when_adjusted(gaps: pl.DataFrame) -> None:
    (ghent,) = gaps.filter(area=GHENT).to_dicts()
    assert ghent["difference"] == pytest.approx(-100 * 0.25 * (400 / 900 - 100 / 900))
    assert ghent["composition"] == pytest.approx(ghent["difference"])
    assert (ghent["adjusted"], ghent["rates"]) == (pytest.approx(0, abs=1e-9), pytest.approx(0, abs=1e-9))
    assert (ghent["direction"], ghent["adjusted_direction"], ghent["adjusted_reason"]) == ("lower", "no_difference", "")


def test_a_gap_at_every_age_stays_when_adjusted(gaps: pl.DataFrame) -> None:
    (deinze,) = gaps.filter(area=DEINZE).to_dicts()
    assert deinze["adjusted"] == pytest.approx(-25)
    assert deinze["adjusted_lower"] < -25 < deinze["adjusted_upper"] < 0
    assert deinze["adjusted_direction"] == "lower"


def test_what_comes_from_age_and_from_rates_adds_up_to_the_published_gap(gaps: pl.DataFrame) -> None:
    split = gaps.filter(adjusted_reason="")
    assert split.height > 280
    apart = (split["composition"] + split["rates"] - split["difference"]).abs()
    assert apart.max() < 1e-10  # type: ignore[operator]  # percentage points: 1e-12 of one


def test_a_gap_with_a_withheld_stratum_is_told_and_not_adjusted(gaps: pl.DataFrame) -> None:
    (herstappe,) = gaps.filter(area=HERSTAPPE).to_dicts()
    assert herstappe["difference"] is not None
    assert herstappe["adjusted_reason"] == "stratum_withheld"
    assert [herstappe[one] for one in ("adjusted", "adjusted_lower", "composition", "rates")] == [None] * 4


def test_an_age_at_which_a_group_has_nobody_leaves_no_adjusted_gap(gaps: pl.DataFrame) -> None:
    (bruges,) = gaps.filter(area=BRUGES).to_dicts()
    assert bruges["difference"] is not None
    assert (bruges["adjusted_reason"], bruges["adjusted"]) == ("stratum_empty", None)


def test_the_gap_of_a_region_is_adjusted_as_those_of_its_towns(gaps: pl.DataFrame) -> None:
    (flanders,) = gaps.filter(area="02000").to_dicts()
    assert flanders["adjusted_reason"] in {"", "stratum_withheld"}
    assert flanders["difference"] is not None


def test_a_gap_without_strata_says_that_they_were_not_delivered() -> None:
    by_origin = observed().with_columns(age=pl.lit(TOTAL), sex=pl.lit(TOTAL))
    keys = [name for name in COLUMNS if name != "count"]
    summed = by_origin.group_by(keys, maintain_order=True).agg(pl.col("count").sum()).select(*COLUMNS)
    told = made_of(summed)["gaps"].filter(reason="")
    assert told["adjusted_reason"].unique().to_list() == ["strata_not_delivered"]


def test_a_gap_that_stays_when_adjusted_is_held_against_what_is_left_of_the_gap_elsewhere(
    made: Mapping[str, pl.DataFrame],
) -> None:
    """In towns like Deinze the gap comes from age alone: at equal ages there is none."""
    (similar,) = made["gap_comparisons"].filter(gap="WE_06", area=DEINZE, benchmark="similar").to_dicts()
    assert similar["benchmark_difference"] == pytest.approx(-100 * 0.25 * (400 / 900 - 100 / 900))
    assert similar["benchmark_adjusted"] == pytest.approx(0, abs=1e-9)


def test_what_is_left_of_a_gap_elsewhere_leaves_the_town_itself_out(made: Mapping[str, pl.DataFrame]) -> None:
    """Only Deinze has a gap at equal ages in its province, and Deinze is not held against itself."""
    (province,) = made["gap_comparisons"].filter(gap="WE_06", area=DEINZE, benchmark="province").to_dicts()
    (ghent,) = made["gap_comparisons"].filter(gap="WE_06", area=GHENT, benchmark="province").to_dicts()
    assert province["benchmark_adjusted"] == pytest.approx(0, abs=1e-9)
    assert ghent["benchmark_adjusted"] < -0.1


def test_elsewhere_a_withheld_stratum_leaves_no_adjusted_gap(made: Mapping[str, pl.DataFrame]) -> None:
    """Herstappe's youngest are withheld, and with them those of its province once Herstappe is left out."""
    (province,) = made["gap_comparisons"].filter(gap="WE_06", area=HERSTAPPE, benchmark="province").to_dicts()
    assert province["benchmark_difference"] is not None
    assert province["benchmark_adjusted"] is None


def test_strata_that_are_not_delivered_leave_the_comparison_as_it_is() -> None:
    by_origin = observed().with_columns(age=pl.lit(TOTAL), sex=pl.lit(TOTAL))
    keys = [name for name in COLUMNS if name != "count"]
    summed = by_origin.group_by(keys, maintain_order=True).agg(pl.col("count").sum()).select(*COLUMNS)
    told = made_of(summed)["gap_comparisons"].filter(reason="")
    assert told.height > 280
    assert told["benchmark_adjusted"].null_count() == told.height
