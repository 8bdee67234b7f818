"""How much of a difference matters: smaller ones are not called differences, however certain they are.

A margin stands in the unit of the indicator. Where an indicator declares none, that of its unit holds.
"""

from dataclasses import replace

from liim.model import Indicator, Unit

MARGINS: dict[Unit, float] = {"%": 1.0, "per 100": 1.0, "per 1000": 1.0, "per 10000": 5.0}
_TESTED = {"share", "composition", "rate"}


def with_margin(indicator: Indicator) -> Indicator:
    """The indicator with the margin that it declares, or else that of its unit; what is not tested has none."""
    if indicator.margin is not None or indicator.formula.kind not in _TESTED:
        return indicator
    return replace(indicator, margin=MARGINS.get(indicator.unit))
