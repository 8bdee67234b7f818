"""Every number in ten of twenty sampled reports is derived again from the edition; ten more have their own file."""

from pathlib import Path

from liim.editions import Edition
from tests.publish.derived_again import SAMPLED, sampled, without_proof


def test_every_number_in_ten_reports_is_derived_again_from_the_edition(demo: Edition, tmp_path: Path) -> None:
    assert without_proof(demo, sampled(demo)[: SAMPLED // 2], tmp_path) == []
