"""The tables that other software has protected before us."""

import pytest

from liim.disclosure.attack import attack, too_narrow
from liim.disclosure.suppress import protect
from liim.model import Threshold
from tests.disclosure.reference import benefits_by_region, municipalities_by_origin
from tests.disclosure.test_protect import small_only

pytestmark = pytest.mark.real


def test_hiding_only_small_counts_leaves_249_of_299_to_be_recomputed() -> None:
    cells, system, small = municipalities_by_origin()
    attacked = attack(small_only(cells, 5), system)
    assert (small, attacked.height, attacked["exact"].sum()) == (299, 299, 249)


def test_304_municipalities_by_14_origins_are_protected_sparingly() -> None:
    """At most 1.10 times the 526 cells of the optimum."""
    cells, system, _ = municipalities_by_origin()
    protected = protect(cells, system, {"people": Threshold(minimum=5)})
    assert protected.cells.filter(status="withheld").height <= 579
    attacked = attack(protected.cells, system)
    assert not attacked["exact"].any()
    assert not attacked["exact_not_zero"].any()
    assert too_narrow(attacked, protected.required).is_empty()


def test_benefits_by_region_need_six_cells() -> None:
    cells, system = benefits_by_region()
    protected = protect(cells, system, {"people": Threshold(minimum=4)})
    gone = protected.cells.filter(status="withheld")
    assert gone.height <= 6
    assert {("B", "arbeid"), ("D", "arbeid"), ("H", "arbeid")} <= set(gone.select("area", "origin").iter_rows())
    assert too_narrow(attack(protected.cells, system), protected.required).is_empty()
