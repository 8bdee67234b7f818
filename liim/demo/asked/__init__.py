"""What the demo's administrations deliver: of every quantity of the catalogue that no file in a raw format carries."""

from dataclasses import replace

from liim.catalogue import catalogue
from liim.demo.asked import caravan_sites, newcomers, people, school_and_home, survey, work
from liim.demo.asked.years import Years, every, few, latest
from liim.demo.deliveries import Delivered
from liim.demo.stated import Stated
from liim.model import PublicElsewhere

__all__ = ["Years", "asked", "every", "few", "latest", "open_to_all", "small"]

# Many small counts that are tied to each other take long to protect: from how many inhabitants on a small demo tells
# them by class, and what it does not tell by all classes at once.
_SPLIT_FROM = {"ksz": 40_000, "vdab": 10_000, "kruispuntbank_inburgering": 5_000}
_FOR_ALL = ("local_staff", "registrations", "contracts", "certificates")  # fast enough
_NOT_ALL_AT_ONCE = ("labour_force", "unemployed")
_ALL_AT_ONCE = ("origin", "sex", "age")
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
    """What a small demo delivers: a few years of what is open to all, and the latest of the rest.

    Work and income by origin, and newcomers, are told by class of the larger municipalities alone; only employment by
    origin, age and sex at once. In full, these would take longer to protect than everything else together.
    """
    openly = open_to_all(few)
    told = {one.quantity for one in openly}
    return (*openly, *(_lighter(one) for one in asked(latest) if one.quantity not in told))


def _lighter(one: Delivered | Stated) -> Delivered | Stated:
    if isinstance(one, Stated) or one.quantity in _FOR_ALL:
        return one
    crossings = one.crossings
    if one.quantity in _NOT_ALL_AT_ONCE:
        pairs = tuple((_ALL_AT_ONCE[0], other) for other in _ALL_AT_ONCE[1:])
        crossings = tuple(pair for way in crossings for pair in (pairs if way == _ALL_AT_ONCE else (way,)))
    return replace(one, crossings=crossings, split_from=_SPLIT_FROM.get(one.source, 0))
