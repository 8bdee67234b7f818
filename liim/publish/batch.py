"""Documents of many places at once: in parallel, resumable; one that fails does not stop the rest and is named.

Workers are spawned, never forked: Typst hangs in a fork of a process that has run it. They are replaced after many
documents, since Typst grows, though slowly.
"""

import gc
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from liim.editions import Edition
from liim.model import Language
from liim.publish import places, record
from liim.publish.report import editable, report_of
from liim.publish.report.changes import previous
from liim.publish.town import Town, town
from liim.publish.workbook import workbook_of
from liim.workers import end_with_parent

Kind = Literal["full", "short", "chapters", "editable", "workbook"]
_ENDINGS: dict[Kind, str] = {
    "full": ".pdf",
    "short": "-short.pdf",
    "chapters": "-chapters.pdf",
    "editable": "-short.docx",
    "workbook": ".xlsx",
}

DOCUMENTS_PER_WORKER = 80
WORKERS = 2


@dataclass(frozen=True)
class Outcome:
    """What became of a batch, by file name; a failure with what went wrong."""

    made: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Kept:
    """Where documents are kept, and in what form; `chapter` is the one sheet of chapters that is asked for."""

    folder: Path
    language: Language
    kind: Kind
    chapter: str = ""


def file_name(edition: Edition, nis: str, language: Language, kind: Kind = "full", chapter: str = "") -> str:
    """What a document is called: liim-nl-deinze-44083.pdf, liim-nl-deinze-44083-short.pdf, …-work.pdf."""
    return _named(places.name(edition.areas[nis], language), nis, _Kept(Path(), language, kind, chapter))


def _named(name: str, code: str, kept: _Kept) -> str:
    ending = f"-{kept.chapter}.pdf" if kept.chapter else _ENDINGS[kept.kind]
    return f"liim-{kept.language}-{places.slug(name)}-{code}{ending}"


def documents(
    edition: Edition,
    areas: Iterable[str],
    folder: Path,
    *,
    language: Language = "nl",
    kind: Kind = "full",
    chapter: str = "",
    workers: int = WORKERS,
    on_done: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Reports or workbooks of many places in a folder; what is there already from the same figures stays.

    Raises NoSuchArea for a code that is no area of today, and CannotWrite for a folder in which nothing can be written.
    """
    wanted = {file_name(edition, town(edition, nis).area["code"], language, kind, chapter): nis for nis in areas}
    record.prepare(folder)
    outcome, mark, known = Outcome(), fingerprint(edition, language), record.known(folder)
    for name, nis in list(wanted.items()):
        if known.get(name) == mark and (folder / name).exists():
            outcome.unchanged.append(name)
            on_done(nis)
            del wanted[name]
    for name, failure in _made(edition, wanted, _Kept(folder, language, kind, chapter), workers):
        if failure:
            outcome.failed[name] = failure
        else:
            outcome.made.append(name)
            known[name] = mark
            _remember(outcome, folder, known)
        on_done(wanted[name])
    return outcome


def _remember(outcome: Outcome, folder: Path, made: dict[str, str]) -> None:
    """Keep the record after each document, so that a run that is killed goes on where it was."""
    try:
        record.keep(folder, made)
        outcome.failed.pop(record.RECORD, None)
    except OSError as error:
        outcome.failed[record.RECORD] = record.told(error)


def _made(edition: Edition, wanted: dict[str, str], kept: _Kept, workers: int) -> Iterator[tuple[str, str]]:
    """Each document as it is finished: its name, and what went wrong or "".

    In waves, each with workers of its own: the executor's own way to replace workers may stand still (CPython issue
    115634). Where a worker dies, the documents of its wave are made again one by one, so that only one is to blame.
    """
    names, alone = iter(wanted), list[str]()
    while wave := list(islice(names, workers * DOCUMENTS_PER_WORKER)):
        for name, failure in _wave(edition, {name: wanted[name] for name in wave}, kept, workers):
            if isinstance(failure, BrokenProcessPool):
                alone.append(name)
            else:
                yield name, _told(failure)
    for name in alone:
        yield from ((same, _told(failure)) for same, failure in _wave(edition, {name: wanted[name]}, kept, 1))


def _wave(
    edition: Edition, wanted: dict[str, str], kept: _Kept, workers: int
) -> Iterator[tuple[str, BaseException | None]]:
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_begin) as pool:
        running = {
            pool.submit(make, edition.folder, nis, kept.folder / name, kept): name for name, nis in wanted.items()
        }
        for done in as_completed(running):
            yield running[done], done.exception()


def _begin() -> None:
    """What a worker does first; what it has read by then is never looked through for waste again."""
    end_with_parent()
    gc.freeze()


def _told(failure: BaseException | None) -> str:
    return record.told(failure) if failure else ""


def make(edition: Path, nis: str, path: Path, kept: _Kept) -> None:
    """One document under its final name once it is whole; what a worker does."""
    write(town(_opened(edition), nis), path, kept)


def write(place: Town, path: Path, kept: _Kept) -> None:
    """The document of a place that is at hand, under its final name once it is whole."""
    if kept.kind == "workbook":
        workbook_of(place, path, kept.language)
        return
    partial = path.with_name(f".{path.name}.part")
    try:
        if kept.kind == "editable":
            partial.write_bytes(editable(place, kept.language))
        else:
            partial.write_bytes(report_of(place, kept.language, kept.kind, chapter=kept.chapter))
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def document_of_group(place: Town, folder: Path, *, language: Language = "nl", kind: Kind = "full") -> Path:
    """The document of a group that somebody put together; made anew each time, since only its maker knows it."""
    record.prepare(folder)
    kept = _Kept(folder, language, kind)
    path = folder / _named(places.name(place.area, language), "group", kept)
    write(place, path, kept)
    return path


@cache
def _opened(folder: Path) -> Edition:
    """The edition, opened once per worker."""
    return Edition(folder)


def fingerprint(edition: Edition, language: Language) -> str:
    """What a document follows from: the edition and the one before, the language, and everything in this package."""
    told = hashlib.sha256(json.dumps([edition.manifest, previous(edition), language], sort_keys=True).encode())
    told.update(_package().encode())
    return told.hexdigest()


@cache
def _package() -> str:
    told = hashlib.sha256()
    for one in _walk(files("liim.publish")):
        told.update(one.read_bytes())
    return told.hexdigest()


def _walk(folder: Traversable) -> Iterator[Traversable]:
    for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if one.is_dir():
            yield from _walk(one)
        elif not one.name.endswith(".pyc"):
            yield one
