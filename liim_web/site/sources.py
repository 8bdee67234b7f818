"""Where figures come from: per source its files, and the last period that it gives."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from liim_web.site.making import File, files_of
from liim_web.site.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One source: who publishes it, how far its figures go, what is made from it, and the files that were read."""

    id: str
    publisher: str
    title: str
    licence: str
    page: str
    last: str
    indicators: Sequence[SafeString]
    files: Sequence[File]


def source_rows(reading: Reading) -> list[SourceRow]:
    """Every source of the edition."""
    facts = reading.facts
    last: dict[str, str] = defaultdict(str)
    used: dict[str, list[str]] = defaultdict(list)
    for indicator, standing in facts.standings.items():
        for source in sorted({part for figure in standing.values() for part in figure.source.split("+") if part}):
            last[source] = max(last[source], facts.period(indicator))
            used[source].append(indicator)
    return [
        SourceRow(
            id=one["id"],
            publisher=one["publisher"],
            title=one["title"],
            licence=one["licence"],
            page=one["page"],
            last=last[one["id"]],
            indicators=[reading.title(indicator) for indicator in sorted(used[one["id"]])],
            files=files_of(facts, one["id"]),
        )
        for one in facts.edition.manifest["sources"]
    ]
