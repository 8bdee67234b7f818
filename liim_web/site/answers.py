"""Answers that are kept: a page of an edition never changes, so it is made once for all who are not signed in."""

import threading
from collections import OrderedDict

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_ROOM = 300  # pages of about 200 kB
_FOUND = 200


class Answers:
    """The pages of one edition that were asked for last."""

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
        return HttpResponse(content)

    def keep(self, request: HttpRequest, response: HttpResponse) -> None:
        """Keep a page that every reader may get."""
        if not is_shared(request) or response.status_code != _FOUND:
            return
        with self._lock:
            self._kept[request.get_full_path()] = response.content
            while len(self._kept) > _ROOM:
                self._kept.popitem(last=False)


def is_shared(request: HttpRequest) -> bool:
    """Whether an answer is the same for everybody: nobody is signed in, nothing is sent; and is asked for again."""
    return (
        not settings.SITE_IS_WRITTEN and request.method == "GET" and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )
