"""What the page of a figure tells of its classes where some of them may not be shown, or tell nothing."""

from collections.abc import Callable
from typing import Any

Page = Callable[[str], str]
Release = Callable[..., str]

GENT = "/nl/gemeente/gent-44021/"


def test_broader_classes_stand_in_the_place_of_finer_ones_that_may_not_be_shown(
    release: Release, page: Page, figure: Callable[..., dict[str, object]]
) -> None:
    hidden = {"numerator": None, "denominator": None, "value": None, "status": "withheld"}
    ages = [figure("DE_51", "44021", age=one, **hidden) for one in ("18-24", "25-49", "50-64", "65+")]
    broader = [
        figure("DE_51", "44021", age=one, numerator=7.0, denominator=14.0, value=50.0) for one in ("18-49", "from_50")
    ]
    release("e1", figure("DE_51", "44021", numerator=14.0, denominator=14.0, value=100.0), *ages, *broader)
    text = page(f"{GENT}DE_51/")
    table = text[text.index("<caption>Meerderjarige nieuwkomers, naar leeftijd, Gent, leeftijd, 2023") :]
    table = table[: table.index("</table>")]
    assert "in ruimere klassen: van de fijnere mag er geen getoond worden" in table
    assert "18 tot en met 49 jaar" in table
    assert "50 jaar en ouder" in table
    assert "18 tot en met 24 jaar" not in table
    assert "18 tot en met 49 jaar" not in page("/nl/indicator/DE_51/"), "no map of what few towns have"


def test_zeros_beside_an_unknown_that_holds_everyone_are_said_to_tell_nothing(
    release: Release, page: Page, figure: Callable[..., dict[str, Any]]
) -> None:
    """Nobody of 25 years came, or nobody wrote down how old they are: that is not the same."""

    def part(area: str, count: float, **classes: str) -> dict[str, Any]:
        return figure("DE_51", area, numerator=count, denominator=6.0, value=100 * count / 6, **classes)

    nobody_known = [part("44021", 6), part("44021", 0, age="18-24"), part("44021", 0, age="25-49")]
    some_known = [part("11002", 6), part("11002", 1, age="18-24"), part("11002", 0, age="25-49")]
    release("e1", *nobody_known, part("44021", 6, age="unknown"), *some_known, part("11002", 5, age="unknown"))
    said = "Van niemand is dit bekend"
    assert said in page(f"{GENT}DE_51/")
    assert said not in page("/nl/gemeente/antwerpen-11002/DE_51/")
