"""What a report says, as plain data for its template: all text is made here, the template only sets it."""

import io
import os
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import segno

from liim.editions import Figure
from liim.model import Language, Status
from liim.publish import numbers, places, sentences, tables, verdicts
from liim.publish.report import pictures
from liim.publish.sentences import Speech
from liim.publish.town import Town
from liim.publish.words import text_of, word

ADDRESS = "LIIM_ADDRESS"  # where the site stands, without a slash at the end
_SIGNS = (Status.WITHHELD, Status.MISSING, Status.NOT_APPLICABLE, Status.NOT_YET)
_MARKS = (Status.PROVISIONAL, Status.ESTIMATED, Status.BOUNDED)
_WORDS = (
    "report_subject municipality edition made_on address page contents guide guide_1 guide_2 guide_3 guide_4 signs "
    "sign meaning marks mark_line mark_dot mark_strip in_short in_short_lead indicator figure years place method "
    "definition cautions to_verify withheld_title withheld_lead withheld_none sources sources_lead"
)


def content(town: Town, language: Language) -> dict[str, Any]:
    """Everything that the template of a report needs."""
    edition, name = town.edition, places.name(town.area, language)
    address = permanent_address(town, language)
    return {
        "language": language,
        "catalogue_language": _catalogue_language(town, language),
        "name": name,
        "title": word("report_title", language, name=name),
        "edition": edition.id,
        "date": numbers.day(created(town).date(), language),
        "fictitious": word("fictitious", language) if edition.is_fictitious else None,
        "address": address,
        "qr": _qr(address, language),
        "words": {key: word(key, language) for key in _WORDS.split()},
        "signs": _signs(language),
        "short": [row for row in (_in_short(town, speech) for speech in _speeches(town, language)) if row],
        "chapters": _chapters(town, language),
        "methods": [_method(speech) for speech in _speeches(town, language) if _has_figures(town, speech)],
        "withheld": _withheld(town, language),
        "sources": _sources(town, language),
    }


def _catalogue_language(town: Town, language: Language) -> str:
    """The language of titles and definitions: what is not translated yet is shown, and read aloud, in Dutch."""
    return language if all(language in one["title"] for one in town.indicators.values()) else "nl"


def permanent_address(town: Town, language: Language) -> str:
    """Where the same figures stand for good."""
    base = os.environ.get(ADDRESS, "http://127.0.0.1:8000").rstrip("/")
    kind = "gemeente" if town.area["level"] == "municipality" else "gebied"
    slug = places.slug(town.area["name_nl"])  # an address is the same in every language
    return f"{base}/{language}/editie/{town.edition.id}/{kind}/{slug}-{town.area['code']}/"


def created(town: Town) -> datetime:
    """When the edition was made; its documents carry that moment, so that they are the same whenever they are made."""
    return datetime.fromisoformat(town.edition.manifest["created"])


def _qr(address: str, language: Language) -> pictures.Picture:
    buffer = io.BytesIO()
    segno.make(address, error="m").save(buffer, kind="svg", border=0, xmldecl=False, svgns=True, dark="#1a1a1a")
    return {"svg": buffer.getvalue().decode(), "alt": word("alt_qr", language)}


def _speeches(town: Town, language: Language) -> list[Speech]:
    made = []
    for id_, indicator in town.indicators.items():
        figures = [*town.totals(id_), *town.classes(id_)]
        made.append(
            Speech(indicator=indicator, language=language, decimals=numbers.decimals(figures, indicator["unit"]))
        )
    return made


def _signs(language: Language) -> list[list[str]]:
    """Every sign with its meaning; zero among them, since it is a figure."""
    rows = [[numbers.sign(one, language), numbers.status_in_words(one, language)] for one in _SIGNS]
    rows.append([numbers.count(0, language), word("status_zero", language)])
    return [*rows, *([numbers.sign(one, language), numbers.status_in_words(one, language)] for one in _MARKS)]


def _in_short(town: Town, speech: Speech) -> dict[str, Any] | None:
    """The row of one indicator on the page in short: those that are not only broken down."""
    figures = town.totals(speech.indicator["id"])
    if not figures or _is_trivial(speech):
        return None
    latest = _last_shown(figures)
    return {
        "title": text_of(speech.indicator["title"], speech.language)[0],
        "figure": numbers.figure(latest, speech.unit, speech.language, speech.decimals),
        "unit": "" if speech.unit == "%" else numbers.unit_in_words(speech.unit, speech.language),
        "count": _counts(latest, speech.language),
        "period": numbers.period(latest.period, speech.language),
        "spark": pictures.spark(town, speech, figures),
        "strip": pictures.strip(town, speech, latest, small=True),
    }


def _counts(figure: Figure, language: Language) -> str:
    """How many, out of how many."""
    if figure.numerator is None or figure.denominator is None:
        return ""
    whole = numbers.count(figure.denominator, language)
    return word("out_of", language, number=numbers.count(figure.numerator, language), whole=whole)


def _is_trivial(speech: Speech) -> bool:
    """The whole of a composition is 100 %, and a breakdown's total stands with another indicator."""
    return bool(speech.indicator["formula"]["kind"] == "composition" or speech.indicator["breakdowns"])


def _chapters(town: Town, language: Language) -> list[dict[str, Any]]:
    """The chapters in their order; what has no figure yet is named at the end of its chapter."""
    chapters: dict[str, dict[str, Any]] = {}
    for speech in _speeches(town, language):
        theme = speech.indicator["theme"]
        empty = {
            "title": text_of(theme["title"], language)[0],
            "order": theme["order"],
            "indicators": [],
            "without": [],
        }
        chapter = chapters.setdefault(theme["id"], empty)
        if _has_figures(town, speech):
            chapter["indicators"].append(_indicator(town, speech))
        else:
            chapter["without"].append(text_of(speech.indicator["title"], language)[0])
    for chapter in chapters.values():
        titles = "; ".join(chapter["without"])
        chapter["without"] = word("never_delivered", language, titles=titles) if titles else ""
    return sorted(chapters.values(), key=lambda chapter: int(chapter["order"]))


def _has_figures(town: Town, speech: Speech) -> bool:
    id_ = speech.indicator["id"]
    return bool(town.totals(id_) or town.classes(id_))


def _indicator(town: Town, speech: Speech) -> dict[str, Any]:
    """Sentences, chart and table of the whole, then those by class."""
    indicator, language = speech.indicator, speech.language
    title = text_of(indicator["title"], language)[0]
    made: dict[str, Any] = {
        "id": indicator["id"],
        "title": title,
        "sentences": [],
        "breaks": [],
    }
    totals, classes = town.totals(indicator["id"]), town.classes(indicator["id"])
    if totals and not _is_trivial(speech):
        made["sentences"] = _read(town, speech, totals)
        if any(_has_something_to_draw(one) for one in totals):
            made["trend"] = pictures.trend(town, speech, totals)
            made["strip"] = pictures.strip(town, speech, _last_shown(totals))
        if any(one.status != Status.NOT_APPLICABLE for one in totals):
            made["table"] = tables.by_period(town, speech, totals).as_data()
    if classes and all(one.status == Status.NOT_APPLICABLE for one in classes):
        made["sentences"] = [one.text for one in sentences.blank(speech, classes[-1], town.area)]
    elif classes:
        period = _last_shown(classes).period
        made["bars"] = pictures.bars(town, speech, classes, period)
        made["classes"] = tables.by_class(town, speech, classes, period).as_data()
    if "table" in made or "bars" in made:
        made["breaks"] = _breaks(speech)
    return made


def _has_something_to_draw(figure: Figure) -> bool:
    return figure.is_shown or figure.status == Status.BOUNDED


def _read(town: Town, speech: Speech, totals: Sequence[Figure]) -> list[str]:
    """What is said of the undivided figures: with verdicts of tests, else with the region's figure beside."""
    latest = totals[-1]
    other = verdicts.comparison(town, speech, latest) or verdicts.beside(town, speech, latest)
    said = sentences.read(speech, totals, town.area, [other] if other else [])
    return [one.text for one in (*said, *verdicts.trend(town, speech, totals))]


def _last_shown(figures: Sequence[Figure]) -> Figure:
    """The latest figure with a number, else the latest."""
    by_period = sorted(figures, key=lambda one: one.period)
    return next((one for one in reversed(by_period) if one.is_shown), by_period[-1])


def _breaks(speech: Speech) -> list[str]:
    return [
        word("break", speech.language, period=one["period"], why=text_of(one["why"], speech.language)[0])
        for one in speech.indicator["breaks"]
    ]


def _method(speech: Speech) -> dict[str, Any]:
    indicator, language = speech.indicator, speech.language
    return {
        "id": indicator["id"],
        "title": text_of(indicator["title"], language)[0],
        "definition": text_of(indicator["definition"], language)[0],
        "cautions": [text_of(one, language)[0] for one in indicator["cautions"]],
        "to_verify": [text_of(one, language)[0] for one in indicator["to_verify"]],
        "breaks": _breaks(speech),
    }


def _withheld(town: Town, language: Language) -> dict[str, Any]:
    rows = [
        [id_, text_of(town.indicators[id_]["title"], language)[0], str(hidden), str(every)]
        for id_, (hidden, every) in town.withheld().items()
        if hidden
    ]
    head = [word("indicator", language), "", word("sign_withheld", language), word("figures_made", language)]
    return {"head": head, "rows": rows}


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
