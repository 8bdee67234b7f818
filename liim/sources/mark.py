"""The mark of fictitious files: put on by the generator of the demo, never by a publisher; every build looks for it."""

import zipfile
from pathlib import Path

MARK = "LIIM-FICTIEF"
MARK_LINE = f"# {MARK}"

_CORE_PROPERTIES = "docProps/core.xml"
_TAIL = 64  # bytes: the mark stands at the very end of a text file


def is_fictitious(path: Path) -> bool:
    """Whether a file says that it was made by the demo.

    A zip says so in its comment, a workbook in its keywords, a text in its last line.
    A file that cannot be opened as what it claims to be is not marked; that it is broken is for its reader to say.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.comment == MARK.encode():
                return True
            if _CORE_PROPERTIES not in archive.namelist():
                return False
            return f"<cp:keywords>{MARK}</cp:keywords>".encode() in archive.read(_CORE_PROPERTIES)
    except zipfile.BadZipFile:
        return _last_line(path) == MARK_LINE.encode()


def without_mark(text: bytes) -> bytes:
    """The text of a file without the line that marks it as fictitious, if it has one."""
    body = text.rstrip(b"\r\n")
    return body.removesuffix(MARK_LINE.encode()) if body.endswith(b"\n" + MARK_LINE.encode()) else text


def _last_line(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - _TAIL))
        lines = file.read().rstrip(b"\r\n").splitlines()
    return lines[-1] if lines else b""
