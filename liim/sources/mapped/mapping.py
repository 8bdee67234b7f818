"""A mapping: a small TOML text by which a statistician says how a publisher's table is read (docs/mapped-tables.md)."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from liim import geography
from liim.catalogue import breakdowns, quantities
from liim.classifications import groupings, members
from liim.model import HAS_NO_COUNT, TOTAL, UNKNOWN, HidesItself, Status
from liim.sources.description import Published, Source
from liim.sources.errors import BadInput

SUFFIX = ".mapping.toml"
Absent = Literal["refused", "zero", "missing"]

_SOURCE = ("id", "publisher", "title", "licence", "page")
_HIDES = ("lowest", "highest")
_TABLE = ("file", "sheet", "heading", "separator", "thousands", "decimal", "division", "absent", "skip")
_TOP = ("source", "hides", "table", "columns", "period", "counts", "classes", "signs")
_SIGNS = {status.value for status in HAS_NO_COUNT} - {"bounded"} | {"zero"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping:
    """How one table of one vintage is read.

    `counts`: heading of a column → the quantity that it counts. `classes`: breakdown → the heading of its column and
    what each of its codes means. `signs`: what stands where a number should → the status that it means, or "zero".
    """

    source: Source
    file: str
    area: str
    counts: Mapping[str, str]
    period_column: str | None = None
    period: str | None = None
    classes: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)
    sheet: int = 1
    heading: int = 1
    separator: str = ";"
    decimal: str = "."
    thousands: str = ""
    division: str | None = None
    absent: Absent = "refused"
    skip: tuple[str, ...] = ()


def read(path: Path) -> TableMapping:
    """The mapping that a file holds. Raises BadInput for a word that is not known, with what was probably meant."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as broken:
        raise BadInput(path, f"the mapping cannot be read ({broken}).", remedy=_SEE) from broken
    table = _table(told, "table", path)
    columns = _table(told, "columns", path)
    _refuse_strange(told, _TOP, path, "")
    _refuse_strange(table, _TABLE, path, "[table] ")
    _refuse_strange(columns, ("area", "period"), path, "[columns] ")
    counts = {str(heading): str(quantity) for heading, quantity in _table(told, "counts", path).items()}
    _refuse_strange(counts.values(), quantities(), path, "[counts] quantity ")
    signs = {str(sign): str(status) for sign, status in told.get("signs", {}).items()}
    _refuse_strange(signs.values(), _SIGNS, path, "[signs] status ")
    if ("period" in told) == ("period" in columns):
        raise BadInput(path, "the period is told twice, or not at all.", remedy='Give `period = "2024"` or its column.')
    absent = table.get("absent", "refused")
    _refuse_strange([absent], ("refused", "zero", "missing"), path, "[table] absent = ")
    if "division" in table:
        _refuse_strange([table["division"]], geography.GEOGRAPHIES, path, "[table] division ")
    return TableMapping(
        source=_source(
            _table(told, "source", path),
            str(table.get("file", "*")),
            counts.values(),
            path,
            hides=_hides(told, signs, path),
        ),
        file=str(table.get("file", "*")),
        area=str(columns.get("area", "")),
        counts=counts,
        period_column=columns.get("period"),
        period=told.get("period") and str(told["period"]),
        classes=_classes(told.get("classes", {}), counts.values(), path),
        signs=signs,
        sheet=int(table.get("sheet", 1)),
        heading=int(table.get("heading", 1)),
        separator=str(table.get("separator", ";")),
        decimal=str(table.get("decimal", "," if table.get("thousands") == "." else ".")),
        thousands=str(table.get("thousands", "")),
        division=table.get("division"),
        absent=absent,
        skip=tuple(map(str, table.get("skip", ()))),
    )


_SEE = "See docs/mapped-tables.md for how a mapping is written."


def _hides(told: Mapping[str, Any], signs: Mapping[str, str], path: Path) -> HidesItself | None:
    """Between which counts the publisher hides: what every reader knows of a hidden one."""
    if Status.WITHHELD.value not in signs.values():
        return None
    bounds = _table(told, "hides", path)
    _refuse_strange(bounds, _HIDES, path, "[hides] ")
    _refuse_strange(_HIDES, bounds, path, "[hides] lacks ")
    return HidesItself(lowest=int(bounds["lowest"]), highest=int(bounds["highest"]))


def _source(
    told: Mapping[str, Any], file: str, counted: Iterable[str], path: Path, *, hides: HidesItself | None
) -> Source:
    _refuse_strange(told, _SOURCE, path, "[source] ")
    for name in _SOURCE:
        if not told.get(name):
            raise BadInput(path, f"[source] does not tell its {name}.", remedy=_SEE)
    return Source(
        id=str(told["id"]),
        publisher=str(told["publisher"]),
        title=str(told["title"]),
        licence=str(told["licence"]),
        page=str(told["page"]),
        folder=str(told["id"]),
        files=(Published(name=file, save=f"het bestand {file}, met zijn mapping ernaast"),),
        named=r"$^",  # a mapping claims by its own pattern
        quantities=tuple(dict.fromkeys(counted)),
        appears=1,
        verified=False,
        hides=hides,
    )


def _classes(told: Mapping[str, Any], counted: Iterable[str], path: Path) -> dict[str, tuple[str, Mapping[str, str]]]:
    """Breakdown → column and codes, each meaning a class that is known."""
    _refuse_strange(told, breakdowns(), path, "[classes] breakdown ")
    found: dict[str, tuple[str, Mapping[str, str]]] = {}
    for breakdown, about in told.items():
        where = f"[classes.{breakdown}] "
        _refuse_strange(about, ("column", "codes"), path, where)
        codes = {str(code): str(meant) for code, meant in about.get("codes", {}).items()}
        known = {TOTAL, UNKNOWN}.union(
            *(members(one.id)["member"] for one in groupings().values() if one.breakdown == breakdown)
        )
        _refuse_strange(codes.values(), known, path, f"{where}class ")
        for quantity in counted:
            _refuse_strange([breakdown], quantities()[quantity].breakdowns, path, f"{quantity} is not split by ")
        found[breakdown] = (str(about.get("column", breakdown)), codes)
    return found


def _table(told: Mapping[str, Any], name: str, path: Path) -> dict[str, Any]:
    found = told.get(name)
    if not isinstance(found, dict) or not found:
        raise BadInput(path, f"the mapping has no [{name}].", remedy=_SEE)
    return found


def _refuse_strange(words: Iterable[str], known: Iterable[str], path: Path, where: str) -> None:
    every = sorted(known)
    for word in words:
        if word not in every:
            close = get_close_matches(str(word), every, n=1)
            meant = f"Did you mean {close[0]!r}?" if close else f"Known are {', '.join(every[:20])}."
            raise BadInput(path, f"{where}{word!r} is not known.", remedy=meant)
