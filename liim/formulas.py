"""From counts to a value: count, share, rate, composition, balance, gap, published.

A formula is declared, not programmed: it names the counts that it needs and how they make a value. A rare kind of
formula is one more function here, for everyone.
"""

from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["count", "share", "rate", "composition", "balance", "gap", "published"]
Stated = Literal["share", "composition", "mean_class", "count"]


@dataclass(frozen=True, slots=True)
class Count:
    """The count of one quantity, for the classes that are pinned; other breakdowns are those of the indicator.

    `at` says that it holds at another moment than the indicator does, and at which; `later` how many periods later.
    """

    quantity: str
    classes: tuple[tuple[str, str], ...] = ()
    at: str | None = None
    later: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """How counts make a value: `per` times (sum of `plus` less sum of `minus`) over `within`, less `without`.

    `over` names the breakdowns that `within` is not split by, so that the classes add up to the whole. `less` is the
    share that a gap subtracts. `stated` tells what a published value is, by the words of its publisher.
    """

    kind: Kind
    plus: tuple[Count, ...]
    minus: tuple[Count, ...] = ()
    within: Count | None = None
    without: Count | None = None
    over: tuple[str, ...] = ()
    per: float = 1.0
    less: "Formula | None" = None
    stated: Stated | None = None

    @property
    def counts(self) -> tuple[Count, ...]:
        """Every count that the formula needs."""
        whole = tuple(one for one in (self.within, self.without) if one)
        own = self.plus + self.minus + whole
        return own + (self.less.counts if self.less else ())


def of(quantity: str, *, at: str | None = None, later: int = 0, **classes: str) -> Count:
    """The count of a quantity, with some breakdowns pinned to one class: `of("inhabitants", age="18+")`."""
    return Count(quantity, tuple(sorted(classes.items())), at, later)


def count(numerator: Count) -> Formula:
    """The number itself."""
    return Formula(kind="count", plus=(numerator,))


def share(numerator: Count, *, within: Count) -> Formula:
    """A part of a whole, in %: the numerator is part of the denominator."""
    return Formula(kind="share", plus=(numerator,), within=within, per=100)


def composition(numerator: Count, *, over: str) -> Formula:
    """The classes of one whole, in %: they add up to 100 over the breakdown `over`."""
    return Formula(kind="composition", plus=(numerator,), within=numerator, over=(over,), per=100)


def rate(numerator: Count, *, within: Count, without: Count | None = None, per: float = 1000) -> Formula:
    """Events, or other units, per so many heads (those of `without` left out); it may exceed `per`."""
    return Formula(kind="rate", plus=(numerator,), within=within, without=without, per=per)


def balance(plus: tuple[Count, ...], minus: tuple[Count, ...], *, within: Count, per: float = 1000) -> Formula:
    """What came in minus what went out, per so many heads; it may be negative."""
    return Formula(kind="balance", plus=plus, minus=minus, within=within, per=per)


def gap(level: Formula, *, less: Formula) -> Formula:
    """The difference of two shares, in percentage points: `level` minus `less`; the order is part of the meaning."""
    return replace(level, kind="gap", less=less)


def published(value: Count, *, stated: Stated) -> Formula:
    """A value that is published without its counts: no interval, no union, never re-expressed over a merger."""
    return Formula(kind="published", plus=(value,), stated=stated)
