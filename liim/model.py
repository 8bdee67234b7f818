"""The frozen words that all else is written in: themes, quantities, sources, breakdowns, statuses, indicators."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from liim.formulas import Formula

TOTAL = "total"  # the class of a breakdown that is not broken down
FLANDERS = "02000"  # the Flemish Region
BRUSSELS = "04000"  # the Brussels-Capital Region
UNKNOWN = "unknown"  # a class with a count of its own: neither withheld, nor missing, nor zero

Language = Literal["nl", "fr", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """How a language writes what is no word: numbers and dates. What is read in it is translated elsewhere.

    `locale` is of CLDR, and `first_day` the first of a month in its patterns. `is_one`: of a number so large the unit
    stands in the singular. `article` begins the names of regions.
    """

    name: str
    locale: str
    decimal: str
    group: str
    percent: str
    is_one: Callable[[float], bool]
    article: str
    first_day: str = "d MMMM y"


LANGUAGES: Mapping[Language, Writing] = {
    "nl": Writing(
        name="Nederlands",
        locale="nl_BE",
        decimal=",",
        group=".",
        percent="%",
        is_one=lambda size: size <= 1,
        article="het ",
    ),
    "fr": Writing(
        name="Français",
        locale="fr_BE",
        decimal=",",
        group="\u00a0",
        percent="\u00a0%",
        is_one=lambda size: size < 2,  # noqa: PLR2004 -- the plural begins at two
        article="la ",
        first_day="'1er' MMMM y",
    ),
    "en": Writing(
        name="English",
        locale="en_GB",
        decimal=".",
        group=",",
        percent="%",
        is_one=lambda size: size == 1,
        article="the ",
    ),
}
SOURCE_LANGUAGE: Language = "nl"  # in which texts are written, and shown where they are not translated

Polarity = Literal["higher_is_better", "lower_is_better", "neutral"]
Unit = Literal["%", "per 100", "per 1000", "per 10000", "pp", "count", "euro"]
OriginRule = Literal["sv", "gsm", "antwerp", "vdab", "kg", "statbel", "ksz", "portal"]
Level = Literal["sector", "municipality", "arrondissement", "province", "region"]


class Status(StrEnum):
    """What a figure is, or why there is none."""

    OK = "ok"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    BOUNDED = "bounded"
    WITHHELD = "withheld"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    NOT_YET = "not_yet"


HAS_A_COUNT = (Status.OK, Status.PROVISIONAL, Status.ESTIMATED)
HAS_NO_COUNT = (Status.BOUNDED, Status.WITHHELD, Status.MISSING, Status.NOT_APPLICABLE, Status.NOT_YET)

# Of which of its parts a sum of counts takes the status, from what decides to what does not: a part that is not
# applicable is left out of the sum. Bounds are made of sums, and are not summed.
STOPS_A_SUM = (Status.MISSING, Status.NOT_YET, Status.WITHHELD)
DECIDES_A_SUM = (*STOPS_A_SUM, Status.ESTIMATED, Status.PROVISIONAL, Status.OK, Status.NOT_APPLICABLE)
# The same for a figure that is made of two counts.
DECIDES_A_FIGURE = (
    Status.WITHHELD,
    Status.NOT_APPLICABLE,
    Status.MISSING,
    Status.NOT_YET,
    Status.BOUNDED,
    Status.ESTIMATED,
    Status.PROVISIONAL,
    Status.OK,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A chapter of the monitor; the order of chapters is fixed so that readers find a figure where it was last year.

    `why` tells why the subject matters; `shown_in` names the chapter at whose end this one is shown.
    """

    id: str
    title: str
    order: int
    why: str = ""
    shown_in: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """A dimension by which a quantity is split: one column of every table from observations to figures."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """What a source counts, whoever delivers it.

    `breakdowns` are those it may be split by; `moment` is how its periods are read ("01-01", "calendar year" …);
    `covers` names the regions for which it exists; `owner` the administration whose count it is. What is not
    `additive` is never summed, over areas or classes; where `sum_is_upper_bound`, a sum over areas counts some twice
    (moves between the parts; `opposite` names those the other way). What `is_distinct` is a number of different things,
    of which a union has at least those of its largest part. Unless `exhaustive`, a class that is not delivered is
    unknown rather than zero. `part_of` names the quantity that counts these and others, so that what is left of it can
    be computed by anybody. What is `of_larger_areas` counts municipalities: it tells nothing of a single one. `noun` is
    what it is called after a number in a sentence, where its title does not read so.
    """

    id: str
    title: str
    unit: str
    noun: str = ""
    breakdowns: tuple[str, ...] = ()
    moment: str
    owner: str
    additive: bool = True
    sum_is_upper_bound: bool = False
    opposite: str | None = None
    is_distinct: bool = False
    exhaustive: bool = True
    part_of: str | None = None
    of_larger_areas: bool = False
    covers: tuple[str, ...] = (FLANDERS, BRUSSELS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """Counts from 1 up to, not including, `minimum` are withheld, and so is whatever would give them away.

    Zeros are public unless `zeros_are_public` is False: then they are withheld like any small count.
    """

    minimum: int = 5
    zeros_are_public: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondents:
    """A survey figure that fewer than `minimum` people answered is withheld."""

    minimum: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Dominance:
    """An amount is withheld if its second contributor could tell the first one's share to within `percent` %."""

    percent: float = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class HidesItself:
    """A publisher hides its own counts from `lowest` to `highest`: every reader knows that much beforehand."""

    lowest: int = 1
    highest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicElsewhere:
    """These counts are already public without suppression: withholding them here would protect nobody."""

    where: str


Disclosure = Threshold | Respondents | Dominance | PublicElsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesBreak:
    """From `period` on the series means something else than before."""

    period: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What is published, declared once.

    `breakdowns` name groupings (liim/classifications/groupings.csv): each gives a breakdown and its classes. `coarser`
    names groupings of broader classes of those breakdowns: told of an area of which none of the finer may be.
    An indicator names quantities, never a source, so that a producer can be replaced. `is_related`: it stands beside
    the monitor's own indicators, at the end of their chapter. `published_as` is the publisher's own name for it.
    """

    id: str
    title: str
    definition: str
    theme: Theme
    formula: Formula
    unit: Unit
    moment: str
    disclosure: Disclosure
    breakdowns: tuple[str, ...] = ()
    coarser: tuple[str, ...] = ()
    age: str = "all"
    frequency: str = "yearly"
    polarity: Polarity = "neutral"
    origin_rule: OriginRule | None = None
    kind: Literal["register", "survey", "return"] = "register"
    breaks: tuple[SeriesBreak, ...] = ()
    cautions: tuple[str, ...] = ()
    to_verify: tuple[str, ...] = ()
    not_comparable_with: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    is_related: bool = False
    published_as: str | None = None
    margin: float | None = None
