"""Asks every source, keeping nothing: reachable? latest period? layout as expected? how late?"""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

import httpx

from liim.sources.description import Reader, Source
from liim.sources.errors import BadInput
from liim.sources.fetching.download import AbsentError, DownloadError, RefusedError, client, download
from liim.sources.fetching.fetch import Wanted, checked, chosen, refuse_what_is_not, wanted, what_to_save
from liim.sources.fetching.snapshots import newest
from liim.sources.observe import observe
from liim.sources.recognise import RawFile

Layout = Literal["as expected", "changed", "not seen"]
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Probed:
    """What a source answered. `late` is how many months its next period is overdue; 0 if it is not due yet.

    `latest` is the newest period of what came, or else of what is kept.
    """

    source: str
    reachable: bool
    latest: str | None
    layout: Layout
    late: int | None
    message: str


def probe(
    sources: Iterable[str] = (),
    *,
    home: Path,
    mirror: str | None = None,
    limit: float | None = None,
    today: date | None = None,
) -> tuple[Probed, ...]:
    """Ask the sources named, or all, at their publishers' addresses or at a mirror's.

    The newest file is read as a build would read it, and thrown away. Raises ValueError for an unknown source.
    """
    now = today or datetime.now(UTC).date()
    with client(limit) as web:
        return tuple(_probed(web, reader, home, mirror, now) for reader in chosen(sources))


def months_late(source: Source, latest: str, today: date) -> int:
    """How many whole months ago the period after `latest` should have appeared; 0 if it is still to come."""
    due = (int(latest) + 1 + source.lag) * _MONTHS + source.appears
    return max(0, today.year * _MONTHS + today.month - due)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came when a source was asked, and why nothing did."""

    reachable: bool
    why: str
    path: Path | None = None
    layout: Layout = "not seen"


def _probed(web: httpx.Client, reader: Reader, home: Path, mirror: str | None, today: date) -> Probed:
    with tempfile.TemporaryDirectory() as folder:
        answer = _asked(web, reader, mirror, Path(folder), home)
        layout, message, latest = answer.layout, answer.why, None
        path = answer.path or _kept(reader, home)
        if path:
            try:
                latest = max(observe(RawFile(path, reader))["period"])
                layout = "as expected" if answer.path else layout
            except BadInput as bad:
                layout, message = "changed", str(bad)
    return Probed(
        source=reader.source.id,
        reachable=answer.reachable,
        latest=latest,
        layout=layout,
        late=months_late(reader.source, latest, today) if latest else None,
        message=message,
    )


def _asked(web: httpx.Client, reader: Reader, mirror: str | None, folder: Path, home: Path) -> _Answer:
    """The newest file that is there, in a folder that will be thrown away; or why there is none."""
    for one in wanted(reader, checked(mirror)):
        if one.address is None:
            return _page(web, one, home)
        to = folder / one.name
        try:
            download(web, one.address, to, known=None, deadline=None, progress=lambda *_: None)
            refuse_what_is_not(reader, to)
        except AbsentError:
            continue
        except RefusedError as refused:
            return _Answer(reachable=True, why=f"{refused}. {what_to_save(one, home)}")
        except BadInput as bad:
            return _Answer(reachable=True, why=str(bad), layout="changed")
        except (httpx.HTTPError, DownloadError) as error:
            return _Answer(reachable=False, why=f"no file from {one.address} ({error or type(error).__name__}).")
        return _Answer(reachable=True, why=f"seen at {one.address}.", path=to)
    return _Answer(reachable=True, why="none of its files is there.")


def _page(web: httpx.Client, one: Wanted, home: Path) -> _Answer:
    """Whether the page answers from which a person saves the file."""
    try:
        answer = web.get(one.source.page)
    except httpx.HTTPError as error:
        return _Answer(reachable=False, why=f"no answer from {one.source.page} ({error or type(error).__name__}).")
    return _Answer(reachable=not answer.is_server_error, why=what_to_save(one, home))


def _kept(reader: Reader, home: Path) -> Path | None:
    """The newest file of a source among the snapshots."""
    kept = [one for one in newest(home).values() if one.source == reader.source.id]
    return max(kept, key=lambda one: (one.path.name, one.fetched)).path if kept else None
