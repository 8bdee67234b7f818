"""Answers that are kept: a page of an edition never changes, so it is made once for all who are not signed in."""

import gzip
import threading
from collections import OrderedDict

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

_ROOM = 1000  # pages of about 30 kB, as they are kept
_FOUND = 200
_LEVEL = 6


class Answers:
    """The pages of one edition that were asked for last, compressed: nearly every reader takes them so."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, request: HttpRequest) -> HttpResponse | None:
        """The page, if it was made before and is the same for this reader."""
        if not is_shared(request):
            return None
        with self._lock:
            content = self._kept.get(request.get_full_path())
            if content is None:
                return None
            self._kept.move_to_end(request.get_full_path())
        return _told(request, content)

    def keep(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Keep a page that every reader may get, and give it as this one takes it."""
        if not is_shared(request) or response.status_code != _FOUND:
            return response
        content = gzip.compress(response.content, _LEVEL, mtime=0)
        with self._lock:
            self._kept[request.get_full_path()] = content
            while len(self._kept) > _ROOM:
                self._kept.popitem(last=False)
        return _told(request, content)


def _told(request: HttpRequest, content: bytes) -> HttpResponse:
    """No secret stands in a page that everybody gets, so its compressed length gives none away."""
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(content, headers={"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(content))
    response.headers["Content-Length"] = str(len(response.content))
    response.headers["Cache-Control"] = "no-cache"  # whether another edition was released is asked every time
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response


def is_shared(request: HttpRequest) -> bool:
    """Whether an answer is the same for everybody: nobody is signed in, nothing is sent; and is asked for again."""
    return (
        not settings.SITE_IS_WRITTEN and request.method == "GET" and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )
