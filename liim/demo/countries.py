"""From which countries the demo's foreign nationals come: invented shares, which differ from town to town."""

import datetime as dt

import numpy as np

from liim.classifications.countries import countries, group_of
from liim.demo.chance import Numbers, draws
from liim.demo.towns import Towns

_DAY = dt.date(2022, 1, 1)  # whose groups hold
_NEIGHBOURS = {"NL": 60, "FR": 24, "DE": 13, "LU": 1}
_OTHER_EU = {
    "RO": 20,
    "PL": 18,
    "BG": 11,
    "IT": 11,
    "ES": 11,
    "PT": 10,
    "GR": 4,
    "SK": 3,
    "HU": 2.5,
    "CZ": 1.5,
    "LT": 1.5,
    "HR": 1,
    "LV": 1,
    "IE": 0.8,
    "SE": 0.8,
    "AT": 0.6,
    "DK": 0.6,
    "FI": 0.6,
    "EE": 0.4,
    "SI": 0.3,
    "CY": 0.1,
    "MT": 0.1,
}
_OUTSIDE = {
    "MA": 14,
    "TR": 10,
    "UA": 10,
    "SY": 7,
    "AF": 6,
    "IN": 5,
    "CD": 4,
    "GB": 4,
    "RU": 3,
    "CN": 3,
    "IQ": 3,
    "BR": 2.5,
    "XK": 2,
    "AL": 2,
    "MK": 2,
    "RS": 2,
    "CM": 2,
    "GH": 2,
    "SO": 2,
    "PK": 2,
    "PS": 2,
    "US": 2,
    "DZ": 1.5,
    "TN": 1.5,
    "GN": 1.5,
    "IR": 1.5,
    "PH": 1.5,
    "TH": 1.5,
    "NP": 1.5,
    "ER": 1.2,
    "NG": 1,
    "AM": 1,
}
_RARE = 0.03  # the weight of every other country
_NOBODY = 0.6  # share of towns in which nobody is from a country of small weight
_SMALL = 0.5

_NOT_AMONG_THEM = ("BE", "VA")  # the groupings do not agree on the Vatican
COUNTRIES = tuple(
    sorted(code for code, one in countries().items() if not one.stands_for and code not in _NOT_AMONG_THEM)
)
EU = (*_NEIGHBOURS, *_OTHER_EU)
MOE = tuple(code for code in COUNTRIES if group_of(code, "moe", _DAY) == "moe")
_GROUPS = {
    "neighbours_nationality_detail": "neighbours",
    "west_north_eu_nationality_detail": "west_north_eu",
    "south_eu_nationality_detail": "south_eu",
    "eu13_nationality_detail": "eu13",
    "europe_outside_eu_nationality_detail": "europe_outside_eu",
    "turkey_nationality_detail": "turkey",
    "maghreb_nationality_detail": "maghreb",
    "other_nationality_detail": "other",
}
DETAILED = {
    name: tuple(code for code in COUNTRIES if group_of(code, "uniform_2015", _DAY) == group)
    for name, group in _GROUPS.items()
}


def country_shares(towns: Towns, seed: int) -> Numbers:
    """Per town the share of each country among its foreign nationals, adding up to one."""
    outside = {code: _OUTSIDE.get(code, _RARE) for code in COUNTRIES if code not in EU}
    shares = np.zeros((len(towns), len(COUNTRIES)))
    for of_the_town, weights in (
        (towns.from_neighbours, _NEIGHBOURS),
        (towns.from_eu27, _OTHER_EU),
        (1 - towns.from_neighbours - towns.from_eu27, outside),
    ):
        at = [COUNTRIES.index(code) for code in weights]
        chance = draws(seed, "countries", *weights).random((len(towns), len(at)))
        usual = np.array([*weights.values()])
        own = usual * np.where((usual < _SMALL) & (chance < _NOBODY), 0, 0.2 + 1.6 * chance)
        shares[:, at] = own * (of_the_town / own.sum(axis=1))[:, None]
    return shares
