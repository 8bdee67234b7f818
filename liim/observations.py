"""The one tidy shape: what a source says, number by number, and the checks that every source must pass."""

import polars as pl

from liim import geography
from liim.catalogue import breakdowns, quantities
from liim.model import HAS_A_COUNT, TOTAL, Quantity, Status

BREAKDOWNS: tuple[str, ...] = tuple(breakdowns())

COLUMNS: dict[str, type[pl.DataType]] = {
    "source": pl.String,
    "quantity": pl.String,
    "area": pl.String,  # NIS code, leading zeros kept
    "division": pl.String,  # "2018", "2019" or "2025": the geography that the file is written in
    "period": pl.String,
    **dict.fromkeys(BREAKDOWNS, pl.String),  # 'total' where not broken down
    "count": pl.Float64,  # null unless the status has a count
    "status": pl.String,
    "reason": pl.String,  # a code, "" where the status says it all
}
KEY = ("quantity", "area", "division", "period", *BREAKDOWNS)

_SHOWN = 5  # areas named in an error


class BadObservations(ValueError):
    """Observations that no figure may be made from: what is wrong, and what to do next."""

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{problem} {remedy}")


def check(observations: pl.DataFrame) -> None:
    """Raise BadObservations unless the observations of one file are whole and hold together.

    Shape and types are those of COLUMNS; quantities, classes, statuses and divisions are known; a count stands where
    the status has one and nowhere else, and is not below zero; each key stands once; each area is of its division;
    and of the regions that a quantity covers no municipality is missing.
    """
    if dict(observations.schema) != COLUMNS:
        raise BadObservations(
            f"the columns are {dict(observations.schema)}, not {COLUMNS}.", "The reader of this source is at fault."
        )
    if observations.is_empty():
        raise BadObservations("there is not a single number.", "The file is cut short: fetch it again.")
    _check_words(observations)
    _check_counts(observations)
    _check_keys(observations)
    for (quantity, division, period), part in observations.group_by("quantity", "division", "period"):
        _check_areas(quantities()[str(quantity)], str(division), str(period), set(part["area"].unique()))


def _check_words(observations: pl.DataFrame) -> None:
    """No word that others do not know: quantities, statuses, divisions, breakdowns that a quantity has."""
    allowed = {
        "quantity": set(quantities()),
        "status": {status.value for status in Status},
        "division": set(geography.GEOGRAPHIES),
    }
    for column, words in allowed.items():
        strange = set(observations[column].unique()) - words
        if strange:
            raise BadObservations(
                f"{column} {', '.join(map(repr, sorted(map(str, strange))))} is not known.",
                f"Known are {', '.join(sorted(words))}: declare it, or correct the reader.",
            )
    for quantity in observations["quantity"].unique():
        of_it = observations.filter(quantity=quantity)
        for breakdown in set(BREAKDOWNS) - set(quantities()[quantity].breakdowns):
            if of_it[breakdown].unique().to_list() != [TOTAL]:
                raise BadObservations(
                    f"{quantity} is broken down by {breakdown}.",
                    "Add the breakdown to the quantity in the catalogue, or correct the reader.",
                )


def _check_counts(observations: pl.DataFrame) -> None:
    counted = pl.col("status").is_in([status.value for status in HAS_A_COUNT])
    _refuse(
        observations.filter(counted != pl.col("count").is_not_null()),
        "has status {status} and count {count}",
        "A status with a count needs one, and one without has none.",
    )
    _refuse(
        observations.filter((pl.col("count") < 0) | ~pl.col("count").is_finite()),
        "counts {count}",
        "A count cannot be negative, and is a number.",
    )


def _check_keys(observations: pl.DataFrame) -> None:
    if any(observations[column].null_count() for column in KEY):
        raise BadObservations("a key has an empty field.", "The reader of this source is at fault.")
    _refuse(
        observations.filter(~pl.struct(KEY).is_first_distinct()),
        "stands twice",
        "Each municipality stands once per period and class: was a row copied, or two files put together?",
    )


def _check_areas(quantity: Quantity, division: str, period: str, areas: set[str]) -> None:
    """Every area is of the division, and every municipality of the regions covered is there."""
    if geography.day_of(division) < geography.day_of(geography.division_of(period)):
        raise BadObservations(
            f"{quantity.id} of {period} is written in division {division}, which had ended.",
            "Is this the file of another year?",
        )
    known = geography.municipalities(division)
    strange = {area for area in areas - known if not geography.is_pseudo(area)}
    if strange:
        raise BadObservations(
            f"{_some(strange)} {'is' if len(strange) == 1 else 'are'} not in division {division} "
            f"({quantity.id}, {period}).",
            "Is this the file of another year?",
        )
    covered = {code for code in known if geography.region_of(code, division) in quantity.covers}
    missing = covered - areas
    if missing:
        raise BadObservations(
            f"{len(missing)} of {len(covered)} municipalities are missing from {quantity.id} of {period}: "
            f"{_some(missing)}.",
            "The file is cut short, or of another year: fetch it again.",
        )


def _refuse(wrong: pl.DataFrame, what: str, remedy: str) -> None:
    for row in wrong.head(1).iter_rows(named=True):
        classes = [f"{breakdown} {row[breakdown]}" for breakdown in BREAKDOWNS if row[breakdown] != TOTAL]
        named = ", ".join([f"municipality {row['area']}", row["period"], *classes])
        raise BadObservations(f"{row['quantity']} of {named} {what.format(**row)}.", remedy)


def _some(areas: set[str]) -> str:
    return ", ".join(sorted(areas)[:_SHOWN]) + (" …" if len(areas) > _SHOWN else "")
