"""The site of the demo edition as `liim serve` serves it, for what is measured from outside."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import httpx

_OK, _START_WITHIN = 200, 120


@contextmanager
def served() -> Iterator[tuple[str, int]]:
    """Its address and the id of its first process; it ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # With its own settings: those that another benchmark chose for this process serve no style sheets.
    known = {name: told for name, told in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    server = subprocess.Popen(
        [sys.executable, "-m", "liim", "serve", "--port", str(port)],
        env=known,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        root = f"http://127.0.0.1:{port}"
        _wait_for(f"{root}/nl/")
        yield root, server.pid
    finally:
        server.terminate()
        server.wait()


def _wait_for(address: str) -> None:
    until = time.monotonic() + _START_WITHIN
    while time.monotonic() < until:
        with suppress(httpx.TransportError):
            if httpx.get(address, timeout=30).status_code == _OK:
                return
        time.sleep(0.5)
    raise TimeoutError(f"Nothing answers at {address}.")
