"""What axe finds on a page as it stands in a browser, in the light and in the dark."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A scheme changes colours alone: the rest is asked once.
_OF_COLOUR = ["color-contrast", "link-in-text-block"]
_REST: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": _RULES},
    "rules": {one: {"enabled": False} for one in _OF_COLOUR},
    "reporter": "no-passes",
}
_IN_COLOUR = (Path(__file__).parent / "axe_in_colour.js").read_text(encoding="utf-8")


def violations(page: Page) -> Iterator[str]:
    """Which rule is broken, and by what, with everything on the page opened."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.evaluate(AXE_SCRIPT)
    told = page.evaluate(f"axe.run({json.dumps(_REST)})")["violations"]
    yield from (f"{one['id']}: {node['html'][:200]}" for one in told for node in one["nodes"])
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        yield from (f"{scheme}, {one}" for one in page.evaluate(_IN_COLOUR, _OF_COLOUR))
