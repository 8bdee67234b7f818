"""From raw files to a released edition, the whole way."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from liim import editions, gate, geography, pipeline
from liim.demo import make_demo
from liim.model import TOTAL
from liim.sources import BadInput

FIGURES = "editions/real/figures.parquet"


@pytest.fixture(scope="module")
def real(real_home: Path) -> pl.DataFrame:
    return pl.read_parquet(real_home / FIGURES)


def total(figures: pl.DataFrame, indicator: str, area: str, period: str, geography: str) -> dict[str, float]:
    """The undivided figure of an area."""
    undivided = figures.filter(pl.all_horizontal(pl.col("sex", "age", "origin", "origin_statbel") == TOTAL))
    (row,) = undivided.filter(indicator=indicator, area=area, period=period, geography=geography).to_dicts()
    return row


@pytest.mark.real
@pytest.mark.parametrize(
    ("year", "flanders", "foreign", "brussels", "foreign_in_brussels"),
    [
        ("2017", 6_516_011, 548_910, 1_191_604, 414_139),
        ("2018", 6_552_967, 571_299, 1_198_726, 417_107),
        ("2019", 6_589_069, 595_921, 1_208_542, 422_097),
        ("2021", 6_653_062, 633_983, 1_219_970, 432_697),
    ],
)
def test_nobody_is_lost_or_counted_twice_before_or_after_the_mergers(
    real: pl.DataFrame, year: str, flanders: int, foreign: int, brussels: int, foreign_in_brussels: int
) -> None:
    """The totals are those of the publisher's files, in every geography in which the year is expressed."""
    for division in real.filter(period=year, indicator="DE_42")["geography"].unique():
        in_flanders = total(real, "DE_42", "02000", year, division)
        in_brussels = total(real, "DE_42", "04000", year, division)
        assert (in_flanders["denominator"], in_flanders["numerator"]) == (flanders, foreign)
        assert (in_brussels["denominator"], in_brussels["numerator"]) == (brussels, foreign_in_brussels)
        towns = real.filter(indicator="DE_42", period=year, geography=division)
        towns = towns.join(municipalities(division), on="area", how="semi")
        assert towns["denominator"].sum() == flanders + brussels
        assert towns["numerator"].sum() == foreign + foreign_in_brussels


def municipalities(division: str) -> pl.DataFrame:
    return geography.areas_of(division, "municipality").select(area="code")


@pytest.mark.real
def test_a_merged_town_has_the_people_of_its_parts(real: pl.DataFrame) -> None:
    antwerp_and_borsbeek, deinze_and_nevele = 523_248 + 10_685, 31_085 + 12_179
    assert total(real, "DE_42", "11002", "2018", "2025")["denominator"] == antwerp_and_borsbeek
    assert total(real, "DE_42", "11002", "2018", "2018")["denominator"] == 523_248
    assert total(real, "DE_42", "44083", "2018", "2025")["denominator"] == deinze_and_nevele


@pytest.mark.real
def test_what_the_publisher_hides_cannot_be_read_from_our_figures(real: pl.DataFrame) -> None:
    """In no town does exactly one class stand hidden beside its total: it could be subtracted."""
    towns = real.filter(indicator="PC_03").join(municipalities("2025"), on="area", how="semi")
    hidden = (
        towns.filter(pl.col("nationality_group") != TOTAL)
        .group_by("area", "period")
        .agg((pl.col("status") == "withheld").sum().alias("hidden"))
    )
    assert not (hidden["hidden"] == 1).any()


@pytest.mark.real
def test_the_edition_passes_the_gate(real_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files, open data and the attack on all that is withheld."""
    monkeypatch.setenv("LIIM_HOME", str(real_home))
    with editions.current() as edition:
        assert [check for check in gate.verify(edition).checks if not check.passed] == []


@pytest.fixture(scope="module")
def few_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one small source of the demo: a build takes a moment."""
    everything, few = tmp_path_factory.mktemp("demo"), tmp_path_factory.mktemp("few")
    for path in make_demo(everything, years=(2025,)):
        if path.name.startswith("origin"):
            shutil.copy(path, few)
    return few


@pytest.fixture(scope="module")
def built(few_files: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A LIIM_HOME in which they were built, and how many seconds it took."""
    home = tmp_path_factory.mktemp("home")
    start = time.monotonic()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIIM_HOME", str(home))
        pipeline.build(few_files, id_="one", say=lambda _: None)
    return home, time.monotonic() - start


@pytest.fixture
def home(built: tuple[Path, float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, to build and release in."""
    monkeypatch.setenv("LIIM_HOME", str(tmp_path / "home"))
    return Path(shutil.copytree(built[0], tmp_path / "home"))


def figures(home: Path, id_: str) -> bytes:
    return (home / "editions" / id_ / "figures.parquet").read_bytes()


def test_the_same_files_give_the_same_bytes(few_files: Path, home: Path) -> None:
    pipeline.build(few_files, id_="two", say=lambda _: None)
    assert figures(home, "one") == figures(home, "two")


def test_unprotected_counts_are_for_the_operator_alone(built: tuple[Path, float]) -> None:
    assert (built[0] / "work" / "one").stat().st_mode & 0o777 == 0o700


def test_a_broken_file_among_good_ones_leaves_no_edition(
    few_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIIM_HOME", str(tmp_path / "home"))
    folder = tmp_path / "from"
    shutil.copytree(few_files, folder)
    (folder / "TF_SOC_POP_STRUCT_2024.zip").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(BadInput, match=r"TF_SOC_POP_STRUCT_2024\.zip"):
        pipeline.build(folder, id_="one", say=lambda _: None)
    assert not list((tmp_path / "home").rglob("figures.parquet"))


def test_a_build_killed_at_any_moment_leaves_the_released_edition_and_the_next_build_works(
    few_files: Path, built: tuple[Path, float], home: Path
) -> None:
    editions.make_current("one")
    before = figures(home, "one")
    chance = random.Random(1)  # noqa: S311 - a moment, not a secret
    command = [sys.executable, "-m", "liim", "build", "--from", str(few_files), "--id", "two"]
    for _ in range(4):
        process = subprocess.Popen(command, env=os.environ, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.3, 1.5 * built[1]))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert editions.current().id == "one"
        assert figures(home, "current") == before
    assert subprocess.run(command, env=os.environ, check=False, capture_output=True).returncode == 0
    editions.make_current("two")
    assert editions.current().id == "two"
