"""What the edition holds and what it lacks: indicator by year, and why each gap is empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from liim import geography
from liim.publish import numbers
from liim_web.site.edition import wording
from liim_web.site.edition.facts import GEOGRAPHY
from liim_web.site.edition.held import Held, held
from liim_web.site.edition.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """All indicators by year, in one geography."""

    geography: str
    geographies: Sequence[str]
    years: Sequence[str]
    chapters: Sequence[tuple[SafeString, SafeString]]
    signs: Sequence[tuple[str, str]]


def coverage(reading: Reading, asked: str) -> Coverage:
    """The matrix in the geography asked for, else in that of today."""
    chosen = asked if asked in geography.GEOGRAPHIES else GEOGRAPHY
    every = held(reading, chosen)
    years = sorted({period[:4] for by_period in every.values() for period in by_period})
    chapters: dict[str, tuple[SafeString, list[str]]] = {}
    signs: dict[str, str] = {}
    for id_, entry in reading.facts.edition.indicators.items():
        title = wording.told(entry["theme"]["title"], reading.language)
        lines = chapters.setdefault(entry["theme"]["id"], (title, []))[1]
        lines.append(_line(reading, id_, years, every.get(id_, {}), signs))
    return Coverage(
        geography=chosen,
        geographies=tuple(reversed(geography.GEOGRAPHIES)),
        years=years,
        chapters=[(title, mark_safe("".join(lines))) for title, lines in chapters.values()],  # noqa: S308 cells are escaped
        signs=sorted(signs.items()),
    )


def _line(
    reading: Reading, id_: str, years: Sequence[str], by_period: Mapping[str, Held], signs: dict[str, str]
) -> str:
    of_year = {period[:4]: one for period, one in by_period.items()}
    yearly = reading.entry(id_)["frequency"] == "yearly"
    absent = _("Dit wordt niet elk jaar gemeten.") if by_period and not yearly else _("Geen bestand telt dit.")
    cells = []
    for year in years:
        one = of_year.get(year)
        if one is None:
            cells.append(f'<td class="number"><abbr title="{escape(absent)}">{numbers.DASH}</abbr></td>')
            signs[numbers.DASH] = _("geen bestand telt dit, of het wordt niet elk jaar gemeten")
            continue
        signs |= {sign: why for sign, why, _number in one.gaps}
        cells.append(f'<td class="number">{_cell(reading, one)}</td>')
    link, title = reading.indicator_link(id_), reading.title(id_)
    return f'<tr><th scope="row"><a href="{link}methode/">{title}</a></th>{"".join(cells)}</tr>\n'


def _cell(reading: Reading, one: Held) -> str:
    """How many municipalities have a figure; the reasons of the others stand behind it."""
    told = "; ".join(f"{reading.number(number)}: {why}" for _sign, why, number in one.gaps)
    written = reading.number(one.figures) if one.figures else one.gaps[0][0]
    return f'<abbr title="{escape(told)}">{escape(written)}</abbr>' if told else escape(written)
