"""The documents of an area: the list of them, each to download, and a page for while one is made."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from liim.publish import wanted
from liim.publish.wanted import Waiting, Wanted
from liim_web.site.documents import offered
from liim_web.site.documents.offered import Document
from liim_web.site.edition.page import area_of, area_or_elsewhere, page_of
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
    every = offered.documents(reading, code) if code else []
    asked = next((one for one in every if one.path.name == name), None)
    if code is None or asked is None:
        raise Http404(name)
    try:
        content = asked.path.read_bytes()
    except FileNotFoundError:
        return _not_there(request, reading, code, asked)
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=_TYPES[asked.path.suffix], headers={"Content-Disposition": disposition})


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
