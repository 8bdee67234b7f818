"""Bars by class with whiskers, and gaps between two groups."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from liim.model import Status
from liim.publish.charts.svg import Caption, box, dot, line, lines, svg, text, ticks, width_of
from liim.publish.numbers import Writing

ROW = 24
LABEL = 12  # of a label that stands above its bar
LEAST_FOR_BARS = 0.25  # of the width; else labels stand above


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One class: its value with interval, what is written behind it, and the region's value to compare with."""

    label: str
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    status: str = Status.OK
    text: str = ""
    region: float | None = None


def bars(
    rows: Sequence[Bar],
    *,
    caption: Caption,
    region_name: str = "",
    width: float = 360,
    most: float = 0,
) -> str:
    """Horizontal bars from zero, in the order given; whiskers are intervals, a dark line is the region.

    Every bar carries its number, so there is no axis. `most` is the least end of the scale, so that the bars of
    several pictures can be compared. Labels stand before their bars, or above them where little room would be left.
    """
    reach = [v for row in rows for v in (row.value, row.upper, row.region) if v is not None]
    high = max([most, *reach, 0.0]) or 1.0
    low = min([0.0, *(row.value for row in rows if row.value is not None)])
    left = max((width_of(row.label) for row in rows), default=0) + 14
    right = width - max((width_of(row.text) for row in rows), default=0) - 10
    above = LABEL if right - left < LEAST_FOR_BARS * width else 0
    if above:
        left = 2
    right = max(right, left + 60)

    def x(value: float) -> float:
        return left + (value - low) * (right - left) / (high - low)

    bottom = len(rows) * (ROW + above) + 4.0
    body = [line(x(0.0), 2, x(0.0), bottom, "grid")]
    for place, row in enumerate(rows):
        body += _bar(row, place * (ROW + above) + 4.0, x, (left, right), above)
    if region_name:
        bottom += 20
        body += [
            line(left + 1, bottom - 15, left + 1, bottom - 3, "region", 2),
            text(left + 8, bottom - 5, region_name),
        ]
    return svg(caption, (width, bottom), body)


def bar_column(rows: Sequence[Bar], heights: Sequence[float], *, caption: Caption, width: float) -> str:
    """The same bars without a word, to stand in a column of a table whose rows have these heights."""
    reach = [v for row in rows for v in (row.value, row.upper, row.region) if v is not None]
    high = max([*reach, 0.0]) or 1.0
    low = min([0.0, *(row.value for row in rows if row.value is not None)])

    def x(value: float) -> float:
        return 2.0 + (value - low) * (width - 4.0) / (high - low)

    body, top = [line(x(0.0), 0, x(0.0), sum(heights), "grid")], 0.0
    for row, height in zip(rows, heights, strict=True):
        body += _marks(row, top + height / 2, x, half=4)
        top += height
    return svg(caption, (width, top), body)


def _bar(row: Bar, top: float, x: Callable[[float], float], edges: tuple[float, float], above: float) -> list[str]:
    (left, right), middle = edges, top + above + ROW / 2 - 2
    label = text(left + 4, top + 9, row.label, "ink") if above else text(left - 10, middle + 4, row.label, "ink", "end")
    return [
        label,
        *_marks(row, middle, x, half=6),
        text(right + 10, middle + 4, row.text, "ink" if row.value is not None else "quiet"),
    ]


def _marks(row: Bar, middle: float, x: Callable[[float], float], *, half: float) -> list[str]:
    """The bar with its whisker, or its bounds, and the tick of the region; a bar is twice `half` high."""
    body = []
    if row.value is not None:
        start, stop = sorted((x(0.0), x(row.value)))
        body.append(box(start, middle - half, max(stop - start, 0.75), 2 * half, "own"))
        if row.lower is not None and row.upper is not None:
            low, high = x(row.lower), x(row.upper)
            ends = (((edge, middle - 3), (edge, middle + 3)) for edge in (low, high))
            body.append(lines([((low, middle), (high, middle)), *ends], "ink"))
    elif row.status == Status.BOUNDED and row.lower is not None and row.upper is not None:
        body.append(box(x(row.lower), middle - half, x(row.upper) - x(row.lower), 2 * half, "soft", "own"))
    if row.region is not None:
        body.append(line(x(row.region), middle - half - 3, x(row.region), middle + half + 3, "region", 2))
    return body


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two groups in one place: the names of both stand once, above."""

    label: str
    one: float | None
    other: float | None
    text: str = ""
    is_own: bool = False


def gap(
    rows: Sequence[Pair],
    names: tuple[str, str],
    *,
    caption: Caption,
    write: Writing,
    width: float = 360,
) -> str:
    """Two dots and the way between them, per row: a municipality, its region, those like it. The second is hollow."""
    values = [v for row in rows for v in (row.one, row.other) if v is not None]
    marks = ticks(min([0.0, *values]), max([*values, 0.0]) or 1.0)
    left = max((width_of(row.label) for row in rows), default=0) + 10
    right = max(width - max([width_of(row.text) for row in rows] + [16]) - 12, left + 60)
    scale = (right - left) / (marks[-1] - marks[0])

    def x(value: float) -> float:
        return left + (value - marks[0]) * scale

    bottom = 18 + len(rows) * ROW + 4
    legend = max(min(left, width - width_of(names[0]) - width_of(names[1]) - 56), 0)  # as far to the left as it must
    second = legend + width_of(names[0]) + 34
    body = [
        dot(legend + 5, 8, 4.5, "own"),
        text(legend + 14, 12, names[0], "ink"),
        dot(second, 8, 4.5, "own", hollow=True),
        text(second + 9, 12, names[1], "ink"),
    ]
    body.append(lines((((x(mark), 20), (x(mark), bottom)) for mark in marks), "grid"))
    for mark, written in zip(marks, write.marks(marks), strict=True):
        body.append(text(x(mark), bottom + 13, written, anchor="middle"))
    for place, row in enumerate(rows):
        role, middle = "own" if row.is_own else "similar", 18 + place * ROW + ROW / 2
        body.append(text(left - 10, middle + 4, row.label, "ink", "end", bold=row.is_own))
        if row.one is not None and row.other is not None:
            body.append(line(x(row.one), middle, x(row.other), middle, role, 2))
        if row.one is not None:
            body.append(dot(x(row.one), middle, 5, role))
        if row.other is not None:
            body.append(dot(x(row.other), middle, 5, role, hollow=True))
        body.append(text(right + 12, middle + 4, row.text, "ink" if row.one is not None else "quiet"))
    return svg(caption, (width, bottom + 18), body)
