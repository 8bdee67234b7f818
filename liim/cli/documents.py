"""`liim report`, `workbook`, `publish` and `export`: documents, open data and the site, made from an edition."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Literal, get_args

import typer
from rich.progress import MofNCompleteColumn, Progress

from liim import editions
from liim.cli.application import write_site
from liim.cli.telling import EditionOption, err, plainly, say, say_wrong
from liim.model import Language
from liim.publish import published
from liim.publish import town as places_of
from liim.publish.batch import Kind, Outcome, document_of_group, documents
from liim.publish.record import prepare
from liim.publish.workbook import overview as write_overview

ReportKind = Literal["full", "short", "chapters", "editable"]
AreaCodes = Annotated[list[str] | None, typer.Argument(help="NIS codes")]
FolderOption = Annotated[Path, typer.Option(help="the folder in which to put them; made if need be")]
LanguageOption = Annotated[Language, typer.Option(help="the language of the text")]


def report(
    areas: AreaCodes = None,
    *,
    to: FolderOption,
    every: Annotated[bool, typer.Option("--all", help="every municipality")] = False,
    kind: Annotated[
        ReportKind, typer.Option(help="in full, in two pages, a page per chapter, or the two pages as a Word document")
    ] = "full",
    chapter: Annotated[str, typer.Option(help="with --kind chapters: only this one, by its id")] = "",
    group: Annotated[str | None, typer.Option(help="NIS codes with commas: these areas together as one")] = None,
    name: Annotated[str, typer.Option(help="what to call that group")] = "",
    edition: EditionOption = "current",
    language: LanguageOption = "nl",
) -> None:
    """Set the report of municipalities, provinces or regions as PDF; what is there already and unchanged stays.

    They are made, not judged: before they leave, `liim verify EDITION --published DIR` holds every number in them
    against the edition. `liim publish` does both, and is the only way to the site.
    """
    with plainly(), editions.open_edition(edition) as opened:
        if group:
            _document_of_group(opened, group.split(","), name, to, language, kind)
        if every or areas or not group:
            chosen = places_of.municipalities(opened) if every else areas or []
            _documents(opened, chosen, to, language, kind, chapter)


def workbook(
    areas: AreaCodes = None,
    *,
    to: FolderOption,
    every: Annotated[bool, typer.Option("--all", help="every municipality")] = False,
    overview: Annotated[bool, typer.Option(help="one workbook of all municipalities")] = False,
    edition: EditionOption = "current",
    language: LanguageOption = "nl",
) -> None:
    """Write the figures of municipalities, or of all of them together, as Excel.

    They are made, not judged: before they leave, `liim verify EDITION --published DIR` holds every number in them
    against the edition. `liim publish` does both, and is the only way to the site.
    """
    with plainly(), editions.open_edition(edition) as opened:
        if overview:
            prepare(to)
            write_overview(opened, to / f"liim-{language}-{opened.id}.xlsx", language)
            say(f"The overview of edition {opened.id} is in {to}. {_gate(opened, to)}")
        if every or areas or not overview:
            _documents(opened, places_of.municipalities(opened) if every else areas or [], to, language, "workbook")


def publish(
    areas: AreaCodes = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="every municipality")] = False,
    kind: Annotated[Kind | None, typer.Option(help="which document; default: each kind")] = None,
    edition: EditionOption = "current",
    language: LanguageOption = "nl",
) -> None:
    """Make documents of areas, check them, and put them where the site lets readers download them."""
    with plainly(), editions.open_edition(edition) as opened:
        chosen = places_of.municipalities(opened) if every else areas or []
        for one in (kind,) if kind else get_args(Kind):
            _batch(one, language, chosen, partial(published.publish, opened, chosen, language=language, kind=one))


def _document_of_group(
    edition: editions.Edition, members: list[str], name: str, to: Path, language: Language, kind: Kind
) -> None:
    if not name:
        raise ValueError('Give the group a name: --name "Vlaamse Ardennen".')
    made = document_of_group(places_of.group(edition, members, name), to, language=language, kind=kind)
    say(f"{made.name} is in {to}. {_gate(edition, to)}")


def _documents(
    edition: editions.Edition, areas: list[str], to: Path, language: Language, kind: Kind, chapter: str = ""
) -> None:
    """Documents of places in a folder."""
    made = partial(documents, edition, areas, to, language=language, kind=kind, chapter=chapter)
    _batch(kind, language, areas, made)
    say(f"They are in {to}. {_gate(edition, to)}")


def _gate(edition: editions.Edition, folder: Path) -> str:
    """What is still to be done with documents in a folder of one's own; those that `publish` makes have passed."""
    return f"Before they leave: `liim verify {edition.id} --published {folder}` reads them back number by number."


def _batch(kind: Kind, language: Language, areas: list[str], make: Callable[..., Outcome]) -> None:
    """Documents with a progress bar; those that failed are named at the end."""
    if not areas:
        raise ValueError("Name at least one area by its NIS code, or ask for --all. `liim list areas` tells the codes.")
    with Progress(*Progress.get_default_columns(), MofNCompleteColumn(), console=err) as bar:
        task = bar.add_task(f"{kind}, {language}", total=len(areas))
        done = make(on_done=lambda _: bar.advance(task))
    say(f"{len(done.made)} made, {len(done.unchanged)} unchanged, {len(done.failed)} failed.")
    for name, why in sorted(done.failed.items()):
        say_wrong(f"{name}: {why}")
    if done.failed:
        raise typer.Exit(1)


def export(
    to: Annotated[Path, typer.Option(help="the folder in which to put it")],
    edition: EditionOption = "current",
    *,
    site: Annotated[bool, typer.Option(help="the whole public site, for any web server")] = False,
) -> None:
    """Copy the open data of an edition: a table per indicator, with its description; or write the whole site."""
    with plainly(), editions.open_edition(edition) as opened:
        if site:
            raise typer.Exit(write_site(opened, to))
        target = to / f"liim-{opened.id}-open-data"
        shutil.copytree(opened.folder / "open-data", target)
    say(f"The open data of edition {opened.id} are in {target}.")
