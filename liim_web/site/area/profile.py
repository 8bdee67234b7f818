"""The page of an area: what stands out, its indicators by chapter, and folded those that have no figure for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe

from liim.publish import numbers
from liim_web.site.area.rows import row
from liim_web.site.area.standing_out import Highlight, standing_out
from liim_web.site.comparing import side_by_side
from liim_web.site.edition import wording
from liim_web.site.edition.facts import GEOGRAPHY
from liim_web.site.edition.reading import Reading
from liim_web.site.edition.series import Series, series
from liim_web.site.figure.asked import gaps_beside, why_blank
from liim_web.site.figure.opened import Opened, opened
from liim_web.site.figure.sections import sections
from liim_web.site.figure.subject import Place, Subject
from liim_web.site.figure.verdicts import verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A chapter, or a part at the end of one: its rows, and the indicators without a figure here by the reason why."""

    id: str
    title: SafeString
    subjects: list[Subject] = field(default_factory=list)
    blank: dict[str, list[SafeString]] = field(default_factory=dict)
    within: "list[Section]" = field(default_factory=list)
    rows: list[SafeString] = field(default_factory=list)

    @property
    def body(self) -> SafeString:
        """Its rows, one after the other."""
        return mark_safe("".join(self.rows))  # noqa: S308 rows are written safely

    @property
    def blanks(self) -> list[tuple[str, Sequence[SafeString]]]:
        """Why there is no figure, and for which indicators."""
        return list(self.blank.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An area as a page shows it."""

    name: str
    level: str
    is_town: bool
    within: Sequence[tuple[str, str]]
    region: str
    alike: Sequence[tuple[str, str]]
    compare_alike: str
    inhabitants: str
    highlights: Sequence[Highlight]
    chapters: Sequence[Section]


def profile(reading: Reading, code: str) -> Profile:
    """The profile of an area; five questions to the edition."""
    place, tested = _place(reading, code), verdicts(reading, code)
    chapters = chapters_of(place)
    for section in _flat(chapters):
        told = [_headline(subject) for subject in section.subjects]
        section.rows.extend(
            row(subject, tested, is_told=headline in told[:at])
            for at, (subject, headline) in enumerate(zip(section.subjects, told, strict=True))
        )
    subjects = [subject for section in _flat(chapters) for subject in section.subjects]
    facts = reading.facts
    return Profile(
        name=place.name,
        level=wording.level(facts.areas[code]["level"]),
        is_town=facts.areas[code]["level"] == "municipality",
        within=[(reading.area_name(up), reading.area_link(up)) for up in facts.areas[code]["parents"]],
        region=place.region_name,
        alike=[(reading.area_name(one), reading.area_link(one)) for one in place.alike],
        compare_alike=side_by_side.address(reading, [code, *place.alike]),
        inhabitants=_inhabitants(subjects),
        highlights=standing_out(subjects, tested),
        chapters=chapters,
    )


def _headline(subject: Subject) -> tuple[object, ...]:
    """What the headline of a row says: two rows of the same formula differ only in how they divide it."""
    latest = subject.own.shown[-1]
    return subject.entry["formula"], subject.entry["age"], latest.period, latest.numerator, latest.value


def everything(reading: Reading, code: str) -> list[tuple[Section, list[tuple[Opened, SafeString]]]]:
    """Every part of the profile with all that lies behind its rows: to print, to search, to read without JavaScript."""
    facts = reading.facts
    place = _place(reading, code, series(facts.edition.profile([code], GEOGRAPHY)))
    tested, gaps = verdicts(reading, code), gaps_beside(reading, code, place.region)
    found = []
    for section in _flat(chapters_of(place)):
        every = [opened(subject, tested, gaps) for subject in section.subjects]
        found.append((section, [(one, sections(reading, one)) for one in every]))
    return found


def _place(reading: Reading, code: str, own: Mapping[tuple[str, str], Series] | None = None) -> Place:
    facts, region = reading.facts, reading.facts.region_of(code)
    beside = facts.kept(("region", region), lambda: series(facts.edition.overview(region)))
    if own is None:
        own = beside if region == code else series(facts.edition.overview(code))
    return Place(reading, code, region, {**beside, **own}, facts.alike.get(code, ()))


def chapters_of(place: Place) -> list[Section]:
    """The chapters in the order of the report; a theme that is shown in another one stands at the end of that."""
    reading = place.reading
    facts = reading.facts
    found: dict[str, Section] = {}
    for id_, entry in facts.edition.indicators.items():
        theme = entry["theme"]
        section = found.get(theme["id"])
        if section is None:
            section = found[theme["id"]] = Section(id=theme["id"], title=wording.told(theme["title"], reading.language))
            if theme["shown_in"] in found:
                found[theme["shown_in"]].within.append(section)
        own = place.own(id_)
        if own.shown:
            section.subjects.append(Subject(place, entry))
        else:
            section.blank.setdefault(why_blank(facts.standings, id_, own), []).append(reading.title(id_))
    inner = {one.id for section in found.values() for one in section.within}
    return [section for section in found.values() if section.id not in inner]


def _flat(chapters: Sequence[Section]) -> Iterator[Section]:
    for section in chapters:
        yield section
        yield from section.within


def _inhabitants(subjects: Sequence[Subject]) -> str:
    """How many people live there, as the last figure that was divided by all inhabitants says; "" if none was."""
    for subject in subjects:
        whole = subject.entry["formula"]["denominator"]
        if whole and whole["quantity"] == "inhabitants" and not whole["classes"] and subject.entry["age"] == "all":
            latest = subject.own.shown[-1]
            if latest.denominator is not None:
                return numbers.count(latest.denominator, subject.reading.language)
    return ""
