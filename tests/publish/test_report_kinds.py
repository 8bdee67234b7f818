"""Short report, sheets of chapters, groups of one's own, and the Word document: the same figures in other shapes."""

import io
import re
from pathlib import Path

import docx
import pikepdf
import polars as pl
import pypdf
import pytest

from liim import editions
from liim.catalogue import catalogue
from liim.catalogue.published import as_published
from liim.editions import Edition, own_union
from liim.editions.areas import published_areas
from liim.editions.layout import FIGURES
from liim.figures.derived import derived
from liim.model import LANGUAGES, Language
from liim.publish import batch
from liim.publish.report import editable, group, report, report_of
from liim.publish.report.cards import NoSuchChapter
from liim.publish.town import town

GROUP = ("44083", "11002")


def text(made: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_short_report_has_two_pages_in_every_language(edition: Edition, language: Language) -> None:
    made = report(edition, "44083", language, "short")
    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) == 2
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert str(pdf.Root.Lang).startswith(language)
        assert pdf.open_metadata()["pdfuaid:part"] == "1"


def test_the_short_report_tells_figures_what_stands_out_and_where_the_rest_is(edition: Edition) -> None:
    said = text(report(edition, "44083", "nl", "short"))
    assert "Wat opvalt" in said
    assert "Profiel" in said
    assert "5.271" in said
    assert f"/nl/editie/{edition.id}/gemeente/deinze-44083/" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_every_kind_says_that_figures_are_fictitious(fictitious: Edition, language: Language) -> None:
    words = {"nl": "Fictieve cijfers", "fr": "Chiffres fictifs", "en": "Fictitious figures"}
    place = town(fictitious, "44083")
    for made in (
        report_of(place, language),
        report_of(place, language, "short"),
        report_of(place, language, "chapters"),
    ):
        assert all(words[language] in page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    document = docx.Document(io.BytesIO(editable(place, language)))
    assert any(words[language] in paragraph.text for paragraph in document.paragraphs)


def test_every_chapter_has_one_page(edition: Edition) -> None:
    made = report(edition, "44083", kind="chapters")
    themes = {one["theme"]["id"] for one in edition.indicators.values()}
    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) == len(themes)


def test_one_chapter_can_be_asked_for_and_says_what_it_lacks(edition: Edition) -> None:
    made = report(edition, "44083", kind="chapters", chapter="housing")
    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) == 1
    assert "heeft Deinze voor dit thema nog geen cijfer" in text(made)


def test_a_chapter_that_is_not_there_is_told_with_those_that_are(edition: Edition) -> None:
    with pytest.raises(NoSuchChapter, match="demography"):
        report(edition, "44083", kind="chapters", chapter="cooking")


def test_a_group_is_the_sum_of_its_parts_divided_once(edition: Edition) -> None:
    together = group(edition, GROUP, "Twee")
    parts = [town(edition, one).totals("DE_42")[0] for one in GROUP]
    (first, *_) = together.totals("DE_42")
    assert first.numerator == sum(one.numerator or 0 for one in parts)
    assert first.value == pytest.approx(100 * (first.numerator or 0) / sum(one.denominator or 0 for one in parts))


def test_a_withheld_part_withholds_the_group(edition: Edition) -> None:
    """Otherwise the hidden count is found by subtracting what the other parts publish."""
    (hidden,) = [one for one in group(edition, GROUP, "Twee").totals("DE_49") if one.period == "2020"]
    assert (hidden.status, hidden.numerator, hidden.value) == ("withheld", None, None)


def test_a_region_says_that_it_is_compared_with_nothing(edition: Edition) -> None:
    """That no figure of it differs would be a claim, and there is no region beside it to read."""
    region, city = text(report(edition, "02000")), text(report(edition, "44083"))
    assert "worden niet getoetst tegen die van andere gebieden" in region
    assert "Geen enkel cijfer verschilt" not in region
    assert "Naast elk cijfer staat dat van het eigen gewest" not in region
    assert "Naast elk cijfer staat dat van het eigen gewest" in city
    assert "worden niet getoetst" not in city


def test_a_percentage_without_counts_is_missing_for_a_group(edition: Edition) -> None:
    (figure,) = group(edition, GROUP, "Twee").totals("PC_05")
    assert (figure.status, figure.reason, figure.value) == ("missing", "not_additive", None)


def test_a_group_is_compared_with_the_rest_of_its_region(edition: Edition) -> None:
    together = group(edition, GROUP, "Twee")
    latest = together.totals("DE_42")[-1]
    (row,) = together.compared(latest)
    region = town(edition, "02000").totals("DE_42")[-1]
    assert row["benchmark_numerator"] == (region.numerator or 0) - (latest.numerator or 0)


def test_the_report_of_a_group_names_its_parts_and_where_they_stand_side_by_side(edition: Edition) -> None:
    said = text(report_of(group(edition, GROUP, "Twee steden")))
    assert "Integratie en inburgering in Twee steden" in said
    assert "Deze groep bestaat uit twee gebieden: Deinze en Antwerpen." in said
    assert "/vergelijk/?in=44083,11002" in said


@pytest.mark.parametrize(
    ("members", "why"),
    [
        (["44083"], "at least two"),
        (["44083", "44083"], "once"),
        (["44083", "02000"], "twice"),
        (["44083", "1"], "no area"),
    ],
)
def test_a_group_that_cannot_be_is_told_in_words(edition: Edition, members: list[str], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        own_union(edition, members, "Niets")


def test_a_name_of_forty_letters_fits_on_every_kind(edition: Edition) -> None:
    together = group(edition, GROUP, "Sint-Martens-Bodegem-aan-de-Grote-Beek-X")
    for kind in ("full", "short", "chapters"):
        assert "Sint-Martens" in text(report_of(together, kind=kind))


def test_the_word_document_has_headings_tables_and_words_for_every_picture(edition: Edition) -> None:
    document = docx.Document(io.BytesIO(editable(town(edition, "44083"))))
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "Heading 2"} <= styles
    assert document.core_properties.title == "Integratie en inburgering in Deinze"
    assert document.core_properties.language == "nl-BE"
    pictures = re.findall(r'<wp:docPr [^>]*descr="([^"]+)"', document.element.xml)
    assert len(pictures) == len(document.inline_shapes)
    assert document.tables[0].rows[0].cells[0].text == "Indicator"
    assert "w:tblHeader" in document.element.xml


def test_the_word_document_says_what_the_short_report_says(edition: Edition) -> None:
    document = docx.Document(io.BytesIO(editable(town(edition, "44083"))))
    shown = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    said = text(report(edition, "44083", "nl", "short"))
    numbers = {one for one in shown if re.search(r"\d", one) and "\u00a0" not in one}
    assert numbers
    assert all(" ".join(one.split()) in said for one in numbers if "(" not in one)


@pytest.mark.parametrize("kind", ["short", "chapters", "editable"])
def test_every_kind_is_made_by_the_batch(edition: Edition, tmp_path: Path, kind: batch.Kind) -> None:
    outcome = batch.documents(edition, ["44083"], tmp_path, kind=kind)
    assert outcome.failed == {}
    assert (tmp_path / outcome.made[0]).stat().st_size > 10_000


def test_the_document_of_a_group_takes_its_name(edition: Edition, tmp_path: Path) -> None:
    made = batch.document_of_group(group(edition, GROUP, "Twee steden"), tmp_path, kind="short")
    assert made.name == "liim-nl-twee-steden-group-short.pdf"


def test_a_report_tells_what_changed_since_the_edition_before(
    edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIIM_HOME", str(tmp_path))
    figures = pl.read_parquet(edition.folder / "figures.parquet")
    first = figures.filter(~((pl.col("indicator") == "DE_42") & (pl.col("period") == "2024")))
    for id_, table in (("first", first), ("second", figures)):
        editions.write(id_, made_of(table))
        editions.make_current(id_)
    said = text(report(editions.open_edition("second"), "44083"))
    assert "Vergeleken met editie first zijn er voor Deinze één nieuw cijfer, geen herziene cijfers" in said
    assert "Er is geen vorige editie" in text(report(editions.open_edition("first"), "44083"))


def made_of(figures: pl.DataFrame) -> editions.Made:
    nobody = pl.DataFrame(schema={"area": pl.String, "neighbour": pl.String})
    return editions.Made(
        kind="open",
        figures=figures.select(list(FIGURES)),
        derived=derived(figures, catalogue().values(), nobody),
        areas=published_areas(),
        indicators=as_published(),
        inputs=[],
    )
