"""The overview: every figure of today's division as one tidy table, and a wide sheet per indicator to paste from."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from liim.editions import Edition
from liim.model import HAS_A_COUNT, Language, Status
from liim.observations import BREAKDOWNS
from liim.publish import numbers, places
from liim.publish.town import TODAY
from liim.publish.words import text_of, word
from liim.publish.workbook.book import Book, written
from liim.publish.workbook.explained import codes, columns, dictionary

MOST_ROWS = 1_048_000  # a sheet of Excel holds few more
TIDY = (
    *("indicator", "title", "area", "name", "level", "period", "class", "numerator", "denominator", "value", "unit"),
    *("lower", "upper", "numerator_lower", "numerator_upper", "status_in_words", "status", "reason", "flags", "source"),
)
_KEY = ["period", *BREAKDOWNS]
_BOUNDS = ("numerator_lower", "numerator_upper")
_LAST = 999  # the place of a class that the catalogue does not list


def overview(edition: Edition, path: Path, language: Language = "nl") -> None:
    """Every figure of today's division: contents, one tidy table, a wide sheet per indicator, what it all means.

    Raises OSError where the workbook cannot be written; nothing is left behind then.
    """
    figures = _figures(edition, language)
    with written(edition, path, word("overview_title", language), language) as book:
        _tidy(book, figures.select(TIDY))
        for (id_,), some in figures.group_by("indicator", maintain_order=True):
            _wide(book, edition.indicators[str(id_)], some)
        dictionary(book, edition)
        columns(book, TIDY)
        codes(book)


def _figures(edition: Edition, language: Language) -> pl.DataFrame:
    """Today's figures in the order of the report, with the columns of the tidy sheet and the breakdowns by code."""
    order = pl.DataFrame({"indicator": list(edition.indicators), "place": range(len(edition.indicators))})
    names = pl.DataFrame(
        [
            (code, places.name(area, language), area["level"], area["level"] != "municipality")
            for code, area in edition.areas.items()
        ],
        schema=["area", "name", "level_code", "is_union"],
        orient="row",
    )
    told = {
        "title": {id_: text_of(one["title"], language)[0] for id_, one in edition.indicators.items()},
        "unit": {id_: numbers.unit_in_words(one["unit"], language) for id_, one in edition.indicators.items()},
    }
    statuses = {one.value: numbers.status_in_words(one, language) for one in Status}
    levels = {level: word(f"level_{level}", language) for level in names["level_code"].unique()}
    read = pl.read_parquet(edition.folder / "figures.parquet").filter(geography=TODAY)
    return (
        read.join(names, on="area", how="left")
        .join(order, on="indicator", how="left")
        .with_columns(
            pl.col("indicator").replace_strict(told["title"]).alias("title"),
            pl.col("indicator").replace_strict(told["unit"]).alias("unit"),
            pl.col("status").replace_strict(statuses).alias("status_in_words"),
            pl.col("level_code").replace_strict(levels).alias("level"),
            _classes(edition, language).alias("class"),
        )
        .sort("place", "is_union", "area", "period", *BREAKDOWNS)
        .select(*TIDY, *BREAKDOWNS)
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
    """One row per figure; a second sheet where one cannot hold them."""
    name, about = word("sheet_figures", book.language), word("about_figures", book.language)
    for start in range(0, max(figures.height, 1), MOST_ROWS):
        part = figures.slice(start, MOST_ROWS)
        number = f" {start // MOST_ROWS + 1}" if start else ""
        sheet = book.sheet(name + number, about, TIDY)
        sheet.write_frame(1, part, book.looks)
        sheet.autofilter(0, 0, part.height, len(TIDY) - 1)


def _wide(book: Book, indicator: Mapping[str, Any], figures: pl.DataFrame) -> None:
    """One row per area, one column per period and class: values first, then counts."""
    language, unit = book.language, indicator["unit"]
    keys = _keys(indicator, figures)
    has_counts = unit != "count" and figures["numerator"].is_not_null().any()
    kinds = ("value", "numerator") if has_counts else ("value",)
    told = [f"{kind}_told" for kind in kinds]
    crossed = (
        figures.with_columns(_instead(figures, kind, unit, language).alias(f"{kind}_told") for kind in kinds)
        .join(keys, on=_KEY, how="left", nulls_equal=True)
        .pivot(on="column", index=["area", "name"], values=[*kinds, *told], maintain_order=True)
    )
    # With one kind of values the columns of a pivot are named by the key alone; here there are always two.
    names = {f"{kind}_{key}": f"{kind}_told_{key}" for kind in kinds for key in keys["column"]}
    heads = [word("column_area", language), word("column_name", language)]
    for kind in kinds:
        label = numbers.unit_in_words(unit if kind == "value" else "count", language)
        for class_, period in keys.select("class", "period").iter_rows():
            heads.append(" · ".join(part for part in (class_, period, label) if part))
    look = {kind: "numerator" if unit == "count" else kind for kind in kinds}
    columns_ = ["area", "name", *(look[kind] for kind in kinds for _ in keys["column"])]
    sheet = book.sheet(indicator["id"], text_of(indicator["title"], language)[0], columns_, heads=heads, frozen=2)
    sheet.write_frame(
        1,
        crossed.select("area", "name", *names),
        {name: book.looks[look[name.partition("_")[0]]] for name in names},
        crossed.select(pl.col(other).alias(name) for name, other in names.items()),
    )
    sheet.autofilter(0, 0, crossed.height, len(heads) - 1)


def _keys(indicator: Mapping[str, Any], figures: pl.DataFrame) -> pl.DataFrame:
    """The columns of a wide sheet: classes in the order of the catalogue, the years of each together."""
    order = {one["id"]: [by["code"] for by in one["classes"]] for one in indicator["breakdowns"]}
    places_ = [
        pl.col(name).replace_strict(
            {"total": -1} | {code: place for place, code in enumerate(order.get(name, ()))},
            default=_LAST,
            return_dtype=pl.Int32,
        )
        for name in BREAKDOWNS
    ]
    keys = figures.select(*_KEY, "class").unique().sort(*places_, "period")
    return keys.with_columns(pl.int_range(keys.height, eager=True).cast(pl.String).alias("column"))


def _instead(figures: pl.DataFrame, kind: str, unit: str, language: Language) -> pl.Series:
    """What stands where a number is not there: its certain bounds, or the sign that says why there are none."""
    signs = {one.value: numbers.sign(one, language) for one in Status}
    if kind == "numerator":
        signs |= dict.fromkeys(HAS_A_COUNT, word("no_count", language))
    told = figures["status"].replace_strict(signs).to_list()
    bounded = figures.with_row_index("row").filter(status=Status.BOUNDED)
    counted = "count" if kind == "numerator" else unit
    for row, low, high, whole in bounded.select("row", *_BOUNDS, "denominator").iter_rows():
        if edges := numbers.edges(low, high, whole, counted):
            told[row] = numbers.span(edges, counted, language)
    return pl.Series(told, dtype=pl.String)
