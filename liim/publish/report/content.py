"""What a report says, as plain data for its template: all text is made here, the template only sets it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import polars as pl

from liim import geography
from liim.model import Language, Status
from liim.publish import numbers, places
from liim.publish.report import cards, chapters, front
from liim.publish.report.changes import changes
from liim.publish.sentences import Speech
from liim.publish.town import Town
from liim.publish.words import in_words, listed, text_of, word

Kind = Literal["full", "short", "chapters"]
KINDS: tuple[Kind, ...] = ("full", "short", "chapters")

_SHARED = 3  # indicators that have the same caution
_SIGNS = (Status.WITHHELD, Status.MISSING, Status.NOT_APPLICABLE, Status.NOT_YET)
_MARKS = (Status.PROVISIONAL, Status.ESTIMATED, Status.BOUNDED)
_WORDS = (
    "report_subject short_subject chapter_subject edition made_on address page contents guide guide_1 guide_2 guide_3 "
    "guide_4 signs sign meaning marks mark_line mark_dot mark_strip mark_tick stands_out stands_out_rule "
    "nothing_stands_out in_short profile profile_lead indicator period figure counted_head similar_head years method "
    "cautions to_verify withheld_title withheld_lead changes_title sources sources_lead shared_cautions short_lead "
    "more_in editable_note over_the_years"
)


def content(town: Town, language: Language, kind: Kind = "full", chapter: str = "") -> dict[str, Any]:
    """Everything that the template of a report needs; `chapter` keeps one of the sheets of chapters."""
    every = chapters.speeches(town, language)
    told = _about(town, language, kind)
    if kind == "short":
        return told | {"signs": _signs(language)} | _in_front(town, every)
    if kind == "chapters":
        return told | {"sheets": cards.sheets(town, every, chapter)}
    return told | {
        "signs": _signs(language),
        **_in_front(town, every),
        "chapters": chapters.chapters(town, every),
        "methods": _methods(town, every),
        "withheld": _withheld(town, language),
        "changes": changes(town, language),
        "sources": _sources(town, language),
    }


def _about(town: Town, language: Language, kind: Kind) -> dict[str, Any]:
    """What every kind of report says of itself."""
    edition, name = town.edition, places.name(town.area, language)
    address = front.permanent_address(town, language)
    level = town.area["level"]
    return {
        "kind": kind,
        "language": language,
        "catalogue_language": _catalogue_language(town, language),
        "name": name,
        "title": word("report_title", language, name=name, in_area=places.inside(town.area, language)),
        "subject": word("municipality" if level == "municipality" else f"kind_{level}", language),
        "edition": edition.id,
        "date": numbers.day(front.created(town).date(), language),
        "fictitious": word("fictitious", language) if edition.is_fictitious else None,
        "address": address,
        "qr": front.qr(address, language),
        "region": places.name(town.region, language) if town.region else "",
        "about": _about_the_place(town, language),
        "words": {key: word(key, language) for key in _WORDS.split()} | _of_comparing(town, language),
    }


def _of_comparing(town: Town, language: Language) -> dict[str, str]:
    """What is said otherwise of a place that has nothing beside it, or that no test was made of."""
    said = {} if town.region else {"guide_2": word("guide_2_alone", language)}
    return said if town.comparisons else said | {"nothing_stands_out": word("nothing_is_tested", language)}


def _in_front(town: Town, every: Sequence[Speech]) -> dict[str, Any]:
    return {
        "key": front.key_figures(town, every),
        "highlights": front.highlights(town, every),
        "gap": front.gap(town, every),
        "evolution": front.evolution(town, every),
        "profile": front.profile(town, every),
    }


def _catalogue_language(town: Town, language: Language) -> str:
    """The language of titles and definitions: what is not translated yet is shown, and read aloud, in Dutch."""
    return language if all(language in one["title"] for one in town.indicators.values()) else "nl"


def _about_the_place(town: Town, language: Language) -> str:
    """Of whom a group consists, or of which municipalities a merged one was formed."""
    if town.group:
        names = [places.name(town.edition.areas[one], language) for one in town.group.members]
        return word("group_of", language, many=in_words(len(names), language), list=listed(names, language))
    mergers = geography.mergers().filter(new=town.area["code"])
    if mergers.height < 2:  # noqa: PLR2004 -- one alone only got another code
        return ""
    named = geography.areas().filter(pl.col("code").is_in(mergers["old"].to_list())).unique("code").sort("name_nl")
    names = [places.name(one, language) for one in named.iter_rows(named=True)]
    return word("merged", language, day=numbers.day(mergers["date"][0], language), list=listed(names, language))


def _signs(language: Language) -> list[list[str]]:
    """Every sign with its meaning; zero among them, since it is a figure."""
    rows = [[numbers.sign(one, language), numbers.status_in_words(one, language)] for one in _SIGNS]
    rows.append([numbers.count(0, language), word("status_zero", language)])
    return [*rows, *([numbers.sign(one, language), numbers.status_in_words(one, language)] for one in _MARKS)]


def _methods(town: Town, every: Sequence[Speech]) -> dict[str, Any]:
    """The definition of each indicator with figures; a caution that several share stands once, under a letter."""
    told = [one for one in every if chapters.has_figures(town, one)]
    cautions = {one.indicator["id"]: [text_of(c, one.language)[0] for c in one.indicator["cautions"]] for one in told}
    times = Counter(text for texts in cautions.values() for text in texts)
    shared = {text: _letter(place) for place, text in enumerate(text for text in times if times[text] >= _SHARED)}
    return {
        "shared": [[letter, text] for text, letter in shared.items()],
        "each": [_method(one, cautions[one.indicator["id"]], shared) for one in told],
    }


def _letter(place: int) -> str:
    """The name of a caution: a, b, and so on to z, then aa."""
    return (_letter(place // 26 - 1) if place >= 26 else "") + "abcdefghijklmnopqrstuvwxyz"[place % 26]  # noqa: PLR2004 -- letters of the alphabet


def _method(speech: Speech, cautions: Sequence[str], shared: Mapping[str, str]) -> dict[str, Any]:
    indicator, language = speech.indicator, speech.language
    letters = [shared[text] for text in cautions if text in shared]
    own = [text for text in cautions if text not in shared]
    return {
        "id": indicator["id"],
        "title": text_of(indicator["title"], language)[0],
        "definition": text_of(indicator["definition"], language)[0],
        "cautions": " ".join([*own, *([f"({', '.join(letters)})"] if letters else [])]),
        "to_verify": " ".join(text_of(one, language)[0] for one in indicator["to_verify"]),
    }


def _withheld(town: Town, language: Language) -> dict[str, Any]:
    """How many figures are withheld, and of which indicators."""
    counted = town.withheld()
    many, every = (sum(of[which] for of in counted.values()) for which in (0, 1))
    rows = [
        [
            id_,
            text_of(town.indicators[id_]["title"], language)[0],
            numbers.count(hidden, language),
            numbers.count(all_, language),
        ]
        for id_, (hidden, all_) in counted.items()
        if hidden
    ]
    head = [word("indicator", language), "", word("sign_withheld", language), word("figures_made", language)]
    told = word("withheld_none", language)
    if many:
        key = "withheld_count_one" if many == 1 else "withheld_count_many"
        told = word(key, language, many=in_words(many, language), every=numbers.count(every, language))
    return {"head": head, "rows": rows, "told": told}


def _sources(town: Town, language: Language) -> list[dict[str, str]]:
    """The files that the edition was made from: who published them, under which licence, when, and which bytes."""
    titles = {one["id"]: f"{one['title']}." for one in town.edition.manifest.get("sources", ())}
    nothing = word("unknown", language)
    return [
        {
            "publisher": str(one.get("publisher") or one["source"]),
            "title": titles.get(one["source"], ""),
            "licence": str(one.get("licence") or nothing),
            **{key: str(one.get(key) or nothing) for key in ("file", "date", "sha256")},
        }
        for one in town.edition.manifest["inputs"]
    ]
