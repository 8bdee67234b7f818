"""Which municipalities are like this one: nearest neighbours on what a town is, never on what is compared.

Variables are standardised and grouped in domains of equal weight, so that five measures of size do not drown income.
The squared distance is the mean over domains of the mean squared difference within each, in standard deviations.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

Floats = npt.NDArray[np.float64]

FLANDERS, BRUSSELS = 10, 5  # neighbours in the pools of 285 and of 19


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One structural trait: `domain` is what it says something about; `log` for sizes that differ by factors."""

    id: str
    domain: str
    log: bool = False


def similar(
    features: pl.DataFrame, variables: Sequence[Variable], *, k: int = FLANDERS, without: Collection[str] = ()
) -> pl.DataFrame:
    """One row per area of the pool and each of its k neighbours: area, neighbour, rank, distance, reason.

    `features` has one row per area: area and one column per variable. `without` switches variables off: always what is
    being compared. An area with a missing value has one row without neighbour and `reason` value_missing, and is
    nobody's neighbour. Raises ValueError for variables or pools of which no likeness can be told.
    """
    from sklearn.neighbors import NearestNeighbors  # noqa: PLC0415 takes a second: decision 0099

    used = _used(features, variables, without)
    whole, broken = _whole(features, used)
    if whole.height <= k:
        raise ValueError(
            f"{whole.height} areas with all values cannot give {k} neighbours each. Switch a variable off."
        )
    space = _space(whole, used)
    distances, places = NearestNeighbors(n_neighbors=k, algorithm="brute").fit(space).kneighbors()
    areas = whole["area"]
    found = pl.DataFrame(
        {
            "area": areas.gather(np.repeat(np.arange(whole.height), k)),
            "neighbour": areas.gather(places.ravel()),
            "rank": np.tile(np.arange(1, k + 1), whole.height),
            "distance": distances.ravel(),
            "reason": "",
        }
    )
    lacking = broken.select(
        "area",
        pl.lit(None, dtype=pl.String).alias("neighbour"),
        pl.lit(None, dtype=pl.Int64).alias("rank"),
        pl.lit(None, dtype=pl.Float64).alias("distance"),
        pl.lit("value_missing").alias("reason"),
    )
    return pl.concat([found, lacking])


def contributions(
    features: pl.DataFrame, variables: Sequence[Variable], neighbours: pl.DataFrame, *, without: Collection[str] = ()
) -> pl.DataFrame:
    """How each variable makes the distance: area, neighbour, variable, domain, contribution, own, theirs.

    Contributions add up to the distance. Arguments are those of `similar`, `neighbours` its answer.
    """
    used = _used(features, variables, without)
    whole, _ = _whole(features, used)
    space = _space(whole, used)
    pairs = neighbours.drop_nulls("neighbour")
    place = {area: i for i, area in enumerate(whole["area"])}
    here, there = ([place[a] for a in pairs[side]] for side in ("area", "neighbour"))
    squares = (space[here] - space[there]) ** 2
    distance = np.sqrt(squares.sum(axis=1, keepdims=True))
    parts = np.divide(squares, distance, out=np.zeros_like(squares), where=distance > 0)
    return pl.concat(
        pairs.select("area", "neighbour").with_columns(
            variable=pl.lit(v.id),
            domain=pl.lit(v.domain),
            contribution=pl.Series(parts[:, i]),
            own=whole[v.id].gather(here),
            theirs=whole[v.id].gather(there),
        )
        for i, v in enumerate(used)
    ).sort("area", "neighbour", "variable")


def stability(features: pl.DataFrame, variables: Sequence[Variable], *, k: int = FLANDERS) -> pl.DataFrame:
    """Per variable, how many of k neighbours stay, on average over areas, when it is left out: variable, kept."""
    pairs = similar(features, variables, k=k).drop_nulls("neighbour")
    kept = [
        similar(features, variables, k=k, without=[v.id]).join(pairs, on=["area", "neighbour"], how="semi").height
        for v in variables
    ]
    areas = pairs["area"].n_unique()
    return pl.DataFrame({"variable": [v.id for v in variables], "kept": [n / areas for n in kept]})


def same_class(typology: pl.DataFrame) -> pl.DataFrame:
    """The second lens: every area with all others of its class in an official typology (area, class)."""
    twice = typology.filter(pl.col("area").is_duplicated())
    if twice.height:
        raise ValueError(f"Area {twice['area'][0]} has two classes in the typology. Which one holds?")
    return (
        typology.join(typology.rename({"area": "neighbour"}), on="class")
        .filter(pl.col("area") != pl.col("neighbour"))
        .select("area", "neighbour")
        .sort("area", "neighbour")
    )


def _used(features: pl.DataFrame, variables: Sequence[Variable], without: Collection[str]) -> list[Variable]:
    unknown = sorted(set(without) - {v.id for v in variables} | {v.id for v in variables} - set(features.columns))
    if unknown:
        raise ValueError(f"There is no variable {', '.join(unknown)}. Is it misspelt?")
    used = [v for v in variables if v.id not in without]
    if not used:
        raise ValueError("Every variable is switched off: nothing is left to be alike in. Switch one on.")
    if features["area"].is_duplicated().any():
        raise ValueError("An area stands in the table twice.")
    return used


def _whole(features: pl.DataFrame, used: list[Variable]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The areas with all values, in the order of their codes, and those without."""
    known = pl.all_horizontal(pl.col(v.id).cast(pl.Float64).is_finite().fill_null(value=False) for v in used)
    ordered = features.sort("area")
    return ordered.filter(known), ordered.filter(~known)


def _space(whole: pl.DataFrame, used: list[Variable]) -> Floats:
    """Coordinates in which the plain distance is the one that we want."""
    from sklearn.preprocessing import StandardScaler  # noqa: PLC0415 takes a second: decision 0099

    columns = []
    for v in used:
        values = whole[v.id].cast(pl.Float64).to_numpy()
        if v.log and (values <= 0).any():
            raise ValueError(f"{v.id} is 0 or less somewhere, and has no logarithm. Declare it without log.")
        columns.append(np.log(values) if v.log else values)
        if np.ptp(values) == 0:
            raise ValueError(f"{v.id} is the same everywhere and tells nothing apart. Switch it off.")
    domains = [v.domain for v in used]
    weights = [1 / (len(set(domains)) * domains.count(v.domain)) for v in used]
    scaled: Floats = StandardScaler().fit_transform(np.column_stack(columns)) * np.sqrt(weights)
    return scaled
