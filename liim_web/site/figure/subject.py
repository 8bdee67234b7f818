"""What a row is about: an indicator, an area, and the region that stands beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from liim.editions import Figure
from liim.model import Status
from liim.publish import charts, numbers, sentences
from liim_web.site.edition import wording
from liim_web.site.edition.reading import Reading
from liim_web.site.edition.series import COMPOSITION, Series

_NOTHING = Series()
_HOLLOW = (Status.PROVISIONAL, Status.ESTIMATED)


@dataclass(frozen=True)
class Place:
    """An area and the region that stands beside it (itself, for a region), with the figures of both."""

    reading: Reading
    area: str
    region: str
    series: Mapping[tuple[str, str], Series]
    alike: Sequence[str] = ()

    @property
    def name(self) -> str:
        """What the area is called."""
        return self.reading.area_name(self.area)

    @property
    def region_name(self) -> str:
        """What its region is called."""
        return self.reading.area_name(self.region)

    def own(self, indicator: str) -> Series:
        """The figures of the area."""
        return self.series.get((self.area, indicator), _NOTHING)

    def beside(self, indicator: str) -> Series:
        """The figures of the region; nothing beside the region itself."""
        return _NOTHING if self.area == self.region else self.series.get((self.region, indicator), _NOTHING)


@dataclass(frozen=True)
class Subject:
    """An indicator in a place."""

    place: Place
    entry: Mapping[str, Any]

    @property
    def reading(self) -> Reading:
        """In which edition and language."""
        return self.place.reading

    @property
    def id(self) -> str:
        """The id of the indicator."""
        return str(self.entry["id"])

    @cached_property
    def own(self) -> Series:
        """The figures of the area."""
        return self.place.own(self.id)

    @cached_property
    def beside(self) -> Series:
        """The figures of its region."""
        return self.place.beside(self.id)

    @cached_property
    def is_composed(self) -> bool:
        """Whether its total is the number of people that the classes divide."""
        return bool(self.entry["formula"]["kind"] == COMPOSITION)

    @cached_property
    def parts(self) -> list[Mapping[str, Any]]:
        """The breakdowns of a composition that its total is made of: by others every group is 100 % of itself."""
        return [one for one in self.entry["breakdowns"] if one["id"] in self.entry["formula"]["over"]]

    @cached_property
    def title(self) -> str:
        """What is shown of whom, as the title of charts and tables."""
        return f"{wording.plain(self.entry['title'], self.reading.language)}, {self.place.name}"

    @cached_property
    def decimals(self) -> int:
        """As many as the intervals can bear, the same in the whole row."""
        return numbers.decimals(self.own.totals.values(), self.entry["unit"])

    def value(self, figure: Figure) -> str:
        """A figure as the row writes it."""
        return self.reading.value(figure, self.decimals)

    @property
    def writing(self) -> numbers.Writing:
        """How its numbers are written."""
        return numbers.Writing(
            "count" if self.is_composed else self.entry["unit"], self.reading.language, self.decimals
        )

    @cached_property
    def speech(self) -> sentences.Speech:
        """How sentences speak of it."""
        language = self.reading.language
        return sentences.Speech(indicator=self.entry, language=language, decimals=self.decimals)

    def small_trend(self, said: str) -> SafeString:
        """The same line of the own figures, small: `said`, which must be escaped, tells what it shows."""
        figures = list(self.own.totals.values())
        last = next((one for one in reversed(figures) if one.value is not None), None)
        return safe(
            charts.small_trend(
                [int(one.period[:4]) for one in figures],
                [one.numerator if self.is_composed and one.is_shown else one.value for one in figures],
                ["break" in one.flags for one in figures],
                said,
                hollow=last is not None and last.status in _HOLLOW,
            )
        )

    def drawn(self, name: str, series: Series) -> charts.Series:
        """A series as a line: values, or the number of people of a composition."""
        return charts.Series(
            name=name,
            points=tuple(
                charts.Point(
                    period=figure.period,
                    value=figure.numerator if self.is_composed else figure.value,
                    lower=None if self.is_composed else figure.lower,
                    upper=None if self.is_composed else figure.upper,
                    status=figure.status,
                    breaks="break" in figure.flags,
                )
                for figure in series.totals.values()
            ),
        )


def safe(svg: str) -> SafeString:
    """A chart, which escapes what it is given."""
    return mark_safe(svg)  # noqa: S308 charts escape every text
