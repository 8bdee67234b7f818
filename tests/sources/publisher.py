"""A publisher on 127.0.0.1 that serves a folder, and misbehaves where a test asks it to."""

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

Fault = Literal[
    "refused", "cut", "cut always", "html", "wrong bytes", "busy", "busy for an hour", "broken", "slow", "no room"
]

_CODES: dict[str | None, int] = {"refused": 403, "broken": 500, "busy": 429, "busy for an hour": 503}


class Publisher:
    """What it serves, how it misbehaves (by the file's name), and what it was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: dict[str, Fault] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []  # name, headers
        self.address = ""

    def times(self, name: str) -> int:
        """How often a file was asked for."""
        return sum(asked == name for asked, _ in self.asked)


@contextmanager
def publishing(folder: Path) -> Iterator[Publisher]:
    """Serve a folder, with ranges and validators, until the block ends."""
    publisher = Publisher(folder)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
            """Say nothing."""

        def do_GET(self) -> None:
            _answer(self, publisher)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    publisher.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield publisher
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _answer(to: BaseHTTPRequestHandler, publisher: Publisher) -> None:
    path = publisher.folder / unquote(to.path).lstrip("/")
    publisher.asked.append((path.name, dict(to.headers)))
    fault = publisher.faults.get(path.name)
    if fault == "html":
        return _send(to, 200, b"<!DOCTYPE html><html>Please log in</html>", {"Content-Type": "text/html"})
    if fault in _CODES and (fault != "busy" or publisher.times(path.name) == 1):
        return _send(to, _CODES[fault], b"", {"Retry-After": "3600" if fault == "busy for an hour" else "0"})
    if not path.is_file():
        return _send(to, 404, b"")
    content = path.read_bytes()
    if fault == "wrong bytes":
        middle = len(content) // 2
        content = (
            content[:middle]
            + bytes(256 - one if one else 1 for one in content[middle : middle + 64])
            + content[middle + 64 :]
        )
    etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    if to.headers.get("If-None-Match") == etag:
        return _send(to, 304, b"", {"ETag": etag})
    start = 0
    if (asked := to.headers.get("Range")) and to.headers.get("If-Range") == etag:
        start = int(asked.removeprefix("bytes=").split("-")[0])
    status = 206 if start else 200
    headers = (
        {"ETag": etag, "Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"} if start else {"ETag": etag}
    )
    cut = fault == "cut always" or (fault == "cut" and publisher.times(path.name) == 1)
    return _send(to, status, content[start:], headers, cut=cut, slow=fault == "slow", huge=fault == "no room")


def _send(
    to: BaseHTTPRequestHandler,
    status: int,
    body: bytes,
    headers: dict[str, str] | None = None,
    *,
    cut: bool = False,
    slow: bool = False,
    huge: bool = False,
) -> None:
    to.send_response(status)
    for name, value in (headers or {}).items():
        to.send_header(name, value)
    to.send_header("Content-Length", str(10**18 if huge else len(body)))
    to.end_headers()
    try:
        if slow:
            for at in range(0, len(body), 64):
                to.wfile.write(body[at : at + 64])
                to.wfile.flush()
                time.sleep(0.05)
        else:
            to.wfile.write(body[: len(body) // 2] if cut else body)
    except OSError:
        return  # the reader has gone
