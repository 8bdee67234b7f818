"""Links of a page, written so that they hold below any host and in any folder of it: all are relative."""

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

from liim.model import LANGUAGES

Find = Callable[[str, str], str | None]

_LINK = re.compile(r' (href|src|action|data-(?:files|root|names))="(?!#|[a-z]+:)([^"]*)"')
_STATIC = "static"


def relative(text: str, address: str, folder: str, find: Find) -> str:
    """A page of an address that stands in a folder, with relative links. A link to what is not written loses its own.

    `find` gives the folder of a page from its path and query, both without the language.
    """
    up = "../" * folder.count("/")

    def written(link: re.Match[str]) -> str:
        asked, mark, part = unescape(link[2]).partition("#")
        there = _there(asked, "" if asked.startswith("/") else address, find)
        if there is None:
            return ""
        return f' {link[1]}="{up}{there}{mark}{escape(part)}"' if part else f' {link[1]}="{up}{there}"'

    return _LINK.sub(written, text)


@lru_cache(maxsize=100_000)
def _there(asked: str, page: str, find: Find) -> str | None:
    """Where an address of the site, or one beside that of a page, leads from the root; None where nothing is written.

    Most stand on many pages, or many times on one, each time to another part.
    """
    parts = urlsplit(urljoin(page, asked) if page else asked)
    at, _, path = parts.path.removeprefix("/").partition("/")
    if at == _STATIC:
        return f"{_STATIC}/{path}"
    there = find(path, parts.query) if at in LANGUAGES else None
    return None if there is None else escape(f"{at}/{there}")
