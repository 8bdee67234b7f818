"""A tagged PDF as a tree: what each element is, the text in it, and the sentence that stands for a picture."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pikepdf
import pypdf
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ByteStringObject,
    ContentStream,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
)

from liim.publish.readers.row import Unreadable

_HYPHEN = re.compile(r"(?<=\w)-\s*\n\s*")
# Lines and colours are most of a page, and hold no text. pypdf finds out where a text stands; qpdf, through pikepdf,
# reads what the page is told to do, and the tree of its tags, several times faster than pypdf does.
_OF_TEXT = "q Q cm BT ET Tc Tw Tz TL Tf Ts Td TD Tm T* Tj TJ ' \" Do BDC BMC EMC"
_SAID = ("/Alt", "/T", "/ActualText", "/E")
_Object = pikepdf.Object
_PageKey = tuple[int, int]  # number and generation of an object


@dataclass
class Element:
    """One element: its name in the structure (H2, TD, Figure …), what stands in it in order, and what is said of it."""

    name: str
    page: int
    said: tuple[str, ...] = ()  # alternative text and title
    leads: list[str] = field(default_factory=list)  # addresses, where it is a link
    parts: list["str | Element"] = field(default_factory=list)

    @property
    def own(self) -> str:
        """The text that stands in this element itself."""
        return _joined(part for part in self.parts if isinstance(part, str))

    @property
    def whole(self) -> str:
        """All text in it and below it, what is said of pictures included."""
        below = (part if isinstance(part, str) else f"\n{part.whole}\n" for part in self.parts)
        return _joined((*below, *(f"\n{one}\n" for one in self.said)))

    @property
    def leading(self) -> list[str]:
        """The addresses to which it leads, and those below it."""
        return [*self.leads, *(address for one in self.below for address in one.leading)]

    @property
    def below(self) -> Iterator["Element"]:
        """The elements in it."""
        return (part for part in self.parts if isinstance(part, Element))


@dataclass(frozen=True)
class Tagged:
    """A document: the text of its pages, its elements, and what stands on each page outside all elements."""

    pages: tuple[str, ...]
    root: Element
    outside: tuple[str, ...]


def read_tagged(path: Path) -> Tagged:
    """Read a PDF once. Raises Unreadable for what is no PDF, or has no tags."""
    try:
        with pikepdf.open(path) as pdf:
            return _tagged(path, pypdf.PdfReader(path), pdf)
    except (PyPdfError, pikepdf.PdfError, AttributeError, TypeError, KeyError) as error:
        raise Unreadable(f"{path.name} is no PDF that can be read: {error}") from error


def _tagged(path: Path, reader: pypdf.PdfReader, pdf: pikepdf.Pdf) -> Tagged:
    pages, marked = [], dict[tuple[int, int], str]()
    outside = []
    for number, (page, told) in enumerate(zip(reader.pages, pdf.pages, strict=True)):
        text, found = _page(page, _operations(told, reader))
        pages.append(text)
        outside.append(found.pop(None, ""))
        marked |= {(number, mark): said for mark, said in found.items() if mark is not None}
    tree = pdf.Root.get("/StructTreeRoot")
    if not isinstance(tree, pikepdf.Dictionary):
        raise Unreadable(f"{path.name} is not tagged: nobody can tell what its numbers are about.")
    root = Element("Root", 0)
    _grow(root, tree, marked, {page.obj.objgen: at for at, page in enumerate(pdf.pages)})
    if left := [text for text in marked.values() if text.strip()]:
        raise Unreadable(f"{path.name} holds text that no element of it owns: {len(left)} pieces.")
    return Tagged(tuple(pages), root, tuple(outside))


def _operations(page: pikepdf.Page, reader: pypdf.PdfReader) -> ContentStream:
    """What a page is told to do, as far as it places text; strings with room between their letters as one."""
    stream = ContentStream(None, reader)
    stream.operations = [
        (
            [_operand(operand) for operand in one.operands],
            b"Tj" if (name := str(one.operator)) == "TJ" else name.encode(),
        )
        for one in pikepdf.parse_content_stream(page, _OF_TEXT)
    ]
    return stream


def _operand(one: object) -> PdfObject | float:
    """An operand as pypdf has it; numbers, which are most, as plain ones, which it reads as well."""
    if isinstance(one, int | Decimal):
        return float(one)
    if isinstance(one, pikepdf.String):
        return ByteStringObject(bytes(one))
    if isinstance(one, pikepdf.Array):
        return ByteStringObject(b"".join(bytes(part) for part in one if isinstance(part, pikepdf.String)))
    if isinstance(one, pikepdf.Dictionary):
        mark = one.get("/MCID")
        return DictionaryObject({} if mark is None else {NameObject("/MCID"): NumberObject(int(mark))})
    return NameObject(str(one))


def _page(page: pypdf.PageObject, operations: ContentStream) -> tuple[str, dict[int | None, str]]:
    """The text of a page, and the same by the mark under which it stands; None for what stands under none."""
    marks: list[int | None] = []
    found: dict[int | None, str] = defaultdict(str)

    def before(operator: bytes, operands: Sequence[object], *_: object) -> None:
        if operator in {b"BDC", b"BMC"}:
            told = operands[1] if len(operands) > 1 else None
            own = told.get("/MCID") if isinstance(told, DictionaryObject) else None
            marks.append(int(own) if own is not None else marks[-1] if marks else None)
        elif operator == b"EMC" and marks:
            marks.pop()

    def read(text: str, *_: object) -> None:
        found[marks[-1] if marks else None] += text

    if not operations.operations:
        return "", {}
    page[NameObject("/Contents")] = operations
    text = page.extract_text(visitor_operand_before=before, visitor_text=read)
    return text, found


def _grow(element: Element, node: _Object, marked: dict[tuple[int, int], str], numbers: Mapping[_PageKey, int]) -> None:
    """What stands below an element; each piece of text is taken from `marked` by the element that owns it."""
    kids = node.get("/K")
    every: Iterable[object] = kids if isinstance(kids, pikepdf.Array) else [kids]
    for told in every:
        if isinstance(told, int):
            element.parts.append(marked.pop((element.page, told), ""))
        elif not isinstance(told, pikepdf.Dictionary):
            continue
        elif (mark := told.get("/MCID")) is not None:
            element.parts.append(marked.pop((_page_of(told, element.page, numbers), int(mark)), ""))
        elif told.get("/Type") == "/OBJR":
            element.leads += _addresses(told)
        elif (name := told.get("/S")) is not None:
            said = tuple(str(words) for key in _SAID if (words := told.get(key)) is not None)
            made = Element(str(name).removeprefix("/"), _page_of(told, element.page, numbers), said)
            _grow(made, told, marked, numbers)
            element.parts.append(made)


def _addresses(node: _Object) -> list[str]:
    """The address to which an annotation leads, if it is one outside the document."""
    action = node["/Obj"].get("/A")
    return [str(action.get("/URI", ""))] if isinstance(action, pikepdf.Dictionary) else []


def _page_of(node: _Object, otherwise: int, numbers: Mapping[_PageKey, int]) -> int:
    page = node.get("/Pg")
    return otherwise if page is None else numbers[page.objgen]


def _joined(parts: Iterable[str]) -> str:
    """Text on one line: lines end in a space, or in the hyphen that a word has anyway."""
    text = _HYPHEN.sub("-", "".join(parts))
    return re.sub(r"[ \n]+", " ", text).strip(" ")
