"""What the classes of an indicator say in one place: their figures, and where a strict test tells them apart.

An indicator by origin has no undivided figure of its own. Few classes are all named; of many, those with most people.
Since many classes are tested at once, only what stands in the strictest band is called a difference.
"""

from collections.abc import Sequence

from liim.editions import Figure
from liim.model import HAS_A_COUNT
from liim.publish import places
from liim.publish.places import Area
from liim.publish.sentences import Sentence, Speech, key_of
from liim.publish.tables import class_name
from liim.publish.town import Town
from liim.publish.verdicts import benchmark, row_of
from liim.publish.words import in_words, listed, text_of, word

FEW = 5  # classes that a sentence can name
LARGEST = 3  # classes that stand for many
STRICTEST = 99.8  # see liim.figures.evidence
_VERDICTS = ("better", "worse", "higher", "lower")


def read_classes(town: Town, speech: Speech, figures: Sequence[Figure]) -> list[Sentence]:
    """What the classes of one period say, in the order of the catalogue; nothing where none of them is shown."""
    if any(len(one.classes) > 1 for one in figures):
        return []  # crossings are read in their table
    return [*_named(speech, figures, town.area), *_differing(town, speech, figures)]


def _named(speech: Speech, figures: Sequence[Figure], area: Area) -> list[Sentence]:
    shown = [one for one in figures if one.is_shown]
    if not shown:
        return []
    language = speech.language
    chosen, parts = shown, {}
    if len(figures) > FEW:
        if any(one.numerator is None or one.status not in HAS_A_COUNT for one in figures):
            return []  # which group is the largest cannot be told
        chosen = sorted(shown, key=lambda one: -(one.numerator or 0))[:LARGEST]
        if len({one.numerator for one in chosen}) < len(chosen):
            return []
        parts = {"many": in_words(len(figures), language)}
    moment = speech.moment(chosen[0].period)
    strong = any(", " in class_name(speech.indicator, one, language) for one in chosen)
    text = word(
        "largest_classes" if parts else "by_class",
        language,
        title=_apart(text_of(speech.indicator["title"], language)[0]),
        in_area=places.inside(area, language),
        moment=moment[:1].lower() + moment[1:],
        list=listed([_with_value(speech, one) for one in chosen], language, strong=strong),
        **parts,
    )
    return [Sentence(text, tuple(key_of(one) for one in chosen))]


def _with_value(speech: Speech, figure: Figure) -> str:
    return f"{class_name(speech.indicator, figure, speech.language)} ({speech.value(figure.value or 0.0)})"


def _apart(title: str) -> str:
    """A title in running text: what comes after its comma is closed by another one."""
    return f"{title}," if ", " in title else title


def _differing(town: Town, speech: Speech, figures: Sequence[Figure]) -> list[Sentence]:
    """The classes whose difference stands in the strictest band, by what the verdict is."""
    known = [one for one in figures if "unknown" not in dict(one.classes).values()]
    rows = [(one, row) for one in known if (row := row_of(town, one)) and row["band"] == STRICTEST]
    said = []
    for verdict in _VERDICTS:
        found = [(one, row) for one, row in rows if row["verdict"] == verdict]
        for kind in dict.fromkeys(row["benchmark"] for _, row in found):
            some = [(one, row) for one, row in found if row["benchmark"] == kind]
            _, inside, _ = benchmark(town, speech.language, some[0][1])
            names = listed([class_name(speech.indicator, one, speech.language) for one, _ in some], speech.language)
            text = word(f"classes_{verdict}", speech.language, in_area=inside, list=names)
            said.append(Sentence(text, tuple(key_of(one) for one, _ in some)))
    return said
