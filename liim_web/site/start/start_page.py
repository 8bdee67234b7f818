"""What the start page offers: a search, a map, a list, and a card per theme with one figure of each region."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from liim.editions import Figure
from liim.model import UNKNOWN
from liim_web.site.edition import maps, wording
from liim_web.site.edition.facts import GEOGRAPHY, REGIONS
from liim_web.site.edition.reading import Reading
from liim_web.site.edition.series import COMPOSITION, is_shown

_TOO_SMALL = "<"  # what a number begins with that is too small to be written
_TELLS_LESS = {"balance": 1, "gap": 1, COMPOSITION: 2, "count": 3}  # than a share or a rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A theme, with the figure of one of its indicators for each region."""

    id: str
    title: SafeString
    indicator: SafeString
    part: str
    link: str
    period: str
    figures: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage:
    """The start page of a reading."""

    map: SafeString
    names: Sequence[str]
    provinces: Sequence[tuple[str, str, Sequence[tuple[str, str]]]]
    cards: Sequence[Card]


def start_page(reading: Reading) -> StartPage:
    """The start page; the same for every reader of an edition in a language."""
    return reading.facts.kept(("start", reading.language, reading.fixed), lambda: _start_page(reading))


def _start_page(reading: Reading) -> StartPage:
    facts = reading.facts
    grouped: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for code in facts.municipalities:
        grouped[facts.province_of(code) or facts.region_of(code)].append(
            (reading.area_name(code), reading.area_link(code))
        )
    return StartPage(
        map=maps.places(reading),
        names=[reading.area_name(code) for code in facts.municipalities],
        provinces=[(reading.area_name(code), reading.area_link(code), grouped[code]) for code in sorted(grouped)],
        cards=_cards(reading),
    )


def _cards(reading: Reading) -> list[Card]:
    """In the order of the themes; of each the first share or rate, since numbers of people compare no regions.

    Where a theme has compositions alone, the largest part of the first.
    """
    every = reading.facts.edition.indicators
    cards: dict[str, Card] = {}
    for id_ in sorted(every, key=lambda one: _TELLS_LESS.get(every[one]["formula"]["kind"], 0)):
        entry = every[id_]
        theme = entry["theme"]
        if theme["id"] in cards:
            continue
        part, standing = _largest_part(reading, id_) if entry["formula"]["kind"] == COMPOSITION else ("", None)
        standing = reading.facts.standings.get(id_, {}) if standing is None else standing
        figures = [
            (reading.area_name(code), _written(reading, standing[code]))
            for code in REGIONS
            if code in standing and is_shown(standing[code])
        ]
        if not figures or all(value.startswith(_TOO_SMALL) for _region, value in figures):
            continue
        cards[theme["id"]] = Card(
            id=theme["id"],
            title=wording.told(theme["title"], reading.language),
            indicator=reading.title(id_),
            part=part,
            link=reading.indicator_link(id_),
            period=reading.facts.period(id_),
            figures=figures,
        )
    themes = dict.fromkeys(entry["theme"]["id"] for entry in every.values())
    return [cards[theme] for theme in themes if theme in cards]


def _largest_part(reading: Reading, id_: str) -> tuple[str, Mapping[str, Figure]]:
    """The class of a composition that is the largest in the first region that shows it, and its figure in each region.

    "" and nothing where none can be shown.
    """
    facts, entry = reading.facts, reading.entry(id_)
    by_part: dict[tuple[tuple[str, str], ...], dict[str, Figure]] = defaultdict(dict)
    for figure in facts.edition.figures(id_, GEOGRAPHY, facts.period(id_)) if facts.period(id_) else ():
        if figure.area in REGIONS and figure.value is not None:
            by_part[figure.classes][figure.area] = figure
    named = {
        ((breakdown["id"], one["code"]),): one["title"]
        for breakdown in entry["breakdowns"]
        if breakdown["id"] in entry["formula"]["over"]
        for one in breakdown["classes"]
        if one["code"] != UNKNOWN
    }
    told = {part: by_part[part] for part in named if part in by_part}
    if not told:
        return "", {}
    region = next(code for code in REGIONS if any(code in figures for figures in told.values()))
    largest = max(told, key=lambda part: (told[part][region].value or 0.0) if region in told[part] else -1.0)
    return wording.plain(named[largest], reading.language), told[largest]


def _written(reading: Reading, figure: Figure) -> str:
    """A figure with its unit."""
    return f"{reading.value(figure)} {reading.unit_shown(figure.indicator)}".rstrip()
