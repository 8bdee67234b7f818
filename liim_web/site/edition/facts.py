"""What pages need to know of an edition again and again, read once: it never changes."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Self, TypeVar

from django.utils.text import slugify

from liim import geography
from liim.catalogue import catalogue
from liim.editions import Edition, Figure
from liim.figures.gaps import gaps_of
from liim.geography import shapes
from liim.model import BRUSSELS, FLANDERS
from liim.publish import charts
from liim_web.site.edition.answers import Answers

T = TypeVar("T")

GEOGRAPHY = geography.GEOGRAPHIES[-1]
REGIONS = (FLANDERS, BRUSSELS)
_WIDTH = 480  # units of a map: on a phone its legend can still be read


@dataclass(frozen=True)
class Drawing:
    """Municipalities as they are drawn: the path of each by its code, and how large the drawing is."""

    size: tuple[float, float]
    paths: Mapping[str, str]


@dataclass(frozen=True)
class Facts:
    """An open edition with what is derived from it for pages."""

    edition: Edition
    areas: Mapping[str, Mapping[str, Any]]
    standings: Mapping[str, Mapping[str, Figure]]  # indicator → area → figure of the last period shown
    answers: Answers = field(default_factory=Answers)
    _kept: dict[object, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, edition: Edition) -> Self:
        """Everything that stands in files is read now: later they may be gone."""
        _ = edition.manifest, edition.indicators, edition.availability
        standings: dict[str, dict[str, Figure]] = defaultdict(dict)
        for figure in edition.latest(GEOGRAPHY):
            standings[figure.indicator][figure.area] = figure
        facts = cls(edition, dict(edition.areas), dict(standings))
        _ = facts.shapes
        return facts

    def kept(self, key: object, make: Callable[[], T]) -> T:
        """Something derived from this edition, made once."""
        if key not in self._kept:
            self._kept[key] = make()
        kept: T = self._kept[key]
        return kept

    @property
    def id(self) -> str:
        """The id of the edition."""
        return self.edition.id

    @cached_property
    def municipalities(self) -> tuple[str, ...]:
        """The codes of today's municipalities, by their Dutch names."""
        found = [code for code, area in self.areas.items() if area["level"] == "municipality"]
        return tuple(sorted(found, key=lambda code: slugify(self.areas[code]["name_nl"])))

    @cached_property
    def slugs(self) -> Mapping[str, str]:
        """The last part of the address of each area: aalst-41002."""
        return {code: f"{slugify(area['name_nl'])}-{code}" for code, area in self.areas.items()}

    def region_of(self, code: str) -> str:
        """The region in which an area lies, or the code itself."""
        parents = self.areas[code]["parents"]
        return str(parents[-1]) if parents else code

    def province_of(self, code: str) -> str | None:
        """The province in which an area lies; none in Brussels."""
        return next((up for up in self.areas[code]["parents"] if self.areas[up]["level"] == "province"), None)

    @cached_property
    def peers(self) -> Mapping[str, frozenset[str]]:
        """The municipalities of each region: Brussels is compared with Brussels."""
        return {
            region: frozenset(code for code in self.municipalities if self.region_of(code) == region)
            for region in REGIONS
        }

    def period(self, indicator: str) -> str:
        """The last period of an indicator with a figure to show; "" where there is none."""
        return next((figure.period for figure in self.standings.get(indicator, {}).values()), "")

    def spread(self, indicator: str, region: str) -> list[float]:
        """The values of all municipalities of a region, from low to high."""

        def made() -> list[float]:
            standing, peers = self.standings.get(indicator, {}), self.peers.get(region, frozenset())
            return sorted(one.value for code, one in standing.items() if code in peers and one.value is not None)

        return self.kept(("spread", indicator, region), made)

    def backdrop(self, indicator: str, region: str) -> charts.Backdrop:
        """All municipalities of a region on one line, for the rows of their profiles."""

        def made() -> charts.Backdrop:
            standing = self.standings.get(indicator, {})
            return charts.backdrop(
                self.spread(indicator, region), standing[region].value if region in standing else None
            )

        return self.kept(("backdrop", indicator, region), made)

    @cached_property
    def alike(self) -> Mapping[str, Sequence[str]]:
        """The municipalities that are most like each, the nearest first."""
        return self.edition.neighbours()

    @cached_property
    def gaps(self) -> Mapping[str, str]:
        """Indicators behind which a gap opens, and the id of that gap: the gap itself, and the share that it is in."""
        known = [one for id_, one in catalogue().items() if id_ in self.edition.indicators]
        declared = gaps_of(known)
        return {one.of: one.id for one in declared} | {one.id: one.id for one in declared}

    @cached_property
    def shapes(self) -> Drawing | None:
        """The boundaries that came with the edition, if they did."""
        found = sorted(Path(self.edition.folder, "shapes").glob(f"*{GEOGRAPHY}*"))
        if not found:
            return None
        drawn = shapes.outlines(found[0].read_text(encoding="utf-8"), _WIDTH)
        _, _, width, height = (float(number) for number in drawn.viewbox.split())
        return Drawing((width, height), drawn.paths)

    @cached_property
    def tiles(self) -> Drawing:
        """One square per municipality, for when there are no boundaries, and where small ones must be seen."""
        places = {code: (column, row) for code, column, row in geography.tile_map().iter_rows()}
        columns, rows = (max(place[axis] for place in places.values()) + 1 for axis in (0, 1))
        size = _WIDTH / columns
        return Drawing((columns * size, rows * size), charts.tiles(places, size))
