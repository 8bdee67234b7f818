"""What a reader chose to see of an indicator: period, class, and the order of the table, all kept in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from liim.model import UNKNOWN
from liim_web.site.edition.facts import GEOGRAPHY, Facts
from liim_web.site.edition.reading import Reading
from liim_web.site.edition.series import COMPOSITION

SORTS = ("name", "value", "count", "whole")
BY_NAME_ALONE = ("name",)
ORDERS = ("up", "down")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What of an indicator is shown: its period, one class (breakdown.code, or "" for all), and the order of rows."""

    period: str
    part: str = ""
    sort: str = "name"
    order: str = "up"

    @classmethod
    def of(cls, reading: Reading, indicator: str, asked: Mapping[str, str]) -> Self:
        """What an address asks for; anything that does not exist falls back on what does."""
        entry, every = reading.entry(indicator), periods(reading.facts, indicator)
        parts = list(classes(entry))
        known = [part for part in parts if not part.endswith(f".{UNKNOWN}")]
        default = known[-1] if entry["formula"]["kind"] == COMPOSITION and known else ""
        return cls(
            period=_one_of(asked.get("period"), every, reading.facts.period(indicator)),
            part=_one_of(asked.get("part"), parts, default),
            sort=_one_of(asked.get("sort"), sorts(entry), SORTS[0]),
            order=_one_of(asked.get("order"), ORDERS, ORDERS[0]),
        )

    @property
    def query(self) -> str:
        """The address that asks for it."""
        asked = {"period": self.period, "part": self.part, "sort": self.sort, "order": self.order}
        return f"?{urlencode({name: value for name, value in asked.items() if value})}"


def sorts(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """By what the table may be sorted: not into a ranking of municipalities by the origin of who lives there."""
    return BY_NAME_ALONE if entry["origin_rule"] and entry["polarity"] == "neutral" else SORTS


def _one_of(asked: str | None, there: Sequence[str], otherwise: str) -> str:
    return asked if asked is not None and asked in there else otherwise


def classes(entry: Mapping[str, Any]) -> dict[str, tuple[str, str, Mapping[str, str]]]:
    """The classes of an indicator by how an address names them: breakdown, code, title.

    Of a composition those that it is made of: its total is 100 for every other class, as it is for everybody.
    """
    return {
        f"{breakdown['id']}.{one['code']}": (breakdown["id"], one["code"], one["title"])
        for breakdown in entry["breakdowns"]
        if entry["formula"]["kind"] != COMPOSITION or breakdown["id"] in entry["formula"]["over"]
        for one in breakdown["classes"]
        if "instead_of" not in one  # told of the few areas of which nothing finer is: no map, and no comparison
    }


def periods(facts: Facts, indicator: str) -> list[str]:
    """The periods of an indicator, latest first."""
    return facts.kept(
        ("periods", indicator),
        lambda: sorted(
            {
                one["period"]
                for one in facts.edition.availability
                if one["indicator"] == indicator and one["geography"] == GEOGRAPHY
            },
            reverse=True,
        ),
    )
