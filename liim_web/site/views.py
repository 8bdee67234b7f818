"""The public pages: each finds the edition that it is read from, and says so helpfully where there is none."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import partial, wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from liim import geography
from liim.editions import NoSuchEdition, list_editions
from liim.editions.released import releases
from liim.model import LANGUAGES, Language
from liim.publish import numbers
from liim_web.accounts.acting import acting
from liim_web.accounts.models import Role
from liim_web.site import comparing, finding, profile, sheet, shelf, start_page
from liim_web.site import coverage as coverages
from liim_web.site import inside as spreads
from liim_web.site import method as methods
from liim_web.site import two as twos
from liim_web.site.choice import Choice
from liim_web.site.facts import Facts
from liim_web.site.news import news
from liim_web.site.opened import opened
from liim_web.site.own_group import own_group
from liim_web.site.reading import Reading
from liim_web.site.sources import source_rows

_STATED = date(2026, 11, 28)  # when the accessibility statement was drawn up or looked at again
_REVIEWERS = {Role.SECRETARIAT, Role.CHAIR, Role.AUDITOR}


def _language() -> Language:
    spoken = get_language()
    return next((one for one in LANGUAGES if one == spoken), LANGUAGES[0])


def page_of(view: Callable[..., HttpResponse], *, keep: bool = True) -> Callable[..., HttpResponse]:
    """A page of the released edition, or of the one in its address; kept, unless it tells more than the edition."""

    @wraps(view)
    def with_edition(request: HttpRequest, edition: str = "", **parts: Any) -> HttpResponse:
        try:
            facts = shelf.named(edition, may_preview=_may_preview(request)) if edition else shelf.released()
        except NoSuchEdition:
            if edition:
                return render(request, "liim/no_such_edition.html", {"wanted": edition}, status=404)
            return render(request, "liim/no_edition.html", status=503)
        answer = facts.answers.get(request) if keep else None
        if answer is None:
            answer = view(request, _reading(facts, fixed=bool(edition)), **parts)
            if keep:
                answer = facts.answers.keep(request, answer)
        return answer

    return with_edition


def _reading(facts: Facts, *, fixed: bool) -> Reading:
    return Reading(facts, _language(), fixed=fixed, written=settings.SITE_IS_WRITTEN)


def _may_preview(request: HttpRequest) -> bool:
    """Reviewers see an edition before it is released: signing in alone is not enough."""
    return acting(request).role in _REVIEWERS


@page_of
def start(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The start page: find a municipality, or begin with a theme."""
    return render(request, "liim/start.html", {"reading": reading, "start": start_page.start_page(reading)})


@page_of
def edition(request: HttpRequest, reading: Reading) -> HttpResponse:
    """What an edition is made from, and the way into it."""
    return render(
        request,
        "liim/edition.html",
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
    return render(request, "liim/editions.html", {"reading": reading, "releases": kept})


def _day(moment: str, language: Language) -> str:
    return numbers.day(datetime.fromisoformat(moment).date(), language)


@page_of
def find(request: HttpRequest, reading: Reading) -> HttpResponse:
    """What was typed leads to a municipality, or to a list to choose from."""
    if reading.written:
        return render(request, "liim/written/find.html", {"reading": reading, "start": start_page.start_page(reading)})
    text = request.GET.get("q", "")[: finding.LONGEST].strip()
    found = finding.find(reading, text)
    if len(found) == 1:
        return redirect(found[0].link)
    return render(request, "liim/find.html", {"reading": reading, "text": text, "found": found})


@page_of
def area(request: HttpRequest, reading: Reading, place: str) -> HttpResponse:
    """The profile of a municipality, or of a larger area. An ended code leads to what it is part of now."""
    code, elsewhere = _area(request, reading, place)
    if elsewhere:
        return elsewhere
    return render(
        request,
        "liim/area.html",
        {
            "reading": reading,
            "code": code,
            "profile": profile.profile(reading, code),
            "permanent": reading.permanent_root + reading.area_path(code),
            "former": finding.former(request.GET.get("was", ""), code, reading.language)
            or finding.by_part(request.GET.get("part", "")[: finding.LONGEST], code),
            "compare": comparing.start(reading, code),
            "merged": finding.merged_into(code, reading.language),
        },
    )


@page_of
def everything(request: HttpRequest, reading: Reading, kind: str, place: str) -> HttpResponse:  # noqa: ARG001 the code tells the kind
    """The profile with all that lies behind its rows opened."""
    code, elsewhere = _area(request, reading, place, "alles/")
    if elsewhere:
        return elsewhere
    shown = {"name": reading.area_name(code), "profile": reading.area_link(code)}
    chapters = profile.everything(reading, code)
    return render(request, "liim/everything.html", {"reading": reading, "chapters": chapters, **shown})


@page_of
def what_is_new(request: HttpRequest, reading: Reading, kind: str, place: str) -> HttpResponse:  # noqa: ARG001 as above
    """What this edition brings for one area."""
    code, elsewhere = _area(request, reading, place, "nieuw/")
    if elsewhere:
        return elsewhere
    shown = {"name": reading.area_name(code), "profile": reading.area_link(code), "news": news(reading, code)}
    return render(request, "liim/news.html", {"reading": reading, **shown})


@page_of
def inside(request: HttpRequest, reading: Reading, place: str) -> HttpResponse:
    """How unevenly groups live inside a municipality."""
    code, elsewhere = _area(request, reading, place, "binnen/")
    if elsewhere:
        return elsewhere
    shown = {"name": reading.area_name(code), "profile": reading.area_link(code)}
    spread = spreads.inside(reading, code)
    return render(request, "liim/inside.html", {"reading": reading, "spread": spread, **shown})


@page_of
def figure(request: HttpRequest, reading: Reading, kind: str, place: str, indicator: str) -> HttpResponse:  # noqa: ARG001 as above
    """One indicator in one area: how it went, by group, the gap, and how the figure that is asked for was made."""
    if indicator not in reading.facts.edition.indicators:
        raise Http404(indicator)
    code, elsewhere = _area(request, reading, place, f"{indicator}/")
    if elsewhere:
        return elsewhere
    subject, tested, gaps = profile.one_indicator(reading, code, indicator)
    shown = {"name": reading.area_name(code), "profile": reading.area_link(code), "subject": subject}
    if not subject.own.totals:
        why = profile.why_blank(reading.facts.standings, indicator, subject.own)
        return render(request, "liim/no_figure.html", {"reading": reading, "why": why, **shown})
    chosen = subject.own.chosen(request.GET.get("period", ""), request.GET.get("part", ""))
    return render(
        request, "liim/figure.html", {"reading": reading, "one": opened(subject, tested, gaps, chosen), **shown}
    )


def _area(request: HttpRequest, reading: Reading, place: str, below: str = "") -> tuple[str, HttpResponse | None]:
    """The code that an address ends on; or where else to go: the successor of an ended one, or the right spelling."""
    ending = re.search(r"(\d{5})$", place)
    if ending is None:
        raise Http404(place)
    code = ending[1]
    if code not in reading.facts.areas:
        return code, _led_to_successor(reading, code)
    right = reading.area_link(code) + below
    if request.path == right:
        return code, None
    query = f"?{request.GET.urlencode()}" if below and request.GET else ""
    return code, redirect(right + query, permanent=True)


def area_of(reading: Reading, place: str) -> str | None:
    """The code of the area of today on which an address ends; None where there is none."""
    ending = re.search(r"(\d{5})$", place)
    return ending[1] if ending and ending[1] in reading.facts.areas else None


def _led_to_successor(reading: Reading, code: str) -> HttpResponse:
    today = geography.resolve(code)
    if today is None or today not in reading.facts.areas:
        raise Http404(code)
    return HttpResponseRedirect(f"{reading.area_link(today)}?{urlencode({'was': code})}")


@page_of
def compare(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Municipalities side by side. What was added becomes part of the address."""
    if reading.written:
        names = start_page.start_page(reading).names
        return render(request, "liim/written/compare.html", {"reading": reading, "names": names})
    codes = comparing.chosen(reading, request.GET)
    if "add" in request.GET:
        return redirect(comparing.address(reading, codes))
    group = own_group(reading, codes[: comparing.MOST]) if request.GET.get("as") == "group" else None
    found = {"comparison": comparing.compare(reading, codes), "names": start_page.start_page(reading).names}
    return render(request, "liim/compare.html", {"reading": reading, "group": group, **found})


@page_of
def two(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Two indicators of all municipalities in one picture."""
    return render(request, "liim/two.html", {"reading": reading, "two": twos.two(reading, request.GET)})


@page_of
def indicators(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Every indicator, by chapter."""
    return render(request, "liim/indicators.html", {"reading": reading, "themes": start_page.themes(reading)})


@page_of
def indicator(request: HttpRequest, reading: Reading, indicator: str) -> HttpResponse:
    """One indicator: map, distribution, table, method."""
    if indicator not in reading.facts.edition.indicators:
        raise Http404(indicator)
    shown = sheet.sheet(reading, indicator, Choice.of(reading, indicator, request.GET))
    return render(request, "liim/indicator.html", {"reading": reading, "sheet": shown})


@page_of
def method(request: HttpRequest, reading: Reading, indicator: str) -> HttpResponse:
    """The whole method of one indicator."""
    if indicator not in reading.facts.edition.indicators:
        raise Http404(indicator)
    return render(request, "liim/method.html", {"reading": reading, "method": methods.method(reading, indicator)})


@page_of
def coverage(request: HttpRequest, reading: Reading) -> HttpResponse:
    """What there is of every indicator in every year, and why each gap is empty."""
    shown = coverages.coverage(reading, request.GET.get("geography", ""))
    return render(request, "liim/coverage.html", {"reading": reading, "coverage": shown})


@partial(page_of, keep=False)
def availability(request: HttpRequest, reading: Reading) -> HttpResponse:  # noqa: ARG001 Django hands it on
    """The same for programs: how many figures of which status, per indicator, geography and period."""
    return JsonResponse(reading.facts.edition.availability, safe=False)


@partial(page_of, keep=False)
def sources(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Where the figures come from, and how recent they are."""
    return render(
        request, "liim/sources.html", {"reading": reading, "sources": source_rows(reading, timezone.localdate())}
    )


@page_of
def not_shown(request: HttpRequest, reading: Reading) -> HttpResponse:
    """What we do not show, and why."""
    return render(request, "liim/not_shown.html", {"reading": reading, "blanks": start_page.blanks(reading)})


@page_of
def accessibility(request: HttpRequest, reading: Reading) -> HttpResponse:
    """The accessibility statement that the law asks for."""
    made = numbers.day(_STATED, reading.language)
    told = {"owner": settings.OWNER, "contact": settings.CONTACT, "made": made}
    return render(request, "liim/accessibility.html", {"reading": reading, **told})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 Django hands it on
    """Help for who followed an address that leads nowhere."""
    return render(request, "404.html", status=404)
