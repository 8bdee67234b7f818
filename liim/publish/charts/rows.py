"""The charts of which a profile holds a hundred: bare marks in the style of the others, coloured by style sheet.

They carry no words of their own: what they show stands beside them, and opens below them as a chart with its table.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from liim.publish.charts.svg import at, dot

SPARK = (112.0, 30.0)
STRIP = (200.0, 26.0)
_EDGE = 5.0  # room for a dot at either end
_SHADES = 5


def small_trend(
    years: Sequence[int], values: Sequence[float | None], breaks: Sequence[bool], said: str, *, hollow: bool
) -> str:
    """The line of `spark`, in one path: a gap at each break and each blank; a `hollow` last point is provisional.

    `said` must be escaped: it is what a screen reader says of it.
    """
    wide, high = SPARK
    known = [value for value in values if value is not None]
    low, top = min([0.0, *known]), max([0.0, *known]) or 1.0
    first = min(years, default=0)
    across, up = (wide - 2 * _EDGE) / (max(years, default=0) - first or 1), (high - 2 * _EDGE) / (top - low)
    drawn, broken, joined, x, y = "", "", False, 0.0, 0.0
    for year, value, breaks_here in zip(years, values, breaks, strict=True):
        if breaks_here:
            broken += f"M{_EDGE + (year - first) * across - 3:.1f} 3v{high - 6:g}"
        if value is None:
            joined = False
            continue
        x, y = _EDGE + (year - first) * across, high - _EDGE - (value - low) * up
        drawn += f"{'L' if joined and not breaks_here else 'M'}{x:.1f} {y:.1f}"
        joined = True
    body = f'<path class="line-own" d="{drawn}"/>' if drawn else ""
    if broken:
        body += f'<path class="line-quiet" d="{broken}"/>'
    if known:
        body += f'<circle class="{"hollow" if hollow else "fill-own"}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>'
    return f'<svg class="chart spark" viewBox="0 0 {wide:g} {high:g}" role="img" aria-label="{said}">{body}</svg>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Backdrop:
    """All municipalities of a region on one line: drawn once for the profiles of all of them."""

    low: float
    scale: float
    ticks: str

    def x(self, value: float) -> float:
        """Where a value lies, to half a pixel."""
        return round(2 * (_EDGE + (value - self.low) * self.scale)) / 2


def backdrop(values: Collection[float], region: float | None) -> Backdrop:
    """The ticks of all municipalities, and the line of their region."""
    known = [*values, *([] if region is None else [region])]
    low, high = min([0.0, *known]), max([0.0, *known]) or 1.0
    made = Backdrop(low=low, scale=(STRIP[0] - 2 * _EDGE) / (high - low), ticks="")
    ticks = f'<path class="line-rest" d="{_ticks(made, values, 5)}"/>'
    if region is not None:
        ticks += f'<path class="line-region" d="{_ticks(made, [region], 11)}"/>'
    return Backdrop(low=made.low, scale=made.scale, ticks=ticks)


def small_strip(behind: Backdrop, own: float | None, similar: Mapping[str, float]) -> str:
    """One municipality before the backdrop of its region, those like it darker; hidden from screen readers."""
    alike = f'<path class="line-similar" d="{_ticks(behind, similar.values(), 7)}"/>' if similar else ""
    ours = "" if own is None else dot(behind.x(own), STRIP[1] / 2, 6, "own")
    return (
        f'<svg class="chart strip" viewBox="0 0 {STRIP[0]:g} {STRIP[1]:g}" aria-hidden="true">'
        f"{behind.ticks}{alike}{ours}</svg>"
    )


def small_parts(parts: Sequence[float]) -> str:
    """What a whole is made of, as one bar, the parts in their order; hidden from screen readers."""
    wide, high = STRIP
    whole, x, body = sum(parts) or 1.0, 0.0, ""
    for place, part in enumerate(parts):
        width = part / whole * wide
        body += (
            f'<rect class="fill-class{place % _SHADES + 1} line-paper" x="{at(x)}" y="7" '
            f'width="{at(width)}" height="{at(high - 14)}"/>'
        )
        x += width
    return f'<svg class="chart strip" viewBox="0 0 {at(wide)} {at(high)}" aria-hidden="true">{body}</svg>'


def _ticks(on: Backdrop, values: Collection[float], half: float) -> str:
    """One path of upright strokes, each from where the one before ended."""
    long, path, before = at(2 * half), "", None
    for x in sorted({on.x(value) for value in values}):
        path += f"M{x:g} {at(STRIP[1] / 2 - half)}v{long}" if before is None else f"m{x - before:g} -{long}v{long}"
        before = x
    return path
