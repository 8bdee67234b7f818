"""The page of a gap (herkomstkloof): both levels, here and in the region, the difference, adjusted and split."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from liim.catalogue import catalogue
from liim.figures.gaps import Gap, gaps_of
from liim.publish import charts, numbers, places
from liim.publish.gap_sentences import Between, read_gap
from liim.publish.report.pictures import Picture
from liim.publish.sentences import Sentence, Speech
from liim.publish.town import Town
from liim.publish.words import text_of, word

_NARROW = 400.0  # a picture that is no wider leaves the difference to the sentence beside it


@cache
def declared() -> Mapping[str, Gap]:
    """The gaps that the catalogue declares, by the id of their indicator."""
    return {one.id: one for one in gaps_of(catalogue().values())}


def gap_sentences(town: Town, speech: Speech) -> list[Sentence]:
    """What the gap of the latest period says; nothing where it was never computed."""
    row = _latest(town, speech.indicator["id"])
    return read_gap(town, speech.indicator["id"], row, _between(town, speech)) if row else []


def gap_picture(town: Town, speech: Speech, width: float = 680) -> Picture | None:
    """Both levels as dots, here and in the region; None where the latest gap is not there."""
    id_, language = speech.indicator["id"], speech.language
    row = _latest(town, id_)
    if row is None or row["difference"] is None:
        return None
    between = _between(town, speech)
    here = [(places.name(town.area, language), row, True)]
    if town.region:
        beside = _of_period(town.edition.gaps(town.region["code"]), id_, row["period"])
        here += [(places.name(town.region, language), beside, False)] if beside else []
    names = between.named(between.group), between.named(between.reference)
    rows = [
        charts.Pair(
            label=name,
            one=one["group_value"],
            other=one["reference_value"],
            text=numbers.points(abs(one["difference"]), language) if width > _NARROW else "",
            is_own=own,
        )
        for name, one, own in here
    ]
    told = [
        word(
            "alt_gap_row",
            language,
            name=name,
            one=between.of.value(one["group_value"]),
            group=names[0],
            other=between.of.value(one["reference_value"]),
            reference=names[1],
        )
        for name, one, _ in here
    ]
    title = text_of(speech.indicator["title"], language)[0]
    alt = word("alt_gap", language, title=title, rows="; ".join(told))
    write = numbers.Writing("%", language, between.of.decimals)
    caption = charts.Caption(f"{id_}-gap", title, alt)
    return {"svg": charts.gap(rows, names, caption=caption, write=write, width=width), "alt": alt}


def _between(town: Town, speech: Speech) -> Between:
    gap = declared()[speech.indicator["id"]]
    of = Speech(indicator=town.indicators[gap.of], language=speech.language, decimals=1)
    return Between(of=of, breakdown=gap.breakdown, group=gap.group, reference=gap.reference)


def _latest(town: Town, id_: str) -> dict[str, Any] | None:
    """The latest period in which there is a gap, else the latest."""
    rows = [row for row in town.gaps if row["gap"] == id_ and not row["classes"]]
    return next((row for row in reversed(rows) if row["difference"] is not None), rows[-1] if rows else None)


def _of_period(rows: list[dict[str, Any]], id_: str, period: str) -> dict[str, Any] | None:
    return next(
        (
            row
            for row in rows
            if row["gap"] == id_ and row["period"] == period and not row["classes"] and row["difference"] is not None
        ),
        None,
    )
