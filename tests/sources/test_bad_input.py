"""Bad input: a clear error that names file, row and remedy, before anything is written."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from liim.sources import BadInput, RawFile, find, observe, observe_all, recognise, sort_out
from liim.sources.errors import DoubtfulInput
from liim.sources.fetching import require_room
from liim.sources.mark import MARK

from .conftest import FROM_2019, UNTIL_2018, inhabitant, inhabitants

Write = Callable[..., Path]
ZIP = "TF_SOC_POP_STRUCT_2018.zip"
ORIGIN = "year,nis,belgian_background,neighbouring,eu27,non_eu27,total"


def read(path: Path) -> None:
    """What a build does with a file."""
    reader = recognise(path)
    assert reader is not None, "the file claims no source"
    observe(RawFile(path, reader))


def refused(path: Path, *told: str) -> str:
    """Read a file that must be refused, with a message that tells all this; gives the message."""
    with pytest.raises(BadInput) as error:
        read(path)
    message = str(error.value)
    for one in (path.name, *told):
        assert one in message
    assert message.endswith((".", "?"))
    return message


# The zip itself


def test_a_truncated_zip(population: Write) -> None:
    file = population(inhabitants(2018))
    file.write_bytes(file.read_bytes()[:-400])
    refused(file, "cut short or damaged", "Fetch the file again")


def test_a_zip_with_damaged_bytes(population: Write) -> None:
    file = population(inhabitants(2018))
    content = bytearray(file.read_bytes())
    content[300:340] = bytes(40)
    file.write_bytes(content)
    refused(file, "damaged", "Fetch the file again")


def test_a_zip_with_a_password(population: Write) -> None:
    file = population(inhabitants(2018))
    content = bytearray(file.read_bytes())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1  # the flag of the member in the central directory
    file.write_bytes(content)
    refused(file, "locked with a password")


def test_a_zip_bomb(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / ZIP, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("TF_SOC_POP_STRUCT_2018.txt", b"0" * 20_000_000)
    refused(tmp_path / ZIP, "the limits are", "do not open it")


def test_a_zip_that_says_it_is_smaller_than_it_is(population: Write) -> None:
    """The size that a zip declares is not believed: what is unpacked must fit it."""
    file = population(inhabitants(2018))
    content = bytearray(file.read_bytes())
    at = content.rindex(b"PK\x01\x02") + 24
    content[at : at + 4] = (500).to_bytes(4, "little")
    file.write_bytes(content)
    refused(file, "damaged")


def test_a_workbook_that_is_a_bomb(tmp_path: Path) -> None:
    file = tmp_path / "unemployment_jobseekers_data.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 20_000_000)
    refused(file, "the limits are")


def test_a_zip_with_too_many_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / ZIP, "w") as archive:
        for number in range(51):
            archive.writestr(f"{number}.txt", b"")
    refused(tmp_path / ZIP, "51 files")


def test_a_zip_with_two_files(population: Write) -> None:
    file = population(inhabitants(2018))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("README.txt", b"read me")
    refused(file, "one file was expected", "README.txt")


@pytest.mark.parametrize(
    "name",
    [ZIP, "nieuwkomers - gemeenten.csv", "unemployment_jobseekers_data.xlsx", "origin_by_municipality_2015-2024.csv"],
)
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<!DOCTYPE html>\n<html><body>Log in</body></html>", "this is a web page"),
        (b"", "the file is empty"),
        (b" \n", "empty"),
    ],
)
def test_a_web_page_or_nothing_under_the_name_of_a_file(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    refused(tmp_path / name, told)


def test_a_text_under_the_name_of_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "unemployment_jobseekers_data.xlsx").write_bytes(b"a;b\n1;2\n")
    refused(tmp_path / "unemployment_jobseekers_data.xlsx", "no workbook but a text file")


def test_a_text_without_end(tmp_path: Path) -> None:
    file = tmp_path / "TF_SOC_POP_STRUCT_2018.txt"
    with file.open("wb") as text:
        text.write(b"CD_NATLTY|MS_POPULATION\n" * 10_000)
        text.truncate(401_000_000)  # a hole: it takes no room on the disk
    refused(file, "larger than 400 MB")


# Signs


def test_text_that_is_neither_utf8_nor_cp1252(population: Write) -> None:
    file = population([*inhabitants(2018), inhabitant("11002", 2018, TX_MUNTY_DESCR_NL="\x81")], encoding="latin-1")
    refused(file, "row 330", "fits neither UTF-8 nor")


def test_text_that_mixes_two_encodings(population: Write) -> None:
    """Read as cp1252, the UTF-8 names would turn into others without an error."""
    file = population(inhabitants(2018), encoding="utf-8")
    with zipfile.ZipFile(file) as archive:
        text = archive.read(archive.namelist()[0]).replace("é".encode(), b"\xe9", 1)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("TF_SOC_POP_STRUCT_2018.txt", text)
    refused(file, "row 2", "0xe9")


def test_text_in_utf16(population: Write) -> None:
    refused(population(inhabitants(2018), encoding="utf-16"), "UTF-16")


# Columns and rows


@pytest.mark.parametrize("column", ["CD_SEX", "CD_MUNTY_REFNIS", "TX_CIV_STS_FR", "MS_POPULATION"])
def test_a_missing_column(population: Write, column: str) -> None:
    columns = tuple(one for one in UNTIL_2018 if one != column)
    refused(population(inhabitants(2018), columns=columns), f"column {column} is missing", "row 1")


def test_a_renamed_column(population: Write) -> None:
    columns = tuple("CD_GENDER" if one == "CD_SEX" else one for one in UNTIL_2018)
    file = population([row | {"CD_GENDER": "F"} for row in inhabitants(2018)], columns=columns)
    refused(file, "column CD_SEX is missing and column CD_GENDER is not known")


def test_an_extra_column(population: Write) -> None:
    file = population([row | {"CD_NEW": "1"} for row in inhabitants(2018)], columns=(*UNTIL_2018, "CD_NEW"))
    refused(file, "column CD_NEW is not known", "statbel_population")


def test_a_column_that_stands_twice(population: Write) -> None:
    refused(population(inhabitants(2018), columns=(*UNTIL_2018, "CD_AGE")), "CD_AGE")


def test_no_row_at_all(population: Write) -> None:
    refused(population([]), "no row below")


def test_a_row_with_a_field_too_few(population: Write) -> None:
    rows = inhabitants(2018)
    rows[7] |= {"MS_POPULATION": "2|", "CD_YEAR": "2018"}
    refused(population(rows), "row 9", "22 fields")


def test_a_row_too_long_and_one_too_short(population: Write) -> None:
    """Together they have the right number of fields; the field that is lost is missed where it belongs."""
    rows = inhabitants(2018)
    file = population(rows)
    with zipfile.ZipFile(file) as archive:
        lines = archive.read(archive.namelist()[0]).decode("utf-8-sig").splitlines()
    lines[5], lines[8] = lines[5] + "|2018", lines[8].rpartition("|")[0]
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("TF_SOC_POP_STRUCT_2018.txt", "\n".join(lines))
    refused(file, "row 9")


@pytest.mark.parametrize("count", ["twee", "1.234", "2,5", "", "nan"])
def test_text_where_a_count_belongs(population: Write, count: str) -> None:
    rows = inhabitants(2018)
    rows[4] |= {"MS_POPULATION": count}
    refused(population(rows), "row 6", "no number of people")


def test_a_negative_count(population: Write) -> None:
    refused(population([*inhabitants(2018), inhabitant("11002", 2018, MS_POPULATION="-3")]), "row 330", "below zero")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("CD_AGE", "101", "no age"),
        ("CD_AGE", "x", "no age"),
        ("CD_SEX", "X", "not M or F"),
        ("CD_NATLTY", "FRA", "not BEL"),
    ],
)
def test_a_code_that_is_none(population: Write, field: str, value: str, told: str) -> None:
    refused(population([*inhabitants(2018), inhabitant("11002", 2018, **{field: value})]), "row 330", told)


# Years


def test_another_years_name_on_the_zip(population: Write) -> None:
    file = population(inhabitants(2019), name="TF_SOC_POP_STRUCT_2020.zip", year=2019, columns=FROM_2019)
    refused(file, "2020 in the name of the file, but 2019", "renamed")


def test_another_years_name_on_zip_and_member(population: Write) -> None:
    file = population(inhabitants(2017), year=2018)
    refused(file, "but 2017 in column CD_YEAR")


def test_another_years_name_told_by_the_codes(population: Write) -> None:
    """A municipality that starts in 2025 cannot be in the file of 2022."""
    file = population(inhabitants(2025), year=2022, columns=FROM_2019)
    message = refused(file, "does not exist in 2022 (it starts 2025-01-01)", "Is this the file of another year?")
    assert "row " in message


def test_a_municipality_that_has_ended(population: Write) -> None:
    file = population([*inhabitants(2019), inhabitant("44011", 2018)], year=2019, columns=FROM_2019)
    refused(file, "row 322: municipality 44011 does not exist in 2019 (it ended 2018-12-31)")


def test_two_years_in_one_file(population: Write) -> None:
    refused(population([*inhabitants(2018), inhabitant("11002", 2018, CD_YEAR="2017")]), "row 330", "'2017'")


def test_no_year_anywhere(population: Write) -> None:
    file = population(inhabitants(2019), name="TF_SOC_POP_STRUCT.zip", member="x.txt", columns=FROM_2019)
    refused(file, "no year stands in the file or its name")


def test_a_copy_under_another_years_name_is_doubted(population: Write, tmp_path: Path) -> None:
    one_more = inhabitant("11002", 2019)  # where every town counts the same, no copy is known by it
    for year in (2019, 2020):
        population([*inhabitants(2019), one_more], year=year, columns=FROM_2019)
    with pytest.warns(DoubtfulInput, match="exactly what TF_SOC_POP_STRUCT_2019.zip says of 2019"):
        list(observe_all(find(tmp_path)))


# Municipalities


def test_a_code_that_nobody_knows(population: Write) -> None:
    file = population([*inhabitants(2018), inhabitant("11002", 2018, CD_MUNTY_REFNIS="12345")])
    refused(file, "row 330: municipality '12345' does not exist")


def test_a_region_whose_zero_a_spreadsheet_dropped(population: Write) -> None:
    rows = inhabitants(2018)
    rows[0] |= {"CD_RGN_REFNIS": "2000"}
    refused(population(rows), "row 2", "lies in region 02000, not '2000'", "leading zero")


def test_a_municipality_that_is_missing(population: Write) -> None:
    refused(population(inhabitants(2018)[1:]), "1 of 327 municipalities are missing", "11001")


def test_a_name_that_is_missing(newcomers: Write) -> None:
    refused(newcomers(without=("Aalst",)), "1 of 285 municipalities are missing", "41002")


def test_a_name_that_stands_twice(newcomers: Write) -> None:
    refused(newcomers(more=("Aalst",)), "row 310: municipality 'Aalst' stands here a second time")


def test_a_name_that_stands_twice_among_job_seekers(jobseekers: Write) -> None:
    refused(jobseekers(more=("Aalst",)), "row 293: municipality 'Aalst' stands here a second time")


def test_a_name_that_nobody_knows(newcomers: Write) -> None:
    refused(newcomers({"Aalst": ["1", "2"]}, more=("Atlantis",)), "row 310", "Atlantis")


@pytest.mark.parametrize("count", ["veel", "1.234", "", "7.5", "nan", "inf"])
def test_text_where_newcomers_belong(newcomers: Write, count: str) -> None:
    refused(newcomers({"Aalst": ["7", count]}), "row 2: ", "newcomers of Aalst in 2024")


def test_newcomers_below_zero(newcomers: Write) -> None:
    refused(newcomers({"Aalst": ["-7", "7"]}), "row 2: ", "below zero")


def test_a_heading_that_is_none(newcomers: Write) -> None:
    refused(newcomers(label="nieuwkomertjes"), "row 1", "nieuwkomertjes|2023")


def test_a_row_of_newcomers_with_a_field_too_many(newcomers: Write) -> None:
    refused(newcomers({"Aalst": ["7", "7", "7"]}), "row 2: this row has 4 fields")


@pytest.mark.parametrize(("cell", "told"), [("veel", "veel"), (-1, "below zero"), (1.5, "1.5")])
def test_jobseekers_that_are_no_count(jobseekers: Write, cell: str | float, told: str) -> None:
    refused(jobseekers({("Aalst", "WZW [aantal]"): ["-", 30, cell]}), "row 4: ", told)


def test_a_percentage_that_is_no_fraction_any_more(jobseekers: Write) -> None:
    label = "werkzoekendengraad (jaargemiddelde) [%]"
    refused(jobseekers({("Aalst", label): [9.6, 9.6, 9.6]}), "a rate of 9.6", "0.096 for 9.6 %")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2024,11002,1,1,1,1,5", "the groups do not add up to the total"),
        ("2024,11002,1,1,1,x,4", "no whole number"),
        ("2024,11002,-1,2,2,1,4", "below zero"),
        ("2024,11007x,1,1,1,1,4", "municipality '11007x' does not exist"),
        ("2024,46030,1,1,1,1,4", "46030 does not exist in 2024 (it starts 2025-01-01)"),
        ("2024,99991,1,1,1,1,4", "99991"),
        ("1924,11002,1,1,1,1,4", "the year or the code is not one"),
        ("2024,11002,1,1,1,1,4\n2024,11002,1,1,1,1,4", "stands twice"),
    ],
)
def test_a_row_of_origin_that_is_wrong(tmp_path: Path, row: str, told: str) -> None:
    file = tmp_path / "origin_by_municipality_2015-2024.csv"
    file.write_text(f"{ORIGIN}\n2024,11056,1,1,1,1,4\n{row}\n")  # Zwijndrecht, which ends with 2024
    refused(file, told, "row 4" if "\n" in row else "row 3")


def test_origin_of_one_municipality_only(tmp_path: Path) -> None:
    file = tmp_path / "origin_by_municipality_2015-2024.csv"
    file.write_text(f"{ORIGIN}\n2024,11001,1,1,1,1,4\n")
    refused(file, "318 of 319 municipalities are missing")


def test_an_origin_table_with_other_columns(tmp_path: Path) -> None:
    file = tmp_path / "herkomst.csv"
    file.write_text(f"{ORIGIN},eu28\n2024,11001,1,1,1,1,4,0\n")
    refused(file, "row 1", "eu28")


# Files beside each other, and room


def test_a_name_and_a_content_that_contradict_each_other(newcomers: Write) -> None:
    file = newcomers(name="origin_by_municipality_2015-2024.csv")
    refused(file, "the name says statbel_origin, the content pinc_newcomers")


def test_two_files_that_say_different_things_of_one_year(population: Write, tmp_path: Path) -> None:
    population(inhabitants(2018))
    population([*inhabitants(2018), inhabitant("11002", 2018)], name="TF_SOC_POP_STRUCT_2018 (1).zip")
    with pytest.raises(BadInput, match=r"2018 stand in .* too, with other numbers"):
        list(observe_all(find(tmp_path)))


def test_the_same_file_twice_is_read_once(population: Write, tmp_path: Path) -> None:
    population(inhabitants(2018))
    population(inhabitants(2018), name="TF_SOC_POP_STRUCT_2018 (1).zip")
    assert sum(table.height for table in observe_all(find(tmp_path))) == 2 * 327


def test_real_and_fictitious_files_are_never_mixed(population: Write, newcomers: Write) -> None:
    fictitious, real = newcomers(), population(inhabitants(2018))
    with fictitious.open("a") as file:
        file.write(f"# {MARK}\n")
    assert sort_out([fictitious]).is_fictitious
    assert not sort_out([real]).is_fictitious
    with pytest.raises(BadInput, match=r"fictitious .* TF_SOC_POP_STRUCT_2018.zip beside it is not"):
        sort_out([real, fictitious])


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no such folder"):
        find(tmp_path / "nowhere")


def test_a_disk_without_room(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"MB are needed on the disk .* Make room"):
        require_room(tmp_path / "home" / "raw", 10**18, "an edition")
