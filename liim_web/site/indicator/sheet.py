"""The page of an indicator: what the reader chose to see, the map, the distribution, the table and the method."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liim.editions import Figure
from liim.model import Status
from liim.publish import charts, numbers
from liim_web.site.edition import maps, wording
from liim_web.site.edition.facts import GEOGRAPHY, REGIONS
from liim_web.site.edition.reading import Reading
from liim_web.site.edition.series import is_shown
from liim_web.site.figure.making import File, files_of, protection
from liim_web.site.indicator.choice import SORTS, Choice, classes, periods, sorts

_FEWEST_MAPS, _MOST_MAPS = 3, 8  # classes: fewer are told by the table, more by nothing that can be seen at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a column: its link sorts by it; `state` is what a screen reader says of its order."""

    key: str
    text: str
    link: str
    state: str
    is_number: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One municipality in the table; the sort keys stand beside for the script."""

    name: str
    link: str
    value: str
    count: str
    whole: str
    keys: tuple[str, ...]
    remark: str


def _written(line: Line, cells: Sequence[str]) -> str:
    plain = escape(line.value)
    value = f'<abbr title="{escape(line.remark)}">{plain}</abbr>' if line.remark else plain
    keys, name = escape("|".join(line.keys)), escape(line.name)
    return (
        f'<tr data-keys="{keys}"><th scope="row"><a href="{line.link}">{name}</a></th>'
        f"{cells[0]}{value}</td>{cells[1]}{escape(line.count)}</td>{cells[2]}{escape(line.whole)}</td></tr>\n"
    )


@dataclass(frozen=True)
class Sheet:
    """An indicator as a page shows it."""

    reading: Reading
    choice: Choice
    entry: Mapping[str, Any]
    figures: Sequence[Figure]

    @property
    def title(self) -> SafeString:
        """Its title."""
        return self.reading.title(self.entry["id"])

    @property
    def definition(self) -> SafeString:
        """What it counts."""
        return wording.told(self.entry["definition"], self.reading.language)

    @property
    def share(self) -> str:
        """Where the map can be taken from."""
        return f"{self.reading.indicator_link(self.entry['id'])}beeld/{self.choice.query}"

    @property
    def part_title(self) -> str:
        """The class that is shown; "" for everybody."""
        chosen = classes(self.entry).get(self.choice.part)
        return wording.plain(chosen[2], self.reading.language) if chosen else ""

    @cached_property
    def shown(self) -> dict[str, Figure]:
        """The figure of every area for what was chosen."""
        return self._of(self.choice.part)

    def _of(self, part: str) -> dict[str, Figure]:
        chosen = classes(self.entry).get(part)
        return self._by_class.get(((chosen[0], chosen[1]),) if chosen else (), {})

    @cached_property
    def _by_class(self) -> dict[tuple[tuple[str, str], ...], dict[str, Figure]]:
        found: dict[tuple[tuple[str, str], ...], dict[str, Figure]] = defaultdict(dict)
        for figure in self.figures:
            found[figure.classes][figure.area] = figure
        return dict(found)

    @cached_property
    def municipal(self) -> dict[str, Figure]:
        """Of which the municipalities', in the order of their names."""
        return {code: self.shown[code] for code in self.reading.facts.municipalities if code in self.shown}

    @property
    def regions(self) -> list[tuple[str, str, str, str]]:
        """The regions: name, value, count, and in a word what a sign behind a number in a table would say."""
        reading, words = self.reading, {Status.PROVISIONAL: _("voorlopig"), Status.ESTIMATED: _("geschat")}
        told = []
        for code in REGIONS:
            if code in self.shown and is_shown(self.shown[code]):
                figure, status = self.shown[code]._replace(status=Status.OK), Status(self.shown[code].status)
                told.append(
                    (reading.area_name(code), reading.value(figure), reading.count(figure), words.get(status, ""))
                )
        return told

    @property
    def writing(self) -> numbers.Writing:
        """How values are written, alike on map and in table."""
        return numbers.Writing(self.entry["unit"], self.reading.language, self.decimals)

    @cached_property
    def decimals(self) -> int:
        """As many as the intervals of the table can bear."""
        return numbers.decimals(self.municipal.values(), self.entry["unit"])

    @cached_property
    def limits(self) -> list[float]:
        """Round limits of the classes of the map."""
        return charts.class_limits([figure.value for figure in self.municipal.values() if figure.value is not None])

    @property
    def caption(self) -> str:
        """What map and table show, in a line."""
        part = f", {self.part_title}" if self.part_title else ""
        return f"{wording.plain(self.entry['title'], self.reading.language)}{part}, {self.choice.period}"

    @property
    def sentence(self) -> str:
        """What to see: how far the municipalities lie apart, and how many have no figure."""
        values = sorted(figure.value for figure in self.municipal.values() if figure.value is not None)
        if not values:
            return _("Voor deze keuze is er geen enkel cijfer te tonen.")
        middle = values[len(values) // 10], values[-1 - len(values) // 10]
        text = _("In acht op de tien gemeenten ligt het cijfer tussen %(low)s en %(high)s.") % {
            "low": self.writing(middle[0]),
            "high": self.writing(middle[1]),
        }
        blank = len(self.municipal) - len(values)
        if not blank:
            return text
        without = ngettext(
            "%s gemeente heeft er geen: de tabel zegt waarom.",
            "%s gemeenten hebben er geen: de tabel zegt waarom.",
            blank,
        )
        return f"{text} {without % self.reading.number(blank)}"

    def map(self) -> SafeString:
        """The map for a page, which sets its legend as text."""
        return self._map(with_legend=False)

    def picture(self) -> SafeString:
        """The map with its legend drawn in it, to be taken along."""
        return self._map(with_legend=True)

    @property
    def legend(self) -> list[tuple[SafeString, str]]:
        """What the colours and patterns of the map mean."""
        return maps.legend("map", self.limits, self.writing)

    @property
    def benchmark(self) -> str:
        """The regions, as the legend names them."""
        told = ((f"{name} {value}", word) for name, value, _count, word in self.regions)
        return " · ".join(f"{region} ({word})" if word else region for region, word in told)

    def _map(self, *, with_legend: bool) -> SafeString:
        return maps.choropleth(
            self.reading,
            self.municipal,
            self.limits,
            charts.Caption("map", self.caption, self.sentence),
            self.writing,
            drawn=maps.drawing(self.reading),
            benchmark=self.benchmark,
            with_legend=with_legend,
        )

    def distribution(self) -> SafeString:
        """All municipalities on one line."""
        region = self.shown.get(REGIONS[0])
        return mark_safe(  # noqa: S308 charts escape every text
            charts.strip(
                {code: figure.value for code, figure in self.municipal.items() if figure.value is not None},
                "",
                caption=charts.Caption("strip", self.caption, self.sentence),
                write=self.writing,
                region=region.value if region else None,
                region_name=self.reading.area_name(REGIONS[0]),
                size=(360, 56),
            )
        )

    def labels(self) -> tuple[str, ...]:
        """What stands above the columns."""
        unit = numbers.unit_in_words(self.entry["unit"], self.reading.language)
        value = _("Waarde") if self.entry["unit"] in {"%", "count"} else unit[:1].upper() + unit[1:]
        return _("Gemeente"), value, _("Aantal"), _("Op")

    def heads(self) -> list[Head]:
        """The heads of the table."""
        return [self._head(key, text) for key, text in zip(SORTS, self.labels(), strict=True)]

    def reasons(self) -> list[tuple[str, str]]:
        """The signs in the table that stand for no figure, and what each says."""
        blank = [figure for figure in self.municipal.values() if figure.value is None]
        return sorted(
            {
                (self.reading.value(figure, self.decimals), wording.why_blank(figure))
                for figure in blank
                if figure.numerator_lower is None
            }
        )

    def _head(self, key: str, text: str) -> Head:
        is_sorted = self.choice.sort == key
        other = "down" if is_sorted and self.choice.order == "up" else "up"
        return Head(
            key=key,
            text=text,
            link=replace(self.choice, sort=key, order=other).query if key in sorts(self.entry) else "",
            state={"up": "ascending", "down": "descending"}[self.choice.order] if is_sorted else "none",
            is_number=key != "name",
        )

    def lines(self) -> list[Line]:
        """The rows of the table, in the order chosen; blanks always last."""
        keyed = [(self._keys(code, figure), code, figure) for code, figure in self.municipal.items()]
        at = SORTS.index(self.choice.sort)
        known = [one for one in keyed if one[0][at] is not None]
        known.sort(key=lambda one: one[0][at], reverse=self.choice.order == "down")
        return [self._line(*one) for one in [*known, *(one for one in keyed if one[0][at] is None)]]

    def body(self) -> SafeString:
        """The rows of the table, written here for the same reason as those of `tables.Table`."""
        labels = self.labels()
        cells = [f'<td class="number" data-label="{escape(label)}">' for label in labels[1:]]
        return mark_safe("".join(_written(line, cells) for line in self.lines()))  # noqa: S308 every cell is escaped

    def _keys(self, code: str, figure: Figure) -> tuple[Any, ...]:
        return slugify(self.reading.area_name(code)), figure.value, figure.numerator, figure.denominator

    def _line(self, keys: tuple[Any, ...], code: str, figure: Figure) -> Line:
        reading = self.reading
        return Line(
            name=reading.area_name(code),
            link=reading.area_link(code),
            value=reading.value(figure, self.decimals),
            count=reading.count(figure),
            whole=reading.out_of(figure),
            keys=tuple("" if key is None else str(key) for key in keys),
            remark="" if figure.value is not None else wording.why_blank(figure),
        )

    def multiples(self) -> list[tuple[str, str, SafeString]]:
        """A small map per class, all with the same limits: title, link, map."""
        chosen = classes(self.entry)
        if not _FEWEST_MAPS <= len(chosen) <= _MOST_MAPS:
            return []
        every = [f.value for part in chosen for f in self._municipal(part).values() if f.value is not None]
        limits = charts.class_limits(every)
        return [
            (
                title := wording.plain(name, self.reading.language),
                replace(self.choice, part=part).query,
                maps.small(self._municipal(part), limits, title, drawn=self.reading.facts.tiles),
            )
            for part, (_breakdown, _code, name) in chosen.items()
        ]

    def _municipal(self, part: str) -> dict[str, Figure]:
        figures = self._of(part)
        return {code: figures[code] for code in self.reading.facts.municipalities if code in figures}

    @property
    def periods(self) -> list[str]:
        """The periods to choose from."""
        return periods(self.reading.facts, self.entry["id"])

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The classes to choose from."""
        return [
            (part, wording.plain(name, self.reading.language)) for part, (_b, _c, name) in classes(self.entry).items()
        ]

    @property
    def method(self) -> list[tuple[str, str | SafeString]]:
        """The method sheet: pairs of a word and what it says."""
        entry, language = self.entry, self.reading.language
        told = [
            (_("Wat het is"), self.definition),
            (_("Berekening"), wording.formula(entry, language)),
            (_("Soort"), wording.kind(entry["formula"]["kind"])),
            (_("Meetmoment"), wording.moment(entry["moment"], language)),
            (_("Leeftijd"), wording.age(entry["age"], language)),
            (_("Hoe te lezen"), wording.polarity(entry["polarity"])),
            (_("Bescherming"), protection(entry, self.reading)),
            *((_("Breuk in %s") % one["period"], wording.told(one["why"], language)) for one in entry["breaks"]),
            *((_("Let op"), wording.told(one, language)) for one in entry["cautions"]),
            *((_("Nog na te gaan"), wording.told(one, language)) for one in entry["to_verify"]),
        ]
        kept_apart = [id_ for id_ in entry["not_comparable_with"] if id_ in self.reading.facts.edition.indicators]
        if kept_apart:
            told.append(
                (
                    _("Niet te vergelijken met"),
                    format_html_join(", ", "{}", ((self.reading.title(id_),) for id_ in kept_apart)),
                )
            )
        return told

    @property
    def files(self) -> list[File]:
        """The files that what is shown was made from."""
        sources = sorted({one.source for one in self.municipal.values() if one.source})
        return files_of(self.reading.facts, "+".join(sources), self.choice.period) if sources else []


def sheet(reading: Reading, indicator: str, choice: Choice) -> Sheet:
    """An indicator for what was chosen; one question to the edition."""
    figures = reading.facts.edition.figures(indicator, GEOGRAPHY, choice.period) if choice.period else []
    return Sheet(reading, choice, reading.entry(indicator), figures)
