"""How a place is named in a sentence: with its article, and with the preposition that goes before it."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from liim.model import LANGUAGES, SOURCE_LANGUAGE, Language
from liim.publish.words import word

Area = Mapping[str, Any]  # a row of areas.parquet
_KINDS = ("Provincie ", "Arrondissement ", "Province ")


def name(area: Area, language: Language) -> str:
    """The name as it stands alone, in Dutch where the language has none; a region has a name in every language."""
    if area["level"] == "region":
        return _capital(_without_article(the(area, language), language))
    return str(area.get(f"name_{language}") or area[f"name_{SOURCE_LANGUAGE}"])


def the(area: Area, language: Language) -> str:
    """The name as it is talked about: Aalst · de provincie Limburg · het Vlaams Gewest."""
    if area["level"] == "region":
        return word(f"region_{area['code']}", language)
    plain = name(area, language)
    if area["level"] not in {"province", "arrondissement"}:
        return plain
    for kind in _KINDS:
        plain = plain.removeprefix(kind)
    return word(f"the_{area['level']}", language, name=plain)


def inside(area: Area, language: Language) -> str:
    """Where something is: in Aalst · à Alost · dans la province du Limbourg."""
    return word(f"in_{area['level']}", language, name=the(area, language))


def _without_article(text: str, language: Language) -> str:
    return text.removeprefix(LANGUAGES[language].article)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def slug(text: str) -> str:
    """A name as it stands in an address: sint-genesius-rode."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))
