"""Opens raw files within declared limits, and tells what is in them: text, zip, workbook, or a web page in disguise."""

import codecs
import hashlib
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

import fastexcel
import polars as pl

from liim.sources.errors import BadInput
from liim.sources.mark import without_mark

# A publisher's file is far below these; what is above is broken, or meant to fill the disk.
MAX_MEMBERS = 50
MAX_UNPACKED = 400_000_000  # bytes, all members together; the largest we know is 105 MB
MAX_RATIO = 250  # unpacked to packed; the highest we know is 41

_PEEK = 65_536  # bytes
_PIECE = 1 << 20  # bytes
_ENCRYPTED = 0x1  # of a zip member's flags
_UTF8_TWO_BYTES = re.compile(rb"\xc3[\x80-\xbf]")  # é and its like, which cp1252 would show as Ã©
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)
_FETCH_AGAIN = "Fetch the file again, or save it again from the publisher's page."

Kind = Literal["empty", "html", "zip", "workbook", "text", "binary"]


@dataclass(frozen=True)
class Look:
    """What a first look at a file shows, without reading all of it."""

    path: Path
    kind: Kind
    members: tuple[str, ...] = ()  # of a zip, or the sheets of a workbook

    @cached_property
    def head(self) -> tuple[str, ...]:
        """The cells of a workbook's first row, or the first line of a text (zipped or not) as one; else nothing."""
        if self.kind == "workbook":
            return tuple(cell for row in _cells(self.path, 1).rows() for cell in row if cell)
        if self.kind == "zip" and len(self.members) == 1 and self.members[0].lower().endswith((".txt", ".csv")):
            return (_first_line(_unpacked(self.path, self.members[0], _PEEK)),)
        return (_first_line(_start(self.path)),) if self.kind == "text" else ()


def look(path: Path) -> Look:
    """What kind of file this is, by its bytes. Raises BadInput for what breaks a limit, is cut short or locked."""
    start = _start(path)
    if not start.strip():
        return Look(path, "empty")
    if start.startswith(b"PK"):
        members = _checked_members(path)
        if "xl/workbook.xml" in members:
            return Look(path, "workbook", tuple(_workbook(path).sheet_names))
        return Look(path, "zip", members)
    text = start.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if text.startswith((b"<!doctype html", b"<html", b"<head")) or b"<html" in text[:1024]:
        return Look(path, "html")
    return Look(path, "binary" if b"\0" in start else "text")


@dataclass(frozen=True)
class Text:
    """A text file as UTF-8, and the name under which it lay in its zip, if it did."""

    data: bytes
    member: str | None

    @property
    def header(self) -> str:
        """The first line."""
        return _first_line(self.data)


def text(path: Path) -> Text:
    """A text file, or the only member of a zip, as UTF-8 without mark. Raises BadInput for anything else."""
    seen = look(path)
    refuse_disguise(seen)
    if seen.kind == "text":
        if path.stat().st_size > MAX_UNPACKED:
            raise BadInput(
                path,
                f"the text is larger than {MAX_UNPACKED / 1e6:,.0f} MB.",
                remedy="No publisher's file is: fetch it again.",
            )
        return Text(without_mark(_utf8(path.read_bytes(), path)), None)
    if seen.kind != "zip":
        raise BadInput(path, f"this is no text file but a {seen.kind} file.", remedy=_FETCH_AGAIN)
    if len(seen.members) != 1:
        raise BadInput(
            path,
            f"one file was expected in this zip, there are {len(seen.members)}: {', '.join(seen.members[:5])}.",
            remedy="Keep the zip as the publisher offers it, with nothing added.",
        )
    return Text(_utf8(_unpacked(path, seen.members[0]), path), seen.members[0])


def sheet(path: Path, number: int = 0) -> pl.DataFrame:
    """A sheet of a workbook, the first if not told, every cell as text, no header. BadInput for anything else."""
    seen = look(path)
    refuse_disguise(seen)
    if seen.kind != "workbook":
        raise BadInput(path, f"this is no workbook but a {seen.kind} file.", remedy=_FETCH_AGAIN)
    return _cells(path, sheet=number)


def checksum(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def refuse_disguise(seen: Look) -> None:
    """Raise BadInput for a file that is empty, or a web page under another name."""
    if seen.kind == "empty":
        raise BadInput(seen.path, "the file is empty.", remedy=_FETCH_AGAIN)
    if seen.kind == "html":
        raise BadInput(
            seen.path,
            "this is a web page, saved under the name of a data file.",
            remedy="The publisher probably refused the program, or asked for a click: "
            "open the publisher's page in a browser and save the file itself.",
        )


def refuse_damaged(seen: Look) -> None:
    """Raise BadInput for a zip or workbook of which not every byte is as it was packed."""
    if seen.kind not in {"zip", "workbook"}:
        return
    try:
        with zipfile.ZipFile(seen.path) as archive:
            broken = archive.testzip()
    except _BROKEN as error:
        broken = str(error)
    if broken:
        raise BadInput(seen.path, f"the zip is damaged ({broken}).", remedy=_FETCH_AGAIN)


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_PEEK)


def _first_line(data: bytes) -> str:
    """The first line, without byte-order mark; column names are plain ASCII in every source, so no byte is lost."""
    line = data[:_PEEK].removeprefix(codecs.BOM_UTF8).split(b"\n", 1)[0]
    return line.rstrip(b"\r").decode("utf-8", errors="replace")


def _workbook(path: Path) -> fastexcel.ExcelReader:
    try:
        return fastexcel.read_excel(path)
    except fastexcel.FastExcelError as broken:
        raise BadInput(path, f"the workbook cannot be read ({broken}).", remedy=_FETCH_AGAIN) from broken


def _cells(path: Path, rows: int | None = None, sheet: int = 0) -> pl.DataFrame:
    """The first rows of a sheet, as text."""
    try:
        return _workbook(path).load_sheet(sheet, header_row=None, n_rows=rows, dtypes="string").to_polars()
    except fastexcel.FastExcelError as broken:
        raise BadInput(path, f"the workbook cannot be read ({broken}).", remedy=_FETCH_AGAIN) from broken


def _unpacked(path: Path, member: str, size: int = -1) -> bytes:
    """The first bytes of a member, or all."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(member) as packed:
            return packed.read(size)
    except _BROKEN as broken:
        raise BadInput(path, f"the zip is damaged ({broken}).", remedy=_FETCH_AGAIN) from broken


def _checked_members(path: Path) -> tuple[str, ...]:
    """The members of a zip that keeps within the limits, directories left out."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except _BROKEN as broken:
        raise BadInput(path, f"the zip is cut short or damaged ({broken}).", remedy=_FETCH_AGAIN) from broken
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise BadInput(
            path, "the zip is locked with a password.", remedy="Save it without one: published data need none."
        )
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(packed, 1024):
        raise BadInput(
            path,
            f"the zip says it holds {len(members)} files of {unpacked / 1e6:,.0f} MB in all, packed into "
            f"{packed / 1e6:,.2f} MB; the limits are {MAX_MEMBERS} files, {MAX_UNPACKED / 1e6:,.0f} MB and "
            f"{MAX_RATIO} times the packed size.",
            remedy="No publisher's file is like this: do not open it, and fetch it from the publisher.",
        )
    return tuple(member.filename for member in members)


def _utf8(data: bytes, path: Path) -> bytes:
    """The same text as UTF-8; it is read as UTF-8 if it is, as cp1252 if it can be nothing else, and else refused."""
    if data[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE} or b"\0" in data[:_PEEK]:
        raise BadInput(path, "the text is in UTF-16, or not a text at all.", remedy="Save it as UTF-8.")
    broken = _not_utf8(data)
    if broken is None:
        return data.removeprefix(codecs.BOM_UTF8)
    if not data.startswith(codecs.BOM_UTF8) and not _UTF8_TWO_BYTES.search(data):
        pieces = []
        for at in range(0, len(data), _PIECE):
            try:
                pieces.append(data[at : at + _PIECE].decode("cp1252").encode())
            except UnicodeDecodeError as error:
                broken = at + error.start
                break
        else:
            return b"".join(pieces)
    raise BadInput(
        path,
        f"a sign cannot be read: byte {data[broken]:#04x} fits neither UTF-8 nor, with the rest of the file, cp1252.",
        row=data.count(b"\n", 0, broken) + 1,
        remedy=_FETCH_AGAIN,
    )


def _not_utf8(data: bytes) -> int | None:
    """The place of the first byte that is not UTF-8, or None. Piece by piece: a decoded copy would fill the memory."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(data)
    for at in range(0, len(data), _PIECE):
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(view[at : at + _PIECE], final=at + _PIECE >= len(data))
        except UnicodeDecodeError as error:
            return max(0, at - pending + error.start)
    return None
