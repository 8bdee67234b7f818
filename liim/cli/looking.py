"""`liim sources …`: look at a publisher's file before it is accepted."""

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import httpx
import polars as pl
import typer

from liim.cli.telling import Format, plainly, print_table, say, say_wrong
from liim.observations import BREAKDOWNS
from liim.sources import RawFile, observe
from liim.sources.extracts import gsm_extract
from liim.sources.fetching.download import DownloadError
from liim.sources.mapped.mapped_table import mapped_tables
from liim.sources.provincies_in_cijfers import at_the_source


def inspect(file: Annotated[Path, typer.Argument(help="an extract of the Gemeente-Stadsmonitor")]) -> None:
    """Show what is understood of an extract: each column, the values, and what is doubtful."""
    with plainly():
        seen = gsm_extract.understood(file)
    say(f"{file.name}: {f'{seen.indicator.id}, {seen.indicator.title}' if seen.indicator else 'of no indicator'}")
    print_table("", [one.told() for one in seen.columns])
    for row, text in seen.passed_over:
        say(f"row {row} is passed over: {text}")
    if seen.doubts:
        for doubt in seen.doubts:
            say_wrong(str(doubt))
        raise typer.Exit(1)
    print_table("", _by_year(seen.values))


def try_(
    mapping: Annotated[Path, typer.Argument(help="a mapping: *.mapping.toml")],
    file: Annotated[Path, typer.Argument(help="the table that it describes")],
    format_: Annotated[Format, typer.Option("--format")] = Format.table,
) -> None:
    """Read a table by a mapping without keeping anything: show what every row became."""
    with plainly():
        (reader,) = mapped_tables([mapping])
        observations = observe(RawFile(file, reader))
    split = [name for name in BREAKDOWNS if observations[name].n_unique() > 1]
    key = ["quantity", "period", "division", *split, "status"]
    counted = observations.group_by(key).agg(pl.col("area").n_unique().alias("municipalities"), pl.col("count").sum())
    if format_ is Format.json:
        sys.stdout.write(json.dumps(counted.sort(key).to_dicts(), ensure_ascii=False, indent=1) + "\n")
        return
    print_table(f"{file.name}, as {mapping.name} says", counted.sort(key).to_dicts())
    print_table("The first rows", observations.select("area", *key, "count").head(10).to_dicts())


def odata(
    variable: Annotated[str, typer.Argument(help="the code of a variable of Provincies in Cijfers")],
    to: Annotated[Path, typer.Option(help="the CSV to write, for a mapping to describe")],
    level: Annotated[str, typer.Option(help="the level of areas; gemeente is that of today")] = at_the_source.LEVEL,
    service: Annotated[str, typer.Option(help="the address of the service (unverified)")] = at_the_source.SERVICE,
) -> None:
    """Read a variable of Provincies in Cijfers at the source (OData), as a table for a mapping."""
    with plainly():
        try:
            rows = at_the_source.save(
                variable, to, key=os.environ.get(at_the_source.KEY, ""), level=level, service=service
            )
        except (DownloadError, httpx.HTTPError) as error:
            raise ValueError(
                f"{at_the_source.address_of(variable, level, service)}: {error}. The service answers to a key: ask "
                f"info@provincies.incijfers.be for one, and put it into {at_the_source.KEY}."
            ) from error
    say(f"{rows} values are in {to}. Next: describe them by a mapping (docs/mapped-tables.md), and try it.")


def _by_year(values: pl.DataFrame) -> list[dict[str, Any]]:
    """Per year and class: how many municipalities have a value, and between which bounds."""
    split = [name for name in BREAKDOWNS if values[name].n_unique() > 1]
    counted = values.group_by("period", "division", *split).agg(
        pl.col("value").count().alias("municipalities"),
        pl.col("value").is_null().sum().alias("missing"),
        pl.col("value").min().alias("lowest"),
        pl.col("value").median().alias("middle"),
        pl.col("value").max().alias("highest"),
    )
    return counted.sort("period", *split).to_dicts()
