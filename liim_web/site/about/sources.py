"""Where figures come from: per source its files, the last period that it gives, and when the next is due."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from liim.model import Language
from liim.publish import numbers
from liim.sources import SOURCES
from liim.sources.fetching.probe import months_late
from liim_web.site.edition.reading import Reading
from liim_web.site.figure.making import File, files_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """The period after the last: when its publisher usually gives it, and how many months ago that was."""

    period: str
    when: str
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One source: who publishes it, how far its figures go, what is made from it, and the files that were read."""

    id: str
    publisher: str
    title: str
    licence: str
    page: str
    last: str
    next: Next | None
    indicators: Sequence[SafeString]
    files: Sequence[File]


def source_rows(reading: Reading, today: date) -> list[SourceRow]:
    """Every source of the edition, and how late it is on a day: in the order of the report, then those of no figure."""
    facts = reading.facts
    last: dict[str, str] = defaultdict(str)
    used: dict[str, list[str]] = defaultdict(list)
    for indicator, standing in facts.standings.items():
        for source in sorted({part for figure in standing.values() for part in figure.source.split("+") if part}):
            last[source] = max(last[source], facts.period(indicator))
            used[source].append(indicator)
    order = {id_: place for place, id_ in enumerate(facts.edition.indicators)}
    for indicators in used.values():
        indicators.sort(key=order.__getitem__)
    rows = [
        SourceRow(
            id=one["id"],
            publisher=one["publisher"],
            title=one["title"],
            licence=one["licence"],
            page=one["page"],
            last=last[one["id"]],
            next=_next(one["id"], last[one["id"]], today, reading.language),
            indicators=[reading.title(indicator) for indicator in used[one["id"]]],
            files=files_of(facts, one["id"]),
        )
        for one in facts.edition.manifest["sources"]
    ]
    return sorted(rows, key=lambda row: order[used[row.id][0]] if used[row.id] else len(order))


def _next(source: str, last: str, today: date, language: Language) -> Next | None:
    """None for a source whose calendar is not known, or that gave nothing yet."""
    known = next((one for one in SOURCES if one.id == source), None)
    if known is None or not last[:4].isdigit():
        return None
    year = int(last[:4]) + 1
    return Next(
        period=str(year),
        when=numbers.period(f"{year + known.lag}-{known.appears:02}", language),
        late=months_late(known, last[:4], today),
    )
