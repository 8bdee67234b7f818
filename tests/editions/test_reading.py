"""What pages and documents ask of an edition."""

import duckdb
import pytest

from liim import editions
from liim.editions import NoSuchEdition

from .conftest import Write, figure


def test_a_profile_holds_every_figure_of_its_areas_and_asks_once(write: Write) -> None:
    write("one", figure("DE_42", "44021"), figure("DE_42", "02000"), figure("DE_42", "11001"))
    edition = editions.open_edition("one")
    found = edition.profile(["44021", "02000"])
    assert [one.area for one in found] == ["02000", "44021"]
    assert edition.queries == 1


def test_who_has_answers_kept_asks_once_and_gets_an_answer_of_its_own(write: Write) -> None:
    write("one", figure("DE_42", "44021"), figure("DE_42", "11001"))
    edition = editions.open_edition("one", keeps=1)
    first = edition.profile(["44021"])
    told = list(first)
    first.clear()
    assert edition.profile(["44021"]) == told
    assert edition.queries == 1
    assert [one.area for one in edition.profile(["11001"])] == ["11001"]
    assert edition.profile(["44021"]) == told
    assert edition.queries == 3, "there is room for one answer, and the first had to go"


def test_totals_hold_no_class(write: Write) -> None:
    write("one", figure("DE_44", "44021"), figure("DE_44", "44021", sex="female"))
    (total,) = editions.open_edition("one").totals("DE_44")
    assert total.is_total


def test_classes_are_told_by_breakdown(write: Write) -> None:
    write("one", figure("DE_44", "44021", sex="female"))
    (made,) = editions.open_edition("one").figures("DE_44")
    assert made.classes == (("sex", "female"),)


def test_figures_of_another_geography_are_not_mixed_in(write: Write) -> None:
    write("one", figure("DE_42", "11002"), figure("DE_42", "11002", geography="2018", period="2018"))
    (made,) = editions.open_edition("one").profile(["11002"])
    assert made.geography == "2025"


def test_flags_are_told_apart(write: Write) -> None:
    write("one", figure("DE_42", "44021", flags="rebuilt,break"))
    (made,) = editions.open_edition("one").totals("DE_42")
    assert made.flags == ("rebuilt", "break")


def test_an_edition_that_does_not_exist_says_where_to_look() -> None:
    with pytest.raises(NoSuchEdition, match="liim list editions"):
        editions.open_edition("nowhere")


def test_only_today_s_areas_are_given(write: Write) -> None:
    write("one")
    areas = editions.open_edition("one").areas
    assert sum(area["level"] == "municipality" for area in areas.values()) == 285 + 19
    assert areas["44083"]["name_nl"] == "Deinze"
    assert areas["44083"]["parents"] == ["44000", "40000", "02000"]


def test_fictitious_figures_say_so(write: Write) -> None:
    write("one", kind="demo")
    assert editions.open_edition("one").is_fictitious


def test_an_overview_holds_every_total_but_only_the_last_classes_that_show_anything(write: Write) -> None:
    blank = {"numerator": None, "value": None, "status": "withheld"}
    write(
        "one",
        *(figure("DE_44", "44021", period=period) for period in ("2021", "2022", "2023")),
        *(figure("DE_44", "44021", period=period, sex="female") for period in ("2021", "2022")),
        figure("DE_44", "44021", sex="female", **blank),
        figure("DE_44", "44021", period="2022", sex="female", age="0-17"),
        figure("DE_44", "02000", sex="female"),
    )
    found = editions.open_edition("one").overview("44021")
    assert [(one.period, one.classes) for one in found] == [
        ("2021", ()),
        ("2022", ()),
        ("2022", (("sex", "female"),)),
        ("2023", ()),
    ]


def test_an_edition_of_before_that_table_gives_all_it_has(write: Write) -> None:
    folder = write("one", figure("DE_44", "44021"), figure("DE_44", "44021", period="2022", sex="female"))
    with duckdb.connect(folder / "serving.duckdb") as database:
        database.execute("DROP TABLE profiles")
    assert len(editions.open_edition("one").overview("44021")) == 2


def test_everything_of_one_indicator_leaves_out_others(write: Write) -> None:
    write("one", figure("DE_44", "44021", sex="female"), figure("DE_42", "44021"), figure("DE_44", "11001"))
    (found,) = editions.open_edition("one").everything("DE_44", ["44021", "02000"])
    assert found.classes == (("sex", "female"),)
