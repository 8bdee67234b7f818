"""The pages of indicators."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from liim_web.site.edition.page import page_of
from liim_web.site.edition.reading import Reading
from liim_web.site.indicator import method as methods
from liim_web.site.indicator import sheet
from liim_web.site.indicator.choice import Choice
from liim_web.site.indicator.listed import listed


@page_of
def indicators(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Every indicator, by chapter."""
    return render(request, "liim/indicator/indicators.html", {"reading": reading, "themes": listed(reading)})


@page_of
def indicator(request: HttpRequest, reading: Reading, indicator: str) -> HttpResponse:
    """One indicator: map, distribution, table, method."""
    if indicator not in reading.facts.edition.indicators:
        raise Http404(indicator)
    shown = sheet.sheet(reading, indicator, Choice.of(reading, indicator, request.GET))
    return render(request, "liim/indicator/indicator.html", {"reading": reading, "sheet": shown})


@page_of
def method(request: HttpRequest, reading: Reading, indicator: str) -> HttpResponse:
    """The whole method of one indicator."""
    if indicator not in reading.facts.edition.indicators:
        raise Http404(indicator)
    return render(
        request, "liim/indicator/method.html", {"reading": reading, "method": methods.method(reading, indicator)}
    )
