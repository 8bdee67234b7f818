"""Fictitious input files in the formats of the real sources, made from a seed and marked as fictitious.

The demo runs the same path as real input. Its files hold no real figure: only names and codes of areas are real.
"""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Literal

from liim.demo.asked import asked, every, small
from liim.demo.delivery_files import Asked, delivery_files
from liim.demo.jobseekers_workbook import jobseekers_workbook
from liim.demo.newcomers import newcomers_files
from liim.demo.sector_file import sector_file
from liim.demo.statbel_files import origin_file, population_file
from liim.demo.structure_files import cars_file, income_file, typology_file
from liim.demo.towns import towns

Size = Literal["small", "full"]

SMALL = (2016, 2018, 2020, 2021, 2022, 2023, 2024, 2025)  # gaps included: the site must be able to show them
FULL = range(2011, 2026)
SEED = 2025

YEARS: Mapping[Size, Sequence[int]] = {"small": SMALL, "full": FULL}
DELIVERIES: Mapping[Size, Sequence[Asked]] = {"small": small(), "full": asked(every)}

__all__ = ["DELIVERIES", "FULL", "SEED", "SMALL", "YEARS", "Size", "make_demo"]


def make_demo(
    folder: Path, *, years: Iterable[int] = SMALL, deliveries: Sequence[Asked] = (), seed: int = SEED
) -> list[Path]:
    """Write all fictitious files into a folder, made if need be, and name them.

    `years` are those of the population; `deliveries` say what other sources count, in the monitor's own form.
    The same arguments give the same bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    invented = towns(seed)
    with ThreadPoolExecutor(max_workers=2) as pool:  # each year takes 150 MB while it is written
        population = pool.map(partial(population_file, folder, invented, seed=seed), sorted(set(years)))
        return [
            *population,
            origin_file(folder, invented, seed),
            *newcomers_files(folder, invented, seed),
            jobseekers_workbook(folder, invented, seed),
            income_file(folder, invented, seed),
            cars_file(folder, invented, seed),
            typology_file(folder, invented),
            sector_file(folder, invented, max(years), seed),
            *delivery_files(folder, invented, deliveries, seed),
        ]
