"""The pictures of a report: each a small SVG with the sentence that stands for it."""

from collections.abc import Sequence
from typing import TypedDict

from liim.editions import Figure
from liim.model import Language
from liim.publish import charts, numbers, places
from liim.publish.sentences import Speech
from liim.publish.tables import class_name
from liim.publish.town import Town
from liim.publish.words import text_of, word


class Picture(TypedDict):
    """An SVG and its alternative text."""

    svg: str
    alt: str


def trend(town: Town, speech: Speech, figures: Sequence[Figure], size: tuple[float, float] = (320, 104)) -> Picture:
    """The undivided figures over the years, with the region."""
    language = speech.language
    name = places.name(town.area, language)
    own = _series(name, figures, speech.unit)
    others = []
    beside = [one for one in map(town.beside, figures) if one]
    if town.region and beside and speech.unit != "count":  # the count of a region would flatten that of a town
        others.append(_series(places.name(town.region, language), beside, speech.unit))
    alt = " ".join(_alt(speech, one) for one in (own, *others))
    drawn = charts.trend(
        own,
        others,
        caption=_caption(speech, "trend", alt),
        write=writing(speech),
        zoomed=word("axis_not_at_zero", language),
        size=size,
    )
    return {"svg": drawn, "alt": alt}


def spark(town: Town, speech: Speech, figures: Sequence[Figure]) -> Picture:
    """The same in the size of a word."""
    own = _series(places.name(town.area, speech.language), figures, speech.unit)
    alt = _alt(speech, own)
    return {"svg": charts.spark(own, caption=_caption(speech, "spark", alt), size=(100, 18)), "alt": alt}


def strip(town: Town, speech: Speech, figure: Figure, size: tuple[float, float] = (320, 48)) -> Picture:
    """Where the place stands among all of its region."""
    beside = town.beside(figure)
    alt = word("alt_strip", speech.language, period=numbers.period(figure.period, speech.language))
    own = charts.Series(
        name=places.name(town.area, speech.language), points=(_point(figure, speech.unit),) if figure.is_shown else ()
    )
    alt = f"{alt} {_alt(speech, own)}"
    drawn = charts.strip(
        town.everywhere(figure.indicator, figure.period),
        town.area["code"],
        caption=_caption(speech, "strip", alt),
        write=writing(speech),
        similar=town.similar,
        region=beside.value if beside else None,
        region_name=places.name(town.region, speech.language) if town.region else "",
        size=size,
    )
    return {"svg": drawn, "alt": alt}


def bars(town: Town, speech: Speech, figures: Sequence[Figure], width: float = 600) -> Picture:
    """The classes of one period, each bar with its label and its number."""
    rows = _bars(town, speech, figures)
    region = ""
    if town.region and any(row.region is not None for row in rows):
        region = places.name(town.region, speech.language)
    alt = _alt_bars(town, speech, figures, rows)
    drawn = charts.bars(rows, caption=_caption(speech, "bars", alt), region_name=region, width=width)
    return {"svg": drawn, "alt": alt}


def bar_column(
    town: Town, speech: Speech, figures: Sequence[Figure], heights: Sequence[float], width: float
) -> Picture:
    """The same bars as one column of the table of these figures, which says the labels and the numbers."""
    rows = _bars(town, speech, figures)
    alt = _alt_bars(town, speech, figures, rows)
    return {"svg": charts.bar_column(rows, heights, caption=_caption(speech, "column", alt), width=width), "alt": alt}


def _bars(town: Town, speech: Speech, figures: Sequence[Figure]) -> list[charts.Bar]:
    language, unit = speech.language, speech.unit
    rows = []
    for one in figures:
        beside, edges = town.beside(one), numbers.bounds(one, unit)
        low, high = edges or (one.lower, one.upper)
        rows.append(
            charts.Bar(
                label=class_name(speech.indicator, one, language),
                value=one.value,
                lower=low,
                upper=high,
                status=one.status,
                text=numbers.figure(one, unit, language, speech.decimals),
                region=beside.value if beside and unit != "count" else None,
            )
        )
    return rows


def _alt_bars(town: Town, speech: Speech, figures: Sequence[Figure], rows: Sequence[charts.Bar]) -> str:
    return word(
        "alt_bars",
        speech.language,
        title=text_of(speech.indicator["title"], speech.language)[0],
        name=places.name(town.area, speech.language),
        period=numbers.period(figures[0].period, speech.language),
        rows="; ".join(f"{row.label} {row.text}" for row in rows),
    )


def writing(speech: Speech) -> numbers.Writing:
    """How the numbers of a picture are written."""
    return numbers.Writing(speech.unit, speech.language, speech.decimals)


def _series(name: str, figures: Sequence[Figure], unit: str) -> charts.Series:
    return charts.Series(name=name, points=tuple(_point(one, unit) for one in figures))


def _point(figure: Figure, unit: str) -> charts.Point:
    if figure.is_withheld:
        return charts.Point(period=figure.period, status=figure.status, breaks="break" in figure.flags)
    low, high = numbers.bounds(figure, unit) or (figure.lower, figure.upper)
    return charts.Point(
        period=figure.period,
        value=figure.value,
        lower=low,
        upper=high,
        status=figure.status,
        breaks="break" in figure.flags,
    )


def _alt(speech: Speech, series: charts.Series) -> str:
    """From where to where a line goes, in words."""
    shown = [point for point in series.points if point.value is not None]
    title = text_of(speech.indicator["title"], speech.language)[0]
    if not shown:
        return word("alt_none", speech.language, title=title, name=series.name)
    parts = {
        "title": title,
        "name": series.name,
        "last": speech.value(shown[-1].value or 0.0),
        "end": _when(shown[-1].period, speech.language),
    }
    if len(shown) == 1:
        return word("alt_one", speech.language, **parts)
    start = _when(shown[0].period, speech.language)
    return word("alt_trend", speech.language, **parts, first=speech.value(shown[0].value or 0.0), start=start)


def _when(period: str, language: Language) -> str:
    return numbers.period(period, language)


def _caption(speech: Speech, kind: str, alt: str) -> charts.Caption:
    return charts.Caption(
        f"{speech.indicator['id']}-{kind}", text_of(speech.indicator["title"], speech.language)[0], alt
    )
