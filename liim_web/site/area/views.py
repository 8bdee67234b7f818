"""The pages of an area."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from liim_web.site.area import inside as spreads
from liim_web.site.area import profile
from liim_web.site.area.neighbourhoods import neighbourhoods
from liim_web.site.area.news import news
from liim_web.site.comparing import side_by_side
from liim_web.site.documents.offered import offered
from liim_web.site.edition.merged import former, merged_into
from liim_web.site.edition.page import WAS, area_or_elsewhere, page_of
from liim_web.site.edition.reading import Reading
from liim_web.site.start import finding


@page_of
def area(request: HttpRequest, reading: Reading, place: str) -> HttpResponse:
    """The profile of a municipality, or of a larger area. An ended code leads to what it is part of now."""
    code, elsewhere = area_or_elsewhere(request, reading, place)
    if elsewhere:
        return elsewhere
    return render(
        request,
        "liim/area/area.html",
        {
            "reading": reading,
            "code": code,
            "profile": profile.profile(reading, code),
            "documents": offered(reading, code),
            "permanent": reading.permanent_root + reading.area_path(code),
            "former": former(request.GET.get(WAS, ""), code, reading.language)
            or finding.by_part(request.GET.get("part", "")[: finding.LONGEST], code),
            "compare": side_by_side.start(reading, code),
            "merged": merged_into(code, reading.language),
        },
    )


@page_of
def everything(request: HttpRequest, reading: Reading, kind: str, place: str) -> HttpResponse:  # noqa: ARG001 the code tells the kind
    """The profile with all that lies behind its rows opened."""
    code, elsewhere = area_or_elsewhere(request, reading, place, "alles/")
    if elsewhere:
        return elsewhere
    shown = _about(request, reading, code)
    chapters = profile.everything(reading, code)
    return render(request, "liim/area/everything.html", shown | {"chapters": chapters})


@page_of
def what_is_new(request: HttpRequest, reading: Reading, kind: str, place: str) -> HttpResponse:  # noqa: ARG001 as above
    """What this edition brings for one area."""
    code, elsewhere = area_or_elsewhere(request, reading, place, "nieuw/")
    if elsewhere:
        return elsewhere
    shown = _about(request, reading, code) | {"news": news(reading, code)}
    return render(request, "liim/area/news.html", shown)


@page_of
def inside(request: HttpRequest, reading: Reading, place: str) -> HttpResponse:
    """How unevenly groups live inside a municipality, and what may be told of its sectors."""
    code, elsewhere = area_or_elsewhere(request, reading, place, "binnen/")
    if elsewhere:
        return elsewhere
    inner = {"spread": spreads.inside(reading, code), "shares": neighbourhoods(reading, code)}
    return render(request, "liim/area/inside.html", _about(request, reading, code) | inner)


def _about(request: HttpRequest, reading: Reading, code: str) -> dict[str, object]:
    """What every page below a profile says of the area."""
    return {
        "reading": reading,
        "name": reading.area_name(code),
        "profile": reading.area_link(code),
        "former": former(request.GET.get(WAS, ""), code, reading.language),
    }
