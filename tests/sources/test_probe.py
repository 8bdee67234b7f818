"""What a probe tells of each source, without keeping anything."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import stamina

from liim.sources import SOURCES
from liim.sources.fetching import Probed, latest, probe

from .conftest import UNTIL_2018, inhabitants
from .publisher import Publisher, publishing

Write = Callable[..., Path]
POPULATION = next(source for source in SOURCES if source.id == "statbel_population")


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    """Attempts follow each other at once."""
    with stamina.set_testing(True, attempts=2, cap=True):
        yield


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[Publisher]:
    """A mirror with nothing yet."""
    (tmp_path / "published" / POPULATION.folder).mkdir(parents=True)
    with publishing(tmp_path / "published") as one:
        yield one


def probed(publisher: Publisher, tmp_path: Path, today: date = date(2018, 7, 1)) -> Probed:
    return probe(["statbel_population"], home=tmp_path / "home", mirror=publisher.address, today=today)[0]


def put(publisher: Publisher, file: Path) -> None:
    shutil.move(file, publisher.folder / POPULATION.folder / file.name)


def test_the_latest_period_and_the_layout_are_told_and_nothing_is_kept(
    publisher: Publisher, tmp_path: Path, population: Write
) -> None:
    put(publisher, population(inhabitants(2017), year=2017))
    put(publisher, population(inhabitants(2018)))
    told = probed(publisher, tmp_path)
    assert (told.reachable, told.latest, told.layout, told.late) == (True, "2018", "as expected", 0)
    assert latest(tmp_path / "home") == ()


def test_a_period_that_should_have_come_is_late(publisher: Publisher, tmp_path: Path, population: Write) -> None:
    """The population of 1 January appears in June."""
    put(publisher, population(inhabitants(2018)))
    assert probed(publisher, tmp_path, date(2019, 6, 30)).late == 0
    assert probed(publisher, tmp_path, date(2019, 9, 1)).late == 3


def test_a_changed_layout_is_told(publisher: Publisher, tmp_path: Path, population: Write) -> None:
    columns = tuple(column for column in UNTIL_2018 if column != "CD_NATLTY")
    put(publisher, population(inhabitants(2018), columns=columns))
    told = probed(publisher, tmp_path)
    assert (told.reachable, told.layout) == (True, "changed")
    assert "CD_NATLTY" in told.message


def test_a_publisher_that_refuses_programs_is_reachable(publisher: Publisher, tmp_path: Path) -> None:
    this_year = date.today().year  # noqa: DTZ011 - a test's today is the machine's
    publisher.faults[f"TF_SOC_POP_STRUCT_{this_year}.zip"] = "refused"
    told = probed(publisher, tmp_path)
    assert (told.reachable, told.layout) == (True, "not seen")
    assert POPULATION.page in told.message


def test_a_publisher_that_is_gone_is_not_reachable(tmp_path: Path) -> None:
    with publishing(tmp_path) as gone:
        pass
    assert not probed(gone, tmp_path).reachable
