import pytest
from hypothesis import given
from hypothesis import strategies as st

from liim import geography
from liim.geography import GEOGRAPHIES

PERIODS = st.integers(2009, 2040).map(str)


@pytest.mark.parametrize(
    ("period", "division"),
    [
        ("2009", "2018"),
        ("2018", "2018"),
        ("2019", "2019"),
        ("2024-12-31", "2019"),
        ("2025", "2025"),
        ("2018-2019", "2018"),
    ],
)
def test_a_period_belongs_to_the_division_of_its_first_year(period: str, division: str) -> None:
    assert geography.division_of(period) == division


@pytest.mark.parametrize("period", ["", "25", "jan 2020", "²⁰¹⁸"])
def test_a_period_without_a_year_is_refused(period: str) -> None:
    with pytest.raises(ValueError, match="four digits"):
        geography.division_of(period)


@pytest.mark.parametrize(
    ("period", "delivered", "expressed"),
    [
        ("2017", "2018", ("2018", "2019", "2025")),
        ("2017", "2019", ("2019", "2025")),
        ("2017", "2025", ("2025",)),
        ("2021", "2019", ("2019", "2025")),
        ("2021", "2018", ("2019", "2025")),
        ("2025", "2019", ("2025",)),
    ],
)
def test_a_figure_is_never_expressed_in_an_older_geography_than_delivered(
    period: str, delivered: str, expressed: tuple[str, ...]
) -> None:
    assert geography.geographies_for(period, delivered) == expressed


@given(period=PERIODS, delivered=st.sampled_from(GEOGRAPHIES))
def test_every_figure_can_be_expressed_in_the_geography_of_today(period: str, delivered: str) -> None:
    expressed = geography.geographies_for(period, delivered)
    assert expressed[-1] == "2025"
    assert min(expressed) >= delivered


@given(division=st.sampled_from(GEOGRAPHIES), data=st.data())
def test_the_division_is_told_by_codes_in_any_order(division: str, data: st.DataObject) -> None:
    codes = data.draw(st.permutations(sorted(geography.municipalities(division))))
    assert geography.detect_division(codes) == division


def test_a_file_headed_2014_that_knows_pajottegem_is_of_2025() -> None:
    assert geography.detect_division(["23106", "21004"]) == "2025"
    assert geography.detect_division_by_names(["PAJOTTEGEM", "Brussel"]) == "2025"


def test_pseudo_areas_unions_and_wallonia_do_not_tell_a_division() -> None:
    assert geography.detect_division(["44049", "99991", "11002ZZZZ", "02000", "55086", "25112"]) == "2018"


def test_codes_that_never_stood_together_are_named() -> None:
    with pytest.raises(ValueError, match=r"never stood together.*44083") as told:
        geography.detect_division(["44011", "44083"])
    assert "44011" in str(told.value)


def test_codes_that_no_division_holds_are_named() -> None:
    with pytest.raises(ValueError, match="12345"):
        geography.detect_division(["11001", "12345"])
    with pytest.raises(ValueError, match="Atlantis"):
        geography.detect_division_by_names(["Aartselaar", "Atlantis"])


def test_codes_that_fit_several_divisions_do_not_decide() -> None:
    """11002 alone is two territories: guessing would mix them."""
    with pytest.raises(ValueError, match="2018, 2019, 2025"):
        geography.detect_division(["11002"])
    assert geography.detect_division(["11002"], otherwise="2019") == "2019"
    with pytest.raises(ValueError, match="2018, 2019"):
        geography.detect_division(["11002", "11007"], otherwise="2025")


@pytest.mark.parametrize(
    ("name", "division", "code"),
    [
        ("Deinze", "2018", "44011"),
        ("Deinze", "2019", "44083"),
        ("Moerbeke (Gent)", "2019", "44045"),
        ("moerbeke", "2019", "44045"),
        ("Anvers", "2025", "11002"),
        ("SINT JANS MOLENBEEK", "2025", "21012"),
        ("Niet te lokaliseren - Vlaanderen", "2025", "99991"),
    ],
)
def test_a_name_means_a_code_once_the_division_is_known(name: str, division: str, code: str) -> None:
    assert geography.code_named(name, division) == code


def test_a_name_of_another_division_is_refused() -> None:
    with pytest.raises(ValueError, match="Nevele"):
        geography.code_named("Nevele", "2025")


@pytest.mark.parametrize("division", GEOGRAPHIES)
def test_within_a_division_no_two_municipalities_share_a_name(division: str) -> None:
    for row in geography.areas_of(division, "municipality").iter_rows(named=True):
        assert geography.code_named(row["name_nl"], division) == row["code"]
        assert geography.code_named(row["name_fr"], division) == row["code"]


@pytest.mark.parametrize(
    "code", ["99991", "99992", "99993", "99999", "99991ZZZZ", "11002ONB", "11002ONBE", "11002WONB"]
)
def test_unlocated_people_have_codes_of_their_own(code: str) -> None:
    assert geography.is_pseudo(code)
    assert not geography.is_walloon(code)


@pytest.mark.parametrize("code", ["11002", "11002A081", "44083", "02000"])
def test_a_territory_is_no_pseudo_area(code: str) -> None:
    assert not geography.is_pseudo(code)
    assert not geography.is_walloon(code)
