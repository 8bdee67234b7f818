"""Every chart is approved by its diff; what a chart must never do is said in a test of its own."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liim.publish import charts, numbers

SHARE = numbers.Writing("%", "nl")
SVG = "{http://www.w3.org/2000/svg}"
SAID = charts.Caption("x", "Vreemdelingen", "Van 8,1% naar 12,4%.")
LEGEND = {
    "withheld": "afgeschermd",
    "unreliable": "onzeker",
    "no_data": "geen cijfer",
    "below": "minder dan {high}",
    "to": "{low} tot {high}",
    "from": "{low} en meer",
}
OWN = charts.Series(
    name="Aalst",
    points=(
        charts.Point(period="2017", value=8.1),
        charts.Point(period="2018", value=8.6),
        charts.Point(period="2019", status="withheld"),
        charts.Point(period="2020", value=9.4),
        charts.Point(period="2022", value=11.8, breaks=True),
        charts.Point(period="2023", value=12.4, status="provisional"),
        charts.Point(period="2024", lower=12.0, upper=14.0, status="bounded"),
    ),
)
REGION = charts.Series(
    name="Vlaams Gewest", points=tuple(charts.Point(period=str(y), value=(y - 2000) / 2) for y in range(2017, 2025))
)
TOWNS = {f"t{place}": place % 23 + 0.5 for place in range(60)}


def a_trend() -> str:
    return charts.trend(OWN, [REGION], write=SHARE, caption=SAID)


def a_survey_trend() -> str:
    points = tuple(charts.Point(period=str(2014 + 3 * i), value=60.0 + i, lower=56.0, upper=66.0) for i in range(3))
    own = charts.Series(name="Aalst", points=points)
    return charts.trend(own, write=SHARE, zoomed="as begint niet bij nul", caption=SAID)


def a_spark() -> str:
    return charts.spark(OWN, caption=SAID)


def a_strip() -> str:
    alike = {"t3", "t4", "t5"}
    return charts.strip(TOWNS, "t7", write=SHARE, similar=alike, region=9.3, region_name="Vlaams Gewest", caption=SAID)


def some_bars() -> str:
    rows = [
        charts.Bar(label="0 tot en met 17 jaar", value=12.1, region=9.0, text="12,1% · 1.234"),
        charts.Bar(label="18 tot en met 24 jaar", value=22.1, lower=19.0, upper=25.0, text="22,1% · 98"),
        charts.Bar(label="50 tot en met 64 jaar", lower=3.0, upper=5.0, status="bounded", text="3,0%–5,0%"),
        charts.Bar(label="65 jaar en ouder", status="withheld", text="× afgeschermd"),
    ]
    return charts.bars(rows, region_name="Vlaams Gewest", caption=SAID)


def a_gap() -> str:
    rows = [
        charts.Pair(label="Aalst", one=55.2, other=76.5, text="21,3 procentpunten", is_own=True),
        charts.Pair(label="Vlaams Gewest", one=60.2, other=77.5, text="17,3 procentpunten"),
    ]
    return charts.gap(rows, ("Niet-EU-herkomst", "Belgische herkomst"), write=SHARE, caption=SAID)


def a_map() -> str:
    shapes = charts.tiles({town: (place % 10, place // 10) for place, town in enumerate(TOWNS)})
    shown = {town: value for town, value in TOWNS.items() if town not in {"t1", "t2"}}
    limits = charts.class_limits(list(shown.values()))
    return charts.choropleth(
        shapes,
        shown,
        {"t1": "withheld"},
        limits,
        caption=SAID,
        write=SHARE,
        words=LEGEND,
        own="t7",
        counts={"t3": "35 op 1.000"},
        benchmark="Vlaams Gewest 9,3%",
        unreliable=frozenset({"t9"}),
        size=(240, 140),
    )


def rows_of_a_profile() -> str:
    """The small charts need the style sheet of the site, and carry no words but what a screen reader says."""
    behind = charts.backdrop(list(TOWNS.values()), 9.3)
    years, values = list(range(2017, 2024)), [8.1, 8.6, None, 9.4, 9.9, 11.8, 12.4]
    breaks = [year == 2022 for year in years]
    return "\n".join(
        [
            charts.small_trend(years, values, breaks, "Van 8,1% naar 12,4%.", hollow=True),
            charts.small_trend([2020], [None], [False], "", hollow=False),
            charts.small_strip(behind, 7.5, {"t3": 3.5, "t4": 4.5}),
            charts.small_strip(behind, None, {}),
            charts.small_parts([50.0, 30.0, 20.0]),
        ]
    )


def test_the_small_charts_are_as_they_were_approved(approve: Callable[[str, str], None]) -> None:
    approve("rows_of_a_profile.svg", rows_of_a_profile())


def test_a_small_trend_is_not_drawn_across_a_break_or_a_blank() -> None:
    assert rows_of_a_profile().count("M", 0, rows_of_a_profile().index("line-quiet")) == 3


def a_scatter() -> str:
    points = {town: (value, place % 17 + 40.0) for place, (town, value) in enumerate(TOWNS.items())}
    return charts.scatter(
        points, {"t3": "Aalst", "t22": "Gent"}, ("Vreemdelingen", "Werkenden"), caption=SAID, write=(SHARE, SHARE)
    )


EVERY_CHART = [a_scatter, a_trend, a_survey_trend, a_spark, a_strip, some_bars, a_gap, a_map]


@pytest.mark.parametrize("draw", EVERY_CHART)
def test_a_chart_is_as_it_was_approved(draw: Callable[[], str], approve: Callable[[str, str], None]) -> None:
    approve(f"{draw.__name__}.svg", draw())


@pytest.mark.parametrize("draw", EVERY_CHART)
def test_every_chart_says_in_words_what_it_shows_and_needs_no_style_sheet(draw: Callable[[], str]) -> None:
    root = ET.fromstring(draw())  # noqa: S314 -- our own output
    named = root.attrib["aria-labelledby"].split()
    assert root.attrib["role"] == "img"
    assert [element.attrib["id"] for element in (root.find(f"{SVG}title"), root.find(f"{SVG}desc"))] == named  # type: ignore[union-attr]  # a missing one fails here
    assert not any("style" in element.attrib for element in root.iter())
    assert all(e.attrib.get("fill") or e.attrib.get("stroke") for e in root.iter(f"{SVG}path"))


def test_nothing_is_drawn_across_a_break_or_a_figure_that_is_not_shown() -> None:
    own = re.findall(r'class="line-own" d="([^"]*)"', a_trend())
    # From 2017 to 2018 and from 2022 to 2023; not over 2019 (withheld), not into 2022 (break).
    assert ("".join(own).count("M"), "".join(own).count("L")) == (2, 2)


def test_a_provisional_point_is_hollow_and_a_bounded_one_a_bar() -> None:
    drawn = a_trend()
    assert drawn.count('class="fill-paper line-own"') == 1
    assert drawn.count("<rect") == 1


def test_a_chart_whose_axis_does_not_begin_at_zero_says_so() -> None:
    assert "as begint niet bij nul" in a_survey_trend()
    assert ">0%<" in a_trend()


def test_names_cannot_break_a_picture() -> None:
    odd = charts.Series(name="<b>&", points=(charts.Point(period="2020", value=1.0),))
    drawn = charts.trend(odd, caption=charts.Caption("x", "a<b", "&"), write=SHARE)
    assert ET.fromstring(drawn) is not None  # noqa: S314 -- our own output


def test_a_trend_without_any_figure_is_an_empty_picture_not_an_error() -> None:
    nothing = charts.Series(name="Aalst", points=(charts.Point(period="2020", status="withheld"),))
    assert "<circle" not in charts.trend(nothing, caption=SAID, write=SHARE)
    assert "<circle" not in charts.trend(charts.Series(name="Aalst", points=()), caption=SAID, write=SHARE)


def test_a_withheld_municipality_is_on_no_strip() -> None:
    shown = {town: value for town, value in TOWNS.items() if town != "t7"}
    assert "<circle" not in charts.strip(shown, "t7", write=SHARE, caption=SAID)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=300))
def test_a_map_has_at_most_five_classes_and_every_value_falls_in_one(values: list[float]) -> None:
    limits = charts.class_limits(values)
    assert len(limits) <= 4
    assert limits == sorted(set(limits))
    assert all(0 <= charts.class_of(value, limits) <= len(limits) for value in values)


def test_a_real_zero_falls_in_the_first_class() -> None:
    assert charts.class_of(0, charts.class_limits([0, 0, 1, 2, 3, 8, 20])) == 0


def test_a_style_sheet_can_give_every_role_another_colour() -> None:
    assert ".chart .fill-own { fill: var(--accent, #0b6467); }" in charts.stylesheet()


def places_of(words: str, drawn: str) -> list[tuple[float, float]]:
    """Where a text stands."""
    every = ET.fromstring(drawn).iter(f"{SVG}text")  # noqa: S314 - our own
    return [(float(one.get("x", 0)), float(one.get("y", 0))) for one in every if one.text and words in one.text]


def test_long_names_leave_room_for_their_bars_and_numbers() -> None:
    name = "20 tot en met 24 jaar, Belgische herkomst"
    drawn = charts.bars([charts.Bar(label=name, value=59.5, text="59,5%")], caption=SAID, width=330)
    ((_, label),), ((x, y),) = places_of(name, drawn), places_of("59,5%", drawn)
    assert x + charts.svg.width_of("59,5%") <= 330
    assert label < y, "the name stands above its bar"


def test_people_are_counted_whole_on_an_axis() -> None:
    points = tuple(charts.Point(period=str(year), value=float(4 + (year > 2021))) for year in range(2021, 2024))
    count = numbers.Writing("count", "nl", 0)
    drawn = charts.trend(charts.Series(name="Herstappe", points=points), write=count, zoomed="x", caption=SAID)
    assert not places_of("4,5", drawn)


def test_a_name_at_the_end_of_a_line_stands_clear_of_the_years() -> None:
    lines = [
        charts.Series(name=name, points=tuple(charts.Point(period=str(year), value=value) for year in (2023, 2024)))
        for name, value in (("Herstappe", 0.0), ("Vlaams Gewest", 1.0), ("Elders", 60.0))
    ]
    drawn = charts.trend(lines[0], lines[1:], write=SHARE, caption=SAID)
    years = min(y for _, y in places_of("2024", drawn))
    assert all(y < years - 9 for name in ("Herstappe", "Vlaams") for _, y in places_of(name, drawn))


def test_classes_of_a_map_stay_apart_where_all_municipalities_lie_close_together() -> None:
    """Employment lies between 73 and 86 % nearly everywhere: two classes of a map would hide where."""
    rates = [70 + place / 18 for place in range(300)]
    assert charts.class_limits(rates) == [74.0, 76.0, 80.0, 84.0]
    assert charts.class_limits([12.0, 12.0, 12.0]) == []
