"""A report tells what changed since the edition before: how many figures, which are no people."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from liim import editions
from liim.catalogue import catalogue
from liim.catalogue.published import as_published
from liim.editions import Edition
from liim.editions.areas import published_areas
from liim.editions.layout import FIGURES
from liim.figures.derived import derived
from liim.model import LANGUAGES
from liim.publish import DOCUMENTS
from liim.publish.readers import check_published
from liim.publish.readers.comparing import Judge
from liim.publish.readers.passages import Passage
from liim.publish.readers.texts import Texts
from liim.publish.report import report
from tests.publish.conftest import NOBODY_ALIKE, Row, figure, invented

DEINZE = "44083"


def released(id_: str, rows: list[Row]) -> Edition:
    figures = pl.DataFrame(rows, schema=FIGURES)
    made = editions.Made(
        kind="open",
        figures=figures,
        derived=derived(figures, catalogue().values(), NOBODY_ALIKE),
        areas=published_areas(),
        indicators=as_published(),
        inputs=[{"source": "invented", "file": "invented.csv", "sha256": "ab" * 32, "date": "2026-01-01"}],
        documents=DOCUMENTS,
    )
    editions.write(id_, made)
    editions.make_current(id_)
    return editions.open_edition(id_)


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """The edition after one that lacked the last year, showed other numbers, and some that are gone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIIM_HOME", str(tmp_path_factory.mktemp("home")))
        now = invented()
        earlier = [row for row in now if (row["indicator"], row["period"]) != ("DE_42", "2024")]
        earlier = [
            row | {"numerator": row["numerator"] + 1, "value": 100 * (row["numerator"] + 1) / row["denominator"]}
            if row["indicator"] == "DE_42"
            else row
            for row in earlier
        ]
        gone = [figure("DE_36", DEINZE, str(year), 900 + year, 43_922) for year in range(2000, 2013)]
        released("2025-11", [*earlier, *gone])
        yield released("2026-11", now)


def test_a_report_that_tells_what_changed_passes_the_gate(second: Edition, tmp_path: Path) -> None:
    for language in LANGUAGES:
        (tmp_path / f"{DEINZE}-{language}.pdf").write_bytes(report(second, DEINZE, language))
    assert check_published(second.folder, tmp_path) == []


def test_another_number_among_the_changes_does_not(second: Edition) -> None:
    texts: Texts = Judge(second.folder)._texts
    said = Passage("a row", "7", "nl", frozenset({"DE_42"}), frozenset({DEINZE}), "changes")
    assert texts.faults([said]) == []  # seven years were revised
    assert texts.faults([said._replace(text="417")]) != []
