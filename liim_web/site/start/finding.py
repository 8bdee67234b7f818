"""From what people type to an area of today."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from liim import geography
from liim_web.site.edition import wording
from liim_web.site.edition.reading import Reading

MOST = 20
LONGEST = 80  # letters; no name is longer, and hostile texts are


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An area that fits, and by what it was found where that is not its name."""

    name: str
    level: str
    link: str
    because: str


def find(reading: Reading, text: str) -> Sequence[Found]:
    """The areas that fit a text, best first; the municipality alone that is called exactly so today."""
    hits = [hit for hit in geography.search(text, MOST) if hit.code in reading.facts.areas]
    named = [hit for hit in hits if hit.kind == "name" and hit.level == "municipality" and _is_exactly(hit, text)]
    return [_found(reading, hit) for hit in (named if len(named) == 1 else hits)]


def _is_exactly(hit: geography.Hit, text: str) -> bool:
    return hit.matched.casefold() == text.casefold()


def by_part(text: str, code: str) -> str:
    """A note for who came by the name of a part of a municipality, or of one that merged into it; "" for others."""
    parts = (hit for hit in geography.search(text, MOST) if hit.code == code and hit.kind in {"former", "part"})
    part = next((hit for hit in parts if _is_exactly(hit, text)), None)
    return _("%s is deel van deze gemeente.") % part.matched if part else ""


def _found(reading: Reading, hit: geography.Hit) -> Found:
    because = {
        "former": _("%s is er deel van"),
        "part": _("%s is er deel van"),
        "postcode": _("postcode %s"),
        "code": _("NIS-code %s"),
    }.get(hit.kind)
    query = f"?{urlencode({'part': hit.matched})}" if hit.kind in {"former", "part"} else ""
    return Found(
        name=reading.area_name(hit.code),
        level=wording.level(hit.level),
        link=reading.area_link(hit.code) + query,
        because=because % hit.matched if because else "",
    )
