"""One reader's view of an edition: its facts, a language, and where the pages of it stand."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from liim.editions import Figure
from liim.model import Language
from liim.publish import numbers, places
from liim_web.site.edition import wording
from liim_web.site.edition.facts import Facts


@dataclass(frozen=True)
class Reading:
    """An edition as it is read in one language; `fixed` under its permanent address, else as the released one.

    `written` to files: then there is no page per figure, and rows open from the page of all of them.
    `preview`: not released yet, so it may still become another.
    """

    facts: Facts
    language: Language
    fixed: bool = False
    written: bool = False
    preview: bool = False

    @cached_property
    def root(self) -> str:
        """Where the pages of this reading begin."""
        home = reverse("site:start")
        return f"{home}editie/{self.facts.id}/" if self.fixed else home

    @cached_property
    def permanent_root(self) -> str:
        """Where the pages of this edition stand for good."""
        return f"{reverse('site:start')}editie/{self.facts.id}/"

    @property
    def adopted_by(self) -> str:
        """The authority that adopted the edition as its own statistic; "" while none did, and never for a demo."""
        return "" if self.is_fictitious else settings.ADOPTED.get(self.facts.id, "")

    @property
    def is_fictitious(self) -> bool:
        """Whether every page must say that the figures are made up."""
        return self.facts.edition.is_fictitious

    def area_path(self, code: str) -> str:
        """The address of an area below a root."""
        kind = "gemeente" if self.facts.areas[code]["level"] == "municipality" else "gebied"
        return f"{kind}/{self.facts.slugs[code]}/"

    def area_link(self, code: str) -> str:
        """The address of an area's page."""
        return self.root + self.area_path(code)

    def figure_link(self, code: str, indicator: str) -> str:
        """The address of one indicator in one area, where all that lies behind it is shown."""
        return f"{self.area_link(code)}{indicator}/"

    def cell_link(self, figure: Figure) -> str:
        """The address of how one figure was made: its period and its class are part of it; "" where pages are files."""
        if self.written:
            return ""
        part = ".".join(figure.classes[0]) if figure.classes else ""
        asked = {"period": figure.period, "part": part}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{self.figure_link(figure.area, figure.indicator)}?{query}#{figure.indicator}-hoe"

    def indicator_link(self, id_: str) -> str:
        """The address of an indicator's page."""
        return f"{self.root}indicator/{id_}/"

    def area_name(self, code: str) -> str:
        """The name of an area in this language."""
        return places.name(self.facts.areas[code], self.language)

    def title(self, indicator: str) -> SafeString:
        """The title of an indicator, for a page."""
        titles = self.facts.edition.indicators[indicator]["title"]
        return self.facts.kept(("title", indicator, self.language), lambda: wording.told(titles, self.language))

    def plain_title(self, indicator: str) -> str:
        """The title of an indicator as a text, for charts and cells."""
        return wording.plain(self.entry(indicator)["title"], self.language)

    def unit(self, indicator: str) -> str:
        """The unit of an indicator."""
        return str(self.facts.edition.indicators[indicator]["unit"])

    def unit_shown(self, indicator: str) -> str:
        """The unit where it does not stand behind each number: per 1.000; else nothing."""
        unit = self.unit(indicator)
        return numbers.unit_in_words(unit, self.language) if unit.startswith("per ") else ""

    def value(self, figure: Figure, decimals: int = 1) -> str:
        """A figure as a table shows it: its value, its bounds, or the sign that says why there is neither."""
        return numbers.figure(figure, self.unit(figure.indicator), self.language, decimals)

    def count(self, figure: Figure) -> str:
        """The number of people in a figure, or the sign that says why it is not there."""
        return numbers.figure_count(figure, self.language)

    def out_of(self, figure: Figure) -> str:
        """The number that was divided by; "" where there is none, or where it would say what is withheld."""
        return "" if figure.denominator is None else numbers.count(figure.denominator, self.language)

    def number(self, value: float, decimals: int = 0) -> str:
        """A number in this language."""
        return numbers.number(value, self.language, decimals)

    def said(self, text: str) -> str:
        """A text of ours in this language, for those that stand in every row of a page: looked up once."""
        return self.facts.kept(("said", text, self.language), lambda: gettext(text))

    def entry(self, indicator: str) -> dict[str, Any]:
        """The declaration of an indicator as published."""
        return self.facts.edition.indicators[indicator]
