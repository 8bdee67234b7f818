"""Every text that users read of the catalogue and its classifications, in Dutch: what is to be translated."""

from collections.abc import Iterator

from liim.catalogue import breakdowns, catalogue, quantities, themes
from liim.catalogue.method_sheet import TEXTS
from liim.catalogue.statistics import TEXTS as STATISTICS
from liim.catalogue.structure import TRAITS
from liim.classifications import NATIONALITY, groupings
from liim.classifications.countries import countries
from liim.model import Indicator, PublicElsewhere


def texts() -> tuple[str, ...]:
    """Each text once, in the order of the report."""
    return tuple(dict.fromkeys(_every()))


def _every() -> Iterator[str]:
    for theme in themes():
        yield from (theme.title, theme.why)
    for breakdown in breakdowns().values():
        yield breakdown.title
    for grouping in groupings().values():
        if grouping.id != NATIONALITY:  # the names of countries come with their codes
            yield from (one.title for one in grouping.classes)
    yield from (one.title for one in countries().values() if one.stands_for or one.code == "XX")
    for quantity in quantities().values():
        yield from (quantity.title, quantity.unit, quantity.owner)
        yield from (quantity.noun,) if quantity.noun else ()
    for indicator in catalogue().values():
        yield from _of(indicator)
    yield from (trait.title for trait in TRAITS)
    yield from TEXTS
    yield from STATISTICS


def _of(indicator: Indicator) -> Iterator[str]:
    yield from (indicator.title, indicator.definition)
    yield from (one.why for one in indicator.breaks)
    yield from (*indicator.cautions, *indicator.to_verify)
    if isinstance(indicator.disclosure, PublicElsewhere):
        yield indicator.disclosure.where
