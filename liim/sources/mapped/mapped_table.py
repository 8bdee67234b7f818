"""Any publisher's CSV or workbook, read by the mapping that lies beside it.

What is odd about it: nothing is known beforehand. What the mapping does not say is refused, never guessed: a class
without a code, a sign without a status, a municipality that is not there.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import polars as pl

from liim import geography
from liim.catalogue import quantities
from liim.model import TOTAL, Status
from liim.observations import BREAKDOWNS, COLUMNS
from liim.sources import raw as files
from liim.sources.codes import refuse_unknown
from liim.sources.description import Source
from liim.sources.errors import BadInput
from liim.sources.mapped import mapping as mappings

_CODE = re.compile(r"\d{5}")
_HIDDEN = "hidden_by_source"
_KEY = ["quantity", "area", "division", "period", *BREAKDOWNS]


@dataclass(frozen=True, slots=True)
class MappedTable:
    """The reader that a mapping makes."""

    mapping: mappings.TableMapping
    at: Path

    @property
    def source(self) -> Source:
        """Whom the mapping names."""
        return self.mapping.source

    def claims(self, look: files.Look) -> bool:
        """Whether a file lies beside the mapping and its name is the one that the mapping describes."""
        return look.path.parent == self.at.parent and fnmatchcase(look.path.name, self.mapping.file)

    def tidy(self, raw: Path) -> pl.DataFrame:
        """The observations of a file, as the mapping says. Raises BadInput for what it does not say."""
        return tidy(self.mapping, raw)


def mapped_tables(paths: Iterable[Path]) -> tuple[MappedTable, ...]:
    """The readers that mappings among these files make. Raises BadInput for a mapping that cannot be read."""
    return tuple(MappedTable(mappings.read(path), path) for path in paths if path.name.endswith(mappings.SUFFIX))


def tidy(mapping: mappings.TableMapping, raw: Path) -> pl.DataFrame:
    """The observations of a file, as a mapping says. Raises BadInput, with the row, for what it does not say."""
    table = _cells(mapping, raw)
    rows = table.select(
        "row",
        pl.col(mapping.area).alias("place"),
        (pl.col(mapping.period_column) if mapping.period_column else pl.lit(mapping.period)).alias("period"),
        *(pl.col(column).alias(breakdown) for breakdown, (column, _) in mapping.classes.items()),
        *(pl.col(heading).alias(quantity) for heading, quantity in mapping.counts.items()),
    ).filter(pl.col("place").is_not_null(), ~pl.col("place").is_in(mapping.skip))
    _refuse_twice(rows, ["place", "period", *mapping.classes], raw)
    rows = _with_classes(_with_areas(rows, mapping, raw), mapping, raw)
    split = [pl.lit(TOTAL).alias(one) for one in BREAKDOWNS if one not in mapping.classes]
    long = rows.with_columns(split).unpivot(
        index=["row", "area", "division", "period", *BREAKDOWNS],
        on=list(mapping.counts.values()),
        variable_name="quantity",
        value_name="text",
    )
    counted = _with_counts(long, mapping, raw)
    whole = _with_absent(_added_up(counted), mapping)
    hidden = pl.col("status") == Status.WITHHELD.value
    return whole.with_columns(
        pl.lit(mapping.source.id).alias("source"),
        pl.when(hidden).then(pl.lit(_HIDDEN)).otherwise(pl.lit("")).alias("reason"),
    ).select(*COLUMNS)


def _cells(mapping: mappings.TableMapping, raw: Path) -> pl.DataFrame:
    """The rows below the heading as text, with their row in the file; blank cells are null."""
    if files.look(raw).kind == "workbook":
        if mapping.thousands or mapping.decimal != ".":
            raise BadInput(
                raw,
                "a workbook holds numbers, not how they are shown: 1.234 there is one and a bit.",
                remedy="Leave thousands and decimal out of the mapping; see in the workbook that these are numbers.",
            )
        lines = [list(row) for row in files.sheet(raw, mapping.sheet - 1).rows()]
    else:
        lines = list(csv.reader(files.text(raw).data.decode().splitlines(), delimiter=mapping.separator))
    heading = [str(cell or "").strip() for cell in lines[mapping.heading - 1]] if len(lines) >= mapping.heading else []
    wanted = [mapping.area, mapping.period_column, *mapping.counts, *(column for column, _ in mapping.classes.values())]
    for name in wanted:
        if name is not None and heading.count(name) != 1:
            raise BadInput(
                raw,
                f"{heading.count(name)} columns are headed {name!r}; there are {', '.join(filter(None, heading))}.",
                row=mapping.heading,
                remedy="Correct the heading in the mapping, or the row in which it stands.",
            )
    body = lines[mapping.heading :]
    columns = {
        name: [str(row[at] or "").strip() or None if at < len(row) else None for row in body]
        for at, name in enumerate(heading)
        if name in wanted
    }
    rows = range(mapping.heading + 1, len(lines) + 1)
    return pl.DataFrame({"row": list(rows), **columns}, schema={"row": pl.Int64, **dict.fromkeys(columns, pl.String)})


def _refuse_twice(rows: pl.DataFrame, key: list[str], raw: Path) -> None:
    for row in rows.filter(~pl.struct(key).is_first_distinct()).head(1).iter_rows(named=True):
        told = ", ".join(str(row[name]) for name in key)
        raise BadInput(raw, f"{told} stands here a second time.", row=row["row"], remedy="Is a column not mapped?")


def _with_areas(rows: pl.DataFrame, mapping: mappings.TableMapping, raw: Path) -> pl.DataFrame:
    """Codes for what stands in the column of areas, names or codes; Wallonia is left out."""
    parts = []
    for (period,), part in rows.group_by("period", maintain_order=True):
        told = part["place"].unique().to_list()
        codes = all(_CODE.fullmatch(one) for one in told)
        otherwise = mapping.division or geography.division_of(str(period))
        try:
            if codes:
                division = mapping.division or geography.detect_division(told, otherwise=otherwise)
            else:
                division = mapping.division or geography.detect_division_by_names(told, otherwise=otherwise)
            named = {one: one if codes else geography.code_named(one, division) for one in told}
        except ValueError as unknown:
            raise BadInput(
                raw, str(unknown), remedy="Correct the name, or list what is no municipality under skip."
            ) from unknown
        refuse_unknown(pl.Series([named[one] for one in part["place"]]), division, str(period), raw, rows=part["row"])
        parts.append(
            part.with_columns(
                pl.col("place").replace_strict(named, return_dtype=pl.String).alias("area"),
                pl.lit(division).alias("division"),
            )
        )
    if not parts:
        raise BadInput(raw, "there is no row below the heading.", remedy="Is the row of the heading right?")
    return pl.concat(parts).filter(~pl.col("area").map_elements(geography.is_walloon, pl.Boolean))


def _with_classes(rows: pl.DataFrame, mapping: mappings.TableMapping, raw: Path) -> pl.DataFrame:
    for breakdown, (column, codes) in mapping.classes.items():
        strange = rows.filter(~pl.col(breakdown).fill_null("").is_in(list(codes)))
        for row in strange.head(1).iter_rows(named=True):
            raise BadInput(
                raw,
                f"{row[breakdown] or 'nothing'!r} in column {column!r} has no class.",
                row=row["row"],
                remedy=f'Add it under [classes.{breakdown}.codes]: to a class, or to "unknown".',
            )
    return rows.with_columns(
        pl.col(breakdown).fill_null("").replace_strict(codes, return_dtype=pl.String)
        for breakdown, (_, codes) in mapping.classes.items()
    )


def _with_counts(long: pl.DataFrame, mapping: mappings.TableMapping, raw: Path) -> pl.DataFrame:
    """The number, or the status that a sign means."""
    sign = pl.col("text").fill_null("")
    is_sign = sign.is_in(list(mapping.signs))
    # Between thousands a sign stands before each three digits, or it is something else: 1.23 is no 123.
    between, point = re.escape(mapping.thousands), re.escape(mapping.decimal)
    whole = rf"\d{{1,3}}(?:{between}\d{{3}})+|\d+" if mapping.thousands else r"\d+"
    is_number = pl.col("text").str.contains(rf"^-?(?:{whole})(?:{point}\d+)?$")
    plain = pl.col("text").str.replace_all(between, "") if mapping.thousands else pl.col("text")
    number = pl.when(is_number).then(plain.str.replace(mapping.decimal, ".", literal=True))
    read = long.with_columns(
        pl.when(~is_sign).then(number).cast(pl.Float64, strict=False).alias("count"),
        pl.when(is_sign).then(sign.replace(mapping.signs)).otherwise(pl.lit(Status.OK.value)).alias("status"),
    )
    wrong = read.filter(~is_sign & ~(pl.col("count").is_finite() & (pl.col("count") >= 0)).fill_null(value=False))
    for row in wrong.head(1).iter_rows(named=True):
        raise BadInput(
            raw,
            f"{row['text'] or 'nothing'!r} stands where the {row['quantity']} of {row['area']} belong.",
            row=row["row"],
            remedy='A number is expected: say under [signs] what it means, for instance "missing".',
        )
    zero = pl.col("status") == "zero"
    return read.with_columns(
        pl.when(zero).then(0.0).otherwise(pl.col("count")).alias("count"),
        pl.when(zero).then(pl.lit(Status.OK.value)).otherwise(pl.col("status")).alias("status"),
    )


def _added_up(counted: pl.DataFrame) -> pl.DataFrame:
    """Codes that mean one class are one count; it has none where one of them has none."""
    has_none = pl.col("status") != Status.OK.value
    return counted.group_by(_KEY, maintain_order=True).agg(
        pl.when(has_none.any()).then(None).otherwise(pl.col("count").sum()).alias("count"),
        pl.when(has_none.any())
        .then(pl.col("status").filter(has_none).sort_by(pl.col("status").filter(has_none) != "withheld").first())
        .otherwise(pl.lit(Status.OK.value))
        .alias("status"),
    )


def _covered(quantity: str, division: str) -> set[str]:
    """The municipalities of the regions that a quantity covers."""
    covers = quantities()[quantity].covers
    return {one for one in geography.municipalities(division) if geography.region_of(one, division) in covers}


def _with_absent(counted: pl.DataFrame, mapping: mappings.TableMapping) -> pl.DataFrame:
    """Municipalities without a row: zero or missing where the mapping says so, else left to be refused."""
    if mapping.absent == "refused":
        return counted
    classes = counted.select(pl.exclude("area", "count", "status")).unique(maintain_order=True)
    towns = pl.concat(
        pl.DataFrame({"quantity": quantity, "division": division, "area": sorted(_covered(quantity, division))})
        for quantity, division in counted.select("quantity", "division").unique().iter_rows()
    )
    there = counted.select("quantity", "period", "division", "area").unique()
    absent = classes.join(towns, on=["quantity", "division"]).join(there, on=there.columns, how="anti")
    zero = mapping.absent == "zero"
    more = absent.with_columns(
        pl.lit(0.0 if zero else None, pl.Float64).alias("count"),
        pl.lit((Status.OK if zero else Status.MISSING).value).alias("status"),
    )
    return pl.concat([counted, more.select(counted.columns)])
