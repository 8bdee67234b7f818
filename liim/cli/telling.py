"""How the command speaks: what is done on standard error, what was asked for on standard output, errors in words."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TaskID
from rich.table import Column, Table
from rich.text import Text

from liim import editions
from liim.disclosure import Tell
from liim.sources import DoubtfulInput

out = Console()
err = Console(stderr=True)

Format = StrEnum("Format", ["table", "json"])
EditionOption = Annotated[str, typer.Option(help="the id of an edition")]
EditionArgument = Annotated[str, typer.Argument(help="the id of an edition, or current")]


@contextmanager
def plainly() -> Iterator[None]:
    """Errors that a person can mend, and doubts about a file, are told in words, without a trace of the program."""
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _tell_doubt
            yield
    except (ValueError, LookupError, OSError, editions.Refused) as error:
        say_wrong(str(error))
        raise typer.Exit(1) from None


@contextmanager
def counting() -> Iterator[Tell]:
    """Bars that appear when the first part of long work is done, and are gone at the end, or when it goes wrong."""
    bars = Progress(*Progress.get_default_columns(), MofNCompleteColumn(), console=err, transient=True)
    tasks = dict[str, TaskID]()

    def tell(named: str, done: int, of: int) -> None:
        if named not in tasks:
            bars.start()
            tasks[named] = bars.add_task(named, total=of)
        bars.update(tasks[named], completed=done)

    try:
        yield tell
    finally:
        bars.stop()


# What is told may hold names of files and columns: brackets in them are no colours, and long addresses and paths are
# neither cut nor broken over lines, so that they can be copied.


def say(text: str) -> None:
    """A sentence about what was done."""
    err.print(text, highlight=False, markup=False, soft_wrap=True)


def say_wrong(text: str) -> None:
    """A sentence about what went wrong."""
    err.print(wrong(text), soft_wrap=True)


def wrong(text: str) -> Text:
    """What went wrong, with its sign."""
    return Text.assemble(("✗", "red"), f" {text}")


def _tell_doubt(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, *_: object, **__: object
) -> None:
    """A doubt about a file is for who runs LIIM; any other warning is for who writes it."""
    told = str(message)
    say(f"! {told}" if issubclass(category, DoubtfulInput) else f"{filename}:{lineno}: {told}")


def print_line(text: str) -> None:
    """A line of what was asked for."""
    out.print(text, highlight=False, markup=False, soft_wrap=True)


def print_table(title: str, rows: list[dict[str, Any]], *, unbroken: str = "") -> None:
    """A table of what was asked for, one of its columns never broken over lines; nothing where there are no rows."""
    if not rows:
        return
    columns = (Column(name, overflow="fold", no_wrap=name == unbroken) for name in rows[0])
    table = Table(*columns, title=Text(title) if title else None, box=None)
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row.values()))
    out.print(table)
