"""What every page does first: find the edition that it is read from, and say so helpfully where there is none."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from liim import geography
from liim.editions import NoSuchEdition
from liim.editions.released import is_released
from liim.model import LANGUAGES, SOURCE_LANGUAGE, Language
from liim_web.accounts.acting import acting
from liim_web.accounts.models import Role
from liim_web.site.edition import shelf
from liim_web.site.edition.facts import Facts
from liim_web.site.edition.reading import Reading

WAS = "was"  # in an address: the code of before a merger by which somebody came
_REVIEWERS = {Role.SECRETARIAT, Role.CHAIR, Role.AUDITOR}


def page_of(view: Callable[..., HttpResponse], *, keep: bool = True) -> Callable[..., HttpResponse]:
    """A page of the released edition, or of the one in its address; kept, unless it tells more than the edition."""

    @wraps(view)
    def with_edition(request: HttpRequest, edition: str = "", **parts: Any) -> HttpResponse:
        try:
            facts = shelf.named(edition, may_preview=_may_preview(request)) if edition else shelf.released()
        except NoSuchEdition:
            if edition:
                return render(request, "liim/about/no_such_edition.html", {"wanted": edition}, status=404)
            return render(request, "liim/about/no_edition.html", status=503)
        # Once it is released its pages say something else.
        preview = bool(edition) and not (settings.SITE_IS_WRITTEN or is_released(facts.edition.folder.name))
        kept = keep and not preview
        answer = facts.answers.get(request) if kept else None
        if answer is None:
            answer = view(request, _reading(facts, fixed=bool(edition), preview=preview), **parts)
            if kept:
                answer = facts.answers.keep(request, answer)
        return answer

    return with_edition


def _reading(facts: Facts, *, fixed: bool, preview: bool) -> Reading:
    return Reading(facts, _language(), fixed=fixed, written=settings.SITE_IS_WRITTEN, preview=preview)


def _language() -> Language:
    spoken = get_language()
    return next((one for one in LANGUAGES if one == spoken), SOURCE_LANGUAGE)


def _may_preview(request: HttpRequest) -> bool:
    """Reviewers see an edition before it is released: signing in alone is not enough."""
    return acting(request).role in _REVIEWERS


def area_or_elsewhere(
    request: HttpRequest, reading: Reading, place: str, below: str = ""
) -> tuple[str, HttpResponse | None]:
    """The code that an address ends on; or where else to go: the successor of an ended one, or the right spelling."""
    ending = re.search(r"(\d{5})$", place)
    if ending is None:
        raise Http404(place)
    code = ending[1]
    if code not in reading.facts.areas:
        return code, _led_to_successor(request, reading, code, below)
    right = reading.area_link(code) + below
    if request.path == right:
        return code, None
    query = f"?{request.GET.urlencode()}" if below and request.GET else ""
    return code, redirect(right + query, permanent=True)


def _led_to_successor(request: HttpRequest, reading: Reading, code: str, below: str) -> HttpResponse:
    today = geography.resolve(code)
    if today is None or today not in reading.facts.areas:
        raise Http404(code)
    asked = request.GET.dict() | {WAS: code}
    return HttpResponseRedirect(f"{reading.area_link(today)}{below}?{urlencode(asked)}")


def area_of(reading: Reading, place: str) -> str | None:
    """The code of the area of today on which an address ends; None where there is none."""
    ending = re.search(r"(\d{5})$", place)
    return ending[1] if ending and ending[1] in reading.facts.areas else None
