"""Counts of statistical sectors, protected: nobody may be found in what is said of the inside of a municipality."""

import polars as pl

from liim import geography
from liim.catalogue import quantities
from liim.disclosure.attack import attack, too_narrow
from liim.disclosure.errors import ContradictionError, UnprotectableError
from liim.disclosure.suppress import protect
from liim.disclosure.system import KEY, Partition, equations
from liim.model import TOTAL, Status, Threshold
from liim.observations import BREAKDOWNS

RULE = Threshold()  # whatever is public of the municipality as a whole: its sectors are not
TODAY = geography.GEOGRAPHIES[-1]

_SAME = 1e-6  # people
_HERE = "sectors"  # a geography of their own: sectors, and the municipality that they lie in


def protected_sectors(sectors: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Counts of sectors and, on the sector "total", of their municipality: withheld where need be, count null there.

    `sectors` is what `liim.sources.delivered.sector_delivery` gives, `cells` the counts of municipalities. Raises
    ContradictionError where the two do not agree, UnprotectableError where the attack on the result finds a sector
    told too closely.
    """
    _refuse_apart(sectors, cells)
    return pl.concat(
        [pl.DataFrame(schema=_SCHEMA), *(_of_period(part) for part in sectors.partition_by("period"))]
    ).sort("quantity", "period", "area", "sector")


_SCHEMA = {"quantity": pl.String, "period": pl.String, "area": pl.String, "sector": pl.String, "count": pl.Float64}


def _refuse_apart(sectors: pl.DataFrame, cells: pl.DataFrame) -> None:
    """The sectors of a municipality hold as many people as the municipality itself, where both are counted."""
    whole = cells.filter(pl.all_horizontal(pl.col(one) == TOTAL for one in BREAKDOWNS)).drop_nulls("count")
    of_town = ["quantity", "area", "period"]
    both = (
        sectors.group_by(of_town, maintain_order=True)
        .agg(pl.col("count").sum().alias("in_sectors"))
        .join(whole.filter(geography=TODAY).select(*of_town, "count"), on=of_town)
    )
    for row in both.filter((pl.col("in_sectors") - pl.col("count")).abs() > _SAME).head(1).iter_rows(named=True):
        raise ContradictionError(
            f"the sectors of {row['area']} do not add up to their municipality ({row['quantity']}, {row['period']}): "
            "take files of one moment, or ask for the sector of those who could not be located"
        )


def _of_period(sectors: pl.DataFrame) -> pl.DataFrame:
    whole = sectors.group_by("quantity", "period", "area", maintain_order=True).agg(
        pl.lit(TOTAL).alias("sector"), pl.col("count").sum()
    )
    both = pl.concat([sectors.select(whole.columns), whole])
    cells = both.select(
        "quantity",
        pl.when(pl.col("sector") == TOTAL).then("area").otherwise("sector").alias("area"),
        pl.lit(_HERE).alias("geography"),
        "period",
        *(pl.lit(TOTAL).alias(one) for one in BREAKDOWNS),
        "count",
        pl.lit(Status.OK.value).alias("status"),
        pl.lit("").alias("reason"),
        pl.lit(_HERE).alias("source"),
    ).sort(KEY)
    told = set(cells["quantity"])
    system = equations(
        cells,
        {_HERE: sectors.select(pl.col("area").alias("parent"), pl.col("sector").alias("child")).unique()},
        {},
        partitions=[
            Partition("quantity", one.part_of, (one.id,), complete=False)
            for one in quantities().values()
            if one.part_of and {one.part_of, one.id} <= told
        ],
    )
    made = protect(cells, system, dict.fromkeys(told, RULE))
    narrow = too_narrow(attack(made.cells, system), made.required)
    if not narrow.is_empty():
        raise UnprotectableError(f"{narrow.height} sectors could be told too closely. No edition is made.")
    safe = made.cells.select("quantity", pl.col("area").alias("at"), "count")
    return (
        both.drop("count")
        .with_columns(pl.when(pl.col("sector") == TOTAL).then("area").otherwise("sector").alias("at"))
        .join(safe, on=["quantity", "at"], how="left", maintain_order="left")
        .select(*_SCHEMA)
    )
