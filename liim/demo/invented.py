"""Counts by town and class, and the classes in which others are taken together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from liim.demo.chance import Counts


@dataclass(frozen=True, slots=True)
class Grouped:
    """A coarser breakdown: which classes of the finer one each of its classes holds."""

    of: str
    classes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Invented:
    """The counts of a quantity in a period: first axis towns, then one axis per breakdown."""

    counts: Counts
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    grouped: Mapping[str, Grouped] = field(default_factory=dict)
    pieces: int = 1
    """In how many parts one is counted: a yearly mean in quarters, so that its classes still add up."""

    @property
    def breakdowns(self) -> tuple[str, ...]:
        """In the order of the axes, and those that take classes of one together."""
        return (*self.classes, *self.grouped)

    def classes_of(self, breakdown: str) -> tuple[str, ...]:
        """The classes of a breakdown, whether it has an axis of its own or not."""
        return self.classes[breakdown] if breakdown in self.classes else tuple(self.grouped[breakdown].classes)

    def by(self, wanted: Sequence[str]) -> Counts:
        """The counts by town and the wanted breakdowns, in their order; others are added up."""
        fine = [self.grouped[name].of if name in self.grouped else name for name in wanted]
        counts = self.counts.sum(axis=tuple(axis for axis, name in enumerate(self.classes, 1) if name not in fine))
        kept = [name for name in self.classes if name in fine]
        counts = np.moveaxis(counts, [kept.index(name) + 1 for name in fine], range(1, len(fine) + 1))
        for axis, name in enumerate(wanted, 1):
            if name in self.grouped:
                counts = self._together(counts, axis, self.grouped[name])
        return np.asarray(counts)

    def _together(self, counts: Counts, axis: int, group: Grouped) -> Counts:
        codes = self.classes[group.of]
        parts = [np.isin(codes, members) for members in group.classes.values()]
        return np.stack([np.compress(part, counts, axis=axis).sum(axis=axis) for part in parts], axis=axis)
