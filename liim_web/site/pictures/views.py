"""The addresses of a chart alone: a page to take it from, the picture, its numbers, and a page for within another."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt

from liim.publish.charts.picture import png
from liim_web.site.edition.merged import former
from liim_web.site.edition.page import WAS, area_or_elsewhere, page_of
from liim_web.site.edition.reading import Reading
from liim_web.site.indicator.choice import Choice
from liim_web.site.pictures.shared import Shared, of_area, of_map
from liim_web.site.safety import MAY_BE_FRAMED

_TYPES = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv; charset=utf-8"}


@page_of
def share(request: HttpRequest, reading: Reading, indicator: str, place: str = "", **_: str) -> HttpResponse:
    """What can be taken along of a chart, and how."""
    shared = _shared(request, reading, indicator, place)
    if isinstance(shared, HttpResponse):
        return shared
    host = request.build_absolute_uri("/").rstrip("/")
    return render(request, "liim/pictures/share.html", {"reading": reading, "shared": shared, "host": host})


@partial(page_of, keep=False)
def picture(
    request: HttpRequest, reading: Reading, indicator: str, form: str, place: str = "", **_: str
) -> HttpResponse:
    """The chart as SVG or PNG, or its numbers as CSV."""
    if form not in _TYPES:
        raise Http404(form)
    shared = _shared(request, reading, indicator, place)
    if isinstance(shared, HttpResponse):
        return shared
    if form == "csv":
        content: str | bytes = shared.csv(reading)
    else:
        svg = shared.svg(request.build_absolute_uri("/").rstrip("/"))
        content = png(svg) if form == "png" else svg
    name = f'attachment; filename="{shared.name}.{form}"'
    return HttpResponse(content, content_type=_TYPES[form], headers={"Content-Disposition": name})


@xframe_options_exempt
@partial(page_of, keep=False)
def embed(request: HttpRequest, reading: Reading, indicator: str, place: str = "", **_: str) -> HttpResponse:
    """The chart with its source, on a page that other sites may show: the only one that may be framed."""
    shared = _shared(request, reading, indicator, place)
    if isinstance(shared, HttpResponse):
        return shared
    response = render(request, "liim/pictures/embed.html", {"reading": reading, "shared": shared})
    response.headers["Content-Security-Policy"] = MAY_BE_FRAMED
    return response


def _shared(request: HttpRequest, reading: Reading, indicator: str, place: str) -> Shared | HttpResponse:
    """The chart that is asked for; or the way to that of the successor, and to the right spelling."""
    if indicator not in reading.facts.edition.indicators:
        raise Http404(indicator)
    if place:
        code, elsewhere = area_or_elsewhere(request, reading, place, request.path.rpartition(f"/{place}/")[2])
        if elsewhere:
            return elsewhere
        found = of_area(reading, code, indicator, former(request.GET.get(WAS, ""), code, reading.language))
    else:
        found = of_map(reading, indicator, Choice.of(reading, indicator, request.GET))
    if found is None:
        raise Http404(indicator)
    return found
