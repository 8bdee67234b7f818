"""Figures of one map in one piece: what a database hands over row by row costs more than the figures themselves.

A piece holds, compressed, the codes of the areas, the columns of numbers one after the other, and for every area which
of a few combinations of words (status, reason …) it has.
"""

import json
import math
import struct
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

NUMBERS = ("numerator", "denominator", "value", "lower", "upper", "numerator_lower", "numerator_upper")
WORDS = ("as_published", "status", "reason", "flags", "source", "method")
_SIZES = struct.Struct("<II")  # how many bytes the words take, and how many areas there are
_NONE = math.nan
_LEVEL = 3  # higher saves a hundredth and costs a third more

Columns = dict[str, Sequence[Any]]


def packed(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Figures of different areas (area, NUMBERS, WORDS), in the order given."""
    combinations = list(dict.fromkeys(_words(row) for row in rows))
    place = {words: at for at, words in enumerate(combinations)}
    there = [name for name in NUMBERS if any(row[name] is not None for row in rows)]
    told = json.dumps([[row["area"] for row in rows], there, combinations], ensure_ascii=False).encode()
    numbers = array("d", (_NONE if row[name] is None else row[name] for name in there for row in rows))
    which = array("H", (place[_words(row)] for row in rows))
    body = told + numbers.tobytes() + which.tobytes()
    return _SIZES.pack(len(told), len(rows)) + zlib.compress(body, _LEVEL)


def unpacked(piece: bytes) -> Columns:
    """The columns of what was packed: area, NUMBERS, WORDS."""
    told, rows = _SIZES.unpack_from(piece)
    body = memoryview(zlib.decompress(memoryview(piece)[_SIZES.size :]))
    areas, there, combinations = json.loads(bytes(body[:told]))
    numbers, which = array("d"), array("H")
    end = told + len(there) * rows * numbers.itemsize
    numbers.frombytes(body[told:end])
    which.frombytes(body[end:])
    columns: Columns = {"area": areas, **dict.fromkeys(NUMBERS, [None] * rows)}
    for at, name in enumerate(there):
        columns[name] = [None if number != number else number for number in numbers[at * rows : (at + 1) * rows]]  # noqa: PLR0124 only what is not there differs from itself
    for at, name in enumerate(WORDS):
        words = [combination[at] for combination in combinations]
        columns[name] = [words[one] for one in which]
    return columns


def _words(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in WORDS)


def pieces(rows: Iterable[tuple[Any, ...]], columns: Sequence[str], key: int) -> Iterator[tuple[Any, ...]]:
    """One piece per combination of the first `key` columns, by which rows are sorted: the combination and the piece."""
    for at, some in groupby(rows, key=lambda row: row[:key]):
        yield (*at, packed([dict(zip(columns, row, strict=True)) for row in some]))
