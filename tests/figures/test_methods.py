from typing import Any

import polars as pl

from liim.figures.gaps import Gap, gaps
from liim.figures.intervals import with_intervals
from liim.figures.methods import METHODS
from liim.figures.surveys import survey_means, survey_shares

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
