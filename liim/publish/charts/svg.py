"""Drawing with few words: an SVG is a string, colours are roles that a style sheet may swap.

Colours stand as presentation attributes, which any style sheet overrules: a page in the dark swaps them by class, a
document without style sheet shows them as they are. No inline style, so that a strict content policy holds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

ROLES = {
    "ink": "#1a1a1a",
    "quiet": "#5a5f62",
    "grid": "#d5d9db",
    "own": "#0b6467",
    "soft": "#e2f0f0",
    "similar": "#7b8286",
    "rest": "#c9ced1",
    "region": "#1a1a1a",
    "paper": "#ffffff",
    "better": "#1d6b3a",
    "worse": "#a4341c",
    "class1": "#e2f0f0",
    "class2": "#a9d3d2",
    "class3": "#67acac",
    "class4": "#2b8184",
    "class5": "#064e51",
}
FONT = "Inter, 'Source Sans 3', 'Liberation Sans', sans-serif"
SMALL = 11  # the one size of text in a chart
_WIDTH_OF_A_LETTER = 0.58 * SMALL
_MORE_FOR_A_PERCENT_SIGN = 0.35 * SMALL
_CSS_NAMES = {"ink": "ink", "grid": "line", "soft": "accent-soft", "own": "accent", "region": "ink"}


@dataclass(frozen=True, slots=True)
class Caption:
    """What a screen reader says of a picture; `key` makes its ids unique on a page."""

    key: str
    title: str
    description: str


def stylesheet() -> str:
    """CSS by which a page gives the roles of charts its own colours: `.fill-own { fill: var(--accent) }` and so on."""
    lines = []
    for role, colour in ROLES.items():
        shown = f"var(--{_CSS_NAMES.get(role, role)}, {colour})"
        lines += [f".chart .fill-{role} {{ fill: {shown}; }}", f".chart .line-{role} {{ stroke: {shown}; }}"]
    return "\n".join(lines) + "\n"


def at(number: float) -> str:
    """A coordinate, to a tenth of a pixel."""
    return f"{number:.1f}".removesuffix(".0")


def width_of(text: str) -> float:
    """About how wide a text is; charts leave room by it."""
    return len(text) * _WIDTH_OF_A_LETTER + text.count("%") * _MORE_FOR_A_PERCENT_SIGN


def line(x1: float, y1: float, x2: float, y2: float, role: str, width: float = 1) -> str:
    """A straight line."""
    return lines([[(x1, y1), (x2, y2)]], role, width)


def lines(each: Iterable[Iterable[tuple[float, float]]], role: str, width: float = 1, dashes: str = "") -> str:
    """Lines that look the same, each through its points, as one element: a page has a thousand."""
    d = "".join("M" + "L".join(f"{at(x)} {at(y)}" for x, y in one) for one in each)
    return path(d, role, width, dashes) if d else ""


def path(d: str, role: str, width: float = 1, dashes: str = "") -> str:
    """A line along a path."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path class="line-{role}" d="{d}" fill="none" stroke="{ROLES[role]}" stroke-width="{width:g}"'
        f' stroke-linejoin="round"{dashed}/>'
    )


def area(d: str, role: str, *, edge: str = "", extra: str = "") -> str:
    """A filled path; `edge` is the role of its outline, `extra` is put between its tags."""
    outline = f' stroke="{ROLES[edge]}" stroke-width="0.5"' if edge else ""
    classes = f"fill-{role} line-{edge}" if edge else f"fill-{role}"
    inside = f">{extra}</path>" if extra else "/>"
    return f'<path class="{classes}" d="{d}" fill="{ROLES[role]}"{outline}{inside}'


def box(x: float, y: float, width: float, height: float, role: str, edge: str = "") -> str:
    """A rectangle."""
    outline = f' stroke="{ROLES[edge]}"' if edge else ""
    classes = f"fill-{role} line-{edge}" if edge else f"fill-{role}"
    return (
        f'<rect class="{classes}" x="{at(x)}" y="{at(y)}" width="{at(max(width, 0))}" height="{at(height)}"'
        f' fill="{ROLES[role]}"{outline}/>'
    )


def dot(x: float, y: float, radius: float, role: str, *, hollow: bool = False) -> str:
    """A point; a hollow one is provisional."""
    if hollow:
        return (
            f'<circle class="fill-paper line-{role}" cx="{at(x)}" cy="{at(y)}" r="{radius:g}"'
            f' fill="{ROLES["paper"]}" stroke="{ROLES[role]}" stroke-width="1.5"/>'
        )
    return f'<circle class="fill-{role}" cx="{at(x)}" cy="{at(y)}" r="{radius:g}" fill="{ROLES[role]}"/>'


def text(x: float, y: float, words: str, role: str = "quiet", anchor: str = "start", *, bold: bool = False) -> str:
    """A few words; `anchor` tells which end of them stands at x."""
    placed = "" if anchor == "start" else f' text-anchor="{anchor}"'
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text class="fill-{role}" x="{at(x)}" y="{at(y)}" fill="{ROLES[role]}"{placed}{weight}>'
        f"{escape(words, quote=False)}</text>"
    )


def svg(caption: Caption, size: tuple[float, float], body: Iterable[str], role: str = "img") -> str:
    """A whole picture; one that holds links is a group to a screen reader, or they would be lost."""
    key = caption.key
    wide, high = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {at(wide)} {at(high)}"'
        f' width="{at(wide)}" height="{at(high)}" role="{role}" aria-labelledby="{key}-title {key}-desc"'
        f' font-family="{FONT}" font-size="{SMALL}">'
        f'<title id="{key}-title">{escape(caption.title, quote=False)}</title>'
        f'<desc id="{key}-desc">{escape(caption.description, quote=False)}</desc>' + "".join(body) + "</svg>"
    )


def ticks(low: float, high: float, most: int = 4, least: float = 0) -> list[float]:
    """Round numbers (1, 2 or 5 times a power of ten) from at or below `low` to at or above `high`.

    They lie at least `least` apart: people are counted whole.
    """
    spread = (high - low) or abs(high) or 1.0
    step = next(
        step
        for exponent in range(-6, 12)
        for step in (10.0**exponent, 2 * 10.0**exponent, 5 * 10.0**exponent)
        if spread / step <= most and step >= least
    )
    first, last = int(low // step), int(-(-high // step))
    return [round(step * place, 6) for place in range(first, max(last, first + 1) + 1)]


def apart(wanted: Sequence[float], distance: float) -> list[float]:
    """Heights as near as wanted, yet far enough apart to be read."""
    placed = list(wanted)
    order = sorted(range(len(placed)), key=placed.__getitem__)
    for before, after in pairwise(order):
        overlap = placed[before] + distance - placed[after]
        if overlap > 0:
            placed[before] -= overlap / 2
            placed[after] += overlap / 2
    return placed
