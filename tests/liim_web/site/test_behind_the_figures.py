"""Method, coverage, news, the inside of a municipality, two indicators in one picture, a group of one's own."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from django.test import Client

from liim.catalogue import catalogue
from liim.figures.sectors import COLUMNS

Page = Callable[[str], str]
Release = Callable[..., str]


def test_the_method_says_why_how_from_what_and_how_far_it_reaches(release: Release, page: Page) -> None:
    release()
    text = page("/nl/indicator/DE_42/methode/")
    for heading in ("Waarom het telt", "Hoe het berekend wordt", "Bronbestanden", "Dekking", "Verschillen met wat"):
        assert heading in text
    assert "foreign_nationals" in text
    assert "made_2023.csv" in text
    assert "1: Afgeschermd om mensen te beschermen" in text


def test_coverage_counts_municipalities_and_says_why_others_have_none(release: Release, page: Page) -> None:
    release()
    text = page("/nl/beschikbaar/")
    row = text[text.index('/nl/indicator/DE_42/methode/"') :]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row[: row.index("</tr>")])
    assert cells[0] == "4"  # 2018: all that were drawn
    assert cells[-1].startswith('<abbr title="1: Afgeschermd')
    assert "Geen bestand telt dit." in text


@pytest.mark.parametrize("asked", ["1830", "<b>", "2025", ""])
def test_coverage_falls_back_on_the_division_of_today(release: Release, page: Page, asked: str) -> None:
    release()
    text = page(f"/nl/beschikbaar/?geography={asked}")
    assert "<option selected>2025</option>" in text
    assert "<b>" not in text


def test_programs_get_the_same_as_json(release: Release, client: Client) -> None:
    release()
    listed = client.get("/nl/beschikbaar/beschikbaar.json").json()
    assert {"indicator", "geography", "period", "status", "reason", "figures", "municipalities"} == set(listed[0])


def test_the_first_edition_has_no_news(release: Release, page: Page) -> None:
    release()
    assert "alles is nieuw" in page("/nl/gemeente/gent-44021/nieuw/")


def test_news_tells_what_is_new_revised_and_gone_for_one_place(
    release: Release, page: Page, figure: Callable[..., dict[str, Any]]
) -> None:
    release(
        "e1",
        figure("DE_42", "44021", "2021"),
        figure("DE_42", "44021", "2022"),
        figure("DE_42", "41002", "2022"),
    )
    release("e2", figure("DE_42", "44021", "2022", value=13.0), figure("DE_42", "44021", "2023"))
    text = page("/nl/gemeente/gent-44021/nieuw/")
    assert "1 nieuw, 1 herzien, 1 weggevallen" in text
    revised = text[text.index("Herzien") : text.index("Weggevallen")]
    assert "12,0%" in revised
    assert "13,0%" in revised
    assert "0 nieuw, 0 herzien, 1 weggevallen" in page("/nl/gemeente/aalst-41002/nieuw/")


def with_segregation(home: Path, *rows: dict[str, Any]) -> None:
    """Put the table that an edition with counts of sectors has into one that was drawn without."""
    folder = home / "editions" / "e1"
    table = pl.DataFrame([dict.fromkeys(COLUMNS) | row for row in rows], schema=COLUMNS)
    table.write_parquet(folder / "segregation.parquet")
    with duckdb.connect(folder / "serving.duckdb") as database:
        source = f"'{folder}/segregation.parquet'"
        database.execute(f"CREATE TABLE segregation AS SELECT *, '' AS classes FROM {source}")  # noqa: S608 our own folder


def test_the_inside_tells_how_evenly_people_live_beside_what_chance_gives(
    release: Release, page: Page, home: Path
) -> None:
    release()
    place = {"indicator": "DE_42", "area": "44021", "geography": "2025", "period": "2023", "reason": ""}
    told = {"sectors": 40, "together": 3, "dissimilarity": 0.31, "isolation": 0.22, "verdict": "more_uneven"}
    told |= {"dissimilarity_lower": 0.05, "dissimilarity_upper": 0.12}
    with_segregation(
        home,
        place | told,
        {"indicator": "DE_42", "area": "41002", "period": "2023", "verdict": "", "reason": "too_much_withheld"},
        {"indicator": "DE_42", "area": "44083", "period": "2023", "verdict": "", "reason": "one_shown"},
    )
    text = page("/nl/gemeente/gent-44021/binnen/")
    assert "zou 31% van de groep moeten verhuizen om gelijk over 40 buurten te wonen" in text
    assert "Dat is meer dan toeval zou geven (tussen 5% en 12%)." in text
    assert "Buurten met een afgeschermd aantal zijn daarbij samengenomen." in text
    assert "tonen we niet: te veel mensen wonen" in page("/nl/gemeente/aalst-41002/binnen/")
    assert "tonen we niet: van maar één buurt kan" in page("/nl/gemeente/deinze-44083/binnen/")


def with_sectors(home: Path, counts: dict[str, tuple[float | None, float | None]]) -> None:
    """Tell the edition of the inhabitants and the foreign nationals of sectors of Gent."""
    place: dict[str, object] = {"period": "2023", "area": "44021"}
    rows = [
        place
        | {"quantity": quantity, "sector": sector, "count": count, "status": "withheld" if count is None else "ok"}
        for sector, both in counts.items()
        for quantity, count in zip(("inhabitants", "foreign_nationals"), both, strict=True)
    ]
    folder = home / "editions" / "e1"
    pl.DataFrame(rows, schema_overrides={"count": pl.Float64}).write_parquet(folder / "sectors.parquet")
    with duckdb.connect(folder / "serving.duckdb") as database:
        source = f"'{folder / 'sectors.parquet'}'"
        database.execute(f"CREATE TABLE sectors AS SELECT *, '' AS classes FROM {source}")  # noqa: S608 our own folder


GENT_BY_SECTOR: dict[str, tuple[float | None, float | None]] = {
    "44021A00-": (1000.0, 300.0),
    "44021A01-": (2000.0, None),
    "44021B00-": (2000.0, 100.0),
    "44021ZZZZ": (50.0, None),
    "total": (5050.0, 450.0),
}


def test_the_inside_tells_of_each_sector_what_may_be_told_in_the_order_of_its_code(
    release: Release, page: Page, home: Path
) -> None:
    """Never in the order of its share, nor to be put in that order."""
    release()
    with_sectors(home, GENT_BY_SECTOR)
    text = page("/nl/gemeente/gent-44021/binnen/")
    assert "tussen 5,0% en 30,0%. In Gent als geheel is het 8,9%." in text
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', text)
    told = [(head, *re.findall(r'">([^<]*)</td>', cells)) for head, cells in rows]
    assert told == [
        ("44021A00-", "1.000", "300", "30,0%"),
        ("44021A01-", "2.000", "×", "×"),
        ("44021B00-", "2.000", "100", "5,0%"),
        ("niet te lokaliseren", "50", "×", "×"),
        ("Gent", "5.050", "450", "8,9%"),
    ]
    assert "aria-sort" not in text
    assert "Afgeschermd om mensen te beschermen" in text


def test_a_map_of_where_groups_live_is_there_only_for_who_turns_it_on(
    release: Release, page: Page, home: Path, settings: Any
) -> None:
    release()
    with_sectors(home, GENT_BY_SECTOR)
    assert 'figure class="tiles"' not in page("/nl/gemeente/gent-44021/binnen/")
    settings.SECTOR_MAPS = True
    shown = page("/nl/editie/e1/gemeente/gent-44021/binnen/")  # pages are kept: another address, another page
    tiles = shown[shown.index('<figure class="tiles">') :].partition("</figure>")[0]
    assert tiles.count("<title>44021") == 3
    assert "44021A01-: afgeschermd" in tiles
    assert "ZZZZ" not in tiles, "people who cannot be located are on no map"
    assert "niet waar ze liggen" in tiles


def test_where_an_edition_tells_of_no_sector_nothing_of_one_is_on_the_page(release: Release, page: Page) -> None:
    """No map, and no code of a sector (five digits, then four characters)."""
    release()
    text = page("/nl/gemeente/gent-44021/binnen/")
    main = text[text.index("<main") : text.index("</main>")]
    assert "<svg" not in main
    assert not re.search(r"\b\d{5}[A-Z]\d", main)


def test_two_indicators_are_drawn_with_the_chosen_places_named(release: Release, page: Page) -> None:
    release()
    text = page("/nl/vergelijk/twee/?in=44021&x=DE_42&y=DE_49")
    assert text.count('class="fill-rest"') == 3  # Herstappe is withheld: it is on no picture
    assert ">Gent</text>" in text
    assert "Herstappe" not in text[text.index("<figure") : text.index("</figure>")]


def test_two_that_may_not_be_compared_are_not_drawn_without_saying_so(
    release: Release, page: Page, figure: Callable[..., dict[str, Any]]
) -> None:
    release("e1", *(figure(one, "44021") for one in ("DE_36", "ST_01", "DE_49")), figure("DE_42", "44021", "2022"))
    assert 'class="message warning"' not in page("/nl/vergelijk/twee/?x=DE_36&y=DE_49")
    text = page("/nl/vergelijk/twee/?x=DE_36&y=ST_01")
    assert "niet met elkaar vergelijken" in text
    assert "volgens een andere regel" in text
    assert "Ze gaan over een andere periode." in page("/nl/vergelijk/twee/?x=DE_42&y=DE_49")


@pytest.mark.parametrize("query", ["x=XX_1", "x=<b>&y=<b>", "x=DE_42&y=DE_42", "in=99999", "x=PC_04", ""])
def test_a_picture_of_what_does_not_exist_falls_back(release: Release, page: Page, query: str) -> None:
    release()
    text = page(f"/nl/vergelijk/twee/?{query}")
    assert "<svg" in text
    assert "<b>" not in text


def test_a_group_of_the_readers_own_is_added_up_before_it_is_divided(
    release: Release, page: Page, figure: Callable[..., dict[str, Any]]
) -> None:
    release(
        "e1",
        figure("PC_02", "44021", numerator=600.0, denominator=1000.0, value=60.0),
        figure("PC_02", "41002", numerator=100.0, denominator=1000.0, value=10.0),
        figure("PC_02", "44083", numerator=500.0, denominator=2000.0, value=25.0),
    )
    text = page("/nl/vergelijk/?in=44021,41002,44083&as=group")
    row = text[text.index("Gent naast de groep") :]
    assert "60,0%" in row
    assert "20,0%" in row
    assert "hoger dan de groep" in row
    assert "naast de groep" not in page("/nl/vergelijk/?in=44021,41002&as=group")


def test_beside_a_group_each_figure_is_told_once_and_no_whole_of_a_hundred_percent(
    release: Release, page: Page
) -> None:
    release()  # DE_44 divides the figure of DE_42, PC_04 a whole
    text = page("/nl/vergelijk/?in=44021,41002,44083&as=group")
    table = text[text.index("Wat een toets zegt") : text.index("</table>", text.index("Wat een toets zegt"))]
    assert [id_ for id_ in ("DE_42", "DE_44", "PC_04") if f"indicator/{id_}/" in table] == ["DE_42"]


def test_a_group_that_holds_the_place_itself_is_refused_in_words(release: Release, page: Page) -> None:
    release()
    assert "Met deze groep kan niet vergeleken worden" in page("/nl/vergelijk/?in=44021,02000,44083&as=group")


def test_a_map_names_the_region_in_its_legend_and_counts_in_its_cards(release: Release, page: Page) -> None:
    release()
    text = page("/nl/indicator/DE_42/?period=2022")
    assert "Gent: 12,4% (124 op 1.000)" in text
    assert re.search(r'class="legend[^>]*>.*<strong>Vlaams Gewest 14,4% · Brussels', text)
    taken_along = page("/nl/indicator/DE_42/beeld.svg?period=2022")
    assert re.search(r"<text[^>]*font-weight[^>]*>Vlaams Gewest 14,4% · Brussels", taken_along)


def test_the_legend_of_a_map_is_text_of_the_page_and_drawn_only_where_it_is_taken_along(
    release: Release, page: Page
) -> None:
    """In a map of 328 pixels its letters would be five pixels high, and gone when the map is brought nearer."""
    release()
    for address in ("/nl/indicator/DE_42/", "/nl/indicator/DE_42/inbed/", "/nl/indicator/DE_42/beeld/"):
        (legend,) = re.findall('<ul class="legend.*?</ul>', page(address))
        assert [word for word in ("afgeschermd", "weinig betrouwbaar", "geen cijfer") if word not in legend] == []
        assert ">afgeschermd</text>" not in page(address)
    assert ">afgeschermd</text>" in page("/nl/indicator/DE_42/beeld.svg")


def test_every_indicator_of_the_catalogue_has_its_pages(
    release: Release, page: Page, figure: Callable[..., dict[str, Any]]
) -> None:
    """Whatever its formula, breakdowns and rule of protection: row, figure, map, method; also without a figure."""
    release("e1", *(figure(id_, area) for id_ in catalogue() for area in ("44021", "02000")))
    profile = page("/nl/gemeente/gent-44021/")
    assert all(f'<article class="row" id="{id_}"' in profile for id_ in catalogue())
    assert len(re.findall('class="part"', page("/nl/gemeente/gent-44021/alles/"))) >= 2 * len(catalogue())
    for id_ in catalogue():
        assert f'id="{id_}-hoe"' in page(f"/nl/gemeente/gent-44021/{id_}/")
        assert "<svg" in page(f"/nl/indicator/{id_}/")
        assert "Dekking" in page(f"/nl/indicator/{id_}/methode/")
        assert not re.search("survey|school (year|age)|compulsory|calendar|election", page(f"/nl/indicator/{id_}/"))
        assert "De bron leverde dit gebied niet." in page(f"/nl/gemeente/aalst-41002/{id_}/")


def test_an_apostrophe_is_written_once_on_every_page_of_every_indicator(
    release: Release, page: Page, figure: Callable[..., dict[str, Any]]
) -> None:
    """French titles are full of them: what is escaped twice is read as l&#x27;origine."""
    release("e1", *(figure(id_, area) for id_ in catalogue() for area in ("44021", "02000")))
    addresses = ["gemeente/gent-44021/", "gemeente/gent-44021/alles/", "indicator/", "beschikbaar/"]
    addresses += [f"indicator/{id_}/{way}" for id_ in catalogue() for way in ("", "methode/")]
    assert [address for address in addresses if re.search("&amp;(#|amp|lt|quot)", page(f"/fr/{address}"))] == []


def test_a_gap_tells_what_is_left_of_it_at_equal_ages(release: Release, page: Page, home: Path, figure: Any) -> None:
    by_origin = (("belgian_origin", 700.0), ("non_eu_origin", 500.0))
    rows = [figure("WE_02", "44021", origin=origin, numerator=part, value=part / 10) for origin, part in by_origin]
    of_both = figure("WE_06", "44021", numerator=None, denominator=None, value=20.0)
    release("e1", *rows, figure("WE_02", "44021"), of_both)
    with duckdb.connect(home / "editions/e1/serving.duckdb") as database:
        database.execute(
            "UPDATE gaps SET adjusted = -12, adjusted_lower = -15, adjusted_upper = -9, composition = -8, rates = -12, "
            "adjusted_direction = 'lower', adjusted_reason = '' WHERE gap = 'WE_06'"
        )
    text = page("/nl/gemeente/gent-44021/WE_02/")
    assert "ligt dat 20,0\u00a0procentpunten lager dan" in text
    assert "dan was het verschil 12,0\u00a0procentpunten (tussen 9,0 en 15,0)." in text
    assert (
        "Van het verschil gaat 8,0\u00a0procentpunten samen met een andere verdeling van leeftijd en geslacht" in text
    )
    assert ">20,0 lager</td>" in text, "a sign could contradict the words, and that of the official figure"
    assert "\u221220,0" not in text
    gap = page("/nl/gemeente/gent-44021/WE_06/")
    assert "van de ene groep min van de andere" in gap
    assert "geen aantal" not in gap
