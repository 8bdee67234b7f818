"""Two figures of every municipality in one picture, those that were chosen named."""

from collections.abc import Mapping

from liim.publish.charts.svg import Caption, dot, line, svg, text, ticks, width_of
from liim.publish.numbers import Writing

_HALFWAY = 0.6  # of the width: from here on a name stands left of its dot


def scatter(
    points: Mapping[str, tuple[float, float]],
    names: Mapping[str, str],
    axes: tuple[str, str],
    *,
    caption: Caption,
    write: tuple[Writing, Writing],
    size: tuple[float, float] = (440, 360),
) -> str:
    """A dot per area (x, y) by its code; those in `names` large and named; `axes` tell what lies along each.

    No line is drawn through them: two figures that go together are no cause and effect.
    """
    wide, high = size
    across, up = ([point[axis] for point in points.values()] or [0.0] for axis in (0, 1))
    marks_x, marks_y = ticks(min(across), max(across), 5), ticks(min(up), max(up), 5)
    left = max(map(width_of, write[1].marks(marks_y))) + 10
    top, right, bottom = 26.0, wide - 12, high - 40

    def x(value: float) -> float:
        return left + (right - left) * (value - marks_x[0]) / (marks_x[-1] - marks_x[0])

    def y(value: float) -> float:
        return bottom - (bottom - top) * (value - marks_y[0]) / (marks_y[-1] - marks_y[0])

    body = [text(0, 11, axes[1], "ink"), text(right, high - 4, axes[0], "ink", "end")]
    for mark, written in zip(marks_y, write[1].marks(marks_y), strict=True):
        body += [line(left, y(mark), right, y(mark), "grid"), text(left - 6, y(mark) + 4, written, anchor="end")]
    for mark, written in zip(marks_x, write[0].marks(marks_x), strict=True):
        body += [line(x(mark), top, x(mark), bottom, "grid"), text(x(mark), bottom + 15, written, anchor="middle")]
    body += [dot(x(one), y(other), 3, "rest") for code, (one, other) in points.items() if code not in names]
    for code, name in names.items():
        if code in points:
            at_x, at_y = x(points[code][0]), y(points[code][1])
            end = at_x > left + _HALFWAY * (right - left)
            label = text(at_x + (-9 if end else 9), at_y + 4, name, "ink", "end" if end else "start", bold=True)
            body += [dot(at_x, at_y, 5.5, "own"), label]
    return svg(caption, size, body)
