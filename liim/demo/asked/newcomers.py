"""Newcomers by kind, and the way of civic integration."""

from liim.demo.asked.years import Years
from liim.demo.deliveries import Delivered
from liim.demo.known import NEWCOMERS, OF_NEWCOMERS, SEXES
from liim.demo.places import BRUSSELS, FLANDERS
from liim.model import Status

_SOURCE = "kruispuntbank_inburgering"
_TARGET_GROUPS = ("obliged", "entitled", "undetermined")
_NO_DUTY_IN_BRUSSELS = (BRUSSELS, "target_group", "obliged")


def asked(years: Years) -> tuple[Delivered, ...]:
    """What the Crossroads Bank for Civic Integration delivers: the last year is not there yet, two are provisional."""
    return (
        Delivered(
            source=_SOURCE,
            quantity="newcomers",
            within=NEWCOMERS,
            periods=years(2024, 2),
            rate=(1, 1),
            classes={
                "nationality_group": OF_NEWCOMERS,
                "sex": SEXES,
                "age": ("25-49", "18-24", "50-64", "65+"),
                "target_group": _TARGET_GROUPS,
                "residence_status": (
                    *("family_reunion", "eu_free_movement", "asylum"),
                    *("labour_migration", "study", "other_ground"),
                ),
            },
            shares={
                "sex": (1, 1.1),
                "age": (66, 22, 9, 3),
                "target_group": (38, 58, 4),
                "residence_status": (26, 36, 14, 14, 6, 4),
            },
            unknown={"residence_status": 0.02},
            regions=(FLANDERS,),
        ),
        *(
            Delivered(
                source=_SOURCE,
                quantity=quantity,
                periods=(*years(2024, 4), "2025"),
                rate=rate,
                in_brussels=in_brussels,
                classes={
                    "target_group": _TARGET_GROUPS,
                    "nationality_group": ("third_country_nationality", "eu_plus_nationality"),
                },
                shares={"target_group": (45, 53, 1), "nationality_group": (72, 28)},
                not_in=_NO_DUTY_IN_BRUSSELS,
                jump=("2022", 0.8),
                statuses={"2023": Status.PROVISIONAL, "2024": Status.PROVISIONAL, "2025": Status.NOT_YET},
            )
            for quantity, rate, in_brussels in (
                ("registrations", (0.0005, 0.0085), (0.002, 0.005)),
                ("contracts", (0.0004, 0.006), (0.0015, 0.004)),
                ("certificates", (0.0003, 0.0045), (0.001, 0.003)),
            )
        ),
    )
