import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liim.figures.segregation import dissimilarity, isolation, segregation


def units(group: list[Any], total: list[Any], area: str = "A") -> pl.DataFrame:
    schema = {"area": pl.String, "group": pl.Float64, "total": pl.Float64}
    return pl.DataFrame({"area": [area] * len(group), "group": group, "total": total}, schema=schema)


def only(table: pl.DataFrame) -> dict[str, Any]:
    assert table.height == 1
    return table.row(0, named=True)


def test_every_reference_case_comes_out(reference: Path) -> None:
    cases = pl.read_csv(reference / "segregation" / "units.csv")
    expected = pl.read_csv(reference / "segregation" / "expected.csv").filter(
        pl.col("case").is_in(cases["case"].implode())
    )
    assert expected.height == 6
    ours = segregation(cases, ["case"], draws=50)
    for row in expected.join(ours, on="case", suffix="_ours").iter_rows(named=True):
        for index in ("dissimilarity", "isolation", "interaction"):
            assert row[f"{index}_ours"] == pytest.approx(row[index], abs=1e-9), row["case"]


@pytest.mark.real
def test_foreign_nationals_over_the_municipalities_of_flanders_in_2018(reference: Path) -> None:
    path = reference.parent / "data" / "statbel" / "population" / "TF_SOC_POP_STRUCT_2018.zip"
    if not path.is_file():
        pytest.skip("no real population file beside the project")
    with zipfile.ZipFile(path) as archive:
        text = archive.read(archive.namelist()[0])
    towns = (
        pl.read_csv(text, separator="|", infer_schema=False)
        .filter(pl.col("CD_RGN_REFNIS") == "02000")
        .with_columns(pl.col("MS_POPULATION").cast(pl.Float64))
        .group_by("CD_MUNTY_REFNIS")
        .agg(
            pl.col("MS_POPULATION").filter(pl.col("CD_NATLTY") == "ETR").sum().alias("group"),
            pl.col("MS_POPULATION").sum().alias("total"),
        )
    )
    row = only(
        pl.read_csv(reference / "segregation" / "expected.csv").filter(pl.col("case") == "flanders_municipalities_2018")
    )
    assert (towns.height, towns["group"].sum(), towns["total"].sum()) == (row["units"], row["group"], row["total"])
    assert dissimilarity(towns["group"], towns["total"]) == pytest.approx(row["dissimilarity"], abs=1e-9)
    assert isolation(towns["group"], towns["total"]) == pytest.approx(row["isolation"], abs=1e-9)


def test_a_group_of_one_percent_looks_uneven_by_chance_and_is_not_called_so(reference: Path) -> None:
    cases = pl.read_csv(reference / "segregation" / "units.csv").filter(pl.col("case") == "forty_units_one_percent")
    ours = only(segregation(cases, ["case"]))
    assert ours["dissimilarity"] > 0.2
    assert ours["dissimilarity_expected"] > 0.15
    assert abs(ours["dissimilarity_corrected"]) < 0.1


def test_a_group_spread_by_chance_is_not_called_segregated() -> None:
    rng = np.random.default_rng(4)
    total = rng.integers(50, 900, 40)
    verdicts = [
        only(segregation(units(list(rng.multivariate_hypergeometric(total, 200)), list(total)), ["area"], draws=300))
        for _ in range(40)
    ]
    assert sum(v["verdict"] != "not_shown" for v in verdicts) <= 5
    assert min(v["dissimilarity"] for v in verdicts) > 0.1


def test_real_unevenness_stands_out_from_chance() -> None:
    ours = only(segregation(units([200, 10, 10, 10], [400, 400, 400, 400]), ["area"]))
    assert ours["verdict"] == "more_uneven"
    assert ours["dissimilarity_corrected"] < ours["dissimilarity"]


@pytest.mark.parametrize(
    ("group", "total", "reason"),
    [
        ([5, None], [50, 50], "unit_unknown"),
        ([5, 0], [50, 0], "one_unit"),
        ([0, 0], [50, 50], "one_group"),
        ([50, 50], [50, 50], "one_group"),
    ],
)
def test_where_there_is_no_index_it_says_why(group: list[Any], total: list[Any], reason: str) -> None:
    ours = only(segregation(units(group, total), ["area"]))
    assert (ours["reason"], ours["dissimilarity"], ours["verdict"]) == (reason, None, "")


def test_a_group_larger_than_its_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="larger than its unit"):
        segregation(units([60, 1], [50, 50]), ["area"])


def test_a_unit_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        segregation(units([1, 2], [5, 5]).with_columns(unit=pl.lit("A00-")), ["area"])


UNITS = st.lists(st.tuples(st.integers(1, 500), st.floats(0, 1)), min_size=2, max_size=30)


@given(UNITS, st.randoms(use_true_random=False))
def test_the_order_of_units_and_other_areas_do_not_matter(drawn: list[tuple[int, float]], random: Any) -> None:
    group, total = [round(n * p) for n, p in drawn], [n for n, _ in drawn]
    alone = segregation(units(group, total), ["area"], draws=20)
    mixed = list(range(len(group)))
    random.shuffle(mixed)
    beside = pl.concat([units([1, 2], [3, 4], area="0"), units(group, total)[mixed]])
    other = segregation(beside, ["area"], draws=20).filter(pl.col("area") == "A")
    for column in alone.select(pl.col(pl.Float64)).columns:
        one, two = alone[column][0], other[column][0]
        assert one == two or one == pytest.approx(two, abs=1e-12)
        assert one is None or np.isfinite(one)
    if not alone["reason"][0]:
        assert 0 <= alone["dissimilarity"][0] <= 1 + 1e-12
        assert 0 < alone["isolation"][0] <= 1 + 1e-12
