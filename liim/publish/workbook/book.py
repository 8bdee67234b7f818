"""A workbook while it is written: its looks, its contents, its sheets; under its final name once it is whole."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import XlsxFileError
from xlsxwriter.format import Format

from liim.editions import Edition
from liim.model import Language
from liim.publish.words import word
from liim.publish.workbook.sheets import Sheet
from liim.sources.mark import MARK

_WIDTHS = {  # in letters, by column
    name: width
    for width, names in {
        14: ("level", "similar"),
        26: ("name", "class", "theme", "column", "kind_of_code"),
        32: ("status_in_words", "moment", "polarity"),
        46: ("title", "compared", "notes"),
        80: ("definition", "cautions", "breaks", "about"),
    }.items()
    for name in names
}
_COUNTS = ("numerator", "denominator", "numerator_lower", "numerator_upper")
_VALUES = ("value", "lower", "upper", "region", "similar")
_LONG = {"definition", "cautions", "breaks", "about"}


@dataclass(frozen=True)
class Book:
    """A workbook that is being written, and what its sheets are called so far."""

    file: xlsxwriter.Workbook
    language: Language
    sheets: list[tuple[str, str]] = field(default_factory=list)
    without: list[tuple[str, str]] = field(default_factory=list)  # themes and indicators that have no figure, and why

    @cached_property
    def heading(self) -> Format:
        """The look of a head of a column."""
        return self.file.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})

    @cached_property
    def looks(self) -> dict[str, Format]:
        """The looks of columns, by name."""
        count, value, long = (
            self.file.add_format(one)
            for one in ({"num_format": "#,##0"}, {"num_format": "#,##0.0"}, {"text_wrap": True, "valign": "top"})
        )
        return {**dict.fromkeys(_COUNTS, count), **dict.fromkeys(_VALUES, value), **dict.fromkeys(_LONG, long)}

    def sheet(
        self,
        name: str,
        about: str,
        columns: Sequence[str],
        *,
        heads: Sequence[str] | None = None,
        frozen: int = 0,
    ) -> Sheet:
        """A new sheet, its head frozen and its first columns as well; `columns` name the looks of its columns."""
        made: Sheet = self.file.add_worksheet(name, Sheet)
        self.sheets.append((name, about))
        for place, column in enumerate(columns):
            made.set_column(place, place, _WIDTHS.get(column, 12), self.looks.get(column))
        for place, head in enumerate(heads or [word(f"column_{column}", self.language) for column in columns]):
            made.write_string(0, place, head, self.heading)
        made.freeze_panes(1, frozen)
        made.repeat_rows(0)
        made.set_landscape()
        made.set_paper(9)  # A4
        return made


@contextmanager
def written(edition: Edition, path: Path, title: str, language: Language) -> Iterator[Book]:
    """A workbook under its final name once it is whole; its first sheet tells what it holds.

    Raises OSError where it cannot be written, and leaves nothing behind then.
    """
    with _aside(path) as partial:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        file = xlsxwriter.Workbook(partial, options | {"tmpdir": str(partial.parent)})
        made = datetime.fromisoformat(edition.manifest["created"]).replace(tzinfo=None)
        keywords = MARK if edition.is_fictitious else ""
        file.set_properties({"title": title, "author": "LIIM", "keywords": keywords, "created": made})
        book = Book(file, language)
        first = file.add_worksheet(word("sheet_contents", language), Sheet)
        try:
            yield book
            _contents(book, first, edition, title)
            _close(file)
        finally:
            for sheet in file.worksheets():
                sheet.let_go()
        partial.replace(path)


def _close(file: xlsxwriter.Workbook) -> None:
    """Put the parts together; OSError where there is no room, which the library wraps in an error of its own."""
    try:
        file.close()
    except XlsxFileError as error:
        (reason,) = error.args
        raise reason if isinstance(reason, OSError) else OSError(str(error)) from error


@contextmanager
def _aside(path: Path) -> Iterator[Path]:
    """Where a workbook grows: in a folder beside its final place, which is cleared also where a run was broken off."""
    folder = path.with_name(f".{path.name}.part")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder / path.name
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _contents(book: Book, sheet: Sheet, edition: Edition, title: str) -> None:
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 90)
    large = book.file.add_format({"bold": True, "font_size": 16})
    sheet.write_string(0, 0, title, large)
    sheet.write_string(1, 0, word("edition", book.language))
    sheet.write_string(1, 1, edition.id)
    if edition.is_fictitious:
        sheet.write_string(2, 0, word("fictitious", book.language), book.file.add_format({"bold": True}))
    sheet.write_string(3, 0, word("column_sheet", book.language), book.heading)
    sheet.write_string(3, 1, word("column_about", book.language), book.heading)
    link = book.file.add_format({"font_color": "#0b6467", "underline": 1})
    for row, (name, about) in enumerate(book.sheets, start=4):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", link, name)
        sheet.write_string(row, 1, about)
    for row, (name, why) in enumerate(book.without, start=4 + len(book.sheets)):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, why)
