"""What a publisher hides and yet gives away by its own numbers: for the operator, who can tell the publisher."""

import polars as pl

from liim.disclosure.attack import attack
from liim.disclosure.linking import system_of
from liim.disclosure.system import KEY

HIDDEN_BY_SOURCE = "hidden_by_source"


def undone_by_publishers(cells: pl.DataFrame) -> pl.DataFrame:
    """The cells that their source hides and that follow from its other numbers: source and KEY, never the count.

    For the work folder and the operator alone. `cells` are as they were read, before anything is withheld here.
    """
    hidden = cells.filter(pl.col("reason") == HIDDEN_BY_SOURCE, pl.col("count").is_null())
    found = [cells.clear().select("source", *KEY)]
    for quantity, period in hidden.select("quantity", "period").unique().sort("quantity", "period").rows():
        table = cells.filter(quantity=quantity, period=period)
        system = system_of(table)
        exact = attack(table, system).filter("exact").select(pl.col("variable").cast(pl.Int64))
        numbered = table.with_columns(system.cells["variable"].cast(pl.Int64))
        undone = numbered.filter(reason=HIDDEN_BY_SOURCE).join(exact, on="variable", how="semi")
        found.append(undone.unique("variable", maintain_order=True).select("source", *KEY))
    return pl.concat(found)
