"""What a declaration must hold to: its names are known and its parts fit; what is wrong is named with its mend."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from liim.classifications import Grouping, grouping_with, groupings, made_of
from liim.formulas import Count
from liim.model import UNKNOWN, Disclosure, Indicator, Quantity, Threshold

_TWO = 2  # a class of one would tell what the finer may not


def check(indicator: Indicator, quantities: Mapping[str, Quantity]) -> None:
    """Raise ValueError, with the name at fault and the mend, where a declaration does not hold together."""
    for id_ in indicator.breakdowns:
        if id_ not in groupings():
            raise ValueError(f"{indicator.id}: no grouping is called {id_}.{_meant(id_, groupings())}")
    for one in indicator.formula.counts:
        _check_count(indicator, one, quantities)
    _check_breakdowns(indicator, quantities)
    _check_coarser(indicator)


def _check_count(indicator: Indicator, one: Count, quantities: Mapping[str, Quantity]) -> None:
    """A count is of a known quantity, pins classes that it has, and holds at the moment that is declared."""
    if one.quantity not in quantities:
        raise ValueError(f"{indicator.id}: no quantity is called {one.quantity}.{_meant(one.quantity, quantities)}")
    quantity = quantities[one.quantity]
    split = {groupings()[id_].breakdown for id_ in indicator.breakdowns}
    for breakdown, code in one.classes:
        if breakdown not in quantity.breakdowns:
            raise ValueError(
                f"{indicator.id}: {one.quantity} is not broken down by {breakdown}."
                f"{_meant(breakdown, quantity.breakdowns)}"
            )
        if breakdown in split:
            raise ValueError(
                f"{indicator.id}: {breakdown} is pinned to {code}, and the indicator is broken down by it. "
                "Do one of the two."
            )
        grouping_with(breakdown, code)
    moment = one.at or indicator.moment
    if quantity.moment != moment:
        raise ValueError(
            f"{indicator.id}: {one.quantity} holds at {quantity.moment}, the indicator at {moment}. Take a quantity of "
            f'the same moment, or declare the difference: of("{one.quantity}", at="{quantity.moment}").'
        )


def _check_breakdowns(indicator: Indicator, quantities: Mapping[str, Quantity]) -> None:
    """What is counted is split by every breakdown of the indicator, and no breakdown stands twice."""
    split: dict[str, Grouping] = {}
    for grouping in (groupings()[id_] for id_ in indicator.breakdowns):
        if grouping.breakdown in split:
            raise ValueError(
                f"{indicator.id}: {grouping.id} and {split[grouping.breakdown].id} both group {grouping.breakdown}. "
                "Take one of them."
            )
        split[grouping.breakdown] = grouping
        for one in indicator.formula.plus + indicator.formula.minus:
            if grouping.breakdown not in quantities[one.quantity].breakdowns:
                raise ValueError(
                    f"{indicator.id}: {one.quantity} is not broken down by {grouping.breakdown}. "
                    "Take the breakdown out of the declaration, or add it to the quantity that carries it."
                )
    for breakdown in indicator.formula.over:
        if breakdown not in split:
            raise ValueError(
                f"{indicator.id}: its classes add up over {breakdown}, by which it is not broken down. "
                f"Add a grouping of {breakdown} to its breakdowns."
            )


def _check_coarser(indicator: Indicator) -> None:
    """Each broader class is two or more of the finer: one that is a finer class would tell what may not be told."""
    finer = {one.breakdown: one for one in (groupings()[id_] for id_ in indicator.breakdowns)}
    for id_ in indicator.coarser:
        if id_ not in groupings():
            raise ValueError(f"{indicator.id}: no grouping is called {id_}.{_meant(id_, groupings())}")
        coarse = groupings()[id_]
        if coarse.breakdown not in finer or not isinstance(indicator.disclosure, Threshold):
            raise ValueError(
                f"{indicator.id}: {id_} is coarser than nothing that is withheld here. Declare a grouping of a "
                "breakdown of the indicator, and a threshold."
            )
        parts = made_of(coarse, finer[coarse.breakdown])
        for one in coarse.classes:
            if one.code != UNKNOWN and len(parts.get(one.code, ())) < _TWO:
                raise ValueError(
                    f"{indicator.id}: {one.code} of {id_} is not made of two or more classes of "
                    f"{finer[coarse.breakdown].id}. Widen it in liim/classifications/groupings.csv."
                )


def check_rules(indicators: Iterable[Indicator]) -> None:
    """Raise ValueError where two indicators count one quantity and protect it by different rules.

    A count that one of them withholds would be read in the other.
    """
    seen: dict[str, tuple[str, Disclosure]] = {}
    for indicator in indicators:
        for one in indicator.formula.plus + indicator.formula.minus:
            first, rule = seen.setdefault(one.quantity, (indicator.id, indicator.disclosure))
            if rule != indicator.disclosure:
                raise ValueError(
                    f"{indicator.id} and {first} protect {one.quantity} by different rules. Give both the same one."
                )


def _meant(name: str, known: Iterable[str]) -> str:
    """A guess at what was meant: " Did you mean …?", or nothing."""
    close = get_close_matches(name, list(known), n=1)
    return f" Did you mean {close[0]}?" if close else " Add it, or correct the name."
