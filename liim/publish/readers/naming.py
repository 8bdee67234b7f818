"""Which indicators a piece of text names: by their ids, or by their titles in any language."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

IDS = re.compile(r"(?<![A-Za-z0-9_])[A-Z]{2}_(?:S_)?\d\d(?:_\d)?(?![A-Za-z0-9])")


class Naming:
    """The titles of a catalogue, the longest first: one title may be a part of another."""

    def __init__(self, indicators: Mapping[str, Mapping[str, Any]]) -> None:
        self._ids = frozenset(indicators)
        titles = {title: id_ for id_, one in indicators.items() for title in one["title"].values()}
        self._titles = sorted(((_plain(title), id_) for title, id_ in titles.items()), key=lambda one: -len(one[0]))
        self.named = lru_cache(maxsize=4096)(self._named)
        self.exactly = lru_cache(maxsize=4096)(self._exactly)

    def _exactly(self, text: str) -> frozenset[str]:
        """The indicator of which a text is the title or the id, whatever stands behind the title (its unit)."""
        if ids := self.ids(text):
            return ids
        plain = _plain(text)
        found = next((id_ for title, id_ in self._titles if plain == title or plain.startswith(f"{title} ")), None)
        return frozenset({found} if found else ())

    def ids(self, text: str) -> frozenset[str]:
        """The indicators named by their ids."""
        return self._ids.intersection(IDS.findall(text))

    def _named(self, text: str) -> frozenset[str]:
        """All indicators that a text names."""
        found, left = set(self.ids(text)), _plain(text)
        for title, id_ in self._titles:
            if title in left:
                found.add(id_)
                left = left.replace(title, "\u00b7")
        return frozenset(found)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def places_in(addresses: Iterable[str]) -> frozenset[str]:
    """The codes of the places to which addresses lead."""
    found = set()
    for address in addresses:
        found |= set(PLACES.findall(address))
        for members in GROUP.findall(address):
            found |= set(members.split(","))
    return frozenset(found)


PLACES = re.compile(r"(?:gemeente|gebied)/\s*[a-z0-9-]*?-([A-Za-z0-9_.:]+)/")
GROUP = re.compile(r"vergelijk/\?in=((?:[\w.]+,)+[\w.]+)")
