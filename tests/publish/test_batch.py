"""Documents of many places: whole under their final names, made once, and a failing one does not stop the rest."""

import errno
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from liim.cli import app
from liim.editions import Edition
from liim.publish import batch, record
from liim.publish.record import CannotWrite, told
from liim.publish.town import NoSuchArea, group
from liim.publish.workbook import overview, workbook

TOWNS = ("44083", "73028", "21004")


def test_reports_are_made_once_and_again_only_when_something_changed(edition: Edition, tmp_path: Path) -> None:
    done: list[str] = []
    first = batch.documents(edition, TOWNS, tmp_path, on_done=done.append)
    second = batch.documents(edition, TOWNS, tmp_path)
    assert sorted(first.made) == [
        "liim-nl-brussel-21004.pdf",
        "liim-nl-deinze-44083.pdf",
        "liim-nl-herstappe-73028.pdf",
    ]
    assert sorted(done) == sorted(TOWNS)
    assert sorted(second.unchanged) == sorted(first.made)
    assert second.made == []


def test_one_failing_town_is_named_and_the_others_are_made(edition: Edition, tmp_path: Path) -> None:
    blocked = tmp_path / batch.file_name(edition, "73028", "nl")
    (blocked / "in the way").mkdir(parents=True)  # a folder where the file should come
    outcome = batch.documents(edition, TOWNS, tmp_path)
    assert list(outcome.failed) == [blocked.name]
    assert len(outcome.made) == 2
    assert not list(tmp_path.glob(".*.part"))


def test_a_broken_off_batch_goes_on_where_it_stopped(edition: Edition, tmp_path: Path) -> None:
    batch.documents(edition, TOWNS[:1], tmp_path, kind="workbook")
    outcome = batch.documents(edition, TOWNS[:2], tmp_path, kind="workbook")
    assert outcome.unchanged == ["liim-nl-deinze-44083.xlsx"]
    assert outcome.made == ["liim-nl-herstappe-73028.xlsx"]


def test_a_lost_document_is_made_again(edition: Edition, tmp_path: Path) -> None:
    batch.documents(edition, TOWNS[:1], tmp_path, kind="workbook")
    (tmp_path / "liim-nl-deinze-44083.xlsx").unlink()
    assert batch.documents(edition, TOWNS[:1], tmp_path, kind="workbook").made == ["liim-nl-deinze-44083.xlsx"]


def test_a_code_of_yesterday_stops_the_batch_before_it_begins(edition: Edition, tmp_path: Path) -> None:
    with pytest.raises(NoSuchArea):
        batch.documents(edition, ["44083", "44011"], tmp_path / "new")
    assert not (tmp_path / "new").exists()


@contextmanager
def no_more_than(size: int) -> Iterator[None]:
    """No file may grow larger than so many bytes, here and in workers: to who writes it is as if the disk were full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("kind", ["full", "short", "editable", "workbook"])
def test_on_a_full_disk_no_part_of_a_document_stays(edition: Edition, tmp_path: Path, kind: batch.Kind) -> None:
    together = group(edition, TOWNS[:2], "Twee")
    with no_more_than(8_000), pytest.raises(OSError, match="too large"):
        batch.document_of_group(together, tmp_path, kind=kind)
    assert list(tmp_path.iterdir()) == []


def test_a_batch_on_a_full_disk_tells_why_and_goes_on_when_there_is_room(edition: Edition, tmp_path: Path) -> None:
    with no_more_than(8_000):
        outcome = batch.documents(edition, TOWNS[:2], tmp_path, kind="workbook")
    assert outcome.made == []
    assert set(outcome.failed.values()) == {told(OSError(errno.ENOSPC, "full"))}
    assert "make room, and run the same command again" in next(iter(outcome.failed.values()))
    assert list(tmp_path.iterdir()) == []
    assert len(batch.documents(edition, TOWNS[:2], tmp_path, kind="workbook").made) == 2


def test_an_overview_on_a_full_disk_leaves_nothing_behind(edition: Edition, tmp_path: Path) -> None:
    with no_more_than(8_000), pytest.raises(OSError, match="too large"):
        overview(edition, tmp_path / "overview.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_document_of_before_stays_whole_when_the_new_one_does_not_fit(edition: Edition, tmp_path: Path) -> None:
    workbook(edition, TOWNS[0], tmp_path / "book.xlsx")
    before = (tmp_path / "book.xlsx").read_bytes()
    with no_more_than(8_000), pytest.raises(OSError, match="too large"):
        workbook(edition, TOWNS[0], tmp_path / "book.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["book.xlsx"]
    assert (tmp_path / "book.xlsx").read_bytes() == before


@pytest.mark.parametrize("is_there", [True, False])
def test_a_folder_without_rights_is_told_before_any_work_is_done(
    edition: Edition, tmp_path: Path, *, is_there: bool
) -> None:
    closed = Path(tempfile.mkdtemp(dir="/tmp"))  # not below tmp_path, into which only its owner may look
    if is_there:
        (closed / "reports").mkdir()
        (closed / "reports").chmod(0o555)
    closed.chmod(0o555)
    with somebody_else(), pytest.raises(CannotWrite, match="you have no right to write there; choose another folder"):
        batch.documents(edition, TOWNS, closed / "reports")
    closed.chmod(0o755)
    shutil.rmtree(closed)


@contextmanager
def somebody_else() -> Iterator[None]:
    """The superuser may write anywhere: then as one who may not."""
    is_superuser = os.geteuid() == 0
    if is_superuser:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_superuser:
            os.seteuid(0)


def test_a_file_where_the_folder_should_be_is_told(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("in the way")
    with pytest.raises(CannotWrite, match="File exists"):
        batch.documents(edition, TOWNS, tmp_path / "reports")


def test_a_batch_that_is_killed_goes_on_where_it_stopped(edition: Edition, tmp_path: Path) -> None:
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom liim.editions import Edition\n"
        "from liim.publish import batch\n"
        "if __name__ == '__main__':\n"
        "    die = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"    batch.documents(Edition(Path(sys.argv[1])), {TOWNS!r}, Path(sys.argv[2]), workers=1, on_done=die,"
        "        kind='workbook')\n"
    )
    script = tmp_path / "batch.py"
    script.write_text(code)
    folder = tmp_path / "reports"
    done = subprocess.run([sys.executable, str(script), str(edition.folder), str(folder)], check=False)
    assert done.returncode == -signal.SIGKILL
    outcome = batch.documents(edition, TOWNS, folder, kind="workbook")
    assert len(outcome.unchanged) >= 1
    assert len(outcome.unchanged) + len(outcome.made) == len(TOWNS)
    assert not list(folder.glob(".*.part"))


def test_a_worker_ends_when_its_batch_is_killed(tmp_path: Path) -> None:
    """It would wait for ever, one process for each run that was broken off."""
    script = tmp_path / "batch.py"
    script.write_text(
        "import os, signal, time\nfrom concurrent.futures import ProcessPoolExecutor\n"
        "from multiprocessing import get_context\nfrom liim.workers import end_with_parent\n"
        "if __name__ == '__main__':\n"
        "    pool = ProcessPoolExecutor(1, get_context('spawn'), initializer=end_with_parent)\n"
        "    print(pool.submit(os.getpid).result(), flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, str(script)], check=False, capture_output=True, text=True)
    worker = int(done.stdout)
    for _ in range(100):
        if not Path(f"/proc/{worker}").exists():
            return
        time.sleep(0.1)
    os.kill(worker, signal.SIGKILL)
    pytest.fail("the worker outlived its batch")


def test_a_record_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    """Then everything is made again."""
    record.keep(tmp_path, {"a.pdf": "mark"})
    assert record.known(tmp_path) == {"a.pdf": "mark"}
    (tmp_path / record.RECORD).write_text('{"liim')
    assert record.known(tmp_path) == {}


def run(*command: str) -> Result:
    return CliRunner().invoke(app, list(command))


def test_the_command_shows_how_far_it_is_and_names_what_failed(
    edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIIM_HOME", str(edition.folder.parents[1]))
    blocked = tmp_path / batch.file_name(edition, "73028", "nl", "short")
    (blocked / "in the way").mkdir(parents=True)
    command = ("report", *TOWNS, "--kind", "short", "--edition", edition.id, "--to", str(tmp_path))
    first, second = run(*command), run(*command)
    assert first.exit_code == second.exit_code == 1
    assert "3/3" in first.stderr
    assert "2 made, 0 unchanged, 1 failed" in first.stderr
    assert "0 made, 2 unchanged, 1 failed" in second.stderr
    assert f"✗ {blocked.name}: Is a directory" in " ".join(first.stderr.split())


@pytest.mark.parametrize("command", [("report", "--kind", "short"), ("workbook",)])
def test_one_command_serves_towns_provinces_and_regions(
    edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("LIIM_HOME", str(edition.folder.parents[1]))
    places = ("44083", "40000", "02000")
    outcome = run(*command, *places, "--edition", edition.id, "--to", str(tmp_path))
    assert outcome.exit_code == 0, outcome.stderr
    assert {re.findall(r"\d{5}", path.name)[-1] for path in tmp_path.glob("liim-*")} == set(places)
    assert f"Before they leave: `liim verify {edition.id} --published" in " ".join(outcome.stderr.split())


def test_a_command_into_a_folder_without_room_is_told_in_words(
    edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIIM_HOME", str(edition.folder.parents[1]))
    (tmp_path / "out").write_text("in the way")
    for command in (("report", "44083"), ("workbook", "44083"), ("workbook", "--overview")):
        outcome = run(*command, "--edition", edition.id, "--to", str(tmp_path / "out"))
        assert outcome.exit_code == 1
        assert "Nothing can be written in" in outcome.stderr
        assert "Traceback" not in outcome.stderr
