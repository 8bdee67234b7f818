"""What an edition holds and lacks, why, and who could fill it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from liim import editions
from liim.catalogue import catalogue
from liim.cli import app
from liim.editions import Fill, Held

from .conftest import Write, figure


def held(id_: str) -> dict[str, Held]:
    with editions.open_edition(id_) as edition:
        return {one.indicator: one for one in editions.held(edition)}


def next_files(id_: str) -> list[Fill]:
    with editions.open_edition(id_) as edition:
        return editions.fills(edition, editions.held(edition))


def test_the_latest_period_tells_how_many_municipalities_have_a_figure_and_why_the_others_do_not(write: Write) -> None:
    write(
        "e",
        figure("DE_42", "44021", period="2022"),
        figure("DE_42", "44021", period="2024"),
        figure("DE_42", "11002", period="2024", value=None, numerator=None, status="withheld"),
        figure("DE_42", "02000", period="2024"),
        figure("DE_42", "44021", period="2024", sex="male"),
    )
    foreign = held("e")["DE_42"]
    assert (foreign.latest, foreign.municipalities, foreign.of) == ("2024", 1, 304)
    assert foreign.gaps == {"withheld": 1}
    assert foreign.periods["2023"] == {"figures": 0, "no_row": 304}


def test_an_indicator_of_which_no_file_counts_anything_says_which_counts_are_lacking(write: Write) -> None:
    write("e")
    lacking = held("e")["WE_02"]
    assert (lacking.latest, lacking.gaps) == (None, {"no_file": lacking.of})
    assert lacking.lacking == ("employed", "inhabitants_20_64")


def test_the_whole_catalogue_is_listed_in_the_order_of_the_report(write: Write) -> None:
    write("e")
    assert list(held("e")) == list(catalogue())


def test_whose_counts_would_fill_the_most_stands_first(write: Write) -> None:
    """An indicator that waits for two owners is filled by neither alone."""
    write("e")
    fills = next_files("e")
    assert [one.municipalities for one in fills] == sorted((one.municipalities for one in fills), reverse=True)
    alone = [id_ for one in fills for id_ in one.indicators]
    assert len(alone) == len(set(alone))
    assert not any(set(one.indicators) & set(one.with_others) for one in fills)


def test_the_files_to_ask_for_are_named(write: Write) -> None:
    """An administration delivers one; of the city monitor each indicator is a file of its own."""
    write("e")
    files = {one.owner: one.files for one in next_files("e")}
    assert files["VDAB"] == ("delivery_vdab.csv",)
    survey = next(names for owner, names in files.items() if "burgerbevraging" in owner)
    assert survey[0] == "delivery_burgerbevraging.csv"
    assert "GSM_Extract_SA_S_02.xlsx" in survey
    assert "GSM_Extract_DE_42.xlsx" not in survey


@pytest.mark.real
def test_a_file_that_was_read_and_does_not_hold_it_is_not_asked_for_again(
    real_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newcomers of the portal are not told by sex: it is the register that could fill that."""
    monkeypatch.setenv("LIIM_HOME", str(real_home))
    asked = {one.owner: one for one in next_files("real")}
    register = next(one for owner, one in asked.items() if "Kruispuntbank Inburgering" in owner)
    assert "DE_50" in register.indicators
    assert register.files == ("delivery_kruispuntbank_inburgering.csv",)


def test_it_is_told_as_a_table_and_as_json(write: Write) -> None:
    write("e")
    command = ["list", "indicators", "--availability", "--edition", "e"]
    assert "1 of 111 indicators have a figure" in " ".join(CliRunner().invoke(app, command).stdout.split())
    told = json.loads(CliRunner().invoke(app, [*command, "--format", "json"]).stdout)
    assert told["indicators"] == {"with_a_figure": 1, "of": 111}
    assert told["municipality_by_indicator"]["with_a_latest_figure"] == 1


def test_it_is_told_of_the_municipalities_before_a_merger_too(write: Write) -> None:
    write("e")
    command = ["list", "indicators", "--availability", "--edition", "e", "--format", "json", "--division"]
    old = json.loads(CliRunner().invoke(app, [*command, "2018"]).stdout)
    assert next(one["of"] for one in old["held"] if one["indicator"] == "DE_42") == 308 + 19
    assert "2018, 2019, 2025" in CliRunner().invoke(app, [*command, "1976"]).output


@pytest.mark.real
def test_the_real_files_fill_what_they_count(real_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIIM_HOME", str(real_home))
    filled = {id_ for id_, one in held("real").items() if one.latest}
    assert {"DE_42", "DE_44", "DE_45", "ST_01", "PC_05"} <= filled
