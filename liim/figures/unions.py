"""Parts into their union, over a merger: what adds up is added, what does not is bounded, or said to be unknown.

Tables in have one row per part and key: area, to (the union), numerator, denominator, status, reason and the keys; and,
where a part's bounds are published, numerator_lower and numerator_upper. Tables out have one row per union and key: the
union as area, keys, numerator, denominator, numerator_lower, numerator_upper, status, reason, flags. An area that is
its own only part passes as it is; a figure that was put together carries the flag `rebuilt`.

A union and its parts are tied by an equation: whether all may be published is for `liim.disclosure` to say.
"""

from collections.abc import Sequence

import polars as pl

from liim.figures.declared import refuse
from liim.model import HAS_A_COUNT, Status

COUNTED = (Status.OK.value, Status.PROVISIONAL.value, Status.ESTIMATED.value)  # the worse, the later
BOUNDS = ("numerator_lower", "numerator_upper")
NUMBERS = ("numerator", "denominator", *BOUNDS)


def add(parts: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """What is additive: numerators and denominators added up, to be divided once.

    A part that is not applicable is left out, with the flag `without_not_applicable`. A missing numerator of a known
    denominator lies between 0 and it: the union is bounded. A withheld part withholds the union, unless its own bounds
    are published: then they are added to the rest.
    """
    missing = pl.col("status") == Status.MISSING.value
    bounded = _bounds(parts).with_columns(
        low=pl.when(missing & pl.col("denominator").is_not_null()).then(0.0).otherwise("low"),
        high=pl.when(missing).then("denominator").otherwise("high"),
    )
    united = _united(bounded, keys)
    return _told(united, keys, exact=pl.col("all_known"))


def bound_moves(parts: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """Moves into an area (or out of it): those between the parts vanish, so that their sum is an upper bound.

    With the column `opposite` (moves out, beside moves in) the lower bound is the sum minus what could have gone
    between the parts: no part got more than the others sent. Without it the lower bound is 0.
    """
    opposite = pl.col("opposite") if "opposite" in parts.columns else pl.lit(None, dtype=pl.Float64)
    bounded = _bounds(parts).with_columns(opposite=opposite)
    union = ["to", *keys]
    from_others = pl.col("opposite").sum().over(union) - pl.col("opposite")
    to_others = pl.col("numerator").sum().over(union) - pl.col("numerator")
    bounded = bounded.with_columns(
        got=pl.min_horizontal("numerator", from_others), sent=pl.min_horizontal("opposite", to_others)
    )
    known = pl.col("got").is_not_null().all() & pl.col("sent").is_not_null().all()
    between = pl.when(known).then(pl.min_horizontal(pl.col("got").sum(), pl.col("sent").sum()))
    united = _united(bounded, keys, between=between).with_columns(
        low=pl.max_horizontal(pl.col("low") - pl.col("between"), pl.lit(0.0)).fill_null(0.0)
    )
    united = united.with_columns(low=pl.when(pl.col("high").is_not_null()).then("low"))
    same = pl.col("all_known") & (pl.col("low") == pl.col("high"))
    return _told(united, keys, exact=same, why="moves_between_parts")


def bound_distinct(parts: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """A number of different things (nationalities): at least the largest part, at most the sum of the parts."""
    united = _united(_bounds(parts), keys).with_columns(low=pl.when(pl.col("low").is_not_null()).then("largest"))
    same = pl.col("all_known") & (pl.col("low") == pl.col("high"))
    return _told(united, keys, exact=same, why="not_additive")


def not_carried(parts: pl.DataFrame, keys: Sequence[str], reason: str) -> pl.DataFrame:
    """What cannot be re-expressed (top five, published percentage, score): missing in a union, with the reason."""
    united = _united(_bounds(parts), keys).with_columns(
        numerator=pl.lit(None, dtype=pl.Float64),
        low=pl.lit(None, dtype=pl.Float64),
        high=pl.lit(None, dtype=pl.Float64),
        withheld=pl.lit(value=False),
    )
    return _told(united, keys, exact=pl.lit(value=False), why_missing=reason)


def _bounds(parts: pl.DataFrame) -> pl.DataFrame:
    """The parts with the least and the most that each can be: its count, its published bounds, or unknown."""
    known = pl.col("status").is_in(HAS_A_COUNT)
    refuse(parts.filter(known & pl.col("numerator").is_null()), "are said to be known and have no count.")
    refuse(parts.filter((pl.col("denominator") < 0).fill_null(value=False)), "have a denominator below 0.")
    lacking = [c for c in BOUNDS if c not in parts.columns]
    return parts.with_columns(pl.lit(None, dtype=pl.Float64).alias(c) for c in lacking).with_columns(
        known=known,
        numerator=pl.when(known).then("numerator"),
        low=pl.when(known).then("numerator").otherwise("numerator_lower"),
        high=pl.when(known).then("numerator").otherwise("numerator_upper"),
    )


def _united(parts: pl.DataFrame, keys: Sequence[str], **more: pl.Expr) -> pl.DataFrame:
    """One row per union and key: sums of what is known of every part that applies."""
    twice = parts.filter(pl.struct("area", "to", *keys).is_duplicated())
    refuse(twice, "stand there twice. Was a part listed in two unions?")
    applies = pl.col("status") != Status.NOT_APPLICABLE.value
    concealed = (pl.col("status") == Status.WITHHELD.value) & (pl.col("low").is_null() | pl.col("high").is_null())

    def of_all(column: str) -> pl.Expr:
        """The sum over the parts that apply; unknown if one is (a sum alone would skip it)."""
        values = pl.col(column).filter(applies)
        return pl.when(values.is_not_null().all()).then(values.sum()).alias(column)

    rank = pl.col("status").replace_strict({s: i for i, s in enumerate(COUNTED)}, default=None, return_dtype=pl.Int8)
    return parts.group_by("to", *keys, maintain_order=True).agg(
        pl.len().alias("parts"),
        applies.sum().alias("applying"),
        pl.col("known").filter(applies).all().alias("all_known"),
        concealed.any().alias("withheld"),
        (pl.col("status") == Status.WITHHELD.value).any().alias("bounds_of_withheld"),
        *(of_all(c) for c in ("numerator", "denominator", "low", "high")),
        pl.col("low").filter(applies).max().alias("largest"),
        rank.max().alias("worst"),
        *(pl.col(c).first().alias(f"only_{c}") for c in (*NUMBERS, "status", "reason")),
        **more,
    )


def _told(
    united: pl.DataFrame, keys: Sequence[str], *, exact: pl.Expr, why: str = "", why_missing: str = "part_missing"
) -> pl.DataFrame:
    """Numbers, status and reason of each union, in the words of the contract."""
    alone, none_applies = pl.col("parts") == 1, pl.col("applying") == 0
    bounded = pl.col("low").is_not_null() & pl.col("high").is_not_null()
    part = pl.when("bounds_of_withheld").then(pl.lit("part_withheld")).otherwise(pl.lit("part_missing"))
    status = (
        pl.when(none_applies)
        .then(pl.lit(Status.NOT_APPLICABLE.value))
        .when("withheld")
        .then(pl.lit(Status.WITHHELD.value))
        .when(exact)
        .then(pl.col("worst").replace_strict(dict(enumerate(COUNTED)), default=None, return_dtype=pl.String))
        .when(bounded)
        .then(pl.lit(Status.BOUNDED.value))
        .otherwise(pl.lit(Status.MISSING.value))
    )
    reason = (
        pl.when(none_applies)
        .then("only_reason")
        .when("withheld")
        .then(pl.lit("part_withheld"))
        .when(exact)
        .then(pl.lit(""))
        .when(bounded & pl.col("all_known"))
        .then(pl.lit(why))
        .when(bounded)
        .then(part)
        .otherwise(pl.lit(why_missing))
    )
    counted, between = pl.col("status").is_in(COUNTED), pl.col("status") == Status.BOUNDED.value
    numbers = {
        "numerator": pl.when(counted).then("high"),
        "denominator": pl.when(~none_applies).then("denominator"),
        "numerator_lower": pl.when(between).then("low"),
        "numerator_upper": pl.when(between).then("high"),
    }
    rebuilt = pl.when(~alone).then(pl.lit("rebuilt"))
    left_out = pl.when((pl.col("applying") < pl.col("parts")) & ~none_applies).then(pl.lit("without_not_applicable"))
    return (
        united.with_columns(status=status, reason=reason)
        .with_columns(**numbers)
        .select(
            pl.col("to").alias("area"),
            *keys,
            *(pl.when(alone).then(f"only_{c}").otherwise(c).alias(c) for c in (*NUMBERS, "status", "reason")),
            pl.concat_str(rebuilt, left_out, separator=",", ignore_nulls=True).alias("flags"),
        )
    )
