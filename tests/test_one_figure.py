"""docs/one-figure.md holds: every line of it is run, and prints what the page says."""

import doctest
import zipfile
from pathlib import Path

import polars as pl
import pytest

from liim import disclosure, editions, pipeline, sources
from liim.catalogue import catalogue
from liim.cells import cells
from liim.demo import make_demo
from liim.figures.intervals import with_intervals
from liim.figures.values import values
from liim.publish.sentences import Speech, read

PAGE = Path(__file__).parents[1] / "docs" / "one-figure.md"


def read_rows(raw: Path) -> list[dict[str, str]]:
    """The rows of a zipped table, column by column."""
    with zipfile.ZipFile(raw) as archive:
        header, *lines = archive.read(archive.namelist()[0]).decode("utf-8-sig").splitlines()
    return [dict(zip(header.split("|"), line.split("|"), strict=True)) for line in lines]


def observe(raw: Path) -> pl.DataFrame:
    """The observations of one file."""
    (file,) = sources.sort_out([raw]).files
    return sources.observe(file)


def test_every_step_of_one_figure_s_life_is_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIIM_HOME", str(tmp_path / "home"))
    known = {
        "DE_42": catalogue()["DE_42"],
        "Speech": Speech,
        "build": lambda folder, id_: pipeline.build(folder, id_=id_, say=lambda _: None),
        "cells": cells,
        "disclosure": disclosure,
        "editions": editions,
        "make_demo": make_demo,
        "observe": observe,
        "pl": pl,
        "read": read,
        "read_rows": read_rows,
        "temporary_folder": lambda: tmp_path / "demo",
        "values": values,
        "with_intervals": with_intervals,
    }
    page = doctest.DocTestParser().get_doctest(PAGE.read_text(), known, PAGE.name, str(PAGE), 0)
    told: list[str] = []
    doctest.DocTestRunner().run(page, out=told.append)
    assert not told, "".join(told)
