"""From counts to a value: count, share, rate, composition, balance, gap, published.

A formula is declared, not programmed: it names the counts that it needs and how they make a value. A rare kind of
formula is one more function here, for everyone.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["count", "share", "rate", "composition", "balance", "gap", "published"]


@dataclass(frozen=True, slots=True)
class Count:
    """The count of one quantity, for the classes that are pinned; other breakdowns are those of the indicator."""

    quantity: str
    classes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """How counts make a value: `per` times (sum of `plus` less sum of `minus`) over `within`.

    `over` names the breakdowns that `within` is not split by, so that the classes add up to the whole.
    """

    kind: Kind
    plus: tuple[Count, ...]
    minus: tuple[Count, ...] = ()
    within: Count | None = None
    over: tuple[str, ...] = ()
    per: float = 1.0

    @property
    def counts(self) -> tuple[Count, ...]:
        """Every count that the formula needs."""
        return self.plus + self.minus + ((self.within,) if self.within else ())


def of(quantity: str, **classes: str) -> Count:
    """The count of a quantity, with some breakdowns pinned to one class: `of("inhabitants", age="18+")`."""
    return Count(quantity, tuple(sorted(classes.items())))


def count(numerator: Count) -> Formula:
    """The number itself."""
    return Formula(kind="count", plus=(numerator,))


def share(numerator: Count, *, within: Count) -> Formula:
    """A part of a whole, in %: the numerator is part of the denominator."""
    return Formula(kind="share", plus=(numerator,), within=within, per=100)


def composition(numerator: Count, *, over: str) -> Formula:
    """The classes of one whole, in %: they add up to 100 over the breakdown `over`."""
    return Formula(kind="composition", plus=(numerator,), within=numerator, over=(over,), per=100)


def rate(numerator: Count, *, within: Count, per: float = 1000) -> Formula:
    """Events, or other units, per so many heads; it may exceed `per`."""
    return Formula(kind="rate", plus=(numerator,), within=within, per=per)


def balance(plus: tuple[Count, ...], minus: tuple[Count, ...], *, within: Count, per: float = 1000) -> Formula:
    """What came in minus what went out, per so many heads; it may be negative."""
    return Formula(kind="balance", plus=plus, minus=minus, within=within, per=per)


def published(value: Count) -> Formula:
    """A value that is published without its counts: no interval, no union, never re-expressed over a merger."""
    return Formula(kind="published", plus=(value,))
