"""Understands a table by what its columns hold: municipalities, years, labels of known classes, numbers.

For layouts of which no real file was seen yet. What is understood can be shown; what is doubtful is never guessed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Literal

import polars as pl

from liim import geography
from liim.classifications import Grouping
from liim.geography.detection import fold
from liim.model import TOTAL

Role = Literal["municipality", "year", "class", "value", "same everywhere", "empty", "not understood"]

_YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0|-01-01(?: 00:00:00)?)?")
_YEAR_WITHIN = re.compile(r"\b((?:19|20)\d\d)\b")
_CODE = re.compile(r"(\d{5})(?:\.0)?")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?(?:[eE]-?\d+)?")
_TOTALS = {"totaal", "total", "alle", "allen", "algemeen"}
_VALUES = {"waarde", "percentage", "aandeel", "procent", "resultaat", "value"}
_EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What one column was taken for. `classes` and `year` are what the heading of a column of values tells."""

    letter: str
    heading: str
    role: Role
    examples: tuple[str, ...]
    grouping: Grouping | None = None
    classes: tuple[tuple[str, str], ...] = ()
    year: str | None = None

    def told(self) -> dict[str, str]:
        """One row of the picture that a person judges by."""
        of = [self.grouping.breakdown] if self.grouping else [f"{b} = {code}" for b, code in self.classes]
        of += [self.year] if self.year else []
        return {
            "column": self.letter,
            "heading": self.heading,
            "taken for": " ".join([self.role, *of]),
            "holds": ", ".join(self.examples),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """The columns, the rows of municipalities, those passed over, and what is doubtful.

    `rows` has one row per value: row (in the sheet), place (as written), year, a column per breakdown, text.
    """

    columns: tuple[Column, ...]
    rows: pl.DataFrame
    passed_over: tuple[tuple[int, str], ...]
    doubts: tuple[str, ...]


def understand(sheet: pl.DataFrame, groupings: Iterable[Grouping]) -> Meaning:
    """What a sheet of text cells says, as far as its cells tell. Never raises: doubts are told."""
    groupings = tuple(groupings)
    named = {name: sheet[name].map_elements(is_place, pl.Boolean, skip_nulls=True).sum() for name in sheet.columns}
    if not named or not max(named.values()):
        return Meaning(columns=(), rows=pl.DataFrame(), passed_over=(), doubts=("no column names municipalities.",))
    place = max(named, key=lambda name: (named[name], _codes(sheet[name])))
    numbered = sheet.with_row_index("row", 1)
    is_one = pl.col(place).map_elements(is_place, pl.Boolean, skip_nulls=True).fill_null(value=False)
    body = numbered.filter(is_one)
    above = numbered.filter(pl.col("row") < body["row"][0]).tail(1)
    headings = {name: str(above[name][0] or "").strip() if above.height else "" for name in sheet.columns}
    columns = {
        name: _column(at, headings[name], body[name].drop_nulls().str.strip_chars(), groupings, is_area=name == place)
        for at, name in enumerate(sheet.columns)
    }
    others = numbered.filter(~is_one, pl.col("row") > body["row"][0])
    values, doubts = _values(columns, groupings)
    doubts += _strangers(others, place, values)
    return Meaning(
        columns=tuple(columns.values()),
        rows=_long(body, place, columns, values, groupings) if not doubts else pl.DataFrame(),
        passed_over=tuple(
            (row["row"], _told(row, sheet.columns)) for row in others.iter_rows(named=True) if _told(row, sheet.columns)
        ),
        doubts=tuple(doubts),
    )


def is_place(text: str) -> bool:
    """Whether a cell is the code or name of a municipality of any division."""
    code = _CODE.fullmatch(text.strip())
    return code[1] in _municipalities() if code else fold(text) in _municipalities()


def code(text: str) -> str | None:
    """The five digits of a cell that is a code."""
    found = _CODE.fullmatch(text.strip())
    return found[1] if found else None


def number(text: str) -> float | None:
    """A cell as a number, with a decimal point or comma; None for anything else."""
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


@cache
def _municipalities() -> frozenset[str]:
    rows = geography.areas().filter(level="municipality").select("code", "name_nl", "name_fr").rows()
    return frozenset(one for code_, *names in rows for one in (code_, *map(fold, names)))


@cache
def _unions() -> frozenset[str]:
    rows = geography.areas().filter(pl.col("level") != "municipality").select("code", "name_nl", "name_fr").rows()
    named = {one for code_, *names in rows for one in (code_, *map(fold, names))}
    return frozenset(named | {name.removeprefix("provincie ").removesuffix(" gewest") for name in named})


def label(text: str) -> str:
    """The label of a class as it compares: no case, accents, unit in brackets, or ways to write an age."""
    plain = text.casefold().replace("tot en met", "-").replace("jaar en ouder", "+").replace("jaar", "")
    return fold(plain.replace("+", " plus"))


@cache
def _labels(grouping: Grouping) -> Mapping[str, str]:
    """The codes of classes by their labels; a total is a class too."""
    known = dict.fromkeys(_TOTALS, TOTAL)
    return known | {label(told): one.code for one in grouping.classes for told in (one.code, one.title)}


def _column(at: int, heading: str, cells: pl.Series, groupings: tuple[Grouping, ...], *, is_area: bool) -> Column:
    distinct = [one for one in cells.unique(maintain_order=True) if one]
    role: Role = "not understood"
    of = next((g for g in groupings if {label(one) for one in distinct} <= set(_labels(g))), None)
    classes = _classes_within(heading, groupings)
    year = _YEAR_WITHIN.search(heading)
    if is_area or (distinct and all(map(is_place, distinct))):
        role = "municipality"
    elif not distinct:
        role = "value" if classes else "empty"
    elif all(_YEAR.fullmatch(one) for one in distinct):
        role = "year"
    elif all(number(one) is not None for one in distinct):
        role = "value"
    elif of:
        role = "class"
    elif len(distinct) == 1:
        role = "same everywhere"
    return Column(
        letter=_letter(at),
        heading=heading,
        role=role,
        examples=tuple(distinct[:_EXAMPLES]),
        grouping=of if role == "class" else None,
        classes=classes if role == "value" else (),
        year=year[1] if year and role == "value" else None,
    )


def _classes_within(heading: str, groupings: tuple[Grouping, ...]) -> tuple[tuple[str, str], ...]:
    """The classes that the heading of a column of values names, a year left out."""
    told = label(_YEAR_WITHIN.sub(" ", heading))
    return tuple((g.breakdown, _labels(g)[told]) for g in groupings if told in _labels(g))[:1]


def _values(columns: Mapping[str, Column], groupings: tuple[Grouping, ...]) -> tuple[dict[str, Column], list[str]]:
    """The columns whose numbers are the values, and what is doubtful about them."""
    doubts = [
        f"column {one.letter} ({one.heading or 'no heading'}) is not understood: it holds {', '.join(one.examples)}."
        for one in columns.values()
        if one.role == "not understood"
    ]
    values = {name: one for name, one in columns.items() if one.role == "value"}
    meant = {name: one for name, one in values.items() if _VALUES & set(fold(one.heading).split())}
    telling = {name: one for name, one in values.items() if one.classes or one.year}
    if len(values) > 1:
        values = telling if len(telling) == len(values) else meant or values
    if not values:
        doubts.append("no column holds numbers alone.")
    if len(values) > 1 and len({(one.classes, one.year) for one in values.values()} - {((), None)}) < len(values):
        doubts.append(f"the numbers of columns {', '.join(one.letter for one in values.values())}: which are meant?")
    years = [one.letter for one in columns.values() if one.role == "year"]
    headed = [one.letter for one in values.values() if one.year]
    if len(years) + bool(headed) != 1:
        doubts.append(
            f"the year stands in columns {', '.join(years + headed)}: which is meant?" if years else "no year is told."
        )
    for grouping in groupings:
        split = [one.letter for one in columns.values() if one.grouping == grouping]
        headed = [one.letter for one in values.values() if dict(one.classes).get(grouping.breakdown)]
        if len(split) + bool(headed) != 1:
            doubts.append(
                f"classes of {grouping.breakdown} stand in "
                f"{'columns ' + ', '.join(split + headed) if split else 'no column'}; expected are "
                f"{', '.join(one.title for one in grouping.classes)}."
            )
    return values, doubts


def _strangers(others: pl.DataFrame, place: str, values: Mapping[str, Column]) -> list[str]:
    """Rows that hold a value of something that is neither a municipality nor a union of them."""
    return [
        f"row {row['row']} has a value for {row[place]!r}, which is no municipality."
        for row in others.iter_rows(named=True)
        if any(row[name] for name in values) and fold(row[place] or "") not in _unions()
    ][:_EXAMPLES]


def _long(
    body: pl.DataFrame,
    place: str,
    columns: Mapping[str, Column],
    values: Mapping[str, Column],
    groupings: tuple[Grouping, ...],
) -> pl.DataFrame:
    """One row per value."""
    year = next((name for name, one in columns.items() if one.role == "year"), None)
    by = {one.grouping.breakdown: (name, one.grouping) for name, one in columns.items() if one.grouping}
    parts = []
    for name, column in values.items():
        told = dict(column.classes)
        classes = [
            pl.lit(told[g.breakdown]).alias(g.breakdown)
            if g.breakdown in told
            else pl.col(by[g.breakdown][0])
            .map_elements(partial(_code_of, g), pl.String)
            .fill_null(TOTAL)
            .alias(g.breakdown)
            for g in groupings
        ]
        when = pl.col(year).str.extract(_YEAR.pattern) if year else pl.lit(column.year)
        parts.append(
            body.select(
                pl.col("row").cast(pl.Int64),
                pl.col(place).str.strip_chars().alias("place"),
                when.alias("year"),
                *classes,
                pl.col(name).str.strip_chars().alias("text"),
            )
        )
    return pl.concat(parts)


def _code_of(grouping: Grouping, text: str) -> str:
    return _labels(grouping)[label(text)]


def _codes(cells: pl.Series) -> int:
    return sum(code(one) is not None for one in cells.drop_nulls())


def _told(row: Mapping[str, str | None], columns: Iterable[str]) -> str:
    return next((text for name in columns if (text := row[name])), "")


def _letter(at: int) -> str:
    """The name of a column in a spreadsheet: A to Z, then AA and so on."""
    before, within = divmod(at, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + within)
