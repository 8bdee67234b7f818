"""The gate of documents: nothing in them that the edition does not say, number by number."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

import polars as pl

from liim.publish.readers.reports import read_pdf
from liim.publish.readers.row import Classes, Row, Unreadable, Vocabulary, vocabulary
from liim.publish.readers.tables import read_csv, read_xlsx

Key = tuple[str, str, str, str, Classes]
_SLACK = 1e-9
_NUMBERS = ("numerator", "denominator", "value")


def check_published(edition: Path, published: Path) -> list[str]:
    """What is wrong with the documents in a folder: every number and every status in them against the edition.

    A document that cannot be read is wrong: the gate fails closed.
    """
    words, known = vocabulary(edition), figures(edition)
    found: list[str] = []
    for path in sorted(published.rglob("*")):
        try:
            found += faults(read(path, words), known)
        except (Unreadable, ValueError, KeyError, OSError) as error:
            found.append(f"{path.name} cannot be read: {error}")
    return found


def read(path: Path, words: Vocabulary) -> Iterator[Row]:
    """Every figure of a document, whatever its format; a file of another kind holds none."""
    if path.suffix == ".csv":
        return read_csv(path)
    if path.suffix == ".xlsx":
        return read_xlsx(path, words)
    return read_pdf(path, words) if path.suffix == ".pdf" else iter(())


def faults(rows: Iterable[Row], known: dict[Key, dict[str, object]]) -> list[str]:
    """Rows that say something else than the edition; named by key, never by number."""
    return [f"{row.where}: {what}" for row in rows if (what := _fault(row, known))]


def _fault(row: Row, known: dict[Key, dict[str, object]]) -> str:
    key = (row.indicator, row.area, row.geography, row.period, row.classes)
    figure = known.get(key)
    named = f"{row.indicator} {row.area} {row.period} {' '.join(code for _, code in sorted(row.classes))}".strip()
    if figure is None:
        return f"{named} is not in the edition."
    if row.status and row.status != figure["status"]:
        return f"{named} has status {row.status}, in the edition {figure['status']}."
    for name in _NUMBERS:
        printed, true = getattr(row, name), figure[name]
        if printed is None:
            continue
        if not isinstance(true, float):
            return f"{named} shows a {name} that the edition does not show."
        slack = row.rounding if name == "value" else 0.5 if row.rounding else 0.0
        if abs(printed - true) > slack + _SLACK * max(1.0, abs(true)):
            return f"{named} shows another {name} than the edition."
    return ""


def figures(edition: Path, areas: AbstractSet[str] | None = None) -> dict[Key, dict[str, object]]:
    """The figures of an edition by what they are of; where areas are named, only theirs."""
    table = pl.scan_parquet(edition / "figures.parquet")
    if areas is not None:
        table = table.filter(pl.col("area").is_in(sorted(areas)))
    found = table.collect()
    names = found.columns
    breakdowns = names[names.index("period") + 1 : names.index("numerator")]
    return {
        (
            row["indicator"],
            row["area"],
            row["geography"],
            row["period"],
            frozenset((name, row[name]) for name in breakdowns if row[name] != "total"),
        ): row
        for row in found.iter_rows(named=True)
    }
