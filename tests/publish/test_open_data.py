"""Open data keeps to its standards: RFC 4180, and CSVW read by its own library."""

import csv
import json

import csvw  # type: ignore[import-untyped]  # the library ships no types
import pytest

from liim.editions import Edition


def test_every_indicator_with_figures_has_a_table_and_its_description(edition: Edition) -> None:
    files = {path.name for path in (edition.folder / "open-data").iterdir()}
    assert files == {
        f"{id_}.csv{more}" for id_ in ("DE_42", "DE_44", "DE_49", "PC_05") for more in ("", "-metadata.json")
    }


def test_rows_end_as_rfc_4180_wants_and_whole_counts_are_whole(edition: Edition) -> None:
    content = (edition.folder / "open-data" / "DE_42.csv").read_bytes()
    assert content.endswith(b"\r\n")
    assert b"5271,43922,12.0" in content
    assert b"\n\n" not in content


def test_what_is_withheld_has_no_number(edition: Edition) -> None:
    with (edition.folder / "open-data" / "DE_49.csv").open(encoding="utf-8", newline="") as file:
        hidden = [row for row in csv.DictReader(file) if row["status"] == "withheld"]
    assert hidden
    assert all(row[name] == "" for row in hidden for name in ("numerator", "value", "lower", "upper"))


@pytest.mark.parametrize("id_", ["DE_42", "DE_44", "DE_49", "PC_05"])
def test_the_description_fits_its_table(edition: Edition, id_: str) -> None:
    described = csvw.Table.from_file(edition.folder / "open-data" / f"{id_}.csv-metadata.json")
    rows = list(described)
    assert rows
    assert {row["indicator"] for row in rows} == {id_}
    assert isinstance(rows[0]["as_published"], bool)
    described.check_primary_key()


def test_names_stand_beside_codes(edition: Edition) -> None:
    with (edition.folder / "open-data" / "DE_42.csv").open(encoding="utf-8", newline="") as file:
        names = {row["area"]: (row["area_name_nl"], row["area_name_fr"]) for row in csv.DictReader(file)}
    assert names["73028"] == ("Herstappe", "Herstappe")
    assert names["21004"] == ("Brussel", "Bruxelles")


def test_every_row_says_of_which_edition_and_kind_it_is(fictitious: Edition) -> None:
    with (fictitious.folder / "open-data" / "DE_42.csv").open(encoding="utf-8", newline="") as file:
        assert {(row["edition"], row["kind"]) for row in csv.DictReader(file)} == {("demo", "demo")}


def test_the_description_is_plain_json_in_the_context_of_the_standard(edition: Edition) -> None:
    told = json.loads((edition.folder / "open-data" / "DE_42.csv-metadata.json").read_text(encoding="utf-8"))
    assert told["@context"][0] == "http://www.w3.org/ns/csvw"
    assert told["url"] == "DE_42.csv"
