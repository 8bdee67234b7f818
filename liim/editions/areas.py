"""The areas as an edition publishes them: all since 2009, with what they came from and what they became."""

import polars as pl

from liim import geography


def published_areas() -> pl.DataFrame:
    """One row per area and validity, sorted by code.

    code, level, name_nl, name_fr, valid_from, valid_to (last day, null while valid), parents (codes, nearest first,
    at the end of the validity), predecessors and successors (codes, over mergers).
    """
    parents = pl.concat([_parents(one).with_columns(geography=pl.lit(one)) for one in geography.GEOGRAPHIES])
    edges = geography.mergers()
    came_from = edges.group_by("new", "date").agg(pl.col("old").sort().alias("predecessors"))
    became = edges.group_by("old", "date").agg(pl.col("new").sort().alias("successors"))
    return (
        geography.areas()
        .with_columns(
            pl.when(pl.col("valid_to").is_null())
            .then(pl.lit(geography.GEOGRAPHIES[-1]))
            .otherwise(pl.col("valid_to").dt.year().cast(pl.String).map_elements(geography.division_of, pl.String))
            .alias("geography"),
            (pl.col("valid_to") + pl.duration(days=1)).alias("ended"),
        )
        .join(parents, on=["code", "geography"], how="left")
        .join(came_from, left_on=["code", "valid_from"], right_on=["new", "date"], how="left")
        .join(became, left_on=["code", "ended"], right_on=["old", "date"], how="left")
        .drop("geography", "ended")
        .with_columns(pl.col("parents", "predecessors", "successors").fill_null([]))
        .sort("code", "valid_from")
    )


def _parents(one: str) -> pl.DataFrame:
    """One row per area of a geography: code, parents."""
    return geography.areas_of(one).select(
        "code",
        pl.concat_list("arrondissement", "province", "region")
        .list.drop_nulls()
        .list.set_difference(pl.concat_list("code"))
        .alias("parents"),
    )
