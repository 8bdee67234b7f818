"""One page per chapter: cards with a title, a sentence and a picture, as many as the page holds."""

from collections.abc import Sequence
from typing import Any

from liim.model import Status
from liim.publish import numbers, places
from liim.publish.highlights import is_part
from liim.publish.report import chapters, front, gaps, pictures
from liim.publish.sentences import Speech
from liim.publish.town import Town
from liim.publish.words import text_of, word

_MOST_BARS = 10  # classes on a card; more stand in the full report
_WIDE = (330, 120)  # of a trend on a card


class NoSuchChapter(ValueError):
    """A chapter that the catalogue does not have."""


def sheets(town: Town, every: Sequence[Speech], only: str = "") -> list[dict[str, Any]]:
    """A sheet per theme in the order of the report; one alone where it is asked for by its id."""
    themes = {one.indicator["theme"]["id"]: one.indicator["theme"] for one in every}
    if only and only not in themes:
        raise NoSuchChapter(f"There is no chapter {only!r}. There are: {', '.join(themes)}.")
    chosen = [theme for id_, theme in themes.items() if only in {"", id_}]
    return [_sheet(town, theme, every) for theme in sorted(chosen, key=lambda theme: int(theme["order"]))]


def _sheet(town: Town, theme: dict[str, Any], every: Sequence[Speech]) -> dict[str, Any]:
    of_theme = [one for one in every if one.indicator["theme"]["id"] == theme["id"] and chapters.has_figures(town, one)]
    of_theme.sort(key=lambda one: one.indicator["id"] not in {*front.FIRST, *gaps.declared()})  # what may not fall off
    told = [card for one in of_theme if (card := _card(town, one))]
    language, the_area = every[0].language, places.the(town.area, every[0].language)
    return {
        "title": text_of(theme["title"], language)[0],
        "cards": told,
        "lead": "" if told else word("nothing_in_theme", language, the_area=the_area),
        "more": [text_of(one.indicator["title"], language)[0] for one in of_theme if _is_too_large(town, one)],
        "also": word("also_in", language, titles="{titles}"),
    }


def _card(town: Town, speech: Speech) -> dict[str, Any] | None:
    """A card; none for what does not apply, or for a table too large for a card."""
    id_, language = speech.indicator["id"], speech.language
    totals, classes = town.totals(id_), chapters.latest_classes(town, speech)
    said = [one.text for one in chapters.spoken(town, speech)]
    card: dict[str, Any] = {"title": text_of(speech.indicator["title"], language)[0], "said": said[:2], "figure": ""}
    if id_ in gaps.declared() and (picture := gaps.gap_picture(town, speech, 330)):
        return card | {"picture": picture}
    if totals and not is_part(speech):
        latest = chapters.last_shown(totals)
        if latest.status == Status.NOT_APPLICABLE:
            return None
        card["figure"] = numbers.figure(latest, speech.unit, language, speech.decimals)
        card["unit"] = "" if speech.unit == "%" else numbers.unit_in_words(speech.unit, language)
        card["period"] = numbers.period(latest.period, language)
        if latest.is_shown and sum(map(chapters.has_something_to_draw, totals)) > 1:
            card["picture"] = pictures.trend(town, speech, totals, _WIDE)
        elif latest.is_shown:
            card["picture"] = pictures.strip(town, speech, latest, (330, 48))
        return card
    shown = [one for one in classes if one.is_shown]
    if not shown or _is_too_large(town, speech):
        return {**card, "said": said[:1]} if said and not shown else None
    return (
        card
        | {"said": [], "period": numbers.period(classes[0].period, language)}
        | {"picture": pictures.bars(town, speech, classes, 330)}
    )


def _is_too_large(town: Town, speech: Speech) -> bool:
    """Whether an indicator has more classes than a card holds."""
    classes = chapters.latest_classes(town, speech)
    told = town.totals(speech.indicator["id"]) and not is_part(speech)
    return not told and len(classes) > _MOST_BARS and any(one.is_shown for one in classes)
