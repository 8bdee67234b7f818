"""Observations, catalogue and geography → counts for every area, geography, period and class that is published.

Cells are the truth that must be protected: nothing is derived from them before `liim.disclosure` has seen them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from liim import geography
from liim.catalogue import groupings_of, quantities
from liim.classifications import grouping_with, members
from liim.formulas import Count
from liim.model import HAS_A_COUNT, TOTAL, Indicator, Status
from liim.observations import BREAKDOWNS

LEAF = ("source", "quantity", "area", "period", *BREAKDOWNS)
KEY = ("quantity", "area", "geography", "period", *BREAKDOWNS)
COLUMNS = (*KEY, "as_published", "count", "status", "reason", "rebuilt", "source")

# From what stops a sum to what does not; a part that is not applicable is left out of the sum.
_WORST_FIRST = (
    Status.MISSING,
    Status.NOT_YET,
    Status.WITHHELD,
    Status.ESTIMATED,
    Status.PROVISIONAL,
    Status.OK,
    Status.NOT_APPLICABLE,
)
_MENTIONED = ("source", "quantity", "period", "area")
_COUNTED = ("count", "status", "reason")
_SAME = 1e-6  # people
_STOPS_A_SUM = (Status.MISSING, Status.NOT_YET, Status.WITHHELD)


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
    leaves = pl.concat(split).unique([*LEAF, "division"], maintain_order=True)
    # Where two files of a source tell of an area, the one that counts something goes first.
    mentioned = pl.concat(areas).sort("mentioned", descending=True).unique(_MENTIONED, keep="first")
    expressed = [
        _expressed(_complete(part, mentioned), to)
        for part in leaves.partition_by("division", "period")
        for to in geography.geographies_for(part["period"][0], part["division"][0])
    ]
    return _counted_once(pl.concat(expressed).select(COLUMNS)).sort(KEY)


def _counted_once(table: pl.DataFrame) -> pl.DataFrame:
    """One cell per KEY where two sources count the same: one that has a count, then one delivered in that geography.

    Raises ValueError, naming both sources, where their counts differ: neither may be chosen silently.
    """
    twice = table.filter(pl.struct(KEY).is_duplicated())
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
    return pl.concat([table.filter(~pl.struct(KEY).is_duplicated()), best.unique(KEY, keep="first")])


def _split(observations: pl.DataFrame, cut: Cut) -> pl.DataFrame:
    """The observations of one quantity, summed to the classes of one cut."""
    split = {breakdown: (grouping, pinned) for breakdown, grouping, pinned in cut.split}
    table = observations
    for breakdown in quantities()[cut.quantity].breakdowns:
        is_total = pl.col(breakdown) == TOTAL
        if breakdown in split:
            table = _to_classes(table.filter(~is_total), breakdown, *split[breakdown])
        else:
            # A total that the source delivers goes before one that we add up; percentages are never added up.
            delivered = is_total.any().over("source", "period") | (not quantities()[cut.quantity].additive)
            table = table.filter(is_total | ~delivered).with_columns(pl.lit(TOTAL).alias(breakdown))
    return add(table, [*LEAF, "division"])


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


def _complete(leaves: pl.DataFrame, mentioned: pl.DataFrame) -> pl.DataFrame:
    """Every municipality of the division has every class that occurs.

    A class that a source does not mention, in an area that it does, holds nobody: zero. Where it says once that it has
    no count of an area, no class has one. An area that it does not mention at all is missing, or not applicable where
    the quantity does not exist in that region. Of a quantity that is not exhaustive (the five largest nationalities) a
    class that is not mentioned stays so.
    """
    division = leaves["division"][0]
    classes = leaves.select("source", "quantity", "period", "division", *BREAKDOWNS).unique(maintain_order=True)
    split = ~pl.all_horizontal(pl.col(BREAKDOWNS) == TOTAL)
    partial = split & pl.col("quantity").is_in([q.id for q in quantities().values() if not q.exhaustive])
    grid = classes.filter(~partial).join(_municipalities(division), how="cross")
    not_located = leaves.join(_not_located(), on="area", how="semi")
    covered = (pl.col("quantity") + "|" + pl.col("region")).is_in(_covered())
    known = pl.col("status").is_not_null()
    return pl.concat(
        [
            grid.join(leaves, on=[*LEAF, "division"], how="left")
            .join(mentioned, on=["source", "quantity", "period", "area"], how="left")
            .with_columns(
                pl.when(~known & pl.col("mentioned")).then(0.0).otherwise(pl.col("count")).alias("count"),
                pl.when(known)
                .then(pl.col("status"))
                .when(pl.col("mentioned"))
                .then(pl.lit(Status.OK.value))
                .when(pl.col("said").is_not_null())
                .then(pl.col("said"))
                .when(covered)
                .then(pl.lit(Status.MISSING.value))
                .otherwise(pl.lit(Status.NOT_APPLICABLE.value))
                .alias("status"),
                pl.when(known)
                .then(pl.col("reason"))
                .when(pl.col("mentioned"))
                .then(pl.lit(""))
                .when(pl.col("said").is_not_null())
                .then(pl.col("why"))
                .when(covered)
                .then(pl.lit("not_delivered"))
                .otherwise(pl.lit("outside_scope"))
                .alias("reason"),
            )
            .select(leaves.columns),
            leaves.filter(partial).join(_not_located(), on="area", how="anti"),
            not_located,
        ]
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
    rank = pl.col("status").replace_strict({s.value: i for i, s in enumerate(_WORST_FIRST)}, return_dtype=pl.Int8)
    stops = pl.col("status").is_in([s.value for s in _STOPS_A_SUM]).any()
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


def _expressed(leaves: pl.DataFrame, to: str) -> pl.DataFrame:
    """The leaves of one division and period, in one geography, with their unions.

    What is not additive is carried only where the territory is the same, and never to a union. People who cannot be
    located belong to the region's total and to no municipality.
    """
    division = leaves["division"][0]
    translation = geography.translate(division, to)
    merged = translation.group_by(pl.col("to").alias("area")).agg((pl.len() > 1).alias("rebuilt"))
    placed = leaves.join(translation, on="area").with_columns(pl.col("to").alias("area"))
    municipalities = add(placed, list(LEAF)).join(merged, on="area")
    unions = geography.unions(to).select("area", "union")
    parts = pl.concat(
        [
            municipalities.drop("rebuilt").join(unions, on="area"),
            leaves.join(_not_located(), on="area").select(*LEAF, *_COUNTED, "union"),
        ]
    )
    added = add(parts.with_columns(pl.col("union").alias("area")), list(LEAF)).with_columns(rebuilt=False)
    return pl.concat(
        [_not_summed(municipalities, pl.col("rebuilt")), _not_summed(added, pl.lit(value=True))]
    ).with_columns(pl.lit(to).alias("geography"), pl.lit(division == to).alias("as_published"))


def _not_summed(table: pl.DataFrame, is_a_sum: pl.Expr) -> pl.DataFrame:
    """What cannot be added up has no count for a sum of areas, and says so."""
    refused = is_a_sum & pl.col("quantity").is_in([q.id for q in quantities().values() if not q.additive])
    lost = refused & (pl.col("status") != Status.NOT_APPLICABLE.value)
    return table.with_columns(
        pl.when(lost).then(None).otherwise(pl.col("count")).alias("count"),
        pl.when(lost).then(pl.lit(Status.MISSING.value)).otherwise(pl.col("status")).alias("status"),
        pl.when(lost).then(pl.lit("not_additive")).otherwise(pl.col("reason")).alias("reason"),
    )
