"""How many years the demo's administrations deliver: a few, or all."""

from collections.abc import Callable

Years = Callable[[int, int], tuple[str, ...]]
"""Given the last year and how many of the latest would do: the periods that are delivered."""

_EVERY = 15


def few(last: int, enough: int) -> tuple[str, ...]:
    """No more years than would do: what a small demo holds."""
    return tuple(str(year) for year in range(last - enough + 1, last + 1))


def latest(last: int, _: int) -> tuple[str, ...]:
    """The last year alone."""
    return few(last, 1)


def every(last: int, _: int) -> tuple[str, ...]:
    """Fifteen years, whatever would do."""
    return few(last, _EVERY)
