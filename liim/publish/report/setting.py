"""Set a report with Typst: tagged PDF (PDF/UA-1, PDF/A-2a), our own font, the same bytes for the same edition."""

import io
import json
import tempfile
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal
from unicodedata import normalize

import pikepdf
import typst

from liim.editions import Edition
from liim.model import Language
from liim.publish.report.content import Kind, content
from liim.publish.report.front import created
from liim.publish.town import Town, town

STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
_OF_NOTHING = 4
_FONTS = ("Inter-Regular.otf", "Inter-SemiBold.otf")


class NoFont(FileNotFoundError):
    """The font of the project is not where it was shipped."""


@cache
def _compiler(kind: Kind) -> typst.Compiler:
    """One compiler per kind and process; it keeps what it learnt of the template and the font."""
    fonts = files("liim.publish").joinpath("fonts")
    for font in _FONTS:
        if not fonts.joinpath(font).is_file():
            raise NoFont(f"{font} is not in liim/publish/fonts. Install LIIM again; a report is set in no other font.")
    template = files(__package__).joinpath(f"{kind}.typ")
    return typst.Compiler(str(template), font_paths=[str(fonts)], ignore_system_fonts=True)


def report(edition: Edition, nis: str, language: Language = "nl", kind: Kind = "full", *, chapter: str = "") -> bytes:
    """The report of a place, as a PDF: in full, in two pages, or a sheet per chapter (one, where it is named).

    Raises NoSuchArea for a code that is no area of today.
    """
    return report_of(town(edition, nis), language, kind, chapter=chapter)


def report_of(place: Town, language: Language = "nl", kind: Kind = "full", *, chapter: str = "") -> bytes:
    """The same of a place that is at hand, be it a group that somebody put together."""
    return set_as_pdf(content(place, language, kind, chapter), kind, created(place))


def set_as_pdf(told: dict[str, Any], kind: Kind, made_on: datetime) -> bytes:
    """What a report says, as content() gives it, as a PDF that carries the moment at which it was made."""
    made = _compiler(kind).compile(
        format="pdf",
        sys_inputs={"data": normalize("NFC", json.dumps(told, ensure_ascii=False))},  # each letter with its accent
        pdf_standards=list(STANDARDS),
        timestamp=made_on,
    )
    _forget()
    if not isinstance(made, bytes):
        raise TypeError("Typst gave something else than one PDF.")
    return _packed(made)


def _forget() -> None:
    """Let go of the report before the last: Typst keeps what its last ten documents used, fifty megabytes for each.

    Documents of nothing count as well; few enough that the template and the font stay known.
    """
    for _ in range(_OF_NOTHING):
        _nothing().compile(format="pdf")


@cache
def _nothing() -> typst.Compiler:
    return typst.Compiler(str(files(__package__).joinpath("nothing.typ")), ignore_system_fonts=True)


def _packed(made: bytes) -> bytes:
    """The same document a third as large: its seven thousand tags are compressed, which PDF/A-2 allows.

    As little as is possible: to look longer for what repeats makes a file a fifteenth smaller and takes a fifth longer.
    From a file: of bytes in memory, qpdf asks Python for every few, which takes twice as long.
    """
    packed = io.BytesIO()
    pikepdf.settings.set_flate_compression_level(1)
    with tempfile.NamedTemporaryFile(prefix="liim-", suffix=".pdf") as file:
        file.write(made)
        file.flush()
        with pikepdf.open(file.name) as pdf:
            pdf.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return packed.getvalue()
