"""How people live over the sectors of a municipality: from a delivery to the table, through protected counts alone."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from liim.catalogue import catalogue
from liim.disclosure import DisclosureError, found_in_sectors, printed_after_all, protected_sectors
from liim.figures.sectors import segregation_inside
from liim.figures.segregation import dissimilarity
from liim.model import TOTAL
from liim.observations import BREAKDOWNS
from liim.sources import BadInput
from liim.sources.delivered import sector_delivery

GHENT, DEINZE, BRUGES, AALTER, GENK, LUBBEEK = "44021", "44083", "31005", "44084", "71016", "24066"
SHARES = [catalogue()[id_] for id_ in ("DE_42", "DE_44", "WE_02")]

# Per sector: inhabitants, foreign nationals.
TOWNS = {
    GHENT: [(1000, 400), (1000, 20), (1000, 15), (1000, 15)],  # most in one sector
    DEINZE: [(1000, 100)] * 4,  # everywhere alike
    BRUGES: [(1000, 100), (1000, 90), (1000, 2), (1000, 1), (900, 40)],  # two sectors with a few
    AALTER: [(1000, 6), (1000, 7), (1000, 6)],  # too few to say anything
    GENK: [(1000, 12), (1000, 3), (1000, 3), (1000, 12), (1000, 4), (1000, 4), (1000, 3)],
    LUBBEEK: [(1000, 90), (1000, 4), (1000, 3)],  # one sector that may be told
}


def delivered(towns: dict[str, list[tuple[int, int]]], **other: str) -> str:
    row = {"division": "2025", "period": "2025"} | other
    lines = [",".join(sector_delivery.COLUMNS)]
    for area, sectors in towns.items():
        for at, counts in enumerate(sectors):
            for quantity, count in zip(("inhabitants", "foreign_nationals"), counts, strict=True):
                lines.append(f"{quantity},{area}A0{at}-,{area},{row['division']},{row['period']},{count}")
    return "\n".join(lines) + "\n"


def read(folder: Path, text: str) -> pl.DataFrame:
    path = folder / "sectors_test.csv"
    path.write_text(text, encoding="utf-8")
    return sector_delivery.tidy(path)


def counted(**counts: float) -> pl.DataFrame:
    """Municipalities as the rest of the edition counts them."""
    rows = [
        {
            "quantity": "inhabitants",
            "area": area.removeprefix("t"),
            "geography": "2025",
            "period": "2025",
            "count": count,
        }
        for area, count in counts.items()
    ]
    columns = ("quantity", "area", "geography", "period")
    table = pl.DataFrame(rows, schema={**dict.fromkeys(columns, pl.String), "count": pl.Float64})
    return table.with_columns(pl.lit(TOTAL).alias(one) for one in BREAKDOWNS)


def protect(sectors: pl.DataFrame, counts: pl.DataFrame | None = None) -> pl.DataFrame:
    """Where the figures publish nothing of the municipalities, unless `counts` are told."""
    cells = counted() if counts is None else counts
    return protected_sectors(sectors, cells, published=cells, before={})


@pytest.fixture
def inside(tmp_path: Path) -> pl.DataFrame:
    return segregation_inside(protect(read(tmp_path, delivered(TOWNS))), SHARES)


def of(table: pl.DataFrame, area: str) -> dict[str, Any]:
    (row,) = table.filter(area=area).to_dicts()
    return row


def test_an_uneven_town_is_told_from_one_where_people_live_everywhere_alike(inside: pl.DataFrame) -> None:
    ghent, deinze = of(inside, GHENT), of(inside, DEINZE)
    assert set(inside["indicator"]) == {"DE_42"}  # the one share of which both counts are told by sector
    assert ghent["dissimilarity"] == pytest.approx(float(dissimilarity([400, 20, 15, 15], [1000] * 4)))
    assert (ghent["verdict"], ghent["sectors"], ghent["together"]) == ("more_uneven", 4, 0)
    assert ghent["dissimilarity_lower"] < ghent["dissimilarity_expected"] < ghent["dissimilarity_upper"]
    assert (deinze["dissimilarity"], deinze["verdict"]) == (pytest.approx(0), "more_even")


def test_sectors_that_are_withheld_are_taken_together(inside: pl.DataFrame) -> None:
    """Nobody learns how the few are spread over the two; that they live in one of them is known from subtracting."""
    bruges = of(inside, BRUGES)
    assert (bruges["reason"], bruges["together"]) == ("", 5 - bruges["sectors"])
    assert bruges["together"] >= 2
    assert (bruges["group"], bruges["total"]) == (233, 4900)
    assert bruges["units"] == bruges["sectors"] + 1


@pytest.mark.parametrize(
    ("area", "reason"), [(AALTER, "group_too_small"), (GENK, "too_much_withheld"), (LUBBEEK, "one_shown")]
)
def test_where_nothing_can_be_said_it_says_why(inside: pl.DataFrame, area: str, reason: str) -> None:
    row = of(inside, area)
    assert (row["reason"], row["verdict"], row["dissimilarity"], row["isolation"]) == (reason, "", None, None)


def test_no_sector_with_a_few_people_is_left_in_the_protected_counts(tmp_path: Path) -> None:
    sectors = protect(read(tmp_path, delivered(TOWNS)))
    small = sectors.filter(quantity="foreign_nationals").filter(pl.col("count").is_between(1, 4))
    assert small.is_empty()
    assert sectors["count"].null_count() > 0


def test_sectors_that_do_not_add_up_to_their_municipality_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DisclosureError, match=f"sectors of {GHENT} do not add up"):
        protect(read(tmp_path, delivered(TOWNS)), counted(t44021=4001.0))
    assert protect(read(tmp_path, delivered(TOWNS)), counted(t44021=4000.0)).height > 0


def test_sectors_of_towns_that_merged_are_those_of_the_town_of_today(tmp_path: Path) -> None:
    before = delivered({"11002": [(1000, 300)], "11007": [(1000, 50)]}, division="2019", period="2023")
    assert set(read(tmp_path, before)["area"]) == {"11002"}


def hidden(told: pl.DataFrame, area: str, quantity: str = "foreign_nationals") -> int:
    """Of how many sectors a count is withheld."""
    of_town = told.filter(pl.col("sector") != TOTAL, area=area, quantity=quantity)
    return of_town.filter(pl.col("count").is_null(), status="withheld").height


def published(area: str, foreign: float | None, people: float = 4000.0, period: str = "2025") -> pl.DataFrame:
    """What figures print of a municipality: null where they withhold it."""
    whole = counted(**{f"t{area}": people}).with_columns(period=pl.lit(period))
    part = whole.with_columns(quantity=pl.lit("foreign_nationals"), count=pl.lit(foreign, pl.Float64))
    return pl.concat([whole, part])


def test_a_small_count_that_figures_print_leaves_its_sectors_no_room(tmp_path: Path) -> None:
    """Three foreign nationals, all in one sector of four: printed zeros elsewhere would tell where they live."""
    sectors = read(tmp_path, delivered({GHENT: [(1000, 3), (1000, 0), (1000, 0), (1000, 0)]}))
    known = published(GHENT, 3.0)
    told = protect(sectors, known)
    assert hidden(told, GHENT) == 4
    assert hidden(told, GHENT, "inhabitants") == 0
    assert not found_in_sectors(told, known)
    is_zero = (pl.col("quantity") == "foreign_nationals") & pl.col("sector").str.contains("A0[1-3]-")
    printed = told.with_columns(count=pl.when(is_zero).then(0.0).otherwise("count"))
    assert found_in_sectors(printed, known) == [f"foreign_nationals 2025 {GHENT} {GHENT}A00-"]


def test_the_sectors_of_what_figures_withhold_are_not_told(tmp_path: Path) -> None:
    """Added up they are what was withheld."""
    sectors = read(tmp_path, delivered({GHENT: TOWNS[GHENT]}))
    told = protected_sectors(sectors, counted(), published=published(GHENT, None), before={})
    assert hidden(told, GHENT) == 4
    assert told.filter(sector=TOTAL, quantity="foreign_nationals")["count"].to_list() == [None]


def test_the_sectors_of_a_town_that_merged_since_are_not_told(tmp_path: Path) -> None:
    """The figures of its former parts are published too: one hidden sector in each would follow from them."""
    before = delivered({"11002": [(1000, 300)], "11007": [(1000, 50)]}, division="2019", period="2023")
    told = protect(read(tmp_path, before))
    assert hidden(told, "11002") == hidden(told, "11002", "inhabitants") == 2


def test_what_an_earlier_edition_withheld_of_a_sector_stays_withheld(tmp_path: Path) -> None:
    few = protect(read(tmp_path, delivered({BRUGES: TOWNS[BRUGES]})))
    more = read(tmp_path, delivered({BRUGES: [(1000, 100), (1000, 90), (1000, 20), (1000, 10), (900, 40)]}))
    assert hidden(protect(more), BRUGES) == 0
    assert printed_after_all(protect(more), {"one": few})
    again = protected_sectors(more, counted(), published=counted(), before={"one": few})
    assert hidden(again, BRUGES) == hidden(few, BRUGES) > 0
    assert not printed_after_all(again, {"one": few})


def test_a_sector_that_follows_from_the_rest_is_found(tmp_path: Path) -> None:
    told = protect(read(tmp_path, delivered(TOWNS)))
    assert not found_in_sectors(told, counted())
    lost = (pl.col("area") == GHENT) & (pl.col("sector") == f"{GHENT}A01-") & (pl.col("quantity") == "inhabitants")
    one_less = told.with_columns(
        count=pl.when(~lost).then("count"), status=pl.when(lost).then(pl.lit("withheld")).otherwise("status")
    )
    assert found_in_sectors(one_less, counted()) == [f"inhabitants 2025 {GHENT} {GHENT}A01-"]


def test_a_small_count_of_a_sector_that_is_printed_is_found(tmp_path: Path) -> None:
    """Of the group itself, and of those who are left without it."""
    sectors = read(tmp_path, delivered({BRUGES: [(1000, 100), (1000, 997), (1000, 2)]}))
    told = protect(sectors)
    every = told.drop("count").join(sectors, on=["quantity", "period", "area", "sector"], how="left")
    names = [f"foreign_nationals 2025 {BRUGES} {BRUGES}A0{at}-" for at in (1, 2)]
    assert found_in_sectors(every.select(told.columns), counted()) == names
    assert not found_in_sectors(told, counted())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("period,count", "period,count,status"), "columns are"),
        (("inhabitants,44021A00-", "newcomers,44021A00-"), "quantity is 'newcomers'"),
        (("44021A00-,44021", "44021,44021"), "A sector has nine signs"),
        (("44021A00-,44021", "44021A00-,44011"), "no municipality of this division"),
        (("2025,2025,1000", "2019,2025,1000"), "had ended"),
        (("2025,2025,400", "2025,2025,-4"), "not below 0"),
        (("2025,2025,400", "2025,2025,1400"), "fewer inhabitants"),
        (("44021A01-", "44021A00-"), "stands there twice"),
        (("2025,2025,1000", "2025,25,1000"), "four digits"),
    ],
)
def test_a_delivery_that_is_not_as_documented_is_refused_with_its_row(
    tmp_path: Path, change: tuple[str, str], says: str
) -> None:
    text = delivered({GHENT: TOWNS[GHENT]})
    assert change[0] in text
    with pytest.raises(BadInput, match=rf"row \d+: .*{says}"):
        read(tmp_path, text.replace(*change, 1))


def test_a_delivery_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no row below"):
        read(tmp_path, ",".join(sector_delivery.COLUMNS) + "\n")
