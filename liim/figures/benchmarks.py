"""What an area is compared with: region, province, similar municipalities, or a group that a reader puts together.

A benchmark leaves the area itself out: it is the union's published counts minus the area's, or the sum of the other
members. It is made from protected figures only; where one of them is withheld there is none, and it says so.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
import scipy

from liim.model import HAS_A_COUNT, Status

FEWEST_MEMBERS = 2  # a benchmark of one municipality is that municipality
COUNTS = ("numerator", "denominator")


@dataclass(frozen=True, slots=True)
class Benchmarks:
    """Which area is compared with which group, and who is in the group.

    `pairs`: geography, area, benchmark (region, province, similar, own …), group. `members`: geography, group, member.
    """

    pairs: pl.DataFrame
    members: pl.DataFrame


def together(*several: Benchmarks) -> Benchmarks:
    """All pairs and all members of several benchmarks, each once."""
    return Benchmarks(
        pl.concat([b.pairs for b in several]).unique(maintain_order=True),
        pl.concat([b.members for b in several]).unique(maintain_order=True),
    )


def unions(table: pl.DataFrame, *, geography: str, levels: Collection[str] = ("region", "province")) -> Benchmarks:
    """Every area against the unions that it lies in; `table` has the columns area, union and level."""
    inside = table.filter(pl.col("level").is_in(list(levels)) & (pl.col("area") != pl.col("union")))
    where = pl.lit(geography).alias("geography")
    return Benchmarks(
        inside.select(where, "area", pl.col("level").alias("benchmark"), pl.col("union").alias("group")),
        inside.select(where, pl.col("union").alias("group"), pl.col("area").alias("member")),
    )


def neighbours(table: pl.DataFrame, *, geography: str, name: str = "similar") -> Benchmarks:
    """Every area against its own list of others; `table` has the columns area and neighbour."""
    where, group = pl.lit(geography).alias("geography"), (pl.lit(f"{name}:") + pl.col("area")).alias("group")
    pairs = table.select(where, "area", pl.lit(name).alias("benchmark"), group).unique(maintain_order=True)
    return Benchmarks(pairs, table.select(where, group, pl.col("neighbour").alias("member")))


def of_typologies(table: pl.DataFrame, *, geography: str) -> Benchmarks:
    """Every area against the others of its class in each typology; `table` has typology, area and class."""
    told = table.drop_nulls("class").select(
        pl.lit(geography).alias("geography"),
        "area",
        pl.format("typology:{}", "typology").alias("benchmark"),
        pl.format("typology:{}:{}", "typology", "class").alias("group"),
    )
    return Benchmarks(told, told.select("geography", "group", pl.col("area").alias("member")))


def own_group(
    area: str, members: Sequence[str], *, geography: str, areas: Collection[str], parts: pl.DataFrame
) -> Benchmarks:
    """One area against a group that a reader put together.

    `areas` are the codes that are valid in this geography; `parts` (area, union) tells what lies in what.
    Raises ValueError, in words for the reader, for a group that cannot be a benchmark.
    """
    unknown = sorted({area, *members} - set(areas))
    if unknown:
        raise ValueError(
            f"{', '.join(unknown)} is no area in the division of {geography}. "
            "Did it merge? Choose the municipality that it is part of now."
        )
    if len(set(members)) < len(members):
        twice = sorted({m for m in members if members.count(m) > 1})
        raise ValueError(f"{', '.join(twice)} stands in the group twice. Leave it in once.")
    others = [m for m in members if m != area]
    if len(others) < FEWEST_MEMBERS:
        raise ValueError("A group needs at least two areas beside the one that is compared. Add one.")
    inside = parts.filter(pl.col("area").is_in([*members, area]) & pl.col("union").is_in([*members, area]))
    inside = inside.filter(pl.col("area") != pl.col("union"))
    if inside.height:
        part, union = inside.select("area", "union").row(0)
        raise ValueError(f"{part} is a part of {union}: its people would count twice. Leave one of the two out.")
    name = "own:" + "+".join(sorted(others))
    where = pl.lit(geography).alias("geography")
    return Benchmarks(
        pl.DataFrame({"area": [area], "benchmark": ["own"], "group": [name]}).select(where, pl.all()),
        pl.DataFrame({"group": name, "member": sorted(others)}).select(where, pl.all()),
    )


def benchmark_without(figures: pl.DataFrame, benchmarks: Benchmarks) -> pl.DataFrame:
    """The figures of every compared area, each with the counts of its benchmark without the area itself.

    `figures` has geography, area, `cell` (a number for indicator, period and classes within a geography), numerator,
    denominator and status. Added: benchmark, group, benchmark_numerator, benchmark_denominator, benchmark_reason
    ("" where there are counts; benchmark_withheld, benchmark_missing, benchmark_of_one, own_unknown).
    """
    sizes = benchmarks.members.group_by("geography", "group").agg(pl.len().alias("size"))
    inside = benchmarks.members.rename({"member": "area"}).with_columns(inside=pl.lit(value=True))
    pairs = (
        benchmarks.pairs.join(sizes, on=["geography", "group"], how="left")
        .join(inside, on=["geography", "group", "area"], how="left")
        .with_columns(pl.col("inside").fill_null(value=False))
    )
    numbered = pairs.select("group").unique().with_row_index("g")  # numbers join faster than names
    with_others = figures.join(pairs.join(numbered, on="group"), on=["geography", "area"], how="inner").join(
        _totals(figures, benchmarks).join(numbered, on="group").drop("group"), on=["g", "cell"], how="left"
    )
    own_known = pl.col("numerator").is_not_null() & pl.col("denominator").is_not_null()
    reason = (
        pl.when(pl.col("area") == pl.col("group"))
        .then(pl.lit("compared_with_itself"))
        .when(pl.col("size").fill_null(0) - pl.col("inside").cast(pl.Int64) < FEWEST_MEMBERS)
        .then(pl.lit("benchmark_of_one"))
        .when(pl.col("inside") & ~own_known)
        .then(pl.lit("own_unknown"))
        .when(pl.col("withheld").fill_null(value=False))
        .then(pl.lit("benchmark_withheld"))
        .when(pl.col("group_numerator").is_null() | pl.col("group_denominator").is_null())
        .then(pl.lit("benchmark_missing"))
        .otherwise(pl.lit(""))
    )
    left_out = {
        f"benchmark_{c}": pl.when(pl.col("benchmark_reason") == "").then(
            pl.col(f"group_{c}") - pl.when("inside").then(pl.col(c)).otherwise(0.0)
        )
        for c in COUNTS
    }
    return (
        with_others.with_columns(benchmark_reason=reason)
        .with_columns(**left_out)
        .drop("g", "size", "inside", "withheld", *(f"group_{c}" for c in COUNTS))
    )


def _totals(figures: pl.DataFrame, benchmarks: Benchmarks) -> pl.DataFrame:
    """Counts of whole groups: as published where the group is an area, else the sum of members that are all known."""
    withheld = pl.col("status") == Status.WITHHELD.value
    known = pl.col("status").is_in(HAS_A_COUNT)
    groups = benchmarks.members.select("geography", pl.col("group").alias("area")).unique()
    published = figures.join(groups, on=["geography", "area"], how="semi").select(
        pl.col("area").alias("group"),
        "cell",
        withheld.alias("withheld"),
        *(pl.when(known).then(pl.col(c)).alias(f"group_{c}") for c in COUNTS),
    )
    areas = figures.select("geography", pl.col("area").alias("group")).unique()
    put_together = benchmarks.members.join(areas, on=["geography", "group"], how="anti")
    if put_together.is_empty():
        return published
    added = [
        _added(figures.filter(geography=part["geography"][0]), part) for part in put_together.partition_by("geography")
    ]
    return pl.concat([published, *added])


def _added(figures: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """The sum of the members' counts in one geography, for every group and cell; null where a member has none.

    Groups times members times cells: too many rows for a join. Membership is a sparse matrix, counts a dense one.
    """
    areas = pl.Enum(sorted({*figures["area"].unique(), *members["member"].unique()}))
    groups = pl.Enum(sorted(members["group"].unique()))
    cells, column = np.unique(figures["cell"].to_numpy(), return_inverse=True)
    row = figures["area"].cast(areas).to_physical().to_numpy()
    where = members["group"].cast(groups).to_physical(), members["member"].cast(areas).to_physical()
    shape = (len(groups.categories), len(areas.categories))
    membership = scipy.sparse.csr_array((np.ones(members.height), where), shape=shape)

    def total(of: pl.Series, empty: float) -> npt.NDArray[np.float64]:
        counts = np.full((shape[1], len(cells)), empty)
        counts[row, column] = of.cast(pl.Float64).to_numpy()
        total: npt.NDArray[np.float64] = (membership @ counts).ravel()
        return total

    known = figures["status"].is_in(HAS_A_COUNT)
    return pl.DataFrame(
        {
            "group": groups.categories.gather(np.repeat(np.arange(shape[0]), len(cells))),
            "cell": pl.Series(np.tile(cells, shape[0]), dtype=figures.schema["cell"]),
            "withheld": total(figures["status"] == Status.WITHHELD.value, 0.0) > 0,
            **{f"group_{c}": total(figures.select(pl.when(known).then(pl.col(c))).to_series(), np.nan) for c in COUNTS},
        },
        nan_to_null=True,
    )
