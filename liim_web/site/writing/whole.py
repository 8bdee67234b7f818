"""The whole site as files: written beside its final name by processes of its own, checked, and put in place at once."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import translation

from liim import editions
from liim.editions.released import is_released
from liim.model import LANGUAGES, SOURCE_LANGUAGE, Language
from liim.publish.readers import check_published
from liim_web.site.documents.offered import offered
from liim_web.site.edition.reading import Reading
from liim_web.site.writing import files
from liim_web.site.writing.addresses import AVAILABILITY
from liim_web.site.writing.starting import begin
from liim_web.site.writing.working import NOT_FOUND, PAGE, Task, addresses, work

RECORD = "liim.json"  # tells that a folder is a site that was written before, and of which edition
WORKERS = 2
_AT_ONCE = 8  # pages per task, each in every language
MANIFEST = "staticfiles.json"
_ROOT = (
    '<!doctype html><html lang="nl"><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=nl/">'
    '<title>LIIM</title><a href="nl/">LIIM</a>\n'
)


class Refused(Exception):
    """A site that is not written, and why."""


Say = Callable[[int, int], None]


def _silent(_done: int, _all: int) -> None:
    """Nobody waits for it."""


def write_site(to: Path, *, workers: int = WORKERS, say: Say = _silent, say_read: Say = _silent) -> int:
    """Write the site of settings.EDITION to a folder and give the number of files; nothing is there until all is.

    `say` is told how many files of how many there are, `say_read` how many of them the gate has read. Raises Refused
    where the edition was not released, where something else stands in the folder, or where the gate finds a figure that
    the edition does not hold.
    """
    edition = editions.open_edition(settings.EDITION)
    if not is_released(edition.id):
        raise Refused(f"Edition {edition.id} has not been released: readers may not see it yet.")
    if to.exists() and any(to.iterdir()) and not (to / RECORD).exists():
        raise Refused(f"{to} holds something else than a site of LIIM. Name another folder, or empty it.")
    to.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f".{to.name}.", dir=to.parent))
    try:
        written = _write(partial, edition, workers, say)
        wrong = check_published(edition.folder, partial, say_read)
        if wrong:
            raise Refused(f"The gate refuses {len(wrong)} figures, the first: {'; '.join(wrong[:3])}")
        partial.chmod(0o755)
        _take_place(partial, to)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return written


def _write(partial: Path, edition: editions.Edition, workers: int, say: Say) -> int:
    _gather_static_files(partial / "static")
    pages = _tasks()
    tasks: list[tuple[Sequence[Language], Sequence[Task]]] = [([*LANGUAGES], some) for some in _some(pages)]
    tasks.append(([SOURCE_LANGUAGE], [(NOT_FOUND, "", "")]))
    every, done = sum(len(languages) * len(some) for languages, some in tasks), 0
    start = (begin, (edition.folder.name, partial / "static"))
    with ProcessPoolExecutor(workers, get_context("spawn"), *start) as pool:
        for finished in as_completed([pool.submit(work, partial, *some) for some in tasks]):
            done += finished.result()
            say(done, every)
    for language in LANGUAGES:
        shutil.copy(edition.folder / "availability.json", partial / language / AVAILABILITY)
    every += _copy_documents(partial)
    (partial / "static" / MANIFEST).unlink()
    (partial / "index.html").write_text(_ROOT, encoding="utf-8")
    record = {"edition": edition.id, "kind": edition.manifest["kind"], "files": every}
    (partial / RECORD).write_text(json.dumps(record) + "\n", encoding="utf-8")
    return every


def _copy_documents(partial: Path) -> int:
    """The reports and workbooks that were published of this edition, where its pages link to them; how many."""
    facts, copied = addresses().facts, 0
    for reading in (Reading(facts, language, written=True) for language in LANGUAGES):
        with translation.override(reading.language):
            for document in (one for code in facts.areas for one in offered(reading, code)):
                to = partial / document.link.removeprefix("/")
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(document.path, to)
                copied += 1
    return copied


def _gather_static_files(static: Path) -> None:
    """Under names that hold their checksum, so that they may be kept for ever; without those that do not."""
    settings.STATIC_ROOT = static
    call_command("collectstatic", interactive=False, verbosity=0)
    for plain in json.loads((static / MANIFEST).read_text(encoding="utf-8"))["paths"]:
        (static / plain).unlink()


def _tasks() -> list[Task]:
    """Every file, which each language has."""
    places = [(f"{code}.json", code, files.COMPARED) for code in addresses().facts.areas]
    for_scripts = [(files.NAMES, "", files.FOUND), (files.LINES, "", files.COMPARED), *places]
    return [*((PAGE, *one) for one in addresses().every()), *for_scripts]


def _some(tasks: Sequence[Task]) -> Iterator[Sequence[Task]]:
    return (tasks[at : at + _AT_ONCE] for at in range(0, len(tasks), _AT_ONCE))


def _take_place(partial: Path, to: Path) -> None:
    """Put what is whole under its name; what stood there goes."""
    if to.exists():
        old = Path(tempfile.mkdtemp(prefix=f".{to.name}.old.", dir=to.parent))
        to.rename(old / to.name)
        partial.rename(to)
        shutil.rmtree(old)
    else:
        partial.rename(to)
