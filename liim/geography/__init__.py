"""WHERE: areas with their validity, mergers and hierarchy, for Flanders and Brussels from 2009 on.

A code means a territory only together with a geography: "2018" (until 2018-12-31), "2019" (until 2024-12-31) or
"2025" (today). Codes are text: regions begin with a zero.
"""

from liim.geography.detection import code_named, detect_division, detect_division_by_names, is_pseudo, is_walloon
from liim.geography.divisions import GEOGRAPHIES, day_of, division_of, geographies_for
from liim.geography.finding import Hit, search, search_keys
from liim.geography.hierarchy import LEVELS, areas_of, children, municipalities, region_of, unions
from liim.geography.succession import predecessors, resolve, successors, translate
from liim.geography.tables import areas, mergers, pseudo_areas
from liim.geography.tiles import tile_map

__all__ = [
    "GEOGRAPHIES",
    "LEVELS",
    "Hit",
    "areas",
    "areas_of",
    "children",
    "code_named",
    "day_of",
    "detect_division",
    "detect_division_by_names",
    "division_of",
    "geographies_for",
    "is_pseudo",
    "is_walloon",
    "mergers",
    "municipalities",
    "predecessors",
    "pseudo_areas",
    "region_of",
    "resolve",
    "search",
    "search_keys",
    "successors",
    "tile_map",
    "translate",
    "unions",
]
