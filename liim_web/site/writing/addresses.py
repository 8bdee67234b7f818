"""Which pages a site of files has, and in which folder each stands.

Light pages stand twice: where readers look for them, and at the permanent address of their edition. Heavy ones (all
that lies behind a profile; another period or group of an indicator) stand at the permanent address alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qs, urlencode

import polars as pl
from django.utils.text import slugify

from liim import geography
from liim_web.site.documents.offered import FOLDER as DOCUMENTS
from liim_web.site.edition.facts import Facts
from liim_web.site.edition.reading import Reading
from liim_web.site.figure.parts import EVERYTHING
from liim_web.site.indicator.choice import Choice, classes, periods

_ALONE = ("", "edities/", "toegankelijkheid/")  # not of an edition
_LISTS = ("indicator/", "bronnen/", "niet-getoond/", "beschikbaar/")
_BEHIND = (f"{EVERYTHING}/", "nieuw/", "binnen/")  # an area, the last a municipality alone
_METHOD, _ALONE_ON_A_PAGE = "methode/", "inbed/"
AVAILABILITY = "beschikbaar/beschikbaar.json"
_AREAS = ("gemeente", "gebied")
_BY_SCRIPT = ("zoek/", "vergelijk/")  # what stands behind the question mark is for the script


@dataclass(frozen=True, eq=False)
class Addresses:
    """The pages of an edition as files. Addresses and folders are told without their language."""

    facts: Facts

    @cached_property
    def fixed(self) -> str:
        """Where the pages of this edition stand for good."""
        return f"editie/{self.facts.id}/"

    @cached_property
    def _plain(self) -> frozenset[str]:
        indicators = (f"indicator/{id_}/" for id_ in self.facts.edition.indicators)
        return frozenset((*_LISTS, *_BY_SCRIPT, *indicators, *self._areas.values()))

    @cached_property
    def _areas(self) -> Mapping[str, str]:
        reading = Reading(self.facts, "nl")
        return {code: reading.area_path(code) for code in self.facts.areas}

    @cached_property
    def _behind(self) -> frozenset[str]:
        """What stands at the permanent address alone: what lies behind areas and indicators."""
        areas = (area + below for area in self._areas.values() for below in _BEHIND)
        of_indicators = [f"indicator/{id_}/{_METHOD}" for id_ in self.facts.edition.indicators]
        of_indicators += [
            f"indicator/{id_}/{_ALONE_ON_A_PAGE}" for id_ in self.facts.standings if self._is_on_a_map(id_)
        ]
        found = (one for one in areas if not (one.startswith("gebied/") and one.endswith(_BEHIND[-1])))
        return frozenset((*found, *of_indicators))

    def _is_on_a_map(self, indicator: str) -> bool:
        """Whether the map of its first choice shows anything."""
        standing = self.facts.standings[indicator]
        return any(code in standing and standing[code].value is not None for code in self.facts.municipalities)

    @cached_property
    def _chosen(self) -> Mapping[tuple[str, str, str], str]:
        """Another period, or another group of the last one, of each indicator: where it stands."""
        return {
            (id_, period, part): f"{self.fixed}indicator/{id_}/{period}/" + (f"{part}/" if part else "")
            for id_, entry in self.facts.edition.indicators.items()
            for default in (self._default[id_],)
            for period, part in [
                *((period, default.part) for period in periods(self.facts, id_) if period != default.period),
                *((default.period, part) for part in classes(entry) if part != default.part and default.period),
            ]
        }

    @cached_property
    def _default(self) -> Mapping[str, Choice]:
        reading = Reading(self.facts, "nl")
        return {id_: Choice.of(reading, id_, {}) for id_ in self.facts.edition.indicators}

    def every(self) -> Iterator[tuple[str, str]]:
        """Each page: the address by which it is asked for, and the folder in which it is written."""
        for address in (*_ALONE, self.fixed):
            yield address, address
        for address in sorted(self._plain):
            yield address, address
            yield self.fixed + address, self.fixed + address
        for address in (self.fixed + below for below in sorted(self._behind)):
            yield address, address
        for (id_, period, part), folder in self._chosen.items():
            asked = {"period": period, "part": part}
            query = urlencode({name: value for name, value in asked.items() if value})
            yield f"{self.fixed}indicator/{id_}/?{query}", folder
        for code, today, name in _ended():
            if today in self._areas:
                yield f"{self._areas[today]}?{urlencode({'was': code})}", f"gemeente/{slugify(name)}-{code}/"

    def folder(self, path: str, query: str) -> str | None:
        """The folder of the page to which an address leads, with its query where a script reads it; None for others."""
        below = path.removeprefix(self.fixed)
        if below == AVAILABILITY:
            return below
        if below in _BY_SCRIPT:
            return path + (f"?{query}" if query else "")
        if below in self._behind or f"/{DOCUMENTS}" in below:  # only documents that are there have links
            return self.fixed + below
        kind, place, *rest = [*below.split("/"), ""]
        if kind in _AREAS and any(rest) and f"{kind}/{place}/" in self._plain:
            return f"{self.fixed}{kind}/{place}/{_BEHIND[0]}"  # one figure has no page of its own: all have one
        if kind == "indicator" and place in self._default:
            return self._choice(place, parse_qs(query)) or f"{path.removesuffix(below)}{kind}/{place}/"
        return path if path in (*_ALONE, self.fixed) or below in self._plain else None

    def _choice(self, id_: str, asked: Mapping[str, list[str]]) -> str | None:
        default = self._default[id_]
        (period, *_), (part, *_) = asked.get("period", [default.period]), asked.get("part", [default.part])
        return self._chosen.get((id_, period, part or default.part))


def _ended() -> Iterator[tuple[str, str, str]]:
    """The municipalities that are no more: code, the code of what they are part of today, name."""
    ended = geography.areas().filter(pl.col("valid_to").is_not_null(), pl.col("level") == "municipality")
    for code, name in ended.select("code", "name_nl").unique("code", keep="last", maintain_order=True).iter_rows():
        today = geography.resolve(code)
        if today is not None and today != code:
            yield code, today, name
