"""Documents of which one number was changed into one that is published nowhere are refused; harmless changes are not.

What is sampled are numbers that the edition gives nowhere for the place and its region. By its rule (decision 0089) the
gate cannot tell a withheld number in running text from an equal one published of the same indicator and place.
"""

import shutil
from pathlib import Path
from random import Random

import pytest

from liim.editions import Edition
from liim.publish.readers import Judge
from liim.publish.report import editable
from liim.publish.town import town
from liim.publish.workbook import workbook
from tests.publish.leaks_in_texts import HARMLESS, LEAKS, NIS, Made, secret


@pytest.fixture(scope="module")
def judge(edition: Edition) -> Judge:
    return Judge(edition.folder)


@pytest.fixture(scope="module")
def documents(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    workbook(edition, NIS, folder / f"werk-{NIS}.xlsx")
    (folder / "short.docx").write_bytes(editable(town(edition, NIS)))
    shutil.copy(edition.folder / "open-data" / "DE_49.csv", folder)
    return folder


def test_documents_that_were_not_changed_pass(judge: Judge, documents: Path) -> None:
    assert [fault for path in documents.iterdir() for fault in judge.faults(path)] == []


@pytest.mark.parametrize("seed", range(200))
def test_a_leak_is_caught(edition: Edition, judge: Judge, documents: Path, tmp_path: Path, seed: int) -> None:
    made = Made(edition, documents, tmp_path, Random(seed))  # noqa: S311 -- seeded, so that a leak comes back
    said = secret(made)
    found = judge.faults(LEAKS[seed % len(LEAKS)](made, said))
    assert found
    assert not any(said in fault for fault in found if len(said) > 3)


@pytest.mark.parametrize("seed", range(50))
def test_a_harmless_change_is_not(edition: Edition, judge: Judge, documents: Path, tmp_path: Path, seed: int) -> None:
    made = Made(edition, documents, tmp_path, Random(seed))  # noqa: S311 -- as above
    assert judge.faults(HARMLESS[seed % len(HARMLESS)](made, "")) == []
