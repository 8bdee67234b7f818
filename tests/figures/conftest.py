"""Small figures, drawn in the words of the field."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import settings

from liim.formulas import Formula
from liim.model import Indicator, Theme, Threshold

WORK = Theme(id="work", title="Werk", order=3)
REFERENCE = Path(__file__).parents[2].parent / "shared" / "reference"

settings.register_profile("figures", deadline=None)  # the machine is shared: a slow moment is no failure
settings.load_profile("figures")

Figures = Callable[..., pl.DataFrame]
Declare = Callable[..., Indicator]


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of reference vectors, where they lie."""
    if not REFERENCE.is_dir():
        pytest.skip("no reference vectors beside the project")
    return REFERENCE


@pytest.fixture(scope="session")
def declare() -> Declare:
    """An indicator with everything but what the test is about filled in."""

    def make(kind: str = "share", **traits: Any) -> Indicator:
        per = traits.pop("per", 100.0)
        formula = Formula(kind=kind, plus=(), per=per)  # type: ignore[arg-type]  # tests name kinds as text
        defaults: dict[str, Any] = {
            "id": "X",
            "title": "",
            "definition": "",
            "theme": WORK,
            "unit": "%",
            "moment": "01-01",
            "disclosure": Threshold(),
        }
        return Indicator(formula=formula, **{**defaults, **traits})

    return make


@pytest.fixture(scope="session")
def figures() -> Figures:
    """A table of figures from the columns that matter to a test."""

    def make(**columns: Any) -> pl.DataFrame:
        defaults: dict[str, Any] = {
            "indicator": "X",
            "area": "44021",
            "geography": "2025",
            "as_published": True,
            "period": "2022",
            "sex": "total",
            "numerator": None,
            "denominator": None,
            "value": None,
            "status": "ok",
            "reason": "",
        }
        height = max((len(c) for c in columns.values() if isinstance(c, list)), default=1)
        data = {k: v if isinstance(v, list) else [v] * height for k, v in {**defaults, **columns}.items()}
        schema = dict.fromkeys(("numerator", "denominator", "value"), pl.Float64)
        return pl.DataFrame(data, schema_overrides=schema, strict=False)

    return make
