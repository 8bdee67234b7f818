from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liim import geography
from liim.geography import tables
from liim.geography.finding import search


def first(text: str) -> tuple[str, str, str]:
    hit = search(text)[0]
    return hit.code, hit.kind, hit.matched


@pytest.mark.parametrize(
    ("text", "code", "kind", "matched"),
    [
        ("Gent", "44021", "name", "Gent"),
        ("gand", "44021", "name", "Gand"),
        ("ANVERS", "11002", "name", "Anvers"),
        ("brussel", "21004", "name", "Brussel"),
        ("Bruxelles", "21004", "name", "Bruxelles"),
        ("sint jans molenbeek", "21012", "name", "Sint-Jans-Molenbeek"),
        ("St-Niklaas", "46021", "name", "Sint-Niklaas"),
        ("molenbeek", "21012", "name", "Molenbeek-Saint-Jean"),
        ("rhode saint genese", "23101", "name", "Rhode-Saint-Genèse"),
        ("Nevele", "44083", "former", "Nevele"),
        ("Tongeren", "73111", "former", "Tongeren"),
        ("Tongres", "73111", "former", "Tongres"),
        ("sgravenwezel", "11039", "part", "'s-Gravenwezel"),
        ("Laken", "21004", "part", "Laken"),
        ("9850", "44083", "postcode", "9850"),
        ("44049", "44083", "code", "44049"),
        ("9850 Nevele", "44083", "former", "Nevele"),
        ("B-9000 Gent", "44021", "name", "Gent"),
        ("Antwerpne", "11002", "name", "Antwerpen"),
        ("Vlaams Gewest", "02000", "name", "Vlaams Gewest"),
    ],
)
def test_what_people_type_finds_the_area_that_they_mean(text: str, code: str, kind: str, matched: str) -> None:
    assert first(text) == (code, kind, matched)


def test_a_former_municipality_says_since_when_it_is_in_another() -> None:
    hit = search("borsbeek")[0]
    assert (hit.code, hit.name_nl, hit.since) == ("11002", "Antwerpen", date(2025, 1, 1))


def test_one_name_may_mean_several_areas_and_the_municipality_comes_first() -> None:
    assert [hit.code for hit in search("moerbeke")] == ["46029", "41018"]
    assert [hit.level for hit in search("antwerpen")][:3] == ["municipality", "arrondissement", "province"]


def test_a_postcode_in_two_municipalities_finds_both() -> None:
    postcodes = tables.postcodes()
    shared = postcodes.filter(postcodes["postcode"].is_duplicated())["postcode"].unique().sort().to_list()
    assert shared == ["1040", "1050", "1804"]
    for postcode in shared:
        assert len(search(postcode)) == 2


@pytest.mark.parametrize("text", ["", "   ", "-", "xyzzy", "00"])
def test_what_means_nothing_finds_nothing(text: str) -> None:
    assert search(text) == ()


@pytest.mark.parametrize("code", sorted(geography.municipalities("2025")))
def test_every_municipality_is_found_first_by_its_own_name(code: str) -> None:
    row = geography.areas_of("2025").filter(geography.areas_of("2025")["code"] == code).row(0, named=True)
    for name in (row["name_nl"], row["name_fr"], row["name_nl"].upper().replace("-", " ")):
        assert search(name)[0].code == code


def test_every_former_municipality_is_found_by_its_own_name() -> None:
    for row in tables.areas().iter_rows(named=True):
        assert geography.resolve(row["code"]) in {hit.code for hit in search(row["name_nl"])}


@given(st.text(max_size=20))
def test_any_text_gives_areas_of_today_each_once(text: str) -> None:
    codes = [hit.code for hit in search(text)]
    assert len(codes) == len(set(codes)) <= 10
    assert set(codes) <= set(geography.areas_of("2025")["code"])
