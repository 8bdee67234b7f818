"""How much of a difference matters."""

from dataclasses import replace

from liim.catalogue import catalogue
from liim.catalogue.margins import with_margin


def test_every_figure_that_is_tested_has_a_margin_and_no_other_has() -> None:
    """Else a profile calls each difference of a tenth of a point a difference, in towns that are large enough."""
    for id_, indicator in catalogue().items():
        assert (indicator.margin is not None) == (indicator.formula.kind in {"share", "composition", "rate"}), id_


def test_a_margin_that_is_declared_goes_before_that_of_the_unit() -> None:
    assert catalogue()["DE_42"].margin == 1
    assert with_margin(replace(catalogue()["DE_42"], margin=0.2)).margin == 0.2
