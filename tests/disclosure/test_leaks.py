"""Two hundred leaks are caught, fifty harmless changes are not."""

from random import Random

import polars as pl
import pytest

from liim.disclosure.attack import attack, too_narrow
from tests.disclosure.leaks import HARMLESS, LEAKS, Published, edition


@pytest.fixture(scope="module")
def published() -> Published:
    return edition()


def found(out: Published) -> pl.DataFrame:
    return too_narrow(attack(out.cells, out.system, statements=out.statements), out.made.required)


def test_what_is_published_withstands_the_attack(published: Published) -> None:
    assert len(published.primary()) > 20
    assert found(published).is_empty()


@pytest.mark.parametrize("seed", range(200))
def test_a_leak_is_caught(published: Published, seed: int) -> None:
    leak = LEAKS[seed % len(LEAKS)]
    random = Random(seed)  # noqa: S311  # seeded, so that a leak comes back
    assert not found(leak(published, random)).is_empty()


@pytest.mark.parametrize("seed", range(50))
def test_a_harmless_change_is_not(published: Published, seed: int) -> None:
    change = HARMLESS[seed % len(HARMLESS)]
    random = Random(seed)  # noqa: S311  # as above
    assert found(change(published, random)).is_empty()
