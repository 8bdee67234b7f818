"""What the demo's administrations deliver: of every quantity of the catalogue that no file in a raw format carries."""

from liim.catalogue import catalogue
from liim.demo.asked import caravan_sites, newcomers, people, school_and_home, survey, work
from liim.demo.asked.years import Years, every, few, latest
from liim.demo.deliveries import Delivered
from liim.demo.stated import Stated
from liim.model import PublicElsewhere

__all__ = ["Years", "asked", "every", "few", "latest", "open_to_all", "small"]

_LONG_TO_PROTECT = ("ksz", "vdab")
_SUBJECTS = (people, newcomers, work, school_and_home, caravan_sites, survey)


def asked(years: Years) -> tuple[Delivered | Stated, ...]:
    """All deliveries; a whole goes before its parts."""
    return tuple(one for subject in _SUBJECTS for one in subject.asked(years))


def open_to_all(years: Years) -> tuple[Delivered | Stated, ...]:
    """Those of which nothing has to be withheld, because every count is public elsewhere: they are made in seconds."""
    is_open = {True: set[str](), False: set[str]()}
    for indicator in catalogue().values():
        counted = {one.quantity for one in indicator.formula.counts}
        is_open[isinstance(indicator.disclosure, PublicElsewhere)] |= counted
    return tuple(one for one in asked(years) if one.quantity in is_open[True] - is_open[False])


def small() -> tuple[Delivered | Stated, ...]:
    """What a small demo delivers: a few years of what is open to all, and the latest of most of the rest.

    Work and income by origin are left out: their crossings take longer to protect than all else together.
    """
    openly = open_to_all(few)
    told = {one.quantity for one in openly}
    rest = (one for one in asked(latest) if one.quantity not in told and one.source not in _LONG_TO_PROTECT)
    return (*openly, *rest)
