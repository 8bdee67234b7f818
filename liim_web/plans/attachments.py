"""Files that people hand in: small, of a few kinds, and what they say they are."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.translation import gettext as _

LARGEST = 10 * 1024 * 1024
# How a file of each kind begins. Office files are zip archives; text has no mark of its own.
BEGINS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".docx": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
    ".odt": (b"PK\x03\x04",),
    ".ods": (b"PK\x03\x04",),
}
# What a zip archive holds when it is what its name says.
INSIDE: dict[str, str] = {
    ".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".odt": "content.xml", ".ods": "content.xml",
}  # fmt: skip
# Unpacked; far above what people write, far below what fills a server.
LARGEST_UNPACKED = 200 * 1024 * 1024
# The agreed test pattern by which virus scanners are tried; split, so that no scanner takes this file for one.
TEST_PATTERN = b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE"
# Programs that office files can carry.
MACROS = b"vbaProject.bin"


class Bounded(TemporaryFileUploadHandler):
    """What is larger than allowed is read to its end but not kept: so the form comes back with all that was typed."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what fits; what comes after that is only counted."""
        if start + len(raw_data) <= LARGEST:
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        """In place of a file that is too large, an empty one that knows how large it was."""
        if file_size <= LARGEST:
            return super().file_complete(file_size)
        self.file.close()
        return UploadedFile(BytesIO(), self.file_name, self.content_type, file_size, self.charset)


def check(file: UploadedFile[bytes]) -> None:
    """Refuse what is too large, of another kind, disguised, or carries a program.

    Raises:
        ValidationError: with what is wrong and what to do.
    """
    name = file.name or ""
    suffix = PurePath(name).suffix.lower()
    if (file.size or 0) > LARGEST:
        raise ValidationError(
            _("%(name)s is groter dan 10 MB. Geef een link, of een kleinere versie.") % {"name": name}
        )
    if suffix not in BEGINS:
        kinds = ", ".join(sorted(kind.removeprefix(".") for kind in BEGINS))
        raise ValidationError(_("%(name)s kan hier niet. Wel: %(kinds)s.") % {"name": name, "kinds": kinds})
    content = file.read()
    file.seek(0)
    if not content.startswith(BEGINS[suffix]):
        raise ValidationError(_("%(name)s is geen echt %(kind)s-bestand.") % {"name": name, "kind": suffix[1:]})
    parts = _parts(name, suffix, content) if suffix in INSIDE else iter([content])
    if MACROS in content or any(TEST_PATTERN in part for part in parts):
        raise ValidationError(
            _("%(name)s bevat een programma. Bewaar het als pdf en probeer opnieuw.") % {"name": name}
        )


def _parts(name: str, suffix: str, content: bytes) -> Iterator[bytes]:
    """What an office file holds, unpacked piece by piece; it is looked through, never run."""
    broken = ValidationError(_("%(name)s is geen echt %(kind)s-bestand.") % {"name": name, "kind": suffix[1:]})
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if INSIDE[suffix] not in archive.namelist():
                raise broken
            if sum(each.file_size for each in archive.infolist()) > LARGEST_UNPACKED:
                message = _("%(name)s is uitgepakt te groot. Geef een link, of een kleinere versie.")
                raise ValidationError(message % {"name": name})
            for each in archive.infolist():
                yield archive.read(each)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error) as problem:
        raise broken from problem


def fingerprint(file: UploadedFile[bytes]) -> str:
    """The hash by which anyone can tell that it is still the same file."""
    content = file.read()
    file.seek(0)
    return hashlib.sha256(content).hexdigest()
