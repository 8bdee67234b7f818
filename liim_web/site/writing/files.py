"""What the scripts of a site of files read: the names of all places, and the figures of each."""

from typing import Any

from django.utils.translation import gettext as _

from liim import geography
from liim_web.site.comparing import side_by_side
from liim_web.site.edition import wording
from liim_web.site.edition.reading import Reading

FOUND, COMPARED = "zoek/", "vergelijk/"  # the folders in which the scripts look
NAMES, LINES = "names.json", "lines.json"


def names(reading: Reading) -> dict[str, Any]:
    """All by which a place is found: keys as they compare, with the place, the kind of key, and how it is written."""
    areas, found = reading.facts.areas, [hit for hit in geography.search_keys() if hit[1].code in reading.facts.areas]
    codes = list(dict.fromkeys(hit.code for _key, hit in found))
    at = {code: place for place, code in enumerate(codes)}
    return {
        "kinds": {
            "name": "",
            "former": _("%s is er deel van"),
            "part": _("%s is er deel van"),
            "postcode": _("postcode %s"),
            "code": _("NIS-code %s"),
        },
        "found": _("Gevonden voor “%s”"),
        "nothing": _("Niets gevonden voor “%s”"),
        "places": [
            [reading.area_name(code), wording.level(areas[code]["level"]), reading.area_path(code), code]
            for code in codes
        ],
        "lowest": geography.LEVELS.index("municipality"),
        "levels": [geography.LEVELS.index(areas[code]["level"]) for code in codes],
        "keys": [[key, at[hit.code], hit.kind, hit.matched] for key, hit in found],
    }


def lines(reading: Reading) -> dict[str, Any]:
    """The lines of a comparison: every indicator by chapter, with period and unit; and the words beside them."""
    facts = reading.facts
    chapters: dict[str, dict[str, Any]] = {}
    for id_, entry in facts.edition.indicators.items():
        if id_ in facts.standings:
            title = wording.plain(entry["theme"]["title"], reading.language)
            chapter = chapters.setdefault(entry["theme"]["id"], {"title": title, "lines": []})
            title = wording.plain(entry["title"], reading.language)
            chapter["lines"].append([id_, title, facts.period(id_), reading.unit_shown(id_)])
    return {
        "most": side_by_side.MOST,
        "indicator": _("Indicator"),
        "out": _("Neem %s weg"),
        "left_out": _("Er passen er %s naast elkaar: neem er eerst een weg."),
        "nothing": _("Niets gevonden voor “%s”"),
        "chapters": list(chapters.values()),
    }


def figures(reading: Reading, code: str) -> dict[str, Any]:
    """The cells of one place by indicator: value, count, class on the map, remark; as the live page writes them."""
    by_link = {reading.indicator_link(id_): id_ for id_ in reading.facts.standings}
    compared = side_by_side.compare(reading, [code])
    return {
        "name": reading.area_name(code),
        "path": reading.area_path(code),
        "cells": {
            by_link[line.link]: [cell.value, cell.count, cell.shade, cell.remark]
            for _title, every in compared.chapters
            for line in every
            for _name, cell in line.cells
        },
    }
