"""Whatever file of an edition tells what is withheld, though every file is as listed, the gate refuses the edition."""

import json
import shutil
from pathlib import Path
from random import Random

import pytest

from liim import editions, gate, pipeline
from liim.editions.writing import list_files
from tests.leaks_in_files import HARMLESS, LEAKS, Change, delivery


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LIIM_HOME with an edition that has comparisons, trends and gaps, on the map of 2019 and on that of today."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIIM_HOME", str(folder))
        pipeline.build(delivery(folder / "from"), id_="one", say=lambda _: None)
    return folder


@pytest.fixture
def holds(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of that edition in a home of its own, without what is known inside alone."""
    monkeypatch.setenv("LIIM_HOME", str(tmp_path))
    shutil.copytree(built / "editions", tmp_path / "editions")
    return tmp_path / "editions" / "one"


def refused(folder: Path, change: Change, seed: int) -> list[str]:
    """Which checks do not pass, when something was changed and the list of files was made anew."""
    change(folder, Random(seed))  # noqa: S311  # seeded, so that a leak comes back
    manifest = folder / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(told | {"files": list_files(folder)}), encoding="utf-8")
    with editions.open_edition("one") as edition:
        return [f"{check.name}: {check.found}" for check in gate.verify(edition).checks if not check.passed]


@pytest.mark.parametrize("leak", LEAKS)
def test_a_leak_in_a_file_is_caught(holds: Path, leak: str) -> None:
    assert refused(holds, LEAKS[leak], seed=len(leak))


@pytest.mark.parametrize("change", HARMLESS, ids=lambda one: one.__name__)
def test_a_harmless_change_of_a_file_is_not(holds: Path, change: Change) -> None:
    assert refused(holds, change, seed=1) == []
