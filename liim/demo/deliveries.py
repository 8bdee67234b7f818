"""Invented counts for any quantity: how many, in which classes, of which larger quantity they are part.

Nothing here knows the catalogue: what to invent is said by `Delivered`, one per quantity.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np

from liim.demo.chance import Counts, Numbers, draws, whole
from liim.demo.newcomers import newcomers
from liim.demo.people import FOREIGN, inhabitants
from liim.demo.places import BRUSSELS, FLANDERS
from liim.demo.towns import Towns
from liim.model import UNKNOWN, Status

INHABITANTS, FOREIGN_NATIONALS = "inhabitants", "foreign_nationals"  # those of the demo's population files
NEWCOMERS = "newcomers"  # those of the files of Provincies in Cijfers

_BELGIAN = "belgian"  # a first class that begins so is most people, but fewer where more people have roots abroad
_QUARTERS = 4
_BASE_YEAR = 2018


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What the deliveries of one quantity are to hold."""

    source: str
    quantity: str
    periods: tuple[str, ...]
    rate: tuple[float, float]
    """Lowest and highest town: counts per one of `within`; (1, 1) splits all of `within` into classes."""

    within: str = INHABITANTS
    """The quantity that this one is part of, class by class where both have the classes; declared before this one."""

    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The classes of each breakdown, the largest first."""

    crossings: tuple[tuple[str, ...], ...] = ()
    """The breakdowns that are delivered together; each one apart, and the total, always are."""

    gap: float = 0.0
    """How much higher the rate is in the last class of origin or nationality than in the first: 0.5 is half more."""

    growth: float = 0.0
    """Of the rate, per year."""

    regions: tuple[str, ...] = (FLANDERS, BRUSSELS)
    occurs_in: float = 1.0
    """Share of towns where there are any; the others have none."""

    at_least_one: bool = False
    """Wherever there is any of `within`, there is one at least: a site for the pitches."""

    mean_of_months: bool = False
    """A yearly mean: with decimals (quarters, so that classes still add up)."""

    statuses: Mapping[str, Status] = field(default_factory=dict)
    """Periods that are provisional, estimated, missing or not yet there."""

    late_towns: float = 0.0
    """Share of towns and periods that the source does not deliver."""

    hides_below: float = 0.0
    """The source itself hides counts above zero and below this."""

    jump: tuple[str, float] | None = None
    """A break in the series: from this period on all counts are so many times what they were."""


@dataclass(frozen=True, slots=True)
class Invented:
    """The counts of a quantity in a period: first axis towns, then one axis per breakdown."""

    counts: Counts
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def breakdowns(self) -> tuple[str, ...]:
        """In the order of the axes."""
        return tuple(self.classes)

    def by(self, wanted: Sequence[str]) -> Counts:
        """The counts by town and the wanted breakdowns, others added up."""
        others = tuple(axis for axis, name in enumerate(self.breakdowns, 1) if name not in wanted)
        return np.asarray(self.counts.sum(axis=others))


def invent(towns: Towns, deliveries: Sequence[Delivered], period: str, seed: int) -> dict[str, Invented]:
    """The counts of every quantity in one period. Raises KeyError for a part that is declared before its whole."""
    year = int(period[:4])
    people = inhabitants(towns, year, seed)
    found = {
        INHABITANTS: Invented(people.sum(axis=(1, 2, 3, 4))),
        FOREIGN_NATIONALS: Invented(people[:, :, FOREIGN].sum(axis=(1, 2, 3))),
        NEWCOMERS: Invented(newcomers(towns, year, seed)[:, 0]),
    }
    for one in deliveries:
        found[one.quantity] = _part(towns, one, found[one.within], period, seed)
    return found


def _part(towns: Towns, one: Delivered, within: Invented, period: str, seed: int) -> Invented:
    shared = tuple(name for name, classes in within.classes.items() if one.classes.get(name) == classes)
    parent = within.by(shared)
    rng = draws(seed, one.quantity, period)
    rate = _rate(towns, one, period, seed).reshape(-1, *[1] * len(shared))
    for axis, name in enumerate(shared, 1):
        rate = rate * _along(_slope(one, name), axis, len(shared))
    expected = parent * rate * (_QUARTERS if one.mean_of_months else 1)
    most = parent * (_QUARTERS if one.mean_of_months else 1)
    counts = np.minimum(whole(expected, rng.random(parent.shape)), most)
    if one.at_least_one:
        counts = np.maximum(counts, np.minimum(parent, 1))
    extra = tuple(name for name in one.classes if name not in shared)
    for name in extra:
        counts = _split(counts, _class_shares(towns, one, name, seed), rng)
    return Invented(counts, {name: one.classes[name] for name in (*shared, *extra)})


def _rate(towns: Towns, one: Delivered, period: str, seed: int) -> Numbers:
    """Per town: where it stands between lowest and highest, moved by growth, luck and a break."""
    rng = draws(seed, one.quantity, "towns")
    low, high = one.rate
    if low == high == 1:
        return np.ones(len(towns))
    # Half of where a town stands is chance, half is how many foreign nationals live there.
    rank = np.argsort(np.argsort(towns.foreign)) / len(towns)
    rate = low + (high - low) * (rng.random(len(towns)) + rank) / 2
    rate *= 1 + one.growth * (int(period[:4]) - _BASE_YEAR)
    rate *= 0.96 + 0.08 * draws(seed, one.quantity, "luck", period).random(len(towns))
    if one.jump and period >= one.jump[0]:
        rate *= one.jump[1]
    occurs = rng.random(len(towns)) < one.occurs_in
    return np.asarray(np.where(occurs, np.maximum(rate, 0), 0))


def _slope(one: Delivered, breakdown: str) -> Numbers:
    """How the rate differs between the classes of a breakdown that whole and part share."""
    size = len(one.classes[breakdown])
    if not one.classes[breakdown][0].startswith(_BELGIAN) or size == 1:
        return 1 + 0.12 * np.linspace(-1, 1, size)
    return 1 + one.gap * np.linspace(0, 1, size)


def _class_shares(towns: Towns, one: Delivered, breakdown: str, seed: int) -> Numbers:
    """Shares by town and class, adding up to one."""
    codes = one.classes[breakdown]
    weights = np.linspace(len(codes), 1, len(codes)) * (0.7 + 0.6 * draws(seed, breakdown, *codes).random(len(codes)))
    shares = weights * (0.7 + 0.6 * draws(seed, one.quantity, breakdown).random((len(towns), len(codes))))
    if UNKNOWN in codes:
        shares[:, codes.index(UNKNOWN)] *= 0.05
    shares /= shares.sum(axis=1, keepdims=True)
    if codes[0].startswith(_BELGIAN):
        abroad = np.minimum(towns.foreign * (1 + towns.naturalised) * (1 + max(one.gap, 0)), 0.9)[:, None]
        shares[:, 1:] *= abroad / shares[:, 1:].sum(axis=1, keepdims=True)
        shares[:, :1] = 1 - abroad
    return np.asarray(shares)


def _split(counts: Counts, shares: Numbers, rng: np.random.Generator) -> Counts:
    """The same counts with one more axis, over which they add up exactly."""
    upto = np.concatenate([np.zeros((len(shares), 1)), np.cumsum(shares, axis=1)], axis=1)
    upto[:, -1] = 1
    upto = upto.reshape(len(shares), *[1] * (counts.ndim - 1), -1)
    return np.diff(whole(counts[..., None] * upto, rng.random(counts.shape)[..., None]), axis=-1)


def _along(values: Numbers, axis: int, axes: int) -> Numbers:
    return values.reshape([-1 if at == axis else 1 for at in range(axes + 1)])


def tables(one: Delivered) -> list[tuple[str, ...]]:
    """The combinations of breakdowns that are delivered: the total, each crossing, and all that it holds."""
    wanted = [*((name,) for name in one.classes), *one.crossings]
    chosen = {
        tuple(name for name, kept in zip(crossing, keep, strict=True) if kept)
        for crossing in wanted
        for keep in product((False, True), repeat=len(crossing))
    }
    return sorted({tuple(name for name in one.classes if name in some) for some in chosen} | {()})


def as_counted(one: Delivered, counts: Counts) -> Numbers:
    """Counts as they are delivered: a yearly mean was held in quarters."""
    return counts / (_QUARTERS if one.mean_of_months else 1)
