"""The inhabitants that the demo invents: how many, of which sex, nationality, civil status, age and origin."""

import numpy as np

from liim.demo.chance import Counts, Numbers, curve, draws, whole
from liim.demo.towns import Towns

FEMALE, MALE = 0, 1
BELGIAN, FOREIGN = 0, 1
AGES = np.arange(101)  # 100 means 100 and over
ADULT = 18

_BASE_YEAR = 2018  # the year in which the drawn sizes and shares hold; other years grow or shrink from there

_AGE = (
    (0, 100),
    (10, 108),
    (20, 105),
    (30, 112),
    (45, 118),
    (55, 130),
    (65, 118),
    (75, 85),
    (85, 48),
    (95, 10),
    (100, 3),
)
_WOMEN = ((0, 0.49), (40, 0.495), (60, 0.505), (75, 0.53), (85, 0.61), (100, 0.83))
_FOREIGN = ((0, 0.85), (18, 0.9), (25, 1.5), (35, 1.7), (50, 1.1), (65, 0.5), (80, 0.25), (100, 0.15))
_SINGLE = ((0, 1), (17, 1), (20, 0.985), (25, 0.9), (30, 0.66), (40, 0.4), (60, 0.17), (80, 0.08), (100, 0.06))
_DIVORCED = ((0, 0), (22, 0), (30, 0.04), (45, 0.14), (60, 0.17), (80, 0.08), (100, 0.03))
_WIDOW = ((0, 0), (25, 0), (40, 0.003), (60, 0.05), (75, 0.25), (85, 0.52), (100, 0.82))
_WIDOWER = ((0, 0), (25, 0), (40, 0.001), (60, 0.015), (75, 0.07), (85, 0.2), (100, 0.5))
_MANY_ARRIVE = {2022: 1.02, 2023: 1.06, 2024: 1.07, 2025: 1.07}  # a wave, so that trends have something to show


def inhabitants(towns: Towns, year: int, seed: int) -> Counts:
    """Inhabitants on 1 January, by town, sex, nationality, civil status and age (five axes in this order)."""
    chance = draws(seed, "persons").random((len(towns), 2, 2, 4, AGES.size))
    return whole(_expected(towns, year, seed), chance)


def by_origin(towns: Towns, people: Counts, seed: int) -> Counts:
    """The same inhabitants by town and origin group: Belgian background, neighbouring country, other EU27, non-EU27."""
    total = people.sum(axis=(1, 2, 3, 4))
    foreign = people[:, :, FOREIGN].sum(axis=(1, 2, 3))
    chance = draws(seed, "origin").random((3, len(towns)))
    background = np.minimum(foreign + whole(foreign * towns.naturalised, chance[0]), total)
    neighbouring = np.minimum(whole(background * towns.from_neighbours, chance[1]), background)
    eu27 = np.minimum(whole(background * towns.from_eu27, chance[2]), background - neighbouring)
    return np.stack([total - background, neighbouring, eu27, background - neighbouring - eu27], axis=1)


def _expected(towns: Towns, year: int, seed: int) -> Numbers:
    passed = year - _BASE_YEAR
    size = towns.size * (1 + towns.growth * passed)
    ages = curve(_AGE, AGES) * (1 + towns.tilt[:, None] * (AGES - 42) / 42)
    ages *= (size / ages.sum(axis=1))[:, None]
    women = curve(_WOMEN, AGES)
    sexes = np.stack([women, 1 - women])
    luck = 0.98 + 0.04 * draws(seed, "foreigners", year).random(len(towns))
    share = towns.foreign * (1 + towns.foreign_growth * passed) * _MANY_ARRIVE.get(year, 1.0) * luck
    foreign = np.minimum(share[:, None] * curve(_FOREIGN, AGES), 0.9)
    nationalities = np.stack([1 - foreign, foreign], axis=1)
    return np.asarray(
        ages[:, None, None, None, :]
        * sexes[None, :, None, None, :]
        * nationalities[:, None, :, None, :]
        * _civil_statuses()[None]
    )


def _civil_statuses() -> Numbers:
    """Shares of single, married, widowed and divorced, by sex, nationality, civil status and age."""
    single, divorced = curve(_SINGLE, AGES), curve(_DIVORCED, AGES)
    widowed = np.stack([curve(_WIDOW, AGES), curve(_WIDOWER, AGES)])
    married = np.maximum(1 - single - divorced - widowed, 0)
    belgian = np.stack([np.stack([single, married[sex], widowed[sex], divorced]) for sex in (FEMALE, MALE)])
    # Fewer widowed and divorced among foreign nationals, who are married instead.
    foreign = belgian * np.array([1, 1, 0.6, 0.7])[None, :, None]
    foreign[:, 1] += belgian.sum(axis=1) - foreign.sum(axis=1)
    both = np.stack([belgian, foreign], axis=1)
    return np.asarray(both / both.sum(axis=2, keepdims=True))
