"""Of a group of less than thirty no gap is told, and thirty is a number: the gate knows of which groups it is said."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from liim import editions
from liim.editions import Edition
from liim.editions.layout import FIGURES
from liim.model import LANGUAGES, Language
from liim.publish.gap_sentences import why
from liim.publish.readers import Judge
from liim.publish.readers.figures import Figures
from liim.publish.readers.passages import Passage
from liim.publish.readers.safe import Safe
from liim.publish.readers.texts import Texts
from liim.publish.report import report
from tests.publish.conftest import figure
from tests.publish.test_report_kinds import made_of

FEW, MANY = "44083", "11002"


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Edition]:
    """One place with twelve people of non-EU origin, and one with a thousand."""
    monkeypatch.setenv("LIIM_HOME", str(tmp_path))
    rows = []
    for area, few in ((FEW, 12), (MANY, 1_000), ("02000", 1_012)):
        people = {"belgian_origin": (710, 1_000), "non_eu_origin": (few // 2, few)}
        rows += [figure("WE_02", area, "2022", *counts, origin=one) for one, counts in people.items()]
        rows.append(figure("WE_06", area, "2022", None, None, status="missing"))
    editions.write("few", made_of(pl.DataFrame(rows, schema=FIGURES)))
    with editions.open_edition("few") as opened:
        yield opened


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_that_says_of_whom_there_are_too_few_passes(
    edition: Edition, tmp_path: Path, language: Language
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(report(edition, FEW, language))
    assert Judge(edition.folder).faults(path) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("area", "faults"), [(FEW, 0), (MANY, 1)])
def test_that_there_are_too_few_is_said_only_where_it_is_published(
    edition: Edition, language: Language, area: str, faults: int
) -> None:
    said = Passage("here", why("group_too_small", language), language, frozenset({"WE_06"}), frozenset({area}))
    assert len(Texts(Safe(edition.folder, Figures(edition.folder))).faults([said])) == faults


@pytest.mark.parametrize("said", ["minder dan 30%", "minder dan 30,0 mensen"])
def test_that_there_are_too_few_is_said_of_people_only(edition: Edition, said: str) -> None:
    told = Passage("here", said, "nl", frozenset({"WE_06"}), frozenset({FEW}))
    assert len(Texts(Safe(edition.folder, Figures(edition.folder))).faults([told])) == 1
