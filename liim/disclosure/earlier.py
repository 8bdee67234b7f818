"""Two editions can be subtracted: what one withheld, the next withholds too, unless it is lifted deliberately."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl

from liim.disclosure.system import KEY
from liim.model import TOTAL, Status

PROTECTS_PEOPLE = "protects_people"
State = Literal["printed", "withheld"]
_IS = {
    "printed": pl.col("count").is_not_null(),
    "withheld": (pl.col("status") == Status.WITHHELD.value) & (pl.col("reason") == PROTECTS_PEOPLE),
}
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


def withheld_before(before: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """KEY of the counts that earlier editions, given as the cells that each shows, withhold to protect people."""
    found = [told.filter(_IS["withheld"]).select(KEY) for told in before.values()]
    return pl.concat([pl.DataFrame(schema=dict.fromkeys(KEY, pl.String)), *found]).unique().sort(KEY)


def printed_before(before: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """KEY of the counts that earlier editions print: to withhold them now protects nobody who kept the old ones."""
    found = [told.filter(_IS["printed"]).select(KEY) for told in before.values()]
    return pl.concat([pl.DataFrame(schema=dict.fromkeys(KEY, pl.String)), *found]).unique().sort(KEY)


def not_lifted(cells: pl.DataFrame, lifted: Iterable[Lift]) -> pl.DataFrame:
    """The cells that are held against what earlier editions say of them."""
    for one in lifted:
        meant = pl.col("quantity") == one.quantity
        for column, value in (("area", one.area), ("period", one.period)):
            meant &= pl.lit(not value) | (pl.col(column) == value)
        cells = cells.filter(~meant)
    return cells


def both(cells: pl.DataFrame, before: Mapping[str, pl.DataFrame], *, now: State, then: State) -> list[str]:
    """The cells that are one thing now and were the other in an earlier edition, in words, without the counts."""
    own = cells.filter(_IS[now])
    return [
        f"{' '.join(part for part in row if part != TOTAL)} (edition {id_})"
        for id_, told in before.items()
        for row in own.join(told.filter(_IS[then]), on=KEY, how="semi").select(KEY).sort(KEY).rows()
    ]
