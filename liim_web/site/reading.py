"""One reader's view of an edition: its facts, a language, and where the pages of it stand."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from liim.editions import Figure
from liim.model import Language
from liim.publish import numbers, places
from liim_web.site import wording
from liim_web.site.facts import Facts


@dataclass(frozen=True)
class Reading:
    """An edition as it is read in one language; `fixed` under its permanent address, else as the released one."""

    facts: Facts
    language: Language
    fixed: bool = False

    @property
    def root(self) -> str:
        """Where the pages of this reading begin."""
        home = reverse("site:start")
        return f"{home}editie/{self.facts.id}/" if self.fixed else home

    @property
    def permanent_root(self) -> str:
        """Where the pages of this edition stand for good."""
        return f"{reverse('site:start')}editie/{self.facts.id}/"

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

    def entry(self, indicator: str) -> dict[str, Any]:
        """The declaration of an indicator as published."""
        return self.facts.edition.indicators[indicator]
