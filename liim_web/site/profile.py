"""The page of an area: its indicators by chapter, and in one line those that have no figure for it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from liim.publish import numbers
from liim_web.site import comparing, wording
from liim_web.site.facts import GEOGRAPHY
from liim_web.site.reading import Reading
from liim_web.site.rows import Row, row
from liim_web.site.series import series
from liim_web.site.standing_out import Highlight, standing_out
from liim_web.site.subject import Place
from liim_web.site.verdicts import verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A theme with its rows."""

    id: str
    title: SafeString
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An area as a page shows it.

    `blank` are indicators without a figure here, by the reason why; `absent` are those that nobody delivered.
    """

    name: str
    level: str
    within: Sequence[tuple[str, str]]
    region: str
    alike: Sequence[tuple[str, str]]
    compare_alike: str
    inhabitants: str
    highlights: Sequence[Highlight]
    chapters: Sequence[Chapter]
    blank: Sequence[tuple[str, Sequence[SafeString]]]
    absent: Sequence[SafeString]


def profile(reading: Reading, code: str) -> Profile:
    """The profile of an area; four questions to the edition, and once one more for its region."""
    facts, region = reading.facts, reading.facts.region_of(code)
    beside = facts.kept(("region", region), lambda: series(facts.edition.profile([region], GEOGRAPHY)))
    figures = beside if region == code else beside | series(facts.edition.profile([code], GEOGRAPHY))
    alike = [one["neighbour"] for one in facts.edition.similar(code) if one["neighbour"]]
    place = Place(reading, code, region, figures, alike)
    tested = verdicts(reading, code)
    chapters: dict[str, tuple[SafeString, list[Row]]] = {}
    blank: dict[str, list[SafeString]] = defaultdict(list)
    absent: list[SafeString] = []
    for id_, entry in facts.edition.indicators.items():
        own = place.own(id_)
        if own.shown:
            theme = entry["theme"]
            title = wording.told(theme["title"], reading.language)
            chapters.setdefault(theme["id"], (title, []))[1].append(row(place, entry, tested))
        elif id_ in facts.standings:
            why = wording.why_blank(own.last) if own.last else wording.never_delivered()
            blank[why].append(reading.title(id_))
        else:
            absent.append(reading.title(id_))
    return Profile(
        name=place.name,
        level=wording.level(facts.areas[code]["level"]),
        within=[(reading.area_name(up), reading.area_link(up)) for up in facts.areas[code]["parents"]],
        region=place.region_name,
        alike=[(reading.area_name(one), reading.area_link(one)) for one in place.alike],
        compare_alike=comparing.address(reading, [code, *place.alike]),
        inhabitants=_inhabitants(place),
        highlights=standing_out(place, tested),
        chapters=[Chapter(id=id_, title=title, rows=rows) for id_, (title, rows) in chapters.items()],
        blank=list(blank.items()),
        absent=absent,
    )


def _inhabitants(place: Place) -> str:
    """How many people live there, as the last figure that was divided by all inhabitants says; "" if none was."""
    for id_, entry in place.reading.facts.edition.indicators.items():
        whole = entry["formula"]["denominator"]
        if whole and whole["quantity"] == "inhabitants" and not whole["classes"] and place.own(id_).shown:
            latest = place.own(id_).shown[-1]
            if latest.denominator is not None:
                return numbers.count(latest.denominator, place.reading.language)
    return ""
