"""WHAT IS PUBLISHED: one module per theme, one block per indicator; `catalogue()` gives all by id."""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache

from liim.catalogue import demography, newcomers, work
from liim.catalogue.quantities import BREAKDOWNS, QUANTITIES
from liim.catalogue.themes import THEMES
from liim.classifications import Grouping, grouping_with, groupings
from liim.model import Breakdown, Indicator, Quantity, Theme


@cache
def catalogue() -> dict[str, Indicator]:
    """Every indicator by id, in the order of the report; each checked against quantities and groupings."""
    every = [*demography.INDICATORS, *newcomers.INDICATORS, *work.INDICATORS]
    found: dict[str, Indicator] = {}
    for indicator in every:
        if indicator.id in found:
            raise ValueError(f"{indicator.id} is declared twice in liim/catalogue: give one of them another id.")
        check(indicator)
        found[indicator.id] = indicator
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


def check(indicator: Indicator) -> None:
    """Raise ValueError, with the name at fault and the mend, where a declaration does not hold together."""
    for id_ in indicator.breakdowns:
        if id_ not in groupings():
            raise ValueError(f"{indicator.id}: no grouping is called {id_}.{_meant(id_, groupings())}")
    for one in indicator.formula.counts:
        if one.quantity not in quantities():
            raise ValueError(
                f"{indicator.id}: no quantity is called {one.quantity}.{_meant(one.quantity, quantities())}"
            )
        for breakdown, code in one.classes:
            if breakdown not in quantities()[one.quantity].breakdowns:
                raise ValueError(f"{indicator.id}: {one.quantity} is not broken down by {breakdown}.")
            grouping_with(breakdown, code)
    for grouping in groupings_of(indicator):
        for one in indicator.formula.plus:
            if grouping.breakdown not in quantities()[one.quantity].breakdowns:
                raise ValueError(
                    f"{indicator.id}: {one.quantity} is not broken down by {grouping.breakdown}. "
                    "Take the breakdown out of the declaration, or add it to the quantity that carries it."
                )


def _meant(name: str, known: Iterable[str]) -> str:
    """A guess at what was meant: " Did you mean …?", or nothing."""
    close = get_close_matches(name, list(known), n=1)
    return f" Did you mean {close[0]}?" if close else " Add it, or correct the name."
