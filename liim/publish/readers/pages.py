"""The words of a page of the site: what a reader sees or hears, each with what the smallest element around it names."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
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
_ONCE = tuple(re.compile(rb"<%s(?![a-z0-9])" % tag, re.IGNORECASE) for tag in (b"html", b"body"))
_DECLARED = "?xml "  # how a drawing begins
_DIGIT = re.compile(r"\d").search
_NOTHING: frozenset[str] = frozenset()


class _Element:
    """What an element and those in it name, by their addresses and ids."""

    __slots__ = ("areas", "indicators", "is_label", "is_shaded", "parent", "picture", "tag", "verdict")

    def __init__(self, tag: str, parent: "_Element | None") -> None:
        self.tag, self.parent = tag, parent
        self.indicators: frozenset[str] = _NOTHING
        self.areas: frozenset[str] = _NOTHING
        self.picture: _Element | None = self if tag == "svg" else parent.picture if parent else None
        self.is_shaded = False  # its colour tells a class, and its title has not come yet
        self.is_label = False  # the title of what has such a colour
        self.verdict: tuple[frozenset[str], list[str]] | None = None  # how it looks, and its words

    def name(self, indicators: frozenset[str], areas: frozenset[str]) -> None:
        """The elements around it name the same, up to what holds the whole page."""
        one: _Element | None = self
        while one and one.tag not in _WHOLE and not (indicators <= one.indicators and areas <= one.areas):
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


@lru_cache(maxsize=4096)
def _looks(told: str) -> tuple[frozenset[str], bool, bool, bool]:
    """The classes of an element; whether it is a legend, gives a verdict, or has the colour of a class of a map."""
    looks = frozenset(told.split())
    is_verdict = "verdict" in looks and not looks.isdisjoint(CODES)
    return looks, _LEGEND in looks, is_verdict, any(map(_SHADE.fullmatch, looks))


class _Page:
    """Collects what is said, and by which elements what is named, while a page is parsed: it is kept nowhere whole."""

    def __init__(self) -> None:
        self.language: str | None = None  # that of the first element
        self.said: list[tuple[_Element, str]] = []
        self.kept: list[tuple[_Element, str]] = []  # for scripts
        self.drawn: dict[_Element, list[str]] = {}  # what is written in each picture, in its order
        self.verdicts: list[tuple[_Element, str]] = []  # by their codes; none where words and colour do not agree
        self.is_bare = False  # whether a place has a colour that tells its class, and no number
        self._at = _Element("", None)
        self._heard: list[str] = []  # of the text that is being read, which comes in pieces
        self._verdicts: list[_Element] = []  # of which the words are being read

    def start(self, tag: str, told: Mapping[str, str]) -> None:
        """An element begins."""
        if self._heard:
            self._hear()
        parent = self._at
        element = self._at = _Element(tag, parent)
        if tag == "title" and parent.is_shaded:
            parent.is_shaded, element.is_label = False, True
            self._heard.append("")  # a label that says nothing is heard as well
        if told:
            self._read(element, told)
        if self.language is None:
            self.language = told.get("lang", "")

    def end(self, _tag: str) -> None:
        """An element ends."""
        if self._heard:
            self._hear()
        at = self._at
        if at.verdict:
            looks, words = at.verdict
            code = said("".join(words))
            self.verdicts.append((at, code if code in looks else ""))
            self._verdicts.remove(at)
        self._at = at.parent or at

    def data(self, text: str) -> None:
        """A piece of a text."""
        self._heard.append(text)

    def comment(self, text: str) -> None:
        """What readers do not see, but may find."""
        self._hear()
        if self.language is not None or not text.startswith(_DECLARED):
            self._keep(text)

    def pi(self, target: str, text: str | None = None) -> None:
        """What is said to programs."""
        self._hear()
        self._keep(f"{target} {text or ''}")

    def close(self) -> "_Page":
        """All was read."""
        self._hear()
        return self

    def _read(self, element: _Element, told: Mapping[str, str]) -> None:
        tag = element.tag
        if "id" in told or "href" in told:
            address = told.get("href", "") if tag != "link" else ""
            indicators = frozenset(IDS.findall(told.get("id", "")) + IDS.findall(address))
            areas = frozenset(PLACES.findall(address))
            if indicators or areas:
                element.name(indicators, areas)
        if tag == "meta" and not _HEADS.isdisjoint(told.values()):
            return
        if "class" in told:
            looks, is_legend, is_verdict, element.is_shaded = _looks(told["class"])
            if is_legend:
                element.picture = element
            if is_verdict:
                element.verdict = looks, []
                self._verdicts.append(element)
        for name, text in told.items():
            if name not in _QUIET and _DIGIT(text):
                for_scripts = name.startswith("data-") and not any(map(str.isspace, text))
                (self.kept if for_scripts else self.said).append((element, text))

    def _hear(self) -> None:
        """The text up to here is that of the present element."""
        heard, at = self._heard, self._at
        text = "".join(heard)
        heard.clear()
        if at.is_label:
            at.is_label = False  # what stands behind an element in it is no more of it
            self.is_bare |= not _DIGIT(text)
        for one in self._verdicts:
            one.verdict[1].append(text)  # type: ignore[index]  # those that are read have words
        self._keep(text)

    def _keep(self, text: str) -> None:
        if not text or text.isspace():
            return
        element = self._at
        if element.tag in _DRAWN or (element.tag == "li" and element.picture and element.picture.tag != "svg"):
            self.drawn.setdefault(element.picture or element, []).append(text)
        elif _DIGIT(text):
            self.said.append((element, text))


def _read(told: bytes, where: str) -> _Page:
    """A page, read at once. What a second `html` or `body` says is lost to the parser, so there may be none."""
    if any(len(found) > 1 for found in (one.findall(told) for one in _ONCE)):
        raise Unreadable(f"{where} is two pages in one.")
    page = _Page()
    try:
        etree.fromstring(told, etree.HTMLParser(encoding="utf-8", huge_tree=True, target=page))
    except etree.LxmlError as error:
        raise Unreadable(f"{where} is no page that can be read.") from error
    if page.language is None:
        raise Unreadable(f"{where} holds nothing.")
    return page


def page_texts(path: Path, root: Path, known: frozenset[str]) -> Iterator[Passage]:
    """Every piece of text and every attribute of a page that holds a digit; `known` are the indicators there are."""
    where = str(path.relative_to(root))
    page = _read(path.read_bytes(), where)
    if page.is_bare:
        raise Unreadable(f"{where} gives a colour to a place for which it has no number.")
    address, language = f"/{where}", page.language or ""
    own = frozenset(IDS.findall(address)) & known
    places = frozenset(PLACES.findall(address)) | {code for some in GROUP.findall(address) for code in some.split(",")}
    folders = frozenset(path.relative_to(root).parts)
    pieces: list[tuple[_Element, str, Kind, str]] = [(*one, "text", language) for one in page.said]
    pieces += [(*one, "text", "") for one in page.kept]
    pieces += [(*one, "verdict", language) for one in page.verdicts]
    for picture, texts in page.drawn.items():
        pieces.append((picture, "\n".join(texts), "drawn" if picture.tag == "svg" else "legend", language))
    for element, text, kind, language in pieces:
        near, areas = element.nearest()
        indicators = near & known or own
        told = Passage(where, text.replace("\n", " ").replace("\t", " "), language, indicators, areas | places, kind)
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
