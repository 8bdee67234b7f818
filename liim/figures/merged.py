"""What a merger leaves of figures that do not add up: bounds that follow from the published figures of the parts.

Moves between the parts are no moves into their union, and are at most what each could have sent the other; a union has
at least as many different nationalities as its largest part. Made of published figures alone, so that nothing is told
that was not.
"""

from collections.abc import Iterable
from itertools import combinations

import polars as pl

from liim import geography
from liim.catalogue import quantities
from liim.figures.unions import bound_distinct, bound_moves
from liim.model import HAS_A_COUNT, Indicator, Quantity, Status

_KEYS = ("indicator", "geography", "period")
_BOUNDS = ("numerator_lower", "numerator_upper")


def with_bounds_over_mergers(figures: pl.DataFrame, indicators: Iterable[Indicator]) -> pl.DataFrame:
    """The figures, those of merged municipalities with the bounds that their parts leave.

    Moves (`Quantity.opposite`) get a lower bound; what is distinct (`Quantity.is_distinct`) gets both, and is bounded
    instead of missing. Only where every part is published.
    """
    counted = {one.id: quantities()[one.formula.plus[0].quantity] for one in indicators if _is_of_one(one)}
    of_quantity = {quantity.id: id_ for id_, quantity in counted.items()}
    parts = _parts(figures.filter(pl.col("indicator").is_in([id_ for id_, one in counted.items() if _is_bounded(one)])))
    if parts.is_empty():
        return figures
    found = [_distinct(parts, id_) for id_, one in counted.items() if one.is_distinct]
    for id_, one in counted.items():
        if one.opposite and one.opposite in of_quantity:
            found.append(_moves(parts, id_, of_quantity[one.opposite]))
    told = pl.concat(found).filter(status=Status.BOUNDED.value)
    joined = figures.join(
        told.select("area", *_KEYS, *(pl.col(one).alias(f"of_parts_{one}") for one in _BOUNDS)),
        on=["area", *_KEYS],
        how="left",
        maintain_order="left",
    )
    follows = pl.col("of_parts_numerator_lower").is_not_null()
    bounded = follows & (pl.col("status") == Status.BOUNDED.value)
    lost = follows & (pl.col("status") == Status.MISSING.value) & (pl.col("reason") == "not_additive")
    return joined.with_columns(
        numerator_lower=pl.when(lost)
        .then("of_parts_numerator_lower")
        .when(bounded)
        .then(pl.max_horizontal("numerator_lower", "of_parts_numerator_lower"))
        .otherwise("numerator_lower"),
        numerator_upper=pl.when(lost).then("of_parts_numerator_upper").otherwise("numerator_upper"),
        status=pl.when(lost).then(pl.lit(Status.BOUNDED.value)).otherwise("status"),
    ).select(figures.columns)


def _is_of_one(indicator: Indicator) -> bool:
    """Whether it is of one undivided count, over a whole or not, and not a sum or difference."""
    formula = indicator.formula
    return (
        formula.kind in ("count", "rate")
        and not indicator.breakdowns
        and len(formula.plus) == 1
        and not (formula.minus or formula.plus[0].classes)
    )


def _is_bounded(quantity: Quantity) -> bool:
    return quantity.is_distinct or quantity.opposite is not None


def _parts(figures: pl.DataFrame) -> pl.DataFrame:
    """The figures of municipalities as published, once for each later geography in which they lie in a union."""
    known = figures.filter(pl.col("as_published"), pl.col("status").is_in(HAS_A_COUNT)).rename(
        {"geography": "division"}
    )
    edges = pl.concat(
        geography.translate(old, new)
        .filter(pl.len().over("to") > 1)
        .with_columns(division=pl.lit(old), geography=pl.lit(new), of=pl.len().over("to"))
        for old, new in combinations(geography.GEOGRAPHIES, 2)
    )
    columns = ("numerator", "denominator", "status", "reason")
    return (
        edges.join(known, on=["area", "division"])
        .filter(pl.len().over("to", *_KEYS) == pl.col("of"))
        .select("area", "to", *_KEYS, *columns)
    )


def _distinct(parts: pl.DataFrame, id_: str) -> pl.DataFrame:
    return bound_distinct(parts.filter(indicator=id_), _KEYS)


def _moves(parts: pl.DataFrame, id_: str, opposite: str) -> pl.DataFrame:
    others = parts.filter(indicator=opposite).select(
        "area", "to", "geography", "period", pl.col("numerator").alias("opposite")
    )
    return bound_moves(
        parts.filter(indicator=id_).join(others, on=["area", "to", "geography", "period"], how="left"), _KEYS
    )
