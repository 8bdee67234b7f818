"""What is not shown, and how often for which reason."""

from collections import Counter
from dataclasses import dataclass

from django.utils.safestring import SafeString

from liim.model import Status
from liim_web.site.edition.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """How many municipalities have no figure for an indicator in its last period, by the reason why."""

    title: SafeString
    link: str
    period: str
    withheld: int
    missing: int
    not_applicable: int
    not_yet: int


def blanks(reading: Reading) -> list[Blank]:
    """Per indicator what is not shown."""
    facts = reading.facts
    found = []
    for id_ in facts.edition.indicators:
        counted = Counter(
            figure.status
            for code, figure in facts.standings.get(id_, {}).items()
            if code in facts.slugs and facts.areas[code]["level"] == "municipality"
        )
        found.append(
            Blank(
                title=reading.title(id_),
                link=reading.indicator_link(id_),
                period=facts.period(id_),
                withheld=counted[Status.WITHHELD],
                missing=counted[Status.MISSING],
                not_applicable=counted[Status.NOT_APPLICABLE],
                not_yet=counted[Status.NOT_YET],
            )
        )
    return found
