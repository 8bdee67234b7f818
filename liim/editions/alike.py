"""Which municipalities are like this one when a reader leaves some traits out: found again from the edition's table."""

from collections.abc import Collection
from typing import Any

import polars as pl

from liim import geography
from liim.editions.reading import Edition
from liim.figures.similar import contributions, similar
from liim.figures.structure import POOLS, VARIABLES

TODAY = geography.GEOGRAPHIES[-1]

_TRAITS = {"area": pl.String, "variable": pl.String, "period": pl.String, "own": pl.Float64}
_OF_A_VARIABLE = ("variable", "domain", "period", "own", "theirs", "contribution", "reason")


def similar_without(edition: Edition, area: str, off: Collection[str]) -> list[dict[str, Any]]:
    """The municipalities that are most like this one in all traits but `off`: rows as `Edition.similar` gives them.

    One question to the edition. Nothing where the area has no similar ones, for want of a value. Raises ValueError, in
    words for the reader, for a trait that is not used and where every trait is left out.
    """
    traits = pl.DataFrame(edition.traits(), _TRAITS, orient="row")
    region = geography.region_of(area, TODAY)
    pool = geography.unions(TODAY).filter(pl.col("union") == region).select("area")
    wide = traits.pivot("variable", index="area", values="own").join(pool, on="area", how="semi")
    used = [one for one in VARIABLES if one.id in wide.columns and not wide[one.id].is_null().all()]
    if area not in wide["area"]:
        return []
    pairs = similar(wide, used, k=POOLS[region], without=off).filter(area=area)
    parts = contributions(wide, used, pairs, without=off)
    periods = traits.select("area", "variable", "period")
    told = parts.join(periods, on=["area", "variable"]).with_columns(reason=pl.lit(""))
    of = {
        str(neighbour): some.sort("contribution", "variable", descending=[True, False])
        .select(_OF_A_VARIABLE)
        .to_dicts()
        for (neighbour,), some in told.partition_by("neighbour", as_dict=True).items()
    }
    pairs = pairs.select("neighbour", "rank", "distance", "reason")
    return [pair | {"variables": of[pair["neighbour"]]} for pair in pairs.to_dicts()]
