"""The gap of a group that somebody puts together: a difference of its own two levels, in rows as in the picture."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from liim import editions
from liim.editions import Edition, Figure
from liim.editions.layout import FIGURES
from liim.model import Status
from liim.publish import batch
from liim.publish.readers import check_published
from liim.publish.report import group
from tests.publish.conftest import Row, figure
from tests.publish.test_report_kinds import made_of

GROUP = ("44083", "11002")
WHERE = (*GROUP, "02000")
WORKING = {"belgian_origin": 0.8, "non_eu_origin": 0.6}


def levels(area: str, people: int, **other: str) -> list[Row]:
    """Who works by origin, and the gap between the two, as every edition has them."""
    counts = {one: round(share * people) + len(area) for one, share in WORKING.items()}
    gap = 100 * (counts["belgian_origin"] - counts["non_eu_origin"]) / people
    by_origin = [figure("WE_02", area, "2022", count, people, origin=one) for one, count in counts.items()]
    return [*by_origin, figure("WE_06", area, "2022", None, None, value=gap) | other]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIIM_HOME", str(tmp_path))
    return tmp_path


def edition_of(rows: list[Row]) -> Edition:
    editions.write("levels", made_of(pl.DataFrame(rows, schema=FIGURES)))
    return editions.open_edition("levels")


@pytest.fixture
def edition(home: Path) -> Iterator[Edition]:
    rows = [row for place, area in enumerate(WHERE) for row in levels(area, 1000 * (place + 1))]
    with edition_of(rows) as opened:
        yield opened


def the_gap(opened: Edition) -> Figure:
    (found,) = group(opened, GROUP, "Twee").totals("WE_06")
    return found


def test_the_gap_of_a_group_is_the_difference_of_its_levels(edition: Edition) -> None:
    """Its two levels add up, so that the row and the picture on the first page say the same."""
    drawn = next(row for row in group(edition, GROUP, "Twee").gaps if row["gap"] == "WE_06")
    assert the_gap(edition).status == Status.OK
    assert the_gap(edition).value == pytest.approx(drawn["value"])


def test_a_withheld_level_withholds_the_gap_of_a_group(home: Path) -> None:
    rows = [row for area in WHERE for row in levels(area, 1000)]
    hidden = {"numerator": None, "value": None, "status": "withheld", "reason": "protects_people"}
    rows[1] |= hidden
    rows[2] |= hidden
    with edition_of(rows) as opened:
        assert (the_gap(opened).status, the_gap(opened).value) == (Status.WITHHELD, None)


def test_a_gap_that_was_published_without_its_levels_is_missing_for_a_group(home: Path) -> None:
    rows = [row for area in WHERE for row in levels(area, 1000) if row["indicator"] == "WE_06"]
    with edition_of(rows) as opened:
        assert (the_gap(opened).status, the_gap(opened).reason) == (Status.MISSING, "not_additive")


def test_the_gate_passes_the_report_of_a_group_with_a_gap(edition: Edition, tmp_path: Path) -> None:
    batch.document_of_group(group(edition, GROUP, "Twee"), tmp_path / "documents")
    assert check_published(edition.folder, tmp_path / "documents") == []
