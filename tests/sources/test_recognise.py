"""A file is known by what it holds."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from liim.catalogue import quantities
from liim.sources import READERS, SOURCES, Source, find, recognise

from .conftest import inhabitants

Write = Callable[..., Path]


def known_as(path: Path) -> str | None:
    reader = recognise(path)
    return reader.source.id if reader else None


def test_a_renamed_file_is_still_known(population: Write, newcomers: Write, jobseekers: Write, tmp_path: Path) -> None:
    files = {
        "statbel_population": population(inhabitants(2018), name="download (3).zip"),
        "pinc_newcomers": newcomers(name="export.csv"),
        "pinc_jobseekers": jobseekers().rename(tmp_path / "Map1.xlsx"),
    }
    assert {source: known_as(path) for source, path in files.items()} == {source: source for source in files}


@pytest.mark.parametrize(
    ("source", "file", "name"),
    [
        ("statbel_origin", "statbel/origin/origin_by_municipality_2015-2024.csv", "herkomst.csv"),
        ("statbel_income", "statbel/income/TF_PSNL_INC_TAX_MUNTY.xlsx", "Map2.xlsx"),
        ("statbel_cars", "statbel/cars/TF_CAR_HH_SECTOR.txt", "wagens (1).txt"),
    ],
)
def test_a_real_file_under_another_name_is_still_known(
    shared_data: Path, tmp_path: Path, source: str, file: str, name: str
) -> None:
    (tmp_path / name).symlink_to(shared_data / file)
    assert known_as(tmp_path / name) == source


def test_a_file_that_claims_no_source_is_ignored_even_if_it_is_broken(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("call Statbel\n")
    (tmp_path / "holiday.zip").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "page.html").write_text("<html></html>")
    found = find(tmp_path)
    assert [path.name for path in found.ignored] == ["holiday.zip", "notes.txt", "page.html"]
    assert found.files == ()


def test_what_was_found_is_told_with_what_was_ignored(tmp_path: Path, newcomers: Write) -> None:
    newcomers()
    (tmp_path / "notes.txt").write_text("call Statbel\n")
    told = find(tmp_path).told()
    assert "1 of pinc_newcomers" in told
    assert "Ignored" in told
    assert "notes.txt" in told


def test_an_input_is_told_by_its_checksum(newcomers: Write, tmp_path: Path) -> None:
    newcomers()
    (file,) = find(tmp_path).files
    told = file.as_input()
    assert (told["source"], told["file"], told["bytes"]) == ("pinc_newcomers", file.path.name, file.path.stat().st_size)
    assert len(told["sha256"]) == 64


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)
def test_every_source_says_who_publishes_it_and_delivers_known_quantities(source: Source) -> None:
    assert source.page.startswith("https://")
    assert source.licence
    assert set(source.quantities) <= set(quantities())
    assert all(published.address or published.save for published in source.files)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)
def test_the_names_of_a_source_claim_it_and_no_other(source: Source) -> None:
    names = [published.in_year(2024)[0] for published in source.files]
    for one in SOURCES:
        claimed = [name for name in names if re.search(one.named, name, re.IGNORECASE)]
        assert claimed == (names if one is source else [])


def test_no_two_readers_are_of_one_source() -> None:
    assert len({reader.source.id for reader in READERS}) == len(READERS)


@pytest.mark.real
def test_the_real_folder_is_sorted_out(data: Path) -> None:
    found = find(data)
    assert sorted(file.source.id for file in found.files) == sorted(
        ["statbel_population"] * 4
        + ["statbel_origin", "statbel_income", "statbel_cars", "pinc_jobseekers"]
        + ["pinc_newcomers"] * 2
    )
    assert {"gemeente.shp", "gemeente.xlsx", "gemeente_arrondiss.xlsx", "ggw72024.xlsx"} <= {
        p.name for p in found.geography
    }
    assert {"SAMEN_problemen.xlsx", "TU_COM_REFNIS.txt"} <= {p.name for p in found.ignored}
