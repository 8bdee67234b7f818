"""Gettext catalogues: Dutch stands in the code, French and English in each application's `locale` folder.

Compiled catalogues are not kept in the repository: they are made from the `.po` files whenever LIIM starts and one is
missing or older. `python -m liim_web.catalogues` brings the `.po` files up to date with code and templates.
"""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from liim.model import LANGUAGES, SOURCE_LANGUAGE

PACKAGE = Path(__file__).parent
TRANSLATED = tuple(one for one in LANGUAGES if one != SOURCE_LANGUAGE)
_KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_lazy": None, "gettext_noop": None, "ngettext_lazy": (1, 2), "said": None}

Text = str | tuple[str, ...]


def applications() -> list[Path]:
    """The folders of applications that are translated."""
    return sorted(folder.parent for folder in PACKAGE.glob("*/locale"))


def texts(application: Path) -> dict[Text, list[str]]:
    """Every Dutch text of an application, singular with plural where it has one, and the files that it stands in."""
    found: dict[Text, list[str]] = {}
    for file in sorted([*application.rglob("*.py"), *application.rglob("*.html"), *application.rglob("*.txt")]):
        for text in _texts_of(file):
            found.setdefault(text, []).append(file.relative_to(PACKAGE).as_posix())
    return found


def _texts_of(file: Path) -> Iterator[Text]:
    source = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        source = templatize(source)
    for _line, text, _comments, _context in extract("python", BytesIO(source.encode()), keywords=_KEYWORDS):
        yield text if isinstance(text, str) else tuple(text)


def catalogue_of(application: Path, language: str) -> Path:
    """Where the translation of an application stands."""
    return application / "locale" / language / "LC_MESSAGES" / "django.po"


def translations(application: Path, language: str) -> Catalog:
    """The translation of an application; an empty one where there is none yet."""
    file = catalogue_of(application, language)
    if not file.exists():
        return Catalog(language, charset="utf-8")
    with file.open("rb") as content:
        return read_po(content, language)


def compile_all() -> None:
    """Compile every catalogue whose compiled form is missing or older."""
    for source in sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as content:
            catalogue = read_po(content, source.parents[1].name)
        partial = compiled.with_suffix(f".{os.getpid()}")
        with partial.open("wb") as file:
            write_mo(file, catalogue)
        partial.replace(compiled)


def update() -> None:
    """Add new texts to every catalogue, and take out those that are no longer in use."""
    for application in applications():
        used = texts(application)
        for language in TRANSLATED:
            old, new = translations(application, language), Catalog(language, charset="utf-8")
            for text, files in sorted(used.items(), key=lambda item: str(item[0])):
                known = old.get(text if isinstance(text, str) else text[0])
                # A text that got a plural is translated anew.
                alike = known and isinstance(known.string, str) == isinstance(text, str)
                new.add(
                    text, known.string if known and alike else "", locations=[(file, 0) for file in sorted(set(files))]
                )
            file = catalogue_of(application, language)
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as content:
                write_po(content, new, width=120, omit_header=True, include_lineno=False)


if __name__ == "__main__":
    update()
