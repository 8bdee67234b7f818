"""How long it takes to protect and to attack: the reference table, and a quantity as large as any of an edition.

Asked of the reference table on two cores: at most 579 cells withheld (1.10 times the optimum), in 10 seconds; attacked
in 1 second; none of them recomputable.
"""

import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
import polars as pl

from benchmarks.measuring import Row
from liim import geography
from liim.disclosure.attack import attack, too_narrow
from liim.disclosure.suppress import protect
from liim.disclosure.system import KEY, Partition, System, equations
from liim.model import TOTAL, Disclosure, Threshold
from tests.disclosure.reference import FOLDER, municipalities_by_origin

SEED = 11002
AGES, NATIONALITIES = 5, 8
Found = TypeVar("Found")


def a_quantity_of_today() -> tuple[pl.DataFrame, System]:
    """Every municipality and union of today, by age and nationality with all margins: 18,000 cells, many small."""
    rng = np.random.default_rng(SEED)
    towns = sorted(geography.municipalities("2025"))
    ages, groups = [f"age{i}" for i in range(AGES)], [f"group{i}" for i in range(NATIONALITIES)]
    size, share = 0.15 * np.exp(rng.normal(9.2, 0.8, len(towns))), np.sort(rng.dirichlet(np.full(NATIONALITIES, 0.5)))
    counts = rng.poisson(size[:, None, None] * share[None, None, :] / AGES, (len(towns), AGES, NATIONALITIES))
    leaves = pl.DataFrame(
        {
            "area": np.repeat(towns, AGES * NATIONALITIES),
            "age": np.tile(np.repeat(ages, NATIONALITIES), len(towns)),
            "nationality_group": np.tile(groups, len(towns) * AGES),
            "count": counts.ravel().astype(float),
        }
    )
    above = leaves.join(geography.unions("2025").select("area", "union"), on="area").with_columns(area="union")
    table = pl.concat(
        [leaves, above.group_by("area", "age", "nationality_group").agg(pl.col("count").sum())], how="diagonal"
    )
    for column in ("age", "nationality_group"):
        others = [one for one in ("area", "age", "nationality_group") if one != column]
        margin = table.group_by(others).agg(pl.col("count").sum()).with_columns(pl.lit(TOTAL).alias(column))
        table = pl.concat([table, margin.select(table.columns)])
    constant = {name: pl.lit(TOTAL) for name in KEY if name not in table.columns}
    table = table.with_columns(
        **constant | {"quantity": pl.lit("people"), "geography": pl.lit("2025"), "period": pl.lit("2024")},
        status=pl.lit("ok"),
        reason=pl.lit(""),
        source=pl.lit("register"),
    ).sort(KEY)
    classes = [Partition("age", TOTAL, tuple(ages)), Partition("nationality_group", TOTAL, tuple(groups))]
    return table, equations(table, {"2025": geography.children("2025")}, {}, partitions=classes)


def timed(work: Callable[[], Found]) -> tuple[Found, float]:
    """What it gives, and how many seconds it took."""
    start = time.perf_counter()
    found = work()
    return found, time.perf_counter() - start


def rows() -> list[Row]:
    """The reference table, where it is beside the project, and a quantity as large as any of an edition."""
    large = _measured("today by age and nationality", *a_quantity_of_today(), minimum=5)
    if not FOLDER.is_dir():
        return large[1:3]
    cells, system, _ = municipalities_by_origin()
    name = "304 towns by 14 origins"
    return _measured(name, cells, system, minimum=5, most=579, seconds=10, attacked_in=1) + large[1:3]


def _measured(
    name: str,
    cells: pl.DataFrame,
    system: System,
    *,
    minimum: int,
    most: float = float("inf"),
    seconds: float = 60,
    attacked_in: float = 10,
) -> list[Row]:
    rules: dict[str, Disclosure] = {"people": Threshold(minimum=minimum)}
    made, protecting = timed(lambda: protect(cells, system, rules))
    attacked, attacking = timed(lambda: attack(made.cells, system))
    narrow = too_narrow(attacked, made.required).height
    return [
        Row(f"{name}: withheld", made.cells.filter(status="withheld").height, most, "cells"),
        Row(f"{name}: protected in", protecting, seconds, "s"),
        Row(f"{name}: attacked in", attacking, attacked_in, "s"),
        Row(f"{name}: told too closely", narrow, 0, "cells"),
    ]
