"""Every code that an edition may hold beside its figures has words in every language."""

from itertools import product
from pathlib import Path

import polars as pl
import pytest

from liim.figures.structure import VARIABLES
from liim.model import HAS_NO_COUNT, LANGUAGES
from liim.publish.words import has_word, word

COMPARISONS = ("higher", "lower", "better", "worse", "no_difference")
GAPS = ("wider", "narrower", "no_difference", "widening", "narrowing", "no_trend")
REASONS = (
    *(f"own_{status}" for status in HAS_NO_COUNT),
    *("own_empty", "own_unknown", "compared_with_itself", "no_test", "no_counts", "within_margin"),
    *(f"benchmark_{what}" for what in ("withheld", "missing", "empty", "of_one")),
    *("too_few_points", "series_break", "another_territory", "not_yearly", "overlapping_periods"),
    *("value_missing", "pool_too_small", "not_delivered", "delivered_in_part", "same_everywhere"),
    *(f"{side}_{why}" for side, why in product(("group", "reference"), (*HAS_NO_COUNT, "too_small", "without_counts"))),
)
KEYS = [
    *(f"verdict_{code}" for code in COMPARISONS),
    *(f"gap_{code}" for code in GAPS),
    *(f"why_{code}" for code in REASONS),
    *(f"trait_{one.id}" for one in VARIABLES),
    *(f"trait_domain_{one.domain}" for one in VARIABLES),
]
PARTS = dict.fromkeys(("in_area", "the_area", "value", "from_period"), "…")


@pytest.mark.parametrize("key", KEYS)
def test_there_are_words_for_it_in_every_language(key: str) -> None:
    for language in LANGUAGES:
        assert word(key, language, **PARTS)


@pytest.mark.real
def test_the_edition_made_from_real_files_holds_no_other_reason(real_home: Path) -> None:
    folder = real_home / "editions/real"
    names = ("comparisons", "trends", "similar", "gaps", "gap_comparisons", "gap_trends")
    reasons = {reason for name in names for reason in pl.read_parquet(folder / f"{name}.parquet")["reason"]}
    assert [reason for reason in sorted(reasons - {""}) if not has_word(f"why_{reason}")] == []
