"""The figures of one indicator for one area, set apart by what a page does with them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from liim.editions import Figure
from liim.model import HAS_A_COUNT

COMPOSITION = "composition"  # its total is always 100: what tells something is the number, and the classes


@dataclass(frozen=True)
class Split:
    """One breakdown: its classes in the last period that shows any."""

    breakdown: str
    period: str
    by_class: Mapping[str, Figure]


@dataclass(frozen=True)
class Series:
    """The undivided figures of an indicator by period, and the divided ones by breakdown, period and class."""

    totals: dict[str, Figure] = field(default_factory=dict)
    divided: dict[str, dict[str, dict[str, Figure]]] = field(default_factory=dict)

    @cached_property
    def shown(self) -> list[Figure]:
        """Undivided figures with a value to show, oldest first."""
        return [figure for figure in self.totals.values() if is_shown(figure)]

    @property
    def last(self) -> Figure | None:
        """The undivided figure of the last period, shown or not."""
        return next(reversed(self.totals.values()), None)

    def chosen(self, period: str, part: str) -> Figure | None:
        """The figure of a period and a class (breakdown.code, "" for all) that an address asks for, if it is there."""
        if not part:
            return self.totals.get(period)
        breakdown, _, code = part.partition(".")
        return self.divided.get(breakdown, {}).get(period, {}).get(code)

    def split(self, breakdown: str) -> Split | None:
        """The classes of a breakdown in the last period that shows one of them."""
        for period, by_class in sorted(self.divided.get(breakdown, {}).items(), reverse=True):
            if any(is_shown(figure) for figure in by_class.values()):
                return Split(breakdown, period, by_class)
        return None


def is_shown(figure: Figure) -> bool:
    """Whether there is a value, or bounds, to show."""
    return (figure.value is not None and figure.status in HAS_A_COUNT) or figure.numerator_lower is not None


def series(figures: Iterable[Figure]) -> dict[tuple[str, str], Series]:
    """Series by area and indicator, from figures in the order of their periods. Crossed breakdowns are left out."""
    found: dict[tuple[str, str], Series] = defaultdict(Series)
    for figure in figures:
        one = found[figure.area, figure.indicator]
        if not figure.classes:
            one.totals[figure.period] = figure
        elif len(figure.classes) == 1:
            ((breakdown, code),) = figure.classes
            one.divided.setdefault(breakdown, {}).setdefault(figure.period, {})[code] = figure
    return found


def headline(figures: Sequence[Figure], kind: str) -> list[float | None]:
    """The numbers that a row and its trend show: the value, or for a composition the number of people."""
    return [figure.numerator if kind == COMPOSITION else figure.value for figure in figures]
