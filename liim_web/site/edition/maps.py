"""Maps of municipalities: to choose one from, and to see a figure on."""

from collections.abc import Mapping, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from liim.editions import Figure
from liim.publish import charts, numbers
from liim_web.site.edition.facts import Drawing
from liim_web.site.edition.reading import Reading

UNRELIABLE = "low_reliability"


def drawing(reading: Reading) -> Drawing:
    """The boundaries of the edition, else the tile map."""
    return reading.facts.shapes or reading.facts.tiles


def places(reading: Reading) -> SafeString:
    """A map to choose a municipality from: every one is a link."""
    return reading.facts.kept(("places", reading.language, reading.fixed), lambda: _places(reading))


def _places(reading: Reading) -> SafeString:
    drawn = drawing(reading)
    wide, high = drawn.size
    links = "".join(
        f'<a href="{reading.area_link(code)}"><title>{escape(reading.area_name(code))}</title><path d="{d}"/></a>'
        for code, d in drawn.paths.items()
    )
    label = escape(_("Kaart van de gemeenten: kies er een"))
    return mark_safe(  # noqa: S308 names are escaped, the rest is our own drawing
        f'<svg class="places" viewBox="0 0 {wide:g} {high:g}" role="group" aria-label="{label}">{links}</svg>'
    )


def choropleth(
    reading: Reading,
    figures: Mapping[str, Figure],
    limits: Sequence[float],
    caption: charts.Caption,
    write: numbers.Writing,
    *,
    drawn: Drawing,
    benchmark: str = "",
    with_legend: bool = True,
) -> SafeString:
    """A figure of every municipality on a map; each kind of blank has a pattern of its own."""
    return mark_safe(  # noqa: S308 charts escape every text
        charts.choropleth(
            drawn.paths,
            {code: figure.value for code, figure in figures.items() if figure.value is not None},
            {code: figure.status for code, figure in figures.items()},
            limits,
            caption=caption,
            write=write,
            words=words(),
            names={code: reading.area_name(code) for code in drawn.paths},
            links={code: reading.area_link(code) for code in drawn.paths},
            counts={
                code: _counted(reading, figure) for code, figure in figures.items() if figure.numerator is not None
            },
            benchmark=benchmark,
            unreliable=frozenset(code for code, figure in figures.items() if UNRELIABLE in figure.flags),
            size=drawn.size,
            with_legend=with_legend,
        )
    )


def legend(key: str, limits: Sequence[float], write: numbers.Writing) -> list[tuple[SafeString, str]]:
    """The legend of a map as text, since what is drawn in a map is too small to read on a phone: sample and words."""
    return [
        (mark_safe(sample), label)  # noqa: S308 our own drawing
        for sample, label in charts.samples(key, limits, write, words())
    ]


def _counted(reading: Reading, figure: Figure) -> str:
    """The numbers behind a value: 10.812 op 87.332."""
    whole = reading.out_of(figure)
    if not whole:
        return reading.count(figure)
    return reading.said("%(part)s op %(whole)s") % {"part": reading.count(figure), "whole": whole}


def words() -> dict[str, str]:
    """The words of the legend of a map."""
    return {
        "withheld": _("afgeschermd"),
        "unreliable": _("weinig betrouwbaar"),
        "no_data": _("geen cijfer"),
        "below": _("minder dan {high}"),
        "to": _("{low} tot {high}"),
        "from": _("{low} en meer"),
    }


def small(figures: Mapping[str, Figure], limits: Sequence[float], title: str, *, drawn: Drawing) -> SafeString:
    """A map without names, to be seen beside others of the same scale; the table says what it shows."""
    wide, high = drawn.size
    by_role: dict[str, list[str]] = {}
    for code, d in drawn.paths.items():
        figure = figures.get(code)
        value = figure.value if figure else None
        by_role.setdefault("rest" if value is None else f"class{charts.class_of(value, limits) + 1}", []).append(d)
    body = "".join(f'<path class="fill-{role}" d="{"".join(paths)}"/>' for role, paths in sorted(by_role.items()))
    return mark_safe(  # noqa: S308 the title is escaped, the rest is our own drawing
        f'<svg class="chart small-map" viewBox="0 0 {wide:g} {high:g}" role="img" aria-label="{escape(title)}">'
        f"{body}</svg>"
    )
