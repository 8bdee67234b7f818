"""Documents for readers: past the gate, in one place, and made once, however many ask."""

import os
import subprocess
from pathlib import Path

import pytest

from liim.editions import Edition
from liim.publish import batch, wanted
from liim.publish.published import folder, publish
from liim.publish.readers import comparing, judged
from liim.publish.readers.figures import Figures
from liim.publish.wanted import MOST, Waiting, Wanted

DEINZE = "44083"


@pytest.fixture(autouse=True)
def home(edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A LIIM_HOME of its own, with the edition in it."""
    (tmp_path / "editions").mkdir()
    (tmp_path / "editions" / edition.id).symlink_to(edition.folder)
    monkeypatch.setenv("LIIM_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The makers that were started; none is."""
    commands: list[list[str]] = []

    class Running:
        def __init__(self, command: list[str], **_: object) -> None:
            commands.append(command)

        def poll(self) -> None:
            return None

    monkeypatch.setattr(wanted, "_maker", None)
    monkeypatch.setattr(subprocess, "Popen", Running)
    return commands


def test_a_published_document_stands_where_the_site_looks(edition: Edition) -> None:
    first, second = (publish(edition, [DEINZE], kind="workbook", workers=1) for _ in range(2))
    assert first.made == second.unchanged == ["liim-nl-deinze-44083.xlsx"]
    assert [path.name for path in folder(edition, "nl").iterdir()] == ["liim-nl-deinze-44083.xlsx"]


def test_a_document_that_the_gate_refuses_is_not_kept(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Figures, "get", lambda *_: None)  # an edition that knows none of its figures
    outcome = publish(edition, [DEINZE], kind="workbook", workers=1)
    assert not outcome.made
    assert "is not in the edition" in outcome.failed["liim-nl-deinze-44083.xlsx"]
    assert not list(folder(edition, "nl").iterdir())


def test_documents_of_another_version_are_neither_found_nor_kept(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(edition, [DEINZE], kind="workbook", workers=1)
    before = folder(edition, "nl")
    monkeypatch.setattr(batch, "_package", lambda: "newer")
    publish(edition, [DEINZE], kind="workbook", workers=1)
    assert folder(edition, "nl") != before
    assert not before.exists()


def test_what_is_asked_for_is_made_once(edition: Edition, started: list[list[str]]) -> None:
    asked = Wanted(edition.id, DEINZE, "nl", "workbook")
    assert [wanted.ask(asked) for _ in range(3)] == [Waiting.IN_LINE] * 3
    assert len(started) == 1
    wanted.work()
    assert (folder(edition, "nl") / "liim-nl-deinze-44083.xlsx").exists()


def test_the_line_is_bounded(edition: Edition, started: list[list[str]]) -> None:
    for number in range(MOST):
        assert wanted.ask(Wanted(edition.id, f"{number:05}", "nl", "full")) is Waiting.IN_LINE
    assert wanted.ask(Wanted(edition.id, DEINZE, "nl", "full")) is Waiting.LINE_IS_FULL
    assert started


def test_what_failed_is_not_tried_again_at_once(home: Path, started: list[list[str]]) -> None:
    """Each try takes seconds; the reason stands where the operator finds it."""
    asked = Wanted("gone", DEINZE, "nl", "full")
    wanted.ask(asked)
    wanted.work()
    failed = home / "documents" / ".wanted" / ".failed" / asked.note
    assert "gone" in failed.read_text(encoding="utf-8")
    assert wanted.ask(asked) is Waiting.FAILED
    long_ago = failed.stat().st_mtime - wanted.PATIENCE - 1
    os.utime(failed, (long_ago, long_ago))
    assert wanted.ask(asked) is Waiting.IN_LINE
    assert started


def test_a_file_that_is_no_note_is_taken_away(home: Path) -> None:
    line = home / "documents" / ".wanted"
    line.mkdir(parents=True)
    (line / "something").touch()
    wanted.work()
    assert not (line / "something").exists()


def test_only_one_maker_works(edition: Edition, started: list[list[str]]) -> None:
    wanted.ask(Wanted(edition.id, DEINZE, "nl", "workbook"))
    line = wanted._line()
    with wanted._alone(line) as alone:
        assert alone
        wanted.work()
    assert len(wanted._notes(line)) == 1
    assert started


def test_what_two_processes_read_is_told_document_by_document(
    edition: Edition, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many documents are much to read: so the one that is wrong does not keep the others back."""
    monkeypatch.setattr(comparing, "_ALONE", 0)
    assert publish(edition, [DEINZE, "73028"], kind="workbook", workers=1).failed == {}
    good, bad = folder(edition, "nl") / "liim-nl-deinze-44083.xlsx", home / "wrong.xlsx"
    bad.write_text("7")
    found = dict(judged(edition.folder, [good, bad], home))
    assert found[good] == []
    assert found[bad]
