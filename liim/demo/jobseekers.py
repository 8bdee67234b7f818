"""The jobseekers that the demo invents."""

import numpy as np

from liim.demo.chance import Counts, Numbers, draws, whole
from liim.demo.people import ADULT, FEMALE, FOREIGN, MALE, by_origin, inhabitants
from liim.demo.towns import Towns

YEARS = range(2014, 2025)

_A_YEAR_OF_ITS_OWN = {2014: 1.2, 2015: 1.2, 2016: 1.15, 2020: 1.12, 2024: 1.1}


def jobseekers(towns: Towns, seed: int) -> dict[str, Counts]:
    """Jobseekers by kind, each by town and year: on 31 December, split in ways that add up, and the yearly mean."""
    kinds: dict[str, list[Counts]] = {}
    for year in YEARS:
        for kind, counts in _of_year(towns, year, seed).items():
            kinds.setdefault(kind, []).append(counts)
    return {kind: np.stack(counts, axis=1) for kind, counts in kinds.items()}


def _of_year(towns: Towns, year: int, seed: int) -> dict[str, Counts]:
    people = inhabitants(towns, year + 1, seed)  # 31 December of a year is 1 January of the next
    working_age = people[..., ADULT:65]
    chance = iter(draws(seed, "jobseekers", year).random((16, len(towns))))
    usual = working_age.sum(axis=(1, 2, 3, 4)) * towns.jobless * _A_YEAR_OF_ITS_OWN.get(year, 1.0)
    total = whole(usual, next(chance))

    def part(share: Numbers | float, whole_of: Counts) -> Counts:
        return np.minimum(whole(whole_of * share, next(chance)), whole_of)

    foreign = working_age[:, :, FOREIGN].sum(axis=(1, 2, 3)) / np.maximum(working_age.sum(axis=(1, 2, 3, 4)), 1)
    no_belgians = part(np.minimum(foreign * 1.8, 0.8), total)
    eu = part(towns.from_neighbours + towns.from_eu27, no_belgians)
    groups = by_origin(towns, people, seed)
    foreign_origin = no_belgians + part(np.minimum(groups[:, 3] / groups.sum(axis=1), 0.7), total - no_belgians)
    eu_origin = part(towns.from_neighbours + towns.from_eu27, foreign_origin)
    from_abroad = part(0.02, total)
    moved = part(0.06, total - from_abroad)
    left = part(0.97, total)  # some die, or leave the register
    to_abroad = part(0.015, left)
    to_elsewhere = part(0.06, left - to_abroad)
    mean = whole(total * (0.94 + 0.1 * next(chance)), next(chance))
    men = part(0.53, mean)
    young = part(0.17, mean)
    old = part(0.11, mean - young)
    return {
        "on 31 December": total,
        "Belgian": total - no_belgians,
        "EU": eu,
        "non-EU": no_belgians - eu,
        "Belgian origin": total - foreign_origin,
        "EU origin": eu_origin,
        "non-EU origin": foreign_origin - eu_origin,
        "lived here": total - from_abroad - moved,
        "lived abroad": from_abroad,
        "lived elsewhere": moved,
        "will live here": left - to_abroad - to_elsewhere,
        "will live elsewhere": to_elsewhere,
        "will live abroad": to_abroad,
        "mean": mean,
        "mean men": men,
        "mean women": mean - men,
        "mean young": young,
        "mean middle": mean - young - old,
        "mean old": old,
        "working age": working_age.sum(axis=(1, 2, 3, 4)),
        "working age men": working_age[:, MALE].sum(axis=(1, 2, 3)),
        "working age women": working_age[:, FEMALE].sum(axis=(1, 2, 3)),
        "working age young": people[..., ADULT:25].sum(axis=(1, 2, 3, 4)),
        "working age middle": people[..., 25:60].sum(axis=(1, 2, 3, 4)),
        "working age old": people[..., 60:65].sum(axis=(1, 2, 3, 4)),
    }
