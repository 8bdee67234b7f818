"""The start page, and what was typed there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from liim_web.site.edition.page import page_of
from liim_web.site.edition.reading import Reading
from liim_web.site.start import finding, start_page


@page_of
def start(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The start page: find a municipality, or begin with a theme."""
    return render(request, "liim/start/start.html", {"reading": reading, "start": start_page.start_page(reading)})


@page_of
def find(request: HttpRequest, reading: Reading) -> HttpResponse:
    """What was typed leads to a municipality, or to a list to choose from."""
    if reading.written:
        return render(request, "liim/written/find.html", {"reading": reading, "start": start_page.start_page(reading)})
    text = request.GET.get("q", "")[: finding.LONGEST].strip()
    found = finding.find(reading, text)
    if len(found) == 1:
        return redirect(found[0].link)
    return render(request, "liim/start/find.html", {"reading": reading, "text": text, "found": found})
