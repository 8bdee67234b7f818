"""What an edition holds and what it lacks: per indicator, geography and period, with why each gap is empty."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from liim import geography as places
from liim.catalogue import catalogue, quantities
from liim.editions.reading import Edition
from liim.model import HAS_A_COUNT, TOTAL, Indicator, Status
from liim.observations import BREAKDOWNS
from liim.sources import SOURCES, Source

_SHOWN = [status.value for status in (*HAS_A_COUNT, Status.BOUNDED)]
_NO_FILE = "no_file"  # no file that was read counts it
_NO_ROW = "no_row"  # a file that was read counts it, but not of this
_OUTSIDE = "outside_scope"  # of the quantity: these municipalities are not waited for
_NO_WAVE = "no_wave"  # it is not measured in every year


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One indicator in one geography: in how many municipalities its latest period has a figure, and why not in others.

    `periods` tells, of every period from the first to the last, the municipalities with a figure and the gaps: how many
    municipalities have none, by reason. `lacking` are the quantities that no file which was read counts.
    """

    indicator: str
    title: str
    geography: str
    latest: str | None
    municipalities: int
    of: int
    periods: Mapping[str, Mapping[str, int]]
    lacking: tuple[str, ...]
    waits_for: tuple[str, ...]

    @property
    def gaps(self) -> Mapping[str, int]:
        """Why municipalities have no figure of the latest period."""
        told = self.periods.get(self.latest or "", {})
        if not self.latest:
            return {_NO_FILE if self.lacking else _NO_ROW: self.of}
        return {why: number for why, number in told.items() if why != "figures"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """What the counts of one owner would fill: whole indicators by themselves, and others with someone else's.

    `files` are the names of those in which they would come, of sources of which the edition has read none; where there
    are several, the first is whole, and the others are as good.
    """

    owner: str
    sources: tuple[str, ...]
    files: tuple[str, ...]
    indicators: tuple[str, ...]
    with_others: tuple[str, ...]
    municipalities: int


def availability(figures: pl.DataFrame | pl.LazyFrame) -> list[dict[str, Any]]:
    """Per indicator, geography, period, status and reason: how many figures, and of how many municipalities the total.

    What availability.json of an edition holds.
    """
    municipalities = pl.concat(
        pl.DataFrame({"area": sorted(places.municipalities(one)), "geography": one}) for one in places.GEOGRAPHIES
    ).with_columns(is_municipality=pl.lit(value=True))
    is_total = pl.all_horizontal(pl.col(BREAKDOWNS) == TOTAL) & pl.col("is_municipality").fill_null(value=False)
    counted = (
        figures.lazy()
        .join(municipalities.lazy(), on=["area", "geography"], how="left")
        .group_by("indicator", "geography", "period", "status", "reason")
        .agg(pl.len().alias("figures"), is_total.sum().alias("municipalities"))
    )
    return counted.sort("indicator", "geography", "period", "status", "reason").collect().to_dicts()


def held(edition: Edition, geography: str = places.GEOGRAPHIES[-1]) -> list[Held]:
    """Every indicator of the catalogue, in the order of the report: what the edition holds of it in one geography."""
    delivered = {quantity for source in SOURCES if source.id in _read(edition) for quantity in source.quantities}
    rows = pl.DataFrame(
        availability(pl.scan_parquet(edition.folder / "figures.parquet").filter(geography=geography)),
        schema=dict.fromkeys(("indicator", "geography", "period", "status", "reason"), pl.String)
        | {"figures": pl.Int64, "municipalities": pl.Int64},
    )
    return [
        _held(indicator, geography, rows.filter(indicator=indicator.id), delivered)
        for indicator in catalogue().values()
    ]


def fills(edition: Edition, every: Iterable[Held]) -> list[Fill]:
    """Whose counts would fill the most of what has no figure at all, the most first, and in which files they come."""
    read = _read(edition)
    empty = {one.indicator: one for one in every if not one.latest}
    owners = {id_: {quantities()[q].owner for q in one.waits_for} for id_, one in empty.items()}
    found = []
    for owner in sorted(set().union(*owners.values())):
        alone = tuple(id_ for id_, needed in owners.items() if needed == {owner})
        shared = tuple(id_ for id_, needed in owners.items() if owner in needed and id_ not in alone)
        counted = {q for id_, one in empty.items() for q in one.waits_for if quantities()[q].owner == owner}
        sources = [source for source in SOURCES if source.id not in read and counted & set(source.quantities)]
        sources.sort(key=lambda source: len(source.files))
        found.append(
            Fill(
                owner=owner,
                sources=tuple(source.id for source in sources),
                files=tuple(name for source in sources for name in _files(source, (*alone, *shared))),
                indicators=alone,
                with_others=shared,
                municipalities=sum(empty[id_].of for id_ in alone),
            )
        )
    return sorted(found, key=lambda one: -one.municipalities)


def _read(edition: Edition) -> set[str]:
    """The sources of which the edition has read a file."""
    return {one["source"] for one in edition.manifest["inputs"]}


def _files(source: Source, indicators: Iterable[str]) -> list[str]:
    """The files of a source that tell of some indicators: all, or those of their names where each has its own."""
    extracts = {f"{catalogue()[id_].published_as}.xlsx" for id_ in indicators}
    names = [one.name for one in source.files]
    return [name for name in names if name in extracts] or names


def _held(indicator: Indicator, geography: str, rows: pl.DataFrame, delivered: set[str]) -> Held:
    counted = [quantities()[one.quantity] for one in indicator.formula.counts]
    covers = set.intersection(*(set(one.covers) for one in counted))
    towns = [one for one in places.municipalities(geography) if places.region_of(one, geography) in covers]
    shown = rows.filter(pl.col("status").is_in(_SHOWN), pl.col("municipalities") > 0)
    latest = max(shown["period"], default=None)
    lacking = tuple(dict.fromkeys(one.id for one in counted if one.id not in delivered))
    return Held(
        indicator=indicator.id,
        title=indicator.title,
        geography=geography,
        latest=latest,
        municipalities=int(shown.filter(pl.col("period") == (latest or ""))["municipalities"].sum()),
        of=len(towns),
        periods=_periods(indicator, rows, len(towns)),
        lacking=lacking,
        waits_for=lacking or tuple(dict.fromkeys(one.id for one in counted)),
    )


def _periods(indicator: Indicator, rows: pl.DataFrame, of: int) -> dict[str, dict[str, int]]:
    """Per period from the first to the last: municipalities with figures, and those without by reason."""
    told: dict[str, dict[str, int]] = {}
    for row in rows.sort("period").iter_rows(named=True):
        why = "figures" if row["status"] in _SHOWN else row["reason"] or row["status"]
        of_period = told.setdefault(row["period"], {"figures": 0})
        if row["municipalities"] and row["reason"] != _OUTSIDE:
            of_period[why] = of_period.get(why, 0) + row["municipalities"]
    years = [int(period) for period in told if period.isdecimal()]
    absent = _NO_ROW if indicator.frequency == "yearly" else _NO_WAVE
    for year in range(min(years, default=0), max(years, default=0)):
        told.setdefault(str(year), {"figures": 0, absent: of})
    return dict(sorted(told.items()))
