"""Invented counts for any quantity: how many, in which classes, of which larger quantity they are part.

Nothing here knows the catalogue: what to invent is said by `Delivered`, one per quantity (`liim/demo/asked/`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np

from liim.demo.chance import Counts, Numbers, draws, split, whole
from liim.demo.invented import Grouped, Invented
from liim.demo.known import INHABITANTS, known
from liim.demo.places import BRUSSELS, FLANDERS
from liim.demo.towns import Towns
from liim.model import UNKNOWN, Status

# First classes that begin so are most people, but fewer where more people came from abroad.
_BY_NATIONALITY = "belgian_nationality"
_MOST_PEOPLE = ("belgian", "dutch_at_home", "mother_speaks_dutch")
_AT_MOST_FROM_ABROAD = 0.92
_QUARTERS = 4
_BASE_YEAR = 2018


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What the deliveries of one quantity are to hold."""

    source: str
    quantity: str
    periods: tuple[str, ...]
    rate: tuple[float, float]
    """Where fewest and where most foreign nationals live: counts per one of `within`; (1, 1) is all of it."""

    in_brussels: tuple[float, float] | None = None
    """The same in Brussels, where it differs."""

    within: str = INHABITANTS
    """The quantity that this one is part of, class by class where both have the classes; declared before this one."""

    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The classes of each breakdown, the largest first."""

    grouped: Mapping[str, Grouped] = field(default_factory=dict)
    """Breakdowns that take classes of another one together."""

    shares: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """How large the classes of a breakdown are, where `within` does not say it."""

    leaning: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """How many times larger the classes of a breakdown are among people in the last class of origin."""

    factors: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """How many times the rate holds in each class of a breakdown that `within` has too."""

    outside_eu: tuple[str, ...] = ()
    """Classes of people from outside the EU: together as many as the town has among those from abroad."""

    in_one_class: tuple[str, ...] = ()
    """Breakdowns of which a town has one class only: all of its sites are public, or all are private."""

    only_with: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Breakdowns that are told of one class of another one: the sector of those who are employees."""

    not_in: tuple[str, str, str] | None = None
    """A class that does not exist in a region: the region, the breakdown, the class."""

    unknown: Mapping[str, float] = field(default_factory=dict)
    """Share that the source cannot place in a class of a breakdown."""

    crossings: tuple[tuple[str, ...], ...] = ()
    """The breakdowns that are delivered together; each one apart, and the total, always are."""

    fine: tuple[str, ...] = ()
    """Breakdowns that, as the crossings, are delivered in `fine_periods` alone."""

    fine_periods: tuple[str, ...] | None = None

    split_from: int = 0
    """Inhabitants from which on a municipality is told by class; of a smaller one all stand in the class unknown."""

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
    """A yearly mean: with decimals."""

    statuses: Mapping[str, Status] = field(default_factory=dict)
    """Periods that are provisional, estimated, missing or not yet there."""

    late_towns: float = 0.0
    """Share of towns that the source does not deliver in `late_in`; the same ones for all that it counts."""

    late_in: tuple[str, ...] = ()

    hides_below: float = 0.0
    """The source itself hides counts above zero and below this."""

    jump: tuple[str, float] | None = None
    """A break in the series: from this period on all counts are so many times what they were."""

    @property
    def is_all(self) -> bool:
        """Whether it is all of what it is part of."""
        return min(self.rate) == max(self.rate) == 1

    @property
    def breakdowns(self) -> tuple[str, ...]:
        """All by which it is ever delivered."""
        never = self.fine if self.fine_periods == () else ()
        return tuple(name for name in (*self.classes, *self.grouped) if name not in never)


def invent(towns: Towns, deliveries: Sequence[Delivered], period: str, seed: int) -> dict[str, Invented]:
    """The counts of every quantity in one period. Raises KeyError for a part that is declared before its whole."""
    found: dict[str, Invented] = {}
    for one in deliveries:
        if one.within not in found:
            found[one.within] = known(towns, one.within, int(period[:4]), seed)
        found[one.quantity] = _part(towns, one, found[one.within], period, seed)
    return found


def _part(towns: Towns, one: Delivered, within: Invented, period: str, seed: int) -> Invented:
    shared = tuple(name for name in within.breakdowns if one.classes.get(name) == within.classes_of(name))
    parent = within.by(shared)
    rng = draws(seed, one.quantity, period)
    rate = _rate(towns, one, period, seed).reshape(-1, *[1] * len(shared))
    for axis, name in enumerate(shared, 1):
        rate = rate * _along(_slope(one, name), axis, len(shared))
    pieces = _QUARTERS if one.mean_of_months else 1
    most = parent * (pieces // within.pieces)
    expected = most * rate
    counts = np.minimum(whole(expected, rng.random(parent.shape)), most)
    if one.at_least_one:
        counts = np.maximum(counts, np.minimum(parent, 1))
    extra = tuple(name for name in one.classes if name not in shared)
    for at, name in enumerate(extra):
        counts = split(counts, _leaning(one, (*shared, *extra[:at]), name, _class_shares(towns, one, name, seed)), rng)
    classes = {name: one.classes[name] for name in (*shared, *extra)}
    for name, share in one.unknown.items():
        counts = _some_unknown(counts, [*classes].index(name) + 1, share, rng)
        classes[name] = (*classes[name], UNKNOWN)
    return Invented(counts, classes, one.grouped, pieces)


def _rate(towns: Towns, one: Delivered, period: str, seed: int) -> Numbers:
    """Per town: where it stands between lowest and highest, moved by growth, luck and a break."""
    rng = draws(seed, one.quantity, "towns")
    if one.is_all:
        return np.ones(len(towns))
    # Half of where a town stands is chance, half is how many foreign nationals live there.
    rank = np.argsort(np.argsort(towns.foreign)) / len(towns)
    place = (rng.random(len(towns)) + rank) / 2
    low, high = one.rate
    rate = low + (high - low) * place
    if one.in_brussels:
        low, high = one.in_brussels
        rate = np.where(towns.within(BRUSSELS), low + (high - low) * place, rate)
    rate *= 1 + one.growth * (int(period[:4]) - _BASE_YEAR)
    rate *= 0.96 + 0.08 * draws(seed, one.quantity, "luck", period).random(len(towns))
    if one.jump and period >= one.jump[0]:
        rate *= one.jump[1]
    occurs = rng.random(len(towns)) < one.occurs_in
    if one.in_brussels:
        occurs |= towns.within(BRUSSELS)
    return np.asarray(np.where(occurs, np.maximum(rate, 0), 0))


def _slope(one: Delivered, breakdown: str) -> Numbers:
    """How the rate differs between the classes of a breakdown that whole and part share."""
    if breakdown in one.factors:
        return np.array(one.factors[breakdown])
    size = len(one.classes[breakdown])
    if one.is_all:
        return np.ones(size)
    if not one.classes[breakdown][0].startswith(_MOST_PEOPLE) or size == 1:
        return 1 + 0.12 * np.linspace(-1, 1, size)
    return 1 + one.gap * np.linspace(0, 1, size)


def _class_shares(towns: Towns, one: Delivered, breakdown: str, seed: int) -> Numbers:
    """Shares by town and class, adding up to one."""
    codes = one.classes[breakdown]
    usual = one.shares.get(breakdown, np.linspace(len(codes), 1, len(codes)))
    spread = 0.3 if breakdown in one.shares else 0.6
    chance = draws(seed, one.quantity, breakdown).random((len(towns), len(codes)))
    shares = np.array(usual) * (1 - spread / 2 + spread * chance)
    if breakdown not in one.shares:
        shares *= 0.7 + 0.6 * draws(seed, breakdown, *codes).random(len(codes))
    if UNKNOWN in codes:
        shares[:, codes.index(UNKNOWN)] *= 0.05
    outside = np.isin(codes, one.outside_eu)
    from_abroad = np.full(len(codes), fill_value=True)
    from_abroad[0] = not codes[0].startswith(_MOST_PEOPLE)
    if outside.any():
        of_the_town = (1 - towns.from_neighbours - towns.from_eu27)[:, None]
        inside = from_abroad & ~outside
        shares[:, outside] *= of_the_town / shares[:, outside].sum(axis=1, keepdims=True)
        shares[:, inside] *= (1 - of_the_town) / shares[:, inside].sum(axis=1, keepdims=True)
    shares /= shares.sum(axis=1, keepdims=True)
    if not from_abroad[0]:
        naturalised = 0 if codes[0] == _BY_NATIONALITY else towns.naturalised
        abroad = np.minimum(towns.foreign * (1 + naturalised) * (1 + one.gap), _AT_MOST_FROM_ABROAD)[:, None]
        shares[:, 1:] *= abroad / shares[:, 1:].sum(axis=1, keepdims=True)
        shares[:, :1] = 1 - abroad
    if one.not_in and one.not_in[1] == breakdown:
        shares[towns.within(one.not_in[0]), codes.index(one.not_in[2])] = 0
        shares /= shares.sum(axis=1, keepdims=True)
    return _one_of(shares, draws(seed, one.quantity, breakdown, "one")) if breakdown in one.in_one_class else shares


def _leaning(one: Delivered, axes: Sequence[str], breakdown: str, shares: Numbers) -> Numbers:
    """Shares by town, each of the axes that there are already (of one where it tells nothing), and class."""
    by = next((name for name in axes if one.classes[name][0].startswith(_MOST_PEOPLE)), None)
    spread = shares.reshape(len(shares), *[1] * len(axes), -1)
    if breakdown not in one.leaning or by is None:
        return spread
    from_abroad = _along(np.linspace(0, 1, len(one.classes[by])), axes.index(by) + 1, len(axes))[..., None]
    leant = spread * (1 + from_abroad * (np.array(one.leaning[breakdown]) - 1))
    return np.asarray(leant / leant.sum(axis=-1, keepdims=True))


def _one_of(shares: Numbers, rng: np.random.Generator) -> Numbers:
    """All in one class, drawn by the shares."""
    chosen = (np.cumsum(shares, axis=1) < rng.random((len(shares), 1))).sum(axis=1)
    return np.asarray(np.eye(shares.shape[1])[np.minimum(chosen, shares.shape[1] - 1)])


def _some_unknown(counts: Counts, axis: int, share: float, rng: np.random.Generator) -> Counts:
    """The same counts with one more class on an axis: those whom the source cannot place."""
    moved = np.minimum(whole(counts * share, rng.random(counts.shape)), counts)
    return np.concatenate([counts - moved, moved.sum(axis=axis, keepdims=True)], axis=axis)


def _along(values: Numbers, axis: int, axes: int) -> Numbers:
    return values.reshape([-1 if at == axis else 1 for at in range(axes + 1)])


def tables(one: Delivered, period: str) -> list[tuple[str, ...]]:
    """The combinations of breakdowns that are delivered: the total, each crossing, and all that it holds."""
    crossings = one.crossings
    single = list(one.breakdowns)
    if one.fine_periods is not None and period not in one.fine_periods:
        crossings = ()
        single = [name for name in single if name not in one.fine]
    wanted = [*((name,) for name in single), *crossings]
    chosen = {
        tuple(name for name, kept in zip(crossing, keep, strict=True) if kept)
        for crossing in wanted
        for keep in product((False, True), repeat=len(crossing))
    }
    told = {some for some in chosen if all(one.only_with[name][0] in some for name in some if name in one.only_with)}
    return sorted({tuple(name for name in one.breakdowns if name in some) for some in told} | {()})
