"""Pages of the plans."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def start(request: HttpRequest) -> HttpResponse:
    """All plans that the reader may see."""
    return render(request, "plans/start.html")
