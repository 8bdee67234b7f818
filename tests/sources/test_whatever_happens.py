"""Whatever happens to a file on its way, it is read or refused with BadInput: nothing else comes out of a reader."""

import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liim.observations import check
from liim.sources import BadInput, DoubtfulInput, RawFile, observe, recognise

from .conftest import inhabitants

Write = Callable[..., Path]

# What happens to bytes: some are lost, some are changed, some come in twice.
damage = st.tuples(
    st.sampled_from(["cut", "change", "drop", "repeat"]), st.floats(0, 1), st.binary(min_size=1, max_size=4)
)


def damaged(content: bytes, how: str, where: float, by: bytes) -> bytes:
    at = int(where * len(content))
    if how == "cut":
        return content[:at]
    if how == "change":
        return content[:at] + by + content[at + len(by) :]
    if how == "drop":
        return content[:at] + content[at + len(by) :]
    return content[: at + len(by) * 8] + content[at:]


def read_or_refused(path: Path) -> None:
    try:
        reader = recognise(path)
        if reader is not None:
            check(observe(RawFile(path, reader)))
    except BadInput as refused:
        assert path.name in str(refused)  # noqa: PT017 - being read is as good as being refused


@pytest.fixture
def files(population: Write, newcomers: Write, jobseekers: Write, tmp_path: Path) -> list[Path]:
    """One small file of each layout; the population also as unpacked text."""
    packed = population(inhabitants(2018)[:20])
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(tmp_path)
    origin = tmp_path / "origin_by_municipality_2015-2024.csv"
    origin.write_text("year,nis,belgian_background,neighbouring,eu27,non_eu27,total\n2024,11001,1,1,1,1,4\n")
    return [packed, packed.with_suffix(".txt"), newcomers(), jobseekers(), origin]


@given(how=st.lists(damage, min_size=1, max_size=3), which=st.integers(0, 4))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_read_or_refused(files: list[Path], how: list[tuple[str, float, bytes]], which: int) -> None:
    path = files[which]
    whole = path.read_bytes()
    content = whole
    for one in how:
        content = damaged(content, *one)
    path.write_bytes(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DoubtfulInput)
            read_or_refused(path)
    finally:
        path.write_bytes(whole)
