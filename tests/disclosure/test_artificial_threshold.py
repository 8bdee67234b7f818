"""The publishers' own files under a rule that they do not need: foreign nationals by age and sex, at least ten."""

from dataclasses import replace
from pathlib import Path

import pytest

from liim import sources
from liim.catalogue import catalogue
from liim.cells import cells
from liim.disclosure import protect_all
from liim.disclosure.outside import attack_figures
from liim.figures.values import values
from liim.model import Threshold

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "statbel" / "population"


@pytest.mark.real
def test_foreign_nationals_by_age_and_sex_below_ten_cannot_be_found() -> None:
    if not DATA.is_dir():
        pytest.skip("needs the population files beside the repository, in shared/data/statbel/population")
    indicators = [
        replace(catalogue()[id_], disclosure=Threshold(minimum=10)) for id_ in ("DE_42", "DE_44", "DE_45")
    ] + [catalogue()["DE_36"]]
    truth = cells(sources.observe_all(sources.find(DATA)), indicators)
    made = protect_all(truth, indicators, {})
    assert made.cells.filter(quantity="foreign_nationals", status="withheld").height > 100
    assert made.cells.filter(quantity="inhabitants", status="withheld").is_empty()
    figures = values(made.cells, indicators)
    attacked = attack_figures(figures, indicators, {}, made.required)
    assert len(attacked) >= 4
    assert {(one.given_away, one.too_close) for one in attacked} == {((), ())}
