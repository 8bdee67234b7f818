"""Downloads what is new of every source; where a program may not, says which file to save, from where, and where to."""

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlsplit

import httpx
import stamina.instrumentation
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from liim.sources import raw as files
from liim.sources.description import Published, Reader, Source
from liim.sources.errors import BadInput
from liim.sources.fetching.download import AbsentError, DownloadError, OutOfTimeError, RefusedError, client, download
from liim.sources.fetching.snapshots import Snapshot, by_hand, keep, newest, raw_folder
from liim.sources.recognise import READERS, recognise

Outcome = Literal["new", "unchanged", "absent", "by_hand", "refused", "unreachable", "failed", "out_of_time"]
_NOT_ASKED_AGAIN = {"refused", "unreachable"}  # for every other year of the same source


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What became of one file; `message` says what to do where there is something to do."""

    source: str
    name: str
    outcome: Outcome
    message: str
    path: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A file of a source, and the address at which it should be."""

    reader: Reader
    published: Published
    name: str
    address: str | None

    @property
    def source(self) -> Source:
        """The source of the file."""
        return self.reader.source


def fetch(
    sources: Iterable[str] = (),
    *,
    home: Path,
    mirror: str | None = None,
    limit: float | None = None,
    console: Console | None = None,
) -> tuple[Fetched, ...]:
    """Download what is new of the sources named, or of all, newest year first, and keep it in snapshots under `home`.

    `mirror` is the address of a folder laid out as the sources' `folder` and file names. After `limit` seconds no more
    is begun and what runs is broken off, to be resumed. Files saved by hand are taken into the snapshots too. Nothing
    is overwritten; a failure of one file does not stop the others. Raises ValueError for an unknown source, and for a
    mirror that is no address.
    """
    readers = chosen(sources)
    stamina.instrumentation.set_on_retry_hooks(
        ()
    )  # the progress bar tells; a log line between its lines would break it
    deadline = None if limit is None else time.monotonic() + limit
    done: list[Fetched] = []
    with client(limit) as web, _bar(console) as bar:
        for reader in readers:
            by_person = _taken_in(reader, home)
            done += by_person
            for one in wanted(reader, checked(mirror)):
                if one.address is None and one.name in {taken.name for taken in by_person}:
                    continue
                done.append(_fetched(_Round(web, home, deadline, bar), one))
                if done[-1].outcome in _NOT_ASKED_AGAIN:
                    break
    return tuple(done)


def chosen(sources: Iterable[str]) -> tuple[Reader, ...]:
    """The readers of the sources named, or of all whose layout is verified. Raises ValueError for an unknown one."""
    named = set(sources)
    unknown = named - {reader.source.id for reader in READERS}
    if unknown:
        raise ValueError(f"no source is called {', '.join(sorted(unknown))}: `liim list sources` names them.")
    return tuple(one for one in READERS if one.source.id in named or (not named and one.source.verified))


def checked(mirror: str | None) -> str | None:
    """The address of a mirror. Raises ValueError for what is no address."""
    if mirror is not None and not re.match(r"https?://[^/]", mirror):
        raise ValueError(f"{mirror!r} is no address of a mirror: it begins with http:// or https://.")
    return mirror


def wanted(reader: Reader, mirror: str | None) -> Iterator[Wanted]:
    """Every file that a source may have, the newest year first."""
    for published in reader.source.files:
        this_year = datetime.now(UTC).year
        years = range(this_year, published.since - 1, -1) if published.since else [None]
        for year in years:
            name, address = published.in_year(year)
            if mirror is not None:
                address = f"{mirror.rstrip('/')}/{quote(reader.source.folder)}/{quote(name)}"
            yield Wanted(reader=reader, published=published, name=name, address=address)


def what_to_save(one: Wanted, home: Path) -> str:
    """Which file to save from which page into which folder, and what to type then."""
    source = one.source
    which = one.published.name.replace("{year}", "<jaar>")
    how = f" ({one.published.save})" if one.published.save else ""
    folder = by_hand(home, source)
    return (
        f"Save {which}{how} from {source.page} into {folder}, then run `liim fetch` again, "
        f"or build from it: `liim build --from {folder}`."
    )


@dataclass(frozen=True, slots=True)
class _Round:
    """One round of fetching: the connection, where things are kept, until when, and the bar that shows it."""

    web: httpx.Client
    home: Path
    deadline: float | None
    bar: Progress


def _fetched(on: _Round, one: Wanted) -> Fetched:
    """What becomes of one file."""
    known = newest(on.home).get((one.source.id, one.name))
    path = known.path if known else None
    outcome: Outcome
    if one.address is None:
        outcome = "unchanged" if known else "by_hand"
        message = f"saved by hand on {known.fetched[:10]}." if known else what_to_save(one, on.home)
    elif on.deadline is not None and time.monotonic() >= on.deadline:
        outcome, message = "out_of_time", "not begun: run `liim fetch` again to go on."
    else:
        try:
            snapshot = _download(on, one, one.address, known)
        except (BadInput, DownloadError, httpx.HTTPError) as error:
            outcome, message = _why_not(error, one, one.address, on.home)
        else:
            new = snapshot is not None and (known is None or known.sha256 != snapshot.sha256)
            path = snapshot.path if snapshot else path
            outcome, message = ("new", f"kept as {path}.") if new else ("unchanged", "the same as kept.")
    return Fetched(source=one.source.id, name=one.name, outcome=outcome, message=message, path=path)


def _why_not(error: Exception, one: Wanted, address: str, home: Path) -> tuple[Outcome, str]:
    """What stopped a download, and what to do."""
    otherwise = f"Try again later, or with --mirror; else: {what_to_save(one, home)}"
    match error:
        case BadInput():
            return "failed", str(error)
        case AbsentError():
            return "absent", f"not at {address}."
        case RefusedError():
            return "refused", f"{error}. {what_to_save(one, home)}"
        case OutOfTimeError():
            return "out_of_time", "broken off: run `liim fetch` again, it goes on from there."
        case httpx.ConnectError() | httpx.ConnectTimeout():
            return "unreachable", f"{urlsplit(address).hostname} cannot be reached ({error}). {otherwise}"
    return "failed", f"it did not come whole ({error or type(error).__name__}). {otherwise}"


def _download(on: _Round, one: Wanted, address: str, known: Snapshot | None) -> Snapshot | None:
    """The snapshot of what came, or None if nothing is new."""
    parts = raw_folder(on.home) / ".parts" / one.source.id
    parts.mkdir(parents=True, exist_ok=True)
    task = on.bar.add_task(one.name, total=None)
    try:
        came = download(
            on.web,
            address,
            parts / one.name,
            known=known,
            deadline=on.deadline,
            progress=lambda here, whole: on.bar.update(task, completed=here, total=whole),
        )
    finally:
        on.bar.remove_task(task)
    if came is None:
        return None
    try:
        refuse_what_is_not(one.reader, came.path)
        return keep(came.path, one.source, on.home, address=address, etag=came.etag, last_modified=came.last_modified)
    finally:
        came.path.unlink()


def refuse_what_is_not(reader: Reader, came: Path) -> None:
    """Raise BadInput for bytes that are no whole file of the source, RefusedError for a web page in its place."""
    seen = files.look(came)
    if seen.kind == "html":
        raise RefusedError("a web page came instead of the file")
    files.refuse_disguise(seen)
    files.refuse_damaged(seen)
    if not reader.claims(seen):
        raise BadInput(
            came,
            f"what came is no file of {reader.source.id}.",
            remedy=f"Look at {reader.source.page}: has the publisher moved or changed it?",
        )


def _taken_in(reader: Reader, home: Path) -> list[Fetched]:
    """What a person has saved of a source, kept too; the folder may hold files of other sources."""
    folder = by_hand(home, reader.source)
    before = {one.sha256 for one in newest(home).values()}
    taken = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        outcome: Outcome = "failed"
        kept, message = None, f"saved by hand in {folder}."
        try:
            if not path.is_file() or recognise(path) is not reader:
                continue
            snapshot = keep(path, reader.source, home)
            outcome, kept = ("unchanged" if snapshot.sha256 in before else "new"), snapshot.path
        except BadInput as bad:
            if not re.search(reader.source.named, path.name, re.IGNORECASE):
                continue  # the bad file of another source, which tells of it
            message = str(bad)
        taken.append(Fetched(source=reader.source.id, name=path.name, outcome=outcome, message=message, path=kept))
    return taken


def _bar(console: Console | None) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        console=console or Console(stderr=True),
        transient=True,
    )
