"""The data dictionary of a workbook: what every indicator, every column and every code means."""

from collections.abc import Sequence

import polars as pl

from liim.catalogue.method_sheet import MOMENTS
from liim.editions import Edition
from liim.model import Status
from liim.publish import numbers
from liim.publish.words import text_of, word
from liim.publish.workbook.book import Book
from liim.translations import translate

REASONS = (
    *(
        "outside_scope",
        "not_delivered",
        "not_additive",
        "no_denominator",
        "denominator_is_zero",
        "only_larger_areas",
        "denominator_withheld",
    ),
    *("part_missing", "part_not_yet", "part_withheld", "moves_between_parts", "level_is_bounded"),
    *("hidden_by_source", "missing_at_source"),
    *("protects_people", "too_few_respondents"),
)
FLAGS = ("rebuilt", "break", "low_reliability", "carried_over")
_INDICATOR = ("indicator", "title", "theme", "unit", "moment", "polarity", "definition", "cautions", "breaks")
_COLUMN = ("column", "about")
_CODE = ("kind_of_code", "status", "sign", "about")


def dictionary(book: Book, edition: Edition) -> None:
    """A sheet of all indicators of the catalogue: also those that have no figure yet."""
    language = book.language
    rows = [
        (
            id_,
            text_of(one["title"], language)[0],
            text_of(one["theme"]["title"], language)[0],
            numbers.unit_in_words(one["unit"], language),
            translate(MOMENTS[one["moment"]], language) if one["moment"] in MOMENTS else one["moment"],
            word(f"polarity_{one['polarity']}", language),
            text_of(one["definition"], language)[0],
            " ".join(text_of(text, language)[0] for text in one["cautions"]),
            " ".join(f"{part['period']}: {text_of(part['why'], language)[0]}" for part in one["breaks"]),
        )
        for id_, one in edition.indicators.items()
    ]
    _sheet(book, "dictionary", _INDICATOR, rows)


def columns(book: Book, named: Sequence[str]) -> None:
    """A sheet of the columns of the tables before it."""
    rows = [(word(f"column_{one}", book.language), word(f"about_{one}", book.language)) for one in named]
    _sheet(book, "columns", _COLUMN, rows)


def codes(book: Book) -> None:
    """A sheet of statuses with their signs, and of the codes of reasons and flags."""
    language = book.language
    rows = [
        (
            word("column_status_in_words", language),
            one.value,
            numbers.sign(one, language),
            numbers.status_in_words(one, language),
        )
        for one in Status
    ]
    for kind, every in (("reason", REASONS), ("flag", FLAGS)):
        rows += [(word(f"code_{kind}", language), one, "", word(f"{kind}_{one}", language)) for one in every]
    _sheet(book, "statuses", _CODE, rows)


def _sheet(book: Book, name: str, named: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    sheet = book.sheet(word(f"sheet_{name}", book.language), word(f"about_{name}", book.language), named, frozen=1)
    sheet.write_frame(1, pl.DataFrame(rows, schema=dict.fromkeys(named, pl.String), orient="row"), book.looks)
    sheet.autofilter(0, 0, len(rows), len(named) - 1)
