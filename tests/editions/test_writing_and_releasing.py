"""An edition is written whole or not at all, and once released it stays as it is."""

import json
from pathlib import Path

import pytest

from liim import editions, gate
from liim.editions import Refused

from .conftest import Write, figure


def test_the_same_figures_give_the_same_bytes(write: Write) -> None:
    first, second = write("one"), write("two")
    assert (first / "figures.parquet").read_bytes() == (second / "figures.parquet").read_bytes()


def test_the_order_in_which_figures_come_changes_nothing(write: Write) -> None:
    here, there = figure("DE_42", "44021"), figure("DE_42", "11001")
    first, second = write("one", here, there), write("two", there, here)
    assert (first / "figures.parquet").read_bytes() == (second / "figures.parquet").read_bytes()


def test_the_manifest_lists_every_file_with_its_checksum(write: Write) -> None:
    folder = write("one")
    listed = {file["path"] for file in json.loads((folder / "manifest.json").read_text())["files"]}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert listed == there - {"manifest.json"}


def test_an_edition_that_fails_half_way_leaves_no_trace(write: Write, home: Path) -> None:
    def no_room(_: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write("one", reports=no_room)
    assert [path.name for path in home.rglob("*") if path.is_file()] == []


def test_what_a_killed_build_left_goes_with_the_next_one(write: Write, home: Path) -> None:
    write("one")
    left = home / "editions/.two.x.partial"
    left.mkdir()
    (left / "figures.parquet").write_bytes(b"half")
    write("two")
    assert not left.exists()


def test_what_another_build_is_writing_stays(write: Write, home: Path) -> None:
    there: list[Path] = []

    def meanwhile(_: Path) -> None:
        write("two")
        there.extend((home / "editions").glob(".one.*"))

    write("one", reports=meanwhile)
    assert len(there) == 1
    assert {path.name for path in (home / "editions").iterdir()} == {"one", "two"}


def test_a_released_edition_is_never_rebuilt(write: Write) -> None:
    write("one")
    gate.release("one")
    with pytest.raises(ValueError, match="never rebuilt"):
        write("one")


def test_an_edition_that_was_not_released_may_be_made_again(write: Write) -> None:
    write("one", figure("DE_42", "44021"))
    write("one", figure("DE_42", "44021", value=13.0, numerator=13.0))
    (made,) = editions.open_edition("one").totals("DE_42")
    assert made.value == 13.0


def test_releasing_switches_the_current_edition(write: Write) -> None:
    write("one")
    gate.release("one")
    write("two")
    assert editions.current().id == "one"
    gate.release("two")
    assert editions.current().id == "two"


def test_a_refused_release_leaves_the_current_one(write: Write) -> None:
    write("one")
    gate.release("one")
    folder = write("two")
    (folder / "areas.parquet").write_bytes(b"other")
    with pytest.raises(Refused, match=r"areas\.parquet"):
        gate.release("two")
    assert editions.current().id == "one"


@pytest.mark.parametrize("id_", ["", "current", "../x", "A", ".hidden", "a/b", "-a", "x" * 64])
def test_an_id_that_cannot_be_a_folder_is_refused(write: Write, id_: str) -> None:
    with pytest.raises(ValueError, match="cannot be the id"):
        write(id_)


def test_what_is_being_written_is_no_edition_yet(write: Write, home: Path) -> None:
    write("one")
    (home / "editions" / ".two.abcd").mkdir()
    assert editions.list_editions() == ["one"]


def test_a_folder_of_an_edition_can_be_read_by_others(write: Write) -> None:
    """The web server may run as another user than the one who builds."""
    assert write("one").stat().st_mode & 0o755 == 0o755
