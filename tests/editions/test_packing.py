"""Figures of one map in one piece."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liim import editions
from liim.editions.packing import NUMBERS, WORDS, packed, pieces, unpacked

from .conftest import Write, figure

NUMBER = st.none() | st.floats(allow_nan=False, allow_infinity=False)
ROW = st.fixed_dictionaries(
    {
        "area": st.text(max_size=6),
        **dict.fromkeys(NUMBERS, NUMBER),
        **dict.fromkeys(WORDS, st.text(max_size=3)),
        "as_published": st.booleans(),
    }
)


# The machine is shared: a slow moment is no failure.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROW, max_size=20))
def test_what_is_packed_comes_out_the_same(rows: list[dict[str, object]]) -> None:
    columns = unpacked(packed(rows))
    assert {name: list(column) for name, column in columns.items()} == {
        name: [row[name] for row in rows] for name in ("area", *NUMBERS, *WORDS)
    }


def test_each_key_has_a_piece_of_its_own() -> None:
    columns = ("period", "area", *NUMBERS, *WORDS)
    rows = [(period, area, *[1.0] * len(NUMBERS), *["ok"] * len(WORDS)) for period in "12" for area in "ab"]
    assert [(period, unpacked(piece)["area"]) for period, piece in pieces(rows, columns, 1)] == [
        ("1", ["a", "b"]),
        ("2", ["a", "b"]),
    ]


def test_a_map_holds_the_same_figures_as_the_edition(write: Write) -> None:
    """Blank, bounded and flagged ones too; only undivided ones of the period asked for, by area."""
    write(
        "one",
        figure("DE_44", "44021", flags="rebuilt,break", lower=10.5, upper=13.5, method="wilson"),
        figure("DE_44", "11002", status="withheld", numerator=None, denominator=None, value=None),
        figure("DE_44", "11001", status="bounded", numerator=None, numerator_lower=1.0, numerator_upper=4.0),
        figure("DE_44", "44021", sex="female"),
        figure("DE_44", "44021", period="2022"),
        figure("DE_44", "44021", geography="2019"),
        figure("DE_42", "44021"),
    )
    edition = editions.open_edition("one")
    shown = edition.totals("DE_44", period="2023")
    assert [one.area for one in shown] == ["11001", "11002", "44021"]
    assert shown == [one for one in edition.figures("DE_44", period="2023") if one.is_total]
    assert edition.totals("DE_44", period="1999") == []


def test_a_trend_holds_the_periods_of_one_place_in_order(write: Write) -> None:
    write(
        "one",
        *(figure("DE_44", "44021", period=period) for period in ("2023", "2021", "2022")),
        figure("DE_44", "44021", sex="female"),
        figure("DE_44", "11002"),
    )
    found = editions.open_edition("one").trend("DE_44", "44021")
    assert [one.period for one in found] == ["2021", "2022", "2023"]


def test_a_profile_of_one_place_stands_in_order(write: Write) -> None:
    write(
        "one",
        figure("DE_44", "44021", sex="male"),
        figure("DE_44", "44021"),
        figure("DE_42", "44021"),
        figure("DE_44", "44021", period="2022"),
    )
    found = editions.open_edition("one").profile(["44021"])
    assert [(one.indicator, one.period, one.classes) for one in found] == [
        ("DE_42", "2023", ()),
        ("DE_44", "2022", ()),
        ("DE_44", "2023", ()),
        ("DE_44", "2023", (("sex", "male"),)),
    ]
