"""Files that people hand in: small, of a few kinds, and what they say they are."""

import hashlib
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
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
# The agreed test pattern by which virus scanners are tried; split, so that no scanner takes this file for one.
TEST_PATTERN = b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE"
# Programs that office files can carry.
MACROS = b"vbaProject.bin"


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
    if TEST_PATTERN in content or MACROS in content:
        raise ValidationError(
            _("%(name)s bevat een programma. Bewaar het als pdf en probeer opnieuw.") % {"name": name}
        )


def fingerprint(file: UploadedFile[bytes]) -> str:
    """The hash by which anyone can tell that it is still the same file."""
    content = file.read()
    file.seek(0)
    return hashlib.sha256(content).hexdigest()
