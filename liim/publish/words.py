"""The words of documents in three languages, from words.toml; a missing one is an error where it is asked for."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from liim.model import LANGUAGES, SOURCE_LANGUAGE, Language


@cache
def _all() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))
    return found


def word(key: str, language: Language, **parts: str) -> str:
    """The text of a key, its `{parts}` filled in."""
    text = _all()[key][language]
    return text.format(**parts) if parts else text


def words() -> Mapping[str, Mapping[str, str]]:
    """Every text by key and language."""
    return _all()


def has_word(key: str) -> bool:
    """Whether there is a text of this key."""
    return key in _all()


def text_of(texts: Mapping[str, str], language: Language) -> tuple[str, str]:
    """A text of the catalogue and the language that it is in: the one asked for, else that in which it was written."""
    return (texts[language], language) if language in texts else (texts[SOURCE_LANGUAGE], SOURCE_LANGUAGE)


def listed(parts: Sequence[str], language: Language, *, strong: bool = False) -> str:
    """Several in a row: mannen, vrouwen en kinderen. With `strong` a semicolon parts what holds commas itself."""
    if len(parts) < 2:  # noqa: PLR2004 -- from two on there is something to join
        return "".join(parts)
    return f"{'; ' if strong else ', '}".join(parts[:-1]) + f" {word('and', language)} {parts[-1]}"


def in_words(number: int, language: Language) -> str:
    """A small number as it is written in running text: twee, deux, two; from thirteen on in figures, grouped."""
    names = word("numbers_in_words", language).split()
    grouped = f"{number:,}".replace(",", LANGUAGES[language].group)
    return names[number] if 0 <= number < len(names) else grouped
