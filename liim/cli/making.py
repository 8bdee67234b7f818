"""`liim build`, `verify`, `release` and `diff`: an edition made, checked, made current, set beside another."""

import json
import sys
from collections import Counter
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from liim import editions, gate, pipeline
from liim.cli.telling import EditionArgument, Format, counting, err, out, plainly, print_line, print_table, say, wrong
from liim.demo import Size

DemoSize = StrEnum("DemoSize", ["small", "full"])
_SIZES: dict[DemoSize | None, Size] = {None: "small", DemoSize.small: "small", DemoSize.full: "full"}


def build(
    size: Annotated[DemoSize | None, typer.Argument(help="with --demo: a small edition, or a full one")] = None,
    folder: Annotated[Path | None, typer.Option("--from", help="a folder with files as published")] = None,
    id_: Annotated[str | None, typer.Option("--id", help="the id of the edition; default: today's date")] = None,
    *,
    demo: Annotated[bool, typer.Option(help="from fictitious files, made on the spot")] = False,
) -> None:
    """Make an edition from raw files."""
    with plainly(), counting() as tell:
        if size and not demo:
            raise ValueError(f"{size} is a size of the fictitious edition: liim build --demo {size}")
        made = (
            pipeline.build_demo(
                id_=id_ or "demo", size="full" if size is DemoSize.full else "small", say=say, tell=tell
            )
            if demo
            else pipeline.build(folder, id_=id_, say=say, tell=tell)
        )
    say(f"Edition {made.name} is ready. Next: liim verify {made.name} && liim release {made.name}")


def verify(
    edition: EditionArgument,
    published: Annotated[Path | None, typer.Option(help="a folder with documents made from it")] = None,
    format_: Annotated[Format, typer.Option("--format", help="json: all that was attacked and read")] = Format.table,
) -> None:
    """Make every check again, from outside, on the files as written: the attack on what is withheld included."""
    with plainly(), counting() as tell, editions.open_edition(edition) as opened:
        report = gate.verify(opened, published, tell=tell)
    if format_ is Format.json:
        told = asdict(report) | {"holds": report.holds}
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    else:
        _tell_verified(report)
    if not report.holds:
        err.print(f"Edition {edition} does not hold: build it again from its inputs; it cannot be released.")
        raise typer.Exit(1)


def _tell_verified(report: gate.Report) -> None:
    """Each check in a line; what was attacked and read, and how long it took."""
    for check in report.checks:
        told = Text.assemble(("✓", "green"), f" {check.name}")
        out.print(told if check.passed else wrong(f"{check.name}: {check.found}"), soft_wrap=True)
    print_table(
        "What was attacked: the least and the most that each withheld count can be",
        [
            {
                "period and counts": one.family,
                "printed": one.printed,
                "withheld": one.withheld,
                "groups": one.groups,
                "narrowest width": "no end" if one.narrowest is None else f"{one.narrowest:g}",
                "median width": "no end" if one.median is None else f"{one.median:g}",
                "seconds": f"{one.seconds:.1f}",
            }
            for one in report.attacked
        ],
    )
    kinds = Counter(Path(name).suffix.lstrip(".") or "other" for name in report.files)
    listed = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    withheld = sum(one.withheld for one in report.attacked)
    print_line(f"{withheld:,} withheld counts attacked; {listed} read, in {report.seconds:.1f} seconds.")


def release(edition: Annotated[str, typer.Argument(help="the id of an edition")]) -> None:
    """Make an edition the current one; refused where it does not verify."""
    with plainly(), counting() as tell:
        gate.release(edition, tell=tell)
    say(f"Edition {edition} is now the current one.")


def diff(
    old: EditionArgument,
    new: EditionArgument,
    area: Annotated[str | None, typer.Option(help="the NIS code of one area")] = None,
) -> None:
    """Tell what is new, revised and withdrawn between two editions."""
    with plainly(), editions.open_edition(old) as before, editions.open_edition(new) as after:
        changes = editions.diff(before, after, area)
    counted = changes.group_by("change").len().sort("change")
    for change, number in counted.iter_rows():
        out.print(f"{change}: {number} figures")
    if changes.is_empty():
        out.print("Nothing changed.")
    print_table("", changes.head(50).to_dicts())
