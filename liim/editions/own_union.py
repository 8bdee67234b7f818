"""Several areas together as one place: a group that somebody puts together for a report.

Its figures are made from published ones alone, the way those of every union are: counts are added and divided once, a
withheld part withholds the whole, and what does not add up is missing. So it tells nothing that its parts do not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from liim import geography
from liim.catalogue import catalogue, quantities
from liim.editions.layout import FIGURES
from liim.editions.reading import Edition, Figure
from liim.figures import unions
from liim.figures.benchmarks import FEWEST_MEMBERS, Benchmarks
from liim.figures.comparisons import comparisons
from liim.figures.declared import is_broader
from liim.figures.derived import latest
from liim.figures.gap_comparisons import compare_gaps, gap_trends
from liim.figures.gaps import Gap, gaps, gaps_of
from liim.figures.intervals import with_intervals
from liim.figures.trends import trends
from liim.figures.values import subtracted
from liim.model import HAS_A_COUNT, TOTAL, Indicator, Status
from liim.observations import BREAKDOWNS

TODAY = geography.GEOGRAPHIES[-1]
_KEYS = ("indicator", "geography", "period", *BREAKDOWNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnUnion:
    """A group as a place: how it is called, who is in it, its figures, and what tests say of them."""

    area: Mapping[str, Any]  # as a row of areas.parquet; its level is `group`
    members: tuple[str, ...]
    figures: tuple[Figure, ...]
    tables: Mapping[str, Sequence[dict[str, Any]]]  # by the name of the edition's own: comparisons, trends, gaps …


def own_union(edition: Edition, members: Sequence[str], name: str) -> OwnUnion:
    """The group of some areas of today. Raises ValueError, in words, for a group that cannot be."""
    _check(edition, members)
    indicators = [one for id_, one in catalogue().items() if id_ in edition.indicators]
    code, region = "own:" + "+".join(sorted(members)), _region(edition, members)
    wanted = [*members, *([region] if region else [])]
    read = pl.scan_parquet(edition.folder / "figures.parquet").filter(
        pl.col("geography") == TODAY, pl.col("area").is_in(wanted)
    )
    told = read.filter(pl.col("indicator").is_in([one.id for one in indicators]), ~is_broader(indicators)).collect()
    figures = _added(told.filter(pl.col("area").is_in(list(members))), indicators, code)
    beside = told.filter(area=region) if region else told.clear()
    area = {"code": code, "level": "group", "name_nl": name, "name_fr": name, "parents": [region] if region else []}
    return OwnUnion(
        area=area,
        members=tuple(members),
        figures=tuple(_figures(figures)),
        tables=_tables(figures, beside, indicators, _benchmarks(edition, members, code, region)),
    )


def _check(edition: Edition, members: Sequence[str]) -> None:
    unknown = sorted(set(members) - set(edition.areas))
    if unknown:
        raise ValueError(
            f"{', '.join(unknown)} is no area of today in edition {edition.id}. "
            "Did it merge? `liim list areas` tells the code of the municipality that it is part of now."
        )
    if len(set(members)) < max(len(members), FEWEST_MEMBERS):
        raise ValueError("A group needs at least two areas, each named once.")
    nested = [(one, up) for one in members for up in edition.areas[one]["parents"] if up in members]
    if nested:
        raise ValueError(f"{nested[0][0]} is a part of {nested[0][1]}: its people would count twice. Leave one out.")


def _region(edition: Edition, members: Sequence[str]) -> str:
    """The region that all lie in; none for a group on both sides of a border, or of whole regions."""
    regions = {
        next((up for up in edition.areas[one]["parents"] if up in edition.areas and _is_region(edition, up)), "")
        for one in members
    }
    return regions.pop() if len(regions) == 1 else ""


def _is_region(edition: Edition, code: str) -> bool:
    return bool(edition.areas[code]["level"] == "region")


def _benchmarks(edition: Edition, members: Sequence[str], code: str, region: str) -> Benchmarks:
    """The group against the rest of its region."""
    others = [
        one
        for one, area in edition.areas.items()
        if area["level"] == "municipality" and region in area["parents"] and one not in members
    ]
    where = pl.lit(TODAY).alias("geography")
    pairs = pl.DataFrame({"area": [code], "benchmark": ["region"], "group": [region]}).select(where, pl.all())
    inside = pl.DataFrame({"group": region, "member": [code, *others]}).select(where, pl.all())
    return Benchmarks(pairs, inside)


def _added(parts: pl.DataFrame, indicators: Iterable[Indicator], code: str) -> pl.DataFrame:
    """The figures of the whole, indicator by indicator, since not all add up in the same way."""
    parts = parts.with_columns(pl.lit(code).alias("to"))
    made: dict[str, pl.DataFrame] = {}
    for one in indicators:
        own = parts.filter(indicator=one.id)
        if own.height:
            told = own.group_by(_KEYS).agg(pl.col("source").first())
            added = _whole(own, one).join(told, on=_KEYS, how="left", nulls_equal=True)
            made[one.id] = _divided(added, one)
    for gap in gaps_of(indicators):
        if gap.id in made and gap.of in made:
            made[gap.id] = _of_levels(gap, made[gap.of], made[gap.id])
    figures = pl.concat(made.values()) if made else parts.select(FIGURES).clear()
    lacking = [pl.lit(None, pl.Float64).alias(c) for c in ("value", "lower", "upper") if c not in figures.columns]
    # Every figure of a group is put together: the flag that says so of a merged municipality would tell nothing.
    flags = pl.col("flags").fill_null("").str.replace("rebuilt", "").str.strip_chars(",")
    told = figures.with_columns(*lacking, flags, pl.lit(value=False).alias("as_published"))
    return with_intervals(told.drop("lower", "upper"), indicators).select(
        pl.col(name).cast(dtype) for name, dtype in FIGURES.items()
    )


def _whole(parts: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    known = pl.col("status").is_in(HAS_A_COUNT)
    without_count = known & pl.col("numerator").is_null()  # a percentage that was published without its counts
    parts = parts.with_columns(pl.when(without_count).then(pl.lit("missing")).otherwise("status").alias("status"))
    counted = [quantities()[one.quantity] for one in (*indicator.formula.plus, *indicator.formula.minus)]
    if indicator.formula.kind in {"published", "gap"} or not all(one.additive for one in counted):
        return _not_carried(parts)
    if indicator.formula.kind != "balance" and any(one.sum_is_upper_bound for one in counted):
        return unions.bound_moves(parts, _KEYS)
    return unions.add(parts, _KEYS)


def _not_carried(parts: pl.DataFrame) -> pl.DataFrame:
    """What cannot be said of several areas together: a percentage without counts, a number of different things."""
    missing = {"numerator": None, "denominator": None, "numerator_lower": None, "numerator_upper": None}
    return (
        parts.select(pl.col("to").alias("area"), *_KEYS)
        .unique(maintain_order=True)
        .with_columns(
            *(pl.lit(value, pl.Float64).alias(name) for name, value in missing.items()),
            status=pl.lit(Status.MISSING.value),
            reason=pl.lit("not_additive"),
            flags=pl.lit(""),
        )
    )


def _of_levels(gap: Gap, levels: pl.DataFrame, unknown: pl.DataFrame) -> pl.DataFrame:
    """The figures of a gap, each from its two levels of the whole; those without levels stay unknown."""
    official = (gap.group, gap.reference) if gap.official == "group_minus_reference" else (gap.reference, gap.group)
    more, less = (levels.filter(pl.col(gap.breakdown) == one) for one in official)
    told = subtracted(more, less, []).with_columns(
        pl.lit(gap.id).alias("indicator"),
        pl.lit(TOTAL).alias(gap.breakdown),
        *(pl.lit(None, pl.Float64).alias(one) for one in ("numerator", "numerator_lower", "numerator_upper")),
    )
    known = told.select(unknown.columns).join(unknown, on=_KEYS, how="semi")
    return pl.concat([unknown.join(known, on=_KEYS, how="anti"), known])


def _divided(whole: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    """The value of what has a count and something to divide it by."""
    if indicator.formula.within is None:
        return whole.with_columns(value=pl.col("numerator"))
    empty = pl.col("denominator") == 0
    there = pl.col("numerator").is_not_null()
    return whole.with_columns(
        value=pl.when(there & ~empty).then(indicator.formula.per * pl.col("numerator") / pl.col("denominator")),
        status=pl.when(there & empty).then(pl.lit(Status.NOT_APPLICABLE.value)).otherwise("status"),
        reason=pl.when(there & empty).then(pl.lit("denominator_is_zero")).otherwise("reason"),
    )


def _tables(
    figures: pl.DataFrame, region: pl.DataFrame, indicators: Sequence[Indicator], against: Benchmarks
) -> dict[str, list[dict[str, Any]]]:
    """What tests say of the group: beside the rest of its region, and over the years."""
    both = pl.concat([figures, region])
    made = {"trends": trends(figures, indicators)}
    if region.height:
        made["comparisons"] = comparisons(latest(both), indicators, against)
    if declared := gaps_of(indicators):
        found = gaps(both, indicators, declared)
        own = found.filter(pl.col("area") == figures["area"][0]) if figures.height else found.clear()
        made |= {"gaps": own.sort("gap", "period"), "gap_trends": gap_trends(own, indicators)}
        if region.height:
            last = found.filter(pl.col("difference").is_not_null()).group_by("gap").agg(pl.col("period").max())
            of_last = found.join(last, on=["gap", "period"], how="semi")
            made["gap_comparisons"] = compare_gaps(of_last, against)
    return {name: [_row(row) for row in table.iter_rows(named=True)] for name, table in made.items()}


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in BREAKDOWNS} | {"classes": _classes(row)}


def _classes(row: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((one, row[one]) for one in BREAKDOWNS if row.get(one, TOTAL) != TOTAL)


def _figures(table: pl.DataFrame) -> Iterable[Figure]:
    for row in table.iter_rows(named=True):
        told = {name: row[name] for name in Figure._fields if name not in {"classes", "flags"}}
        yield Figure(**told, classes=_classes(row), flags=tuple(row["flags"].split(",")) if row["flags"] else ())
