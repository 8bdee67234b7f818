"""The gate of documents: nothing in them that the edition does not say, number by number."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from liim.publish.readers.figures import Figures
from liim.publish.readers.files import RECORDS, file_texts, record_faults
from liim.publish.readers.groups import take_in
from liim.publish.readers.naming import Naming
from liim.publish.readers.pages import page_texts
from liim.publish.readers.passages import Passage
from liim.publish.readers.report_texts import ReportTexts
from liim.publish.readers.reports import Report, places_told, read_report
from liim.publish.readers.reports import rows as report_rows
from liim.publish.readers.row import Row, Unreadable, Vocabulary, vocabulary
from liim.publish.readers.safe import Safe
from liim.publish.readers.tables import read_csv, read_xlsx
from liim.publish.readers.texts import Texts
from liim.publish.readers.word_texts import WordTexts
from liim.publish.readers.workbook_texts import workbook_texts
from liim.workers import end_with_parent, look_for_waste_seldom

WORKERS = 2
_ALONE = 20_000_000  # bytes; to start a second process for fewer costs more than it saves
_AT_ONCE, _TURNS = 24, 8  # files that a process takes at once, at most; how often it comes back, at least
_EDITION = re.compile(r"/editie/[^/]+/")
_STATIC, _LOOKS = "static", {".css", ".js", ".svg", ".txt", ".woff2"}  # what looks the same in every edition
_READ_AS_ROWS = {".csv", ".xlsx"}
_READ_AS_TEXT = {".html": page_texts, ".svg": page_texts, ".json": file_texts}
_SLACK = 1e-9
_NUMBERS = ("numerator", "denominator", "value")


def check_published(
    edition: Path, published: Path, say: Callable[[int, int], None] = lambda _done, _all: None
) -> list[str]:
    """What is wrong with the documents in a folder: every number and every status in them against the edition.

    A document that cannot be read is wrong: the gate fails closed. `say` is told how many of how many were read.
    """
    paths = [path for path in sorted(published.rglob("*"), key=_together) if path.is_file()]
    wrong: list[str] = []
    for done, (_path, found) in enumerate(judged(edition, paths, published), 1):
        wrong += found
        say(done, len(paths))
    return wrong


def judged(edition: Path, paths: Sequence[Path], published: Path) -> Iterator[tuple[Path, list[str]]]:
    """Each of some documents in a folder with what is wrong with it; by two processes where they are much to read."""
    if sum(path.stat().st_size for path in paths) < _ALONE:
        judge = Judge(edition)
        yield from ((path, judge.faults(path, published)) for path in paths)
        return
    many = min(_AT_ONCE, -(-len(paths) // (WORKERS * _TURNS)))
    some = [paths[at : at + many] for at in range(0, len(paths), many)]
    # Spawned, never forked: threads of the parent must not be inherited half-way.
    with ProcessPoolExecutor(WORKERS, get_context("spawn"), _begin, (edition,)) as pool:
        for these, found in zip(some, pool.map(_faults_of, some, repeat(published)), strict=True):
            yield from zip(these, found, strict=True)


def _together(path: Path) -> tuple[str, ...]:
    """Pages of a language that say the same at two addresses stand beside each other: what was read is known."""
    return (*_EDITION.sub("/", str(path.parent)).split("/"), path.name)


_judge: "Judge | None" = None  # of a process that works for another


def _begin(edition: Path) -> None:
    global _judge  # noqa: PLW0603 -- what a process keeps between its tasks
    end_with_parent()
    _judge = Judge(edition)
    look_for_waste_seldom()


def _faults_of(paths: Sequence[Path], published: Path) -> list[list[str]]:
    if _judge is None:
        raise RuntimeError("This process was not told which edition to hold documents against.")
    return [_judge.faults(path, published) for path in paths]


class Judge:
    """Holds documents against one edition."""

    def __init__(self, edition: Path) -> None:
        self._edition = edition
        self._words, self._figures = vocabulary(edition), Figures(edition)
        self._safe = Safe(edition, self._figures)
        self._ids = frozenset(self._safe.indicators)
        self._naming = Naming(self._safe.indicators)
        self._texts = Texts(self._safe)
        self._beside: dict[frozenset[str], frozenset[str]] = {}  # places as they are told, with their regions

    def faults(self, path: Path, root: Path | None = None) -> list[str]:
        """What is wrong with one document; a page of the site is told by where it stands below the root."""
        root = root or path.parent
        parts = path.relative_to(root).parts
        if (parts[0] == _STATIC and path.suffix in _LOOKS) or self._is_of_the_edition(path):
            return []
        try:
            return self._judged(path, root)
        except Unreadable as error:
            return [str(error) if path.name in str(error) else f"{path.name} {error}"]
        except (ValueError, KeyError, OSError) as error:
            return [f"{path.name} cannot be read: {error}"]

    def _judged(self, path: Path, root: Path) -> list[str]:
        kind = path.suffix
        if path.name in RECORDS:
            return record_faults(path)
        if kind == ".pdf":
            return self._of_report(read_report(path))
        if kind in _READ_AS_ROWS:
            found = faults(read(path, self._words), self._figures)
            texts = workbook_texts(path, self._naming) if kind == ".xlsx" else ()
            return found + self._texts.faults(map(self._placed, texts))
        if kind == ".docx":
            document = WordTexts(path, self._naming)
            language, places = places_told(path.name, [document.text])
            return self._texts.faults(document.of(language, self._around(places)[1]))
        if kind not in _READ_AS_TEXT:
            raise Unreadable(f"{path.name} is of a kind that cannot be read.")
        return self._texts.faults(map(self._placed, _READ_AS_TEXT[kind](path, root, self._ids)))

    def _of_report(self, report: Report) -> list[str]:
        area, areas = self._around(report.places)
        passages = ReportTexts(report.path.name, report.language, areas, self._naming).of(report.document)
        return faults(report_rows(report, area, self._words), self._figures) + self._texts.faults(passages)

    def _around(self, places: tuple[str, ...]) -> tuple[str, frozenset[str]]:
        """The code of the place of a document, and the same with the regions beside which it stands."""
        area = self._place(places)
        return area, frozenset({area, *self._regions(places)})

    def _place(self, places: tuple[str, ...]) -> str:
        """The code of a place; the figures of a group of someone's own are made again first."""
        unknown = [one for one in places if one not in self._safe.areas]
        if unknown:
            raise Unreadable(f"is about {', '.join(unknown)}, which is no area of today.")
        return places[0] if len(places) == 1 else take_in(self._edition, places, self._figures, self._safe)

    def _is_of_the_edition(self, path: Path) -> bool:
        """Whether a file is, byte by byte, one that the edition publishes itself."""
        names = {"beschikbaar.json": "availability.json"}
        own = (self._edition / names.get(path.name, path.name), self._edition / "open-data" / path.name)
        alike = (one for one in own if path.suffix == ".json" and one.exists() and one != path)
        return any(one.read_bytes() == path.read_bytes() for one in alike)

    def _placed(self, one: Passage) -> Passage:
        """The places of a passage as they are called today, with the regions that they are part of."""
        if one.areas not in self._beside:
            today = {self._safe.today(area) for area in one.areas} & self._safe.areas.keys()
            self._beside[one.areas] = frozenset({*today, *self._regions(today)})
        return one._replace(areas=self._beside[one.areas])

    def _regions(self, places: Iterable[str]) -> Iterator[str]:
        """The regions beside whose figures those of places stand."""
        for place in places:
            for up in self._safe.areas[place]["parents"]:
                if up in self._safe.areas and self._safe.areas[up]["level"] == "region":
                    yield up


def read(path: Path, words: Vocabulary) -> Iterator[Row]:
    """Every figure of a document, whatever its format; a file of another kind holds none."""
    if path.suffix == ".csv":
        return read_csv(path)
    if path.suffix == ".xlsx":
        return read_xlsx(path, words)
    if path.suffix == ".pdf":
        report = read_report(path)
        return report_rows(report, "+".join(report.places), words)
    return iter(())


def faults(rows: Iterable[Row], known: Figures) -> list[str]:
    """Rows that say something else than the edition; named by key, never by number."""
    return [f"{row.where}: {what}" for row in rows if (what := _fault(row, known))]


def _fault(row: Row, known: Figures) -> str:
    figure = known.get((row.indicator, row.area, row.geography, row.period, row.classes))
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
