"""What is new since the last edition, for a reader who quoted the last one."""

from liim import editions
from liim.editions import diff

from .conftest import Write, figure


def changes(write: Write, old: dict[str, object], new: dict[str, object]) -> list[str]:
    write("old", figure("DE_42", "11001"), old)
    write("new", figure("DE_42", "11001"), new)
    return diff(editions.open_edition("old"), editions.open_edition("new"))["change"].to_list()


def test_what_stayed_the_same_is_not_listed(write: Write) -> None:
    assert changes(write, figure("DE_42", "44021"), figure("DE_42", "44021")) == []


def test_another_value_is_revised(write: Write) -> None:
    assert changes(write, figure("DE_42", "44021"), figure("DE_42", "44021", value=12.5)) == ["revised"]


def test_a_provisional_figure_that_becomes_final_is_revised(write: Write) -> None:
    assert changes(write, figure("DE_42", "44021", status="provisional"), figure("DE_42", "44021")) == ["revised"]


def test_another_year_is_one_new_and_one_withdrawn(write: Write) -> None:
    found = changes(write, figure("DE_42", "44021"), figure("DE_42", "44021", period="2024"))
    assert found == ["withdrawn", "new"]


def test_one_area_can_be_asked_for(write: Write) -> None:
    write("old", figure("DE_42", "11001"), figure("DE_42", "44021"))
    write("new", figure("DE_42", "11001", value=1.0), figure("DE_42", "44021", value=2.0))
    found = diff(editions.open_edition("old"), editions.open_edition("new"), area="44021")
    assert found["area"].to_list() == ["44021"]
