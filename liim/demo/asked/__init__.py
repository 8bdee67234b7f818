"""What the demo's administrations deliver: of every quantity of the catalogue that no file in a raw format carries."""

from liim.demo.asked import caravan_sites, newcomers, people, school_and_home, survey, work
from liim.demo.asked.years import Years, every, few
from liim.demo.deliveries import Delivered
from liim.demo.stated import Stated

__all__ = ["Years", "asked", "every", "few"]

_SUBJECTS = (people, newcomers, work, school_and_home, caravan_sites, survey)


def asked(years: Years) -> tuple[Delivered | Stated, ...]:
    """All deliveries; a whole goes before its parts."""
    return tuple(one for subject in _SUBJECTS for one in subject.asked(years))
