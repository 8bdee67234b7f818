"""Charts are approved by their diff; a small edition of invented figures holds every status."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[1] / "golden"
APPROVE = "LIIM_APPROVE"  # set it to write what was made as the new approved output

Approve = Callable[[str, str], None]


@pytest.fixture
def approve() -> Approve:
    """Hold a text against its approved version, one line per element so that a difference can be read."""

    def _approve(name: str, made: str) -> None:
        path, readable = GOLDEN / name, made.replace("><", ">\n<") + "\n"
        if os.environ.get(APPROVE):
            path.write_text(readable, encoding="utf-8")
        assert path.exists(), f"{name} was never approved: look at it, then run again with {APPROVE}=1."
        assert readable == path.read_text(encoding="utf-8"), f"{name} changed: look, then run with {APPROVE}=1."

    return _approve
