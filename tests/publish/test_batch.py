"""Documents of many places: whole under their final names, made once, and a failing one does not stop the rest."""

import os
from pathlib import Path

import pytest

from liim.editions import Edition
from liim.publish import batch
from liim.publish.town import NoSuchArea

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


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_without_rights_is_told(edition: Edition, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(PermissionError):
        batch.documents(edition, TOWNS, tmp_path / "new")
