"""The site with the demo edition, and a reader who looks at it in a browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture
def site(live_server: Any, demo_home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the site, with the demo edition released."""
    monkeypatch.setenv("LIIM_HOME", str(demo_home))
    return str(live_server.url)


@pytest.fixture
def reader(browser: Browser, site: str) -> Iterator[Page]:
    """A reader on the start page, in Dutch; the test fails if a page loads from elsewhere, or a script breaks."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("request", lambda asked: None if asked.url.startswith((site, "data:")) else wrong.append(asked.url))
    page.goto(f"{site}/nl/")
    yield page
    context.close()
    assert not wrong
