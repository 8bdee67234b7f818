"""Municipalities side by side: a group that the reader puts together, kept in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.safestring import SafeString

from liim import geography
from liim.editions import Figure
from liim.publish import charts
from liim_web.site.edition import wording
from liim_web.site.edition.facts import REGIONS
from liim_web.site.edition.reading import Reading
from liim_web.site.edition.series import COMPOSITION, is_shown
from liim_web.site.start import finding

MOST = 12  # columns that can still be read beside each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One place, with the address that takes it out."""

    code: str
    name: str
    link: str
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A figure: its value, its count, its class among all municipalities ("" where it has none), or why it is blank."""

    value: str
    count: str
    shade: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One indicator for every place."""

    title: SafeString
    link: str
    period: str
    unit: str
    cells: Sequence[tuple[str, Cell]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The places that were asked for, and a chapter of lines per theme; `left_out` is how many were too many."""

    columns: Sequence[Column]
    chapters: Sequence[tuple[SafeString, Sequence[Line]]]
    left_out: int
    asked: str
    two: str
    as_group: str


def chosen(reading: Reading, asked: Mapping[str, str]) -> list[str]:
    """The codes that an address asks for, each once, of today, in the reader's order; old codes become their successor.

    What was typed to be added comes last: the best of what it fits.
    """
    wanted = asked.get("in", "").split(",")
    hits = geography.search(asked.get("add", "")[: finding.LONGEST], 1)
    today = [geography.resolve(code) for code in wanted if code.isdigit()] + [hit.code for hit in hits]
    return list(dict.fromkeys(code for code in today if code is not None and code in reading.facts.areas))


def compare(reading: Reading, codes: Sequence[str]) -> Comparison:
    """The figures of some places, each indicator in its last period; asks the edition nothing."""
    shown = list(codes[:MOST])
    columns = [
        Column(
            code=code,
            name=reading.area_name(code),
            link=reading.area_link(code),
            without=address(reading, [other for other in shown if other != code]),
        )
        for code in shown
    ]
    chapters: dict[str, tuple[SafeString, list[Line]]] = {}
    for id_, entry in reading.facts.edition.indicators.items():
        if shown and any(code in reading.facts.standings.get(id_, {}) for code in shown):
            theme = entry["theme"]
            title = wording.told(theme["title"], reading.language)
            chapters.setdefault(theme["id"], (title, []))[1].append(_line(reading, id_, columns))
    return Comparison(
        columns=columns,
        chapters=list(chapters.values()),
        left_out=len(codes) - len(shown),
        asked=",".join(shown),
        two=f"{reading.root}vergelijk/twee/" + (f"?{urlencode({'in': ','.join(shown)}, safe=',')}" if shown else ""),
        as_group=f"{address(reading, shown)}&as=group" if len(shown) > 2 else "",  # noqa: PLR2004 one other is no group
    )


def address(reading: Reading, codes: Sequence[str]) -> str:
    """Where a comparison stands."""
    return f"{reading.root}vergelijk/?{urlencode({'in': ','.join(codes)}, safe=',')}"


def _line(reading: Reading, id_: str, columns: Sequence[Column]) -> Line:
    standing, entry = reading.facts.standings[id_], reading.entry(id_)
    composed = entry["formula"]["kind"] == COMPOSITION
    limits = [] if composed else _limits(reading, id_)
    cells = []
    for column in columns:
        figure = standing.get(column.code)
        if figure is None:
            cells.append((column.name, Cell(value="", count="", shade="", remark=wording.never_delivered())))
            continue
        has_class = figure.value is not None and not composed
        cells.append(
            (
                column.name,
                Cell(
                    value=reading.count(figure) if composed else reading.value(figure),
                    count=_count(reading, figure, entry["formula"]["kind"]),
                    shade=f"class{charts.class_of(figure.value or 0.0, limits) + 1}" if has_class else "",
                    remark="" if is_shown(figure) else wording.why_blank(figure),
                ),
            )
        )
    return Line(
        title=reading.title(id_),
        link=reading.indicator_link(id_),
        period=reading.facts.period(id_),
        unit=reading.unit_shown(id_),
        cells=cells,
    )


def _count(reading: Reading, figure: Figure, kind: str) -> str:
    """The number of people behind a value; "" where the value is that number, or there is none."""
    is_the_value = kind in {COMPOSITION, "count"}
    return "" if is_the_value or figure.value is None or figure.numerator is None else reading.count(figure)


def _limits(reading: Reading, id_: str) -> list[float]:
    """The limits of the map's classes, so that a shade means the same there and here."""

    def made() -> list[float]:
        standing = reading.facts.standings[id_]
        known = (standing[code].value for code in reading.facts.municipalities if code in standing)
        return charts.class_limits([value for value in known if value is not None])

    return reading.facts.kept(("limits", id_), made)


def start(reading: Reading, code: str) -> str:
    """The address from which a comparison of a place begins: beside its region."""
    region = reading.facts.region_of(code)
    return address(reading, [code] if code in REGIONS else [code, region])
