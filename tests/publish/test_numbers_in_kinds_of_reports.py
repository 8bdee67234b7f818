"""Every number in the text of every kind of report, in every language, is derived again from the edition."""

from pathlib import Path

import pytest

from liim.editions import Edition
from liim.model import LANGUAGES, Language
from liim.publish.highlights import standing_out
from liim.publish.report import KINDS, Kind, chapters, front, report
from liim.publish.town import town
from tests.publish.derived_again import numbers_without_proof, pages_of, squeezed


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_number_of_every_kind_of_report_is_derived_again_in_every_language(
    demo: Edition, tmp_path: Path, language: Language, kind: Kind
) -> None:
    for nis in ("44021", "73028", "46030", "21004", "02000", "10000"):  # a city, the smallest, a merged one, Brussels …
        pages = pages_of(report(demo, nis, language, kind), tmp_path)
        assert numbers_without_proof(demo, nis, pages, language, kind) == set()
        if kind == "short":
            every = chapters.speeches(town(demo, nis), language)
            said = [one.text for lead in standing_out(town(demo, nis), every) for one in lead.said]
            gap = front.gap(town(demo, nis), every)
            whole = squeezed(" ".join(pages))
            assert [one for one in said if squeezed(one) not in whole] == []
            assert gap is None or squeezed(gap["said"][0]) in whole
