"""Workbooks: one of all municipalities and indicators, and one per municipality. Numbers stay numbers.

A blank is told by a sign and a status, never by an empty cell alone. Text is written as text: nothing that a source
delivers can become a formula.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from liim.editions import Edition, Figure
from liim.model import Language, Status
from liim.observations import BREAKDOWNS
from liim.publish import numbers, places
from liim.publish.tables import class_name, in_order
from liim.publish.town import TODAY, Town, town
from liim.publish.words import text_of, word
from liim.sources.mark import MARK

MOST_ROWS = 1_048_000  # a sheet of Excel holds few more
_TIDY = (
    *("indicator", "title", "area", "name", "level", "period", "class", "numerator", "denominator", "value", "unit"),
    *("lower", "upper", "numerator_lower", "numerator_upper", "status_in_words", "status", "reason", "flags", "source"),
)
_OF_A_TOWN = (
    *("indicator", "title", "period", "class", "numerator", "denominator", "value", "unit", "lower", "upper"),
    *("numerator_lower", "numerator_upper", "region", "status_in_words", "status", "reason", "flags", "source"),
)
_WIDTHS = {"title": 34, "name": 22, "class": 26, "status_in_words": 30, "definition": 80, "cautions": 80, "breaks": 60}
_COUNTS = {"numerator", "denominator", "numerator_lower", "numerator_upper"}
_EXPLAINED = {"numerator", "denominator", "value", "lower", "numerator_lower", "area"}

Cell = str | float | None


@dataclass(frozen=True)
class Book:
    """A workbook that is being written, its formats, and what its sheets are called so far."""

    file: xlsxwriter.Workbook
    language: Language
    sheets: list[tuple[str, str]] = field(default_factory=list)

    def heading(self) -> Format:
        """The look of a head of a column."""
        return self.file.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})

    def sheet(self, name: str, about: str, columns: Sequence[str], *, heads: Sequence[str] | None = None) -> Worksheet:
        """A new sheet with its head frozen; `columns` name the looks of its columns."""
        made = self.file.add_worksheet(name)
        self.sheets.append((name, about))
        count, value = self.file.add_format({"num_format": "#,##0"}), self.file.add_format({"num_format": "0.0"})
        looks = {**dict.fromkeys(_COUNTS, count), **dict.fromkeys(("value", "lower", "upper", "region"), value)}
        for place, column in enumerate(columns):
            made.set_column(place, place, _WIDTHS.get(column, 12), looks.get(column))
        heading = self.heading()
        for place, head in enumerate(heads or [word(f"column_{column}", self.language) for column in columns]):
            made.write_string(0, place, head, heading)
        made.freeze_panes(1, 0)
        return made


def overview(edition: Edition, path: Path, language: Language = "nl") -> None:
    """Every figure of today's division: contents, one tidy table, a wide sheet per indicator, what it all means."""
    figures = _figures(edition, language)
    with _book(edition, path, word("overview_title", language), language) as book:
        _tidy(book, figures)
        for id_ in edition.indicators:
            _wide(book, edition, id_)
        _dictionary(book, edition)
        _statuses(book)


def workbook(edition: Edition, nis: str, path: Path, language: Language = "nl") -> None:
    """All years of one place, a sheet per theme. Raises NoSuchArea for a code that is no area of today."""
    workbook_of(town(edition, nis), path, language)


def workbook_of(place: Town, path: Path, language: Language = "nl") -> None:
    """The same of a place that is at hand, be it a group that somebody put together."""
    edition = place.edition
    title = word("report_title", language, name=places.name(place.area, language))
    with _book(edition, path, title, language) as book:
        held = {one["indicator"] for one in edition.availability}
        themes = {one["theme"]["id"]: one["theme"] for id_, one in edition.indicators.items() if id_ in held}
        for theme in sorted(themes.values(), key=lambda one: int(one["order"])):
            _theme(book, place, theme["id"], text_of(theme["title"], language)[0])
        _dictionary(book, edition)
        _statuses(book)


@contextmanager
def _book(edition: Edition, path: Path, title: str, language: Language) -> Iterator[Book]:
    """A workbook under its final name once it is whole; its first sheet tells what it holds."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        partial = Path(folder) / path.name
        file = xlsxwriter.Workbook(
            partial,
            {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "tmpdir": folder},
        )
        made = datetime.fromisoformat(edition.manifest["created"]).replace(tzinfo=None)
        keywords = MARK if edition.is_fictitious else ""
        file.set_properties({"title": title, "author": "LIIM", "keywords": keywords, "created": made})
        book = Book(file, language)
        first = file.add_worksheet(word("sheet_contents", language))
        yield book
        _contents(book, first, edition, title)
        file.close()
        partial.replace(path)


def _contents(book: Book, sheet: Worksheet, edition: Edition, title: str) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    large = book.file.add_format({"bold": True, "font_size": 16})
    sheet.write_string(0, 0, title, large)
    sheet.write_string(1, 0, word("edition", book.language))
    sheet.write_string(1, 1, edition.id)
    if edition.is_fictitious:
        sheet.write_string(2, 0, word("fictitious", book.language), book.file.add_format({"bold": True}))
    sheet.write_string(3, 0, word("column_sheet", book.language), book.heading())
    sheet.write_string(3, 1, "", book.heading())
    link = book.file.add_format({"font_color": "#0b6467", "underline": 1})
    for row, (name, about) in enumerate(book.sheets, start=4):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", link, name)
        sheet.write_string(row, 1, about)


def _figures(edition: Edition, language: Language) -> pl.DataFrame:
    """Today's figures with the columns of the tidy sheet, in the order of the report."""
    order = pl.DataFrame({"indicator": list(edition.indicators), "place": range(len(edition.indicators))})
    names = pl.DataFrame(
        [(code, places.name(area, language), area["level"]) for code, area in edition.areas.items()],
        schema=["area", "name", "level"],
        orient="row",
    )
    told = {
        "title": {id_: text_of(one["title"], language)[0] for id_, one in edition.indicators.items()},
        "unit": {id_: numbers.unit_in_words(one["unit"], language) for id_, one in edition.indicators.items()},
    }
    statuses = {one.value: numbers.status_in_words(one, language) for one in Status}
    read = pl.read_parquet(edition.folder / "figures.parquet").filter(geography=TODAY)
    return (
        read.join(names, on="area", how="left")
        .join(order, on="indicator", how="left")
        .with_columns(
            pl.col("indicator").replace_strict(told["title"]).alias("title"),
            pl.col("indicator").replace_strict(told["unit"]).alias("unit"),
            pl.col("status").replace_strict(statuses).alias("status_in_words"),
            _classes(edition, language).alias("class"),
        )
        .sort("place", "area", "period", *BREAKDOWNS)
        .select(_TIDY)
    )


def _classes(edition: Edition, language: Language) -> pl.Expr:
    """The names of the classes of a row; a code means the same wherever it stands."""
    named = {
        one["code"]: text_of(one["title"], language)[0]
        for indicator in edition.indicators.values()
        for breakdown in indicator["breakdowns"]
        for one in breakdown["classes"]
    }
    parts = [pl.when(pl.col(b) != "total").then(pl.col(b).replace(named)) for b in BREAKDOWNS]
    return pl.concat_str(parts, separator=", ", ignore_nulls=True)


def _tidy(book: Book, figures: pl.DataFrame) -> None:
    name, about = word("sheet_figures", book.language), word("about_figures", book.language)
    for start in range(0, max(figures.height, 1), MOST_ROWS):
        part = figures.slice(start, MOST_ROWS)
        number = f" {start // MOST_ROWS + 1}" if start else ""
        sheet = book.sheet(name + number, about, _TIDY)
        _write(sheet, part.iter_rows())
        sheet.autofilter(0, 0, part.height, len(_TIDY) - 1)


def _write(sheet: Worksheet, rows: Iterator[tuple[Cell, ...]] | Sequence[Sequence[Cell]]) -> int:
    """Rows below the head: numbers as numbers, text as text, nothing for nothing; how many there were."""
    height = 0
    for height, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                if cell:
                    sheet.write_string(height, place, cell)
            elif cell is not None:
                sheet.write_number(height, place, cell)
    return height


def _wide(book: Book, edition: Edition, id_: str) -> None:
    """One row per area, one column per period and class: values first, then counts."""
    indicator = edition.indicators[id_]
    figures = in_order(indicator, edition.figures(id_, TODAY))
    if not figures:
        return
    language = book.language
    keys = sorted({(one.period, one.classes) for one in figures}, key=lambda key: key[0])
    names = {one.classes: class_name(indicator, one, language) for one in figures}
    order = list(dict.fromkeys(one.classes for one in figures))
    keys.sort(key=lambda key: (order.index(key[1]), key[0]))
    has_counts = any(one.numerator is not None for one in figures)
    kinds = ["value", "numerator"] if has_counts and indicator["unit"] != "count" else ["value"]
    heads = [word("column_area", language), word("column_name", language)]
    for kind in kinds:
        label = numbers.unit_in_words(indicator["unit"] if kind == "value" else "count", language)
        heads += [" · ".join(part for part in (names[classes], period, label) if part) for period, classes in keys]
    looks = ["area", "name", *(kind for kind in kinds for _ in keys)]
    sheet = book.sheet(id_, text_of(indicator["title"], language)[0], looks, heads=heads)
    by_area: dict[str, dict[tuple[str, tuple[tuple[str, str], ...]], Figure]] = {}
    for one in figures:
        by_area.setdefault(one.area, {})[one.period, one.classes] = one
    rows: list[list[Cell]] = []
    for area in sorted(by_area, key=lambda code: (edition.areas[code]["level"] != "municipality", code)):
        row: list[Cell] = [area, places.name(edition.areas[area], language)]
        row += [_cell(by_area[area].get(key), kind, language) for kind in kinds for key in keys]
        rows.append(row)
    _write(sheet, rows)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(rows), len(heads) - 1)


def _cell(figure: Figure | None, kind: str, language: Language) -> Cell:
    """A number, or the sign that says why there is none."""
    if figure is None:
        return None
    number: float | None = getattr(figure, kind)
    if number is not None:
        return number
    return numbers.figure_count(figure, language) if kind == "numerator" else numbers.sign(figure.status, language)


def _theme(book: Book, place: Town, theme: str, title: str) -> None:
    rows: list[list[Cell]] = []
    for id_, indicator in place.indicators.items():
        if indicator["theme"]["id"] == theme:
            figures = [*place.totals(id_), *in_order(indicator, place.classes(id_))]
            rows += [_row(book, place, one) for one in figures]
    if rows:
        sheet = book.sheet(title[:31], title, _OF_A_TOWN)
        sheet.autofilter(0, 0, _write(sheet, rows), len(_OF_A_TOWN) - 1)


def _row(book: Book, place: Town, one: Figure) -> list[Cell]:
    indicator, language, beside = place.indicators[one.indicator], book.language, place.beside(one)
    return [
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
        numbers.status_in_words(one.status, language),
        one.status,
        one.reason,
        ",".join(one.flags),
        one.source,
    ]


def _dictionary(book: Book, edition: Edition) -> None:
    language = book.language
    columns = ("indicator", "title", "unit", "polarity", "definition", "cautions", "breaks")
    sheet = book.sheet(word("sheet_dictionary", language), word("about_dictionary", language), columns)
    rows: list[list[Cell]] = [
        [
            id_,
            text_of(one["title"], language)[0],
            numbers.unit_in_words(one["unit"], language),
            one["polarity"],
            text_of(one["definition"], language)[0],
            " ".join(text_of(text, language)[0] for text in one["cautions"]),
            " ".join(f"{part['period']}: {text_of(part['why'], language)[0]}" for part in one["breaks"]),
        ]
        for id_, one in edition.indicators.items()
    ]
    explained = [column for column in _TIDY if column in _EXPLAINED]
    rows.append([])
    rows += [[word(f"column_{column}", language), word(f"about_{column}", language)] for column in explained]
    _write(sheet, rows)


def _statuses(book: Book) -> None:
    language = book.language
    columns = ("status", "sign", "status_in_words")
    sheet = book.sheet(word("sheet_statuses", language), word("about_statuses", language), columns)
    rows: list[list[Cell]] = [
        [one.value, numbers.sign(one, language), numbers.status_in_words(one, language)] for one in Status
    ]
    _write(sheet, rows)
