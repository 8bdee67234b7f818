"""Texts in three languages."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from liim_web import catalogues

EACH = pytest.mark.parametrize(
    ("application", "language"),
    [(folder, language) for folder in catalogues.applications() for language in catalogues.TRANSLATED],
    ids=lambda one: one.name if isinstance(one, Path) else one,
)
# A plain space, or none where one belongs, beside a mark that is no part of a word, an address or a place to fill in.
BREAKS = re.compile(r" [:;!?»](?!\w)| [€%](?![\w(])|« |[\w)}][:!?»](?=\s|$)|«(?=\w)")
FILLED_IN = re.compile(r"%\(\w+\)s|%s|\{\w+\}")


@EACH
def test_every_text_of_ours_is_translated(application: Path, language: str) -> None:
    """Run `python -m liim_web.catalogues` and fill in what is empty."""
    known = catalogues.translations(application, language)
    missing = []
    for text in catalogues.texts(application):
        message = known.get(text if isinstance(text, str) else text[0])
        if message is None or not message.string or not all(message.string):
            missing.append(text)
    assert not missing


@EACH
def test_a_translation_fills_in_what_the_text_does(application: Path, language: str) -> None:
    for message in catalogues.translations(application, language):
        wanted, given = (([one] if isinstance(one, str) else list(one or ())) for one in (message.id, message.string))
        for text, translated in zip(wanted, given, strict=True):
            if translated:
                assert sorted(FILLED_IN.findall(text)) == sorted(FILLED_IN.findall(translated)), text


@pytest.mark.parametrize("application", catalogues.applications(), ids=lambda folder: folder.name)
def test_no_line_of_french_starts_with_a_mark(application: Path) -> None:
    """French sets a space before : ; ! ? » € and %, and after «: one that does not break."""
    for message in filter(lambda one: one.id, catalogues.translations(application, "fr")):
        for text in [message.string] if isinstance(message.string, str) else message.string or ():
            assert not BREAKS.findall(text), text


def test_a_compiled_catalogue_follows_its_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "made" / "locale" / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    source.write_text('msgid "gemeente"\nmsgstr "commune"\n', encoding="utf-8")
    monkeypatch.setattr(catalogues, "PACKAGE", tmp_path)
    catalogues.compile_all()
    first = (folder / "django.mo").read_bytes()
    assert b"commune" in first
    source.write_text('msgid "gemeente"\nmsgstr "ville"\n', encoding="utf-8")
    catalogues.compile_all()
    assert b"ville" in (folder / "django.mo").read_bytes()
    with source.open("rb") as content:
        assert read_po(content).get("gemeente") is not None
