"""Who is similar in an edition: pools, variables that nobody delivers, and what is never compared by itself."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from liim import editions, geography
from liim.catalogue import catalogue
from liim.catalogue.structure import TRAITS
from liim.figures.similar import stability
from liim.figures.structure import COLUMNS, VARIABLES, similar_municipalities, stability_of, structure

FLEMISH = sorted(geography.unions("2025").filter(pl.col("union") == "02000")["area"])
BRUSSELS = sorted(geography.unions("2025").filter(pl.col("union") == "04000")["area"])
KM2 = {code: 10.0 + place for place, code in enumerate([*FLEMISH, *BRUSSELS])}


def traits(**periods: tuple[str, ...]) -> pl.DataFrame:
    """Drawn traits of all municipalities, in the shape of figures; `periods` per trait."""
    rng = np.random.default_rng(1)
    tables = []
    for indicator in (trait.id for trait in TRAITS):
        for period in periods.get(indicator, ("2021",)):
            values = rng.lognormal(9, 0.5, len(KM2))
            tables.append(
                pl.DataFrame({"area": list(KM2), "value": values}).with_columns(
                    indicator=pl.lit(indicator), geography=pl.lit("2025"), period=pl.lit(period), status=pl.lit("ok")
                )
            )
    return pl.concat(tables)


SIX_YEARS = {"inhabitants": ("2016", "2019", "2021")}


def test_flemish_towns_have_ten_and_brussels_five_and_nobody_crosses_the_border() -> None:
    pairs = similar_municipalities(structure(traits(**SIX_YEARS), KM2)).select("area", "neighbour").unique()
    of_brussels = pairs.filter(pl.col("area").is_in(BRUSSELS))
    assert pairs.height == 285 * 10 + 19 * 5
    assert set(of_brussels["neighbour"]) <= set(BRUSSELS)
    assert set(of_brussels.group_by("area").len()["len"]) == {5}


def test_contributions_add_up_to_the_distance() -> None:
    table = similar_municipalities(structure(traits(**SIX_YEARS), KM2))
    summed = table.group_by("area", "neighbour").agg(pl.col("contribution").sum(), pl.col("distance").first())
    np.testing.assert_allclose(summed["contribution"], summed["distance"], rtol=1e-9)
    assert set(table["variable"]) == {one.id for one in VARIABLES}
    assert dict(table.schema) == COLUMNS


def test_what_nobody_delivers_is_switched_off_for_all_and_the_table_says_so() -> None:
    table = similar_municipalities(structure(traits(), {}))
    off = table.filter(pl.col("reason") != "")
    assert set(off.select("variable", "reason").rows()) == {("density", "not_delivered"), ("growth", "not_delivered")}
    assert off["contribution"].null_count() == off.height
    assert table.filter(pl.col("reason") == "")["contribution"].null_count() == 0


def test_growth_is_told_over_about_five_years() -> None:
    towns = structure(traits(inhabitants=("2011", "2017", "2020", "2021")), KM2)
    assert set(towns.filter(variable="growth")["period"]) == {"2017-2021"}
    assert structure(traits(inhabitants=("2019", "2021")), KM2).filter(variable="growth").is_empty()


def test_one_town_without_a_value_has_no_similar_ones_and_the_others_keep_the_variable() -> None:
    known = traits(**SIX_YEARS).filter(~((pl.col("indicator") == "over_65") & (pl.col("area") == "44021")))
    table = similar_municipalities(structure(known, KM2))
    assert table.filter(area="44021").select("neighbour", "reason").rows() == [(None, "value_missing")]
    assert "44021" not in set(table["neighbour"])
    assert table.filter(variable="over_65")["contribution"].null_count() == 0


def test_a_variable_that_many_towns_lack_is_left_out_for_all() -> None:
    known = traits(**SIX_YEARS).filter(~((pl.col("indicator") == "over_65") & pl.col("area").is_in(FLEMISH[:60])))
    table = similar_municipalities(structure(known, KM2)).filter(variable="over_65")
    assert set(table.filter(pl.col("area").is_in(FLEMISH))["reason"]) == {"delivered_in_part"}
    assert set(table.filter(pl.col("area").is_in(BRUSSELS))["reason"]) == {""}


def test_without_any_trait_nobody_is_similar_and_it_says_why() -> None:
    table = similar_municipalities(structure(traits().clear(), {}))
    assert set(table.select("neighbour", "reason").rows()) == {(None, "pool_too_small")}
    assert table["area"].n_unique() == 304


def test_how_much_hangs_on_one_trait_is_told_per_pool() -> None:
    towns = structure(traits(**SIX_YEARS), KM2)
    told = stability_of(towns)
    assert told.group_by("area", "neighbours").len().sort("area").rows() == [("02000", 10, 9), ("04000", 5, 9)]
    assert (told["kept"] <= told["neighbours"]).all()
    assert stability_of(structure(traits().clear(), {})).is_empty()


def test_no_trait_is_an_outcome_of_the_monitor() -> None:
    """Else a town would be called different from others that were chosen for being the same."""
    outcomes = {(one.quantity, one.classes) for i in catalogue().values() for one in i.formula.plus}
    assert not outcomes & {(one.quantity, one.classes) for trait in TRAITS for one in trait.formula.plus}
    assert not set(catalogue()) & {trait.id for trait in TRAITS}


@pytest.fixture(scope="module")
def real(real_home: Path) -> pl.DataFrame:
    return pl.read_parquet(real_home / "editions/real/similar.parquet")


@pytest.mark.real
def test_dropping_any_one_variable_keeps_seven_of_ten_on_real_input(real: pl.DataFrame, real_home: Path) -> None:
    features = (
        real.filter(pl.col("area").is_in(FLEMISH), rank=1).pivot("variable", index="area", values="own").drop_nulls()
    )
    assert features.height == 285
    kept = stability(features, VARIABLES)
    assert kept["kept"].min() >= 7, kept  # type: ignore[operator]  # the least of numbers is a number
    written = pl.read_parquet(real_home / "editions/real/stability.parquet").filter(area="02000")
    assert dict(written.select("variable", "kept").rows()) == pytest.approx(dict(kept.rows()))


@pytest.mark.real
def test_every_variable_is_used_on_real_input(real: pl.DataFrame) -> None:
    assert set(real["reason"]) == {""}
    assert set(real["variable"]) == {one.id for one in VARIABLES}


@pytest.mark.real
def test_ghent_is_like_other_cities_and_deinze_like_towns_of_its_size(real: pl.DataFrame) -> None:
    of = {area: set(real.filter(area=area)["neighbour"]) for area in ("44021", "44083")}
    assert {"11002", "24062", "12025"} <= of["44021"]  # Antwerpen, Leuven, Mechelen
    assert {"44019", "44084"} <= of["44083"]  # Evergem, Aalter


@pytest.mark.real
def test_similar_municipalities_are_a_benchmark_beside_region_and_province(
    real_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIIM_HOME", str(real_home))
    with editions.current() as edition:
        found = [row for row in edition.comparisons("44021") if row["indicator"] == "DE_42" and not row["classes"]]
    assert {row["benchmark"] for row in found} == {"similar", "region", "province"}
    assert all(row["verdict"] for row in found)
