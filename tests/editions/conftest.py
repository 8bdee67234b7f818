"""A small edition of invented figures."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from liim import editions
from liim.catalogue import catalogue
from liim.catalogue.published import as_published
from liim.editions.areas import published_areas
from liim.editions.layout import FIGURES
from liim.figures.derived import derived
from liim.figures.structure import COLUMNS as SIMILAR
from liim.model import TOTAL
from liim.observations import BREAKDOWNS

Write = Callable[..., Path]


def figure(indicator: str, area: str, **other: object) -> dict[str, object]:
    """One invented figure: 12 % of 100, unless told otherwise."""
    row: dict[str, object] = dict.fromkeys(FIGURES)
    row |= dict.fromkeys(BREAKDOWNS, TOTAL)
    row |= {"indicator": indicator, "area": area, "geography": "2025", "as_published": False, "period": "2023"}
    row |= {"numerator": 12.0, "denominator": 100.0, "value": 12.0, "status": "ok"}
    return row | {"reason": "", "flags": "", "source": "made", "method": ""} | other


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A LIIM_HOME of its own for each test."""
    monkeypatch.setenv("LIIM_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def write() -> Write:
    """Write an edition of the figures given."""

    def _write(id_: str, *figures: dict[str, object], kind: str = "open", **documents: Callable[[Path], None]) -> Path:
        usual = (figure("DE_42", "44021"), figure("DE_42", "02000", value=8.0))
        made = editions.Made(
            kind=kind,
            figures=pl.DataFrame(list(figures or usual), schema=FIGURES),
            # Of the usual figures: of those that cannot be, nothing could be derived.
            derived=derived(pl.DataFrame(usual, schema=FIGURES), catalogue().values(), pl.DataFrame(schema=SIMILAR)),
            areas=published_areas(),
            indicators=as_published(),
            inputs=[{"source": "made", "name": "made.csv", "sha256": "0" * 64, "date": "2026-01-01"}],
            documents=documents,
        )
        return editions.write(id_, made)

    return _write
