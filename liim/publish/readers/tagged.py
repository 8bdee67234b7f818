"""A tagged PDF as a tree: what each element is, the text in it, and the sentence that stands for a picture."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypdf
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
)

from liim.publish.readers.row import Unreadable

_HYPHEN = re.compile(r"(?<=\w)-\s*\n\s*")
# Lines and colours are most of a page, and hold no text; nor does the room between letters. Left out, a page is read
# several times faster. Strings come first, so that nothing is taken out of them.
_STRING = rb"\((?:\\.|[^\\()])*\)"
_DRAWN = rb"(?:-?[\d.]+\s){1,6}(?:m|l|c|v|y|re|scn|SCN|w|M|g|G|rg|RG|k|K|J|j|i)(?=\s)|/\w+\s(?:cs|CS|gs)(?=\s)"
_BARE = re.compile(
    rb"\[(?P<spaced>(?:"
    + _STRING
    + rb"|[-\d.\s])*)\]\s*TJ|(?P<string>"
    + _STRING
    + rb")|(?<![\w.-])(?:"
    + _DRAWN
    + rb")",
    re.DOTALL,
)
_SAID = ("/Alt", "/T", "/ActualText", "/E")
_STRINGS = re.compile(_STRING, re.DOTALL)


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
        reader = pypdf.PdfReader(path)
        pages, marked = [], dict[tuple[int, int], str]()
        outside = []
        for number, page in enumerate(reader.pages):
            text, found = _page(page)
            pages.append(text)
            outside.append(found.pop(None, ""))
            marked |= {(number, mark): said for mark, said in found.items() if mark is not None}
        numbers = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages) if page.indirect_reference}
        tree = reader.root_object["/StructTreeRoot"].get_object() if "/StructTreeRoot" in reader.root_object else None
        if not isinstance(tree, DictionaryObject):
            raise Unreadable(f"{path.name} is not tagged: nobody can tell what its numbers are about.")
        root = Element("Root", 0)
        _grow(root, tree, marked, numbers)
    except (PyPdfError, AttributeError, TypeError, KeyError) as error:
        raise Unreadable(f"{path.name} is no PDF that can be read: {error}") from error
    if left := [text for text in marked.values() if text.strip()]:
        raise Unreadable(f"{path.name} holds text that no element of it owns: {len(left)} pieces.")
    return Tagged(tuple(pages), root, tuple(outside))


def _page(page: pypdf.PageObject) -> tuple[str, dict[int | None, str]]:
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

    contents = page.get_contents()
    if contents is None:
        return "", {}
    bare = DecodedStreamObject()
    bare.set_data(_BARE.sub(_kept, contents.get_data()))
    page[NameObject("/Contents")] = bare
    text = page.extract_text(visitor_operand_before=before, visitor_text=read)
    return text, found


def _kept(found: re.Match[bytes]) -> bytes:
    """A string as it is, and strings with room between their letters as one; nothing of what is drawn."""
    if found["spaced"] is not None:
        return b"(" + b"".join(one[1:-1] for one in _STRINGS.findall(found["spaced"])) + b") Tj"
    return found["string"] or b""


def _grow(
    element: Element, node: DictionaryObject, marked: dict[tuple[int, int], str], numbers: Mapping[int, int]
) -> None:
    """What stands below an element; each piece of text is taken from `marked` by the element that owns it."""
    kids = node.get("/K")
    kids = kids.get_object() if isinstance(kids, IndirectObject) else kids
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        told = kid.get_object() if kid is not None else None
        if isinstance(told, NumberObject):
            element.parts.append(marked.pop((element.page, int(told)), ""))
        elif not isinstance(told, DictionaryObject):
            continue
        elif "/MCID" in told:
            page = _page_of(told, element.page, numbers)
            element.parts.append(marked.pop((page, int(str(told["/MCID"]))), ""))
        elif told.get("/Type") == "/OBJR":
            element.leads += _addresses(told)
        elif "/S" in told:
            said = tuple(str(told[key]) for key in _SAID if key in told)
            made = Element(str(told["/S"]).removeprefix("/"), _page_of(told, element.page, numbers), said)
            _grow(made, told, marked, numbers)
            element.parts.append(made)


def _addresses(node: DictionaryObject) -> list[str]:
    """The address to which an annotation leads, if it is one outside the document."""
    annotation = node["/Obj"].get_object()
    action = annotation.get("/A") if isinstance(annotation, DictionaryObject) else None
    action = action.get_object() if action is not None else None
    return [str(action.get("/URI", ""))] if isinstance(action, DictionaryObject) else []


def _page_of(node: DictionaryObject, otherwise: int, numbers: Mapping[int, int]) -> int:
    if "/Pg" not in node:
        return otherwise
    reference = node.raw_get("/Pg")
    return numbers[reference.idnum] if isinstance(reference, IndirectObject) else otherwise


def _joined(parts: Iterable[str]) -> str:
    """Text on one line: lines end in a space, or in the hyphen that a word has anyway."""
    text = _HYPHEN.sub("-", "".join(parts))
    return re.sub(r"[ \n]+", " ", text).strip(" ")
