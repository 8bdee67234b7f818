"""Similar municipalities as a reader asks for them: all traits, or some left out."""

from collections.abc import Iterator

import numpy as np
import polars as pl
import pytest

from liim import editions, geography
from liim.catalogue.published import as_published
from liim.catalogue.structure import TRAITS
from liim.editions import Edition, similar_without
from liim.editions.areas import published_areas
from liim.editions.layout import FIGURES
from liim.figures.structure import similar_municipalities, structure

GHENT, BRUSSELS = "44021", "21004"
TOWNS = sorted(geography.municipalities("2025"))


@pytest.fixture
def edition(home: object) -> Iterator[Edition]:
    """An edition of drawn traits; growth is not known, since there is one year."""
    del home  # a LIIM_HOME of its own
    rng = np.random.default_rng(4)
    drawn = [
        pl.DataFrame({"area": TOWNS, "value": rng.lognormal(9, 0.5, len(TOWNS))}).with_columns(
            indicator=pl.lit(trait.id), geography=pl.lit("2025"), period=pl.lit("2021"), status=pl.lit("ok")
        )
        for trait in TRAITS
    ]
    towns = structure(pl.concat(drawn), {town: 10.0 + at for at, town in enumerate(TOWNS)})
    classes = {"typology": "bos", "area": [GHENT], "class": ["stad"], "title": ["Stad"], "reason": [""]}
    made = editions.Made(
        kind="open",
        figures=pl.DataFrame(schema=FIGURES),
        areas=published_areas(),
        indicators=as_published(),
        inputs=[],
        derived={"similar": similar_municipalities(towns), "typologies": pl.DataFrame(classes)},
    )
    with Edition(editions.write("drawn", made)) as opened:
        yield opened


def test_with_nothing_left_out_they_are_those_of_the_edition(edition: Edition) -> None:
    for area in (GHENT, BRUSSELS):
        asked = edition.queries
        found, known = similar_without(edition, area, ()), edition.similar(area)
        assert edition.queries == asked + 2
        assert [one["neighbour"] for one in found] == [one["neighbour"] for one in known]
        for one, other in zip(found, known, strict=True):
            used = [part for part in other["variables"] if not part["reason"]]
            assert [part["variable"] for part in one["variables"]] == [part["variable"] for part in used]
            assert one["distance"] == pytest.approx(other["distance"])


def test_a_trait_that_is_left_out_plays_no_part_and_the_rest_adds_up(edition: Edition) -> None:
    found = similar_without(edition, GHENT, ["inhabitants", "density"])
    assert [one["rank"] for one in found] == list(range(1, 11))
    for one in found:
        assert not {"inhabitants", "density"} & {part["variable"] for part in one["variables"]}
        assert sum(part["contribution"] for part in one["variables"]) == pytest.approx(one["distance"])
    assert [one["neighbour"] for one in found] != [one["neighbour"] for one in edition.similar(GHENT)]


@pytest.mark.parametrize(
    ("off", "says"), [(["wealth"], "no variable wealth"), (None, "Every variable is switched off")]
)
def test_what_leaves_no_likeness_is_refused_in_words(edition: Edition, off: list[str] | None, says: str) -> None:
    used = {part["variable"] for part in edition.similar(GHENT)[0]["variables"] if not part["reason"]}
    with pytest.raises(ValueError, match=says):
        similar_without(edition, GHENT, used if off is None else off)


def test_the_class_of_a_town_in_an_official_typology_is_told(edition: Edition) -> None:
    assert [(one["typology"], one["title"]) for one in edition.typologies(GHENT)] == [("bos", "Stad")]
    assert edition.typologies(BRUSSELS) == []
