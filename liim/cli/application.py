"""The application, in a process of its own: it is started, not imported; the statistics know nothing of the web."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Never

from liim.editions import Edition

_SETTINGS = "DJANGO_SETTINGS_MODULE"


def django(*command: str) -> None:
    """A command of the application, with the settings of a server on one's own machine unless others are named."""
    subprocess.run([sys.executable, "-m", "django", *command], env=_served(), check=True)  # noqa: S603 - our own commands


def write_site(edition: Edition, to: Path) -> int:
    """Let it write its public pages in a folder; gives the exit code."""
    told = {_SETTINGS: "liim_web.settings.written", "LIIM_WRITTEN_EDITION": edition.folder.name}
    command = [sys.executable, "-m", "django", "write_site", str(to)]
    return subprocess.run(command, env=os.environ | told, check=False).returncode  # noqa: S603 - our own command


def serve_on(port: int, workers: int) -> Never:
    """Become its server, on 127.0.0.1."""
    # Threads, so that a reader who opens a connection and asks nothing yet keeps nobody else waiting.
    gunicorn = [sys.executable, "-m", "gunicorn", "liim_web.wsgi", "--workers", str(workers), "--threads", "4"]
    os.execve(sys.executable, [*gunicorn, "--log-level", "warning", "--bind", f"127.0.0.1:{port}"], _served())  # noqa: S606 - no shell: ours


def _served() -> dict[str, str]:
    return {_SETTINGS: "liim_web.settings.served"} | os.environ
