"""Editions that many tests read: built once for all of them, through the whole way of the data."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from liim import editions, pipeline

SHARED_DATA = Path(__file__).parents[1].parent / "shared" / "data"


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
