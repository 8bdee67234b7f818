"""A chart as a picture of its own: on white, with its title above, and below it what must never be cut off.

Who finds it elsewhere still reads what it shows, from which source and edition, and whether its figures are invented.
"""

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files

import vl_convert

from liim.publish.charts.svg import FONT, ROLES, SMALL, at, text, width_of

MARGIN = 16.0
_LINE = 16.0
_TITLE = 15
_SIZE = re.compile(r' width="([\d.]+)" height="([\d.]+)"')
_SCALE = 2.0  # sharp on today's screens


def picture(chart: str, title: str, notes: Sequence[str], *, warning: str = "") -> str:
    """A chart (an SVG of this package) framed by its title, a warning if need be, and notes; an SVG once more."""
    size = _SIZE.search(chart)
    if size is None:
        raise ValueError("A chart tells its width and height.")
    wide, high = (float(number) for number in size.groups())
    whole = wide + 2 * MARGIN
    heads = _broken(title, wide * SMALL / _TITLE)
    below = [line for note in notes for line in _broken(note, wide)]
    top = MARGIN + len(heads) * 20 + (_LINE + 4 if warning else 0)
    end = top + high + 12 + len(below) * _LINE + MARGIN
    body = [f'<rect width="{at(whole)}" height="{at(end)}" fill="{ROLES["paper"]}"/>']
    for place, line in enumerate(heads):
        body.append(
            f'<text x="{at(MARGIN)}" y="{at(MARGIN + 14 + 20 * place)}" font-size="{_TITLE}" font-weight="600"'
            f' fill="{ROLES["ink"]}">{escape(line, quote=False)}</text>'
        )
    if warning:
        body.append(text(MARGIN, MARGIN + len(heads) * 20 + 12, warning, "worse", bold=True))
    body.append(chart.replace("<svg ", f'<svg x="{at(MARGIN)}" y="{at(top)}" ', 1))
    body += [text(MARGIN, top + high + 24 + _LINE * place, line) for place, line in enumerate(below)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {at(whole)} {at(end)}" width="{at(whole)}"'
        f' height="{at(end)}" font-family="{FONT}" font-size="{SMALL}">{"".join(body)}</svg>'
    )


def _broken(words: str, wide: float) -> list[str]:
    """A text in lines that fit."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer) > wide:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def png(svg: str) -> bytes:
    """The same as points of colour, in our typeface."""
    _register_typeface()
    return bytes(vl_convert.svg_to_png(svg, scale=_SCALE))


@cache
def _register_typeface() -> None:
    vl_convert.register_font_directory(str(files("liim.publish") / "fonts"))
