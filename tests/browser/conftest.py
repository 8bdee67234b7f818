"""The site with the demo edition, and a reader who looks at it in a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from playwright.sync_api import Browser, Page

from liim import editions
from liim.catalogue import catalogue
from liim.catalogue.published import as_published
from liim.editions.areas import published_areas
from liim.editions.layout import FIGURES
from liim.figures.derived import derived
from liim.figures.structure import COLUMNS as SIMILAR
from liim.model import FLANDERS, TOTAL
from liim.observations import BREAKDOWNS

MOST_SCREENS = 3


@pytest.fixture
def site(live_server: Any, demo_home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the site, with the demo edition released."""
    monkeypatch.setenv("LIIM_HOME", str(demo_home))
    return str(live_server.url)


@pytest.fixture
def reader(browser: Browser, site: str) -> Iterator[Page]:
    """A reader on the start page, in Dutch, who finds every answer within three screens from there.

    The test fails if a page loads from elsewhere, or a script breaks.
    """
    with _reading(browser, site) as page:
        yield page


@pytest.fixture
def reader_of_work(
    browser: Browser, live_server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Page]:
    """The same reader, of an edition in which the employment gap of Gent is wider than elsewhere, and widens."""
    monkeypatch.setenv("LIIM_HOME", str(tmp_path))
    _write_work()
    with _reading(browser, str(live_server.url)) as page:
        yield page


@contextmanager
def _reading(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("request", lambda asked: None if asked.url.startswith((site, "data:")) else wrong.append(asked.url))
    page.goto(f"{site}/nl/")
    screens: list[str] = []
    page.on("framenavigated", lambda frame: screens.append(frame.url.partition("#")[0]))
    yield page
    context.close()
    assert not wrong
    assert len(set(screens)) <= MOST_SCREENS, screens


def _write_work() -> None:
    """Employment by origin in some towns and their region: 70 % and 60 %, in Gent less each year."""
    towns = ("44021", "41002", "11002", "46021", "31005", "34022")
    rows = []
    for area in (*towns, FLANDERS):
        for year in range(2016, 2024):
            size = 10_000.0 * (len(towns) if area == FLANDERS else 1)
            lower = 0.6 - (0.02 * (year - 2013) if area == "44021" else 0)
            for origin, rate in (("belgian_origin", 0.7), ("non_eu_origin", lower)):
                rows.append(_figure("WE_02", area, year, round(rate * size), size, origin))
            rows.append(_figure("WE_02", area, year, round((0.7 + lower) * size), 2 * size))
            rows.append(_figure("WE_06", area, year, None, None) | {"value": 100 * (0.7 - lower)})
    figures = pl.DataFrame(rows, schema=FIGURES)
    others = [one for one in towns if one != "44021"]
    similar = pl.DataFrame(
        [dict.fromkeys(SIMILAR) | {"area": "44021", "neighbour": one, "rank": at} for at, one in enumerate(others, 1)],
        schema=SIMILAR,
    )
    editions.write(
        "work",
        editions.Made(
            kind="demo",
            figures=figures,
            derived=derived(figures, catalogue().values(), similar),
            areas=published_areas(),
            indicators=as_published(),
            inputs=[],
        ),
    )
    editions.make_current("work")


def _figure(
    indicator: str, area: str, year: int, part: float | None, whole: float | None, origin: str = TOTAL
) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(FIGURES) | dict.fromkeys(BREAKDOWNS, TOTAL)
    row |= {"indicator": indicator, "area": area, "geography": "2025", "as_published": False, "period": str(year)}
    row |= {"numerator": part, "denominator": whole, "value": None if not whole else 100 * (part or 0.0) / whole}
    return row | {"status": "ok", "reason": "", "flags": "", "source": "ksz", "method": "", "origin": origin}
