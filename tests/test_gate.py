"""The gate on a whole edition: what it attacked is told, and it refuses whatever it cannot read or prove."""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console
from typer.testing import CliRunner

from liim import editions, gate, pipeline
from liim.cli import app
from liim.disclosure import attack as attacking
from liim.disclosure.errors import ContradictionError, NotSolvedError
from liim.editions import Edition
from liim.editions.writing import list_files
from liim.geography import municipalities

CLASSES = ("belgian_nationality", "eu_nationality", "non_eu_nationality")
Spoil = Callable[[Path], None]


def delivery(folder: Path, small: float = 2.0) -> Path:
    """Social tenants of every town by nationality; of the third town few come from outside the EU."""
    rows = [("source", "quantity", "area", "division", "period", "nationality_group", "count", "status", "reason")]
    for number, area in enumerate(sorted(municipalities("2025"))):
        counts = dict(
            zip(CLASSES, (200.0 + number, 40.0 + number, small if number == 2 else 30.0 + number), strict=True)
        )
        for code, count in {"total": sum(counts.values()), **counts}.items():
            rows.append(("wonen", "social_tenants", area, "2025", "2024", code, str(count), "ok", ""))
    folder.mkdir(exist_ok=True)
    path = folder / "delivery_wonen.csv"
    path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A LIIM_HOME of its own."""
    monkeypatch.setenv("LIIM_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LIIM_HOME in which a small edition was built, not released."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIIM_HOME", str(folder))
        pipeline.build(delivery(folder / "from"), id_="one", say=lambda _: None)
    return folder


@pytest.fixture
def one(built: Path, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """That edition, opened."""
    monkeypatch.setenv("LIIM_HOME", str(built))
    return editions.open_edition("one")


def failed(report: gate.Report) -> dict[str, str]:
    """What does not hold, and why."""
    return {check.name: check.found for check in report.checks if not check.passed}


def test_the_report_tells_what_was_attacked_how_wide_it_stays_and_how_long_it_took(one: Edition) -> None:
    report = gate.verify(one)
    assert report.holds
    (attacked,) = report.attacked
    assert attacked.family == "2024 social_tenants"
    assert attacked.withheld >= 4
    assert attacked.groups == 1
    assert attacked.narrowest is not None
    assert attacked.narrowest >= 4
    assert 0 < attacked.seconds <= report.seconds
    assert set(report.files) == {file["path"] for file in list_files(one.folder)} | {"manifest.json"}


def test_the_command_tells_the_same_to_people_and_to_programs(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liim.cli.telling.out", Console(width=200))

    def told(*more: str) -> str:
        done = CliRunner().invoke(app, ["verify", "one", *more], env={"LIIM_HOME": str(built)})
        assert done.exit_code == 0, done.output
        return done.stdout

    read = json.loads(told("--format", "json"))
    assert read["holds"] is True
    assert read["attacked"][0]["family"] == "2024 social_tenants"
    assert [check["found"] for check in read["checks"]] == [""] * len(read["checks"])
    words = told()
    assert "✓ Nobody can be found in what is published" in words
    assert "2024 social_tenants" in words
    assert f"{read['attacked'][0]['withheld']} withheld counts attacked" in words


def test_an_edition_that_is_being_read_is_verified_all_the_same(one: Edition) -> None:
    """By whoever made documents of it in this process, and by a page that is open."""
    assert one.profile(["11002"])
    assert failed(gate.verify(one)) == {}


def test_no_count_that_is_withheld_stands_in_the_report(one: Edition) -> None:
    """Widths are told, neither the least nor the most: they would stand in a log."""
    report = gate.verify(one)
    assert {"lower", "upper", "count"}.isdisjoint(asdict(report.attacked[0]))


def test_a_program_that_does_not_end_in_an_optimum_refuses(one: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, name: str, **__: object) -> None:
        raise NotSolvedError(f"{name}: a solve ended Time limit reached")

    monkeypatch.setattr(attacking, "intervals", fail)
    report = gate.verify(one)
    assert not report.holds
    assert set(failed(report)) == {
        "Nobody can be found in what is published",
        "No small count is told closer than its rule allows, and none is told wrongly",
    }
    assert all("did not end in a proof" in found and "social_tenants" in found for found in failed(report).values())


def broken(name: str) -> Spoil:
    """A file that begins as it should, and ends too early."""

    def _spoil(folder: Path) -> None:
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(whole[: len(whole) // 2])

    return _spoil


def printed_again(folder: Path) -> None:
    """One withheld count stands in the figures after all, whatever else is right."""
    path = folder / "figures.parquet"
    figures = pl.read_parquet(path)
    hidden = (pl.col("status") == "withheld") & (pl.col("area") == "11004")
    shown = figures.with_columns(
        pl.when(hidden).then(2.0).otherwise("numerator").alias("numerator"),
        pl.when(hidden).then(1.0).otherwise("value").alias("value"),
        pl.when(hidden).then(pl.lit("ok")).otherwise("status").alias("status"),
    )
    assert not shown.equals(figures)
    shown.write_parquet(path)


@pytest.mark.parametrize(
    "spoil",
    [broken(name) for name in ("figures.parquet", "trends.parquet", "serving.duckdb", "open-data/WO_12.csv")],
    ids=["figures", "trends", "serving file", "open data"],
)
@pytest.mark.parametrize("listed", [False, True], ids=["as it was listed", "listed anew"])
def test_a_file_that_cannot_be_read_refuses(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Spoil, *, listed: bool
) -> None:
    """Whether or not the list of files was changed with it."""
    report = gate.verify(spoiled(built, tmp_path, monkeypatch, spoil, listed=listed))
    assert not report.holds


def test_a_figure_that_is_printed_again_refuses_although_every_file_is_as_listed(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = failed(gate.verify(spoiled(built, tmp_path, monkeypatch, printed_again, listed=True)))
    assert "Nobody can be found in what is published" in found


def few_in_a_sector(folder: Path) -> None:
    """Two people of a sector are told of."""
    counts = {"44021A00-": 2.0, "44021A01-": 50.0, "total": 52.0}
    rows = [
        {"quantity": "foreign_nationals", "period": "2025", "area": "44021", "sector": one, "count": n, "status": "ok"}
        for one, n in counts.items()
    ]
    pl.DataFrame(rows).write_parquet(folder / "sectors.parquet")


def a_file_of_sectors_that_is_none(folder: Path) -> None:
    """It cannot be read."""
    (folder / "sectors.parquet").write_bytes(b"sectors")


@pytest.mark.parametrize("spoil", [few_in_a_sector, a_file_of_sectors_that_is_none])
def test_sectors_that_tell_too_much_refuse(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Spoil
) -> None:
    found = failed(gate.verify(spoiled(built, tmp_path, monkeypatch, spoil, listed=True)))
    assert "Nobody can be found in what is told of the sectors of a municipality" in found
    assert "2.0" not in str(found), "what is wrong may be what must not be shown"


def spoiled(built: Path, home: Path, monkeypatch: pytest.MonkeyPatch, spoil: Spoil, *, listed: bool) -> Edition:
    """The edition with one thing changed, in a home of its own; with its list of files made anew, or not."""
    monkeypatch.setenv("LIIM_HOME", str(home))
    shutil.copytree(built / "editions", home / "editions")
    folder = home / "editions" / "one"
    spoil(folder)
    if listed:
        manifest = folder / "manifest.json"
        told = json.loads(manifest.read_text(encoding="utf-8"))
        told["files"] = list_files(folder)
        manifest.write_text(json.dumps(told), encoding="utf-8")
    return editions.open_edition("one")


@pytest.mark.parametrize("off", [1, -1], ids=["one person too many", "one person too few"])
def test_classes_that_do_not_add_up_in_one_town_make_no_edition(home: Path, off: int) -> None:
    """A total that is one too high would be a person of no class, behind whom the others could hide."""
    path = delivery(home / "from") / "delivery_wonen.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(
        number for number, line in enumerate(lines) if line.startswith("wonen,social_tenants,11005,2025,2024,total")
    )
    (count,) = (float(part) for part in lines[at].split(",")[6:7])
    lines[at] = lines[at].replace(f",{count},", f",{count + off},")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(
        ContradictionError, match=r"social_tenants, 11005, 2024: its classes by nationality_group do not"
    ):
        pipeline.build(home / "from", id_="one", say=lambda _: None)
    assert editions.list_editions() == []


def test_what_a_released_edition_printed_is_not_withheld_by_the_next_unless_it_is_lifted(home: Path) -> None:
    """A count that fell below the threshold: the old edition tells what it was, and the operator must decide."""
    pipeline.build(delivery(home / "from", small=50), id_="one", say=lambda _: None)
    gate.release("one")
    pipeline.build(delivery(home / "from", small=2), id_="two", say=lambda _: None)
    with pytest.raises(editions.Refused, match=r"11004 2025 2024 eu_nationality \(edition one\).*withdraw it, or"):
        gate.release("two")
    (home / "lifted.toml").write_text('[[lift]]\nquantity = "social_tenants"\nreason = "revised by its publisher"\n')
    gate.release("two")
    assert editions.current().id == "two"


def test_the_next_build_of_the_same_files_withholds_the_same_and_passes(home: Path) -> None:
    first = pipeline.build(delivery(home / "from"), id_="one", say=lambda _: None)
    gate.release("one")
    second = pipeline.build(delivery(home / "from"), id_="two", say=lambda _: None)
    assert (first / "figures.parquet").read_bytes() == (second / "figures.parquet").read_bytes()
    gate.release("two")
