"""`liim fetch` and `liim probe`: what the publishers offer."""

from dataclasses import asdict
from typing import Annotated

import typer

from liim.cli.telling import err, plainly, print_line, print_table
from liim.editions.layout import home
from liim.sources import fetching

SourceNames = Annotated[list[str] | None, typer.Argument(help="ids of sources; all, if none is named")]


def fetch(
    names: SourceNames = None,
    mirror: Annotated[str | None, typer.Option(help="the address of a copy, for offices without internet")] = None,
    limit: Annotated[float | None, typer.Option(help="seconds after which no more is begun")] = None,
) -> None:
    """Download what is new from the publishers; keep it under date and checksum."""
    with plainly():
        came = fetching.fetch(names or (), home=home(), mirror=mirror, limit=limit, console=err)
    print_table("", [{"source": one.source, "file": one.name, "": one.outcome} for one in came])
    for one in came:
        if one.outcome not in {"unchanged", "absent"}:
            print_line(f"{one.source}, {one.name}: {one.message}")
    if not any(one.outcome in {"new", "unchanged"} for one in came):
        raise typer.Exit(1)


def probe(
    names: SourceNames = None,
    mirror: Annotated[str | None, typer.Option(help="the address of a copy, for offices without internet")] = None,
) -> None:
    """Ask of each source: is it reachable, which is its latest period, is its layout as expected, how late is it."""
    with plainly():
        answers = fetching.probe(names or (), home=home(), mirror=mirror)
    told = [asdict(one) for one in answers]
    print_table("", [{name: said for name, said in one.items() if name != "message"} for one in told])
    for one in answers:
        print_line(f"{one.source}: {one.message}")
    if any(one.layout == "changed" for one in answers):
        raise typer.Exit(1)
