"""What one process does of a site of files: some pages, or some files for the scripts, each written whole."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import translation

from liim.model import Language
from liim_web.site.edition import shelf
from liim_web.site.edition.reading import Reading
from liim_web.site.writing import files
from liim_web.site.writing.addresses import Addresses
from liim_web.site.writing.answering import page
from liim_web.site.writing.links import relative

PAGE = "page"
NOT_FOUND = "404.html"

Task = tuple[str, str, str]  # what (a page, or a file for the scripts), its address or its area, its folder


def work(to: Path, languages: Sequence[Language], tasks: Sequence[Task]) -> int:
    """Write some files below a folder, each in some languages; how many.

    A page in one language stands beside itself in another, so that what the edition was asked is known.
    """
    for task in tasks:
        for language in languages:
            with translation.override(language):
                _written(to, language, *task)
    return len(languages) * len(tasks)


def _written(to: Path, language: Language, what: str, asked: str, folder: str) -> None:
    if what == PAGE:
        address = f"/{language}/{asked}"
        text = relative(page(address), address, f"{language}/{folder}", addresses().folder)
        _write(to / language / folder / "index.html", text)
    elif what == NOT_FOUND:  # it stands in for any address, so its links begin at the root
        _write(to / NOT_FOUND, page(f"/{language}/404/", 404))
    else:
        _write(to / language / folder / what, json.dumps(_file(what, asked, language), ensure_ascii=False))


def _file(what: str, area: str, language: Language) -> dict[str, Any]:
    reading = Reading(shelf.released(), language, written=True)
    if area:
        return files.figures(reading, area)
    return files.names(reading) if what == files.NAMES else files.lines(reading)


@cache
def addresses() -> Addresses:
    """The addresses of the edition that is written."""
    return Addresses(shelf.released())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
