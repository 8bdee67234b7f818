"""Asks Django for a page as any reader would, without a network, a session or a database."""

from collections.abc import Callable
from functools import cache

from django.contrib.auth.models import AnonymousUser
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from liim_web.site.safety import POLICY

_FOUND = 200


class Unwritten(Exception):
    """A page that a reader would not get: the address, and what came instead."""


def as_the_public(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Nobody is signed in where pages are written."""

    def with_nobody(request: HttpRequest) -> HttpResponse:
        request.user = AnonymousUser()
        return respond(request)

    return with_nobody


def told_to_templates(_request: HttpRequest) -> dict[str, str]:
    """A file has no headers: its policy stands in the page. Whom it may be framed by can only be told by a header."""
    return {"policy": POLICY.partition("; frame-ancestors")[0]}


@cache
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def page(address: str, status: int = _FOUND) -> str:
    """The text of the page at an address. Raises Unwritten where it is not there with this status."""
    response = _handler().get_response(RequestFactory().get(address))
    if response.status_code != status or not isinstance(response, HttpResponse):
        raise Unwritten(f"{address} answers {response.status_code}: the site is not written.")
    return response.text
