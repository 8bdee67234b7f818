"""Which areas are the same ground: one territory has one cell, whatever geography it is written in."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import polars as pl

Areas = Mapping[tuple[str, str], frozenset[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Which areas are which territory, and which territories make up which.

    `places`: geography, area, territory. `partitions`: partition, whole, part (territories). `tellers`: partition,
    geography, other: it follows from what is written in these two geographies (one and the same, for a hierarchy).
    """

    places: pl.DataFrame
    partitions: pl.DataFrame
    tellers: pl.DataFrame


def territories(hierarchy: Mapping[str, pl.DataFrame], translations: Mapping[tuple[str, str], pl.DataFrame]) -> Ground:
    """The ground that areas stand on.

    `hierarchy` gives per geography its unions and direct parts (parent, child); `translations` per pair of an older
    and a newer geography where each municipality lies (area, to). Two areas are one territory when they are made of
    the same oldest municipalities, so a municipality that never merged is one cell in every geography, and so is a
    province that kept its ground. A partition stands once, whatever number of geographies tell it.
    """
    ground = _ground(hierarchy, translations)
    newest_first = sorted(ground, key=lambda area: (area[0], area[1]), reverse=True)
    name_of: dict[frozenset[str], str] = {}
    for geography, area in newest_first:
        name_of.setdefault(ground[geography, area], f"{geography}:{area}")
    named = {area: name_of[ground[area]] for area in sorted(ground)}
    found: dict[tuple[str, tuple[str, ...]], set[tuple[str, str]]] = {}
    for geography, edges in hierarchy.items():
        for whole, parts in _parts(edges.select("parent", "child")).items():
            told = (named[geography, whole], tuple(sorted(named[geography, part] for part in parts)))
            found.setdefault(told, set()).add((geography, geography))
    for (older, newer), edges in translations.items():
        for whole, parts in _parts(edges.select("to", "area")).items():
            told = (named[newer, whole], tuple(sorted(named[older, part] for part in parts)))
            found.setdefault(told, set()).add((older, newer))
    numbered = list(enumerate(sorted(one for one in found if one[1] != (one[0],))))
    return Ground(
        places=pl.DataFrame(
            [(geography, area, name) for (geography, area), name in named.items()],
            schema={"geography": pl.String, "area": pl.String, "territory": pl.String},
            orient="row",
        ),
        partitions=pl.DataFrame(
            [(number, whole, part) for number, (whole, parts) in numbered for part in parts],
            schema={"partition": pl.Int64, "whole": pl.String, "part": pl.String},
            orient="row",
        ),
        tellers=pl.DataFrame(
            [(number, *two) for number, one in numbered for two in sorted(found[one])],
            schema={"partition": pl.Int64, "geography": pl.String, "other": pl.String},
            orient="row",
        ),
    )


def _ground(
    hierarchy: Mapping[str, pl.DataFrame], translations: Mapping[tuple[str, str], pl.DataFrame]
) -> dict[tuple[str, str], frozenset[str]]:
    """The oldest municipalities that every area is made of, by geography and area."""
    geographies = sorted({*hierarchy, *(one for pair in translations for one in pair)})
    ground: dict[tuple[str, str], frozenset[str]] = {}
    before = dict(pairwise(geographies))
    older_of = {newer: older for older, newer in before.items()}
    for geography in geographies:
        parts = _parts(hierarchy[geography].select("parent", "child")) if geography in hierarchy else {}
        came_from = translations.get((older_of.get(geography, ""), geography))
        merged = _parts(came_from.select("to", "area")) if came_from is not None else {}
        leaves = {part for children in parts.values() for part in children} - set(parts)
        leaves |= set(merged)
        leaves |= {area for (older, _), edges in translations.items() if older == geography for area in edges["area"]}
        for leaf in sorted(leaves):
            old = [ground[older_of[geography], area] for area in merged.get(leaf, ())]
            ground[geography, leaf] = frozenset[str]().union(*old) if old else frozenset({f"{geography}:{leaf}"})
        for union in parts:
            ground[geography, union] = _under(union, geography, parts, ground)
    return ground


def _parts(edges: pl.DataFrame) -> dict[str, list[str]]:
    """The parts of each whole, from a table of two columns."""
    parts: dict[str, list[str]] = {}
    for whole, part in edges.unique().sort(edges.columns).iter_rows():
        parts.setdefault(whole, []).append(part)
    return parts


def _under(area: str, geography: str, parts: Mapping[str, list[str]], ground: Areas) -> frozenset[str]:
    if area not in parts:
        return ground[geography, area]
    return frozenset[str]().union(*(_under(part, geography, parts, ground) for part in parts[area]))
