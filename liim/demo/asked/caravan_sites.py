"""Caravan sites: few municipalities have one, and some do not answer."""

from typing import Any

from liim.demo.asked.years import Years
from liim.demo.deliveries import Delivered
from liim.demo.places import FLANDERS
from liim.demo.stated import Stated, answered, each_once

_SOURCE = "woonwagens"
_DO_NOT_ANSWER = 0.06
_KINDS = {"site_type": ("residential_site", "transit_site"), "ownership": ("public_site", "private_site")}
_SHARES = {"site_type": (0.94, 0.06), "ownership": (0.78, 0.22)}


def asked(years: Years) -> tuple[Delivered | Stated, ...]:
    """The yearly return of the Flemish municipalities: most have no site, and say so."""
    periods = years(2025, 3)
    late_in = periods[:-1]

    def returned(quantity: str, rate: tuple[float, float], within: str, **more: Any) -> Delivered:
        return Delivered(
            source=_SOURCE,
            quantity=quantity,
            periods=periods,
            rate=rate,
            within=within,
            regions=(FLANDERS,),
            late_towns=_DO_NOT_ANSWER,
            late_in=late_in,
            **more,
        )

    by_kind: dict[str, Any] = {"classes": _KINDS, "crossings": (tuple(_KINDS),)}
    return (
        returned(
            "pitches",
            (0.00025, 0.0004),
            "inhabitants",
            occurs_in=0.25,
            shares=_SHARES,
            in_one_class=tuple(_KINDS),
            **by_kind,
        ),
        returned("caravan_sites", (0.06, 0.08), "pitches", at_least_one=True, **by_kind),
        returned("pitches_out_of_use", (0.02, 0.1), "pitches", **by_kind),
        returned("pitches_occupied", (0.72, 0.9), "pitches", **by_kind),
        returned("caravans", (0.8, 0.98), "pitches", **by_kind),
        returned("pitches_planned", (0.1, 0.4), "pitches", occurs_in=0.15, **by_kind),
        returned("caravan_households", (0.7, 0.85), "pitches", classes={"ownership": _KINDS["ownership"]}),
        returned("pitch_applicants", (0, 0.6), "pitches"),
        Stated(
            source=_SOURCE,
            quantity="municipalities_asked",
            periods=periods,
            regions=(FLANDERS,),
            counted=each_once,
        ),
        Stated(
            source=_SOURCE,
            quantity="municipalities_answered",
            periods=periods,
            regions=(FLANDERS,),
            counted=answered(_SOURCE, _DO_NOT_ANSWER, late_in),
        ),
    )
