"""The short report as a Word document, for who must put it in a style of their own: same words, same pictures.

Headings, tables and pictures are Word's own, so that another template restyles them; pictures carry their alternative
text, the heads of tables repeat, and the language is set. Vector pictures become PNG, since Word shows no plain SVG.
"""

import io
from functools import cache
from importlib.resources import files
from typing import Any

import docx
import vl_convert
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from liim.model import LANGUAGES, Language
from liim.publish.report.content import content
from liim.publish.report.front import created
from liim.publish.report.pictures import Picture
from liim.publish.town import Town

_ACCENT, _QUIET = RGBColor(0x0B, 0x64, 0x67), RGBColor(0x5A, 0x5F, 0x62)
_WIDTHS = (62, 17, 20, 20, 25, 26)  # millimetres of the columns of a table: the text is 170 wide
_SHARP = 2.5  # pixels of a picture per point


def editable(place: Town, language: Language = "nl") -> bytes:
    """The short report of a place as a Word document; the same bytes for the same edition."""
    told = content(place, language, "short")
    document = docx.Document()
    _prepare(document, told, language)
    document.add_heading(told["title"], 0)
    words = told["words"]
    _quiet(document, f"{words['short_lead']} · {words['edition']} {told['edition']} · {told['date']}")
    for note in filter(None, (told["fictitious"], told["about"])):
        _quiet(document, note)
    _key_figures(document, told["key"])
    document.add_heading(words["stands_out"], 1)
    if not told["highlights"]:
        document.add_paragraph(words["nothing_stands_out"])
    for one in told["highlights"]:
        document.add_heading(one["title"], 2)
        document.add_paragraph(" ".join(one["said"]))
        _picture(document, one["picture"], 100)
    _quiet(document, words["stands_out_rule"])
    if told["gap"]:
        document.add_heading(told["gap"]["title"], 1)
        document.add_paragraph(" ".join(told["gap"]["said"]))
        _picture(document, told["gap"]["picture"], 160)
    if told["evolution"]:
        document.add_heading(words["over_the_years"], 1)
    for one in told["evolution"]:
        document.add_heading(one["title"], 2)
        _picture(document, one["picture"], 100)
    document.add_heading(words["profile"], 1)
    document.add_paragraph(words["profile_lead"])
    for theme in told["profile"]:
        document.add_heading(theme["title"], 2)
        _table(document, told, theme["rows"])
    _quiet(document, "  ·  ".join(" ".join(row) for row in told["signs"]))
    _quiet(document, words["more_in"])
    _quiet(document, words["editable_note"])
    _quiet(document, f"{words['address']}: {told['address']}")
    _picture(document, told["qr"], 22)
    buffer = io.BytesIO()
    document.core_properties.created = document.core_properties.modified = created(place).replace(tzinfo=None)
    document.save(buffer)
    return buffer.getvalue()


def _prepare(document: Document, told: dict[str, Any], language: Language) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.language = told["title"], "LIIM", _tag(language)
    properties.subject, properties.keywords = told["words"]["short_subject"], f"{told['edition']}, {told['name']}"
    properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Inter", Pt(10)
    told_language = OxmlElement("w:lang")
    told_language.set(qn("w:val"), _tag(language))
    normal.element.get_or_add_rPr().append(told_language)
    for level in (0, 1, 2):
        style = document.styles["Title" if level == 0 else f"Heading {level}"]
        style.font.name, style.font.color.rgb = "Inter", _ACCENT
    footer = document.sections[0].footer.paragraphs[0]
    footer.text = f"LIIM · {told['name']} · {told['words']['edition']} {told['edition']}"


def _quiet(document: Document, text: str) -> None:
    run = document.add_paragraph().add_run(text)
    run.font.size, run.font.color.rgb = Pt(8), _QUIET


def _key_figures(document: Document, key: list[dict[str, str]]) -> None:
    for one in key:
        paragraph = document.add_paragraph(style="List Bullet")
        figure = paragraph.add_run(f"{one['figure']} {one['unit']}".strip())
        figure.bold, figure.font.color.rgb = True, _ACCENT
        beside = " · ".join(filter(None, (one["period"], one["count"], one["region"])))
        paragraph.add_run("  ")
        _link(paragraph, one["title"], one["address"])
        paragraph.add_run(f" ({beside})")


def _link(paragraph: Paragraph, text: str, address: str) -> None:
    """Text that leads to the figure on the site."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.append(paragraph.add_run(text)._r)  # noqa: SLF001 -- the library has no word for it
    paragraph._p.append(link)  # noqa: SLF001 -- as above


def _table(document: Document, told: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    words = told["words"]
    heads = [words[key] for key in ("indicator", "period", "figure", "counted_head")]
    heads += [told["region"] or "\u2013", words["similar_head"]]
    table = document.add_table(rows=1, cols=len(heads), style="Light Shading")
    table.autofit = False
    _fill(table.rows[0].cells, heads)
    _tell(table.rows[0], "w:tblHeader")
    for one in rows:
        title = f"{one['title']} ({one['unit']})" if one["unit"] else one["title"]
        shown = [title, *(one[key] for key in ("period", "figure", "count", "region", "similar"))]
        row = table.add_row()
        _fill(row.cells, shown)
        _tell(row, "w:cantSplit")
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Mm(width)  # for programs that read the grid, and the cells for those that do not
        for cell in column.cells:
            cell.width = Mm(width)


def _tell(row: _Row, what: str) -> None:
    """A row that comes again on each page, or that no page may break."""
    told = OxmlElement(what)
    told.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(told)  # noqa: SLF001 -- the library has no word for it


def _fill(cells: tuple[_Cell, ...], texts: list[str]) -> None:
    for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(text)
        run.font.size = Pt(8)
        if place:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _picture(document: Document, one: Picture, width: float) -> None:
    """A picture of so many millimetres, with the sentence that stands for it."""
    _fonts()
    drawn = vl_convert.svg_to_png(one["svg"], scale=_SHARP)
    shape = document.add_picture(io.BytesIO(drawn), width=Mm(width))
    shape._inline.docPr.set("descr", one["alt"])  # noqa: SLF001 -- the library has no word for it


@cache
def _fonts() -> None:
    vl_convert.register_font_directory(str(files("liim.publish").joinpath("fonts")))


def _tag(language: Language) -> str:
    """How Word names a language: nl-BE."""
    return LANGUAGES[language].locale.replace("_", "-")
