"""School, later learning, social housing, and the vote of those who are no Belgians."""

from typing import Any

from liim.demo.asked.years import Years
from liim.demo.deliveries import Delivered
from liim.demo.known import BY_NATIONALITY, BY_PORTAL, FOREIGN_NATIONALS
from liim.model import Status

_SCHOOL = "onderwijs"
_LANGUAGES = ("dutch_at_home", "not_dutch_at_home")
_ELECTIONS = ("2012", "2018", "2024")


def asked(years: Years) -> tuple[Delivered, ...]:
    """Education, the housing agency and the Interior."""
    since, recent = years(2025, 5), years(2025, 3)
    of_years = years(2024, 5)
    return (
        _pupils("pupils_nursery", recent, (0.036, 0.042), gap=1.1, in_brussels=(0.012, 0.02)),
        _pupils("pupils_primary", since, (0.062, 0.072), gap=0.9, in_brussels=(0.015, 0.025)),
        _pupils("pupils_secondary", since, (0.062, 0.07), gap=0.55, in_brussels=(0.012, 0.02)),
        _pupils("pupils_part_time", recent, (0.0006, 0.0016), gap=0.8, late_towns=0.02, late_in=recent[-1:]),
        _pupils("pupils_okan", recent, (0.0002, 0.0012), gap=12, occurs_in=0.8),
        _of_pupils("delayed_primary", since, (0.006, 0.02), within="pupils_primary", gap=2.4),
        _of_pupils("delayed_secondary", since, (0.025, 0.07), within="pupils_secondary", gap=1.8),
        _of_pupils(
            "school_leavers",
            of_years,
            (0.009, 0.012),
            classes={"home_language": _LANGUAGES},
            gap=0.5,
            statuses={of_years[-1]: Status.ESTIMATED},
        ),
        _of_pupils(
            "early_leavers",
            of_years,
            (0.06, 0.15),
            within="school_leavers",
            classes={"home_language": _LANGUAGES},
            gap=1.3,
            statuses={of_years[-1]: Status.ESTIMATED},
        ),
        Delivered(
            source=_SCHOOL,
            quantity="adult_learners",
            periods=tuple(one for one in of_years if one != "2021"),  # a year that never came
            rate=(0.018, 0.045),
            classes={"nationality_group": BY_PORTAL},
            outside_eu=BY_PORTAL[2:],
            unknown={"nationality_group": 0.01},
            gap=3,
        ),
        _count("pupils_dutch_schools", since, (0.085, 0.115), in_brussels=(0.025, 0.04)),
        _count("pupils_french_schools", since, (0.002, 0.02), occurs_in=0.03, in_brussels=(0.08, 0.14)),
        _count("nt2_enrolments", of_years, (0.001, 0.014)),
        Delivered(
            source="wonen",
            quantity="social_tenants",
            within=BY_NATIONALITY,
            periods=of_years,
            rate=(0.015, 0.045),
            in_brussels=(0.02, 0.05),
            classes={"nationality_group": BY_PORTAL},
            factors={"nationality_group": (1, 0.7, 2)},
            unknown={"nationality_group": 0.015},
            late_towns=0.01,
            late_in=of_years[-2:-1],
        ),
        Delivered(
            source="binnenlandse_zaken",
            quantity="potential_voters",
            within=FOREIGN_NATIONALS,
            periods=_elections(years),
            rate=(0.62, 0.74),
            classes={"nationality_group": ("eu_nationality", "non_eu_nationality")},
            shares={"nationality_group": (72, 28)},
        ),
        Delivered(
            source="binnenlandse_zaken",
            quantity="registered_voters",
            within="potential_voters",
            periods=_elections(years),
            rate=(0.24, 0.1),
            classes={"nationality_group": ("eu_nationality", "non_eu_nationality")},
            factors={"nationality_group": (1.15, 0.6)},
            jump=("2024", 0.8),
        ),
    )


def _elections(years: Years) -> tuple[str, ...]:
    """Of each election of the years that are asked for; of two at least."""
    return tuple(one for one in _ELECTIONS if one in years(2024, 7))


def _pupils(quantity: str, periods: tuple[str, ...], rate: tuple[float, float], **more: Any) -> Delivered:
    return _of_pupils(quantity, periods, rate, classes={"home_language": _LANGUAGES}, **more)


def _of_pupils(quantity: str, periods: tuple[str, ...], rate: tuple[float, float], **more: Any) -> Delivered:
    return Delivered(
        source=_SCHOOL,
        quantity=quantity,
        periods=periods,
        rate=rate,
        **{"classes": {"home_language": _LANGUAGES}} | more,
    )


def _count(quantity: str, periods: tuple[str, ...], rate: tuple[float, float], **more: Any) -> Delivered:
    return Delivered(source=_SCHOOL, quantity=quantity, periods=periods, rate=rate, **more)
