"""What stands in a folder of documents and what each was made from, so that only what changed is made again."""

import errno
import json
import tempfile
from pathlib import Path

RECORD = ".made.json"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class CannotWrite(OSError):
    """A folder in which nothing can be written, with what to do."""


def prepare(folder: Path) -> None:
    """Make a folder and try whether something can be written in it, before hours of work are done for nothing.

    Raises CannotWrite.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"LIIM")
    except OSError as error:
        raise CannotWrite(f"Nothing can be written in {folder}: {told(error)}.") from error


def told(failure: BaseException) -> str:
    """What went wrong, in words, and what to do where that is known."""
    if not isinstance(failure, OSError) or failure.errno is None:
        return f"{type(failure).__name__}: {failure}"
    if failure.errno in _NO_ROOM:
        return "there is no room left on the disk; make room, and run the same command again"
    if failure.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return "you have no right to write there; choose another folder, or ask for that right"
    return f"{failure.strerror} ({failure.filename})" if failure.filename else str(failure.strerror)


def known(folder: Path) -> dict[str, str]:
    """By file name, the fingerprint of what each document was made from; empty where no record can be read."""
    try:
        found: dict[str, str] = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}  # then everything is made again
    return found


def keep(folder: Path, made: dict[str, str]) -> None:
    """Write the record, whole or not at all; OSError where there is no room for it."""
    partial = folder / f"{RECORD}.part"
    try:
        partial.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
        partial.replace(folder / RECORD)
    finally:
        partial.unlink(missing_ok=True)
