"""What the start page offers: a search, a map, a list, and a card per theme with one figure of each region."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from liim.editions import Figure
from liim_web.site.edition import maps, wording
from liim_web.site.edition.facts import REGIONS
from liim_web.site.edition.reading import Reading
from liim_web.site.edition.series import COMPOSITION, is_shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A theme, with the figure of one of its indicators for each region."""

    id: str
    title: SafeString
    indicator: SafeString
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
    """In the order of the themes; of each the first share or rate, since a whole tells least of what it is made of."""
    every = reading.facts.edition.indicators
    cards: dict[str, Card] = {}
    for id_ in sorted(every, key=lambda one: every[one]["formula"]["kind"] == COMPOSITION):
        entry = every[id_]
        standing = reading.facts.standings.get(id_, {})
        composed = entry["formula"]["kind"] == COMPOSITION
        figures = [
            (reading.area_name(code), _written(reading, standing[code], composed=composed))
            for code in REGIONS
            if code in standing and is_shown(standing[code])
        ]
        theme = entry["theme"]
        if theme["id"] in cards or not figures:
            continue
        cards[theme["id"]] = Card(
            id=theme["id"],
            title=wording.told(theme["title"], reading.language),
            indicator=reading.title(id_),
            link=reading.indicator_link(id_),
            period=reading.facts.period(id_),
            figures=figures,
        )
    themes = dict.fromkeys(entry["theme"]["id"] for entry in every.values())
    return [cards[theme] for theme in themes if theme in cards]


def _written(reading: Reading, figure: Figure, *, composed: bool) -> str:
    """A figure with its unit; of a composition the number of people."""
    if composed:
        return reading.count(figure)
    return f"{reading.value(figure)} {reading.unit_shown(figure.indicator)}".rstrip()
