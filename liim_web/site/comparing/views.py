"""Areas side by side, and two indicators in one picture."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from liim_web.site.comparing import side_by_side
from liim_web.site.comparing import two as twos
from liim_web.site.comparing.own_group import own_group
from liim_web.site.edition.page import page_of
from liim_web.site.edition.reading import Reading
from liim_web.site.start import start_page


@page_of
def compare(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Municipalities side by side. What was added becomes part of the address."""
    if reading.written:
        names = start_page.start_page(reading).names
        return render(request, "liim/written/compare.html", {"reading": reading, "names": names})
    codes = side_by_side.chosen(reading, request.GET)
    if "add" in request.GET:
        return redirect(side_by_side.address(reading, codes))
    group = own_group(reading, codes[: side_by_side.MOST]) if request.GET.get("as") == "group" else None
    found = {"comparison": side_by_side.compare(reading, codes), "names": start_page.start_page(reading).names}
    return render(request, "liim/comparing/compare.html", {"reading": reading, "group": group, **found})


@page_of
def two(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Two indicators of all municipalities in one picture."""
    return render(request, "liim/comparing/two.html", {"reading": reading, "two": twos.two(reading, request.GET)})
