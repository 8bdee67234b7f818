"""The workbook of one place: a sheet per theme, all years and classes, absolute and relative, compared, with notes."""

from pathlib import Path

import polars as pl

from liim.editions import Edition, Figure
from liim.model import Language
from liim.publish import numbers, places, sentences, verdicts
from liim.publish.class_sentences import STRICTEST
from liim.publish.sentences import Speech
from liim.publish.tables import class_name, in_order
from liim.publish.town import Town, town
from liim.publish.words import text_of, word
from liim.publish.workbook.book import Book, written
from liim.publish.workbook.explained import codes, columns, dictionary

OF_A_PLACE = {
    **dict.fromkeys(("indicator", "title", "period", "class"), pl.String),
    **dict.fromkeys(("numerator", "denominator", "value"), pl.Float64),
    "unit": pl.String,
    **dict.fromkeys(("lower", "upper", "numerator_lower", "numerator_upper", "region", "similar"), pl.Float64),
    **dict.fromkeys(("compared", "notes", "status_in_words", "status", "reason", "flags", "source"), pl.String),
}
_LONGEST_NAME = 31  # letters in the name of a sheet
_FLAGS = ("rebuilt", "low_reliability", "carried_over")


def workbook(edition: Edition, nis: str, path: Path, language: Language = "nl") -> None:
    """All years of one place, a sheet per theme. Raises NoSuchArea for a code that is no area of today."""
    workbook_of(town(edition, nis), path, language)


def workbook_of(place: Town, path: Path, language: Language = "nl") -> None:
    """The same of a place that is at hand, be it a group that somebody put together.

    Raises OSError where the workbook cannot be written; nothing is left behind then.
    """
    edition = place.edition
    name, in_area = places.name(place.area, language), places.inside(place.area, language)
    title = word("report_title", language, name=name, in_area=in_area)
    with written(edition, path, title, language) as book:
        themes = {one["theme"]["id"]: one["theme"] for one in edition.indicators.values()}
        for theme in sorted(themes.values(), key=lambda one: int(one["order"])):
            _theme(book, place, theme["id"], text_of(theme["title"], language)[0])
        dictionary(book, edition)
        columns(book, tuple(OF_A_PLACE))
        codes(book)


def _theme(book: Book, place: Town, theme: str, title: str) -> None:
    """A sheet; the contents name the themes and the indicators that have no figure."""
    rows, shown, without = [], 0, []
    for id_, indicator in place.indicators.items():
        if indicator["theme"]["id"] == theme:
            figures = [*place.totals(id_), *in_order(indicator, place.classes(id_))]
            speech = Speech(
                indicator=indicator, language=book.language, decimals=numbers.decimals(figures, indicator["unit"])
            )
            rows += [_row(speech, place, one) for one in figures]
            if figures:
                shown += 1
            else:
                without.append(text_of(indicator["title"], book.language)[0])
    the_area = places.the(place.area, book.language)
    if not rows:
        book.without.append((title, word("nothing_in_theme", book.language, the_area=the_area)))
        return
    book.without.extend((one, word("nothing_of_indicator", book.language, the_area=the_area)) for one in without)
    sheet = book.sheet(title[:_LONGEST_NAME], _how_many(shown, book.language), tuple(OF_A_PLACE), frozen=2)
    sheet.write_frame(1, pl.DataFrame(rows, schema=OF_A_PLACE, orient="row"), book.looks)
    sheet.autofilter(0, 0, len(rows), len(OF_A_PLACE) - 1)


def _how_many(indicators: int, language: Language) -> str:
    """What the contents say of a sheet, so that a short one is no surprise: a theme may have one indicator."""
    return word("one_indicator" if indicators == 1 else "many_indicators", language, many=str(indicators))


def _row(speech: Speech, place: Town, one: Figure) -> tuple[str | float | None, ...]:
    indicator, language, beside = speech.indicator, speech.language, place.beside(one)
    return (
        one.indicator,
        text_of(indicator["title"], language)[0],
        one.period,
        class_name(indicator, one, language),
        one.numerator,
        one.denominator,
        one.value,
        numbers.unit_in_words(indicator["unit"], language),
        one.lower,
        one.upper,
        one.numerator_lower,
        one.numerator_upper,
        beside.value if beside else None,
        verdicts.similar_value(place, one),
        _compared(speech, place, one),
        _notes(speech, place, one),
        numbers.status_in_words(one.status, language),
        one.status,
        one.reason,
        ",".join(one.flags),
        one.source,
    )


def _compared(speech: Speech, place: Town, one: Figure) -> str:
    """What a test says of it; of a class only where it is clear beyond the doubt that so many tests together raise."""
    row = verdicts.row_of(place, one)
    if row is None or not (one.is_total or row["band"] == STRICTEST):
        return ""
    other = verdicts.comparison(place, speech, one)
    return sentences.compared(speech, one, other).text if other else ""


def _notes(speech: Speech, place: Town, one: Figure) -> str:
    """Why there is no figure, and what to know where there is one."""
    period = numbers.period(one.period, speech.language)
    said = sentences.remarks(speech, one) if one.is_shown else sentences.blank(speech, one, place.area)
    told = [each.text for each in said]
    told += [word(flag, speech.language, periods=period) for flag in _FLAGS if flag in one.flags]
    if "break" in one.flags:
        told += [
            word("break", speech.language, period=period, why=text_of(each["why"], speech.language)[0])
            for each in speech.indicator["breaks"]
            if one.period.startswith(each["period"])
        ]
    return " ".join(told)
