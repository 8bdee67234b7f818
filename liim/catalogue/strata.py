"""The levels of each gap by age and sex at once: what a gap is adjusted for.

They are counted and protected as indicators are, and are no indicators themselves: only adjusted gaps are made of them.
"""

from dataclasses import replace

from liim.catalogue.checks import check
from liim.catalogue.quantities import QUANTITIES
from liim.catalogue.work.employment import EMPLOYMENT_BY_ORIGIN, UNEMPLOYMENT_BY_ORIGIN
from liim.model import Indicator


def _crossed(level: Indicator, *groupings: str) -> Indicator:
    """A level, under its own id, split further."""
    return replace(level, breakdowns=(*level.breakdowns, *groupings))


STRATA = (
    _crossed(EMPLOYMENT_BY_ORIGIN, "age_employment", "sex"),
    _crossed(UNEMPLOYMENT_BY_ORIGIN, "age_unemployment", "sex"),
)

for level in STRATA:
    check(level, {quantity.id: quantity for quantity in QUANTITIES})
