"""How long it takes to protect and to attack: the reference table, and a quantity as large as any of an edition.

Run as `python -m benchmarks.disclosure`. Asked of the reference table on two cores: at most 579 cells withheld (1.10
times the optimum), in 10 seconds; attacked in 1 second; none of them recomputable.
"""

import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
import polars as pl

from liim import geography
from liim.disclosure.attack import attack, too_narrow
from liim.disclosure.bounds import safe_bounds
from liim.disclosure.suppress import protect
from liim.disclosure.system import KEY, Partition, System, equations
from liim.model import TOTAL, Disclosure, Threshold
from tests.disclosure.reference import benefits_by_region, municipalities_by_origin

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


def measure(name: str, cells: pl.DataFrame, system: System, minimum: int) -> None:
    """One line of the table."""
    rules: dict[str, Disclosure] = {"people": Threshold(minimum=minimum)}
    made, protecting = timed(lambda: protect(cells, system, rules))
    _, again = timed(lambda: protect(cells, system, rules, earlier=made.groups))
    attacked, attacking = timed(lambda: attack(made.cells, system))
    bounds = safe_bounds(made, system)
    print(
        f"{name:<24}{cells.height:>8,}{made.required.height:>8,}{made.cells.filter(status='withheld').height:>10,}"
        f"{protecting:>11.2f}{again:>11.2f}{attacking:>10.2f}{attacked.filter('exact').height:>7}"
        f"{too_narrow(attacked, made.required).height:>8}{bounds.filter(status='bounded').height:>9}"
        f"{too_narrow(attack(bounds, system), made.required).height:>8}"
    )


def main() -> None:
    """Print the table."""
    print(
        f"{'':<24}{'cells':>8}{'small':>8}{'withheld':>10}{'protect s':>11}{'unchanged s':>11}{'attack s':>10}"
        f"{'exact':>7}{'narrow':>8}{'bounded':>9}{'narrow':>8}"
    )
    cells, system, _ = municipalities_by_origin()
    measure("304 towns, 14 origins", cells, system, 5)
    measure("z1", *benefits_by_region(), 4)
    measure("today, age, nationality", *a_quantity_of_today(), 5)


if __name__ == "__main__":
    main()
