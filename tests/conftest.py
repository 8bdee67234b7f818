"""What many tests share: editions, built once through the whole way of the data, and a browser."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from liim import editions, pipeline

SHARED_DATA = Path(__file__).parents[1].parent / "shared" / "data"
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


def _built_once(factory: pytest.TempPathFactory, id_: str, build: Callable[[], object]) -> Path:
    """A LIIM_HOME that holds one released edition; made by whichever test process comes first."""
    shared = factory.getbasetemp().parent if os.environ.get("PYTEST_XDIST_WORKER") else factory.getbasetemp()
    folder = shared / f"home-{id_}"
    with (shared / f"{id_}.lock").open("w") as lock, _home(folder):
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "editions" / "current").exists():
            build()
            editions.make_current(id_)
    return folder


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LIIM_HOME in which the demo edition is the released one."""
    return _built_once(tmp_path_factory, "demo", lambda: pipeline.build_demo(id_="demo", say=lambda _: None))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The publishers' own files, beside the project."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the publishers' files are not beside the project (../shared/data)")
    return SHARED_DATA


@pytest.fixture(scope="session")
def real_home(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Path:
    """A LIIM_HOME in which the edition made from the publishers' own files is the released one."""
    return _built_once(tmp_path_factory, "real", lambda: pipeline.build(shared_data, id_="real", say=lambda _: None))


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
