"""The other ten of twenty sampled reports, in a file of their own so that another process may take it."""

from pathlib import Path

from liim.editions import Edition
from tests.publish.derived_again import SAMPLED, sampled, without_proof


def test_every_number_in_ten_more_reports_is_derived_again_from_the_edition(demo: Edition, tmp_path: Path) -> None:
    assert len(set(sampled(demo))) == SAMPLED
    assert without_proof(demo, sampled(demo)[SAMPLED // 2 :], tmp_path) == []
