"""Two indicators in one picture: a dot per municipality, and a warning where the two may not be set side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from liim.publish import charts, numbers
from liim_web.site.comparing import side_by_side
from liim_web.site.edition import wording
from liim_web.site.edition.reading import Reading
from liim_web.site.edition.series import COMPOSITION
from liim_web.site.edition.tables import Table
from liim_web.site.figure.subject import safe

_FIRST = ("WE_02", "DE_42", "PC_02")  # what is shown before anything is chosen, as far as it is there


@dataclass(frozen=True, slots=True, kw_only=True)
class Two:
    """Two indicators of the last period of each, for all municipalities that have both."""

    x: str
    y: str
    choices: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    asked: str
    warnings: Sequence[str]
    chart: SafeString
    said: str
    table: Table


def two(reading: Reading, asked: Mapping[str, str]) -> Two | None:
    """What an address asks for; what does not exist falls back on what does. None where nothing can be drawn."""
    facts = reading.facts
    known = [
        id_
        for id_, entry in facts.edition.indicators.items()
        if facts.period(id_) and entry["formula"]["kind"] != COMPOSITION
    ]
    order = [id_ for id_ in _FIRST if id_ in known] + [id_ for id_ in known if id_ not in _FIRST]
    if len(order) < 2:  # noqa: PLR2004 it takes two
        return None
    x = asked.get("x", "") if asked.get("x", "") in known else order[0]
    y = asked.get("y", "") if asked.get("y", "") in known else next(one for one in order if one != x)
    codes = side_by_side.chosen(reading, asked)[: side_by_side.MOST]
    return _two(reading, x, y, codes, _choices(reading, known))


def _choices(reading: Reading, known: Sequence[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    grouped: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for id_ in known:
        theme = reading.entry(id_)["theme"]
        title = wording.plain(theme["title"], reading.language)
        grouped.setdefault(theme["id"], (title, []))[1].append((id_, reading.plain_title(id_)))
    return list(grouped.values())


def _two(reading: Reading, x: str, y: str, codes: Sequence[str], choices: Sequence[Any]) -> Two:
    standings = reading.facts.standings[x], reading.facts.standings[y]
    points: dict[str, tuple[float, float]] = {}
    for code in reading.facts.municipalities:
        one, other = (standing[code].value if code in standing else None for standing in standings)
        if one is not None and other is not None:
            points[code] = one, other
    titles = reading.plain_title(x), reading.plain_title(y)
    write = tuple(numbers.Writing(reading.unit(one), reading.language) for one in (x, y))
    warnings = _warnings(reading, x, y)
    dots = _("Elke stip is een gemeente: %s hebben beide cijfers.") % reading.number(len(points))
    no_cause = _("Dat twee cijfers samengaan, zegt niet dat het ene van het andere komt.")
    said = f"{dots} {no_cause}"
    title = f"{titles[0]} {numbers.DASH} {titles[1]}"
    axes = tuple(f"{title}, {reading.facts.period(id_)}" for title, id_ in zip(titles, (x, y), strict=True))
    shown = codes or list(points)
    return Two(
        x=x,
        y=y,
        choices=choices,
        asked=",".join(codes),
        warnings=warnings,
        chart=safe(
            charts.scatter(
                points,
                {code: reading.area_name(code) for code in codes},
                (axes[0], axes[1]),
                caption=charts.Caption("two", title, " ".join([*warnings, said])),
                write=(write[0], write[1]),
            )
        ),
        said=said,
        table=Table(
            caption=title,
            heads=[_("Gemeente"), *titles],
            rows=[
                [reading.area_name(code), *(reading.value(one[code]) if code in one else "" for one in standings)]
                for code in shown
            ],
        ),
    )


def _warnings(reading: Reading, x: str, y: str) -> list[str]:
    """Why these two may not be compared, or what to know before doing so."""
    one, other = reading.entry(x), reading.entry(y)
    found = []
    if y in one["not_comparable_with"] or x in other["not_comparable_with"]:
        found.append(_("Deze twee cijfers mag je niet met elkaar vergelijken: ze zijn anders gedefinieerd."))
    rules = {one["origin_rule"], other["origin_rule"]} - {None}
    if len(rules) > 1:
        found.append(_("Ze bepalen herkomst volgens een andere regel: dezelfde mensen vallen er in een andere groep."))
    if reading.facts.period(x) != reading.facts.period(y):
        found.append(_("Ze gaan over een andere periode."))
    return found
