"""What does not add up over areas: percentages of a survey, the largest nationalities and their number, who answered.

Each is invented per municipality of the division that holds in a period, not per town of 2018.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from liim.demo.chance import Numbers, draws
from liim.demo.countries import COUNTRIES
from liim.demo.known import FOREIGN_NATIONALS, known
from liim.demo.places import BRUSSELS, FLANDERS, later_codes, places
from liim.demo.towns import Towns
from liim.geography import division_of
from liim.model import Status

Counted = Callable[[Towns, str, str, int], pl.DataFrame]
"""Of towns, a quantity, a period and a seed: area, the breakdowns, count; `reason` where there is none."""

TOO_FEW = "too_few_respondents"

_FIVE = 5
_SMALLEST = "73028"  # whose inhabitants no survey ever asked
_TOO_SMALL_A_SAMPLE = 0.015  # of the municipalities


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What the deliveries of one quantity are to hold, municipality by municipality."""

    source: str
    quantity: str
    periods: tuple[str, ...]
    counted: Counted
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The classes of each breakdown; none named where every country is one."""

    regions: tuple[str, ...] = (FLANDERS, BRUSSELS)
    statuses: Mapping[str, Status] = field(default_factory=dict)

    @property
    def breakdowns(self) -> tuple[str, ...]:
        """All by which it is split."""
        return tuple(self.classes)


def late(source: str, share: float, period: str, seed: int) -> list[str]:
    """The municipalities that a source does not deliver in a period: the same ones for all that it counts."""
    areas = sorted(places(division_of(period)))
    chance = draws(seed, source, "late", period).random(len(areas))
    return [area for area, drawn in zip(areas, chance, strict=True) if drawn < share]


def each_once(towns: Towns, quantity: str, period: str, seed: int) -> pl.DataFrame:
    """One per municipality."""
    del towns, quantity, seed
    return pl.DataFrame({"area": sorted(places(division_of(period)))}).with_columns(count=pl.lit(1.0))


def answered(source: str, share: float, late_in: Sequence[str]) -> Counted:
    """One per municipality that delivered, none for those that are late in some periods."""

    def counted(towns: Towns, quantity: str, period: str, seed: int) -> pl.DataFrame:
        none = late(source, share, period, seed) if period in late_in else []
        asked = each_once(towns, quantity, period, seed)
        return asked.with_columns(count=pl.when(pl.col("area").is_in(none)).then(0.0).otherwise(1.0))

    return counted


def five_largest(towns: Towns, quantity: str, period: str, seed: int) -> pl.DataFrame:
    """The five nationalities with the most people in a municipality, and how many these are together."""
    del quantity
    areas, together = _by_country(towns, period, seed)
    order = np.argsort(-together, axis=1, kind="stable")[:, :_FIVE]
    largest = np.take_along_axis(together, order, axis=1)
    where, rank = np.nonzero(largest)
    names = pl.Series(COUNTRIES)
    of_each = pl.DataFrame(
        {
            "area": pl.Series(areas).gather(where),
            "nationality_top5": names.gather(order[where, rank]),
            "count": largest[where, rank].astype(float),
        }
    )
    total = pl.DataFrame({"area": areas, "count": largest.sum(axis=1).astype(float)})
    return pl.concat([total, of_each], how="diagonal")


def how_many(towns: Towns, quantity: str, period: str, seed: int) -> pl.DataFrame:
    """How many nationalities live in a municipality."""
    del quantity
    areas, together = _by_country(towns, period, seed)
    return pl.DataFrame({"area": areas, "count": (together > 0).sum(axis=1).astype(float)})


def percentages(items: Sequence[str], usual: Mapping[str, float]) -> Counted:
    """Per item the shares of the answers, with one decimal, adding up to 100; "" is no item."""

    def counted(towns: Towns, quantity: str, period: str, seed: int) -> pl.DataFrame:
        areas, place = _municipalities(towns, period)
        answers, tables = tuple(usual), []
        for item in items:
            chance = draws(seed, quantity, item).random((len(towns), len(answers)))[place]
            luck = draws(seed, quantity, item, period).random((len(areas), len(answers)))
            weights = np.array([*usual.values()]) * (0.75 + 0.5 * chance) * (0.94 + 0.12 * luck)
            # The last answer is given more where more people came from abroad, the first one less.
            diverse = (np.argsort(np.argsort(towns.foreign)) / len(towns))[place, None]
            weights *= 1 + 0.2 * np.linspace(-1, 1, len(answers)) * (2 * diverse - 1)
            upto = np.rint(1000 * np.cumsum(weights, axis=1) / weights.sum(axis=1, keepdims=True))
            tenths = np.diff(upto, axis=1, prepend=0)
            tables += [_table(areas, tenths[:, at] / 10, item, answer) for at, answer in enumerate(answers)]
        return _with_too_few(pl.concat(tables, how="diagonal"), period, seed)

    return counted


def shares_of(items: Mapping[str, tuple[float, float]]) -> Counted:
    """Per item a share between that where fewest and that where most foreign nationals live; "" is no item."""

    def counted(towns: Towns, quantity: str, period: str, seed: int) -> pl.DataFrame:
        areas, place = _municipalities(towns, period)
        tables = []
        for item, (low, high) in items.items():
            rank = np.argsort(np.argsort(towns.foreign)) / len(towns)
            own = low + (high - low) * (rank + draws(seed, quantity, item).random(len(towns))) / 2
            luck = 0.92 + 0.16 * draws(seed, quantity, item, period).random(len(areas))
            tables.append(_table(areas, np.rint(own[place] * luck * 10) / 10, item))
        return _with_too_few(pl.concat(tables, how="diagonal"), period, seed)

    return counted


def _by_country(towns: Towns, period: str, seed: int) -> tuple[list[str], Numbers]:
    """Municipalities, and their foreign nationals by country."""
    counts = known(towns, FOREIGN_NATIONALS, int(period[:4]), seed).counts
    joined = towns.joined(counts, division_of(period))
    return [*joined], np.stack([*joined.values()]).astype(float)


def _municipalities(towns: Towns, period: str) -> tuple[list[str], list[int]]:
    """Municipalities, and for each the first of its towns, whose people it takes after."""
    became = later_codes(division_of(period))
    first: dict[str, int] = {}
    for at, place in enumerate(towns.places):
        first.setdefault(became[place.code], at)
    return [*first], [*first.values()]


def _table(areas: list[str], values: Numbers, item: str, answer: str = "") -> pl.DataFrame:
    named = {"item": item, "response": answer}
    split = [pl.lit(code).alias(name) for name, code in named.items() if code]
    return pl.DataFrame({"area": areas, "count": values}).with_columns(split)


def _with_too_few(table: pl.DataFrame, period: str, seed: int) -> pl.DataFrame:
    """The smallest municipality, and a few others each time, gave too few answers."""
    few = [_SMALLEST, *late("survey", _TOO_SMALL_A_SAMPLE, period, seed)]
    silent = pl.col("area").is_in(few)
    return table.with_columns(
        count=pl.when(~silent).then("count"), reason=pl.when(silent).then(pl.lit(TOO_FEW)).otherwise(pl.lit(""))
    )
