"""A document of a plan as a PDF: tagged (PDF/UA-1), in the project's own typeface, from blocks of text and tables."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
FICTITIOUS = "LIIM-FICTIEF"
Block = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is set: a title, where it comes from, and its blocks."""

    title: str
    subject: str
    subtitle: str
    footer: str
    blocks: Sequence[Block]
    fictitious: bool
    made: dt.datetime
    wide: bool = False


def heading(level: int, text: str) -> Block:
    """A heading; levels start at one below the title."""
    return {"kind": "heading", "level": level, "text": text}


def text(told: str, *, quiet: bool = False) -> Block:
    """A text as it was typed, line by line."""
    return {"kind": "text", "lines": [line for line in told.splitlines() if line.strip()], "quiet": quiet}


def bullets(items: Iterable[str]) -> Block:
    """A list."""
    return {"kind": "bullets", "items": list(items)}


def changed(name: str, words: Iterable[tuple[str, str]]) -> Block:
    """A field whose words went, came or stayed."""
    return {"kind": "changed", "name": name, "words": [list(word) for word in words]}


def table(
    caption: str,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    widths: Sequence[int] | None = None,
    right: Sequence[int] = (),
    centre: Sequence[int] = (),
) -> Block:
    """A table; a width of zero is as wide as what stands in it, others share what is left."""
    return {
        "kind": "table", "caption": caption, "head": list(head), "rows": [list(row) for row in rows],
        "columns": list(widths or [1] * len(head)), "right": list(right), "centre": list(centre),
    }  # fmt: skip


def pdf(document: Document) -> bytes:
    """The document, set."""
    data = {
        "title": document.title,
        "subject": document.subject,
        "subtitle": document.subtitle,
        "footer": document.footer,
        "fictitious": _("Voorbeeld: alle inhoud van dit plan is verzonnen.") if document.fictitious else "",
        "keywords": [FICTITIOUS] if document.fictitious else [],
        "language": (get_language() or "nl")[:2],
        "page": _("bladzijde"),
        "wide": document.wide,
        "blocks": list(document.blocks),
    }
    made = _compiler().compile(
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=list(STANDARDS),
        timestamp=int(document.made.timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst gave something else than one PDF.")
    return made


@cache
def _compiler() -> typst.Compiler:
    """One compiler per process; it keeps what it learnt of the template and the typeface."""
    # The typeface of the project's documents is shipped once.
    fonts = files("liim").joinpath("publish", "fonts")
    template = files(__package__).joinpath("document.typ")
    return typst.Compiler(str(template), font_paths=[str(fonts)], ignore_system_fonts=True)
