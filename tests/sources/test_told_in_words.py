"""What a person who types `liim …` is told of a file, and that nothing is written when it is refused."""

import shutil
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import stamina
from typer.testing import CliRunner, Result

from liim.cli import app
from liim.sources import SOURCES
from liim.sources.fetching import by_hand

from .conftest import FROM_2019, JOBSEEKER_LABELS, UNTIL_2018, inhabitant, inhabitants
from .publisher import publishing

Write = Callable[..., Path]
NAME = "TF_SOC_POP_STRUCT_2018.zip"
POPULATION = next(source for source in SOURCES if source.id == "statbel_population")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A LIIM_HOME in which an edition is released, and a terminal of eighty signs."""
    folder = tmp_path / "home"
    (folder / "editions" / "e1").mkdir(parents=True)
    (folder / "editions" / "e1" / "figures.parquet").write_bytes(b"as released")
    (folder / "editions" / "current").symlink_to("e1")
    monkeypatch.setenv("LIIM_HOME", str(folder))
    monkeypatch.setenv("COLUMNS", "80")
    return folder


def typed(*command: str) -> Result:
    with stamina.set_testing(True, attempts=1):
        return CliRunner().invoke(app, list(command))


def held(folder: Path) -> dict[str, bytes | None]:
    """Every file and folder below, with what is in it."""
    below = sorted(folder.rglob("*"))
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in below}


def rows_with(**fields: str) -> Callable[[Write], Path]:
    return lambda population: population([*inhabitants(2018), inhabitant("11002", 2018, **fields)])


def cut(population: Write) -> Path:
    file = population(inhabitants(2018))
    file.write_bytes(file.read_bytes()[:-400])
    return file


def locked(population: Write) -> Path:
    file = population(inhabitants(2018))
    content = bytearray(file.read_bytes())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    file.write_bytes(content)
    return file


def bomb(population: Write) -> Path:
    file = population([])
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("TF_SOC_POP_STRUCT_2018.txt", b"0" * 20_000_000)
    return file


def without(column: str) -> Callable[[Write], Path]:
    columns = tuple(one for one in UNTIL_2018 if one != column)
    return lambda population: population(inhabitants(2018), columns=columns)


def holding(content: bytes) -> Callable[[Write], Path]:
    def write(population: Write) -> Path:
        file = population([])
        file.write_bytes(content)
        return file

    return write


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (cut, ["cut short or damaged", "Fetch the file again"]),
        (locked, ["locked with a password", "Save it without one"]),
        (bomb, ["the limits are", "fetch it from the publisher"]),
        (without("CD_SEX"), ["row 1: column CD_SEX is missing", "fetch the file again"]),
        (rows_with(MS_POPULATION="twee"), ["row 330: 'twee' is no number of people", "fetch it again"]),
        (rows_with(MS_POPULATION="-3"), ["row 330: '-3' is below zero", "fetch it again"]),
        (rows_with(CD_MUNTY_REFNIS="12345"), ["row 330: municipality '12345' does not exist"]),
        (rows_with(CD_MUNTY_REFNIS="44083"), ["row 330: municipality 44083 does not exist in 2018"]),
        (lambda write: write(inhabitants(2018)[1:]), ["1 of 327 municipalities are missing", "11001"]),
        (lambda write: write(inhabitants(2017), year=2018), ["2018 in the name of the file", "Was the file renamed?"]),
        (holding(b"<!DOCTYPE html><html>Log in</html>"), ["this is a web page", "save the file itself"]),
        (holding(b""), ["the file is empty", "Fetch the file again"]),
    ],
)
def test_a_build_of_a_bad_file_tells_it_and_leaves_everything_as_it_was(
    make: Callable[[Write], Path], told: list[str], population: Write, home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "from"
    folder.mkdir()
    shutil.move(make(population), folder)
    before = held(home)
    answer = typed("build", "--from", str(folder), "--id", "e2")
    assert answer.exit_code == 1
    for one in (NAME, *told):
        assert one in answer.stderr
    assert held(home) == before


def test_a_build_without_room_on_the_disk_tells_it_and_leaves_everything_as_it_was(
    population: Write, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "from"
    folder.mkdir()
    shutil.move(population(inhabitants(2018)), folder)
    usage = shutil.disk_usage(home)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
    before = held(home)
    answer = typed("build", "--from", str(folder), "--id", "e2")
    assert answer.exit_code == 1
    assert "edition e2: 5" in answer.stderr
    assert "Make room" in answer.stderr
    assert held(home) == before


def test_brackets_in_a_name_are_no_colours(jobseekers: Write, tmp_path: Path) -> None:
    """Labels of the portal end in [aantal], and browsers put brackets in the names of copies."""
    labels = tuple(label for label in JOBSEEKER_LABELS if not label.startswith("WZW Belg ["))
    folder = tmp_path / "from"
    folder.mkdir()
    file = jobseekers(labels=labels).rename(folder / "werkloosheid [a].xlsx")
    answer = typed("build", "--from", str(folder))
    assert f"{file.name}, row 2: WZW Belg [aantal] is missing" in answer.stderr


def test_a_doubt_is_told_in_words_and_not_as_a_line_of_the_program(population: Write, tmp_path: Path) -> None:
    folder = tmp_path / "from"
    folder.mkdir()
    rows = inhabitants(2019)[:5]
    shutil.move(population(rows, year=2019, columns=FROM_2019, member="bevolking.txt"), folder)
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        answer = typed("build", "--from", str(folder))
    assert "! TF_SOC_POP_STRUCT_2019.zip: the year 2019 stands in the name of the file only" in answer.stderr
    assert ".py" not in answer.stderr


def test_what_to_save_from_where_into_where_can_be_copied_from_a_narrow_terminal(
    population: Write, home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "published" / POPULATION.folder
    folder.mkdir(parents=True)
    shutil.move(population(inhabitants(2018)), folder)
    with publishing(tmp_path / "published") as publisher:
        publisher.faults[NAME] = "refused"
        answer = typed("fetch", "statbel_population", "--mirror", publisher.address)
    assert answer.exit_code == 1
    assert POPULATION.page in answer.stdout
    assert f"liim build --from {by_hand(home, POPULATION)}`" in answer.stdout


def test_a_probe_tells_each_source_and_where_it_looked(population: Write, tmp_path: Path) -> None:
    folder = tmp_path / "published" / POPULATION.folder
    folder.mkdir(parents=True)
    shutil.move(population(inhabitants(2018)), folder)
    with publishing(tmp_path / "published") as publisher:
        answer = typed("probe", "statbel_population", "--mirror", publisher.address)
    assert answer.exit_code == 0
    assert "as expected" in answer.stdout
    assert f"seen at {publisher.address}/{POPULATION.folder}/{NAME}." in answer.stdout
