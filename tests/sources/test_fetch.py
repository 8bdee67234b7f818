"""Fetching, from a publisher that is well, ill, busy, slow, or wants no programs."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import stamina

from liim.sources import SOURCES, find
from liim.sources.fetching import Fetched, by_hand, fetch, keep, latest

from .conftest import inhabitants
from .publisher import Fault, Publisher, publishing

Write = Callable[..., Path]
POPULATION = next(source for source in SOURCES if source.id == "statbel_population")
NAME = "TF_SOC_POP_STRUCT_2018.zip"


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    """Attempts follow each other at once."""
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.fixture
def publisher(tmp_path: Path, population: Write) -> Iterator[Publisher]:
    """A mirror with one population file."""
    folder = tmp_path / "published" / POPULATION.folder
    folder.mkdir(parents=True)
    shutil.move(population(inhabitants(2018)), folder / NAME)
    with publishing(tmp_path / "published") as one:
        yield one


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def got(publisher: Publisher, home: Path, *, limit: float | None = None) -> Fetched:
    """What became of the one file that is there."""
    told = fetch(["statbel_population"], home=home, mirror=publisher.address, limit=limit)
    return next(one for one in told if one.outcome != "absent")


def content(publisher: Publisher) -> bytes:
    return (publisher.folder / POPULATION.folder / NAME).read_bytes()


def test_a_file_is_kept_under_date_and_checksum(publisher: Publisher, home: Path) -> None:
    fetched = got(publisher, home)
    assert fetched.outcome == "new"
    assert fetched.path is not None
    assert fetched.path.read_bytes() == content(publisher)
    assert fetched.path.parent.parent == home / "raw" / "statbel_population"
    assert len(fetched.path.parent.name) == len("2026-01-01-") + 64
    assert latest(home) == (fetched.path,)


def test_years_that_are_not_there_are_absent_and_no_failure(publisher: Publisher, home: Path) -> None:
    told = fetch(["statbel_population"], home=home, mirror=publisher.address)
    assert {one.outcome for one in told} == {"new", "absent"}
    assert told[-1].name == "TF_SOC_POP_STRUCT_2009.zip"


def test_what_is_kept_is_not_sent_again(publisher: Publisher, home: Path) -> None:
    first = got(publisher, home)
    second = got(publisher, home)
    assert (second.outcome, second.path) == ("unchanged", first.path)
    assert "If-None-Match" in publisher.asked[-1 - (2018 - 2009)][1]


def test_a_revised_file_is_kept_beside_the_old_one(publisher: Publisher, home: Path, population: Write) -> None:
    first = got(publisher, home)
    more = population([*inhabitants(2018), *inhabitants(2018)])
    shutil.move(more, publisher.folder / POPULATION.folder / NAME)
    second = got(publisher, home)
    assert second.outcome == "new"
    assert first.path is not None
    assert first.path.exists()
    assert latest(home) == (second.path,)


def test_a_cut_connection_is_resumed_from_where_it_broke_off(publisher: Publisher, home: Path) -> None:
    publisher.faults[NAME] = "cut"
    assert got(publisher, home).outcome == "new"
    asked = [headers for name, headers in publisher.asked if name == NAME]
    assert asked[1]["Range"] == f"bytes={len(content(publisher)) // 2}-"


def test_a_part_is_kept_for_the_next_time(publisher: Publisher, home: Path) -> None:
    publisher.faults[NAME] = "cut always"
    assert got(publisher, home).outcome == "failed"
    assert latest(home) == ()
    del publisher.faults[NAME]
    assert got(publisher, home).outcome == "new"
    assert "Range" in next(headers for name, headers in reversed(publisher.asked) if name == NAME)


def test_a_busy_publisher_is_asked_again_when_it_says(publisher: Publisher, home: Path) -> None:
    publisher.faults[NAME] = "busy"
    assert got(publisher, home).outcome == "new"
    assert publisher.times(NAME) == 2


def test_a_publisher_that_is_busy_for_an_hour_is_left_alone(publisher: Publisher, home: Path) -> None:
    publisher.faults[NAME] = "busy for an hour"
    assert got(publisher, home).outcome == "failed"
    assert publisher.times(NAME) == 1


@pytest.mark.parametrize("fault", ["refused", "html"])
def test_where_programs_are_refused_a_person_is_told_what_to_save_where(
    publisher: Publisher, home: Path, fault: Fault
) -> None:
    publisher.faults[NAME] = fault
    fetched = got(publisher, home)
    assert fetched.outcome == "refused"
    for told in ("TF_SOC_POP_STRUCT_<jaar>.zip", POPULATION.page, str(by_hand(home, POPULATION)), "liim build --from"):
        assert told in fetched.message
    assert publisher.times(NAME) == 1  # a no is a no


def test_wrong_bytes_are_not_kept(publisher: Publisher, home: Path) -> None:
    publisher.faults[NAME] = "wrong bytes"
    fetched = got(publisher, home)
    assert fetched.outcome == "failed"
    assert "damaged" in fetched.message
    assert latest(home) == ()
    del publisher.faults[NAME]
    assert got(publisher, home).outcome == "new"


def test_a_broken_publisher_is_tried_a_few_times_and_named(publisher: Publisher, home: Path) -> None:
    publisher.faults[NAME] = "broken"
    assert got(publisher, home).outcome == "failed"
    assert publisher.times(NAME) == 3


def test_a_slow_publisher_gets_its_time_and_no_more(publisher: Publisher, home: Path) -> None:
    publisher.faults[NAME] = "slow"
    fetched = got(publisher, home, limit=0.4)
    assert fetched.outcome == "out_of_time"
    del publisher.faults[NAME]
    assert got(publisher, home).outcome == "new"


def test_a_full_disk_is_said_before_it_is_full(publisher: Publisher, home: Path) -> None:
    publisher.faults[NAME] = "no room"
    fetched = got(publisher, home)
    assert fetched.outcome == "failed"
    assert "LIIM_HOME" in fetched.message


def test_a_publisher_that_is_not_there_is_asked_once(tmp_path: Path, home: Path) -> None:
    with publishing(tmp_path) as gone:
        address = gone.address
    told = fetch(["statbel_population"], home=home, mirror=address)
    assert [one.outcome for one in told] == ["unreachable"]
    assert "127.0.0.1 cannot be reached" in told[0].message


def test_what_a_person_saved_is_kept_too(home: Path, newcomers: Write) -> None:
    source = next(one for one in SOURCES if one.id == "pinc_newcomers")
    told = {one.name: one for one in fetch(["pinc_newcomers"], home=home)}
    assert {one.outcome for one in told.values()} == {"by_hand"}
    folder = by_hand(home, source)
    folder.mkdir(parents=True)
    shutil.move(newcomers(), folder)
    told = {one.name: one for one in fetch(["pinc_newcomers"], home=home)}
    assert told["nieuwkomers - gemeenten.csv"].outcome == "new"
    assert told["nieuwkomers niet-EU - gemeenten.csv"].outcome == "by_hand"
    assert [path.name for path in latest(home)] == ["nieuwkomers - gemeenten.csv"]


def test_a_broken_file_that_a_person_saved_is_told_and_not_kept(home: Path) -> None:
    source = next(one for one in SOURCES if one.id == "pinc_jobseekers")
    by_hand(home, source).mkdir(parents=True)
    (by_hand(home, source) / "werkloosheid.xlsx").write_bytes(b"PK\x03\x04 and no more")
    told = fetch(["pinc_jobseekers", "pinc_newcomers"], home=home)
    broken = next(one for one in told if one.name == "werkloosheid.xlsx")
    assert (broken.source, broken.outcome) == ("pinc_jobseekers", "failed")
    assert "cut short or damaged" in broken.message
    assert latest(home) == ()


def test_an_unknown_source_is_refused(home: Path) -> None:
    with pytest.raises(ValueError, match="no source is called statbel_weather"):
        fetch(["statbel_weather"], home=home)


def test_a_mirror_that_is_no_address_is_refused(home: Path) -> None:
    with pytest.raises(ValueError, match="begins with http"):
        fetch(home=home, mirror="the cupboard")


def test_the_same_bytes_under_another_name_are_kept_once(home: Path, population: Write) -> None:
    first = keep(population(inhabitants(2018)), POPULATION, home)
    again = keep(population(inhabitants(2018), name="TF_SOC_POP_STRUCT_2018 (1).zip"), POPULATION, home)
    assert again == first
    assert latest(home) == (first.path,)


def test_what_was_still_being_kept_when_the_machine_stopped_is_no_snapshot(home: Path, population: Write) -> None:
    kept = keep(population(inhabitants(2018)), POPULATION, home)
    shutil.copytree(kept.path.parent, kept.path.parent.parent / ".half")
    assert latest(home) == (kept.path,)


@pytest.mark.real
def test_a_mirror_of_the_real_files_gives_all_of_them(data: Path, home: Path) -> None:
    with publishing(data) as mirror:
        told = fetch(home=home, mirror=mirror.address)
    assert sum(one.outcome == "new" for one in told) == 10
    assert {one.outcome for one in told} == {"new", "absent"}
    assert len(find(home / "raw").files) == 10
