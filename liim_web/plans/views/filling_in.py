"""The page of a form, and what its answer says: asked for 200, refused 400, overtaken by someone else 409."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from liim_web.accounts.acting import Actor

REFUSED, CONFLICT = 400, 409


def status_of(request: HttpRequest, *, overtaken: bool = False) -> int:
    """A form that is shown again after it was sent, was not accepted."""
    if overtaken:
        return CONFLICT
    return REFUSED if request.method == "POST" else 200


def form_page(
    request: HttpRequest,
    actor: Actor,
    form: Any,  # noqa: ANN401 of whatever model
    title: str | Promise,
    button: str,
    *,
    overtaken: bool = False,
    **shown: Any,
) -> HttpResponse:
    """A form with all that was typed in it."""
    told = {"form": form, "title": title, "button": button, "actor": actor, **shown}
    status = status_of(request, overtaken=overtaken)
    return render(request, "plans/working/form.html", told, status=status)
