from typing import Any

import polars as pl
import pytest

from liim.catalogue import catalogue
from liim.catalogue.statistics import METHODS, note_of, statistics_of
from liim.figures.gaps import Gap, gaps
from liim.figures.intervals import with_intervals
from liim.figures.surveys import survey_means, survey_shares
from liim.model import Indicator

IDS = {method.id for method in METHODS}


def test_every_method_beside_a_figure_is_explained(figures: Any, declare: Any) -> None:
    made: set[str] = set()
    for kind, numerator in (("share", 5), ("rate", 5), ("rate", 50), ("count", 50)):
        table = figures(numerator=[numerator], denominator=[100])
        made |= set(with_intervals(table, [declare(kind)], stocks=True)["method"])
    both = pl.concat([figures(origin=o, numerator=[50], denominator=[100]) for o in ("belgian", "non_eu")])
    gap = Gap(id="G", of="X", breakdown="origin", group="non_eu", reference="belgian", official="group_minus_reference")
    made |= set(gaps(both, [declare()], [gap])["method"])
    answers = pl.DataFrame({"yes": [True, False] * 20, "all": True, "score": 1.0, "stratum": "a", "weight": 1.0})
    design: dict[str, Any] = {"stratum": "stratum", "weight": "weight"}
    for answer in ("yes", "all"):
        made |= set(survey_shares(answers, answer, **design)["method"])
    made |= set(
        survey_means(answers.with_columns(score=pl.int_range(40).cast(pl.Float64)), "score", **design)["method"]
    )
    assert made <= IDS
    assert len(made) == 8
    assert len(METHODS) == len(IDS)


@pytest.mark.parametrize("indicator", catalogue().values(), ids=lambda one: one.id)
def test_the_method_sheet_names_the_method_that_the_interval_is_made_with(figures: Any, indicator: Indicator) -> None:
    """Counts below and above ten, since rates change method there."""
    if indicator.formula.kind == "published":
        table = figures(indicator=indicator.id, numerator=[None], denominator=[None], value=[20.0])
    else:
        table = figures(indicator=indicator.id, numerator=[5, 50], denominator=[100, 100], period=["2021", "2022"])
    made = set(with_intervals(table, [indicator])["method"].drop_nulls())
    told = {method.id for use, method in statistics_of(indicator) if use == "interval"} - {"newcombe"}
    assert made == told


def test_a_sheet_without_statistics_says_why() -> None:
    for indicator in catalogue().values():
        told = statistics_of(indicator)
        assert (note_of(indicator) == "no_interval") == (told == ())


def test_the_share_of_which_sectors_tell_names_the_indices() -> None:
    inside = {id_ for id_, one in catalogue().items() if any(use == "inside" for use, _ in statistics_of(one))}
    assert inside == {"DE_42"}
