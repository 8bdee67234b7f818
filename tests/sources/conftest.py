"""Where the publishers' own files lie, for the tests that read them."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def data() -> Path:
    """The publishers' own files, beside the repository; they are never part of it."""
    folder = Path(__file__).parents[2].parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no publishers' files at {folder}: this test reads them where they lie")
    return folder
