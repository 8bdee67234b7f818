"""What users read, in Dutch, French and English: the texts of the catalogue and its classifications.

The Dutch text itself is the key. Translations are gettext catalogues, liim/locale/<language>/LC_MESSAGES/liim.po, in
the form that translators' tools read; they are compiled in memory when first asked for.
"""

import gettext
import io
from functools import cache
from importlib.resources import files

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from liim.model import LANGUAGES, SOURCE_LANGUAGE, Language


def translate(text: str, language: Language) -> str:
    """A Dutch text in another language; in Dutch where it has not been translated."""
    if language == SOURCE_LANGUAGE or not text:
        return text
    return _catalogue(language).gettext(text)


def is_translated(text: str, language: Language) -> bool:
    """Whether a text has a translation of its own; one that is the same in both languages has one too."""
    return language == SOURCE_LANGUAGE or not text or text in _catalogue(language)._catalog  # type: ignore[attr-defined]  # noqa: SLF001  # gettext has no public way to ask


def in_languages(text: str) -> dict[Language, str]:
    """A text by language, as an edition publishes it."""
    return {language: translate(text, language) for language in LANGUAGES}


@cache
def _catalogue(language: Language) -> gettext.GNUTranslations:
    source = files(__package__).joinpath("locale", language, "LC_MESSAGES", "liim.po").read_bytes()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
