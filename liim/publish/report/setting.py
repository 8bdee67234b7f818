"""Set a report with Typst: tagged PDF (PDF/UA-1, PDF/A-2a), our own font, the same bytes for the same edition."""

import json
from functools import cache
from importlib.resources import files
from typing import Literal

import typst

from liim.editions import Edition
from liim.model import Language
from liim.publish.report.content import content, created
from liim.publish.town import town

STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
_TEMPLATE = "report.typ"
_FONT = "Inter-Regular.otf"


class NoFont(FileNotFoundError):
    """The font of the project is not where it was shipped."""


@cache
def _compiler() -> typst.Compiler:
    """One compiler per process; it keeps what it learnt of the template and the font."""
    fonts = files("liim.publish").joinpath("fonts")
    if not fonts.joinpath(_FONT).is_file():
        raise NoFont(f"{_FONT} is not in liim/publish/fonts. Install LIIM again; a report is not set in another font.")
    template = files(__package__).joinpath(_TEMPLATE)
    return typst.Compiler(str(template), font_paths=[str(fonts)], ignore_system_fonts=True)


def report(edition: Edition, nis: str, language: Language = "nl") -> bytes:
    """The report of a place, as a PDF. Raises NoSuchArea for a code that is no area of today."""
    subject = town(edition, nis)
    made = _compiler().compile(
        format="pdf",
        sys_inputs={"data": json.dumps(content(subject, language), ensure_ascii=False)},
        pdf_standards=list(STANDARDS),
        timestamp=created(subject),
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst gave something else than one PDF.")
    return made
