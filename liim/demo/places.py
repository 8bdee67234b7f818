"""The real names and codes that fictitious files hold: the only thing in them that is not invented."""

from dataclasses import dataclass
from functools import cache

from liim.geography import GEOGRAPHIES, areas_of, pseudo_areas, translate

OLDEST, TODAY = GEOGRAPHIES[0], GEOGRAPHIES[-1]
FLANDERS, BRUSSELS, WALLONIA = "02000", "04000", "03000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A municipality with the larger areas that hold it, as Statbel names them."""

    code: str
    name_nl: str
    name_fr: str
    arrondissement: str
    arrondissement_nl: str
    arrondissement_fr: str
    province: str | None
    province_nl: str
    province_fr: str
    region: str
    region_nl: str
    region_fr: str


def _in_namur(code: str, name_nl: str, name_fr: str) -> Place:
    return Place(
        code=code,
        name_nl=name_nl,
        name_fr=name_fr,
        arrondissement="92000",
        arrondissement_nl="Arrondissement Namen",
        arrondissement_fr="Arrondissement de Namur",
        province="90000",
        province_nl="Provincie Namen",
        province_fr="Province de Namur",
        region=WALLONIA,
        region_nl="Waals Gewest",
        region_fr="Région wallonne",
    )


# The publisher's files hold all of Belgium; a few Walloon towns stand for the part that the monitor leaves out.
_ELSEWHERE = (
    _in_namur("92003", "Andenne", "Andenne"),
    _in_namur("92094", "Namen", "Namur"),
    _in_namur("92137", "Sambreville", "Sambreville"),
)


@cache
def places(division: str) -> dict[str, Place]:
    """The municipalities of a division by code, in the order of their codes."""
    names: dict[str | None, tuple[str, str]] = {None: ("", "")}
    names |= {code: (nl, fr) for code, nl, fr in areas_of(division)["code", "name_nl", "name_fr"].iter_rows()}
    columns = ("code", "arrondissement", "province", "region")
    held = [
        Place(
            code=code,
            name_nl=names[code][0],
            name_fr=names[code][1],
            arrondissement=arrondissement,
            arrondissement_nl=names[arrondissement][0],
            arrondissement_fr=names[arrondissement][1],
            province=province,
            province_nl=names[province][0],
            province_fr=names[province][1],
            region=region,
            region_nl=names[region][0],
            region_fr=names[region][1],
        )
        for code, arrondissement, province, region in areas_of(division, "municipality").select(columns).iter_rows()
    ]
    return {place.code: place for place in sorted((*held, *_ELSEWHERE), key=lambda place: place.code)}


@cache
def later_codes(division: str) -> dict[str, str]:
    """Municipality of the oldest division → the one of `division` that it lies in."""
    became = dict(translate(OLDEST, division).iter_rows())
    return {code: became.get(code, code) for code in places(OLDEST)}


def pseudo_area_names() -> list[str]:
    """The areas without territory that the portal lists below the municipalities."""
    return sorted(pseudo_areas()["name_nl"])
