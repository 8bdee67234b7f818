"""A frame as rows of a sheet: numbers as numbers to their last digit, text as text, nothing for nothing.

XlsxWriter writes cell by cell, with sixteen digits: a part of the numbers would come back as their neighbours, and two
million cells take half a minute. So rows are put together by Polars; all else of a sheet stays XlsxWriter's.
"""

from collections.abc import Mapping
from contextlib import suppress

import polars as pl
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_AT_ONCE = 50_000  # rows of text in memory
_WHOLE = 2.0**53  # whole numbers up to here are written as such


class Sheet(Worksheet):  # type: ignore[misc]  # the library ships no types
    """A sheet to which a frame can be given as a whole; for workbooks with constant_memory."""

    def write_frame(
        self,
        first: int,
        frame: pl.DataFrame,
        looks: Mapping[str, Format] | None = None,
        instead: pl.DataFrame | None = None,
    ) -> None:
        """Write the rows of a frame below what is there: the first as row `first`, where 0 is the top.

        `looks` are the formats of columns. `instead` has, in columns of the same names, the text that stands where a
        number is not there. Raises ValueError for what is no finite number, and for more rows than a sheet holds.
        """
        if first + frame.height > self.xls_rowmax:
            raise ValueError(f"{self.name}: {frame.height:,} rows are more than the {self.xls_rowmax:,} of a sheet.")
        if frame.is_empty():
            return
        last = first + frame.height - 1
        self._check_dimensions(first, 0)
        self._check_dimensions(last, frame.width - 1)
        self._write_single_row(last + 1)  # the row that was written before, if any, is finished
        for start in range(0, frame.height, _AT_ONCE):
            part = frame.slice(start, _AT_ONCE)
            text = instead.slice(start, _AT_ONCE) if instead is not None else None
            self.fh.write(self._rows(first + start, part, looks or {}, text))

    def let_go(self) -> None:
        """Close the file in which rows were kept: the library leaves it open where a workbook is not finished."""
        with suppress(OSError):  # what it still held finds no room either
            self.row_data_fh.close()

    def _rows(self, first: int, frame: pl.DataFrame, looks: Mapping[str, Format], instead: pl.DataFrame | None) -> str:
        row = pl.int_range(first + 1, first + 1 + frame.height, eager=True).cast(pl.String).alias("row")
        cells = []
        for place, column in enumerate(frame):
            look = looks.get(column.name)
            told = self._told(column)
            if instead is not None and column.name in instead.columns:
                told = told.zip_with(column.is_not_null(), self._told(instead[column.name]))
            style = f' s="{look._get_xf_index()}"' if look else ""  # noqa: SLF001 -- as the library's own cells do
            head = pl.lit(f'<c r="{xl_col_to_name(place)}'), row, pl.lit(f'"{style}')
            cells.append(pl.concat_str(*head, told).fill_null(""))
        line = pl.concat_str(pl.lit('<row r="'), row, pl.lit('">'), *cells, pl.lit("</row>"))
        return "".join(pl.select(line).to_series().to_list())

    def _told(self, column: pl.Series) -> pl.Series:
        """The end of each cell, from its type on; null where there is nothing."""
        if column.dtype == pl.String:
            texts = column.replace("", None).unique(maintain_order=True).drop_nulls()
            places = [self.str_table._get_shared_string_index(_safe(text)) for text in texts]  # noqa: SLF001 -- its own
            self.str_table.count += column.replace("", None).count() - texts.len()  # of cells, not of texts
            known = pl.Series([f' t="s"><v>{place}</v></c>' for place in places], dtype=pl.String)
            return column.replace_strict(texts, known, default=None, return_dtype=pl.String)
        numbers = column.cast(pl.Float64)
        if not numbers.is_finite().all():
            raise ValueError(f"{self.name}, column {column.name}: a figure is no finite number.")
        value = pl.col("n")
        is_whole = (value == value.floor()) & (value.abs() < _WHOLE)
        whole, shortest = value.cast(pl.Int64, strict=False).cast(pl.String), value.cast(pl.String)
        return (
            numbers.to_frame("n")
            .select(
                pl.concat_str(pl.lit("><v>"), pl.when(is_whole).then(whole).otherwise(shortest), pl.lit("</v></c>"))
            )
            .to_series()
        )


def _safe(text: str) -> str:
    """XlsxWriter writes what looks like rich text as it is, markup and all: then it must not look like it."""
    return f"\N{ZERO WIDTH SPACE}{text}" if text.startswith("<r>") else text
