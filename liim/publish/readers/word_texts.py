"""The words of a Word document, each with what it is about: by its heading, its row, or a link in its paragraph."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from liim.publish.readers.naming import Naming
from liim.publish.readers.passages import Passage
from liim.publish.readers.row import Unreadable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_HEADING = re.compile(r"(?:Heading|Title)\d?")
_PARTS = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml|docProps/(?:core|custom)\.xml"
)
_OF_THE_FILE = {"created", "modified", "lastPrinted", "revision"}  # when it was made, and how often
_BODY = "word/document.xml"


class WordTexts:
    """A document read paragraph by paragraph; a heading says what the paragraphs below it are about."""

    def __init__(self, path: Path, naming: Naming) -> None:
        self._path, self._naming = path, naming
        try:
            with zipfile.ZipFile(path) as file:
                self._parts = {
                    name: ET.fromstring(file.read(name))  # noqa: S314 -- our own documents
                    for name in file.namelist()
                    if _PARTS.fullmatch(name)
                }
                links = ET.fromstring(file.read("word/_rels/document.xml.rels"))  # noqa: S314 -- as above
        except (zipfile.BadZipFile, ET.ParseError, KeyError) as error:
            raise Unreadable(f"{path.name} is no Word document that can be read: {error}") from error
        self._links = {one.get("Id", ""): one.get("Target", "") for one in links}
        self._section: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """All that is said, for what it says of itself."""
        return "\n".join(_text(paragraph) for part in self._parts.values() for paragraph in part.iter(f"{_W}p"))

    def of(self, language: str, areas: frozenset[str]) -> Iterator[Passage]:
        """Every paragraph, cell and alternative text; then headers, footers and what the file says of itself."""
        if _BODY not in self._parts:
            raise Unreadable(f"{self._path.name} is no Word document: it has no body.")
        for name, part in self._parts.items():
            if name == _BODY:
                for text, about in self._below(part, frozenset()):
                    yield Passage(self._path.name, text, language, about, areas)
            else:
                told = (one for one in part.iter() if one.tag.rpartition("}")[2] not in _OF_THE_FILE)
                texts = (one.text or "" for one in told)
                yield from (Passage(f"{self._path.name}, {name}", text, language, frozenset(), areas) for text in texts)

    def _below(self, node: ET.Element, row: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
        for one in node:
            if one.tag == f"{_W}p":
                yield from self._paragraph(one, row)
            elif one.tag == f"{_W}tr":
                first = next(one.iter(f"{_W}tc"), None)
                yield from self._below(one, self._naming.exactly(_text(first)) if first is not None else row)
            else:
                yield from self._below(one, row)

    def _paragraph(self, paragraph: ET.Element, row: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
        text = _text(paragraph)
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and _HEADING.fullmatch(style.get(f"{_W}val", "")):
            self._section = self._naming.exactly(text) or self._naming.named(text)
        led = " ".join(self._links.get(link.get(_LINK, ""), "") for link in paragraph.iter(f"{_W}hyperlink"))
        about = self._naming.ids(led) or row or self._section
        yield text, about
        yield from ((one.get("descr", ""), about) for one in paragraph.iter(_PROPERTIES))


def _text(node: ET.Element) -> str:
    return "".join(one.text or "" for one in node.iter() if one.tag in {f"{_W}t", f"{_W}delText", f"{_W}instrText"})
