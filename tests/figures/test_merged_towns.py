"""Series over the mergers of 2019 and 2025 on the publishers' own files: nobody is lost, and everybody is somewhere."""

from pathlib import Path

import polars as pl
import pytest

from liim import geography
from liim.catalogue import quantities
from liim.model import TOTAL
from liim.observations import BREAKDOWNS

pytestmark = pytest.mark.real

TOTALS = pl.all_horizontal(pl.col(BREAKDOWNS) == TOTAL)
KEY = ("quantity", "geography", "period", *BREAKDOWNS)
ONE_HUNDREDTH = 100  # amounts have cents: they are added as whole numbers of them

# Today's municipality and those that it was made of, in the division before.
MERGED = {
    "11002": ("2019", ("11002", "11007")),  # Antwerpen takes in Borsbeek and keeps its code
    "44083": ("2018", ("44011", "44049")),  # Deinze and Nevele
    "46030": ("2019", ("46003", "46013", "11056")),  # Beveren, Kruibeke and Zwijndrecht
    "46029": ("2019", ("46014", "44045")),  # Lokeren and Moerbeke
    "71072": ("2019", ("71022", "73040")),  # Hasselt and Kortessem
    "72042": ("2018", ("71047", "72040")),  # Opglabbeek and Meeuwen-Gruitrode: Oudsbergen
}
# Who changed province or arrondissement with a merger: before, where; after, where.
MOVED = {
    ("11056", "46030"): ("province", "10000", "40000"),
    ("44045", "46029"): ("arrondissement", "44000", "46000"),
    ("73040", "71072"): ("arrondissement", "73000", "71000"),
    ("71047", "72042"): ("arrondissement", "71000", "72000"),
}


@pytest.fixture(scope="module")
def counted(real_home: Path) -> pl.DataFrame:
    """Every count of the edition before protection, as the operator's folder keeps it."""
    return pl.read_parquet(real_home / "work/real/cells.parquet")


@pytest.fixture(scope="module")
def figures(real_home: Path) -> pl.DataFrame:
    return pl.read_parquet(real_home / "editions/real/figures.parquet")


def test_municipalities_add_up_to_their_region_for_every_quantity_year_and_geography(counted: pl.DataFrame) -> None:
    """As whole numbers; those who cannot be located belong to the region alone, and are the whole difference.

    Left out, since nobody can add them up: what is not additive, and sums with a part that its source hides or lacks.
    """
    additive = [id_ for id_, one in quantities().items() if one.additive]
    whole = counted.filter(pl.col("quantity").is_in(additive)).with_columns(
        cents=(pl.col("count") * ONE_HUNDREDTH).round().cast(pl.Int64)
    )
    regions = pl.concat(
        [geography.unions(g).filter(level="region").with_columns(geography=pl.lit(g)) for g in geography.GEOGRAPHIES]
    ).drop("level")
    sums = (
        whole.join(regions, on=["area", "geography"])
        .group_by(*KEY, pl.col("union").alias("area"))
        .agg(pl.col("cents").sum().alias("sum"), pl.col("cents").null_count().alias("unknown"), pl.len())
        .join(whole.select(*KEY, "area", "cents"), on=[*KEY, "area"])
    )
    known = sums.drop_nulls("cents").filter(unknown=0)
    assert set(known["quantity"]) >= {
        "inhabitants", "foreign_nationals", "inhabitants_by_origin", "newcomers", "households", "cars",
        "tax_declarations", "taxable_income", "jobseekers",
    }  # fmt: skip
    assert (known["sum"] <= known["cents"]).all()
    apart = known.filter(pl.col("sum") != pl.col("cents"))
    assert set(apart["quantity"]) <= {
        "newcomers",
        "newcomers_non_eu",
        "jobseekers",
    }  # the sources that have such people
    in_every = known.group_by(*(one for one in KEY if one != "geography"), "area").agg(
        pl.col("sum").n_unique(), pl.col("cents").n_unique()
    )
    assert set(in_every["sum"]) == set(in_every["cents"]) == {1}


@pytest.mark.parametrize("town", MERGED)
def test_a_merged_town_is_the_sum_of_its_parts_in_every_count(counted: pl.DataFrame, town: str) -> None:
    division, parts = MERGED[town]
    additive = [id_ for id_, one in quantities().items() if one.additive]
    of_parts = (
        counted.filter(pl.col("geography") == division, pl.col("area").is_in(parts), pl.col("quantity").is_in(additive))
        .group_by("quantity", "period", *BREAKDOWNS)
        .agg(pl.col("count").sum().alias("sum"), pl.col("count").null_count().alias("unknown"))
    )
    today = counted.filter(geography="2025", area=town)
    both = today.join(of_parts, on=["quantity", "period", *BREAKDOWNS]).filter(unknown=0)
    assert both["quantity"].n_unique() >= 3
    assert (both["count"] - both["sum"]).abs().max() < 0.01  # type: ignore[operator]  # numbers; a cent, for amounts
    assert both["rebuilt"].all()


@pytest.mark.parametrize("town", MERGED)
def test_a_series_goes_on_over_the_merger_and_says_that_it_was_rebuilt(figures: pl.DataFrame, town: str) -> None:
    """Ten years of origin, all rebuilt and none as published; each is divided after it was added."""
    series = figures.filter(TOTALS, indicator="ST_01", area=town, geography="2025").sort("period")
    assert series["period"].to_list() == [str(year) for year in range(2015, 2025)]
    assert series["value"].null_count() == 0
    assert (series["value"] - 100 * series["numerator"] / series["denominator"]).abs().max() < 1e-9  # type: ignore[operator]  # numbers
    division = MERGED[town][0]
    before = series.filter(pl.col("period") <= ("2018" if division == "2018" else "2024"))
    assert set(before["flags"]) == {"rebuilt"}
    assert not before["as_published"].any()


def test_antwerp_keeps_its_code_and_is_another_territory(figures: pl.DataFrame) -> None:
    of_antwerp = figures.filter(TOTALS, indicator="DE_42", area="11002", period="2018")
    people = dict(of_antwerp.select("geography", "denominator").rows())
    assert people == {"2018": 523_248, "2019": 523_248, "2025": 533_933}
    assert dict(of_antwerp.select("geography", "as_published").rows()) == {"2018": True, "2019": False, "2025": False}


@pytest.mark.parametrize(("before", "after"), MOVED)
def test_who_changes_province_or_arrondissement_takes_its_people_along(
    counted: pl.DataFrame, before: str, after: str
) -> None:
    """In each geography a union is the sum of those that lie in it there."""
    level, left, joined = MOVED[before, after]
    division = MERGED[after][0]
    assert geography.areas_of(division).filter(code=before)[level].to_list() == [left]
    assert geography.areas_of("2025").filter(code=after)[level].to_list() == [joined]
    people = counted.filter(TOTALS, quantity="inhabitants", period="2018")
    for union in (left, joined):
        for one in (division, "2025"):
            inside = geography.unions(one).filter(pl.col("union") == union).select("area")
            towns = people.filter(geography=one).join(inside, on="area", how="semi")
            whole = people.filter(geography=one, area=union)
            assert towns["count"].sum() == whole["count"].item()
