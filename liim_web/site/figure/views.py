"""The page of one indicator in one area."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from liim_web.site.edition.merged import former
from liim_web.site.edition.page import WAS, area_or_elsewhere, page_of
from liim_web.site.edition.reading import Reading
from liim_web.site.figure.asked import one_indicator, why_blank
from liim_web.site.figure.opened import opened
from liim_web.site.figure.sections import sections


@page_of
def figure(request: HttpRequest, reading: Reading, kind: str, place: str, indicator: str) -> HttpResponse:  # noqa: ARG001 the code tells the kind
    """One indicator in one area: how it went, by group, the gap, and how the figure that is asked for was made."""
    if indicator not in reading.facts.edition.indicators:
        raise Http404(indicator)
    code, elsewhere = area_or_elsewhere(request, reading, place, f"{indicator}/")
    if elsewhere:
        return elsewhere
    subject, tested, gaps = one_indicator(reading, code, indicator)
    shown = {
        "name": reading.area_name(code),
        "profile": reading.area_link(code),
        "subject": subject,
        "former": former(request.GET.get(WAS, ""), code, reading.language),
    }
    if not subject.own.totals:
        why = why_blank(reading.facts.standings, indicator, subject.own)
        return render(request, "liim/figure/no_figure.html", {"reading": reading, "why": why, **shown})
    chosen = subject.own.chosen(request.GET.get("period", ""), request.GET.get("part", ""))
    one = opened(subject, tested, gaps, chosen)
    told = {"reading": reading, "one": one, "sections": sections(reading, one), **shown}
    return render(request, "liim/figure/figure.html", told)
