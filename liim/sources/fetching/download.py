"""One file from one address: politely, resumed where it broke off, and within its time."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
import stamina

from liim import __version__
from liim.sources.fetching.snapshots import Snapshot, require_room

_OUR_NAME = f"liim/{__version__} (Lokale Inburgerings- en Integratiemonitor; one connection, keeps to Retry-After)"
_ATTEMPTS = 4
_SILENCE = 20.0  # seconds without a byte after which a connection is given up
_LONGEST_WAIT = 120.0  # seconds; a publisher that asks for more is asked again another day
_LATER = {httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE}
_ABSENT = {httpx.codes.NOT_FOUND, httpx.codes.GONE}
_REFUSED = {
    httpx.codes.UNAUTHORIZED,
    httpx.codes.FORBIDDEN,
    httpx.codes.NOT_ACCEPTABLE,
    httpx.codes.UNAVAILABLE_FOR_LEGAL_REASONS,
}

Progress = Callable[[int, int | None], None]  # bytes here, bytes in all if known


class DownloadError(Exception):
    """A file did not come; the message says why."""


class AbsentError(DownloadError):
    """There is nothing at this address."""


class RefusedError(DownloadError):
    """The publisher does not give this file to programs."""


class OutOfTimeError(DownloadError):
    """The time that was given is over; what came so far is kept for the next time."""


class _LaterError(DownloadError):
    """The publisher asks to come back after so many seconds."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__("the publisher is busy")
        self.seconds = seconds


class _BrokenOffError(DownloadError):
    """Fewer bytes came than were announced, or the part that is here no longer fits."""


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A whole file, and what to tell the publisher next time to be spared an unchanged one."""

    path: Path
    etag: str
    last_modified: str


def client(limit: float | None) -> httpx.Client:
    """Who we are to publishers: one connection, no hurry, our own name."""
    silence = _SILENCE if limit is None else max(0.1, min(_SILENCE, limit))
    return httpx.Client(
        follow_redirects=True,
        limits=httpx.Limits(max_connections=1),
        timeout=silence,
        headers={"User-Agent": _OUR_NAME, "Accept-Encoding": "identity"},
    )


def download(
    web: httpx.Client, address: str, to: Path, *, known: Snapshot | None, deadline: float | None, progress: Progress
) -> Downloaded | None:
    """The file at an address, or None if it is still the known one.

    Broken connections and errors of the server are tried again, from where they broke off; a wait that the server asks
    for is kept. Raises AbsentError, RefusedError, OutOfTimeError or another DownloadError,
    httpx.HTTPError, and BadInput for a full disk.
    """
    for attempt in stamina.retry_context(
        on=lambda error: _worth_another(error, deadline), attempts=_ATTEMPTS, timeout=None, wait_max=10.0
    ):
        with attempt:
            return _attempt(web, address, to, known=known, deadline=deadline, progress=progress)
    raise AssertionError("stamina ends with a result or an error")


def _worth_another(error: Exception, deadline: float | None) -> bool | float:
    """Whether to try again, or after how many seconds."""
    if isinstance(error, _LaterError) and error.seconds is not None:
        left = _LONGEST_WAIT if deadline is None else deadline - time.monotonic()
        return error.seconds if error.seconds <= min(left, _LONGEST_WAIT) else False
    if deadline is not None and time.monotonic() >= deadline:
        return False
    if isinstance(error, httpx.HTTPStatusError):
        return error.response.is_server_error
    return isinstance(error, httpx.TransportError | _LaterError | _BrokenOffError)


def _attempt(
    web: httpx.Client, address: str, to: Path, *, known: Snapshot | None, deadline: float | None, progress: Progress
) -> Downloaded | None:
    validator = to.with_name(f"{to.name}.validator")
    here = to.stat().st_size if to.exists() and validator.exists() else 0
    with web.stream("GET", address, headers=_conditions(here, validator, known)) as answer:
        if answer.status_code == httpx.codes.NOT_MODIFIED:
            return None
        _refuse(answer, to)
        resumed = answer.status_code == httpx.codes.PARTIAL_CONTENT
        if resumed and not answer.headers.get("Content-Range", "").startswith(f"bytes {here}-"):
            to.unlink()
            raise _BrokenOffError("another part came than was asked for")
        if not resumed:
            here = 0
        etag, modified = answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", "")
        length = answer.headers.get("Content-Length")
        whole = here + int(length) if length else None
        require_room(to.parent, int(length or 0), to.name)
        validator.write_text(modified if etag.startswith("W/") else etag or modified, encoding="utf-8")
        with to.open("ab" if resumed else "wb") as file:
            for piece in answer.iter_raw():
                here += file.write(piece)
                progress(here, whole)
                if deadline is not None and time.monotonic() >= deadline:
                    raise OutOfTimeError
    if whole is not None and here != whole:
        raise _BrokenOffError(f"{here} of {whole} bytes came")
    validator.unlink()
    return Downloaded(to, etag, modified)


def _conditions(here: int, validator: Path, known: Snapshot | None) -> dict[str, str]:
    """Headers that ask for the rest of a part, or for a file only if it is not the known one."""
    if here and (same := validator.read_text(encoding="utf-8")):
        return {"Range": f"bytes={here}-", "If-Range": same}
    if known is None or here:
        return {}
    conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _refuse(answer: httpx.Response, to: Path) -> None:
    """Raise for every answer that brings no file."""
    code = answer.status_code
    if code in _ABSENT:
        raise AbsentError(f"nothing there ({code})")
    if code in _REFUSED:
        raise RefusedError(f"the publisher refuses programs ({code})")
    if code in _LATER:
        raise _LaterError(_seconds(answer.headers.get("Retry-After", "")))
    if code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
        to.unlink(missing_ok=True)
        raise _BrokenOffError("the part that was here no longer fits")
    answer.raise_for_status()
    if "html" in answer.headers.get("Content-Type", "").lower():
        raise RefusedError("a web page came instead of the file")


def _seconds(said: str) -> float | None:
    """What Retry-After says, a number or a date, in seconds from now; None if it says nothing."""
    if not said:
        return None
    if said.isdigit():
        return float(said)
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
