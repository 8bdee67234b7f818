"""Documents that readers ask for and nobody made yet: a short line of them, and one maker that works it off.

A request only leaves a note and goes on: the site never waits for a document. The notes are files, so that all
processes of the site see the same line; a lock lets one maker work at a time, whichever process started it. The line
is bounded, and what was made stays: all that readers can ask for is made once.
"""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import get_args

from liim import editions
from liim.editions import Edition, NoSuchEdition
from liim.editions.layout import home
from liim.model import LANGUAGES, Language
from liim.publish.batch import Kind
from liim.publish.published import publish
from liim.publish.town import NoSuchArea

MOST = 20  # documents in the line, about two minutes of work
PATIENCE = 3600  # seconds until a document that failed may be asked for again
_LOCK, _FAILED = ".lock", ".failed"
_APART = "+"  # in the name of a note; no id of an edition holds it
KINDS: tuple[Kind, ...] = get_args(Kind)

_maker: subprocess.Popen[bytes] | None = None


class Waiting(Enum):
    """What becomes of a document that is asked for."""

    IN_LINE = "in_line"
    LINE_IS_FULL = "line_is_full"
    FAILED = "failed"


@dataclass(frozen=True)
class Wanted:
    """A document that somebody asked for."""

    edition: str
    area: str
    language: Language
    kind: Kind

    @property
    def note(self) -> str:
        """Its name in the line."""
        return _APART.join((self.edition, self.area, self.language, self.kind))

    @classmethod
    def of(cls, note: str) -> "Wanted | None":
        """What a note asks for; None for a file that is no note."""
        parts = note.split(_APART)
        if len(parts) != 4:  # noqa: PLR2004 as many as a document has properties
            return None
        edition, area, spoken, sort = parts
        language = next((one for one in LANGUAGES if one == spoken), None)
        kind = next((one for one in KINDS if one == sort), None)
        return cls(edition, area, language, kind) if language and kind else None


def ask(wanted: Wanted) -> Waiting:
    """Put a document in the line, where it does not stand there, and see to it that somebody works it off."""
    line = _line()
    if _failed_lately(line / _FAILED / wanted.note):
        return Waiting.FAILED
    if not (line / wanted.note).exists():
        if len(_notes(line)) >= MOST:
            return Waiting.LINE_IS_FULL
        (line / wanted.note).touch()
    _start_maker(line)
    return Waiting.IN_LINE


def work() -> None:
    """Make what stands in the line, the oldest first, until it is empty; nothing, where another maker is at it."""
    line = _line()
    with _alone(line) as alone:
        while alone and (notes := _notes(line)):
            for note in notes:
                _make(line, note)


def _make(line: Path, note: str) -> None:
    wanted = Wanted.of(note)
    why = "nobody knows what this asks for"
    if wanted is not None:
        try:
            with editions.open_edition(wanted.edition) as edition:
                why = _published(edition, wanted)
        except (NoSuchEdition, NoSuchArea, ValueError) as gone:
            why = str(gone)
    failed = line / _FAILED / note
    if why:
        failed.parent.mkdir(exist_ok=True)
        failed.write_text(f"{why}\n", encoding="utf-8")
    else:
        failed.unlink(missing_ok=True)
    (line / note).unlink(missing_ok=True)


def _published(edition: Edition, wanted: Wanted) -> str:
    """Make one document; what went wrong, or ""."""
    done = publish(edition, [wanted.area], language=wanted.language, kind=wanted.kind, workers=1)
    return "; ".join(done.failed.values())


def _line() -> Path:
    line = home() / "documents" / ".wanted"
    line.mkdir(parents=True, exist_ok=True)
    return line


def _notes(line: Path) -> list[str]:
    """The notes in the line, oldest first; one that is taken away meanwhile is no longer in it."""
    found = []
    for path in line.iterdir():
        if not path.name.startswith("."):
            try:
                found.append((path.stat().st_mtime_ns, path.name))
            except FileNotFoundError:
                continue
    return [name for _since, name in sorted(found)]


def _failed_lately(failed: Path) -> bool:
    try:
        return time.time() - failed.stat().st_mtime < PATIENCE
    except FileNotFoundError:
        return False


@contextmanager
def _alone(line: Path) -> Iterator[bool]:
    """Whether nobody else works the line off; as long as this lasts, nobody else will."""
    with (line / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _start_maker(line: Path) -> None:
    """A process of its own: a document takes seconds and memory, and a failure in it must not touch the site."""
    global _maker  # noqa: PLW0603 one maker per process of the site, whose end is asked for here
    if _maker is not None and _maker.poll() is None:
        return
    with _alone(line) as alone:
        if not alone:
            return
    _maker = subprocess.Popen(
        [sys.executable, "-m", "liim.publish.wanted"], stdin=subprocess.DEVNULL, start_new_session=True
    )


if __name__ == "__main__":
    os.nice(10)  # pages come first
    work()
