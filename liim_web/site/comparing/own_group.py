"""One municipality beside the others of a comparison together, as a group of the reader's own, by the usual tests."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from liim.editions import compare_with_group
from liim.publish import numbers
from liim_web.site.edition.reading import Reading
from liim_web.site.edition.series import COMPOSITION
from liim_web.site.figure import verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One indicator: the own figure, that of the group, and what the test says."""

    title: SafeString
    link: str
    period: str
    own: str
    group: str
    verdict: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The comparison, or why there is none."""

    name: str
    members: str
    lines: Sequence[Line]
    refused: str = ""


def own_group(reading: Reading, codes: Sequence[str]) -> Group | None:
    """The first of some places beside the others together; None for fewer than three places."""
    own, *others = codes or [""]
    if len(others) < 2:  # noqa: PLR2004 one other is no group
        return None
    name, members = reading.area_name(own), ", ".join(reading.area_name(one) for one in others)
    try:
        rows = compare_with_group(reading.facts.edition, own, others)
    except ValueError as refused:
        return Group(name=name, members=members, lines=(), refused=str(refused))
    by_id = {row["indicator"]: row for row in rows if row["verdict"]}
    lines = []
    for id_ in _each_once(reading):
        if id_ in by_id:
            row = by_id[id_]
            written = numbers.Writing(reading.unit(id_), reading.language)
            lines.append(
                Line(
                    title=reading.title(id_),
                    link=reading.indicator_link(id_),
                    period=numbers.period(row["period"], reading.language),
                    own=written(row["value"]),
                    group=written(row["benchmark_value"]),
                    verdict=verdicts.of_group(row["verdict"]),
                    code=row["verdict"],
                )
            )
    return Group(name=name, members=members, lines=lines)


def _each_once(reading: Reading) -> Iterator[str]:
    """The indicators whose undivided figures tell something, and each figure once.

    The whole of a composition is 100 % everywhere; indicators that only divide another one have its figure.
    """
    told: list[tuple[object, object]] = []
    for id_, entry in reading.facts.edition.indicators.items():
        what = entry["formula"], entry["age"]
        if entry["formula"]["kind"] != COMPOSITION and what not in told:
            told.append(what)
            yield id_
