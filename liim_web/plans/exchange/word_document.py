"""A document of a plan for Word: the blocks of the PDF, in styles that a secretariat can go on working with."""

from io import BytesIO
from typing import Any

import docx
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx.document import Document as Page
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor

from liim_web.plans.exchange.columns import as_text
from liim_web.plans.exchange.pdf import FICTITIOUS, Block, Document

QUIET = RGBColor(0x55, 0x55, 0x55)
GRID = "Table Grid"


def word(document: Document) -> bytes:
    """The document as a .docx: headings, lists and tables are what they are called, so that it reads aloud."""
    page = docx.Document()
    about = page.core_properties
    about.title, about.subject, about.author = as_text(document.title), as_text(document.subject), "LIIM"
    about.keywords = FICTITIOUS if document.fictitious else ""
    about.language = (get_language() or "nl")[:2]
    about.created = about.modified = document.made.replace(tzinfo=None)
    _speak(page, about.language)
    page.add_heading(as_text(document.title), 0)
    _text(page, [document.subtitle], quiet=True)
    if document.fictitious:
        page.add_paragraph().add_run(_("Voorbeeld: alle inhoud van dit plan is verzonnen.")).bold = True
    for block in document.blocks:
        _block(page, block)
    page.sections[0].footer.paragraphs[0].text = as_text(document.footer)
    file = BytesIO()
    page.save(file)
    return file.getvalue()


def _block(page: Page, block: Block) -> None:
    match block["kind"]:
        case "heading":
            page.add_heading(as_text(block["text"]), block["level"])
        case "text":
            _text(page, block["lines"], quiet=block["quiet"])
        case "bullets":
            for item in block["items"]:
                page.add_paragraph(as_text(item), style="List Bullet")
        case "table":
            _table(page, block)
        case unknown:
            raise ValueError(f"A document for Word has no {unknown}.")


def _text(page: Page, lines: list[str], *, quiet: bool) -> None:
    for line in lines:
        run = page.add_paragraph().add_run(as_text(line))
        if quiet:
            run.font.color.rgb = QUIET


def _table(page: Page, block: Block) -> None:
    """With a row of headers that comes back on every page."""
    if block["caption"]:
        page.add_paragraph(as_text(block["caption"]), style="Caption")
    made = page.add_table(rows=1, cols=len(block["head"]), style=GRID)
    for cell, name in zip(made.rows[0].cells, block["head"], strict=True):
        cell.paragraphs[0].add_run(as_text(name)).bold = True
    made.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))  # noqa: SLF001 the library has no word for it
    for row in block["rows"]:
        for cell, said in zip(made.add_row().cells, row, strict=True):
            cell.text = as_text(said)


def _speak(page: Page, language: str) -> None:
    """Say in which language it is written, for who listens to it."""
    fonts = page.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    spoken = fonts.find(qn("w:lang"))
    if spoken is None:
        spoken = _element("w:lang")
        fonts.append(spoken)
    spoken.set(qn("w:val"), language)


def _element(name: str) -> Any:  # noqa: ANN401 an element of the library's own kind
    return OxmlElement(name)
