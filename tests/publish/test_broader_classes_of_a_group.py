"""A broader class that is told of one municipality is not one of its group: the others do not tell theirs."""

from pathlib import Path

import polars as pl
import pytest

from liim import editions
from liim.editions.layout import FIGURES
from liim.publish.report import group
from tests.publish.conftest import figure
from tests.publish.test_report_kinds import made_of

SMALL, LARGE = "44083", "11002"


def test_a_group_is_not_told_by_the_broader_classes_of_one_member(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIIM_HOME", str(tmp_path))
    hidden = {"numerator": None, "value": None, "status": "withheld", "reason": "protects_people"}
    rows = [
        figure("DE_51", SMALL, "2024", 14, 14),
        *(figure("DE_51", SMALL, "2024", 3, 14, age=one) | hidden for one in ("18-24", "25-49", "50-64", "65+")),
        *(figure("DE_51", SMALL, "2024", 7, 14, age=one) for one in ("18-49", "from_50")),
        figure("DE_51", LARGE, "2024", 40, 40),
        *(figure("DE_51", LARGE, "2024", 10, 40, age=one) for one in ("18-24", "25-49", "50-64", "65+")),
    ]
    editions.write("groups", made_of(pl.DataFrame(rows, schema=FIGURES)))
    with editions.open_edition("groups") as opened:
        told = group(opened, (SMALL, LARGE), "Twee").classes("DE_51")
    assert {dict(one.classes)["age"] for one in told} == {"18-24", "25-49", "50-64", "65+"}
