"""Links of a page, written so that they hold below any host and in any folder of it: all are relative."""

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

from liim.model import LANGUAGES

Find = Callable[[str, str], str | None]

_LINK = re.compile(r' (href|src|action|data-(?:files|root|names))="(?!#|[a-z]+:)([^"]*)"')
_STATIC = "static"


def relative(text: str, folder: str, find: Find) -> str:
    """A page that stands in a folder, with relative links. A link to what is not written loses its address.

    `find` gives the folder of a page from its path and query, both without the language.
    """
    up = "../" * folder.count("/")

    def written(link: re.Match[str]) -> str:
        parts = urlsplit(urljoin(f"/{folder}", unescape(link[2])))
        at, _, path = parts.path.removeprefix("/").partition("/")
        if at == _STATIC:
            return f' {link[1]}="{up}{_STATIC}/{path}"'
        there = find(path, parts.query) if at in LANGUAGES else None
        if there is None:
            return ""
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return f' {link[1]}="{escape(f"{up}{at}/{there}{fragment}")}"'

    return _LINK.sub(written, text)
