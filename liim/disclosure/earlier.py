"""Two editions can be subtracted: what one withheld, the next withholds too, unless it is lifted deliberately."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from liim.disclosure.outside import published_cells
from liim.disclosure.system import KEY
from liim.model import Indicator, Status

PROTECTS_PEOPLE = "protects_people"
_SPELLED = ("quantity", "area", "period", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """Cells that may be printed although an earlier edition withheld them, and why; "" stands for any."""

    quantity: str
    area: str = ""
    period: str = ""
    reason: str


def lifts(path: Path) -> tuple[Lift, ...]:
    """What a file lifts: tables `[[lift]]` with quantity, area, period and reason. None if there is no such file.

    Raises ValueError where a table has no quantity or no reason, or says something else.
    """
    if not path.exists():
        return ()
    found = []
    for number, table in enumerate(tomllib.loads(path.read_text(encoding="utf-8")).get("lift", []), 1):
        if not table.get("quantity") or not table.get("reason") or set(table) - set(_SPELLED):
            raise ValueError(
                f"{path.name}, lift {number}: name the quantity and the reason, and if need be area and period; "
                "nothing else. What was withheld is not printed again without a reason."
            )
        found.append(Lift(**table))
    return tuple(found)


def withheld_before(figures: pl.DataFrame, indicators: Iterable[Indicator]) -> pl.DataFrame:
    """KEY of the counts that an edition withholds to protect people, as its figures tell."""
    told = published_cells(figures, indicators)
    return told.filter(status=Status.WITHHELD.value, reason=PROTECTS_PEOPLE).select(KEY)


def not_lifted(withheld: pl.DataFrame, lifted: Iterable[Lift]) -> pl.DataFrame:
    """The cells (KEY) that stay withheld."""
    for one in lifted:
        meant = pl.col("quantity") == one.quantity
        for column, value in (("area", one.area), ("period", one.period)):
            meant &= pl.lit(not value) | (pl.col(column) == value)
        withheld = withheld.filter(~meant)
    return withheld


def printed_after_all(withheld: pl.DataFrame, figures: pl.DataFrame, indicators: Iterable[Indicator]) -> list[str]:
    """The cells (KEY) that these figures print, in words, without the counts."""
    told = published_cells(figures, indicators).filter(pl.col("count").is_not_null())
    found = told.join(withheld, on=KEY, how="semi").select(KEY).sort(KEY)
    return [" ".join(part for part in row if part != "total") for row in found.rows()]
