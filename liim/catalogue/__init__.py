"""WHAT IS PUBLISHED: one module per theme, one block per indicator; `catalogue()` gives all by id."""

from dataclasses import replace
from functools import cache

from liim.catalogue import (
    caravan_sites,
    demography,
    education,
    housing,
    living_together,
    newcomers,
    participation,
    poverty,
    work,
)
from liim.catalogue.breakdowns import BREAKDOWNS
from liim.catalogue.checks import check, check_rules
from liim.catalogue.margins import with_margin
from liim.catalogue.quantities import QUANTITIES
from liim.catalogue.themes import THEMES
from liim.classifications import Grouping, groupings
from liim.model import UNKNOWN, Breakdown, Indicator, Quantity, Theme

__all__ = ["breakdowns", "catalogue", "check", "coarser_of", "groupings_of", "is_additive", "quantities", "themes"]

_CHAPTERS = (
    demography,
    newcomers,
    work,
    education,
    housing,
    caravan_sites,
    poverty,
    participation,
    living_together,
)


@cache
def catalogue() -> dict[str, Indicator]:
    """Every indicator by id, in the order of the report; each checked against quantities and groupings."""
    every = [indicator for chapter in _CHAPTERS for indicator in chapter.INDICATORS]
    found: dict[str, Indicator] = {}
    for indicator in every:
        if indicator.id in found:
            raise ValueError(f"{indicator.id} is declared twice in liim/catalogue: give one of them another id.")
        check(indicator, quantities())
        found[indicator.id] = with_margin(indicator)
    check_rules(found.values())
    return found


@cache
def quantities() -> dict[str, Quantity]:
    """Every quantity by id."""
    return {quantity.id: quantity for quantity in QUANTITIES}


def themes() -> tuple[Theme, ...]:
    """The chapters in the order of the report."""
    return THEMES


def breakdowns() -> dict[str, Breakdown]:
    """Every breakdown by id, in the order of the columns."""
    return {one.id: one for one in BREAKDOWNS}


def groupings_of(indicator: Indicator) -> tuple[Grouping, ...]:
    """The groupings by which an indicator is broken down."""
    return tuple(groupings()[id_] for id_ in indicator.breakdowns)


def coarser_of(indicator: Indicator) -> tuple[Grouping, ...]:
    """The groupings of broader classes by which an indicator is told where none of its own may be.

    Without the unknown: they are as many, however broad the others are.
    """
    named = (groupings()[id_] for id_ in indicator.coarser)
    return tuple(replace(one, classes=tuple(each for each in one.classes if each.code != UNKNOWN)) for one in named)


def is_additive(indicator: Indicator) -> bool:
    """Whether its counts may be added over areas and mergers, and then divided.

    A balance may, although its terms may not: what moves between the parts cancels out.
    """
    formula = indicator.formula
    counted = [quantities()[one.quantity] for one in formula.counts]
    return (
        formula.kind not in {"gap", "published"}
        and all(one.additive for one in counted)
        and (formula.kind == "balance" or not any(one.sum_is_upper_bound for one in counted))
    )


catalogue()  # a declaration that does not hold together is refused here, before anything is computed from it
