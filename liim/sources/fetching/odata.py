"""Reads a collection of any OData v4 service: page after page, as its own links say.

What is odd about it: the service decides how long a page is, and an error may come as a page of its own. A key, where
the service wants one, is sent to its own host and to no other.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from liim.sources.errors import BadInput
from liim.sources.fetching.download import client, download

_MOST_PAGES = 5_000
_NEXT = "@odata.nextLink"


def collection(address: str, *, headers: dict[str, str] | None = None, limit: float | None = None) -> Iterator[Any]:
    """Every member of a collection, in the order of the service.

    Raises BadInput for what is no OData v4, or a next page that is elsewhere or was read before; and what `download`
    raises: RefusedError where the service wants a key, or another one.
    """
    read = set[str]()
    with client(limit) as web, tempfile.TemporaryDirectory() as folder:
        web.headers.update(headers or {})
        web.follow_redirects = False  # a redirection would take the key along
        page: str | None = address
        while page:
            if page in read or len(read) >= _MOST_PAGES:
                raise BadInput(Path(page), "this page was read before.", remedy="Ask the publisher: it has no end.")
            read.add(page)
            to = Path(folder) / f"{len(read)}.json"
            download(web, page, to, known=None, deadline=None, progress=lambda _here, _whole: None)
            members, following = _page(to, page)
            yield from members
            page = following and _beside(page, following)


def _page(path: Path, address: str) -> tuple[list[Any], str | None]:
    """The members on a page, and where the next one is."""
    try:
        told = json.loads(path.read_bytes())
    except ValueError as broken:
        raise BadInput(Path(address), f"this is no JSON ({broken}).", remedy="Is it an OData service?") from broken
    if isinstance(told, dict) and "error" in told:
        error = told["error"]
        why = error.get("message", error) if isinstance(error, dict) else error
        raise BadInput(Path(address), f"the service says: {why}", remedy="Correct the address, or ask the publisher.")
    if not isinstance(told, dict) or not isinstance(told.get("value"), list):
        raise BadInput(
            Path(address), "there is no list called value.", remedy="Only collections of OData version 4 are read."
        )
    following = told.get(_NEXT)
    return told["value"], str(following) if following else None


def _beside(page: str, following: str) -> str:
    """The address of the next page, which is on the same host."""
    address = urljoin(page, following)
    if urlsplit(address)[:2] != urlsplit(page)[:2]:
        raise BadInput(
            Path(page),
            f"the next page is on another host: {address}.",
            remedy="Ask the publisher; no key is sent there.",
        )
    return address
