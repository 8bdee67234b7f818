"""Nationality, origin, moves and births."""

from liim.demo.asked.years import Years
from liim.demo.countries import DETAILED
from liim.demo.deliveries import Delivered
from liim.demo.invented import Grouped
from liim.demo.known import (
    AGES,
    BY_NATIONALITY,
    BY_PORTAL,
    FOREIGN_NATIONALS,
    FOREIGN_NATIONALS_MOE,
    FOREIGN_ORIGIN,
    FOREIGN_ORIGIN_NOT_DUTCH,
    HISTORY,
    ORIGINS,
    SEXES,
)
from liim.demo.stated import Stated, five_largest, how_many
from liim.model import Status

_REGISTER, _BIRTHS = "rijksregister", "kind_en_gezin"
_ALL_OF_THEM = (1, 1)
NATIONALITIES = Grouped(
    "nationality_group_detail",
    {
        "west_north_eu15": ("neighbours_nationality_detail", "west_north_eu_nationality_detail"),
        "south_eu15": ("south_eu_nationality_detail",),
        "eu13": ("eu13_nationality_detail",),
        "europe_outside_eu": ("europe_outside_eu_nationality_detail",),
        "maghreb_turkey": ("turkey_nationality_detail", "maghreb_nationality_detail"),
        "other_nationality": ("other_nationality_detail",),
    },
)
FOREIGN_GROUPS = {"eu_origin": ORIGINS[:4], "non_eu_origin": ORIGINS[4:]}


def asked(years: Years) -> tuple[Delivered | Stated, ...]:
    """Statbel on request, and Kind en Gezin."""
    since, moves, births = years(2025, 5), years(2024, 5), years(2024, 5)
    recent = years(2025, 2)
    return (
        Delivered(
            source=_REGISTER,
            quantity="foreign_nationals",
            within=FOREIGN_NATIONALS,
            periods=since,
            rate=_ALL_OF_THEM,
            classes={"nationality_group_detail": tuple(DETAILED)},
            grouped={"nationality_group": NATIONALITIES},
            fine=("nationality_group_detail",),
            fine_periods=recent,
        ),
        _all_of(FOREIGN_NATIONALS_MOE, since),
        Stated(
            source=_REGISTER,
            quantity="foreign_nationals_top5",
            periods=recent,
            classes={"nationality_top5": ()},
            counted=five_largest,
        ),
        Stated(source=_REGISTER, quantity="foreign_nationalities", periods=since, counted=how_many),
        Delivered(
            source=_REGISTER,
            quantity="foreign_origin",
            within=FOREIGN_ORIGIN,
            periods=since,
            rate=_ALL_OF_THEM,
            classes={"nationality_history": HISTORY, "sex": SEXES, "age": AGES, "origin_detail": ORIGINS},
            grouped={"origin": Grouped("origin_detail", FOREIGN_GROUPS)},
            fine=("origin_detail", "nationality_history", "age", "sex"),
            fine_periods=years(2025, 3),
        ),
        _all_of(FOREIGN_ORIGIN_NOT_DUTCH, since),
        Delivered(
            source=_REGISTER,
            quantity=BY_NATIONALITY,
            within=BY_NATIONALITY,
            periods=since,
            rate=_ALL_OF_THEM,
            classes={"nationality_group": BY_PORTAL},
        ),
        _moves("internal_arrivals", moves, (0.04, 0.1)),
        _moves("internal_departures", moves, (0.045, 0.085)),
        _moves("external_arrivals", moves, (0.05, 0.13)),
        _moves("external_departures", moves, (0.03, 0.07)),
        Delivered(
            source=_BIRTHS,
            quantity="births_by_nationality",
            periods=births,
            rate=(0.0085, 0.0125),
            growth=-0.015,
            classes={"nationality_group": BY_PORTAL},
            outside_eu=("non_eu_nationality",),
            gap=0.9,
            hides_below=6,
        ),
        Delivered(
            source=_BIRTHS,
            quantity="births_by_language",
            periods=births,
            rate=(0.0085, 0.0125),
            growth=-0.015,
            classes={"home_language": ("mother_speaks_dutch", "mother_speaks_other", "mother_speaks_french")},
            shares={"home_language": (8, 3, 1)},
            gap=0.3,
            hides_below=6,
        ),
        Delivered(
            source=_BIRTHS,
            quantity="deprived_births",
            periods=births,
            rate=(0.001, 0.011),
            growth=0.02,
            classes={"origin": ("belgian_origin", "foreign_origin")},
            gap=2.5,
            hides_below=6,
        ),
    )


def _all_of(quantity: str, periods: tuple[str, ...]) -> Delivered:
    """One number, which the population of the demo decides."""
    return Delivered(source=_REGISTER, quantity=quantity, within=quantity, periods=periods, rate=_ALL_OF_THEM)


def _moves(quantity: str, periods: tuple[str, ...], rate: tuple[float, float]) -> Delivered:
    return Delivered(
        source=_REGISTER,
        quantity=quantity,
        within=FOREIGN_NATIONALS,
        periods=periods,
        rate=rate,
        statuses={periods[-1]: Status.PROVISIONAL},
    )
