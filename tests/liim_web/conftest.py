"""What holds for every test of the application."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_dutch() -> Iterator[None]:
    """A page that was asked for in French leaves the thread in French: the next test begins in Dutch again."""
    with translation.override("nl"):
        yield
