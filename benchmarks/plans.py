"""The plans: the matrix at the size that is promised, and sixty people who report at once behind gunicorn."""

import http.client
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

from benchmarks.measuring import Row
from benchmarks.postgresql import NoPostgreSQL, server

WORKERS = 3
WINDOW = 8.0  # seconds in which each saves once, and again in which each hands in: busier than any real day
SEED = ("-m", "benchmarks.plans_world")


def rows() -> list[Row]:
    """Milliseconds: the median of the matrix, the 95th percentile of the people who report."""
    computed, page = json.loads(_said("matrix"))
    told = [
        Row("matrix of 13 by 40 with 600 actions, computed", computed, 150, "ms"),
        Row("matrix of 13 by 40 with 600 actions, its page", page, 150, "ms"),
    ]
    try:
        with server() as folder:
            waited = _reported(f"postgresql://liim@/liim?host={folder}")
    except NoPostgreSQL as problem:
        print(problem)
        return told
    return [*told, Row("60 people report at once, 95th percentile", quantiles(waited, n=20)[-1], 300, "ms")]


def _said(what: str, **environment: str) -> str:
    """What the seed says, in a process of its own: Django is set up once per process."""
    known = os.environ | {"DATABASE_URL": "sqlite:///:memory:", **environment}
    known["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    done = subprocess.run([sys.executable, *SEED, what], env=known, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1]


def _reported(address: str) -> list[float]:
    """How long each waited for each answer; raises where anything was lost."""
    with tempfile.TemporaryDirectory() as home:
        people = json.loads(_said("people", DATABASE_URL=address, LIIM_HOME=home))
        with _gunicorn(address, home) as port:
            waited: list[float] = []
            works = [threading.Thread(target=_works, args=(port, one, waited)) for one in people]
            for work in works:
                work.start()
            for work in works:
                work.join()
        left = json.loads(_said("left", DATABASE_URL=address, LIIM_HOME=home))
    if left != {"handed_in": len(people), "texts": len(people), "broken": 0} or len(waited) != 2 * len(people):
        raise RuntimeError(f"Of {len(people)} people {len(waited) // 2} were answered, and this is left: {left}.")
    return waited


@contextmanager
def _gunicorn(address: str, home: str) -> Iterator[int]:
    """The port of the application behind processes, as in production."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    known = os.environ | {"DATABASE_URL": address, "LIIM_HOME": home, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    command = [sys.executable, "-m", "gunicorn", "liim_web.wsgi", "--workers", str(WORKERS), "--log-level", "warning"]
    # Loaded once, so that all processes are there when the people come.
    where = ["--preload", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen([*command, *where], env=known, cwd=Path(__file__).parents[1])
    try:
        for _try in range(600):
            try:
                _ask(port, "GET", "/nl/plan/")
                break
            except OSError:
                time.sleep(0.1)
        first = [threading.Thread(target=_ask, args=(port, "GET", "/nl/plan/")) for _one in range(10 * WORKERS)]
        for one in first:
            one.start()
        for one in first:
            one.join()
        yield port
    finally:
        process.terminate()
        process.wait()


def _works(port: int, person: dict[str, str], waited: list[float]) -> None:
    """One person: opens the form, types a while, saves, types on, hands in."""
    draw = random.Random(person["address"])  # noqa: S311 a pause needs no secrecy
    for text, button in (("Bezig", "save"), (f"Klaar {person['address']}", "submit")):
        time.sleep(draw.uniform(0, WINDOW))
        _status, headers, form = _ask(port, "GET", person["address"], cookie=person["cookie"])
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
        revision = re.search(r'name="revision" value="(\d+)"', form)
        if token is None or revision is None:
            raise RuntimeError(f"There is no form on {person['address']}.")
        typed = {
            "csrfmiddlewaretoken": token[1], "revision": revision[1], "progress": "running", "done": text, button: "1",
        }  # fmt: skip
        csrf = re.search(r"csrftoken=\w+", headers)
        cookie = f"{person['cookie']}; {csrf[0] if csrf else ''}"
        start = time.perf_counter()
        status, _headers, _page = _ask(port, "POST", person["address"], cookie=cookie, body=urlencode(typed))
        if status == http.client.FOUND:
            waited.append(1000 * (time.perf_counter() - start))


def _ask(port: int, method: str, address: str, *, cookie: str = "", body: str = "") -> tuple[int, str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers: dict[str, Any] = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, address, body=body or None, headers=headers)
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    return answer.status, str(answer.headers), page
