"""Charts are approved by their diff; a small edition of invented figures holds every status."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from liim import editions
from liim.catalogue import catalogue
from liim.catalogue.published import as_published
from liim.editions import Edition
from liim.editions.areas import published_areas
from liim.editions.layout import FIGURES
from liim.figures.derived import derived
from liim.figures.structure import COLUMNS as SIMILAR
from liim.model import TOTAL
from liim.observations import BREAKDOWNS
from liim.publish import DOCUMENTS

Row = dict[str, Any]

NOBODY_ALIKE = pl.DataFrame(schema=SIMILAR)
WHOLES = {"44083": 43_922, "73028": 78, "11002": 534_000, "21004": 186_916, "02000": 6_653_062, "04000": 1_219_970}

GOLDEN = Path(__file__).parents[1] / "golden"
APPROVE = "LIIM_APPROVE"  # set it to write what was made as the new approved output

Approve = Callable[[str, str], None]


@pytest.fixture
def approve() -> Approve:
    """Hold a text against its approved version, one line per element so that a difference can be read."""

    def _approve(name: str, made: str) -> None:
        path, readable = GOLDEN / name, made.replace("><", ">\n<") + "\n"
        if os.environ.get(APPROVE):
            path.write_text(readable, encoding="utf-8")
        assert path.exists(), f"{name} was never approved: look at it, then run again with {APPROVE}=1."
        assert readable == path.read_text(encoding="utf-8"), f"{name} changed: look, then run with {APPROVE}=1."

    return _approve


def figure(indicator: str, area: str, period: str, count: float | None, whole: float | None, **other: Any) -> Row:
    """One invented figure, its value worked out from its counts."""
    per = 1000 if indicator in {"DE_49", "PC_01"} else 100
    row: Row = dict.fromkeys(FIGURES)
    row |= dict.fromkeys(BREAKDOWNS, TOTAL)
    row |= {"indicator": indicator, "area": area, "geography": "2025", "as_published": True, "period": period}
    row |= {"numerator": count, "denominator": whole, "status": "ok", "reason": "", "flags": "", "source": "invented"}
    if count is not None and whole:
        row["value"] = per * count / whole
    return row | {"method": None} | other


def invented() -> list[Row]:
    """Five places with every status, a break, a rebuilt past, and nothing for Brussels where nothing applies."""
    rows = []
    for place, (area, whole) in enumerate(WHOLES.items()):
        for year in range(2017, 2025):
            count = round(whole * (0.05 + 0.01 * (year - 2017) + 0.01 * place))
            rebuilt = {"flags": "rebuilt", "as_published": False} if area == "44083" and year < 2019 else {}
            latest = {"status": "provisional"} if year == 2024 else {}
            rows.append(figure("DE_42", area, str(year), count, whole, **rebuilt, **latest))
        rows += [
            figure("DE_44", area, "2024", count // 2, whole // 2, sex="male"),
            figure("DE_44", area, "2024", count - count // 2, whole - whole // 2, sex="female"),
        ]
        rows += newcomers(area, whole)
        rows.append(figure("PC_05", area, "2024", None, None, value=None if area == "02000" else 4.25 + place))
    for row in rows:
        if row["indicator"] == "PC_05" and row["value"] is None:
            row |= {"status": "missing", "reason": "not_additive"}
    return rows


def newcomers(area: str, whole: int) -> list[Row]:
    """A series with a break, an interval, a withheld year, a bounded one, a missing and a late one."""
    if area in {"21004", "04000"}:
        blank = {"status": "not_applicable", "reason": "outside_scope"}
        return [figure("DE_49", area, str(year), None, None, **blank) for year in range(2019, 2025)]
    count = round(whole / 200)
    span = {"lower": 4.0, "upper": 6.0, "method": "byar"}
    last = {"status": "not_yet"} if area == "11002" else {"status": "missing", "reason": "no_denominator"}
    edges = {"status": "bounded", "numerator_lower": count - 2.0, "numerator_upper": count + 2.0}
    return [
        figure("DE_49", area, "2019", count, whole, **span),
        figure("DE_49", area, "2020", None, whole, status="withheld", reason="protects_people"),
        figure("DE_49", area, "2021", count, whole, **span, status="estimated"),
        figure("DE_49", area, "2022", count, whole, **span, flags="break"),
        figure("DE_49", area, "2023", None, whole, **edges),
        figure("DE_49", area, "2024", None if area == "11002" else count, None, **last),
    ]


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """A small edition of invented figures."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIIM_HOME", str(tmp_path_factory.mktemp("home")))
        with make("invented", "open") as opened:
            yield opened


@pytest.fixture(scope="session")
def fictitious(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """The same figures in an edition of the demo."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIIM_HOME", str(tmp_path_factory.mktemp("demo")))
        with make("demo", "demo") as opened:
            yield opened


def make(id_: str, kind: str) -> Edition:
    """Write and open it."""
    inputs = [{"source": "invented", "file": "invented.csv", "sha256": "ab" * 32, "date": "2026-01-01"}]
    figures = pl.DataFrame(invented(), schema=FIGURES)
    made = editions.Made(
        kind=kind,
        figures=figures,
        derived=derived(figures, catalogue().values(), NOBODY_ALIKE),
        areas=published_areas(),
        indicators=as_published(),
        inputs=inputs,
        documents=DOCUMENTS,
    )
    editions.write(id_, made)
    return editions.open_edition(id_)


@pytest.fixture
def demo(demo_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Edition]:
    """The released edition of the demo."""
    monkeypatch.setenv("LIIM_HOME", str(demo_home))
    with editions.current() as opened:
        yield opened
