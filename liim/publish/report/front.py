"""The pages in front: four figures, what stands out, the gap, and the profile; and what identifies a report."""

import io
import os
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import segno

from liim.editions import Figure
from liim.model import Language
from liim.publish import numbers, places, verdicts
from liim.publish.highlights import is_part, standing_out
from liim.publish.report import gaps, pictures
from liim.publish.report.chapters import last_shown
from liim.publish.sentences import Speech
from liim.publish.tables import class_name
from liim.publish.town import Town
from liim.publish.words import text_of, word

ADDRESS = "LIIM_ADDRESS"  # where the site stands, without a slash at the end
Wanted = tuple[str, tuple[tuple[str, str], ...]]
# The first figures that a council asks for; each place is filled by the first of its row that there is.
_KEY: tuple[tuple[Wanted, ...], ...] = (
    (("DE_36", ()), ("ST_01", ())),
    (("DE_49", ()), ("PC_01", ()), ("PC_02", ())),
    (("WE_02", (("origin", "non_eu_origin"),)), ("PC_04", (("origin", "non_eu_origin"),)), ("PC_05", ())),
    (("ON_09", (("home_language", "not_dutch_at_home"),)), ("DE_42", ())),
)
FIRST = tuple(id_ for row in _KEY for id_, _ in row)
MOST_ROWS = 40  # in the profile: a page
_YEARS, _MOST_LINES = 4, 6  # a line of fewer years tells nothing; lines stand two by two


def permanent_address(town: Town, language: Language) -> str:
    """Where the same figures stand for good; of a group, where its members stand side by side."""
    base = f"{os.environ.get(ADDRESS, 'http://127.0.0.1:8000').rstrip('/')}/{language}/editie/{town.edition.id}"
    if town.group:
        return f"{base}/vergelijk/?in={','.join(town.group.members)}"
    kind = "gemeente" if town.area["level"] == "municipality" else "gebied"
    slug = places.slug(town.area["name_nl"])  # an address is the same in every language
    return f"{base}/{kind}/{slug}-{town.area['code']}/"


def created(town: Town) -> datetime:
    """When the edition was made; its documents carry that moment, so that they are the same whenever they are made."""
    return datetime.fromisoformat(town.edition.manifest["created"])


def qr(address: str, language: Language) -> pictures.Picture:
    """The address to be read by a telephone."""
    buffer = io.BytesIO()
    segno.make(address, error="m").save(buffer, kind="svg", border=0, xmldecl=False, svgns=True, dark="#1a1a1a")
    return {"svg": buffer.getvalue().decode(), "alt": word("alt_qr", language)}


def key_figures(town: Town, every: Sequence[Speech]) -> list[dict[str, str]]:
    """At most four figures in large, each with its count, its year and that of the region."""
    by_id = {one.indicator["id"]: one for one in every}
    return [told for row in _KEY if (told := next(filter(None, (_key(town, by_id, one) for one in row)), None))]


def _key(town: Town, by_id: dict[str, Speech], wanted: Wanted) -> dict[str, str] | None:
    id_, classes = wanted
    if id_ not in by_id:
        return None
    speech, language = by_id[id_], by_id[id_].language
    some = town.classes(id_) if classes else town.totals(id_)
    shown = [one for one in some if one.classes == classes and one.is_shown]
    if not shown:
        return None
    latest, beside = shown[-1], town.beside(shown[-1])
    title = text_of(speech.indicator["title"], language)[0]
    if classes:
        title = f"{title.partition(',')[0]}: {_lower(class_name(speech.indicator, latest, language))}"
    region = ""
    if town.region and beside and beside.value is not None:
        region = f"{places.name(town.region, language)} {speech.value(beside.value)}"
    return {
        "address": f"{permanent_address(town, language)}#{id_}",
        "title": title,
        "figure": numbers.figure(latest, speech.unit, language, speech.decimals),
        "unit": "" if speech.unit == "%" else numbers.unit_in_words(speech.unit, language),
        "count": counts(latest, language),
        "period": numbers.period(latest.period, language),
        "region": region,
    }


def _lower(text: str) -> str:
    """A name in running text; NT2 or EU-herkomst keep their capitals."""
    return text if text[1:2].isupper() or text[:4] in {"Belg", "Dutc", "Non-"} else text[:1].lower() + text[1:]


def counts(figure: Figure, language: Language) -> str:
    """How many, out of how many."""
    if figure.numerator is None or figure.denominator is None:
        return ""
    whole = numbers.count(figure.denominator, language)
    return word("out_of", language, number=numbers.count(figure.numerator, language), whole=whole)


def highlights(town: Town, every: Sequence[Speech]) -> list[dict[str, Any]]:
    """What stands out: a sentence, a comparison, and the figures as a line."""
    return [
        {
            "title": text_of(one.speech.indicator["title"], one.speech.language)[0],
            "said": [sentence.text for sentence in one.said],
            "picture": _picture(town, one.speech, one.figures),
        }
        for one in standing_out(town, every)
    ]


def _picture(town: Town, speech: Speech, figures: Sequence[Figure]) -> pictures.Picture:
    """The years as a line; of one year alone, where the place stands among all others."""
    if len(figures) > 1:
        return pictures.trend(town, speech, town.totals(speech.indicator["id"]), (290, 84))
    return pictures.strip(town, speech, figures[-1], size=(220, 44))


def evolution(town: Town, every: Sequence[Speech]) -> list[dict[str, Any]]:
    """Lines over the years for where there is room: the first figures of a council, then one of each theme."""
    wanted = [id_ for row in _KEY for id_, classes in row if not classes]
    shown = {one.speech.indicator["id"] for one in standing_out(town, every)}
    ordered = sorted(every, key=lambda one: wanted.index(one.indicator["id"]) if one.indicator["id"] in wanted else 99)
    chosen: list[Speech] = []
    for repeats in (False, True):  # a second one of a theme only where there is room after the first of each
        for speech in ordered:
            id_, indicator = speech.indicator["id"], speech.indicator
            figures = [one for one in town.totals(id_) if one.is_shown]
            is_told = id_ in shown or any(id_ in one.indicator["related"] or one is speech for one in chosen)
            is_told |= any(one.indicator["id"] in indicator["related"] for one in chosen)
            again = any(one.indicator["theme"]["id"] == indicator["theme"]["id"] for one in chosen)
            if len(figures) >= _YEARS and not is_part(speech) and not is_told and (repeats or not again):
                chosen.append(speech)
    return [
        {
            "title": text_of(one.indicator["title"], one.language)[0],
            "picture": pictures.trend(town, one, town.totals(one.indicator["id"]), (330, 96)),
        }
        for one in chosen[:_MOST_LINES]
    ]


def gap(town: Town, every: Sequence[Speech]) -> dict[str, Any] | None:
    """The first gap that there is: its picture and what is said of it."""
    for speech in every:
        if speech.indicator["id"] in gaps.declared() and (picture := gaps.gap_picture(town, speech)):
            said = [one.text for one in gaps.gap_sentences(town, speech)]
            return {"title": text_of(speech.indicator["title"], speech.language)[0], "said": said, "picture": picture}
    return None


def profile(town: Town, every: Sequence[Speech]) -> list[dict[str, Any]]:
    """Per theme the latest figure of each indicator that is not by group only, beside the region and towns alike."""
    themes: dict[str, dict[str, Any]] = {}
    left = MOST_ROWS
    for speech in every:
        figures = town.totals(speech.indicator["id"])
        if is_part(speech) or not figures or all(one.status == "not_applicable" for one in figures) or not left:
            continue
        left -= 1
        theme = speech.indicator["theme"]
        told = themes.setdefault(theme["id"], {"title": text_of(theme["title"], speech.language)[0], "rows": []})
        told["rows"].append(_row(town, speech, figures))
    return list(themes.values())


def _row(town: Town, speech: Speech, figures: Sequence[Figure]) -> dict[str, Any]:
    language, latest = speech.language, last_shown(figures)
    beside, similar = town.beside(latest), verdicts.similar_value(town, latest)
    write = numbers.Writing(speech.unit, language, speech.decimals)
    unit = "" if speech.unit == "%" else numbers.unit_in_words(speech.unit, language)
    counted = "" if speech.unit == "count" else numbers.figure_count(latest, language)
    return {
        "title": text_of(speech.indicator["title"], language)[0],
        "unit": unit,
        "figure": numbers.figure(latest, speech.unit, language, speech.decimals),
        "count": numbers.DASH if counted == word("no_count", language) else counted or numbers.DASH,
        "region": numbers.figure(beside, speech.unit, language, speech.decimals) if beside else numbers.DASH,
        "similar": write(similar) if similar is not None else numbers.DASH,
        "period": numbers.period(latest.period, language),
        "spark": pictures.spark(town, speech, figures),
    }
