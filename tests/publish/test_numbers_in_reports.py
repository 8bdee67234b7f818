"""Sentences of reports are proved by their cells; and the proof itself must be able to fail."""

import io
from pathlib import Path

import pypdf
import pytest

from liim.editions import Edition
from liim.model import LANGUAGES, Language
from liim.publish import verdicts
from liim.publish.class_sentences import FEW
from liim.publish.report import KINDS, Kind, chapters, report
from liim.publish.town import town
from tests.publish.derived_again import (
    figures_of,
    numbers_without_proof,
    of_catalogue,
    of_cells,
    pages_of,
    sentences_without_proof,
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("nis", ["44083", "73028", "21004", "02000"])
def test_sentences_are_proved_by_their_cells_in_every_language(
    edition: Edition, tmp_path: Path, nis: str, language: Language
) -> None:
    text = " ".join(pages_of(report(edition, nis, language), tmp_path))
    assert sentences_without_proof(edition, nis, language, text) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_gate_reads_every_page_as_another_reader_does(
    edition: Edition, tmp_path: Path, kind: Kind, language: Language
) -> None:
    made = report(edition, "44083", language, kind)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]
    assert list(pages_of(made, tmp_path)) == pages


def test_a_page_with_another_number_has_no_proof(edition: Edition) -> None:
    """The test itself must be able to fail: on every kind of line but the mark of an axis."""
    lines = ["In 2024 telde Deinze 5.271 inwoners", "Deinze 5.272", "12,0% 13,7% 44,4%", "40% 50% 60%"]
    assert numbers_without_proof(edition, "44083", ["", "", "\n".join(lines)]) >= {"5.272", "44,4"}
    assert "50" not in numbers_without_proof(edition, "44083", ["", "", "\n".join(lines)])


def test_a_sentence_with_another_number_has_no_proof(edition: Edition) -> None:
    """The test itself must be able to fail."""
    place = town(edition, "44083")
    speech = next(one for one in chapters.speeches(place, "nl") if one.indicator["id"] == "DE_42")
    (said, *_) = chapters.spoken(place, speech)
    known = of_cells(place, said.cells, figures_of(place), "nl") | of_catalogue(speech)
    assert {"5.271", "43.922", "12,0"} <= known
    assert "12,1" not in known


def test_of_many_classes_the_largest_are_named_and_of_few_all(edition: Edition) -> None:
    place = town(edition, "44083")
    speech = next(one for one in chapters.speeches(place, "nl") if one.indicator["id"] == "DE_44")
    (said, *_) = chapters.spoken(place, speech)
    assert len(place.classes("DE_44")) <= FEW
    assert "Mannen" in said.text
    assert "Vrouwen" in said.text
    assert verdicts.row_of(place, place.classes("DE_44")[0]) is not None
