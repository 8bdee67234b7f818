"""The towns that the demo invents: names and codes are real, every other trait is drawn.

A town here is a municipality of 2018, the oldest division in use: younger divisions only join such towns, so the
history of a merged municipality is the sum of its towns in every file of the demo.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liim.demo.chance import Counts, Knots, Numbers, drawn_from, draws
from liim.demo.places import BRUSSELS, OLDEST, Place, later_codes, places

# Facts that make the pages plausible: which towns are large, and which one is by far the smallest.
_CITIES = (
    *("11002", "12025", "13040", "24062", "31005", "34022", "35013"),
    *("36015", "41002", "44021", "46021", "71016", "71022"),
)
_SMALLEST = "73028"
# Invented distributions, as quantiles: (share of towns below, value).
_SIZE = ((0, 250), (0.18, 1_300), (0.36, 4_500), (0.6, 10_500), (0.85, 21_000), (0.97, 34_000), (1, 44_000))
_SIZE_OF_A_CITY = ((0, 48_000), (0.6, 95_000), (0.9, 190_000), (1, 390_000))
_SIZE_IN_BRUSSELS = ((0, 16_000), (0.5, 41_000), (0.9, 98_000), (1, 150_000))
_FOREIGN = ((0, 0.003), (0.25, 0.009), (0.55, 0.03), (0.8, 0.07), (0.95, 0.14), (1, 0.24))
_FOREIGN_IN_A_CITY = ((0, 0.06), (0.5, 0.11), (1, 0.19))
_FOREIGN_IN_BRUSSELS = ((0, 0.17), (0.5, 0.29), (1, 0.44))


@dataclass(frozen=True, slots=True, kw_only=True)
class Towns:
    """Traits, one value per town; shares are between 0 and 1."""

    places: tuple[Place, ...]
    size: Numbers  # inhabitants on 1 January 2018
    growth: Numbers  # per year
    tilt: Numbers  # above zero for a town older than others
    foreign: Numbers  # share of foreign nationals
    foreign_growth: Numbers  # per year, of that share
    naturalised: Numbers  # Belgians with a foreign background per foreign national
    from_neighbours: Numbers  # share of foreign background
    from_eu27: Numbers  # share of foreign background
    newcomers: Numbers  # per adult foreign national and year
    newcomers_non_eu: Numbers  # share of newcomers
    jobless: Numbers  # share of inhabitants aged 18 to 64

    def __len__(self) -> int:
        return len(self.places)

    def within(self, region: str) -> npt.NDArray[np.bool_]:
        """Which towns lie in a region."""
        return np.array([place.region == region for place in self.places])

    def joined(self, values: Counts, division: str) -> dict[str, Counts]:
        """What the towns count, added up by municipality of a division: code → sum."""
        became = later_codes(division)
        sums: dict[str, Counts] = {}
        for place, value in zip(self.places, values, strict=True):
            code = became[place.code]
            sums[code] = sums[code] + value if code in sums else value
        return sums


def towns(seed: int) -> Towns:
    """All municipalities of 2018 in Flanders and Brussels, and a few Walloon ones, with invented traits."""
    all_places = tuple(places(OLDEST).values())
    count = len(all_places)
    codes = np.array([place.code for place in all_places])
    city = np.isin(codes, _CITIES)
    brussels = np.array([place.region == BRUSSELS for place in all_places])

    def drawn(subject: str, *quantiles: tuple[float, float]) -> Numbers:
        return drawn_from(quantiles, draws(seed, "towns", subject), count)

    def by_kind(subject: str, other: Knots, in_a_city: Knots, in_brussels: Knots) -> Numbers:
        value = np.where(city, drawn(subject, *in_a_city), drawn(subject, *other))
        return np.where(brussels, drawn(subject, *in_brussels), value)

    size = np.rint(by_kind("size", _SIZE, _SIZE_OF_A_CITY, _SIZE_IN_BRUSSELS))
    smallest = codes == _SMALLEST
    return Towns(
        places=all_places,
        size=np.where(smallest, 60 + np.rint(size / 800), size),
        growth=drawn("growth", (0, -0.003), (0.3, 0.002), (1, 0.012)),
        tilt=drawn("tilt", (0, -0.28), (1, 0.3)),
        foreign=by_kind("foreign", _FOREIGN, _FOREIGN_IN_A_CITY, _FOREIGN_IN_BRUSSELS),
        foreign_growth=drawn("foreign growth", (0, 0.005), (0.7, 0.035), (1, 0.07)),
        naturalised=drawn("naturalised", (0, 0.4), (0.5, 0.9), (1, 1.9)),
        from_neighbours=drawn("neighbours", (0, 0.06), (0.6, 0.2), (0.9, 0.45), (1, 0.62)),
        from_eu27=drawn("eu27", (0, 0.1), (1, 0.36)),
        newcomers=drawn("newcomers", (0, 0.025), (0.5, 0.06), (1, 0.12)),
        newcomers_non_eu=drawn("newcomers non-EU", (0, 0.2), (0.5, 0.42), (1, 0.7)),
        jobless=drawn("jobless", (0, 0.014), (0.5, 0.031), (1, 0.075)),
    )
