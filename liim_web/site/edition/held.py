"""What an edition holds of every indicator, period by period, and why each gap is empty."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from liim.model import HAS_A_COUNT, Status
from liim.publish import numbers
from liim_web.site.edition import wording
from liim_web.site.edition.facts import GEOGRAPHY
from liim_web.site.edition.reading import Reading

_SHOWN = {*HAS_A_COUNT, Status.BOUNDED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One indicator in one period: how many municipalities have a figure, and why others have none, most first."""

    figures: int
    gaps: Sequence[tuple[str, str, int]]  # sign, reason, how many

    @property
    def of(self) -> int:
        """How many municipalities there are."""
        return self.figures + sum(number for _sign, _why, number in self.gaps)


def held(reading: Reading, geography_: str = GEOGRAPHY) -> Mapping[str, Mapping[str, Held]]:
    """Per indicator and period what the edition holds of it."""
    return reading.facts.kept(("held", geography_, reading.language), lambda: _held(reading, geography_))


def _held(reading: Reading, geography_: str) -> dict[str, dict[str, Held]]:
    figures: dict[tuple[str, str], int] = defaultdict(int)
    gaps: dict[tuple[str, str], dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
    for row in reading.facts.edition.availability:
        if row["geography"] != geography_ or not row["municipalities"]:
            continue
        at = row["indicator"], row["period"]
        if row["status"] in _SHOWN:
            figures[at] += row["municipalities"]
        else:
            why = numbers.sign(row["status"], reading.language), wording.why(row["status"], row["reason"])
            gaps[at][why] += row["municipalities"]
    found: dict[str, dict[str, Held]] = defaultdict(dict)
    for at in sorted({*figures, *gaps}):
        why_not = sorted(((*why, number) for why, number in gaps[at].items()), key=lambda one: -one[2])
        found[at[0]][at[1]] = Held(figures=figures[at], gaps=why_not)
    return found
