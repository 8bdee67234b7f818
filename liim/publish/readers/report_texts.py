"""The words of a report, each with what it is about: by its heading, its row, or the block in which it stands."""

from collections.abc import Iterator, Sequence

from liim.publish.readers.naming import Naming
from liim.publish.readers.passages import Kind, Passage
from liim.publish.readers.tagged import Element, Tagged

_HEADINGS = {"Title", "H1", "H2", "H3", "H4"}
_NOT_WHOLE = {"Document", "Root", "Table", "TBody", "Sect", "Part"}  # hold more than one thing
_CENSUS = "\u00d7"
# What stands above how many figures changed since the edition before.
_CHANGES = {
    "Wat is er veranderd sinds de vorige editie",
    "Ce qui a changé depuis l'édition précédente",
    "What has changed since the previous edition",
}


class ReportTexts:
    """Walks a report from its first to its last element; a heading says what the text below it is about."""

    def __init__(self, name: str, language: str, areas: frozenset[str], naming: Naming) -> None:
        self._name, self._language, self._areas, self._naming = name, language, areas, naming
        self._section: frozenset[str] = frozenset()
        self._of_changes = False

    def of(self, document: Tagged) -> Iterator[Passage]:
        """Every piece of text and every alternative text of a report, headers and footers included."""
        yield from self._below(document.root, (), "text")
        for number, text in enumerate(document.outside, 1):
            yield Passage(f"{self._name}, page {number}", text, self._language, areas=self._areas)

    def _below(self, element: Element, around: Sequence[Element], kind: Kind) -> Iterator[Passage]:
        if element.name in _HEADINGS:
            self._section = self._naming.exactly(element.own) or self._naming.named(element.own)
            self._of_changes = " ".join(element.own.split()).replace("\u2019", "'") in _CHANGES
        if element.name == "TOC":
            kind = "contents"
        elif element.name == "Table" and _counts_figures(element):
            kind = "census"
        elif self._of_changes and kind == "text":
            kind = "changes"
        inside = (*around, element)
        said = [element.own, *element.said]
        if any(any(map(str.isdigit, text)) for text in said):
            about = self._about(inside)
            where = f"{self._name}, page {element.page + 1}"
            yield Passage(
                where, element.own, self._language, about, self._areas, "drawn" if element.name == "Figure" else kind
            )
            yield from (Passage(where, text, self._language, about, self._areas, kind) for text in element.said)
        for one in element.below:
            yield from self._below(one, inside, kind)

    def _about(self, inside: Sequence[Element]) -> frozenset[str]:
        """What the row says in its first cell; else what the heading says; else what the block around it names."""
        for one in reversed(inside):
            if one.name == "TR":
                first = next(one.below, None)
                if first and (named := self._naming.exactly(first.whole)):
                    return named
        if self._section:
            return self._section
        for one in reversed(inside):
            if one.name in _NOT_WHOLE:
                break
            led = self._naming.ids(" ".join(one.leading))
            if named := led or self._naming.named(one.whole):
                return named
        return frozenset()


def _counts_figures(table: Element) -> bool:
    """Whether a table tells how many figures are withheld: its head holds their sign."""
    head = next((one for one in table.below if one.name == "THead"), None)
    return head is not None and any(cell.own == _CENSUS for row in head.below for cell in row.below)
