import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liim.figures.similar import BRUSSELS, FLANDERS, Variable, contributions, same_class, similar, stability

SIZE = Variable(id="inhabitants", domain="size", log=True)
INCOME = Variable(id="income", domain="income")
OLD, YOUNG = Variable(id="old", domain="age"), Variable(id="young", domain="age")
ALL = [SIZE, INCOME, OLD, YOUNG]


def towns(seed: int, n: int = 30) -> pl.DataFrame:
    rng = np.random.default_rng(seed)
    return pl.DataFrame(
        {
            "area": [f"{i:05}" for i in range(n)],
            "inhabitants": rng.lognormal(9, 1, n),
            "income": rng.normal(20000, 3000, n),
            "old": rng.normal(20, 3, n),
            "young": rng.normal(18, 2, n),
        }
    )


def test_the_nearest_is_the_one_that_is_most_alike() -> None:
    table = pl.DataFrame({"area": ["A", "B", "C"], "income": [10.0, 11.0, 20.0]})
    ours = similar(table, [INCOME], k=1)
    assert ours.select("area", "neighbour").rows() == [("A", "B"), ("B", "A"), ("C", "B")]


def test_each_domain_weighs_the_same_however_many_variables_it_has() -> None:
    table = towns(1).with_columns(older=pl.col("old"))
    twice = [SIZE, OLD, Variable(id="older", domain="age")]
    one, two = similar(table, [SIZE, OLD], k=5), similar(table, twice, k=5)
    np.testing.assert_allclose(one["distance"], two["distance"])


@given(st.integers(0, 50), st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_order_and_units_do_not_matter_and_contributions_add_up(seed: int, random: Any) -> None:
    table = towns(seed)
    mixed = list(range(table.height))
    random.shuffle(mixed)
    ours = similar(table, ALL, k=BRUSSELS)
    assert ours.equals(similar(table[mixed], ALL, k=BRUSSELS))
    in_thousands = similar(table.with_columns(pl.col("income") / 1000), ALL, k=BRUSSELS)
    assert ours.select("area", "neighbour").equals(in_thousands.select("area", "neighbour"))
    parts = contributions(table, ALL, ours).group_by("area", "neighbour").agg(pl.col("contribution").sum())
    both = ours.join(parts, on=["area", "neighbour"])
    assert both.height == table.height * BRUSSELS
    np.testing.assert_allclose(both["contribution"], both["distance"], rtol=1e-9)
    assert (ours["area"] != ours["neighbour"]).all()


def test_a_variable_that_is_switched_off_plays_no_part() -> None:
    table = towns(2)
    assert similar(table, ALL, k=5, without=["income"]).equals(similar(table, [SIZE, OLD, YOUNG], k=5))


def test_an_area_with_a_missing_value_has_no_neighbours_and_is_nobodys() -> None:
    table = towns(3).with_columns(pl.when(pl.col("area") == "00007").then(None).otherwise("income").alias("income"))
    ours = similar(table, ALL, k=5)
    assert ours.filter(pl.col("area") == "00007").rows() == [("00007", None, None, None, "value_missing")]
    assert "00007" not in set(ours["neighbour"])
    assert similar(table, ALL, k=5, without=["income"]).filter(pl.col("area") == "00007").height == 5


@pytest.mark.parametrize(
    ("table", "variables", "without", "message"),
    [
        (towns(1, 5), ALL, [], "5 areas"),
        (towns(1), ALL, ["wealth"], "wealth"),
        (towns(1), [Variable(id="wealth", domain="income")], [], "wealth"),
        (towns(1), [INCOME], ["income"], "switched off"),
        (towns(1).with_columns(income=1.0), ALL, [], "same everywhere"),
        (towns(1).with_columns(inhabitants=pl.col("inhabitants") - 10**5), ALL, [], "logarithm"),
        (pl.concat([towns(1), towns(1)]), ALL, [], "twice"),
    ],
)
def test_what_tells_no_likeness_is_refused(
    table: pl.DataFrame, variables: list[Variable], without: list[str], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        similar(table, variables, k=5, without=without)


def test_an_official_typology_is_a_second_lens() -> None:
    typology = pl.DataFrame({"area": ["A", "B", "C", "D"], "class": ["coast", "city", "coast", "coast"]})
    assert same_class(typology).filter(pl.col("area") == "A")["neighbour"].to_list() == ["C", "D"]
    with pytest.raises(ValueError, match="two classes"):
        same_class(pl.concat([typology, typology]))


# --- on real towns


def population(folder: Path) -> pl.DataFrame:
    with zipfile.ZipFile(folder / "population" / "TF_SOC_POP_STRUCT_2021.zip") as archive:
        text = archive.read(archive.namelist()[0])
    people, age = pl.col("people"), pl.col("CD_AGE").cast(pl.Int32)
    return (
        pl.read_csv(io.BytesIO(text), separator="|", infer_schema=False)
        .filter(pl.col("CD_RGN_REFNIS") == "02000")
        .with_columns(people=pl.col("MS_POPULATION").cast(pl.Float64))
        .group_by(pl.col("CD_REFNIS").alias("area"))
        .agg(
            people.sum().alias("inhabitants"),
            (people.filter(age < 18).sum() / people.sum()).alias("under_18"),
            (people.filter(age.is_between(20, 39)).sum() / people.sum()).alias("young_adults"),
            (people.filter(age >= 65).sum() / people.sum()).alias("over_65"),
            (people.filter(age >= 80).sum() / people.sum()).alias("over_80"),
        )
    )


def digits(column: str) -> pl.Expr:
    """A dot separates thousands; -00 is nothing."""
    return pl.col(column).str.replace_all(r"\.|^-", "").cast(pl.Float64)


@pytest.mark.real
def test_flemish_neighbours_hardly_depend_on_any_one_variable(reference: Path) -> None:
    """Dropping any one variable keeps on average seven of ten."""
    folder = reference.parent / "data" / "statbel"
    if not folder.is_dir():
        pytest.skip("no real files beside the project")
    income = (
        pl.read_excel(folder / "income" / "TF_PSNL_INC_TAX_MUNTY.xlsx")
        .filter(pl.col("CD_YEAR") == 2020)
        .select(
            pl.col("CD_MUNTY_REFNIS").cast(pl.String).alias("area"),
            (pl.col("MS_TOT_NET_TAXABLE_INC") / pl.col("MS_TOT_RESIDENTS")).alias("income"),
            (pl.col("MS_TOT_NET_TAXABLE_INC") / pl.col("MS_NBR_NON_ZERO_INC")).alias("income_per_declaration"),
        )
    )
    cars = (
        pl.read_csv(folder / "cars" / "TF_CAR_HH_SECTOR.txt", separator=";", infer_schema=False)
        .group_by(pl.col("CD_REFNIS").alias("area"))
        .agg(
            digits("MS_NUM_HH").sum().alias("households"),
            digits("MS_NUM_CAR").sum().alias("cars"),
            pl.len().alias("sectors"),
        )
    )
    features = (
        population(folder)
        .join(income, on="area")
        .join(cars, on="area")
        .with_columns(
            household_size=pl.col("inhabitants") / pl.col("households"),
            cars_per_household=pl.col("cars") / pl.col("households"),
        )
    )
    variables = [
        Variable(id="inhabitants", domain="size", log=True),
        Variable(id="households", domain="size", log=True),
        Variable(id="under_18", domain="age"),
        Variable(id="young_adults", domain="age"),
        Variable(id="over_65", domain="age"),
        Variable(id="over_80", domain="age"),
        Variable(id="income", domain="income"),
        Variable(id="income_per_declaration", domain="income"),
        Variable(id="household_size", domain="housing"),
        Variable(id="cars_per_household", domain="housing"),
    ]
    kept = stability(features, variables, k=FLANDERS)
    assert features.height == 300
    assert np.mean(kept["kept"].to_numpy()) >= 7, kept
