"""A fictitious file says so, whatever its format, and a real one is never taken for one."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from liim.sources.mark import MARK, is_fictitious, without_mark


def _zip(path: Path, comment: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("data.txt", "a|b\r\n")
        archive.comment = comment
    return path


def _workbook(path: Path, keywords: str) -> Path:
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet()
        workbook.set_properties({"keywords": keywords})
    return path


def test_a_zip_is_marked_in_its_comment(tmp_path: Path) -> None:
    assert is_fictitious(_zip(tmp_path / "a.zip", MARK.encode()))
    assert not is_fictitious(_zip(tmp_path / "b.zip", b""))


def test_a_workbook_is_marked_in_its_keywords(tmp_path: Path) -> None:
    assert is_fictitious(_workbook(tmp_path / "a.xlsx", MARK))
    assert not is_fictitious(_workbook(tmp_path / "b.xlsx", "newcomers"))


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_a_text_is_marked_in_its_last_line(tmp_path: Path, end: str) -> None:
    (tmp_path / "a.csv").write_bytes(f"a;b\n1;2\n# {MARK}{end}".encode())
    assert is_fictitious(tmp_path / "a.csv")


@pytest.mark.parametrize("text", ["", "\n", "a;b\n1;2\n", f"# {MARK}\na;b\n", f"a;b\n1;# {MARK}\n"])
def test_a_mark_elsewhere_is_no_mark(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_text(text)
    assert not is_fictitious(tmp_path / "a.csv")


def test_the_mark_is_no_row_of_data() -> None:
    assert without_mark(f"a;b\n1;2\n# {MARK}\n".encode()) == b"a;b\n1;2\n"
    assert without_mark(b"a;b\n1;2\n") == b"a;b\n1;2\n"
