"""A map of municipalities: five classes of one hue at most, and a pattern of its own for every kind of blank."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise
from math import copysign, floor, log10

from liim.model import Status
from liim.publish.charts.svg import ROLES, Caption, area, at, box, path, svg, text, width_of
from liim.publish.numbers import Writing

MOST_CLASSES = 5
_MANTISSAS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


def class_limits(values: Sequence[float], most: int = MOST_CLASSES) -> list[float]:
    """Round upper limits of all classes but the last, near the quantiles; fewer where values are alike."""
    known = sorted(values)
    if not known:
        return []
    wanted = [known[min(len(known) * place // most, len(known) - 1)] for place in range(1, most)]
    limits = sorted({_round(value) for value in wanted})
    return [limit for limit in limits if known[0] < limit <= known[-1]]


def class_of(value: float, limits: Sequence[float]) -> int:
    """The place of a value among the classes; a limit belongs to the class above it."""
    return sum(value >= limit for limit in limits)


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
) -> str:
    """Shapes (path data by code) filled by class; withheld dotted, unreliable hatched, no data white with a grey edge.

    `words` are those of the legend: withheld, unreliable, no_data, below ("minder dan {high}"), from ("{low} en
    meer") and to ("{low} tot {high}"). With `links` every shape is a link, so that the map works by keyboard.
    `counts` are said behind the values, and `benchmark` ("Vlaams Gewest 12,4%") stands in the legend.
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
    edges = write.marks(limits)
    labels = [words["below"].format(high=edges[0])] if edges else []
    labels += [words["to"].format(low=low, high=high) for low, high in pairwise(edges)]
    labels += [words["from"].format(low=edges[-1])] if edges else []
    entries = [(label, f"class{place}") for place, label in enumerate(labels, start=1)]
    entries += [(words["withheld"], f"{key}-dotted"), (words["unreliable"], f"{key}-hatched")]
    body: list[str] = []
    x, y = 4.0, size[1] + 10
    for label, fill in [*entries, (words["no_data"], "paper")]:
        if x + 17 + width_of(label) > size[0]:
            x, y = 4.0, y + 20
        body += [_sample(x, y, fill), text(x + 17, y + 10, label)]
        x += width_of(label) + 30
    return body, y + 20


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
