"""What stands out in a place, by a rule that is stated where it is used (as on the page of the place).

Only differences that a test bears out, controlled for false alarms; who lives here never leads: a share of residents of
foreign origin is not what a council should see first. Nor does a zero: many small towns have one, and there is nobody
to tell of. Of related indicators one speaks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from liim.editions import Figure
from liim.publish import sentences, verdicts
from liim.publish.sentences import Sentence, Speech
from liim.publish.town import Town

NEVER_LEADS = "demography"
MOST_DIFFERENCES, MOST_CHANGES = 3, 2


@dataclass(frozen=True, slots=True)
class Highlight:
    """One thing that stands out: whose, its figures, and what is said of them."""

    speech: Speech
    figures: Sequence[Figure]
    said: Sequence[Sentence]


def standing_out(town: Town, speeches: Sequence[Speech]) -> list[Highlight]:
    """At most five, the differences first; none where no test found anything."""
    known = [(one, some) for one in speeches if (some := _shown(town, one)) and some[-1].value and not is_part(one)]
    differing = [(one, some) for one, some in known if _differs(town, one, some[-1])]
    differing.sort(key=lambda pair: -_extremeness(town, pair[1][-1]))
    chosen = _one_of_related(differing)[:MOST_DIFFERENCES]
    changing = [(one, some) for one, some in known if _changes(town, one) and (one, some) not in chosen]
    changed = _one_of_related(changing, chosen)[:MOST_CHANGES] if chosen else []
    return [
        *(Highlight(one, some, _difference(town, one, some[-1])) for one, some in chosen),
        *(Highlight(one, some, _change(town, one, some)) for one, some in changed),
    ]


def is_part(speech: Speech) -> bool:
    """Whether the undivided figure tells nothing: the whole of a composition, or what stands with another indicator."""
    return bool(speech.indicator["formula"]["kind"] == "composition" or speech.indicator["breakdowns"])


def _shown(town: Town, speech: Speech) -> list[Figure]:
    return [one for one in town.totals(speech.indicator["id"]) if one.is_shown]


def _differs(town: Town, speech: Speech, figure: Figure) -> bool:
    row = verdicts.row_of(town, figure)
    leads = speech.indicator["theme"]["id"] != NEVER_LEADS
    return bool(leads and row and row["controlled"] and row["verdict"] != "no_difference")


def _changes(town: Town, speech: Speech) -> bool:
    row = verdicts.trend_row(town, speech.indicator["id"])
    return bool(row and row["verdict"] in {"rising", "falling"})


def _extremeness(town: Town, figure: Figure) -> float:
    """How far out a figure lies among the municipalities of its region: 0 in the middle, 1 at an end."""
    values = town.everywhere(figure.indicator, figure.period).values()
    if not values or figure.value is None:
        return 0.0
    return abs(2 * sum(value < figure.value for value in values) / len(values) - 1)


def _one_of_related(
    pairs: Sequence[tuple[Speech, list[Figure]]], before: Sequence[tuple[Speech, list[Figure]]] = ()
) -> list[tuple[Speech, list[Figure]]]:
    chosen: list[tuple[Speech, list[Figure]]] = []
    for speech, figures in pairs:
        id_, related = speech.indicator["id"], speech.indicator["related"]
        others = [one.indicator for one, _ in (*before, *chosen)]
        if not any(id_ in other["related"] or other["id"] in related for other in others):
            chosen.append((speech, figures))
    return chosen


def _difference(town: Town, speech: Speech, figure: Figure) -> list[Sentence]:
    other = verdicts.comparison(town, speech, figure)
    compared = [sentences.compared(speech, figure, other)] if other else []
    return [sentences.current(speech, figure, town.area), *compared]


def _change(town: Town, speech: Speech, figures: Sequence[Figure]) -> list[Sentence]:
    return [sentences.current(speech, figures[-1], town.area), *verdicts.trend(town, speech, figures)]
