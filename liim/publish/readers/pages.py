"""The words of a page of the site: what a reader sees or hears, each with what the smallest element around it names."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]  # the library ships no types

from liim.publish.readers.naming import GROUP, IDS, PLACES
from liim.publish.readers.passages import Kind, Passage
from liim.publish.readers.row import Unreadable
from liim.publish.readers.verdicts import CODES, said

_ADDRESSES = {"href", "src", "action", "data-files", "data-root", "data-names"}
# Where something stands and how it looks, to programs; all other attributes may be read by people.
_QUIET = _ADDRESSES | frozenset(
    re.split(
        r"\s+",
        """class id d x y x1 x2 y1 y2 dx dy cx cy r rx ry width height viewbox transform points fill stroke stroke-width
        stroke-dasharray stroke-linecap stroke-linejoin font-size font-family font-weight text-anchor opacity charset
        patternunits xmlns for name type rel as role lang hreflang tabindex colspan rowspan scope method media sizes
        crossorigin http-equiv aria-labelledby aria-describedby aria-controls aria-current aria-hidden hidden selected
        defer list autocomplete headers maxlength size min max rows cols step""",
    )
)
_WHOLE = {"html", "head", "body", "main"}  # hold all that a page says
_HEADS = {"Content-Security-Policy", "viewport", "refresh"}
_SHADE = re.compile(r"fill-class\d+")
_METHOD = "methode"
_HOW_MANY = {"beschikbaar", "niet-getoond"}  # tell of how many municipalities there are figures
_DRAWN = {"text", "tspan"}
_LEGEND = "legend"  # of a map, set as text beside it
EVERYWHERE = frozenset({"02000", "04000"})  # the regions, of which all places are part
_PLAIN = str.maketrans("\n\t", "  ")
_PARSER = etree.HTMLParser(encoding="utf-8", huge_tree=True)
_DIGIT = re.compile(r"\d").search
_NOTHING: frozenset[str] = frozenset()


class _Element:
    """What an element and those in it name, by their addresses and ids."""

    __slots__ = ("areas", "indicators", "parent", "picture", "tag")

    def __init__(self, tag: str, parent: "_Element | None") -> None:
        self.tag, self.parent = tag, parent
        self.indicators: frozenset[str] = _NOTHING
        self.areas: frozenset[str] = _NOTHING
        self.picture: _Element | None = self if tag == "svg" else parent.picture if parent else None

    def name(self, indicators: frozenset[str], areas: frozenset[str]) -> None:
        """The elements around it name the same, up to what holds the whole page."""
        one: _Element | None = self
        while one and one.tag not in _WHOLE:
            one.indicators |= indicators
            one.areas |= areas
            one = one.parent

    def nearest(self) -> tuple[frozenset[str], frozenset[str]]:
        """The indicators and the places that the smallest element around it names."""
        indicators, areas = _NOTHING, _NOTHING
        one: _Element | None = self
        while one and not (indicators and areas):
            indicators, areas = indicators or one.indicators, areas or one.areas
            one = one.parent
        return indicators, areas


class _Page:
    """Collects what is said, and by which elements what is named."""

    def __init__(self, text: bytes) -> None:
        root = etree.fromstring(text, _PARSER)
        self.language = root.get("lang", "")
        self.said: list[tuple[_Element, str]] = []
        self.kept: list[tuple[_Element, str]] = []  # for scripts
        self.drawn: dict[_Element, list[str]] = {}  # what is written in each picture, in its order
        self.verdicts: list[tuple[_Element, str]] = []  # by their codes; none where words and colour do not agree
        self.is_bare = False  # whether a place has a colour that tells its class, and no number
        self._read(root)

    def _read(self, root: etree._Element) -> None:
        at = _Element("", None)
        for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event == "start":
                at = self._begun(node, _Element(str(node.tag), at))
                self._hear(at, node.text)
            elif event == "end":
                at = at.parent or at
                self._hear(at, node.tail)
            else:
                self._hear(at, node.text)
                self._hear(at, node.tail)

    def _begun(self, node: etree._Element, element: _Element) -> _Element:
        told = node.attrib
        if "id" in told or "href" in told:
            address = told.get("href", "") if element.tag != "link" else ""
            indicators = frozenset(IDS.findall(told.get("id", "")) + IDS.findall(address))
            areas = frozenset(PLACES.findall(address))
            if indicators or areas:
                element.name(indicators, areas)
        if element.tag == "meta" and not _HEADS.isdisjoint(told.values()):
            return element
        looks = frozenset(told.get("class", "").split())
        if _LEGEND in looks:
            element.picture = element
        if "verdict" in looks and not looks.isdisjoint(CODES):
            words = said("".join(node.itertext()))
            self.verdicts.append((element, words if words in looks else ""))
        if any(map(_SHADE.fullmatch, looks)) and (title := node.find("title")) is not None:
            self.is_bare |= not _DIGIT(title.text or "")
        for name, text in told.items():
            if name not in _QUIET and _DIGIT(text):
                for_scripts = name.startswith("data-") and not any(map(str.isspace, text))
                (self.kept if for_scripts else self.said).append((element, text))
        return element

    def _hear(self, element: _Element, text: str | None) -> None:
        if not text or text.isspace():
            return
        if element.tag in _DRAWN or (element.tag == "li" and element.picture and element.picture.tag != "svg"):
            self.drawn.setdefault(element.picture or element, []).append(text)
        elif _DIGIT(text):
            self.said.append((element, text))


def page_texts(path: Path, root: Path, known: frozenset[str]) -> Iterator[Passage]:
    """Every piece of text and every attribute of a page that holds a digit; `known` are the indicators there are."""
    where = str(path.relative_to(root))
    try:
        page = _Page(path.read_bytes())
    except etree.LxmlError as error:
        raise Unreadable(f"{where} is no page that can be read.") from error
    if page.is_bare:
        raise Unreadable(f"{where} gives a colour to a place for which it has no number.")
    address = f"/{where}"
    own = frozenset(IDS.findall(address)) & known
    places = frozenset(PLACES.findall(address)) | {code for some in GROUP.findall(address) for code in some.split(",")}
    folders = frozenset(path.relative_to(root).parts)
    pieces: list[tuple[_Element, str, Kind, str]] = [(*one, "text", page.language) for one in page.said]
    pieces += [(*one, "text", "") for one in page.kept]
    pieces += [(*one, "verdict", page.language) for one in page.verdicts]
    for picture, texts in page.drawn.items():
        pieces.append((picture, "\n".join(texts), "drawn" if picture.tag == "svg" else "legend", page.language))
    for element, text, kind, language in pieces:
        near, areas = element.nearest()
        indicators = near & known or own
        told = Passage(where, text.translate(_PLAIN), language, indicators, areas | places, kind)
        if kind == "verdict":
            yield told
            continue
        if folders & _HOW_MANY:
            told = told._replace(kind="availability")
        elif own and indicators == own and not told.areas and _METHOD not in folders:
            told = told._replace(areas=EVERYWHERE, kind="everywhere" if kind == "text" else kind)
        elif not indicators:
            told = told._replace(kind="places")
        yield told
