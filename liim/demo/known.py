"""What other files of the demo count too, so that deliveries agree with them: people, nationalities, origins, arrivals.

A delivery that tells more of these begins from here: foreign nationals by group add up to those of the population file.
"""

from collections.abc import Callable

import numpy as np

from liim.demo.chance import Counts, Numbers, draws, split, whole
from liim.demo.countries import COUNTRIES, DETAILED, EU, MOE, country_shares
from liim.demo.invented import Grouped, Invented
from liim.demo.newcomers import newcomers
from liim.demo.people import BELGIAN, FOREIGN, by_origin, inhabitants
from liim.demo.towns import Towns

INHABITANTS, FOREIGN_NATIONALS, FOREIGN_ORIGIN = "inhabitants", "foreign_nationals", "foreign_origin"
FOREIGN_NATIONALS_MOE, FOREIGN_ORIGIN_NOT_DUTCH = "foreign_nationals_moe", "foreign_origin_not_dutch"
BY_NATIONALITY = "inhabitants_by_nationality"
NEWCOMERS = "newcomers"  # those of the files of Provincies in Cijfers

COUNTRY = "country"  # a breakdown that no delivery holds: its groups do
SEXES = ("female", "male")
AGES = ("0-17", "18-24", "25-49", "50-64", "65+")
BY_PORTAL = ("belgian_nationality", "eu_nationality", "non_eu_nationality")
HISTORY = ("now_foreign", "became_belgian", "born_belgian")
ORIGINS = tuple(one.replace("nationality", "origin") for one in DETAILED)
OF_NEWCOMERS = ("other_eu_plus_nationality", "dutch_nationality", "third_country_nationality")

_FROM_AGE = (0, 18, 25, 50, 65)
# Who became Belgian, or was born so to parents from abroad: many children, few old people.
_ABROAD_BY_AGE = (2.2, 1.6, 1.1, 0.6, 0.25)
_BECAME = np.array([0.12, 0.45, 0.7, 0.85, 0.9])  # the others were born Belgian
_EFTA = 0.03  # of those from outside the EU: they are citizens of EU+
_DUTCH_NEIGHBOURS = 0.7


def known(towns: Towns, quantity: str, year: int, seed: int) -> Invented:
    """The counts of a quantity that another file of the demo holds too. Raises KeyError for any other."""
    return _KNOWN[quantity](towns, year, seed)


def _inhabitants(towns: Towns, year: int, seed: int) -> Invented:
    return Invented(inhabitants(towns, year, seed).sum(axis=(1, 2, 3, 4)))


def _foreign_nationals(towns: Towns, year: int, seed: int) -> Invented:
    total = inhabitants(towns, year, seed)[:, :, FOREIGN].sum(axis=(1, 2, 3))
    counts = split(total, country_shares(towns, seed), draws(seed, FOREIGN_NATIONALS, COUNTRY, year))
    return Invented(counts, {COUNTRY: COUNTRIES}, {"nationality_group_detail": Grouped(COUNTRY, DETAILED)})


def _moe(towns: Towns, year: int, seed: int) -> Invented:
    counts = _foreign_nationals(towns, year, seed).counts
    return Invented(np.asarray(counts[:, np.isin(COUNTRIES, MOE)].sum(axis=1)))


def _by_nationality(towns: Towns, year: int, seed: int) -> Invented:
    foreign = _foreign_nationals(towns, year, seed).counts
    eu = foreign[:, np.isin(COUNTRIES, EU)].sum(axis=1)
    all_foreign = foreign.sum(axis=1)
    belgian = _inhabitants(towns, year, seed).counts - all_foreign
    return Invented(np.stack([belgian, eu, all_foreign - eu], axis=1), {"nationality_group": BY_PORTAL})


def _foreign_origin(towns: Towns, year: int, seed: int) -> Invented:
    people = inhabitants(towns, year, seed)
    groups = by_origin(towns, people, seed)
    by_age = np.add.reduceat(people.sum(axis=3), _FROM_AGE, axis=-1)  # town, sex, nationality, age
    now_foreign, belgian = by_age[:, :, FOREIGN], by_age[:, :, BELGIAN]
    rng = draws(seed, FOREIGN_ORIGIN, year)
    others = groups[:, 1:].sum(axis=1) - now_foreign.sum(axis=(1, 2))
    with_background = _spread(others, belgian.reshape(len(towns), -1), np.array(_ABROAD_BY_AGE * 2), rng)
    with_background = with_background.reshape(belgian.shape)
    became = np.minimum(whole(with_background * _BECAME, rng.random(belgian.shape)), with_background)
    counts = np.stack([now_foreign, became, with_background - became], axis=1)
    shares = groups[:, 1:] / np.maximum(groups[:, 1:].sum(axis=1, keepdims=True), 1)
    detailed = np.repeat(shares, (1, 3, 4), axis=1) * np.array([1, 0.15, 0.4, 0.45, 0.2, 0.25, 0.3, 0.25])
    detailed[:, 0] += 1 - detailed.sum(axis=1)  # where nobody came from abroad there is nobody to share out
    counts = split(counts, detailed, rng)
    return Invented(counts, {"nationality_history": HISTORY, "sex": SEXES, "age": AGES, "origin_detail": ORIGINS})


def _spread(total: Counts, room: Counts, weights: Numbers, rng: np.random.Generator) -> Counts:
    """A total per town shared out over classes by weight, nowhere more than there is room."""
    wanted = room * weights
    placed = np.minimum(room, total[:, None] * wanted / np.maximum(wanted.sum(axis=1, keepdims=True), 1))
    left = room - placed
    placed = placed + left * ((total - placed.sum(axis=1)) / np.maximum(left.sum(axis=1), 1e-9))[:, None]
    shares = placed / np.maximum(placed.sum(axis=1, keepdims=True), 1e-9)
    return np.minimum(split(total, shares, rng), room)


def _not_dutch(towns: Towns, year: int, seed: int) -> Invented:
    origin = _foreign_origin(towns, year, seed)
    total, neighbours = origin.by(()), origin.by(("origin_detail",))[:, 0]
    chance = draws(seed, FOREIGN_ORIGIN_NOT_DUTCH).random(len(towns))
    return Invented(total - np.minimum(whole(neighbours * _DUTCH_NEIGHBOURS, chance), neighbours))


def _newcomers(towns: Towns, year: int, seed: int) -> Invented:
    total, non_eu = np.moveaxis(newcomers(towns, year, seed), 1, 0)
    chance = draws(seed, NEWCOMERS, "nationality", year).random((2, len(towns)))
    third = non_eu - np.minimum(whole(non_eu * _EFTA, chance[0]), non_eu)
    dutch = np.minimum(whole((total - third) * towns.from_neighbours, chance[1]), total - third)
    return Invented(np.stack([total - third - dutch, dutch, third], axis=1), {"nationality_group": OF_NEWCOMERS})


_KNOWN: dict[str, Callable[[Towns, int, int], Invented]] = {
    INHABITANTS: _inhabitants,
    FOREIGN_NATIONALS: _foreign_nationals,
    FOREIGN_NATIONALS_MOE: _moe,
    BY_NATIONALITY: _by_nationality,
    FOREIGN_ORIGIN: _foreign_origin,
    FOREIGN_ORIGIN_NOT_DUTCH: _not_dutch,
    NEWCOMERS: _newcomers,
}
