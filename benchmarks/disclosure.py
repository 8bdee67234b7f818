"""How long it takes to protect and to attack: the reference table, a large quantity, and the demo edition.

Asked of the reference table on two cores: at most 579 cells withheld (1.10 times the optimum), in 10 seconds; attacked
in 1 second; none of them recomputable. Of an edition: a tenth of that time when one source changed, a sixth to attack.
"""

import time
from collections.abc import Callable, Mapping
from typing import TypeVar

import numpy as np
import polars as pl

from benchmarks.demo import demo
from benchmarks.measuring import Row
from liim import geography, sources
from liim.catalogue import catalogue
from liim.catalogue.strata import STRATA
from liim.catalogue.structure import TRAITS
from liim.disclosure import protect_all
from liim.disclosure.attack import attack, too_narrow
from liim.disclosure.linking import rules
from liim.disclosure.outside import attack_shown
from liim.disclosure.suppress import protect
from liim.disclosure.system import KEY, Partition, System, equations
from liim.editions.layout import work_folder
from liim.model import TOTAL, Disclosure, HidesItself, Threshold
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
    edition = of_an_edition(pl.read_parquet(work_folder(demo().id) / "cells.parquet"), sources.hiding())
    if not FOLDER.is_dir():
        return large[1:3] + edition
    cells, system, _ = municipalities_by_origin()
    name = "304 towns by 14 origins"
    return _measured(name, cells, system, minimum=5, most=579, seconds=10, attacked_in=1) + large[1:3] + edition


def of_an_edition(truth: pl.DataFrame, hiding: Mapping[str, HidesItself]) -> list[Row]:
    """All cells of an edition: protected from nothing, again when one quantity of one period changed, and attacked."""
    counted = (*catalogue().values(), *TRAITS, *STRATA)
    made, from_nothing = timed(lambda: protect_all(truth, counted, hiding))
    one = truth.filter(quantity="certificates")["period"].max()
    changed = (pl.col("quantity") == "certificates") & (pl.col("period") == one)
    later = truth.with_columns(pl.when(changed).then(2 * pl.col("count")).otherwise(pl.col("count")).alias("count"))
    _, again = timed(lambda: protect_all(later, counted, hiding, earlier=made.memory))
    found, attacking = timed(lambda: attack_shown(made.cells, hiding, rules(counted), made.required))
    return [
        Row(f"an edition of {truth.height:,} cells: protected in", from_nothing, 1800, "s"),
        Row("the same, one source changed", again / from_nothing, 0.1, "of that time"),
        Row("the same, attacked", attacking / from_nothing, 1 / 6, "of that time"),
        Row("the same, told too closely", sum(len(one.too_close) + len(one.given_away) for one in found), 0, "cells"),
    ]


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
