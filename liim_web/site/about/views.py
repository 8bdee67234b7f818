"""The pages about editions, sources, what is not shown, and the site itself."""

from datetime import date, datetime
from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from liim.editions import list_editions
from liim.editions.released import releases
from liim.model import Language
from liim.publish import numbers
from liim_web.site.about import coverage as coverages
from liim_web.site.about.not_shown import blanks
from liim_web.site.about.sources import source_rows
from liim_web.site.edition.page import page_of
from liim_web.site.edition.reading import Reading
from liim_web.site.start import start_page

_STATED = date(2026, 11, 28)  # when the accessibility statement was drawn up or looked at again


@page_of
def edition(request: HttpRequest, reading: Reading) -> HttpResponse:
    """What an edition is made from, and the way into it."""
    return render(
        request,
        "liim/about/edition.html",
        {
            "reading": reading,
            "manifest": reading.facts.edition.manifest,
            "created": _day(reading.facts.edition.manifest["created"], reading.language),
            "start": start_page.start_page(reading),
        },
    )


@partial(page_of, keep=False)
def editions(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Every released edition that is still there, newest first."""
    there = set(list_editions())
    last = {one["edition"]: one["at"] for one in releases() if one["edition"] in there}
    kept = [(id_, _day(at, reading.language)) for id_, at in reversed(last.items())]
    return render(request, "liim/about/editions.html", {"reading": reading, "releases": kept})


def _day(moment: str, language: Language) -> str:
    return numbers.day(datetime.fromisoformat(moment).date(), language)


@page_of
def coverage(request: HttpRequest, reading: Reading) -> HttpResponse:
    """What there is of every indicator in every year, and why each gap is empty."""
    shown = coverages.coverage(reading, request.GET.get("geography", ""))
    return render(request, "liim/about/coverage.html", {"reading": reading, "coverage": shown})


@partial(page_of, keep=False)
def availability(request: HttpRequest, reading: Reading) -> HttpResponse:  # noqa: ARG001 Django hands it on
    """The same for programs: how many figures of which status, per indicator, geography and period."""
    return JsonResponse(reading.facts.edition.availability, safe=False)


@partial(page_of, keep=False)
def sources(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Where the figures come from, and how recent they are."""
    return render(
        request, "liim/about/sources.html", {"reading": reading, "sources": source_rows(reading, timezone.localdate())}
    )


@page_of
def not_shown(request: HttpRequest, reading: Reading) -> HttpResponse:
    """What we do not show, and why."""
    return render(request, "liim/about/not_shown.html", {"reading": reading, "blanks": blanks(reading)})


@page_of
def accessibility(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The accessibility statement that the law asks for."""
    made = numbers.day(_STATED, reading.language)
    told = {"owner": settings.OWNER, "contact": settings.CONTACT, "made": made}
    return render(request, "liim/about/accessibility.html", {"reading": reading, **told})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 Django hands it on
    """Help for who followed an address that leads nowhere."""
    return render(request, "404.html", status=404)
