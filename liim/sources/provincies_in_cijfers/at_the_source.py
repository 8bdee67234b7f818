"""Provincies in Cijfers read at the source: any of its variables, as a table for a mapping to describe.

What is odd about it: a service of ABF's Swing, which answers nobody without a key (info@provincies.incijfers.be gives
them). Values come as text, with the signs of the portal; codes of areas begin with the name of their level.

The addresses are UNVERIFIED: they are those that others use in public programs; we have seen no answer of the service.
Nothing is read by itself, therefore: a person names the variable, looks at the table, and writes the mapping.
"""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from liim.sources.errors import BadInput
from liim.sources.fetching.odata import collection

SERVICE = "https://provincies.incijfers.be/jiveservices/odata"
KEY = "LIIM_PINC_KEY"  # the variable of the environment that holds the key
LEVEL = "gemeente"  # municipalities of today; gemeente2018 and the like are those of a year
HEADING = ("area", "period", "value")
_OF_A_ROW = ("ExternalCode", "Period", "ValueString")


def address_of(variable: str, level: str = LEVEL, service: str = SERVICE) -> str:
    """Where the values of a variable are, of all years, for the areas of a level."""
    return (
        f"{service.rstrip('/')}/Variables({_quoted(variable)})/GeoLevels({_quoted(level)})"
        "/PeriodLevels('year')/Periods('all')/Values"
    )


def save(variable: str, to: Path, *, key: str, level: str = LEVEL, service: str = SERVICE) -> int:
    """Write a variable as CSV (HEADING, one row per area and year, values as they came), and say how many rows.

    Raises BadInput where what comes is something else, and what `liim.sources.fetching.odata.collection` raises.
    """
    address = address_of(variable, level, service)
    rows = table(collection(address, headers={"apikey": key} if key else {}), level, Path(address))
    with to.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([HEADING, *rows])
    return len(rows)


def table(values: Iterable[Any], level: str, path: Path) -> list[tuple[str, str, str]]:
    """Area, year and value as text, sorted; codes without the name of the level before them."""
    rows = []
    for number, value in enumerate(values, 1):
        if not isinstance(value, Mapping) or not all(name in value for name in _OF_A_ROW):
            raise BadInput(
                path,
                f"value {number} has not all of {', '.join(_OF_A_ROW)}.",
                remedy="The service has changed, or another one answers: look at the address in a browser.",
            )
        code, period, text = (str("" if value[name] is None else value[name]).strip() for name in _OF_A_ROW)
        before, _, area = code.rpartition("_")
        if before != level:
            raise BadInput(
                path, f"value {number} is of {code}, which is no {level}.", remedy="Name the level of its areas."
            )
        rows.append((area, period, text))
    if not rows:
        raise BadInput(path, "there is no value.", remedy="Is the variable counted at this level, and by year?")
    return sorted(rows)


def _quoted(name: str) -> str:
    """A key as OData writes it: quotes are doubled."""
    return "'" + quote(name.replace("'", "''"), safe="'") + "'"
