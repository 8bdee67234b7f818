"""One indicator in one area, as an address asks for it."""

from collections.abc import Mapping
from typing import Any

from liim_web.site.edition import wording
from liim_web.site.edition.facts import GEOGRAPHY
from liim_web.site.edition.reading import Reading
from liim_web.site.edition.series import Series, series
from liim_web.site.figure.subject import Place, Subject
from liim_web.site.figure.verdicts import Verdicts, verdicts


def one_indicator(reading: Reading, code: str, indicator: str) -> tuple[Subject, Verdicts, list[dict[str, Any]]]:
    """One indicator in one area, with what tests and gaps say of it; at most nine questions to the edition."""
    facts, region = reading.facts, reading.facts.region_of(code)
    figures = series(facts.edition.everything(indicator, sorted({code, region}), GEOGRAPHY))
    subject = Subject(Place(reading, code, region, figures), reading.entry(indicator))
    gaps = gaps_beside(reading, code, region) if indicator in facts.gaps else []
    return subject, verdicts(reading, code), gaps


def gaps_beside(reading: Reading, code: str, region: str) -> list[dict[str, Any]]:
    """The gaps of an area, and those of its region beside them."""
    edition = reading.facts.edition
    beside = reading.facts.kept(("gaps", region), lambda: edition.gaps(region))
    return beside if code == region else [*edition.gaps(code), *beside]


def why_blank(standings: Mapping[str, object], indicator: str, own: Series) -> str:
    """Why an area has no figure of an indicator in any period."""
    if own.last:
        return wording.why_blank(own.last)
    return wording.never_delivered() if indicator in standings else wording.source_not_read()
