"""Counts of statistical sectors, protected: nobody may be found in what is told of the inside of a municipality.

Everybody knows what is published of the municipality itself, today and before it merged. So a count of which the
municipality's own, or what is left of it, is withheld or small, is told of none of its sectors; nor is any of a
municipality that merged since: what its former parts published would be subtracted.
"""

from collections.abc import Mapping

import polars as pl

from liim import geography
from liim.catalogue import quantities
from liim.disclosure.attack import attack, too_narrow
from liim.disclosure.errors import ContradictionError, UnprotectableError
from liim.disclosure.suppress import protect
from liim.disclosure.system import KEY, Partition, System, equations
from liim.model import TOTAL, Status, Threshold
from liim.observations import BREAKDOWNS

RULE = Threshold()  # whatever is public of the municipality as a whole: its sectors are not
TODAY = geography.GEOGRAPHIES[-1]
COLUMNS = {
    "quantity": pl.String,
    "period": pl.String,
    "area": pl.String,
    "sector": pl.String,
    "count": pl.Float64,
    "status": pl.String,
}

_SAME = 1e-6  # people
_HERE = "sectors"  # a geography of their own: sectors, and the municipality that they lie in
_OF_TOWN = ["quantity", "period", "area"]
_OF_SECTOR = [*_OF_TOWN, "sector"]


def protected_sectors(
    sectors: pl.DataFrame, cells: pl.DataFrame, *, published: pl.DataFrame, before: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """Counts of sectors and, on the sector "total", of their municipality: withheld where need be, count null there.

    `sectors` is what `liim.sources.delivered.sector_delivery` gives, `cells` the counts of municipalities, `published`
    the same protected, and `before` what this gave for earlier editions: what they withheld stays withheld. Columns:
    COLUMNS. Raises ContradictionError where sectors and municipality do not agree, UnprotectableError where the attack
    on the result finds a sector told too closely.
    """
    _refuse_apart(sectors, cells)
    kept = [told.filter(status=Status.WITHHELD.value).select(_OF_SECTOR) for told in before.values()]
    withheld = pl.concat([pl.DataFrame(schema=dict.fromkeys(_OF_SECTOR, pl.String)), *kept]).unique()
    known = _totals(published)
    made = [_of_period(part, known, withheld) for part in sectors.partition_by("period")]
    return pl.concat([pl.DataFrame(schema=COLUMNS), *made]).sort(_OF_SECTOR)


def found_in_sectors(told: pl.DataFrame, published: pl.DataFrame) -> list[str]:
    """The sectors of which more is told than may be, in words: what an outsider works out of a table as published.

    `told` has COLUMNS, `published` the counts that figures show. Raises ContradictionError where both cannot be true.
    """
    known = _totals(published)
    return [found for part in told.partition_by("period") for found in _found(part, known)]


def printed_after_all(told: pl.DataFrame, before: Mapping[str, pl.DataFrame]) -> list[str]:
    """The sectors that are told now and were withheld in an earlier edition, in words."""
    now = told.filter(pl.col("count").is_not_null())
    return [
        f"{' '.join(row)} (edition {id_})"
        for id_, earlier in before.items()
        for row in now.join(earlier.filter(status=Status.WITHHELD.value), on=_OF_SECTOR, how="semi")
        .select(_OF_SECTOR)
        .sort(_OF_SECTOR)
        .rows()
    ]


def _totals(counts: pl.DataFrame) -> pl.DataFrame:
    """What figures say of whole municipalities: `known` is null where it is withheld."""
    return counts.filter(
        pl.col("geography") == TODAY, pl.all_horizontal(pl.col(one) == TOTAL for one in BREAKDOWNS)
    ).select(*_OF_TOWN, pl.col("count").alias("known"))


def _refuse_apart(sectors: pl.DataFrame, cells: pl.DataFrame) -> None:
    """The sectors of a municipality hold as many people as the municipality itself, where both are counted."""
    both = (
        sectors.group_by(_OF_TOWN, maintain_order=True)
        .agg(pl.col("count").sum().alias("in_sectors"))
        .join(_totals(cells).drop_nulls("known"), on=_OF_TOWN)
    )
    for row in both.filter((pl.col("in_sectors") - pl.col("known")).abs() > _SAME).head(1).iter_rows(named=True):
        raise ContradictionError(
            f"the sectors of {row['area']} do not add up to their municipality ({row['quantity']}, {row['period']}): "
            "take files of one moment, or ask for the sector of those who could not be located"
        )


def _of_period(sectors: pl.DataFrame, known: pl.DataFrame, withheld: pl.DataFrame) -> pl.DataFrame:
    whole = sectors.group_by(_OF_TOWN, maintain_order=True).agg(pl.lit(TOTAL).alias("sector"), pl.col("count").sum())
    both = pl.concat([sectors.select(whole.columns), whole])
    system = _system(both)
    cells = _cells(both)
    kept = _cells(both.join(withheld, on=_OF_SECTOR, how="semi")).select(KEY)
    made = protect(cells, system, dict.fromkeys(set(cells["quantity"]), RULE), kept=kept)
    chosen = both.with_columns(made.cells["count"])
    silent = _untold(whole, known)
    for _ in range(2):  # a municipality of which a sector is told too closely tells nothing; then the rest must hold
        told = _silenced(chosen, silent, known).join(withheld.with_columns(before=True), on=_OF_SECTOR, how="left")
        told = told.with_columns(pl.when(pl.col("before").is_null()).then("count").alias("count")).drop("before")
        narrow = _narrow(told, system, made.required, silent)
        if narrow.is_empty():
            return told.with_columns(
                pl.when(pl.col("count").is_null())
                .then(pl.lit(Status.WITHHELD.value))
                .otherwise(pl.lit(Status.OK.value))
                .alias("status")
            ).select(*COLUMNS)
        silent = pl.concat([silent, whole.join(narrow, on="area", how="semi").select(_OF_TOWN)]).unique()
    raise UnprotectableError(f"{narrow.height} municipalities tell too much of their sectors. No edition is made.")


def _untold(whole: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """_OF_TOWN of the counts of which nothing is told by sector, whatever they are."""
    totals = whole.join(known.with_columns(stated=True), on=_OF_TOWN, how="left", maintain_order="left")
    hidden = totals.filter("stated", pl.col("known").is_null())
    # A small count that figures print all the same leaves its sectors no room.
    small = totals.filter(_is_small("known"))
    rest = [
        part.join(of, on=["period", "area"]).filter(_is_small("known_of", less="known"))
        for one in quantities().values()
        if one.part_of
        for part in [totals.filter(quantity=one.id)]
        for of in [totals.filter(quantity=one.part_of).select("period", "area", pl.col("known").alias("known_of"))]
    ]
    merged = totals.join(_merged_since(str(whole["period"][0])), on="area", how="semi")
    return pl.concat([one.select(_OF_TOWN) for one in (hidden, small, merged, *rest)]).unique()


def _is_small(count: str, *, less: str = "") -> pl.Expr:
    number = pl.col(count) - pl.col(less) if less else pl.col(count)
    return (number > _SAME) & (number < RULE.minimum - _SAME)


def _merged_since(period: str) -> pl.DataFrame:
    """The municipalities of today of which former parts are published for a period."""
    held = [one for one in geography.GEOGRAPHIES[:-1] if one >= geography.division_of(period)]
    became = [geography.translate(one, TODAY).group_by("to").len().filter(pl.col("len") > 1) for one in held]
    return pl.concat([pl.DataFrame(schema={"area": pl.String}), *(one.select(area="to") for one in became)]).unique()


def _silenced(told: pl.DataFrame, silent: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """The same without what is told of silent municipalities, and with the totals that figures print."""
    is_whole = pl.col("sector") == TOTAL
    return (
        told.join(silent.with_columns(is_silent=True), on=_OF_TOWN, how="left", maintain_order="left")
        .join(known, on=_OF_TOWN, how="left", maintain_order="left")
        .with_columns(
            pl.when(is_whole & pl.col("known").is_not_null())
            .then("known")
            .when(pl.col("is_silent").is_null())
            .then("count")
            .alias("count")
        )
        .select(told.columns)
    )


def _narrow(told: pl.DataFrame, system: System, required: pl.DataFrame, silent: pl.DataFrame) -> pl.DataFrame:
    """`area` of the municipalities of which a sector is told too closely, as an outsider sees it."""
    placed = told.select(*_OF_TOWN, at=_at()).unique(["quantity", "at"])
    attacked = attack(_cells(told), system)
    where = system.variables.with_row_index("variable").select(
        pl.col("variable").cast(pl.Int64), "quantity", at=pl.col("territory").str.split(":").list.last()
    )
    return (
        too_narrow(attacked, required)
        .select(pl.col("variable").cast(pl.Int64))
        .join(where, on="variable")
        .join(placed, on=["quantity", "at"])
        .join(silent, on=_OF_TOWN, how="anti")
        .select("area")
        .unique()
    )


def _found(told: pl.DataFrame, known: pl.DataFrame) -> list[str]:
    """What is wrong with one period: a small count that is printed, or one that follows from what is printed."""
    wide = told.pivot("quantity", index=["period", "area", "sector"], values="count")
    rests = [
        wide.filter(_is_small(one.part_of, less=one.id)).with_columns(quantity=pl.lit(one.id))
        for one in quantities().values()
        if one.part_of and {one.part_of, one.id} <= set(wide.columns)
    ]
    at_sector = pl.col("sector") != TOTAL
    small = [told.filter(at_sector, _is_small("count")), *(one.filter(at_sector) for one in rests)]
    knowing = _silenced(told, told.clear().select(_OF_TOWN), known)
    system = _system(knowing)
    attacked = attack(_cells(knowing), system).filter(pl.col("exact") | pl.col("exact_not_zero"))
    exact = (
        attacked.filter(~pl.col("implied"))
        .select("quantity", at=pl.col("territory").str.split(":").list.last())
        .join(told.with_columns(at=_at()), on=["quantity", "at"])
    )
    # Where nothing is told of the sectors, all that follows is what the municipality itself tells.
    speaks = told.filter(at_sector, pl.col("count").is_not_null()).select(_OF_TOWN).unique()
    exact = exact.filter(at_sector).join(speaks, on=_OF_TOWN, how="semi")
    return sorted({" ".join(row) for one in (*small, exact) for row in one.select(_OF_SECTOR).rows()})


def _at() -> pl.Expr:
    """The sector, or the municipality where it is told as a whole."""
    return pl.when(pl.col("sector") == TOTAL).then("area").otherwise("sector")


def _cells(told: pl.DataFrame) -> pl.DataFrame:
    """Counts of sectors and their municipalities as cells of a geography of their own, in the same order.

    Where nothing is told of any sector, zeros are not told either: nobody reads there that what is withheld is none.
    """
    is_told = pl.col("count").is_not_null()
    speaks = (is_told & (pl.col("sector") != TOTAL)).any().over(_OF_TOWN)
    return told.select(
        "quantity",
        _at().alias("area"),
        pl.lit(_HERE).alias("geography"),
        "period",
        *(pl.lit(TOTAL).alias(one) for one in BREAKDOWNS),
        "count",
        pl.when(is_told)
        .then(pl.lit(Status.OK.value))
        .when(speaks)
        .then(pl.lit(Status.WITHHELD.value))
        .otherwise(pl.lit(Status.MISSING.value))
        .alias("status"),
        pl.lit("").alias("reason"),
        pl.lit(_HERE).alias("source"),
    )


def _system(told: pl.DataFrame) -> System:
    """What ties the sectors of one period to their municipalities, and a part of the people to the whole."""
    there = set(told["quantity"])
    lie_in = told.filter(pl.col("sector") != TOTAL).select(
        pl.col("area").alias("parent"), pl.col("sector").alias("child")
    )
    return equations(
        _cells(told),
        {_HERE: lie_in.unique()},
        {},
        partitions=[
            Partition("quantity", one.part_of, (one.id,), complete=False)
            for one in quantities().values()
            if one.part_of and {one.part_of, one.id} <= there
        ],
    )
