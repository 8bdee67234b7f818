"""The tables of classes: each number on one line of its own, however long, and no row higher than it need be."""

from pathlib import Path
from typing import Any

import polars as pl
import pypdf
import pytest

from liim import editions
from liim.editions import Edition
from liim.editions.layout import FIGURES
from liim.publish.report import report
from liim.publish.report.chapters import LINE, chapters, speeches
from liim.publish.town import town
from tests.publish.conftest import Row, figure
from tests.publish.test_report_kinds import made_of

REGION, WHOLE = "02000", 6_653_062
EDGES = {"status": "bounded", "numerator_lower": 41_236.0, "numerator_upper": 41_774.0}
SURE = {"lower": 99.98, "upper": 100.0, "method": "wilson"}


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """A region of which nearly all are counted, with the longest numbers that a table has to hold."""
    monkeypatch.setenv("LIIM_HOME", str(tmp_path))
    rows: list[Row] = [
        figure("DE_44", REGION, "2024", None, WHOLE, sex="male", **EDGES),
        figure("DE_44", REGION, "2024", WHOLE, WHOLE, sex="female", **SURE),
        figure("WE_17", REGION, "2024", 5, 9, origin="belgian_origin", schooling="middle_schooled"),
    ]
    editions.write("long", made_of(pl.DataFrame(rows, schema=FIGURES)))
    return editions.open_edition("long")


def table(edition: Edition, indicator: str) -> dict[str, Any]:
    place = town(edition, REGION)
    every = [one for chapter in chapters(place, speeches(place, "nl")) for one in chapter["indicators"]]
    found: dict[str, Any] = next(one["classes"] for one in every if one["id"] == indicator)
    return found


def test_bounds_and_intervals_stand_on_one_line_however_long(edition: Edition, tmp_path: Path) -> None:
    """Two lines in a row of one stand over each other, and nobody can read either."""
    (tmp_path / "region.pdf").write_bytes(report(edition, REGION))
    pages = pypdf.PdfReader(tmp_path / "region.pdf").pages
    lines = [line for page in pages for line in page.extract_text().split("\n")]
    assert any("41.236–41.774" in line for line in lines)
    assert any("100,0%–100,0%" in line for line in lines)


def test_a_name_has_the_room_of_a_region_that_is_not_there(edition: Edition) -> None:
    """Rows of two lines for names of one look as if something is missing."""
    told = table(edition, "WE_17")
    assert len(told["rows"][0][0]) > 29
    assert told["heights"] == [LINE]
