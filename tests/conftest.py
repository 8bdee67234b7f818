"""What many tests share: editions, built once through the whole way of the data, and a browser."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright

from liim import editions, pipeline

# How long an example takes depends on what else the machine does: time is measured in benchmarks/.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
expect.set_options(timeout=30_000)  # as long as a browser waits for a page: a busy machine is slow, not wrong

LIIM = Path(__file__).parents[1] / "liim"
SHARED_DATA = Path(__file__).parents[1].parent / "shared" / "data"
_MAKES_NO_EDITION = {"publish", "cli", "gate.py", "__pycache__"}
_KEPT = 6
BROWSER_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def _home(folder: Path) -> Iterator[None]:
    before = os.environ.get("LIIM_HOME")
    os.environ["LIIM_HOME"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["LIIM_HOME"]
        else:
            os.environ["LIIM_HOME"] = before


def _state_of(data: Path | None) -> str:
    """A mark that changes with what an edition is made of: the code that makes it and the files that it reads."""
    mark = hashlib.sha256((LIIM.parent / "requirements.lock").read_bytes())
    for path in sorted(path for path in LIIM.rglob("*") if path.is_file() and path.suffix != ".mo"):
        name = path.relative_to(LIIM)
        if not _MAKES_NO_EDITION.intersection(name.parts):
            mark.update(str(name).encode() + path.read_bytes())
    for path in sorted(data.rglob("*")) if data else ():
        mark.update(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}".encode())
    return mark.hexdigest()[:16]


def _built_once(
    request: pytest.FixtureRequest, id_: str, build: Callable[[], object], data: Path | None = None
) -> Path:
    """A LIIM_HOME that holds one released edition.

    It is made by whichever test process comes first, and kept in pytest's cache for later runs, until the code that
    makes editions or a file that it reads changes.
    """
    factory: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
    assert request.config.cache is not None
    kept = request.config.cache.mkdir("editions") / f"{id_}-{_state_of(data)}"
    shared = factory.getbasetemp().parent if os.environ.get("PYTEST_XDIST_WORKER") else factory.getbasetemp()
    folder = shared / f"home-{id_}"
    with (kept.parent / f"{id_}.lock").open("w") as lock, _home(folder):
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists() and kept.exists():
            shutil.copytree(kept, folder, symlinks=True)
        elif not folder.exists():
            build()
            editions.make_current(id_)
            for old in sorted(kept.parent.glob(f"{id_}-*"), key=lambda path: path.stat().st_mtime)[:-_KEPT]:
                shutil.rmtree(old)
            beside = Path(tempfile.mkdtemp(dir=kept.parent, prefix="."))
            shutil.copytree(folder, beside / id_, symlinks=True)
            (beside / id_).rename(kept)  # whole or not at all: a run may be broken off
            beside.rmdir()
    return folder


@pytest.fixture(scope="session")
def demo_home(request: pytest.FixtureRequest) -> Path:
    """A LIIM_HOME in which the demo edition is the released one."""
    return _built_once(request, "demo", lambda: pipeline.build_demo(id_="demo", say=lambda _: None))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The publishers' own files, beside the project."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the publishers' files are not beside the project (../shared/data)")
    return SHARED_DATA


@pytest.fixture(scope="session")
def real_home(request: pytest.FixtureRequest, shared_data: Path) -> Path:
    """A LIIM_HOME in which the edition made from the publishers' own files is the released one."""
    build = partial(pipeline.build, shared_data, id_="real", say=lambda _: None)
    return _built_once(request, "real", build, data=shared_data)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium: one for all tests of a process, since Playwright allows no second one beside it."""
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("Chromium is not installed; on Debian: apt-get install chromium")
    # Playwright keeps an event loop in this thread, in which Django would otherwise refuse its database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=BROWSER_FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """The browser for one test: every window that the test opened is closed after it, and lets go of the server."""
    yield chromium
    for context in chromium.contexts:
        context.close()
