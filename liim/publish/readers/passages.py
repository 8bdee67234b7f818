"""What a document says in words: pieces of text, and of which indicators and places each speaks."""

from typing import Literal, NamedTuple

Kind = Literal[
    "text", "drawn", "legend", "census", "changes", "contents", "everywhere", "availability", "places", "verdict"
]


class Passage(NamedTuple):
    """A piece of text as a reader meets it, or hears it: a sentence, a cell, a label, an alternative text.

    `indicators` are those that the smallest thing around it names; none where it names none. `drawn` is what stands in
    a picture, with the marks of its axes, `legend` the limits of the classes of a map; `census` counts figures, not
    people, and `changes` those that changed; `contents` leads to pages; `everywhere` sums up an indicator over all
    places; `availability` tells of how many municipalities there is a figure, and `places` how many municipalities
    there are in a place; `verdict` says what tests make of a figure.
    """

    where: str
    text: str
    language: str
    indicators: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    kind: Kind = "text"
