"""Fictitious newcomers, in the two files that Provincies in Cijfers exports."""

from pathlib import Path

import numpy as np

from liim.demo.chance import Counts, draws, whole
from liim.demo.people import ADULT, FOREIGN, inhabitants
from liim.demo.places import BRUSSELS, FLANDERS, TODAY, places, pseudo_area_names
from liim.demo.towns import Towns
from liim.sources.mark import MARK_LINE

YEARS = range(2014, 2025)

_NO_VALUE = "-"
_A_YEAR_OF_ITS_OWN = {2016: 1.35, 2020: 0.75, 2022: 1.3, 2023: 1.2}


def newcomers(towns: Towns, year: int, seed: int) -> Counts:
    """Adult newcomers of a year by town, all and from outside the EU (axes: town, these two)."""
    foreign_adults = inhabitants(towns, year, seed)[:, :, FOREIGN, :, ADULT:].sum(axis=(1, 2, 3))
    chance = draws(seed, "newcomers", year).random((3, len(towns)))
    usual = foreign_adults * towns.newcomers * _A_YEAR_OF_ITS_OWN.get(year, 1.0)
    all_of_them = whole(usual * (0.8 + 0.4 * chance[0]), chance[1])
    non_eu = np.minimum(whole(all_of_them * towns.newcomers_non_eu, chance[2]), all_of_them)
    return np.stack([all_of_them, non_eu], axis=1)


def newcomers_files(folder: Path, towns: Towns, seed: int) -> list[Path]:
    """Both files: by name without code, the whole series on today's geography, no value for Brussels."""
    counts = towns.joined(np.stack([newcomers(towns, year, seed) for year in YEARS], axis=1), TODAY)
    rows = {place.name_nl: counts[code] for code, place in places(TODAY).items() if place.region == FLANDERS}
    brussels = [place.name_nl for place in places(TODAY).values() if place.region == BRUSSELS]
    files = []
    for which, title in enumerate(("nieuwkomers", "nieuwkomers niet-EU")):
        lines = [";".join(['"gemeenten"', *(f'"{title}|{year}"' for year in YEARS)])]
        for name in sorted([*rows, *brussels]) + pseudo_area_names():
            values = rows[name][:, which].astype(str) if name in rows else [f'"{_NO_VALUE}"'] * len(YEARS)
            lines.append(";".join([f'"{name}"', *values]))
        path = folder / f"{title} - gemeenten.csv"
        path.write_bytes("\n".join([*lines, MARK_LINE, ""]).encode())
        files.append(path)
    return files
