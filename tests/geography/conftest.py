"""The publishers' own files, where this machine has them."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def published() -> Path:
    """The folder of real input files; tests that need it skip without."""
    folder = Path(__file__).parents[2].parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no real files in {folder.name}: nothing to compare with")
    return folder
