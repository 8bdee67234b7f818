"""What the start page offers: a search, a map, a list, and a card per theme with one figure of each region."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from liim.editions import Figure
from liim.model import Status
from liim_web.site import maps, wording
from liim_web.site.facts import REGIONS
from liim_web.site.reading import Reading
from liim_web.site.series import COMPOSITION, is_shown


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
    cards: dict[str, Card] = {}
    for id_, entry in reading.facts.edition.indicators.items():
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
    return list(cards.values())


def _written(reading: Reading, figure: Figure, *, composed: bool) -> str:
    """A figure with its unit; of a composition the number of people."""
    if composed:
        return reading.count(figure)
    return f"{reading.value(figure)} {reading.unit_shown(figure.indicator)}".rstrip()


def themes(reading: Reading) -> list[tuple[SafeString, list[tuple[str, SafeString, SafeString, str]]]]:
    """Every indicator by theme: link, title, definition, last period."""
    grouped: dict[str, tuple[SafeString, list[tuple[str, SafeString, SafeString, str]]]] = {}
    for id_, entry in reading.facts.edition.indicators.items():
        title = wording.told(entry["theme"]["title"], reading.language)
        grouped.setdefault(entry["theme"]["id"], (title, []))[1].append(
            (
                reading.indicator_link(id_),
                reading.title(id_),
                wording.told(entry["definition"], reading.language),
                reading.facts.period(id_),
            )
        )
    return list(grouped.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """How many municipalities have no figure for an indicator in its last period, by the reason why."""

    title: SafeString
    link: str
    period: str
    withheld: int
    missing: int
    not_applicable: int
    not_yet: int


def blanks(reading: Reading) -> list[Blank]:
    """Per indicator what is not shown."""
    facts = reading.facts
    found = []
    for id_ in facts.edition.indicators:
        counted = Counter(
            figure.status
            for code, figure in facts.standings.get(id_, {}).items()
            if code in facts.slugs and facts.areas[code]["level"] == "municipality"
        )
        found.append(
            Blank(
                title=reading.title(id_),
                link=reading.indicator_link(id_),
                period=facts.period(id_),
                withheld=counted[Status.WITHHELD],
                missing=counted[Status.MISSING],
                not_applicable=counted[Status.NOT_APPLICABLE],
                not_yet=counted[Status.NOT_YET],
            )
        )
    return found
