"""What an edition says beside its figures: comparisons and trends, on the municipalities of today."""

from collections.abc import Iterable

import polars as pl

from liim import geography
from liim.figures.adjusted import with_adjusted, with_adjusted_elsewhere
from liim.figures.benchmarks import Benchmarks, neighbours, of_typologies, together, unions
from liim.figures.comparisons import comparisons
from liim.figures.declared import is_broader
from liim.figures.gap_comparisons import compare_gaps, gap_trends
from liim.figures.gaps import gaps, gaps_of
from liim.figures.sectors import segregation_inside
from liim.figures.trends import trends
from liim.figures.values import KEY
from liim.geography.typologies import COLUMNS as TYPOLOGIES
from liim.model import Indicator

TODAY = geography.GEOGRAPHIES[-1]


def derived(
    figures: pl.DataFrame,
    indicators: Iterable[Indicator],
    similar: pl.DataFrame,
    *,
    strata: pl.DataFrame | None = None,
    typologies: pl.DataFrame | None = None,
    sectors: pl.DataFrame | None = None,
) -> dict[str, pl.DataFrame]:
    """Tables by the name of their file.

    `comparisons` of each indicator's latest period with region, province, similar municipalities and those of the same
    class in `typologies` (`liim.geography.typologies`), which stand there too; `trends` of every series; `similar`,
    which municipalities those are and why (`liim.figures.structure`); `gaps`, both levels of each gap that the
    catalogue declares, adjusted where its levels by `strata` (`liim.catalogue.strata`) are known; `gap_comparisons`
    of its latest period and `gap_trends`; `sectors`, the protected counts inside municipalities as they are given
    (`liim.disclosure.protected_sectors`), and `segregation`, what they tell.
    Made from protected figures alone, so that they give away nothing that those do not.
    """
    declared = tuple(indicators)
    today = figures.filter(~is_broader(declared), geography=TODAY)
    pairs = similar.drop_nulls("neighbour").select("area", "neighbour").unique(maintain_order=True)
    second = pl.DataFrame(schema=TYPOLOGIES) if typologies is None else typologies
    against = together(
        unions(geography.unions(TODAY), geography=TODAY),
        neighbours(pairs, geography=TODAY),
        of_typologies(second, geography=TODAY),
    )
    return {
        "comparisons": comparisons(latest(today), declared, against).sort([*KEY, "benchmark"]),
        "trends": trends(today, declared).sort([name for name in KEY if name != "period"]),
        "similar": similar,
        "typologies": second,
        **({} if sectors is None else {"sectors": sectors, "segregation": segregation_inside(sectors, declared)}),
        **_of_gaps(today, declared, against, today.clear() if strata is None else strata.filter(geography=TODAY)),
    }


def _of_gaps(
    today: pl.DataFrame, indicators: tuple[Indicator, ...], against: Benchmarks, strata: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """The tables of gaps; none where no indicator is one."""
    declared = gaps_of(indicators)
    if not declared:
        return {}
    found = gaps(today, indicators, declared)
    last = found.filter(pl.col("difference").is_not_null()).group_by("gap").agg(pl.col("period").max())
    of_last = found.join(last, on=["gap", "period"], how="semi")
    key = ["gap", *(name for name in KEY if name != "period")]
    return {
        "gaps": with_adjusted(found, strata, indicators, declared).sort([*key, "period"]),
        "gap_comparisons": with_adjusted_elsewhere(
            compare_gaps(of_last, against), strata, indicators, declared, against
        ).sort([*key, "benchmark"]),
        "gap_trends": gap_trends(found, indicators).sort(key),
    }


def latest(figures: pl.DataFrame) -> pl.DataFrame:
    """The figures of the last period in which an indicator has a value anywhere."""
    last = figures.filter(pl.col("value").is_not_null()).group_by("indicator").agg(pl.col("period").max())
    return figures.join(last, on=["indicator", "period"], how="semi")
