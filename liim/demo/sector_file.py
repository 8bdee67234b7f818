"""A fictitious delivery of inhabitants by statistical sector: what the inside of a municipality is told by."""

from pathlib import Path

import numpy as np

from liim.demo.chance import Counts, Numbers, draws, whole
from liim.demo.people import FOREIGN, inhabitants
from liim.demo.places import BRUSSELS, FLANDERS, later_codes
from liim.demo.towns import Towns
from liim.geography import division_of
from liim.sources.delivered.sector_delivery import COLUMNS
from liim.sources.mark import MARK_LINE

_PEOPLE_OF_A_SECTOR = 3_000
_FEWEST, _MOST = 3, 60


def sector_file(folder: Path, towns: Towns, year: int, seed: int) -> Path:
    """Inhabitants and foreign nationals of one year; in every town they live otherwise over the sectors."""
    people = inhabitants(towns, year, seed)
    foreign = people[:, :, FOREIGN].sum(axis=(1, 2, 3))
    belgian = people.sum(axis=(1, 2, 3, 4)) - foreign
    division = division_of(str(year))
    became = later_codes(division)
    lines = [",".join(COLUMNS)]
    for at in np.flatnonzero(towns.within(FLANDERS) | towns.within(BRUSSELS)):
        code = towns.places[at].code
        number = int(np.clip(towns.size[at] // _PEOPLE_OF_A_SECTOR, _FEWEST, _MOST))
        chance = draws(seed, "sectors", code).random((2, number))
        size = 0.4 + chance[0]
        abroad = size * (0.2 + 1.3 * chance[1] * chance[1])
        luck = draws(seed, "sectors", code, year).random(2)
        of_belgians, of_others = _spread(belgian[at], size, luck[0]), _spread(foreign[at], abroad, luck[1])
        for sector, counts in enumerate(zip(of_belgians + of_others, of_others, strict=True)):
            where = f"{code}{_sign(sector)},{became[code]},{division},{year}"
            lines += [f"{one},{where},{count}" for one, count in zip(_QUANTITIES, counts, strict=True)]
    path = folder / "sectors_bewoners.csv"
    path.write_text("\n".join([*lines, MARK_LINE, ""]), encoding="utf-8", newline="\n")
    return path


_QUANTITIES = ("inhabitants", "foreign_nationals")


def _spread(people: int, weights: Numbers, luck: float) -> Counts:
    """All these people over the sectors, in whole numbers."""
    upto = np.concatenate([[0.0], np.cumsum(weights) / weights.sum()])
    upto[-1] = 1
    return np.diff(whole(people * upto, np.full(upto.size, luck)))


def _sign(sector: int) -> str:
    """A00-, A01- … B00- …: ten sectors to a letter."""
    return f"{chr(ord('A') + sector // 10)}0{sector % 10}-"
