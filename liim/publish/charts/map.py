"""A map of municipalities: five classes of one hue at most, and a pattern of its own for every kind of blank."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise
from math import copysign, floor, log10

from liim.model import Status
from liim.publish.charts.svg import ROLES, Caption, area, at, box, path, svg, text, width_of
from liim.publish.numbers import Writing

MOST_CLASSES = 5
_STEPS = [step * 10.0**exponent for exponent in range(5, -2, -1) for step in (5, 2, 1)]  # down to a tenth
_MANTISSAS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


def class_limits(values: Sequence[float], most: int = MOST_CLASSES) -> list[float]:
    """Round upper limits of all classes but the last, near the quantiles; fewer where values are alike.

    As round as they can be while most quantiles stay apart: 74 to 84 % are not "below 80" and "80 and more".
    """
    known = sorted(values)
    if not known:
        return []
    wanted = [known[min(len(known) * place // most, len(known) - 1)] for place in range(1, most)]
    tried = [{_round(value) for value in wanted}]
    tried += [{round(round(value / step) * step, 9) for value in wanted} for step in _STEPS]
    inside = [[limit for limit in sorted(limits) if known[0] < limit <= known[-1]] for limits in tried]
    return max(inside, key=len)  # the first, and so the roundest, of those that are as many


def class_of(value: float, limits: Sequence[float]) -> int:
    """The place of a value among the classes; a limit belongs to the class above it."""
    return bisect_right(limits, value)


def tiles(places: Mapping[str, tuple[int, int]], size: float = 22) -> dict[str, str]:
    """Squares in place of shapes, from column and row: every municipality as large as the next."""
    inner = size - 2
    return {
        code: f"M{at(column * size + 1)} {at(row * size + 1)}h{at(inner)}v{at(inner)}h-{at(inner)}Z"
        for code, (column, row) in places.items()
    }


def choropleth(
    shapes: Mapping[str, str],
    values: Mapping[str, float],
    statuses: Mapping[str, str],
    limits: Sequence[float],
    *,
    caption: Caption,
    write: Writing,
    words: Mapping[str, str],
    names: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    counts: Mapping[str, str] | None = None,
    benchmark: str = "",
    own: str = "",
    unreliable: frozenset[str] = frozenset(),
    size: tuple[float, float] = (720, 420),
    with_legend: bool = True,
) -> str:
    """Shapes (path data by code) filled by class; withheld dotted, unreliable hatched, no data white with a grey edge.

    `words` are those of the legend: withheld, unreliable, no_data, below ("minder dan {high}"), from ("{low} en
    meer") and to ("{low} tot {high}"). With `links` every shape is a link, so that the map works by keyboard.
    `counts` are said behind the values, and `benchmark` ("Vlaams Gewest 12,4%") stands in the legend. Where the legend
    stands beside the map as text (`samples`), it is not drawn.
    """
    body = [_patterns(caption.key)]
    for code, d in shapes.items():
        said = f"{(names or {}).get(code, code)}: " + (
            write(values[code]) if code in values else words.get(statuses.get(code, ""), words["no_data"])
        )
        if counts and code in counts:
            said += f" ({counts[code]})"
        shape = _shape(d, _fill(caption.key, values.get(code), statuses.get(code, ""), limits), said)
        if code in unreliable:
            shape += f'<path d="{d}" fill="url(#{caption.key}-hatched)" pointer-events="none"/>'
        body.append(f'<a href="{links[code]}">{shape}</a>' if links and code in links else shape)
    if own in shapes:
        body.append(path(shapes[own], "ink", 2))
    if not with_legend:
        return svg(caption, size, body, role="group" if links else "img")
    legend, high = _legend(caption.key, limits, write, words, size)
    if benchmark:
        legend.append(text(4, high + 10, benchmark, "ink", bold=True))
        high += 20
    return svg(caption, (size[0], high), [*body, *legend], role="group" if links else "img")


def _fill(key: str, value: float | None, status: str, limits: Sequence[float]) -> str:
    """The role or the pattern that tells a class or a blank."""
    if value is not None:
        return f"class{class_of(value, limits) + 1}"
    return f"url(#{key}-dotted)" if status == Status.WITHHELD else "paper"


def _shape(d: str, fill: str, said: str) -> str:
    spoken = f"<title>{escape(said, quote=False)}</title>"
    if fill in ROLES:
        return area(d, fill, edge="rest" if fill == "paper" else "paper", extra=spoken)
    return f'<path class="line-rest" d="{d}" fill="{fill}" stroke="{ROLES["rest"]}" stroke-width="0.5">{spoken}</path>'


def _patterns(key: str) -> str:
    grey, ink = ROLES["similar"], ROLES["ink"]
    return (
        f'<defs><pattern id="{key}-dotted" width="4" height="4" patternUnits="userSpaceOnUse">'
        f'<circle class="fill-similar" cx="2" cy="2" r="0.8" fill="{grey}"/></pattern>'
        f'<pattern id="{key}-hatched" width="5" height="5" patternUnits="userSpaceOnUse">'
        f'<path class="line-ink" d="M0 5L5 0" stroke="{ink}" stroke-width="0.7"/></pattern></defs>'
    )


def _legend(
    key: str, limits: Sequence[float], write: Writing, words: Mapping[str, str], size: tuple[float, float]
) -> tuple[list[str], float]:
    """The classes and the three kinds of blank, in as many rows as it takes; and where the last row ends."""
    body: list[str] = []
    x, y = 4.0, size[1] + 10
    for label, fill in _entries(key, limits, write, words):
        if x + 17 + width_of(label) > size[0]:
            x, y = 4.0, y + 20
        body += [_sample(x, y, fill), text(x + 17, y + 10, label)]
        x += width_of(label) + 30
    return body, y + 20


def _entries(key: str, limits: Sequence[float], write: Writing, words: Mapping[str, str]) -> list[tuple[str, str]]:
    """What the legend says, each with its role or its pattern."""
    edges = write.marks(limits)
    labels = [words["below"].format(high=edges[0])] if edges else []
    labels += [words["to"].format(low=low, high=high) for low, high in pairwise(edges)]
    labels += [words["from"].format(low=edges[-1])] if edges else []
    entries = [(label, f"class{place}") for place, label in enumerate(labels, start=1)]
    patterns = [(words["withheld"], f"{key}-dotted"), (words["unreliable"], f"{key}-hatched")]
    return [*entries, *patterns, (words["no_data"], "paper")]


def samples(key: str, limits: Sequence[float], write: Writing, words: Mapping[str, str]) -> list[tuple[str, str]]:
    """The legend of the map of this key as small pictures, each with what it means: for a page to set as text."""
    size = 'class="chart sample" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true"'
    return [(f"<svg {size}>{_sample(1, 1, fill)}</svg>", label) for label, fill in _entries(key, limits, write, words)]


def _sample(x: float, y: float, fill: str) -> str:
    if fill in ROLES:
        return box(x, y, 12, 12, fill, "rest")
    return (
        f'<rect class="line-rest" x="{at(x)}" y="{at(y)}" width="12" height="12" fill="url(#{fill})"'
        f' stroke="{ROLES["rest"]}"/>'
    )


def _round(value: float) -> float:
    """The nearest of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten."""
    if abs(value) < 1e-9:  # noqa: PLR2004 -- nothing that is counted is that small
        return 0.0
    scale = 10.0 ** floor(log10(abs(value)))
    nearest = min(_MANTISSAS, key=lambda one: abs(one - abs(value) / scale))
    return round(copysign(nearest * scale, value), 9)
