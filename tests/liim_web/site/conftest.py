"""A small edition of invented figures for the pages: every kind of figure, in a few places."""

from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
from django.test import Client

from liim import editions
from liim.catalogue import catalogue
from liim.catalogue.published import as_published
from liim.editions.areas import published_areas
from liim.editions.layout import FIGURES, editions_folder
from liim.editions.released import record
from liim.figures.derived import derived
from liim.figures.structure import COLUMNS as SIMILAR
from liim.model import TOTAL
from liim.observations import BREAKDOWNS

AALST, DEINZE, GENT, HERSTAPPE, ELSENE = "41002", "44083", "44021", "73028", "21009"
FLANDERS, BRUSSELS = "02000", "04000"

Release = Callable[..., str]


def figure(indicator: str, area: str, period: str = "2023", **other: object) -> dict[str, object]:
    """One invented figure: 12 % of 1,000, unless told otherwise."""
    row: dict[str, object] = dict.fromkeys(FIGURES)
    row |= dict.fromkeys(BREAKDOWNS, TOTAL)
    row |= {"indicator": indicator, "area": area, "geography": "2025", "as_published": False, "period": period}
    row |= {"numerator": 120.0, "denominator": 1000.0, "value": 12.0, "status": "ok"}
    return row | {"reason": "", "flags": "", "source": "made", "method": ""} | other


def blank(indicator: str, area: str, status: str, reason: str = "", period: str = "2023") -> dict[str, object]:
    """A figure that is not there."""
    return figure(indicator, area, period, numerator=None, denominator=None, value=None, status=status, reason=reason)


def some_figures() -> Iterator[dict[str, object]]:
    """Shares over the years with a break, a composition, a rate, and every status."""
    for place, area in enumerate((AALST, DEINZE, GENT, ELSENE, FLANDERS, BRUSSELS)):
        for year in range(2018, 2024):
            part = 100.0 + 10 * place + year - 2018
            yield figure("DE_42", area, str(year), numerator=part, value=part / 10, lower=part / 10 - 1,
                         upper=part / 10 + 1, method="wilson")  # fmt: skip
            yield figure("DE_49", area, str(year), numerator=5.0, value=5.0, flags="break" if year == 2022 else "")
        for sex, part in (("male", 70.0), ("female", 50.0)):
            yield figure("DE_44", area, sex=sex, numerator=part, denominator=500.0, value=part / 5)
        yield figure("DE_44", area)
        yield figure("PC_04", area, numerator=300.0, denominator=300.0, value=100.0)
        for origin in ("belgian_origin", "eu_origin", "non_eu_origin"):
            yield figure("PC_04", area, origin=origin, numerator=100.0, denominator=300.0, value=33.3)
    yield blank("DE_42", HERSTAPPE, "withheld")
    yield figure("DE_42", HERSTAPPE, "2022", status="provisional")
    yield blank("PC_02", AALST, "missing", "not_delivered")
    yield blank("PC_02", ELSENE, "not_applicable", "outside_scope")
    yield blank("PC_02", DEINZE, "not_yet")
    yield blank("PC_02", HERSTAPPE, "bounded") | {"numerator_lower": 10.0, "numerator_upper": 20.0,
                                                  "denominator": 100.0}  # fmt: skip
    yield figure("PC_02", GENT)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A LIIM_HOME of its own for each test."""
    monkeypatch.setenv("LIIM_HOME", str(tmp_path))
    return tmp_path


def write_edition(id_: str, *figures: dict[str, object], kind: str = "open") -> str:
    """Write an edition without releasing it."""
    made = pl.DataFrame(list(figures or some_figures()), schema=FIGURES)
    editions.write(
        id_,
        editions.Made(
            kind=kind,
            figures=made,
            derived=derived(made, catalogue().values(), pl.DataFrame(schema=SIMILAR)),
            areas=published_areas(),
            indicators=as_published(),
            sources=[{"id": "made", "publisher": "Niemand", "title": "Verzonnen", "licence": "", "page": ""}],
            inputs=[{"source": "made", "publisher": "Niemand", "licence": "", "file": "made_2023.csv",
                     "sha256": "0" * 64, "date": "2026-01-01"}],
        ),
    )  # fmt: skip
    return id_


def release_edition(id_: str = "e1", *figures: dict[str, object], kind: str = "open") -> str:
    """Write an edition and make it the current one, without the checks: figures may be drawn as small as one."""
    write_edition(id_, *figures, kind=kind)
    record(id_)
    pointer = editions_folder() / ".next"
    pointer.symlink_to(id_)
    pointer.replace(editions_folder() / "current")
    return id_


@pytest.fixture
def write() -> Release:
    """Write an edition without releasing it."""
    return write_edition


@pytest.fixture(scope="session")
def release_once() -> Release:
    """The same, for who reads many pages of one edition."""
    return release_edition


@pytest.fixture
def release() -> Release:
    """Write an edition and make it the current one."""
    return release_edition


@pytest.fixture(name="figure")
def figure_() -> Callable[..., dict[str, object]]:
    """Draw a figure."""
    return figure


@pytest.fixture
def page(client: Client) -> Callable[[str], str]:
    """The text of a page that is there."""

    def _page(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200, address
        return response.text

    return _page
