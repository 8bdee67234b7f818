"""Chance that is the same on every machine: seeded draws, and numbers drawn from tables instead of formulas.

Only arithmetic that IEEE 754 fixes to the last bit is used (no logarithm, no exponential), so that a seed gives the
same figures everywhere.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
Knots = Sequence[tuple[float, float]]


def draws(seed: int, *subject: object) -> np.random.Generator:
    """A stream of its own for every subject: a new subject does not move the figures of another."""
    return np.random.default_rng([seed, *"/".join(map(str, subject)).encode()])


def curve(knots: Knots, at: npt.ArrayLike) -> Numbers:
    """The height of a line through the knots (x, y)."""
    x, y = zip(*knots, strict=True)
    return np.asarray(np.interp(np.asarray(at, dtype=np.float64), x, y))


def drawn_from(quantiles: Knots, rng: np.random.Generator, size: int) -> Numbers:
    """Values of a distribution that is given by its quantiles, (share below, value)."""
    return curve(quantiles, rng.random(size))


def whole(expected: npt.NDArray[np.floating[Any]], chance: npt.NDArray[np.floating[Any]]) -> Counts:
    """Whole numbers around what is expected: 0.3 persons are one person in three towns of ten."""
    return np.asarray(np.floor(expected + chance), dtype=np.int64)


def split(counts: Counts, shares: Numbers, rng: np.random.Generator) -> Counts:
    """The same counts with one more axis, over which they add up exactly.

    Shares stand by town and class; or by town, each axis of the counts (of one where it tells nothing), and class.
    """
    if shares.ndim <= counts.ndim:
        shares = shares.reshape(len(shares), *[1] * (counts.ndim - 1), -1)
    upto = np.concatenate([np.zeros((*shares.shape[:-1], 1)), np.cumsum(shares, axis=-1)], axis=-1)
    upto[..., -1] = 1
    return np.diff(whole(counts[..., None] * upto, rng.random(counts.shape)[..., None]), axis=-1)
