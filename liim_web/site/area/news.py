"""What an edition brings for one area: new, revised and withdrawn figures since the one released before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from liim.editions import Edition, NoSuchEdition, diff, open_edition
from liim.editions.released import releases
from liim.model import TOTAL
from liim.observations import BREAKDOWNS
from liim.publish import numbers
from liim_web.site.edition.facts import GEOGRAPHY
from liim_web.site.edition.reading import Reading
from liim_web.site.edition.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """How many figures are new, revised or withdrawn since the edition `before` ("" where there was none), and which.

    The tables hold undivided figures; what is divided is counted alone.
    """

    before: str
    counted: Sequence[tuple[str, int]]
    tables: Sequence[Table]


def news(reading: Reading, area: str) -> News:
    """What is new for an area; reads two editions, once."""
    return reading.facts.kept(("news", area, reading.language), lambda: _news(reading, area))


def _news(reading: Reading, area: str) -> News:
    before = _released_before(reading.facts.id)
    if before is None:
        return News(before="", counted=(), tables=())
    found = diff(before, reading.facts.edition, area).filter(geography=GEOGRAPHY)
    titles = {"new": _("nieuw"), "revised": _("herzien"), "withdrawn": _("weggevallen")}
    by_change = {change: found.filter(change=change) for change in titles}
    return News(
        before=before.id,
        counted=[(title, by_change[change].height) for change, title in titles.items()],
        tables=[
            _table(reading, title, by_change[change])
            for change, title in titles.items()
            if _totals(by_change[change]).height
        ],
    )


def _released_before(id_: str) -> Edition | None:
    """The edition that was current before this one, if it is still there."""
    order = list(dict.fromkeys(one["edition"] for one in releases()))
    for earlier in reversed(order[: order.index(id_)] if id_ in order else order):
        try:
            return open_edition(earlier)
        except NoSuchEdition:
            continue
    return None


def _totals(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.all_horizontal(pl.col(BREAKDOWNS) == TOTAL))


def _table(reading: Reading, title: str, rows: pl.DataFrame) -> Table:
    order = {id_: place for place, id_ in enumerate(reading.facts.edition.indicators)}
    known = [row for row in _totals(rows).iter_rows(named=True) if row["indicator"] in order]
    known.sort(key=lambda row: (order[row["indicator"]], row["period"]))
    return Table(
        caption=title[:1].upper() + title[1:],
        heads=[_("Indicator"), _("Periode"), _("Was"), _("Is")],
        rows=[
            [
                reading.plain_title(row["indicator"]),
                numbers.period(row["period"], reading.language),
                _written(reading, row, "old"),
                _written(reading, row, "new"),
            ]
            for row in known
        ],
    )


def _written(reading: Reading, row: Mapping[str, Any], side: str) -> str:
    value, status = row[f"value_{side}"], row[f"status_{side}"]
    if value is not None:
        return numbers.value(value, reading.unit(row["indicator"]), reading.language)
    return numbers.sign(status, reading.language) if status else ""
