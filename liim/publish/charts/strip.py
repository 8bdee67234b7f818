"""A position strip: where a municipality stands among all others, without a rank."""

from collections.abc import Collection, Mapping

from liim.publish.charts.svg import Caption, at, dot, line, path, svg, text, ticks, width_of
from liim.publish.numbers import Writing

WIDE = 250  # from here on there is room for more than three marks


def strip(
    values: Mapping[str, float],
    own: str,
    *,
    caption: Caption,
    write: Writing,
    similar: Collection[str] = (),
    region: float | None = None,
    region_name: str = "",
    size: tuple[float, float] = (360, 46),
    axis: bool = True,
) -> str:
    """All municipalities as ticks, similar ones darker and longer, the own one a large dot, the region a line.

    `values` are by area; the own one may be absent (withheld, missing): then only the others are drawn.
    """
    low, high = min([0.0, *values.values()]), max([*values.values(), region or 0.0, 0.0]) or 1.0
    wide, high_ = size
    marks = ticks(low, high, 5 if wide > WIDE else 3)
    written = write.marks(marks)
    left, right = max(8.0, width_of(written[0]) / 2), wide - max(8.0, width_of(written[-1]) / 2)
    middle = 14.0 + (11 if region_name else 0) if axis else high_ / 2
    scale = (right - left) / (marks[-1] - marks[0])

    def x(value: float) -> float:
        return left + (value - marks[0]) * scale

    def strokes(chosen: Mapping[str, float], half: float) -> str:
        places = sorted({round(x(value), 1) for value in chosen.values()})
        top, long = at(middle - half), at(2 * half)
        return "".join(f"M{place:g} {top}v{long}" for place in places)

    rest = {area: value for area, value in values.items() if area != own and area not in similar}
    alike = {area: value for area, value in values.items() if area != own and area in similar}
    body = [path(strokes(rest, 5), "rest"), path(strokes(alike, 7), "similar", 1.5)]
    if axis:
        body += [text(x(mark), high_ - 3, word, anchor="middle") for mark, word in zip(marks, written, strict=True)]
    if region is not None:
        body.append(line(x(region), middle - 10, x(region), middle + 10, "region", 2))
        if axis and region_name:
            half = width_of(region_name) / 2
            body.append(text(min(max(x(region), half), wide - half), 10, region_name, "ink", "middle"))
    if own in values:
        body.append(dot(x(values[own]), middle, 6, "own"))
    return svg(caption, size, body)
