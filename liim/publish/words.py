"""The words of documents in three languages, from words.toml; a missing one is an error where it is asked for."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from liim.model import Language

FIRST: Language = "nl"  # what is not translated is shown in Dutch, and marked as Dutch


@cache
def _all() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))
    return found


def word(key: str, language: Language, **parts: str) -> str:
    """The text of a key, its `{parts}` filled in."""
    text = _all()[key][language]
    return text.format(**parts) if parts else text


def has_word(key: str) -> bool:
    """Whether there is a text of this key."""
    return key in _all()


def text_of(texts: Mapping[str, str], language: Language) -> tuple[str, str]:
    """A text of the catalogue and the language that it is in: the one asked for, else Dutch."""
    return (texts[language], language) if language in texts else (texts[FIRST], FIRST)
