"""The documents of an area: the list of them, each to download, and a page for while one is made."""

from functools import partial
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from liim import geography
from liim.publish import wanted
from liim.publish.wanted import Waiting, Wanted
from liim_web.site.documents import offered
from liim_web.site.documents.offered import Document
from liim_web.site.edition.page import WAS, area_of, area_or_elsewhere, page_of
from liim_web.site.edition.reading import Reading

_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_MADE_LATER, _NOT_NOW = 202, 503
_SECONDS = 60  # until a reader may try again


@partial(page_of, keep=False)
def listed(request: HttpRequest, reading: Reading, kind: str, place: str) -> HttpResponse:  # noqa: ARG001 the code tells the kind
    """Every document of an area."""
    code, elsewhere = area_or_elsewhere(request, reading, place, offered.FOLDER)
    if elsewhere:
        return elsewhere
    shown = {"name": reading.area_name(code), "profile": reading.area_link(code)}
    documents = offered.offered(reading, code)
    return render(request, "liim/documents/list.html", {"reading": reading, "documents": documents, **shown})


@partial(page_of, keep=False)
def document(request: HttpRequest, reading: Reading, kind: str, place: str, name: str) -> HttpResponse:  # noqa: ARG001 as above
    """A document; where it was not made yet, a page that says when to come back."""
    code = area_of(reading, place)
    if code is None:
        return _of_successor(reading, place, name)
    every = offered.documents(reading, code)
    asked = next((one for one in every if one.path.name == name), None)
    if asked is None:
        raise Http404(name)
    try:
        content = asked.path.read_bytes()
    except FileNotFoundError:
        return _not_there(request, reading, code, asked)
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=_TYPES[asked.path.suffix], headers={"Content-Disposition": disposition})


def _of_successor(reading: Reading, place: str, name: str) -> HttpResponse:
    """The same document of the municipality in which the one of the address is now."""
    code = place[-5:]
    today = geography.resolve(code) if code.isdecimal() else None
    if today is None or today not in reading.facts.areas:
        raise Http404(place)
    ending = name.partition(code)[2]
    same = next((one for one in offered.documents(reading, today) if one.path.name.endswith(today + ending)), None)
    if same is None or not ending:
        raise Http404(name)
    return HttpResponseRedirect(f"{same.link}?{urlencode({WAS: code})}")


def _not_there(request: HttpRequest, reading: Reading, code: str, asked: Document) -> HttpResponse:
    shown = {"reading": reading, "name": reading.area_name(code), "profile": reading.area_link(code), "asked": asked}
    if not offered.may_be_asked_for(reading):
        return render(request, "liim/documents/not_made.html", shown, status=404)
    waiting = wanted.ask(Wanted(reading.facts.id, code, reading.language, asked.kind))
    if waiting is Waiting.IN_LINE:
        return render(request, "liim/documents/in_line.html", shown, status=_MADE_LATER)
    told = shown | {"failed": waiting is Waiting.FAILED}
    answer = render(request, "liim/documents/not_now.html", told, status=_NOT_NOW)
    answer.headers["Retry-After"] = str(_SECONDS)
    return answer
