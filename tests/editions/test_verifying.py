"""An edition that does not hold together is found out from outside."""

import pytest

from liim import editions

from .conftest import Write, figure


def failed(id_: str) -> list[str]:
    return [check.name for check in editions.verify(editions.open_edition(id_)) if not check.passed]


def test_a_whole_edition_passes_every_check(write: Write) -> None:
    write("one")
    assert failed("one") == []


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        (figure("DE_42", "44021", status="fine"), "Every status is known"),
        (figure("DE_42", "44021", status="withheld"), "What is withheld has no number"),
        (figure("DE_42", "44021", value=float("inf")), "No number is infinite or undefined"),
        (figure("DE_42", "44021", value=None), "What is shown has a value"),
        (figure("DE_42", "44021", status="missing", value=None), "Every blank says why"),
        (figure("DE_42", "44011"), "Every area is one of its geography"),
        (figure("DE_42", "44021", lower=13.0, upper=14.0), "Every value lies in its interval"),
        (figure("DE_42", "44021", denominator=-1.0), "No denominator is negative"),
    ],
)
def test_a_figure_that_cannot_be_is_found(write: Write, wrong: dict[str, object], name: str) -> None:
    write("one", wrong)
    assert name in failed("one")


def test_a_figure_that_stands_there_twice_is_found(write: Write) -> None:
    write("one", figure("DE_42", "44021"), figure("DE_42", "44021"))
    assert failed("one") == ["No figure stands there twice"]


def test_a_changed_file_is_found_and_nothing_else_is_believed(write: Write) -> None:
    folder = write("one")
    with (folder / "figures.parquet").open("ab") as file:
        file.write(b"!")
    assert failed("one") == ["Every file is the one that was written"]


def test_what_is_found_tells_where_but_never_how_many(write: Write) -> None:
    """A number that must not be shown is not shown by the check that finds it."""
    write("one", figure("DE_42", "44021", status="withheld", numerator=3.0, value=4321.0))
    found = " ".join(check.found for check in editions.verify(editions.open_edition("one")))
    assert "44021" in found
    assert "4321" not in found
