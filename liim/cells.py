"""Observations, catalogue and geography → counts for every area, geography, period and class that is published.

Cells are the truth that must be protected: nothing is derived from them before `liim.disclosure` has seen them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, product

import polars as pl

from liim import geography
from liim.catalogue import coarser_of, groupings_of, quantities
from liim.classifications import grouping_with, members
from liim.formulas import Count
from liim.model import DECIDES_A_SUM, HAS_A_COUNT, STOPS_A_SUM, TOTAL, Indicator, Status
from liim.observations import BREAKDOWNS

KEY = ("quantity", "area", "geography", "period", *BREAKDOWNS)
COLUMNS = (*KEY, "as_published", "count", "status", "reason", "rebuilt", "source")

_MENTIONED = ("source", "quantity", "period", "area")
_TOLD = ("quantity", "period", *BREAKDOWNS)
_KIND = ("source", "division", *_TOLD)  # all that a number is of, but for where
_COUNTED = ("count", "status", "reason")
_SAME = 1e-6  # people


@dataclass(frozen=True, order=True)
class Cut:
    """One way to split a quantity: per breakdown its grouping, and the one class that is pinned or ""."""

    quantity: str
    split: tuple[tuple[str, str, str], ...] = ()


def cuts(indicators: Iterable[Indicator]) -> tuple[Cut, ...]:
    """Every cut that the indicators need, margins included, each once."""
    needed: set[Cut] = set()
    for indicator in indicators:
        groupings = groupings_of(indicator)
        for size in range(len(groupings) + 1):
            for chosen in combinations(groupings, size):
                for one in indicator.formula.counts:
                    carried = quantities()[one.quantity].breakdowns
                    split = [(g.breakdown, g.id, "") for g in chosen if g.breakdown in carried]
                    needed.add(Cut(one.quantity, tuple(sorted([*split, *_pinned(one)]))))
                    needed.add(Cut(one.quantity, tuple(sorted(_pinned(one)))))
        for one, coarse in product(indicator.formula.plus, coarser_of(indicator)):
            needed.add(Cut(one.quantity, tuple(sorted([(coarse.breakdown, coarse.id, ""), *_pinned(one)]))))
    return tuple(sorted(needed))


def _pinned(count: Count) -> list[tuple[str, str, str]]:
    return [(breakdown, grouping_with(breakdown, code).id, code) for breakdown, code in count.classes]


def cells(observations: pl.DataFrame | Iterable[pl.DataFrame], indicators: Iterable[Indicator]) -> pl.DataFrame:
    """Counts of everything that the indicators need: COLUMNS, one row per KEY, sorted by it.

    Observations, one table or several of which no two hold the same of a source and period, are summed to classes,
    re-expressed in every geography that their period allows, and summed to arrondissements, provinces and regions.
    `count` is null where the status has none; `rebuilt` tells that the area was put together from parts over a merger.
    """
    asked, split, areas = cuts(indicators), list[pl.DataFrame](), list[pl.DataFrame]()
    # One table at a time: a population by single years of age is a hundred times what is kept of it.
    for table in [observations] if isinstance(observations, pl.DataFrame) else observations:
        of_quantity = {str(id_): some for (id_,), some in table.partition_by("quantity", as_dict=True).items()}
        split += [_split(of_quantity[cut.quantity], cut) for cut in asked if cut.quantity in of_quantity]
        areas.append(_mentioned(table))
    if not split:
        raise ValueError("No observation is of a quantity that these indicators count: was anything read?")
    kinds = _kinds(split)
    leaves = pl.concat(_numbered(part, kinds) for part in split).unique(["kind", "area"], maintain_order=True)
    # Where two files of a source tell of an area, the one that counts something goes first.
    mentioned = pl.concat(areas).sort("mentioned", descending=True).unique(_MENTIONED, keep="first")
    expressed = []
    for (division, period), own in kinds.partition_by("division", "period", as_dict=True).items():
        of_them = leaves.join(own.select("kind"), on="kind", how="semi")
        whole = _complete(of_them, own, mentioned, str(division))
        expressed += [
            _expressed(whole, own, str(division), to) for to in geography.geographies_for(str(period), str(division))
        ]
    return _told(_counted_once(pl.concat(expressed), kinds), kinds)


def _kinds(split: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Every way in which something is counted, once: _KIND, its number in the order of KEY, and that of _TOLD.

    Tables are joined by these numbers instead of by two dozen columns.
    """
    found = [part.select(one for one in _KIND if one in part.columns).unique() for part in split]
    every = (
        pl.concat([pl.DataFrame(schema=dict.fromkeys(_KIND, pl.String)), *found], how="diagonal")
        .with_columns(pl.col(BREAKDOWNS).fill_null(TOTAL))
        .unique(_KIND)
    )
    kinds = every.sort(*_TOLD, "source", "division").with_row_index("kind")
    return kinds.join(kinds.select(_TOLD).unique(maintain_order=True).with_row_index("told"), on=_TOLD)


def _numbered(part: pl.DataFrame, kinds: pl.DataFrame) -> pl.DataFrame:
    """Kind, area and what is counted, for the rows of one cut."""
    named = [one for one in _KIND if one in part.columns]
    of_cut = kinds.filter(pl.col(one) == TOTAL for one in BREAKDOWNS if one not in named)
    return part.join(of_cut.select("kind", *named), on=named).select("kind", "area", *_COUNTED)


def _told(table: pl.DataFrame, kinds: pl.DataFrame) -> pl.DataFrame:
    """Cells with all that they are of: COLUMNS, sorted by KEY."""
    order = (pl.col(one).cast(pl.Enum(sorted(table[one].unique()))) for one in ("area", "geography"))
    ranked = kinds.select("kind", pl.col("quantity").rank("dense").alias("of"))
    by = table.join(ranked, on="kind", maintain_order="left").select("of", *order, "kind")
    placed = table[by.select(pl.arg_sort_by("of", "area", "geography", "kind")).to_series()]
    return placed.join(kinds, on="kind", how="left", maintain_order="left").select(COLUMNS)


def _counted_once(table: pl.DataFrame, kinds: pl.DataFrame) -> pl.DataFrame:
    """One cell per KEY where two sources count the same: one that has a count, then one delivered in that geography.

    Raises ValueError, naming both sources, where their counts differ: neither may be chosen silently.
    """
    key = ["told", "area", "geography"]
    shared = kinds.filter(pl.col("told").is_duplicated())  # what more than one source or division tells
    told_by_more = table.join(shared, on="kind", maintain_order="left_right")
    is_twice = pl.struct(key).is_duplicated()
    twice = told_by_more.filter(is_twice)
    if twice.is_empty():
        return table
    spread = pl.col("count").max() - pl.col("count").min()
    differs = (
        twice.group_by(KEY).agg(pl.col("source", "count"), spread.alias("spread")).filter(pl.col("spread") > _SAME)
    )
    for row in differs.sort(KEY).head(1).iter_rows(named=True):
        both = zip(row["source"], row["count"], strict=True)
        told = " and ".join(f"{count:g} ({source})" for source, count in both if count is not None)
        raise ValueError(
            f"{row['quantity']} of {row['area']} in {row['period']} is counted {told}, and so {differs.height} times. "
            "Take one of the two files out of the folder, or ask the administrations which count holds."
        )
    best = twice.sort(pl.col("count").is_null(), ~pl.col("as_published"), "source", maintain_order=True)
    best = best.unique(key, keep="first", maintain_order=True)
    alone = table.join(shared, on="kind", how="anti")
    return pl.concat([alone, *(part.select(table.columns) for part in (told_by_more.filter(~is_twice), best))])


def _split(observations: pl.DataFrame, cut: Cut) -> pl.DataFrame:
    """The observations of one quantity, summed to the classes of one cut; without the breakdowns that it leaves out."""
    split = {breakdown: (grouping, pinned) for breakdown, grouping, pinned in cut.split}
    table = observations
    for breakdown in quantities()[cut.quantity].breakdowns:
        is_total = pl.col(breakdown) == TOTAL
        if breakdown in split:
            table = _to_classes(table.filter(~is_total), breakdown, *split[breakdown])
        else:
            # A total that the source delivers goes before one that we add up; percentages are never added up.
            delivered = is_total.any().over("source", "period") | (not quantities()[cut.quantity].additive)
            table = table.filter(is_total | ~delivered)
    return add(table, ["source", "quantity", "division", "period", "area", *split])


def _to_classes(table: pl.DataFrame, breakdown: str, grouping: str, pinned: str) -> pl.DataFrame:
    """Members of a breakdown become classes; members of no class leave the table."""
    member = members(grouping).rename({"member": breakdown})
    if pinned:
        member = member.filter(pl.col("class") == pinned)
    in_force = (pl.col("valid_from") <= pl.col("period")) & (
        (pl.col("valid_to") == "") | (pl.col("period") < pl.col("valid_to"))
    )
    return (
        table.join(member, on=breakdown, how="inner")
        .filter(in_force)
        .with_columns(pl.col("class").alias(breakdown))
        .drop("class", "valid_from", "valid_to")
    )


def _mentioned(observations: pl.DataFrame) -> pl.DataFrame:
    """What each source says of each area: whether it counts anything there, and else why not."""
    counts = pl.col("status").is_in([status.value for status in HAS_A_COUNT]).any()
    return observations.group_by(_MENTIONED).agg(
        counts.alias("mentioned"),
        pl.when(~counts).then(pl.col("status").first()).alias("said"),
        pl.when(~counts).then(pl.col("reason").first()).alias("why"),
    )


def _complete(leaves: pl.DataFrame, kinds: pl.DataFrame, mentioned: pl.DataFrame, division: str) -> pl.DataFrame:
    """Every municipality of the division has every class that occurs.

    A class that a source does not mention, in an area that it does, holds nobody: zero. Where it says once that it has
    no count of an area, no class has one. An area that it does not mention at all is missing, or not applicable where
    the quantity does not exist in that region. Of a quantity that is not exhaustive (the five largest nationalities) a
    class that is not mentioned stays so.
    """
    split = ~pl.all_horizontal(pl.col(BREAKDOWNS) == TOTAL)
    is_partial = split & pl.col("quantity").is_in([q.id for q in quantities().values() if not q.exhaustive])
    base = ["source", "quantity", "period"]
    bases = kinds.select(base).unique(maintain_order=True).with_row_index("base")
    numbered = kinds.select("kind", *base, is_partial.alias("partial")).join(bases, on=base)
    partial = numbered.filter("partial").select("kind")
    grid = numbered.filter(~pl.col("partial")).select("kind", "base")
    unsaid = _unsaid(bases, mentioned, division)
    known = pl.col("status").is_not_null()
    return pl.concat(
        [
            grid.join(unsaid.select("area").unique(maintain_order=True), how="cross")
            .join(leaves, on=["kind", "area"], how="left")
            .join(unsaid, on=["base", "area"], how="left")
            .select(
                "kind",
                "area",
                *(pl.when(known).then(pl.col(one)).otherwise(pl.col(f"{one}_unsaid")).alias(one) for one in _COUNTED),
            ),
            leaves.join(partial, on="kind", how="semi").join(_not_located(), on="area", how="anti"),
            leaves.join(_not_located(), on="area", how="semi"),
        ]
    )


def _unsaid(bases: pl.DataFrame, mentioned: pl.DataFrame, division: str) -> pl.DataFrame:
    """What a class counts that a source does not mention: base, area, count_unsaid, status_unsaid, reason_unsaid."""
    covered = (pl.col("quantity") + "|" + pl.col("region")).is_in(_covered())

    def first(counted: str, said: str | pl.Expr, missing: str, outside: str) -> pl.Expr:
        return (
            pl.when("mentioned")
            .then(pl.lit(counted))
            .when(pl.col("said").is_not_null())
            .then(said)
            .when(covered)
            .then(pl.lit(missing))
            .otherwise(pl.lit(outside))
        )

    return (
        bases.join(_municipalities(division), how="cross")
        .join(mentioned, on=_MENTIONED, how="left")
        .select(
            "base",
            "area",
            pl.when("mentioned").then(0.0).alias("count_unsaid"),
            first(Status.OK, pl.col("said"), Status.MISSING, Status.NOT_APPLICABLE).alias("status_unsaid"),
            first("", pl.col("why"), "not_delivered", "outside_scope").alias("reason_unsaid"),
        )
    )


def _municipalities(division: str) -> pl.DataFrame:
    """Every municipality of a division with its region: area, region."""
    return geography.unions(division).filter(level="region").select("area", pl.col("union").alias("region"))


def _not_located() -> pl.DataFrame:
    """The codes of people who cannot be located, with the region that they belong to: area, union."""
    pseudo = geography.pseudo_areas().drop_nulls("region")
    return pseudo.select(pl.col("code").alias("area"), pl.col("region").alias("union"))


def _covered() -> list[str]:
    return [f"{quantity.id}|{region}" for quantity in quantities().values() for region in quantity.covers]


def add(table: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Sums of counts with the status that they bear: a sum with a part that is not known is not known.

    Never `sum()` alone: it skips nulls, so that a withheld count would become a zero.
    """
    rank = pl.col("status").replace_strict({s.value: i for i, s in enumerate(DECIDES_A_SUM)}, return_dtype=pl.Int8)
    stops = pl.col("status").is_in([s.value for s in STOPS_A_SUM]).any()
    worst = pl.col("status").get(rank.arg_min())
    return table.group_by(by, maintain_order=True).agg(
        pl.when(stops | pl.col("count").is_null().all()).then(None).otherwise(pl.col("count").sum()).alias("count"),
        worst.alias("status"),
        pl.when(pl.len() == 1)
        .then(pl.col("reason").first())
        .when(stops)
        .then(pl.format("part_{}", worst))
        .when(pl.col("status").eq(Status.NOT_APPLICABLE.value).all())
        .then(pl.col("reason").first())
        .otherwise(pl.lit(""))
        .alias("reason"),
    )


def _expressed(leaves: pl.DataFrame, kinds: pl.DataFrame, division: str, to: str) -> pl.DataFrame:
    """The leaves of one division and period, in one geography, with their unions.

    What is not additive is carried only where the territory is the same, and never to a union. People who cannot be
    located belong to the region's total and to no municipality.
    """
    key = ["kind", "area"]
    translation = geography.translate(division, to)
    merged = translation.group_by(pl.col("to").alias("area")).agg((pl.len() > 1).alias("rebuilt"))
    placed = leaves.join(translation, on="area").with_columns(pl.col("to").alias("area"))
    municipalities = add(placed, key).join(merged, on="area")
    unions = geography.unions(to).select("area", "union")
    parts = pl.concat(
        [
            municipalities.drop("rebuilt").join(unions, on="area"),
            leaves.join(_not_located(), on="area").select(*key, *_COUNTED, "union"),
        ]
    )
    added = add(parts.with_columns(pl.col("union").alias("area")), key).with_columns(rebuilt=False)
    not_additive = [q.id for q in quantities().values() if not q.additive]
    refused = kinds.filter(pl.col("quantity").is_in(not_additive))["kind"].implode()
    return pl.concat(
        [
            _not_summed(municipalities, refused, pl.col("rebuilt")),
            _not_summed(added, refused, pl.lit(value=True)),
        ]
    ).with_columns(pl.lit(to).alias("geography"), pl.lit(division == to).alias("as_published"))


def _not_summed(table: pl.DataFrame, not_additive: pl.Series, is_a_sum: pl.Expr) -> pl.DataFrame:
    """What cannot be added up has no count for a sum of areas, and says so."""
    refused = is_a_sum & pl.col("kind").is_in(not_additive)
    lost = refused & (pl.col("status") != Status.NOT_APPLICABLE.value)
    return table.with_columns(
        pl.when(lost).then(None).otherwise(pl.col("count")).alias("count"),
        pl.when(lost).then(pl.lit(Status.MISSING.value)).otherwise(pl.col("status")).alias("status"),
        pl.when(lost).then(pl.lit("not_additive")).otherwise(pl.col("reason")).alias("reason"),
    )
