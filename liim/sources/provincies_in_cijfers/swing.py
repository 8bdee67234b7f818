"""What the exports of Swing portals (provincies.incijfers.be) have in common: areas by name, and special values."""

from pathlib import Path

import polars as pl

from liim import geography
from liim.catalogue import breakdowns, quantities
from liim.model import TOTAL, Status
from liim.observations import COLUMNS
from liim.sources.errors import BadInput

HIDDEN = "hidden_by_source"

# What the legend below the publisher's own tables says; a sign means something else elsewhere.
_SPECIAL = {
    "-": (Status.MISSING, "no_value"),
    "x": (Status.WITHHELD, HIDDEN),
    "?": (Status.MISSING, "missing_at_source"),
    "nvt": (Status.NOT_APPLICABLE, ""),
}
_OUTSIDE = (Status.NOT_APPLICABLE, "outside_scope")


def areas_named(names: pl.Series, path: Path, first_row: int) -> tuple[pl.DataFrame, str]:
    """Codes for the names in a file, and the division in which it is written.

    One row per name: name, area, region (null for who is in none) and covered by nobody (`pseudo`).
    Raises BadInput for a name that no division knows, or one that stands twice.
    """
    if names.is_empty():
        raise BadInput(path, "there is no row of a municipality.", remedy="The file was cut: save the export again.")
    twice = names.is_duplicated().arg_true()
    if len(twice):
        at = int(twice[1])
        raise BadInput(
            path,
            f"municipality {names[at]!r} stands here a second time.",
            row=first_row + at,
            remedy="Save the export again; each municipality has one row.",
        )
    try:
        division = geography.detect_division_by_names(names.to_list(), otherwise=geography.GEOGRAPHIES[-1])
        codes = [geography.code_named(name, division) for name in names]
    except ValueError as unknown:
        today = geography.GEOGRAPHIES[-1]
        unread = next((at for at, name in enumerate(names) if not _is_known(name, today)), None)
        raise BadInput(
            path,
            str(unknown),
            row=None if unread is None else first_row + unread,
            remedy="Correct the name, or export the municipalities again.",
        ) from unknown
    pseudo = dict(geography.pseudo_areas().select("code", "region").rows())
    return (
        pl.DataFrame(
            {
                "name": names,
                "area": codes,
                "region": [pseudo[c] if c in pseudo else geography.region_of(c, division) for c in codes],
                "pseudo": [c in pseudo for c in codes],
            },
            schema={"name": pl.String, "area": pl.String, "region": pl.String, "pseudo": pl.Boolean},
        ),
        division,
    )


def _is_known(name: str, division: str) -> bool:
    try:
        geography.code_named(name, division)
    except ValueError:
        return False
    return True


def observations(cells: pl.DataFrame, areas: pl.DataFrame, *, source: str, division: str, path: Path) -> pl.DataFrame:
    """Observations from cells as text: name, row, quantity, period, text, and breakdown columns where split.

    A quantity and period without a single value is one that the publisher does not carry, and is left out. Of the
    areas that are nowhere ("Niet te lokaliseren"), rows stay that count people of a region which the quantity covers:
    they belong to the region's total and to no municipality.
    """
    text = pl.col("text").str.strip_chars()
    special = text.is_in(list(_SPECIAL))
    covers = pl.DataFrame(
        [(q, region) for q in cells["quantity"].unique() for region in quantities()[q].covers],
        schema={"quantity": pl.String, "region": pl.String},
        orient="row",
    ).with_columns(covered=pl.lit(value=True))
    read = (
        cells.join(areas, on="name", maintain_order="left")
        .join(covers, on=["quantity", "region"], how="left", maintain_order="left", nulls_equal=False)
        .with_columns(
            pl.col("covered").fill_null(value=False),
            text,
            pl.when(special).then(None).otherwise(text).cast(pl.Float64, strict=False).alias("count"),
        )
    )
    # A dot may separate thousands: 1.234 newcomers are refused, not rounded. Only percentages have decimals.
    whole = ~pl.col("quantity").is_in([q.id for q in quantities().values() if q.unit == "%"])
    number = pl.col("count").is_finite() & (~whole | (pl.col("count") == pl.col("count").round()))
    _refuse_what_is_no_number(read.filter(~number.fill_null(value=False) & ~special.fill_null(value=False)), path)
    _refuse_negative(read.filter(pl.col("count") < 0), path)
    outside = ~pl.col("covered") & (pl.col("text") == "-")
    status = pl.col("text").replace_strict({k: v[0].value for k, v in _SPECIAL.items()}, default=Status.OK.value)
    reason = pl.col("text").replace_strict({k: v[1] for k, v in _SPECIAL.items()}, default="")
    missing_breakdowns = [pl.lit(TOTAL).alias(b) for b in breakdowns() if b not in cells.columns]
    return (
        read.filter((pl.col("text") != "-").any().over("quantity", "period"))
        .filter(~pl.col("pseudo") | (pl.col("covered") & (pl.col("text") != "-")))
        .with_columns(
            pl.when(outside).then(pl.lit(_OUTSIDE[0].value)).otherwise(status).alias("status"),
            pl.when(outside).then(pl.lit(_OUTSIDE[1])).otherwise(reason).alias("reason"),
            pl.lit(source).alias("source"),
            pl.lit(division).alias("division"),
            *missing_breakdowns,
        )
        .select(*COLUMNS)
    )


def _refuse_what_is_no_number(rows: pl.DataFrame, path: Path) -> None:
    for row in rows.head(1).iter_rows(named=True):
        raise BadInput(
            path,
            f"{row['text'] or 'nothing'} stands where the {row['quantity']} of {row['name']} in {row['period']} "
            "belong.",
            row=row["row"],
            remedy="A whole number, or one of - x ? nvt, is expected. Save the export again.",
        )


def _refuse_negative(rows: pl.DataFrame, path: Path) -> None:
    for row in rows.head(1).iter_rows(named=True):
        raise BadInput(
            path,
            f"the {row['quantity']} of {row['name']} in {row['period']} are {row['text']}, below zero.",
            row=row["row"],
            remedy="A count cannot be negative. Save the export again.",
        )
