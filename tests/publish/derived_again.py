"""Every number in the text of a report is derived again from the edition: sentences from the cells they are bound to.

Sentences are held against their own cells (and what tests say of those); tables are read back by the gate, and
what is left (the pages in front, labels of charts) must be a number of the place, its region or its benchmarks.
"""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from liim.editions import Edition, Figure
from liim.model import Language
from liim.publish import numbers
from liim.publish.highlights import standing_out
from liim.publish.readers import check_published
from liim.publish.readers.tagged import read_tagged
from liim.publish.report import Kind, chapters, report
from liim.publish.sentences import Key, Sentence, Speech, key_of
from liim.publish.town import Town, municipalities, town
from liim.publish.words import word

SAMPLED = 20  # by the test in two files, so that two processes share them
NUMBER = re.compile(r"(?<![\w.,/-])\d(?:[\d.,]|\u00a0(?=\d{3}))*")
YEARS = re.compile(r"^((19|20)\d\d\s?)+$")
CODES = re.compile(r"\b[A-Z]{2}_(S_)?\d\d(_\d)?\b")


def written(values: Iterable[float | None], unit: str, language: Language) -> set[str]:
    """How values may be written, with as many decimals as a table may have."""
    found = set[str]()
    for value in values:
        if value is not None:
            found |= _ways(abs(value), language)
    return found


@lru_cache(500_000)  # a region and the towns like one have the same numbers in every report
def _ways(size: float, language: Language) -> frozenset[str]:
    less = {"0,1", "0.1", "1"} if 0 < size < 1 else set()  # than a tenth, or than one
    return frozenset({numbers.number(size, language, decimals) for decimals in range(5)} | less)


def of_figure(one: Figure, unit: str, language: Language) -> set[str]:
    edges = numbers.bounds(one, unit) or ()
    counts = (one.numerator, one.denominator, one.numerator_lower, one.numerator_upper)
    told = written((one.value, one.lower, one.upper, *edges, *counts), unit, language)
    return told | set(re.findall(r"\d+", one.period))


def of_rows(rows: Iterable[dict[str, Any]], language: Language) -> set[str]:
    """The numbers of derived tables: benchmarks, gaps, where a trend begins."""
    found = set[str]()
    for row in rows:
        found |= written((value for value in row.values() if isinstance(value, float)), "", language)
        found |= {part for name in ("period", "first_period") for part in re.findall(r"\d+", str(row.get(name) or ""))}
    return found


def of_cells(place: Town, cells: Iterable[Key], known: dict[Key, Figure], language: Language) -> set[str]:
    """What may be said of some cells: their numbers, and what tests say of them."""
    found = set[str]()
    for cell in cells:
        unit = place.indicators[cell.indicator]["unit"]
        if cell in known:
            found |= of_figure(known[cell], unit, language)
            found |= of_rows(place.compared(known[cell]), language)
        found |= of_rows((row for row in place.trends if row["indicator"] == cell.indicator), language)
        of_gaps = (*place.gaps, *place.gap_comparisons, *place.gap_trends)
        gap = [row for row in of_gaps if row.get("indicator") == cell.indicator]
        found |= of_rows(gap, language)
    return found


def of_catalogue(speech: Speech) -> set[str]:
    """Numbers in names, moments and breaks: what the catalogue says and no figure does."""
    indicator = speech.indicator
    texts = [*indicator["title"].values(), str(indicator["breaks"]), str(indicator["formula"]), indicator["unit"]]
    texts += [str(breakdown) for breakdown in indicator["breakdowns"]]
    found = {number.strip(".,") for text in texts for number in NUMBER.findall(text)}
    rate = numbers.unit_in_words(indicator["unit"], speech.language) if indicator["unit"].startswith("per ") else ""
    found |= set(NUMBER.findall(rate))
    month_and_day = re.findall(r"\d+", indicator["moment"])
    return found | {str(int(part)) for part in month_and_day}


def spoken(place: Town, every: list[Speech]) -> Iterator[tuple[Speech, Sentence]]:
    for speech in every:
        if chapters.has_figures(place, speech):
            yield from ((speech, one) for one in chapters.spoken(place, speech))
    for one in standing_out(place, every):
        yield from ((one.speech, sentence) for sentence in one.said)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def pages_of(made: bytes, folder: Path) -> tuple[str, ...]:
    """As the gate reads them, in half the time of another reader; that both read the same is a test of its own."""
    path = folder / "report.pdf"
    path.write_bytes(made)
    return read_tagged(path).pages


def figures_of(place: Town) -> dict[Key, Figure]:
    own = [one for id_ in place.indicators for one in (*place.totals(id_), *place.classes(id_))]
    return {key_of(one): one for one in (*own, *filter(None, map(place.beside, own)))}


def sentences_without_proof(edition: Edition, nis: str, language: Language, text: str) -> list[str]:
    """Sentences that the document does not hold, or that hold a number which their cells do not give."""
    place = town(edition, nis)
    known, faults, whole = figures_of(place), [], squeezed(text)
    for speech, one in spoken(place, chapters.speeches(place, language)):
        told = {number.strip(".,") for number in NUMBER.findall(one.text)}
        if told - of_cells(place, one.cells, known, language) - of_catalogue(speech):
            faults.append(one.text)
        if squeezed(one.text) not in whole:
            faults.append(f"not in the document: {one.text}")
    return faults


def is_axis(line: str, language: Language) -> bool:
    """Marks of an axis: years, or numbers at equal steps."""
    parts = re.sub(rf"[\s{numbers.NO_BREAK}]%", "%", line).split()
    group, point = (",", ".") if language == "en" else (".", ",")
    marks = [
        float(mark.strip("%").replace(numbers.MINUS, "-").replace(group, "").replace(point, "."))
        for mark in parts
        if re.fullmatch(rf"[-{numbers.MINUS}]?\d[\d.,]*(?<![.,])%?", mark)
    ]
    steps = {round(after - before, 6) for before, after in pairwise(marks)}
    return bool(YEARS.match(line)) or (len(marks) == len(parts) and len(steps) <= 1)


def told_lines(place: Town, pages: Sequence[str], language: Language, kind: Kind) -> Iterator[str]:
    """The lines that tell figures: no axes, no numbers of pages, nothing of what a report says of itself."""
    for page in pages[2:] if kind == "full" else pages:
        if word("method", language) in page.splitlines()[:3]:
            return
        for line in page.splitlines():
            is_footer = word("page", language) in line or word("edition", language) in line
            if not is_axis(line, language) and not is_footer and "http" not in line:
                yield CODES.sub("", line)


def numbers_without_proof(
    edition: Edition, nis: str, pages: Sequence[str], language: Language = "nl", kind: Kind = "full"
) -> set[str]:
    """Numbers in the text that are neither of the place, its region and benchmarks, nor of the catalogue."""
    place = town(edition, nis)
    known = set[str]().union(
        *(of_figure(one, place.indicators[one.indicator]["unit"], language) for one in figures_of(place).values()),
        *(of_catalogue(speech) for speech in chapters.speeches(place, language)),
        of_rows([*place.comparisons, *place.trends, *place.gaps, *place.gap_comparisons, *place.gap_trends], language),
        of_rows(edition.gaps(place.region["code"]) if place.region else [], language),
    )
    found = set[str]()
    for line in told_lines(place, pages, language, kind):
        found |= {number.strip(".,") for number in NUMBER.findall(line)}
    return found - known - {"0"}  # the sign of a real zero is explained below tables


def sampled(edition: Edition) -> Sequence[str]:
    """The same twenty municipalities each time."""
    return random.Random(2026).sample(municipalities(edition), SAMPLED)  # noqa: S311 -- seeded, so that they come back


def without_proof(edition: Edition, some: Iterable[str], folder: Path) -> list[str]:
    """What in the full reports of some municipalities does not follow from the edition; none are left unread."""
    found = []
    for nis in some:
        path = folder / f"{nis}.pdf"
        path.write_bytes(report(edition, nis))
        pages = read_tagged(path).pages
        found += sentences_without_proof(edition, nis, "nl", " ".join(pages))
        found += sorted(numbers_without_proof(edition, nis, pages))
    return found + check_published(edition.folder, folder)  # the tables, cell by cell
