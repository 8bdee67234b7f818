"""A PostgreSQL server of one's own, on a socket in a folder, for as long as it is needed: for tests and benchmarks."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class NoPostgreSQL(FileNotFoundError):
    """The programs of the server are not on this machine."""


def programs() -> Path:
    """The folder of initdb and pg_ctl. Debian keeps them out of the path. Raises NoPostgreSQL."""
    found = shutil.which("initdb") or next(iter(sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")))), "")
    if not found:
        raise NoPostgreSQL("PostgreSQL is not installed; on Debian: apt-get install postgresql (as root).")
    return Path(found).resolve().parent


@contextmanager
def server() -> Iterator[Path]:
    """The folder of the socket of a server with one empty database, `liim`, whose owner `liim` needs no password."""
    tools = programs()
    folder = Path(tempfile.mkdtemp(prefix="liim-pg-"))
    # initdb refuses root; any user without rights will do.
    user: dict[str, Any] = {"user": "nobody"} if os.geteuid() == 0 else {}
    if user:
        shutil.chown(folder, "nobody")

    def run(program: str, *arguments: str) -> None:
        subprocess.run([tools / program, *arguments], check=True, cwd=folder, capture_output=True, **user)

    data = str(folder / "data")
    run("initdb", "-D", data, "-U", "liim", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=100"
    run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        run("createdb", "-h", str(folder), "-U", "liim", "liim")
        yield folder
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)
