"""A trend: how a figure went over the years, gaps where its series breaks, and the region beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from liim.model import Status
from liim.publish.charts.svg import Caption, apart, area, at, box, dot, line, lines, path, svg, text, ticks, width_of
from liim.publish.numbers import Writing

ZOOM_ABOVE = 0.5  # the axis may start above zero where the lowest point is more than this part of the highest


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One period of a trend. A bounded one has no value but bounds; `breaks` says that the series breaks before it."""

    period: str
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    status: str = Status.OK
    breaks: bool = False

    @property
    def edges(self) -> tuple[float, float] | None:
        """Interval or bounds, where both are known."""
        return None if self.lower is None or self.upper is None else (self.lower, self.upper)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A named line of points in the order of their periods."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where years and values lie in the picture."""

    left: float
    right: float
    top: float
    bottom: float
    first: int
    last: int
    low: float
    high: float

    def x(self, period: str) -> float:
        return self.left + (self.right - self.left) * (year_of(period) - self.first) / max(self.last - self.first, 1)

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * (value - self.low) / ((self.high - self.low) or 1)


def year_of(period: str) -> int:
    """The year in which a period begins."""
    return int(period[:4])


def trend(
    own: Series,
    others: Sequence[Series] = (),
    *,
    caption: Caption,
    write: Writing,
    size: tuple[float, float] = (360, 150),
    zoomed: str = "",
) -> str:
    """A line with its labels at the end, grey lines to compare with, and an axis from zero.

    With `zoomed` (what to say then: "as begint niet bij nul") the axis may start higher where little would be seen.
    Hollow points are provisional, bars are bounds, a dashed line spans periods that nobody counted, and nothing
    spans a break or a figure that is not shown.
    """
    labels = [f"{one.name} {write(last)}" for one in (own, *others) if (last := _last(one)) is not None]
    room = max((width_of(label) for label in labels), default=0) + 8
    frame, marks = _frame([own, *others], size, room=room, write=write, zoom=bool(zoomed))
    body = _axes(frame, marks, [*own.points, *(p for one in others for p in one.points)], write)
    if zoomed and marks[0] > 0:
        body.append(text(frame.left, 10, zoomed))
    for one in others:
        body += _drawn(one, frame, "similar", 1.25)
    body += _drawn(own, frame, "own", 2)
    return svg(caption, size, [*body, *_labels(own, others, frame, write)])


def spark(own: Series, *, caption: Caption, size: tuple[float, float] = (120, 28)) -> str:
    """The same line without axes or words, for beside a number in a row."""
    values = _heights([own])
    years = [year_of(one.period) for one in own.points] or [0]
    low, high = min([0.0, *values]), max([0.0, *values]) or 1.0
    frame = _Frame(4, size[0] - 4, 4, size[1] - 4, min(years), max(years), low, high)
    return svg(caption, size, _drawn(own, frame, "own", 1.5, last_only=True))


def _heights(several: Sequence[Series]) -> list[float]:
    points = [point for one in several for point in one.points]
    return [v for p in points for v in (p.value, *(p.edges or ())) if v is not None]


def _frame(
    several: Sequence[Series], size: tuple[float, float], *, room: float, write: Writing, zoom: bool
) -> tuple[_Frame, list[float]]:
    values = _heights(several)
    low, high = min([0.0, *values]), max([0.0, *values]) or 1.0
    if zoom and values and min(values) > ZOOM_ABOVE * high:
        low = min(values)
    marks = ticks(low, high, least=1 if write.unit == "count" else 0)
    years = [year_of(point.period) for one in several for point in one.points] or [0]
    left = max(map(width_of, write.marks(marks))) + 8
    right = max(size[0] - room - 4, left + 40)
    top = 18 if marks[0] > 0 else 8
    return _Frame(left, right, top, size[1] - 20, min(years), max(years), marks[0], marks[-1]), marks


def _axes(frame: _Frame, marks: Sequence[float], points: Sequence[Point], write: Writing) -> list[str]:
    heights = [frame.y(mark) for mark in marks]
    body = [lines((((frame.left, y), (frame.right, y)) for y in heights), "grid")]
    for y, written in zip(heights, write.marks(marks), strict=True):
        body.append(text(frame.left - 6, y + 4, written, anchor="end"))
    periods = sorted({point.period for point in points}, key=lambda one: (year_of(one), one))
    free = -100.0
    shown = [periods[0], *periods[1:-1], periods[-1]] if len(periods) > 1 else periods
    end = frame.x(periods[-1]) if periods else 0
    for period in shown:
        x, half = frame.x(period), width_of(period) / 2 + 4
        if x - half >= free and (period == shown[-1] or x + half <= end - half):
            body.append(text(x, frame.bottom + 15, period, anchor="middle"))
            free = x + half
    return body


def _drawn(one: Series, frame: _Frame, role: str, width: float, *, last_only: bool = False) -> list[str]:
    """The band of intervals, the line in its pieces, then the points on top."""
    body = [*_bands(one, frame)] if role == "own" and not last_only else []
    for dashes, drawn in _pieces(one, frame):
        body.append(lines(drawn, role, width, dashes))
    last = next((p for p in reversed(one.points) if p.value is not None), None)
    for point in one.points:
        x = frame.x(point.period)
        if point.breaks and role == "own":
            body.append(path(f"M{at(x - 5)} {at(frame.top)}V{at(frame.bottom)}", "quiet", 0.75, "1 3"))
        if point.value is not None:
            if role == "own" and (not last_only or point is last):
                hollow = point.status in {Status.PROVISIONAL, Status.ESTIMATED}
                body.append(dot(x, frame.y(point.value), 2.5, role, hollow=hollow))
        elif point.edges and point.status == Status.BOUNDED:
            low, high = (frame.y(edge) for edge in point.edges)
            body.append(box(x - 3, high, 6, max(low - high, 2), "soft", role))
    return body


def _pieces(one: Series, frame: _Frame) -> list[tuple[str, list[list[tuple[float, float]]]]]:
    """The line in pieces: dashed where periods were skipped, and whole; each from point to point as far as it goes."""
    found: dict[str, list[list[tuple[float, float]]]] = {"2 3": [], "": []}
    for before, after in pairwise(one.points):
        if before.value is None or after.value is None or after.breaks:
            continue
        begin = frame.x(before.period), frame.y(before.value)
        end = frame.x(after.period), frame.y(after.value)
        of = found["2 3" if year_of(after.period) - year_of(before.period) > 1 else ""]
        if of and of[-1][-1] == begin:
            of[-1].append(end)
        else:
            of.append([begin, end])
    return [*found.items()]


def _bands(one: Series, frame: _Frame) -> list[str]:
    """Intervals as a band, one per unbroken piece."""
    pieces: list[list[Point]] = [[]]
    for point in one.points:
        if point.value is None or point.edges is None or point.breaks:
            pieces.append([])
        if point.value is not None and point.edges is not None:
            pieces[-1].append(point)
    body = []
    for piece in pieces:
        if len(piece) > 1:
            above = [f"{at(frame.x(p.period))} {at(frame.y(p.edges[1]))}" for p in piece if p.edges]
            below = [f"{at(frame.x(p.period))} {at(frame.y(p.edges[0]))}" for p in reversed(piece) if p.edges]
            body.append(area("M" + "L".join([*above, *below]) + "Z", "soft"))
        else:
            body += [
                line(frame.x(p.period), frame.y(p.edges[0]), frame.x(p.period), frame.y(p.edges[1]), "own")
                for p in piece
                if p.edges
            ]
    return body


def _last(one: Series) -> float | None:
    return next((point.value for point in reversed(one.points) if point.value is not None), None)


def _labels(own: Series, others: Sequence[Series], frame: _Frame, write: Writing) -> list[str]:
    """Name and latest value at the end of each line."""
    shown = [
        (one, last, "own" if one is own else "quiet") for one in (own, *others) if (last := _last(one)) is not None
    ]
    heights = apart([frame.y(last) for _, last, _ in shown], 13)
    below = max([height - frame.bottom - 1 for height in heights], default=0)  # where the years stand
    heights = [height - max(below, 0) for height in heights]
    return [
        text(frame.right + 8, y + 4, f"{one.name} {write(last)}", role, bold=role == "own")
        for (one, last, role), y in zip(shown, heights, strict=True)
    ]
