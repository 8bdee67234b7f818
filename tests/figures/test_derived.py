"""What an edition says beside its figures, from declarations alone."""

from dataclasses import replace

import polars as pl
import pytest

from liim import disclosure, geography
from liim.catalogue import breakdowns, catalogue
from liim.cells import cells
from liim.figures.derived import derived
from liim.figures.gaps import gaps_of
from liim.figures.structure import COLUMNS as SIMILAR
from liim.figures.values import values
from liim.formulas import gap, of, share
from liim.model import TOTAL
from liim.observations import COLUMNS

WORK = [catalogue()[id_] for id_ in ("WE_02", "WE_06", "WE_09", "WE_12")]
GHENT, DEINZE = "44021", "44083"
PEOPLE = {"belgian_origin": 1000.0, "non_eu_origin": 400.0}


def of_origin(quantity: str, origin: str, counts: dict[str, float], period: str) -> pl.DataFrame:
    """Counts of all municipalities; those that are not named have the one under ""."""
    towns = sorted(geography.municipalities("2025"))
    table = pl.DataFrame({"area": towns, "count": [counts.get(town, counts[""]) for town in towns]}).with_columns(
        source=pl.lit("drawn"),
        quantity=pl.lit(quantity),
        division=pl.lit("2025"),
        period=pl.lit(period),
        status=pl.lit("ok"),
        reason=pl.lit(""),
        **{one: pl.lit(origin if one == "origin" else TOTAL) for one in breakdowns()},
    )
    return table.select(*COLUMNS)


def at_work(year: int, non_eu: dict[str, float]) -> list[pl.DataFrame]:
    """Eight in ten of Belgian origin work, everywhere; of non-EU origin as given."""
    people = [of_origin("inhabitants_20_64", origin, {"": n}, str(year)) for origin, n in PEOPLE.items()]
    return [
        *people,
        of_origin("employed", "belgian_origin", {"": 800.0}, str(year)),
        of_origin("employed", "non_eu_origin", non_eu, str(year)),
    ]


@pytest.fixture(scope="module")
def made() -> dict[str, pl.DataFrame]:
    """In Ghent the gap grows from 20 to 50 points in five years; in Deinze it stays 20, as elsewhere it stays 30."""
    years = [
        table
        for year in range(2018, 2023)
        for table in at_work(year, {"": 200.0, GHENT: 240.0 - 30 * (year - 2018), DEINZE: 240.0})
    ]
    figures = values(disclosure.protected(cells(pl.concat(years), WORK), WORK, {}), WORK)
    return {"figures": figures, **derived(figures, WORK, pl.DataFrame(schema=SIMILAR))}


def test_the_two_official_gaps_are_known_by_what_they_subtract() -> None:
    """They have opposite signs, and the same group and reference."""
    employment, unemployment = gaps_of(WORK)
    assert (employment.of, employment.official) == ("WE_02", "reference_minus_group")
    assert (unemployment.of, unemployment.official) == ("WE_09", "group_minus_reference")
    assert {(one.group, one.reference) for one in (employment, unemployment)} == {("non_eu_origin", "belgian_origin")}


def test_a_gap_whose_levels_nobody_shows_is_refused() -> None:
    of_men = share(of("employed", origin="belgian_origin", sex="male"), within=of("inhabitants_20_64"))
    of_others = share(of("employed", origin="non_eu_origin", sex="male"), within=of("inhabitants_20_64"))
    with pytest.raises(ValueError, match="XX_01: no share of the catalogue shows both"):
        gaps_of([WORK[0], replace(WORK[1], id="XX_01", formula=gap(of_men, less=of_others))])
    of_women = share(of("employed", origin="non_eu_origin", sex="female"), within=of("inhabitants_20_64"))
    with pytest.raises(ValueError, match="differ in 2 breakdowns"):
        gaps_of([WORK[0], replace(WORK[1], id="XX_01", formula=gap(of_men, less=of_women))])


def test_every_gap_of_the_catalogue_has_its_levels_in_the_catalogue() -> None:
    assert {one.id for one in gaps_of(catalogue().values())} == {
        id_ for id_, one in catalogue().items() if one.formula.kind == "gap"
    }


def test_the_official_value_is_that_of_the_published_figure(made: dict[str, pl.DataFrame]) -> None:
    """Two ways to the same number: from the figures of both levels, and from the cells."""
    official = made["figures"].filter(indicator="WE_06").drop_nulls("value").select("area", "period", "value")
    both = made["gaps"].filter(gap="WE_06").join(official, on=["area", "period"], suffix="_official")
    assert both.height > 1500
    assert (both["value"] - both["value_official"]).abs().max() < 1e-9  # type: ignore[operator]  # numbers


def test_gaps_are_compared_over_unions_and_over_the_years(made: dict[str, pl.DataFrame]) -> None:
    compared = made["gap_comparisons"].filter(gap="WE_06", benchmark="region")
    assert dict(compared.filter(pl.col("area").is_in([GHENT, DEINZE])).select("area", "verdict").rows()) == {
        GHENT: "wider",
        DEINZE: "narrower",
    }
    trend = made["gap_trends"].filter(gap="WE_06")
    assert trend.filter(area=GHENT)["verdict"].to_list() == ["widening"]
    assert trend.filter(area=DEINZE)["verdict"].to_list() == ["no_trend"]


def test_a_gap_without_any_delivery_has_no_row(made: dict[str, pl.DataFrame]) -> None:
    assert made["gaps"].filter(gap="WE_12").is_empty()
