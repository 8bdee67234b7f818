"""The catalogue holds every row of the list that the field agreed on, and nothing in it is silently different."""

import csv
from pathlib import Path

import pytest

from liim.catalogue import catalogue, groupings_of, is_additive, quantities, themes
from liim.model import Indicator

LIST = Path(__file__).parents[2].parent / "shared" / "domain" / "indicators.csv"
IDS = Path(__file__).with_name("ids.txt")

# (id, column) → what the catalogue says instead, and why.
DELIBERATE = {
    ("PC_01", "source_owner"): (
        "ABB (Kruispuntbank Inburgering)",
        "the portal passes on the same newcomers as DE_49: one quantity, one owner",
    ),
    ("PC_02", "source_owner"): (
        "ABB (Kruispuntbank Inburgering)",
        "as PC_01",
    ),
    ("PC_04", "source_owner"): (
        "Provincies in Cijfers (VDAB)",
        "one quantity with PC_03, split in another way; the National Register only adds the origin",
    ),
    ("PC_05", "reference_date"): (
        "12-month mean",
        "the publisher's own label says jaargemiddelde; the situation on 31 December is another series",
    ),
    ("CW_05", "formula"): ("rate", "it may exceed 100: occupied pitches are no part of the usable ones"),
}
OWNERS = {
    "ABB (citizen survey Gemeente-Stadsmonitor)": "ABB (burgerbevraging Gemeente-Stadsmonitor)",
    "own survey": "eigen bevraging van de gemeenten",
}  # what users read is Dutch
FREQUENCIES = {
    "yearly": "yearly",
    "per municipal election (six-yearly)": "six-yearly",
    "three-yearly (2017, 2020, 2023)": "three-yearly",
}


def rows() -> list[dict[str, str]]:
    if not LIST.is_file():
        pytest.skip("no list of indicators beside the project")
    with LIST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told(indicator: Indicator) -> dict[str, str]:
    """An indicator in the columns of the list."""
    formula = indicator.formula
    return {
        "theme": "related" if indicator.is_related else indicator.theme.id,
        "title_nl": indicator.title,
        "kind": indicator.kind,
        "formula": formula.stated or formula.kind,
        "unit": indicator.unit,
        "breakdowns": ";".join(one.breakdown for one in groupings_of(indicator)),
        "age_bracket": indicator.age,
        "reference_date": indicator.moment,
        "frequency": indicator.frequency,
        "source_owner": quantities()[formula.plus[0].quantity].owner,
        "additive": "yes" if is_additive(indicator) else "no",
        "polarity": indicator.polarity,
    }


def test_no_indicator_is_missing_and_none_is_extra() -> None:
    assert {row["id"] for row in rows()} == set(catalogue())


def test_no_declaration_is_silently_different() -> None:
    different: dict[tuple[str, str], str] = {}
    for row in rows():
        own = told(catalogue()[row["id"]])
        owner = OWNERS.get(row["source_owner"], row["source_owner"])
        asked = row | {"frequency": FREQUENCIES[row["frequency"]], "source_owner": owner}
        different |= {(row["id"], column): own[column] for column in own if own[column] != asked[column]}
    assert different == {where: says for where, (says, _) in DELIBERATE.items()}


def test_what_the_city_monitor_publishes_is_named_as_it_names_it() -> None:
    for row in rows():
        name = catalogue()[row["id"]].published_as
        assert bool(name) == bool(row["published_as"])
        assert not name or row["published_as"].endswith(f"{name}.xlsx")


def test_what_is_to_be_verified_there_is_marked_here() -> None:
    """A mark is kept wherever the fact is shown."""
    for row in rows():
        if "to verify" in f"{row['caution']} {row['numerator']} {row['denominator']}":
            assert catalogue()[row["id"]].to_verify, row["id"]


def test_the_order_is_that_of_the_report() -> None:
    """Chapters in their order, caravan sites at the end of housing, related ones at the end of their chapter."""
    order = [theme.id for theme in themes()]
    assert order.index("caravan_sites") == order.index("housing") + 1
    own = [(order.index(one.theme.id), one.is_related) for one in catalogue().values()]
    assert own == sorted(own)


def test_within_a_chapter_the_order_is_that_of_the_list() -> None:
    place = {row["id"]: n for n, row in enumerate(rows())}
    for theme in themes():
        ids = [one.id for one in catalogue().values() if one.theme == theme]
        assert ids == sorted(ids, key=place.__getitem__)


def test_ids_are_forever() -> None:
    """Plans, links and other people's scripts hold them: the list is only added to, at its end."""
    kept = IDS.read_text("utf-8").split()
    assert len(kept) == len(set(kept))
    assert set(catalogue()) <= set(kept), "add the new id at the end of tests/catalogue/ids.txt"
    assert set(kept) <= set(catalogue()), "an id may be retired, never removed"
