"""Work and income by origin, as the Crossroads Bank for Social Security counts them; jobseekers, as VDAB does."""

from typing import Any

from liim.demo.asked.years import Years
from liim.demo.deliveries import Delivered
from liim.demo.invented import Grouped
from liim.demo.known import ORIGINS
from liim.demo.places import FLANDERS
from liim.model import Status

_KSZ, _VDAB = "ksz", "vdab"
_ALL_OF_THEM = (1, 1)
_SEXES = ("male", "female")
_ORIGIN = ("belgian_origin", "eu_origin", "non_eu_origin")
_DETAILED = ("belgian_origin_detail", *ORIGINS)
_TOGETHER = Grouped("origin_detail", {_ORIGIN[0]: _DETAILED[:1], _ORIGIN[1]: ORIGINS[:4], _ORIGIN[2]: ORIGINS[4:]})
_AGES, _AGES_OF_LABOUR = ("25-49", "50-64", "20-24"), ("25-49", "50-64", "15-24")
_OF_EMPLOYEES = ("work_status", "employee")
_FINE = ("origin_detail", "sex", "age")
_CROSSINGS = (("origin", "sex", "age"),)


def asked(years: Years) -> tuple[Delivered, ...]:
    """Both administrations; the first is three years late."""
    return (*_of_ksz(years), *_of_vdab(years))


def _of_ksz(years: Years) -> tuple[Delivered, ...]:
    since, recent, fine = years(2022, 5), years(2022, 3), years(2022, 1)
    by_origin = {"origin_detail": _DETAILED}
    fully = by_origin | {"sex": _SEXES}
    grouped = {"origin": _TOGETHER}
    of_work = {
        "work_status": ("employee", "self_employed"),
        "work_regime": ("full_time", "part_time", "special_regime"),
        "wage_class": ("middle_day_wage", "high_day_wage", "low_day_wage"),
        "work_sector": ("tertiary_sector", "quaternary_sector", "secondary_sector", "primary_sector"),
    }
    return (
        _ksz(
            "inhabitants_ksz",
            since,
            _ALL_OF_THEM,
            classes=by_origin,
            grouped=grouped,
            outside_eu=ORIGINS[4:],
            fine=_FINE,
            fine_periods=(),
        ),
        _ksz(
            "inhabitants_20_64",
            since,
            (0.55, 0.6),
            within="inhabitants_ksz",
            classes=fully | {"age": _AGES},
            grouped=grouped,
            shares={"sex": (101, 100), "age": (58, 34, 8)},
            gap=0.12,
            crossings=_CROSSINGS,
            fine=_FINE,
            fine_periods=fine,
        ),
        _ksz(
            "employed",
            since,
            (0.83, 0.74),
            within="inhabitants_20_64",
            classes=fully | {"age": _AGES} | of_work,
            grouped=grouped,
            factors={"sex": (1.04, 0.96), "age": (1.08, 0.93, 0.72)},
            shares={
                "work_status": (84, 16),
                "work_regime": (62, 32, 6),
                "wage_class": (44, 32, 24),
                "work_sector": (43, 34, 21, 2),
            },
            leaning={
                "work_status": (1, 0.8),
                "work_regime": (0.85, 1, 2.6),
                "wage_class": (0.95, 0.5, 1.9),
                "work_sector": (1.35, 0.6, 0.9, 1.4),
            },
            gap=-0.3,
            growth=0.008,
            crossings=(
                *_CROSSINGS,
                ("origin", "work_status"),
                *(("origin", "work_status", one) for one in ("work_regime", "wage_class", "work_sector")),
            ),
            only_with=dict.fromkeys(("work_regime", "wage_class", "work_sector"), _OF_EMPLOYEES),
            fine=(*_FINE, *of_work),
            fine_periods=fine,
        ),
        _ksz(
            "labour_force",
            since,
            (0.51, 0.47),
            within="inhabitants_ksz",
            classes=fully | {"age": _AGES_OF_LABOUR},
            grouped=grouped,
            shares={"sex": (53, 47), "age": (62, 29, 9)},
            gap=-0.12,
            crossings=_CROSSINGS,
            fine=_FINE,
            fine_periods=fine,
        ),
        _ksz(
            "unemployed",
            since,
            (0.018, 0.06),
            within="labour_force",
            classes=fully | {"age": _AGES_OF_LABOUR},
            grouped=grouped,
            factors={"sex": (1.03, 0.97), "age": (0.95, 0.9, 1.7)},
            gap=1.9,
            growth=-0.04,
            crossings=_CROSSINGS,
            fine=_FINE,
            fine_periods=fine,
        ),
        _ksz(
            "inhabitants_0_59",
            recent,
            (0.68, 0.75),
            within="inhabitants_ksz",
            classes={"origin": _ORIGIN},
            gap=0.15,
        ),
        _ksz(
            "low_work_intensity",
            recent,
            (0.035, 0.09),
            within="inhabitants_0_59",
            classes={"origin": _ORIGIN},
            gap=2.6,
        ),
        _ksz(
            "integration_income",
            since,
            (0.002, 0.009),
            within="inhabitants_ksz",
            classes={"origin": _ORIGIN},
            gap=6,
            growth=0.03,
        ),
        _ksz(
            "local_staff",
            recent,
            (0.007, 0.018),
            classes={"origin": ("belgian_origin", "foreign_origin")},
            gap=-0.55,
        ),
    )


def _ksz(quantity: str, periods: tuple[str, ...], rate: tuple[float, float], **more: Any) -> Delivered:
    return Delivered(source=_KSZ, quantity=quantity, periods=periods, rate=rate, **more)


def _of_vdab(years: Years) -> tuple[Delivered, ...]:
    since, recent, fine = years(2024, 5), years(2024, 3), years(2024, 1)
    return (
        _vdab(
            "jobseekers_mean",
            since,
            (0.012, 0.036),
            growth=-0.01,
            classes={
                "origin": _ORIGIN,
                "schooling": ("low_schooled", "middle_schooled", "high_schooled"),
                "age": ("25-49", "50+", "under_25"),
            },
            shares={"schooling": (45, 36, 19), "age": (50, 32, 18)},
            leaning={"schooling": (1.5, 0.75, 0.8), "age": (1.25, 0.6, 0.8)},
            outside_eu=_ORIGIN[2:],
            gap=0.6,
            crossings=(("origin", "schooling"), ("origin", "age")),
            fine=("schooling", "age"),
            fine_periods=fine,
        ),
        _vdab("jobseekers_outside_europe", since, (0.1, 0.55), within="jobseekers_mean"),
        _vdab(
            "school_leavers_waiting",
            recent,
            (0.03, 0.06),
            within="jobseekers_mean",
            classes={"origin": _ORIGIN},
            gap=0.3,
        ),
        _vdab(
            "jobseekers_one_year",
            since,
            (0.42, 0.54),
            within="jobseekers_mean",
            classes={"origin": _ORIGIN},
            gap=0.08,
        ),
        _vdab(
            "jobseekers_two_years",
            recent,
            (0.55, 0.68),
            within="jobseekers_one_year",
            classes={"origin": _ORIGIN},
            gap=-0.05,
        ),
        _vdab("jobseekers_little_dutch", since, (0.08, 0.4), within="jobseekers_mean"),
    )


def _vdab(quantity: str, periods: tuple[str, ...], rate: tuple[float, float], **more: Any) -> Delivered:
    return Delivered(
        source=_VDAB,
        quantity=quantity,
        periods=periods,
        rate=rate,
        mean_of_months=True,
        regions=(FLANDERS,),
        statuses={"2024": Status.PROVISIONAL},
        **more,
    )
